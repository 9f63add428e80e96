"""What the edition as a whole must know of one file: its ids, its pointers to other files, its number and dates."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from kktei import tei
from kktei.errors import InputError
from kktei.relaxng.names import tokens

_POINTERS = tei.strings("//tei:*/@*[contains(., '.xml')]")
_LOCAL = tei.strings("//@*[contains(., '#')]")
_IDS = tei.strings("//@xml:id")
_DOCUMENT = tei.strings("(//tei:text//tei:div[@type='document']/@n)[1]")
_SENT = "(//tei:correspDesc/tei:correspAction[@type='sent']/tei:date | //tei:creation/tei:date)[1]"
_DATES = [tei.strings(f"{_SENT}/@{name}") for name in ("when", "notBefore", "notAfter")]
_INCLUDED = tei.strings("//xi:include/@href")


@dataclass(frozen=True, slots=True)
class Summary:
    """One file."""

    file: Path
    ids: tuple[str, ...] = ()
    pointers: tuple[str, ...] = ()  # to other files, each once
    number: int | None = None
    date: str = ""
    included: tuple[str, ...] = ()
    signed: tuple[str, ...] = ()  # the words of its signatures


def summarise(file: Path) -> Summary | None:
    """The summary of a file; None where it cannot be read (its own check says so)."""
    try:
        root = tei.load(file)
    except InputError:
        return None
    number = _DOCUMENT(root)
    return Summary(
        file,
        tuple(_IDS(root)),
        tuple(dict.fromkeys(token for value in _POINTERS(root) for token in _elsewhere(value))),
        int(number[0]) if number and re.fullmatch("[0-9]{1,9}", number[0]) else None,
        next((day for dates in _DATES for day in dates(root) if day), ""),
        tuple(unquote(href) for href in _INCLUDED(root)),
        tuple(tei.text_of(element) for element in root.iter(tei.q("signed"))),
    )


@dataclass(frozen=True, slots=True)
class PointerPlaces:
    """Where the ids and the pointers of one file stand: by each, the number of the element and the attribute."""

    found: Mapping[str, tuple[tuple[str, str], ...]]

    def of(self, wanted: str) -> tuple[tuple[str, str], ...]:
        """The nodes (see :mod:`kktei.relaxng.positions`) and the names of the attributes that hold ``wanted``."""
        return self.found.get(wanted, ())


def places(data: bytes, file: str, wanted: Collection[str]) -> PointerPlaces:
    """Where each of ``wanted`` stands in a file's bytes; nothing where they cannot be read."""
    found: dict[str, list[tuple[str, str]]] = {}
    try:
        root = tei.parse(data, file)
    except InputError:
        return PointerPlaces({})
    for number, element in enumerate((e for e in root.iter() if isinstance(e.tag, str)), 1):
        for name, value in element.items():
            for token in dict.fromkeys(t for t in tokens(value) if t in wanted):
                space, _, local = name.rpartition("}")
                node = f"e{number}/@{f'Q{space}}}' if space else ''}{local}"
                found.setdefault(token, []).append((node, local))
    return PointerPlaces({token: tuple(at) for token, at in found.items()})


def pointed_within(file: Path) -> set[str]:
    """The ids that a file's own pointers lead to."""
    try:
        root = tei.load(file)
    except InputError:
        return set()
    return {token[1:] for value in _LOCAL(root) for token in tokens(value) if token.startswith("#")}


def bare_names(file: Path) -> Mapping[str, str]:
    """By their ids, the names of the persons of whom a file knows nothing else; no comment, no attribute beside."""
    try:
        root = tei.load(file)
    except InputError:
        return {}
    persons = (person for person in root.iter(tei.q("person")) if len(person) == 1 and len(person.attrib) == 1)
    found = {person.get(tei.XML_ID, ""): person[0] for person in persons if person[0].tag == tei.q("persName")}
    return {key: tei.text_of(name) for key, name in found.items() if not name.attrib}


def _elsewhere(value: str) -> list[str]:
    return [token for token in tokens(value) if re.match(r"[^#:]*\.xml(#|$)", token)]
