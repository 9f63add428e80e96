"""Addresses that were published and have another page now: a page at each that leads on.

``edition/addresses.csv`` remembers every address that was published and what stood there.  Each leads straight to
the page that this has now, so that there is no chain and no loop; a page that there is is never replaced.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from kktei.addresses import PUBLISHED, PublishedAddress
from kktei.cache import digest
from kktei.findings import Finding, finding
from kktei.render.html.given import MovedContext
from kktei.render.html.index import DocumentPage, Index
from kktei.render.html.pages import SitePage
from kktei.render.html.parts import PageLink

_PLAIN = re.compile(r"(?:\w[\w.~+-]*/)+\w[\w.~+-]*\.html")  # a page in a folder of the site


def standing(index: Index, pages: Collection[str]) -> list[PublishedAddress]:
    """What the site has now of that for which people keep addresses: documents and names with a page."""
    found = [PublishedAddress(d.path, d.entry.id or d.source, _known_by(d)) for d in index.documents]
    found += [PublishedAddress(name.path, key) for key, name in index.names.items() if name.path in pages]
    return sorted(found, key=lambda one: one.address)


def moved(
    published: Iterable[PublishedAddress], index: Index, pages: Collection[str]
) -> tuple[list[SitePage], list[Finding]]:
    """Pages that lead on from former addresses; a finding for each that leads nowhere, or is no page of a site."""
    now = standing(index, pages)
    by_what, by_words = _unique(now, "shows"), _unique(now, "known_by")
    titles = {d.path: d.title for d in index.documents} | {n.path: n.name for n in index.names.values()}
    taken = {page.casefold() for page in pages}
    made: list[SitePage] = []
    found: list[Finding] = []
    for row in published:
        if row.address.casefold() in taken or not row.shows:
            continue
        there = by_what.get(row.shows) or by_words.get(row.known_by)
        if there is None or not _PLAIN.fullmatch(row.address):
            found.append(_lost(row, shown=there is not None))
            continue
        taken.add(row.address.casefold())
        link = PageLink(address=there, title=titles.get(there, there))
        made.append(SitePage(row.address, MovedContext(target=link), "moved"))
    return made, found


def _lost(row: PublishedAddress, *, shown: bool) -> Finding:
    said = "is no address of a page in a folder" if shown else f"has no page any more, nor has {row.shows!r}"
    return finding("H030", f"{row.address} {said}", file=f"edition/{PUBLISHED}", line=row.line, place=row.address)


def _unique(now: Sequence[PublishedAddress], field: str) -> dict[str, str]:
    """Addresses by what they show, as far as that is one and no more."""
    found: dict[str, list[str]] = {}
    for one in now:
        found.setdefault(getattr(one, field), []).append(one.address)
    return {key: there[0] for key, there in found.items() if key and len(there) == 1}


def _known_by(document: DocumentPage) -> str:
    """By what a document is known again when its id and its file have other names."""
    entry = document.entry
    words = (entry.title, entry.date.start, entry.date.end, entry.incipit)
    return digest("document", *words)[:12] if entry.incipit else ""
