"""Addresses that were published, followed to what the site has now: where each leads, and which mislead.

A row of ``edition/addresses.csv`` remembers an address and what stood there.  It can be followed to one page, is
still right, or is told: nobody who keeps an address may come to another text without our saying so.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kktei.addresses import PUBLISHED, PublishedAddress
from kktei.findings import Finding, finding

_PLAIN = re.compile(r"(?:\w[\w~+-]*/)+\w[\w.~+-]*\.html")  # a page in a folder of the site
_LONGEST = 200  # bytes of a name; disks take 255, and names of files that are not whole yet are longer
_DEEPEST = 800  # bytes of an address


@dataclass
class Followed:
    """What became of the addresses: ``leading`` to which page, and what is to be told."""

    leading: dict[str, str] = field(default_factory=dict)
    found: list[Finding] = field(default_factory=list)


def follow(published: Iterable[PublishedAddress], now: Sequence[PublishedAddress], pages: Collection[str]) -> Followed:
    """Follow addresses; ``now`` is what stands on the site, ``pages`` are all its pages but those that lead on."""
    result = Followed()
    site = _Site(now)
    taken = {page.casefold(): page for page in pages}
    seen: dict[str, PublishedAddress] = {}
    rows = list(published)
    words = {row.known_by: row.address for row in reversed(rows)}
    for row in rows:
        if not row.shows:
            continue
        first = seen.setdefault(row.address, row)
        there = site.place_of(row)
        if first.shows != row.shows:
            said = f"is remembered twice, for {first.shows!r} in line {first.line} and for {row.shows!r}"
            result.found.append(_address_finding("H030", row, said))
        elif row.address in pages:
            result.found += site.changed(row, words)
        elif first is not row:
            continue
        elif (fault := _fault(row.address, taken)) or there is None:
            result.found.append(_address_finding("H030", row, fault or f"has no page any more, nor has {row.shows!r}"))
        else:
            taken[row.address.casefold()] = row.address
            result.leading[row.address] = there
    return result


class _Site:
    """What stands on a site, by address, by id and by its words, the latter two as far as that is one and no more."""

    def __init__(self, now: Sequence[PublishedAddress]) -> None:
        self._at = {one.address: one for one in now}
        self._by_what, self._by_words = _unique(now, "shows"), _unique(now, "known_by")

    def place_of(self, row: PublishedAddress) -> str | None:
        """Where that stands now which a row remembers: its words are sure, an id may have gone to another text."""
        return self._by_words.get(row.known_by) or self._by_what.get(row.shows)

    def changed(self, row: PublishedAddress, words: Mapping[str, str]) -> list[Finding]:
        """Told where the page at an address is no longer what the row remembers, but came there from elsewhere.

        Either what the row remembers stands elsewhere now, or what stands here was elsewhere, by its ``words``.
        A text that was only corrected is neither.
        """
        here, there = self._at.get(row.address), self.place_of(row)
        if here is None:  # a page of the site itself, as index.html
            stands = f"{row.shows!r} stands at {there}" if there else f"{row.shows!r} is not on the site"
            return [_address_finding("H031", row, f"is a page of no document and no name; {stands}")]
        same = here.known_by == row.known_by if row.known_by and here.known_by else here.shows == row.shows
        if same:
            return []
        if there in (None, row.address):
            came = words.get(here.known_by, row.address)
            only = self._by_words.get(here.known_by) == row.address
            said = f"shows {here.shows!r} now, which was published at {came}"
            return [_address_finding("H031", row, said)] * (only and came != row.address and bool(row.known_by))
        return [_address_finding("H031", row, f"shows {here.shows!r} now; what was published there stands at {there}")]


def _fault(address: str, taken: dict[str, str]) -> str:
    """Why no page can be made at an address."""
    if not _PLAIN.fullmatch(address):
        return "is no address of a page in a folder"
    if len(address.encode()) > _DEEPEST or any(len(name.encode()) > _LONGEST for name in address.split("/")):
        return "is too long for the name of a file"
    if (other := taken.get(address.casefold())) is not None:
        return f"differs only in capitals from {other}, and many disks keep only one of them"
    return ""


def _address_finding(code: str, row: PublishedAddress, said: str) -> Finding:
    shown = row.address if len(row.address) <= _LONGEST else f"{row.address[:60]}…"
    return finding(code, f"{shown} {said}", file=f"edition/{PUBLISHED}", line=row.line, place=shown)


def _unique(now: Sequence[PublishedAddress], key: str) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for one in now:
        found.setdefault(getattr(one, key), []).append(one.address)
    return {what: there[0] for what, there in found.items() if what and len(there) == 1}
