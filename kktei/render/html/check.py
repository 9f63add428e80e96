"""Checks of the finished site: links and anchors lead somewhere, no id stands twice, nothing comes from outside."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import html

from kktei.findings import Finding, finding
from kktei.tei import Element

_LOADED = " | ".join(
    [
        *(f"//@{name}" for name in ("src", "srcset", "poster", "data", "action", "formaction", "background")),
        "//link[@rel = 'stylesheet']/@href | //link[@rel = 'icon']/@href | //link[@rel = 'preload']/@href",
    ]
)


@dataclass(frozen=True)
class Anchors:
    """What a page offers to links, and where its own links lead."""

    ids: frozenset[str]
    links: tuple[str, ...]  # addresses within the site, as written, each once, sorted
    twice: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()  # what a browser would load from elsewhere when it opens the page


def anchors(text: str) -> Anchors:
    """Ids and internal links of a page's text; resources count as links."""
    root = html.document_fromstring(text.encode(), parser=_parser())
    ids = Counter(_values(root, "//@id"))
    links = {link for link in _values(root, "//a/@href | //link/@href | //area/@href | //@src") if _internal(link)}
    outside = {value for value in _values(root, _LOADED) if not _internal(value) and not value.startswith("data:")}
    twice = sorted(i for i, n in ids.items() if n > 1)
    return Anchors(frozenset(ids), tuple(sorted(links)), tuple(twice), tuple(sorted(outside)))


def _parser() -> html.HTMLParser:
    """One that reads pages to their end however deep they nest."""
    return html.HTMLParser(encoding="utf-8", huge_tree=True)


def _values(root: Element, path: str) -> list[str]:
    return [str(value) for value in root.xpath(path)]


def _internal(link: str) -> bool:
    return not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//", link)


def broken(pages: Mapping[str, Anchors], target: Path) -> list[Finding]:
    """A finding for each link that leads nowhere, each id that stands twice, each thing loaded from outside."""
    found: list[Finding] = []
    known: dict[tuple[str, str], str] = {}  # most links are the menu's, the same on all pages of a folder
    for path, page in pages.items():
        folder = posixpath.dirname(path)
        for link in page.links:
            key = (path if link.startswith("#") else folder, link)
            if key not in known:
                known[key] = _problem(path, link, pages, target)
            if known[key]:
                found.append(finding("H002", f"{path}: the link {link} leads nowhere ({known[key]})", file=path))
        found += [finding("H003", f"{path}: the id {i} stands twice", file=path) for i in page.twice]
        found += [finding("H004", f"{path} loads {v} from outside", file=path) for v in page.outside]
    return found


def _problem(path: str, link: str, pages: Mapping[str, Anchors], target: Path) -> str:
    """Why a link leads nowhere; "" where it leads somewhere."""
    parts = urlsplit(link)
    there = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path))) if parts.path else path
    if there.startswith(".."):
        return "outside the site"
    if there in pages:
        missing = parts.fragment and unquote(parts.fragment) not in pages[there].ids
        return f"no {parts.fragment} there" if missing else ""
    return "" if (target / there).is_file() else "no such file"
