"""Editions that meet in one file: whose records are the same, and ids that are each edition's own.

Records are the same where they have one id and nothing of them contradicts, or one identifier of a catalogue.  What
only looks the same stays apart, and is told.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace

from kktei.export.described import Numbered, Row, TeiRecord
from kktei.export.edition import Edition
from kktei.findings import Finding, finding
from kktei.identifiers import AUTHORITIES

_OWN = frozenset({"id", "of", "source", "active", "passive"})  # what holds ids of a document's own elements
_SHARED = frozenset({"key", "parent"})  # what holds ids of records
_SELDOM_ONE = frozenset({"key", "parent", "variants", "ids", "further_ids", "offices"})


@dataclass(frozen=True)
class Met:
    """Editions as one, and for each of them under which keys its records stand there, where under others."""

    whole: Edition
    keys: Mapping[str, Mapping[str, str]]
    findings: Sequence[Finding]

    def row(self, row: Row, edition: str) -> Row:
        """A document of an edition with ids that no other edition has."""
        made = _apart(row, edition, self.keys[edition])
        assert isinstance(made, dict)  # noqa: S101 - a row is one
        return {**made, "edition": edition}


def meet(editions: Sequence[Edition]) -> Met:
    """All of them in one; the first decides where records of one say different things."""
    records = _Records()
    keys = {one.id: records.take(one) for one in editions}
    members = {one.id: replace(one, records=records.all) for one in editions}
    categories = {key: words for one in reversed(editions) for key, words in one.categories.items()}
    first = editions[0]
    whole = Edition(
        first.settings, records.all, categories, sum(one.count for one in editions), first.root, members=members
    )
    return Met(whole, keys, records.findings)


@dataclass
class _Records:
    """The records of the editions so far."""

    all: dict[str, TeiRecord] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    known: dict[tuple[str, str, str], str] = field(default_factory=dict)  # by kind and identifier of a catalogue

    def take(self, edition: Edition) -> Mapping[str, str]:
        """Add an edition's records; the keys that they have here, where they are others."""
        keys = {record.key: self._key(record, edition.id) for record in edition.records.values()}
        others = {own: key for own, key in keys.items() if own != key}
        for record in edition.records.values():
            key, parent = keys[record.key], others.get(record.parent, record.parent)
            self._add(replace(record, key=key, parent=parent), edition.id)
        return others

    def _key(self, record: TeiRecord, edition: str) -> str:
        for name, value in _identified(record):
            if found := self.known.get((record.kind, name, value)):
                return found
        there = self.all.get(record.key)
        if there is None or not (why := _contradiction(there, record)):
            return record.key
        words = f"{record.key} is another in {edition}: {why}; it is called {edition}.{record.key} here"
        self.findings.append(finding("X004", words, place=record.key))
        return f"{edition}.{record.key}"

    def _add(self, record: TeiRecord, edition: str) -> None:
        there = self.all.get(record.key)
        if there is not None:
            differing = list(_differing(there, record))
            if differing:
                words = f"Of {record.key} {edition} says something else: {'; '.join(differing)}"
                self.findings.append(finding("X004", words, place=record.key))
            record = _together(there, record)
        self.all[record.key] = record
        for name, value in _identified(record):
            self.known.setdefault((record.kind, name, value), record.key)


def _identified(record: TeiRecord) -> Iterator[tuple[str, str]]:
    return ((name, value) for name, value in record.numbers if name in AUTHORITIES)


def _contradiction(one: TeiRecord, other: TeiRecord) -> str:
    """Why two records with one id are not the same; "" where nothing says so."""
    if one.kind != other.kind:
        return f"a {other.kind}, not a {one.kind}"
    both = one.ids.keys() & other.ids.keys() & AUTHORITIES.keys()
    if {*_identified(one)} & {*_identified(other)}:
        return ""
    if both:
        name = min(both)
        return f"{AUTHORITIES[name].title} {other.ids[name]}, not {one.ids[name]}"
    if not {one.name, *one.variants} & {other.name, *other.variants}:
        return f"“{other.name}”, not “{one.name}”"
    for what in ("born", "died"):
        before, now = getattr(one, what)[:4], getattr(other, what)[:4]
        if before and now and before != now:
            return f"{what} {now}, not {before}"
    return ""


def _differing(one: TeiRecord, other: TeiRecord) -> Iterator[str]:
    """What both say, and not alike."""
    for said in fields(TeiRecord):
        before, now = getattr(one, said.name), getattr(other, said.name)
        if said.name not in _SELDOM_ONE and before and now and before != now:
            yield f"{said.name} {now}, not {before}"


def _together(one: TeiRecord, other: TeiRecord) -> TeiRecord:
    """What either says; the first where both say something."""
    said = {f.name: getattr(one, f.name) or getattr(other, f.name) for f in fields(TeiRecord)}
    variants = dict.fromkeys((*one.variants, other.name, *other.variants))
    said["variants"] = tuple(name for name in variants if name != one.name)
    said["ids"] = {**other.ids, **one.ids}
    rest = dict.fromkeys(number for number in (*one.numbers, *other.numbers) if number not in said["ids"].items())
    said["further_ids"] = tuple(Numbered(*number) for number in rest)
    return TeiRecord(**said)


def _apart(value: object, edition: str, keys: Mapping[str, str], name: str = "") -> object:
    """A value of a document's row: ids of its own begin with the edition's, those of records are as they are here."""
    if isinstance(value, Mapping):
        return {key: _apart(each, edition, keys, key) for key, each in value.items()}
    if isinstance(value, list):
        return [_apart(each, edition, keys, name) for each in value]
    if isinstance(value, str) and name in _SHARED:
        return keys.get(value, value)
    if isinstance(value, str) and name in _OWN and value and not value.startswith(f"{edition}."):
        return keys.get(value) or f"{edition}.{value}"
    return value
