"""What the contexts of pages consist of: links, rows of lists, the frame of the site."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    """A link to a page: its address from the root of the site, its words; of a document its date's bounds."""

    address: str
    title: str
    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuEntry:
    """An entry of the menu, by the key of its words."""

    address: str
    text: str


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
class MonthRow:
    """A month of the timeline."""

    month: str
    documents: tuple[DocumentRow, ...]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkEdge:
    """A line between two correspondents."""

    x1: float
    y1: float
    x2: float
    y2: float
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRow:
    """Two correspondents with their documents."""

    first: NameLink
    second: NameLink
    documents: tuple[DocumentRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapMark:
    """A place on a map."""

    address: str
    name: str
    x: float
    y: float
    radius: float
    here: bool
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MapLabel:
    """A name on a map; ``small`` where small screens show it too."""

    name: str
    x: float
    y: float
    anchor: str
    here: bool
    small: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MapDegree:
    """What a line of the net is, at the map's edge."""

    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMap:
    """A map: its size, what is drawn as SVG's path data by layer, its marks and names."""

    width: int
    height: int
    paths: dict[str, str]
    degrees: tuple[MapDegree, ...]
    marks: tuple[MapMark, ...]
    labels: tuple[MapLabel, ...]
    near: bool = False  # of where most places are
    said: str = ""  # where the one place is


@dataclass(frozen=True, slots=True, kw_only=True)
class PairNeighbours:
    """What comes before and after between the same two."""

    prev: PageLink | None = None
    next: PageLink | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePicture:
    """A picture on the site, and its size in pixels where that is known."""

    address: str
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationFile:
    """A record for reference managers."""

    ending: str
    type: str
    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFrame:
    """What every page knows of the edition."""

    title: str
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
    menu: tuple[MenuEntry, ...]
