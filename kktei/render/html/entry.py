"""What xslt/html/entry.xsl and authorities.xsl tell the site of a document and of the shared files."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kktei.described import Described, TeiAgent, TeiChange, TeiPlace
from kktei.render.records import RegisterRecord


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
class DocumentEntry(Described):
    """What the rest of the site has to know of a document.

    For the site, those whom it names are rows (:func:`in_rows`), which the edition then gives its own keys.
    """

    title_language: str
    titled: bool
    said: str  # what is to be said of the date beside its bounds
    summary: str  # as the edition gives it
    incipit: str  # how the text begins
    terms: tuple[str, ...]  # licences of many words
    records: tuple[RegisterRecord, ...]
    local: tuple[str, ...]  # ids that names point to in the document's own file
    references: tuple[str, ...]
    neighbours: tuple[EntryNeighbour, ...]
    anchors: tuple[str, ...]
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
    active: bool = False  # a browser could carry out parts of the file
    agents: tuple[EntryName, ...] = ()
    places: tuple[EntryName, ...] = ()
    named: tuple[EntryName, ...] = ()


def in_rows(entry: DocumentEntry) -> DocumentEntry:
    """The entry with a row for everybody whom it names, instead of the steps and mentions."""
    bearers = [_acting(*one) for one in entry.bearers]
    agents, places = (tuple(r for r in bearers if (r.kind == "place") is place) for place in (False, True))
    return replace(entry, agents=agents, places=places, named=tuple(_mentioned(entry)), communications=(), mentioned=())


def _acting(one: TeiAgent | TeiPlace, act: str, exchange: int) -> EntryName:
    if isinstance(one, TeiPlace):
        return EntryName(key=one.key, kind="place", name=one.name, act=act, exchange=exchange)
    name, heading = ("", "") if one.several else (one.name, one.heading)  # the name of two is nobody's own
    return EntryName(key=one.key, kind=one.kind, name=name, act=act, heading=heading, exchange=exchange)


def _mentioned(entry: DocumentEntry) -> Iterator[EntryName]:
    """Whom and what the document names beside these."""
    for m in entry.mentioned:
        yield EntryName(key=m.key, kind=m.kind, name=m.name, act="mentioned", heading=m.heading, called=m.called)


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

    records: tuple[RegisterRecord, ...]
    hands: tuple[SharedHand, ...]
    taxonomies: tuple[SharedTaxonomy, ...]
    changes: tuple[TeiChange, ...] = ()  # of the edition
