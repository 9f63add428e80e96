"""What the stylesheets of the site are given for each page; its tests see that every field is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kktei.render.html.mapparts import PlaceMap
from kktei.render.html.parts import (
    CategoryLabel,
    ChapterGroup,
    ChapterRow,
    ChartRow,
    CitationFile,
    DayRow,
    DocumentRow,
    ExchangeRow,
    FactRow,
    LevelRow,
    NameLink,
    NameRow,
    NetworkEdge,
    NetworkNode,
    PageLink,
    PagePicture,
    PairNeighbours,
    PairRow,
    PlaceCount,
    RegisterRow,
    RepositoryRow,
    SiteFrame,
    TaxonomyRow,
    TimeRow,
    WorkRow,
    YearCount,
    YearRow,
)
from kktei.render.records import RecordIdentifier


@dataclass(frozen=True, slots=True, kw_only=True)
class PageContext:
    """What a page is made from, beside its document; most have more."""

    path: str = ""
    site: SiteFrame | None = None
    labels: Mapping[str, CategoryLabel] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchContext(PageContext):
    """A page whose scripts load files of the search: their names, known at the end."""

    parts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """What was done to documents on a day, in the same words; no ``links`` where it was done to all."""

    when: str
    words: str
    count: int
    links: tuple[PageLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRow:
    """A version of the edition, and what was done for it; without a name what was done since the last one."""

    name: str
    when: str
    words: tuple[str, ...]
    changes: tuple[ChangeRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionsContext(PageContext):
    """The history of the edition, the newest version first."""

    versions: tuple[VersionRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedContext(PageContext):
    """A page at a former address."""

    target: PageLink


@dataclass(frozen=True, slots=True, kw_only=True)
class TextContext(PageContext):
    """The page of a document, or of a section of the front matter."""

    stem: str
    tei: str
    section: bool
    names: Mapping[str, NameLink]
    docs: Mapping[str, PageLink]
    prev: PageLink | None
    next: PageLink | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentContext(TextContext):
    """The page of a document."""

    cited_by: tuple[PageLink, ...]
    pair: PairNeighbours
    name: str | None  # where it has no title
    authors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    records: tuple[CitationFile, ...] = ()
    doi: str = ""
    pictures: Mapping[str, PagePicture] = field(default_factory=dict)
    witness_pages: Mapping[str, str] = field(default_factory=dict)  # addresses, by the witness's id
    terms: tuple[str, ...] = ()  # where each of its licences of many words stands; "" on its page alone


@dataclass(frozen=True, slots=True, kw_only=True)
class WitnessContext(TextContext):
    """The page of a witness of a document."""

    witness: str  # its id
    home: PageLink  # the document
    pictures: Mapping[str, PagePicture]
    witness_pages: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeContext(PageContext):
    """The home page."""

    about: tuple[str, ...]
    count: int
    documents: tuple[DocumentRow, ...]
    groups: tuple[ChapterGroup, ...]
    front: tuple[PageLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontContext(PageContext):
    """The page that lists front matter and chapters."""

    title: str
    sections: tuple[PageLink, ...]
    chapters: tuple[ChapterRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarContext(SearchContext):
    """A page of the calendar; ``days`` and ``months`` are the anchors of the rows that begin one."""

    rows: tuple[DocumentRow, ...]
    years: tuple[YearRow, ...] = ()
    year: str | None = None
    days: tuple[str, ...] = ()
    months: tuple[str, ...] = ()
    day_pages: Mapping[str, str] = field(default_factory=dict)  # of days that have one, by anchor
    maps: tuple[PlaceMap, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineContext(PageContext):
    """The timeline: years by months, or a short time as months by days."""

    by_day: bool
    spans: tuple[TimeRow, ...]
    undated: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysContext(PageContext):
    """The days of the year, of whatever year."""

    calendar: tuple[DayRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticsContext(PageContext):
    """What can be counted."""

    count: int
    charts: tuple[ChartRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrespondenceContext(PageContext):
    """The page of two who wrote to each other."""

    first: NameLink
    second: NameLink
    start: str  # the first day that is known, and the last; "" where none is
    end: str
    forth: int
    back: int
    exchanges: tuple[ExchangeRow, ...]
    first_places: tuple[PlaceCount, ...]
    second_places: tuple[PlaceCount, ...]
    by_year: tuple[YearCount, ...]
    maps: tuple[PlaceMap, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterContext(PageContext):
    """A register."""

    rows: tuple[RegisterRow, ...]
    kind: str
    maps: tuple[PlaceMap, ...] = ()
    located: int = 0  # places on the maps


@dataclass(frozen=True, slots=True, kw_only=True)
class NameContext(PageContext):
    """The page of a person, a body, a place, a work or an event."""

    entry: NameRow
    maps: tuple[PlaceMap, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GatheredContext(PageContext):
    """A page of several names of a register that few documents have."""

    kind: str
    names: tuple[NameRow, ...]
    maps: tuple[PlaceMap, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivesContext(PageContext):
    """The list of repositories."""

    rows: tuple[RepositoryRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveContext(PageContext):
    """The page of a repository."""

    level: LevelRow
    about: tuple[FactRow, ...]
    ids: tuple[RecordIdentifier, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkingsContext(PageContext):
    """The vocabularies with their documents."""

    taxonomies: tuple[TaxonomyRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedContext(PageContext):
    """The printed works."""

    works: tuple[WorkRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkContext(PageContext):
    """The network of correspondents."""

    nodes: tuple[NetworkNode, ...]
    edges: tuple[NetworkEdge, ...]
    pairs: tuple[PairRow, ...]
    people: int
    shown: int  # documents that the picture shows
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutContext(PageContext):
    """The page about the edition: its paragraphs, and what other pages there are of it."""

    about: tuple[str, ...]
    more: tuple[str, ...]
    terms: tuple[str, ...]  # licences of many words that several documents have


@dataclass(frozen=True, slots=True, kw_only=True)
class ProseContext(PageContext):
    """A page of prose, which comes as XHTML."""

    text: str
