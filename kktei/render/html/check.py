"""Checks of the finished site: links and anchors lead somewhere, no id stands twice, nothing comes from outside."""

import posixpath
import re
import sys
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from kktei.findings import Finding, finding

# A tag as Saxon's serializer writes it: values always in double quotes, "<" never in a script (see k:json).
_TAG = re.compile(r"""<([a-zA-Z][^\s>/]*)((?:\s+[^\s=>"]+(?:="[^"]*")?)+)\s*/?>""")
_ATTRIBUTE = re.compile(r"""\s(id|href|rel|src|srcset|poster|data|action|formaction|background)="([^"]*)\"""")
_REMEMBERED = 5000  # links of a folder: most are the menu's, the same on all its pages
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_LEADING = {"a", "link", "area"}
_LOADING = ("src", "srcset", "poster", "data", "action", "formaction", "background")
_LOADED = {"stylesheet", "icon", "preload"}


@dataclass(frozen=True)
class Anchors:
    """What a page offers to links, and where its own links lead."""

    ids: frozenset[str]
    links: tuple[str, ...]  # addresses within the site, as written, each once, sorted
    twice: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()  # what a browser would load from elsewhere when it opens the page


def anchors(text: str) -> Anchors:
    """Ids and internal links of a page's text, as a stylesheet wrote it; resources count as links."""
    ids: Counter[str] = Counter()
    links: set[str] = set()
    outside: set[str] = set()
    for tag, attributes in (found.groups() for found in _TAG.finditer(text)):
        given = {name: _plain(value) for name, value in _ATTRIBUTE.findall(attributes)}
        if not given:
            continue
        loaded = [given[name] for name in _LOADING if name in given]
        if tag in _LEADING and "href" in given:
            links.add(given["href"])
            loaded += [given["href"]] * (tag == "link" and given.get("rel") in _LOADED)
        if tag == "image" and "href" in given:
            loaded.append(given["href"])
            links.add(given["href"])
        if "src" in given:
            links.add(given["src"])
        outside.update(value for value in loaded if not _internal(value) and not value.startswith("data:"))
        if "id" in given:
            ids[given["id"]] += 1
    twice = sorted(i for i, n in ids.items() if n > 1)
    within = tuple(sorted(sys.intern(link) for link in links if _internal(link)))
    return Anchors(frozenset(ids), within, tuple(twice), tuple(sorted(outside)))


def _plain(value: str) -> str:
    return unescape(value) if "&" in value else value


def _internal(link: str) -> bool:
    return not _ELSEWHERE.match(link)


def broken(
    paths: Collection[str], of: Callable[[str], Anchors], target: Path, named: Collection[str] = (), root: str = ""
) -> list[Finding]:
    """A finding for each link that leads nowhere, each id that stands twice, each thing loaded from outside.

    ``of`` gives the anchors of each of the pages at ``paths``; ``named`` are files that have another name in pages
    where these are written; ``root`` is how the site's first page is called by a page that may be shown in any folder.
    """
    found: list[Finding] = []

    @lru_cache(maxsize=_REMEMBERED)
    def from_folder(folder: str, link: str) -> str:
        return _problem(posixpath.join(folder, "."), link, paths, of, target, named)

    for path in paths:
        page = of(path)
        folder = posixpath.dirname(path)
        for link in page.links:
            inner = link.removeprefix(root)
            is_own = inner[:1] in ("", "#", "?")  # another place on every page
            problem = _problem(path, inner, paths, of, target, named) if is_own else from_folder(folder, inner)
            if problem:
                found.append(finding("H002", f"{path}: the link {link} leads nowhere ({problem})", file=path))
        found += [finding("H003", f"{path}: the id {i} stands twice", file=path) for i in page.twice]
        found += [finding("H004", f"{path} loads {v} from outside", file=path) for v in page.outside]
    return found


def _problem(
    path: str, link: str, paths: Collection[str], of: Callable[[str], Anchors], target: Path, named: Collection[str]
) -> str:
    """Why a link leads nowhere; "" where it leads somewhere."""
    parts = urlsplit(link)
    there = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path))) if parts.path else path
    if there.startswith(".."):
        return "outside the site"
    if there in paths:
        missing = parts.fragment and unquote(parts.fragment) not in of(there).ids
        return f"no {parts.fragment} there" if missing else ""
    return "" if there in named or (target / there).is_file() else "no such file"
