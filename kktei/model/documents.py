"""Records as read, an editor's facts, and documents ready to be encoded."""

from collections.abc import Mapping
from dataclasses import dataclass

from kktei.model.identity import DocumentId
from kktei.model.notes import HeadFacts, NoteFacts
from kktei.model.spans import Found, Span
from kktei.transcript import Block, Note


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a source file: line and column count from 1."""

    file: str
    line: int
    column: int = 1


@dataclass(frozen=True, slots=True)
class Link:
    """A name in a heading or source note that the source itself identifies.

    ``part`` is "head" or "note", ``span`` a stretch of that text, ``kind`` person, body, place,
    term, sender or recipient, ``key`` the source's own id for it ("" where it gives none).
    """

    part: str
    span: Span
    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class Transcription:
    """The text of a witness that a source has within a document."""

    siglum: str
    at: Position
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """One document as read from a source file, before anything is understood of it.

    ``body`` holds the transcription as the blocks of :mod:`kktei.transcript`; it is empty where
    only the heading and the source note are at hand.  ``note`` is empty where the source has none.
    """

    id: DocumentId
    head: str
    note: str
    at: Position
    note_at: Position
    body: tuple[Block, ...] = ()
    links: tuple[Link, ...] = ()
    head_notes: tuple[Note, ...] = ()  # footnotes of the heading
    witnesses: tuple[Transcription, ...] = ()

    @property
    def number(self) -> str:
        """The document's number, as its source writes it."""
        return self.id.number


@dataclass(frozen=True, slots=True)
class EditorFact:
    """One cell of the editor's table: ``value`` for ``name`` of a document, with who and why.

    With ``found=Found.STATED`` it is not an editor's: the document's own dateline or signature says so.
    """

    name: str  # when, notBefore, notAfter, place, dateline, signed, ...
    value: str
    at: Position
    who: str | None = None
    why: str | None = None
    found: Found = Found.EDITOR


Facts = Mapping[DocumentId, tuple[EditorFact, ...]]  # the editor's table


@dataclass(frozen=True, slots=True)
class Authority:
    """An entry of a source's own lists: ``kind`` is person, body or term; ``key`` is the id it has there."""

    kind: str
    key: str
    name: str
    note: str = ""
    at: Position | None = None


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the volume: its heading, its documents, and how many others it lies within."""

    heading: str
    documents: tuple[DocumentId, ...]
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Front:
    """A section of the front matter: its kind ("preface"; "" unknown), its heading, its text."""

    kind: str
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A record with all that was understood of it: what ``encode`` turns into TEI.

    ``heading`` and ``note`` hold what is taken to be so; where an editor decided otherwise than the words have it,
    ``said_heading`` and ``said_note`` hold what the words say.
    """

    record: Record
    heading: HeadFacts
    note: NoteFacts
    editor: tuple[EditorFact, ...] = ()
    said_heading: HeadFacts | None = None
    said_note: NoteFacts | None = None
    not_people: frozenset[str] = frozenset()  # names where persons are named that are nobody's
    language: str = ""  # of the text that is printed, where its words show that it is not the edition's
    language_sure: bool = True
    beside: frozenset[str] = frozenset()  # editors' words in the text's language: "head", "source", "footnote"

    @property
    def id(self) -> DocumentId:
        """What the document is called."""
        return self.record.id

    @property
    def kind(self) -> str:
        """The kind of document: the heading's or, where it names none, the note's; "" where neither does."""
        return self.heading.kind or self.note.kind or ""

    def fact(self, name: str) -> str | None:
        """The editor's value for ``name``, or None."""
        return next((f.value for f in self.editor if f.name == name), None)
