"""Archival locations: the levels from the repository down."""

from dataclasses import dataclass
from enum import StrEnum

from kktei.model.identity import DocumentId
from kktei.model.spans import Found, Span


class LevelKind(StrEnum):
    """What one step of an archival location is."""

    REPOSITORY = "repository"  # the holding institution
    RECORD_GROUP = "recordGroup"
    COLLECTION = "collection"  # fonds, series, subseries: any named level
    LOT = "lot"
    FILE = "file"  # a central-file number of any generation
    BOX = "box"
    FOLDER = "folder"
    JOB = "job"  # CIA job number
    NUMBER = "number"  # of a unit or a piece in the archive's own count ("Nr. 14")
    LEAF = "leaf"  # a leaf, a page or several within the unit
    SETTLEMENT = "settlement"  # where the holding institution is
    OTHER = "other"

    @property
    def is_number(self) -> bool:
        """Whether it is a number and no name: ``idno``, not ``collection``."""
        return self in {self.LOT, self.FILE, self.BOX, self.JOB, self.RECORD_GROUP, self.NUMBER, self.LEAF}


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a location.

    ``text`` is verbatim; ``value`` is the number alone ("77 D 163"), of a known repository its full name.
    """

    kind: LevelKind
    text: str
    value: str | None = None
    span: Span | None = None  # None: inherited; see `found`
    found: Found = Found.STATED


@dataclass(frozen=True, slots=True)
class Location:
    """Where a copy lies: the levels from the repository down, in the order of the note.

    For a location that rests on "ibid." the inherited levels have ``found=Found.IBID`` and no
    span, ``ibid`` is the span of the word itself, and ``antecedent`` is the span of the
    location that it points to.  ``ambiguous`` says that another reading is possible.
    """

    levels: tuple[Level, ...]
    span: Span
    ibid: Span | None = None
    antecedent: Span | None = None
    ambiguous: bool = False
    before: DocumentId | None = None  # the document before, whose place "ibid." at the beginning of a note stands for

    @property
    def repository(self) -> str | None:
        """The wording of the holding institution, if any."""
        return next((lv.text for lv in self.levels if lv.kind is LevelKind.REPOSITORY), None)

    @property
    def path(self) -> tuple[str, ...]:
        """The wording of every level below the repository, in order."""
        return tuple(lv.text for lv in self.levels if lv.kind is not LevelKind.REPOSITORY)

    def value(self, kind: LevelKind) -> str | None:
        """The number (or title) of the first level of ``kind``."""
        return next((lv.value or lv.text for lv in self.levels if lv.kind is kind), None)
