"""What xslt/html/entry.xsl and authorities.xsl tell of a document and of the shared files."""

from __future__ import annotations

from dataclasses import dataclass

from kktei.render.records import RegisterRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryDate:
    """When a document was made: its bounds in ISO 8601, "" where it has none."""

    start: str
    end: str
    at: str  # the one day it is put under in lists
    said: str  # what is to be said beside the bounds
    certainty: str
    inferred: bool
    lasting: bool  # from the one to the other, not once between


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryName:
    """A name in a document, and what who bears it did: "sent", "role.drafter", "mentioned"."""

    key: str
    kind: str
    name: str
    act: str
    heading: str = ""  # in a register; "" where its parts are not marked
    called: tuple[str, ...] = ()  # words that mean it and are no names
    exchange: int = 0  # which act of communication
    own_key: str = ""  # its key in the document; "" as long as the edition gave it none


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryLevel:
    """A level of where a copy lies: repository, collection, lot."""

    key: str
    name: str
    element: str
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryWitness:
    """A copy of a document."""

    roles: tuple[str, ...]
    country: str
    town: str
    levels: tuple[EntryLevel, ...]
    markings: tuple[str, ...]  # keys of categories


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryWork:
    """A printed work that a document names, and as what: "source", "literature"."""

    key: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryNeighbour:
    """A document before or after in a correspondence, as the document itself says."""

    exchange: int
    way: str  # "prev" or "next"
    between: bool  # of the same two
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryCollated:
    """A witness that readings of the document's apparatus name."""

    id: str
    siglum: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryChange:
    """A line of a file's history: the day, what was done, and the edition's version that it made."""

    when: str
    words: str
    version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentEntry:
    """What the rest of the site has to know of a document."""

    id: str
    number: str
    title: str
    title_language: str
    titled: bool
    language: str
    genre: str
    classes: tuple[str, ...]
    date: EntryDate
    summary: str  # as the edition gives it
    incipit: str  # how the text begins
    authors: tuple[EntryName, ...]
    doi: str
    records: tuple[RegisterRecord, ...]
    agents: tuple[EntryName, ...]
    places: tuple[EntryName, ...]
    mentioned: tuple[EntryName, ...]
    local: tuple[str, ...]  # ids that names point to in the document's own file
    witnesses: tuple[EntryWitness, ...]
    printed: tuple[EntryWork, ...]
    references: tuple[str, ...]
    neighbours: tuple[EntryNeighbour, ...]
    ids: tuple[str, ...]
    texts: int
    pictures: tuple[str, ...]
    collated: tuple[EntryCollated, ...]
    apparatus: bool  # entries of one stand in the text
    sigla: tuple[str, ...]  # that no witness has
    unplaced: tuple[str, ...]  # entries of the apparatus without a certain place
    recounted: tuple[str, ...]  # years before Christ whose words count without a year 0
    misdated: tuple[str, ...]  # values of dates that no calendar has
    has_words: bool
    lost: tuple[str, ...]  # pointers that lead nowhere in the document
    changes: tuple[EntryChange, ...] = ()
    active: bool = False  # a browser could carry out parts of the file

    @property
    def changed(self) -> str:
        """The day of the last change that its history tells."""
        return max((change.when for change in self.changes), default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedCategory:
    """A category of a vocabulary."""

    key: str
    name: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedTaxonomy:
    """A vocabulary that documents are put in."""

    key: str
    about: str
    categories: tuple[SharedCategory, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedHand:
    """Somebody who made the edition."""

    key: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedRecords:
    """The authority file's records and the vocabularies of the corpus file."""

    people: tuple[RegisterRecord, ...]
    bodies: tuple[RegisterRecord, ...]
    repositories: tuple[RegisterRecord, ...]
    places: tuple[RegisterRecord, ...]
    collections: tuple[RegisterRecord, ...]
    printed: tuple[RegisterRecord, ...]
    hands: tuple[SharedHand, ...]
    taxonomies: tuple[SharedTaxonomy, ...]
    changes: tuple[EntryChange, ...] = ()  # of the edition
