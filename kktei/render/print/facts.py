"""What xslt/print/facts.xsl tells of a document, and what the lists and indexes of a volume are made from."""

from __future__ import annotations

from dataclasses import dataclass

from kktei.render.records import RegisterRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintLevel:
    """A level of where a copy lies."""

    key: str
    label: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintWork:
    """A printed work that a copy is taken from."""

    key: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintWitness:
    """A copy of a document."""

    levels: tuple[PrintLevel, ...]
    printed: tuple[PrintWork, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintName:
    """A name for the indexes; ``sure`` where the correspondence has it."""

    key: str
    kind: str
    label: str
    head: str
    sure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Abbreviation:
    """A short form and what it stands for."""

    short: str
    long: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedFacts:
    """What lists, indexes and the key of signs are told of a document or section."""

    stem: str
    number: str
    witnesses: tuple[PrintWitness, ...]
    names: tuple[PrintName, ...]
    signs: tuple[str, ...]
    abbreviations: tuple[Abbreviation, ...]
    categories: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintFacts:
    """What the volume has to know of a document or section."""

    title: str
    records: tuple[RegisterRecord, ...]
    local: tuple[str, ...]  # ids that names point to in the document's own file
    anchors: tuple[str, ...]
    targets: tuple[str, ...]  # pointers as written and where they lead, a tab between
    listed: ListedFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedRecord:
    """What the indexes are told of a record that is not in the authority file."""

    name: str
    sort: str
    kind: str
