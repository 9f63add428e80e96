"""What the contexts of pages consist of: links, rows of lists, the frame of the site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kktei.render.records import RecordIdentifier


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    """A link to a page: its address from the root of the site, its words; of a document its date's bounds."""

    address: str
    title: str
    start: str = ""
    end: str = ""
    lasting: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuEntry:
    """An entry of the menu, by the key of its words; a ``minor`` one stands on the home page only."""

    address: str
    text: str
    minor: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NameLink:
    """A name with its page, and an address elsewhere that means the same."""

    address: str
    name: str
    same: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryLabel:
    """What a category is called and means, and where the documents in it are listed."""

    name: str
    about: str = ""
    address: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActRow:
    """Who wrote to whom in one act of communication."""

    senders: tuple[NameLink, ...]
    recipients: tuple[NameLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """A document in a list."""

    address: str
    number: str
    title: str
    start: str
    end: str
    said: str
    lasting: bool
    inferred: bool
    senders: tuple[NameLink, ...]
    recipients: tuple[NameLink, ...]
    genre: str
    classes: tuple[str, ...]
    repository: str
    language: str = ""  # of the text
    title_language: str = ""
    summary: str = ""
    incipit: str = ""  # where there is no summary
    further: tuple[ActRow, ...] = ()  # what else was sent with it, or in it


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyRow(DocumentRow):
    """A copy of a document in a repository."""

    roles: tuple[str, ...]
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LaterRows:
    """What stands in a long list for so many rows that are made by themselves (pieces.py)."""

    piece: int
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRow:
    """A name in a register."""

    address: str
    heading: str
    order: str
    variants: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelRow:
    """A level of an archive with all below it."""

    id: str
    name: str
    where: str
    depth: int
    count: int
    copies: tuple[CopyRow, ...]
    below: tuple[LevelRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RepositoryRow:
    """A repository in the list of them."""

    address: str
    name: str
    where: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterHeading:
    """The heading of a chapter above documents in a list."""

    depth: int
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterGroup:
    """The documents below one heading, or several."""

    headings: tuple[ChapterHeading, ...]
    documents: tuple[DocumentRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterRow:
    """A chapter in the table of contents."""

    title: str
    documents: tuple[DocumentRow, ...]
    chapters: tuple[ChapterRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearRow:
    """A year of the calendar with a page of its own."""

    year: str
    address: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeCell:
    """A month or day of the timeline: where its documents are listed, and how many of five shades it has."""

    label: str = ""
    address: str = ""
    count: int = 0
    strength: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeRow:
    """A year or month of the timeline; or so many years that are ``skipped`` since they are empty."""

    label: str
    address: str = ""
    cells: tuple[TimeCell, ...] = ()
    count: int = 0
    skipped: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRow:
    """A day of every year ("05-04") with its documents."""

    day: str
    links: tuple[PageLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BarRow:
    """A bar: what it stands for, how many, and so many hundredths of the longest."""

    label: str
    address: str
    count: int
    part: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartRow:
    """A picture of bars, and how many more there would be."""

    title: str
    bars: tuple[BarRow, ...]
    others: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeRow:
    """A document between two: in which direction, and days without any before it where these are many."""

    document: DocumentRow
    forth: bool
    back: bool
    silence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCount:
    """A place, and how many documents were sent from there."""

    place: NameLink
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class YearCount:
    """How many documents two wrote to each other in a year; ``most`` is the longest bar of all years."""

    year: str
    forth: int
    back: int
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerRow:
    """With whom somebody exchanged documents, and how many; the page of the two."""

    address: str
    name: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryRow:
    """A category with its documents."""

    key: str
    name: str
    about: str
    documents: tuple[DocumentRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxonomyRow:
    """A vocabulary with its categories."""

    key: str
    about: str
    categories: tuple[CategoryRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleRow:
    """The documents in which somebody did one thing."""

    role: str
    documents: tuple[DocumentRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRow:
    """What a record tells of somebody: the element, its words, the page of whom it names."""

    element: str
    text: str
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRow:
    """A person, a body, a place, a work or an event; with the ``id`` of its place where it stands among others."""

    id: str
    name: str
    kind: str
    variants: tuple[str, ...]
    called: tuple[str, ...]
    about: tuple[FactRow, ...]
    ids: tuple[RecordIdentifier, ...]
    roles: tuple[RoleRow, ...]
    partners: tuple[PartnerRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkRow:
    """A printed work with the documents that name it."""

    id: str
    name: str
    roles: tuple[RoleRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkNode:
    """A correspondent in the picture of the network."""

    address: str
    name: str
    x: float
    y: float
    count: int
    radius: float


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkEdge:
    """A line between two correspondents."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRow:
    """Two correspondents: how many documents in each direction, the first and the last year, their page."""

    first: NameLink
    second: NameLink
    address: str
    forth: int
    back: int
    years: tuple[str, ...]
    documents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PairNeighbours:
    """What comes before and after between the same two, and their page."""

    prev: PageLink | None = None
    next: PageLink | None = None
    whole: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePicture:
    """A picture on the site, and its size in pixels where that is known."""

    address: str
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationFile:
    """A record for reference managers; its address holds all of it."""

    ending: str
    name: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFrame:
    """What every page knows of the edition."""

    title: str
    short_title: str  # of the head of a page
    subtitle: str
    publisher: str
    place: str
    licence: str
    licence_name: str
    language: str
    base_uri: str
    editors: tuple[str, ...]
    date: str
    theme: bool
    front: bool
    feed: bool  # of changes
    policy: str  # what browsers may load
    assets: Mapping[str, str]  # the names of style sheets and scripts, by those that stylesheets know
    menu: tuple[MenuEntry, ...]
