"""What a transcription consists of, as frozen data: blocks, and the inline parts within them; no I/O, no XML.

The words are TEI's where TEI has one.  Every reader of whole documents makes these, and ``encode``
turns them into TEI; part of the room ``model``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass

# --- inline ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """Plain words."""

    text: str


@dataclass(frozen=True, slots=True)
class Hi:
    """Words that are set off.

    ``rend`` is italic, bold, underline, smallcaps, letterspaced, superscript, subscript or strikethrough.
    """

    rend: str
    content: Inlines


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote at the place of its call, with the label it bears in the source."""

    label: str
    content: tuple[Inlines, ...]  # one item a paragraph


@dataclass(frozen=True, slots=True)
class Gap:
    """Words that are not there: ``reason`` is a value of TEI's ``gap`` ("illegible", "lost", "omitted", "" ...).

    ``extent`` is as worded; ``desc`` is the editor's own words for all of it ("MS torn").  "blank" is a ``space``.
    """

    reason: str
    extent: str = ""
    desc: str = ""


@dataclass(frozen=True, slots=True)
class Unclear:
    """Words read with doubt."""

    content: Inlines


@dataclass(frozen=True, slots=True)
class Supplied:
    """Words that an editor put in."""

    content: Inlines


@dataclass(frozen=True, slots=True)
class Sic:
    """Words that an editor gives as they stand, though they are wrong."""

    content: Inlines


@dataclass(frozen=True, slots=True)
class Deletion:
    """Words crossed out on the copy."""

    content: Inlines


@dataclass(frozen=True, slots=True)
class Addition:
    """Words added on the copy."""

    content: Inlines


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The beginning of a page, inline or between blocks."""

    n: str
    facs: str = ""


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A line break that matters."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name that the source identifies: ``kind`` is person, body, place or term; ``key`` is the source's own."""

    kind: str
    content: Inlines
    key: str = ""


@dataclass(frozen=True, slots=True)
class Date:
    """A date with what it means in ISO 8601, where the source says so."""

    content: Inlines
    when: str = ""
    not_before: str = ""
    not_after: str = ""


@dataclass(frozen=True, slots=True)
class Ref:
    """A cross reference: ``target`` is a URL or a document ("102"), a footnote ("102#3"), a page ("102#pg12") of it."""

    target: str
    content: Inlines


@dataclass(frozen=True, slots=True)
class Foreign:
    """Words in another language (BCP 47)."""

    lang: str
    content: Inlines


Inline = (
    Text
    | Hi
    | Note
    | Gap
    | Unclear
    | Supplied
    | Sic
    | Deletion
    | Addition
    | PageBreak
    | LineBreak
    | Name
    | Date
    | Ref
    | Foreign
)
Inlines = tuple[Inline, ...]

# --- blocks ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a document."""

    content: Inlines


@dataclass(frozen=True, slots=True)
class Dateline:
    """Place and date, where the writer put them."""

    content: Inlines
    closing: bool = False  # below the text instead of above it


@dataclass(frozen=True, slots=True)
class Salutation:
    """The address to the recipient."""

    content: Inlines


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    content: Inlines


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list with the label it bears ("1.", "a)", "")."""

    label: str
    content: Inlines


@dataclass(frozen=True, slots=True)
class List:
    """A list; numbered where its items bear labels."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; ``head`` where it holds the columns' labels."""

    cells: tuple[Inlines, ...]
    head: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table."""

    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation set off from the text: one item a paragraph."""

    content: tuple[Inlines, ...]


@dataclass(frozen=True, slots=True)
class Closing:
    """The complimentary close ("Sincerely,")."""

    content: Inlines


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed, as it stands there."""

    content: Inlines


@dataclass(frozen=True, slots=True)
class Postscript:
    """What follows the signature: one item a paragraph, "P.S." included."""

    content: tuple[Inlines, ...]


@dataclass(frozen=True, slots=True)
class Attachment:
    """Something enclosed, with its own heading and blocks."""

    heading: Inlines
    blocks: tuple[Block, ...]


Block = (
    Heading
    | Dateline
    | Salutation
    | Paragraph
    | List
    | Table
    | Quotation
    | Closing
    | Signature
    | Postscript
    | PageBreak
    | Attachment
)
Blocks = tuple[Block, ...]


class PageSpots:
    """Names the beginnings of one document's pages, in their order: what ``Ref`` and the ids in TEI point by."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def next(self, n: str) -> str:
        """The name of the next page: "pg12" of page 12, "pg12.2" where the document has that page again."""
        spot = "pg" + re.sub(r"[^A-Za-z0-9_-]+", "-", n).strip("-")
        self._seen[spot] = self._seen.get(spot, 0) + 1
        return spot if self._seen[spot] == 1 else f"{spot}.{self._seen[spot]}"


def walk(part: object) -> Iterator[object]:
    """Every block and inline part of ``part`` (one of them, or a tuple of them), outermost first."""
    if isinstance(part, tuple):
        for inner in part:
            yield from walk(inner)
    elif is_dataclass(part):
        yield part
        for spot in fields(part):
            value = getattr(part, spot.name)
            if isinstance(value, tuple):
                yield from walk(value)


def all_words(part: object) -> str:
    """Every word of a block or inline part, footnotes and labels of lists included, in no order to rely on."""
    found = [inner for inner in walk(part) if isinstance(inner, Text | Item)]
    return " ".join(inner.text if isinstance(inner, Text) else inner.label for inner in found)


def words(part: object) -> str:
    """The text of a block or inline part without its footnotes."""
    if isinstance(part, tuple):
        return "".join(words(inner) for inner in part)
    if isinstance(part, Text):
        return part.text
    if isinstance(part, LineBreak):
        return " "
    if isinstance(part, Note) or not is_dataclass(part):
        return ""
    return "".join(words(getattr(part, spot.name)) for spot in fields(part) if spot.name not in {"label"})
