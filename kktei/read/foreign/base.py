"""xml:base: addresses that are to be read from somewhere else than from where their file lies."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from kktei.tei import XML, Element

_BASE = f"{{{XML}}}base"
_ADDRESSES = ("target", "url", "facs")  # others hold ids and keys more often than addresses
_FOLLOWED = ("http", "https", "")


def follow_bases(root: Element, folder: Path) -> bool:
    """Write out the addresses below ``root`` that have another base than their file, which lies in ``folder``.

    True where there were any. What leads to a file that lies there stays: many editions name as the base of a letter
    the address that it has on the web, and mean its neighbours. A place of the same file (#p1) stays, too.
    """
    changed = False
    for element, base in _bases(root, ""):
        for name in _ADDRESSES if base else ():
            given = element.get(name, "")
            whole = " ".join(_whole(one, base, folder) for one in given.split())
            if whole != " ".join(given.split()):
                element.set(name, whole)
                changed = True
    return changed


def _bases(root: Element, outer: str) -> Iterator[tuple[Element, str]]:
    """Every element with the base that holds for it; "" where that is its file."""
    known: dict[Element, str] = {}
    for element in root.iter("*"):
        above = element.getparent()
        base = known.get(above, outer) if above is not None else outer
        if _BASE in element.attrib:
            own = urljoin(base, element.get(_BASE, "").strip())
            base = own if _scheme(own) in _FOLLOWED else ""
        if base:
            known[element] = base
        yield element, base


def _whole(address: str, base: str, folder: Path) -> str:
    if address.startswith("#") or _scheme(address) or (address.startswith("/") and not _scheme(base)):
        return address
    file = address.partition("#")[0]
    return address if (folder / file).is_file() else urljoin(base, address)


def _scheme(address: str) -> str:
    """The scheme of an address; "?" of what is none."""
    try:
        return urlsplit(address).scheme
    except ValueError:
        return "?"
