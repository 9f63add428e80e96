"""What a run and the processes of its typesetter say to each other: a line of JSON a message."""

from collections.abc import Sequence

import msgspec

from kktei.render.print.checks import Stray
from kktei.render.print.feet import Counted, Feet
from kktei.render.print.places import DocumentMark, DocumentPlace, Head, PagePlace

Pages = dict[str, dict[str, list[int]]]  # of each key of the indexes, by role


PART_FILE = "screen.pdf"  # what a part's process writes into the part's folder
TURNED_FILE = "turned.pdf"  # the same on pages of the other side


class Message(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """The base; a message says what kind it is."""


# ---- to the compositor ---------------------------------------------------------------


class ComposeRequest(Message, frozen=True, kw_only=True):
    """Set a volume: lay out, repair, lay out again, write the files.

    ``repairs`` are those made so far, ``feet`` what is known so far of an apparatus by lines.  ``passes`` may be tried
    in this process, ``left`` in all, ``every`` from the first; after twice ``patience`` a closer alone is let be.
    """

    root: str
    fonts: list[str]
    timestamp: int
    output: str
    passes: int
    every: int
    counted: Counted
    left: int = 0
    patience: int = 0
    repairs: dict[str, str] = {}
    feet: Feet | None = None


class TrialRequest(Message, frozen=True, kw_only=True):
    """Say whether these files of a volume can be set."""

    root: str
    fonts: list[str]
    files: list[str]


class UnsetRequest(Message, frozen=True, kw_only=True):
    """Say which of the clusters cannot be set in the first of these families, which not in the first two, and so on."""

    clusters: list[str]
    families: list[str]
    fonts: list[str]
    styles: Sequence[tuple[int, str]]


class FacesRequest(Message, frozen=True, kw_only=True):
    """Say which of the families there are, in the folders or on this machine."""

    families: list[str]
    folders: list[str]


Request = ComposeRequest | TrialRequest | UnsetRequest | FacesRequest


# ---- to the process of a part --------------------------------------------------------


class PartContent(Message, frozen=True, kw_only=True):
    """What a part may hold, wherever it begins; of front and back only ``head``, the lines of the source."""

    head: list[str]
    front: bool = False
    goes_on: bool = False  # a list or an index, from where the part before it ended
    stems: list[str] = []
    opens: list[bool] = []  # whether a chapter begins with the document
    lines: list[str] = []
    tail: list[str] = []
    nominal: int = 0  # about here, among its documents, its own end
    needed: int = 0  # so many documents are laid out at least: others refer to them
    last: bool = False  # there is no document behind them
    entries: str = ""  # of an apparatus by lines, as the template takes them
    feet: Feet | None = None  # what is known of it before a page is set; None where there is none


class PartRequest(Message, frozen=True, kw_only=True):
    """Lay out a part; ``early``: before it is known where it begins."""

    content: PartContent
    root: str
    name: str
    fonts: list[str]
    top: float  # points from the page's top to its text
    two_sided: bool
    early: bool
    mirrored: bool  # whether it is wanted once more, beginning on a page of the other side
    timestamp: int
    counted: Counted


class ListedDocument(DocumentMark, frozen=True, kw_only=True):
    """A document in the list of documents."""

    page: str


class ContentsLine(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the contents; ``name`` leads to its page."""

    title: str
    depth: int
    name: str
    page: str


class PartStart(Message, frozen=True, kw_only=True):
    """Where a part begins, and what it is told of the others."""

    first: int = 0  # the place, among its documents, of the first that is its own
    before: int = 0  # pages; where their number does not matter, only whether the first is a left-hand one
    figures: int = 0  # of the numbers of its pages, which are put in when they are known; 0 where it is told them
    labels: dict[str, str] = {}  # of pages that its cross references lead to
    near: dict[str, str] = {}  # the same of those that may lie in the part itself
    numbered: list[str] = []  # of which these labels are noughts, for numbers that are put in when they are known
    asked: list[str] = []  # places that cross references lead to
    documents: list[ListedDocument] = []
    after: list[ContentsLine] = []
    marks: Pages = {}
    widest: int = 0  # characters of the longest number of a document
    more: bool = False  # whether other parts have the rows that follow in the list or the index


class PartSettings(msgspec.Struct, frozen=True, kw_only=True):
    """What the template is told of a part (told.json)."""

    first: str
    places: dict[str, int]  # of the documents, by which the files of their repairs are named
    chapter: bool
    before: int
    shift: int
    figures: int
    pad: bool
    labels: dict[str, str]
    near: dict[str, str]
    numbered: dict[str, int]  # the place of each
    documents: list[ListedDocument]
    after: list[ContentsLine]
    marks: Pages
    widest: int
    more: bool
    roman: bool


# ---- answers -------------------------------------------------------------------------


class TypstFault(Message, frozen=True, kw_only=True):
    """Typst cannot set the source; ``unset`` are the texts that a page cannot show."""

    error: str
    diagnostic: str = ""
    trace: list[str] = []
    unset: list[str] = []


class FileWritten(msgspec.Struct, frozen=True):
    """What is said of a file: why it has no tags, what of its pages came to no rest; nothing where all is right."""

    untagged: str = ""
    unsettled: str = ""


class PassDone(Message, frozen=True, kw_only=True):
    """A pass over a volume.

    After the last, ``heads`` are the headings and ``main`` is the page on which the numbers of pages begin again.
    """

    strays: list[Stray]
    repairs: dict[str, str]
    feet: Feet | None
    done: bool = False
    file: FileWritten = FileWritten()
    heads: list[Head] = []
    main: int = 1


class CanBeSet(Message, frozen=True, kw_only=True):
    """The files of a trial can be set."""


class UnsetClusters(Message, frozen=True, kw_only=True):
    """The clusters that cannot be set in the first family, in the first two and so on, until all can."""

    lacking: list[list[str]]


class KnownFaces(Message, frozen=True, kw_only=True):
    """The files of families that are installed on this machine, the families that are nowhere, all that there are.

    ``styles`` are those that each family has, with what is installed: "normal", "italic".
    """

    installed: list[str]
    missing: list[str]
    known: list[str]
    styles: dict[str, list[str]]


class SetPart(Message, frozen=True, kw_only=True):
    """What a part that is set says of its pages; pages of the part, the first is 1."""

    skipped: int  # pages of its file before its own
    pages: int
    next: int | None  # the first document of its window, or the first row of its list, that is the next part's
    documents: list[DocumentPlace]
    heads: list[Head]
    chapters: list[Head]
    marks: list[tuple[str, str, int]]
    asked: dict[str, PagePlace]
    calls: dict[str, PagePlace]  # of notes
    figures: int = 0  # of the numbers that are to be put in for its pages
    numbered: list[str] = []  # places whose pages' numbers are to be put in
    seen: dict[str, int]  # the same of places that were laid out with the part and lie behind it
    strays: list[Stray]
    repairs: dict[str, str]
    feet: Feet | None = None  # of an apparatus by lines
    lines: int = 0  # that are counted for it


class PartWritten(Message, frozen=True, kw_only=True):
    """The file of a part is there; ``is_last``: the process takes no further part.

    ``uneven``: numbers of pages cannot be put into it.
    """

    file: FileWritten
    uneven: bool
    is_last: bool


Answer = TypstFault | PassDone | CanBeSet | UnsetClusters | KnownFaces | SetPart | PartWritten
