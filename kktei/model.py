"""What an edition knows, as frozen data: no input or output, no XML.

A source note is prose.  ``parse`` turns it into :class:`NoteFacts`; every fact carries the
:class:`Span` of the note that it rests on and says how it was found (:class:`Found`).  Spans
count characters of the note *as it came* (Python string offsets, end exclusive).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of one text: ``text[start:end]``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words of ``text`` that the span covers."""
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


class Found(StrEnum):
    """How a fact was found."""

    STATED = "stated"  # the note says it in words
    IBID = "ibid"  # taken over from an earlier citation through "ibid."
    INFERRED = "inferred"  # follows from context (a year, a shared repository, a shared title)
    EDITOR = "editor"  # an editor's table or hand


# --- archival locations ---------------------------------------------------------------


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
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a location.  ``text`` is verbatim; ``value`` is the number alone ("77 D 163")."""

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


# --- people, bodies, times ------------------------------------------------------------


class AgentKind(StrEnum):
    """What an agent is."""

    PERSON = "person"
    BODY = "body"  # an office, a post, an institution


@dataclass(frozen=True, slots=True)
class Agent:
    """Who did something, as named in the text.

    ``name`` is the name without title and office ("Gray"), ``title`` an honorific, rank or
    post before it ("General", "President"), ``office`` an office symbol or body ("EUR",
    "ACDA"), ``wording`` the whole stretch as it stands ("James E. Goodby of ACDA").
    """

    kind: AgentKind
    name: str
    span: Span
    wording: str
    title: str | None = None
    office: str | None = None
    name_span: Span | None = None
    office_span: Span | None = None
    found: Found = Found.STATED


@dataclass(frozen=True, slots=True)
class When:
    """A date as worded and, where it is certain enough, in ISO 8601.

    ``iso`` is a date ("1963-04-24"), a date and time ("1963-05-13T18:00:00"), a month or a
    year; None where the year or day is unknown.  ``year_inferred`` marks a year that the
    words do not give.  ``not_before``/``not_after`` bound a date that is only bounded.
    """

    wording: str
    span: Span
    iso: str | None = None
    not_before: str | None = None
    not_after: str | None = None
    year_inferred: bool = False


class ActKind(StrEnum):
    """What was done with a document (its making and its journey)."""

    DRAFTED = "drafted"
    APPROVED = "approved"
    CLEARED = "cleared"
    INITIALED = "initialed"
    SIGNED = "signed"
    TRANSLATED = "translated"
    REVISED = "revised"
    COMPARED = "compared"  # a text verified against another
    SENT = "sent"  # sent as a copy or for information
    REPEATED = "repeated"
    POUCHED = "pouched"
    RELAYED = "relayed"
    TRANSMITTED = "transmitted"  # carried by another document
    HANDED = "handed"
    DELIVERED = "delivered"
    FORWARDED = "forwarded"
    RETURNED = "returned"
    RECEIVED = "received"
    READ = "read"
    SEEN = "seen"
    SUMMARIZED = "summarized"
    ATTACHED = "attached"
    SPOKEN = "spoken"  # an oral statement was made
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Act:
    """One act.  ``agents`` did it, ``recipients`` received; "Repeated to Geneva" has no agent."""

    kind: ActKind
    span: Span  # the clause that says so
    sentence: int  # index into NoteFacts.sentences
    agents: tuple[Agent, ...] = ()
    recipients: tuple[Agent, ...] = ()
    when: When | None = None
    place: Agent | None = None
    carrier: str | None = None  # the document that carried it, verbatim ("telegram 3104 from Moscow, June 8")
    carrier_span: Span | None = None
    in_draft: bool = False  # cleared in draft
    intended: bool = False  # was to happen; the note does not say that it did
    negated: bool = False  # the note says that it did not happen
    reported_by: str | None = None  # "According to Manchester"
    translation: bool = False  # what was handed over was a translation
    found: Found = Found.STATED


# --- witnesses and printed texts ------------------------------------------------------


class WitnessKind(StrEnum):
    """What a copy or version is in relation to the text printed."""

    BASE = "base"  # the copy-text, FRUS's "source text"
    COPY = "copy"
    ORIGINAL = "original"  # the text in the language of composition
    TRANSLATION = "translation"
    VARIANT = "variant"
    DRAFT = "draft"
    LOST = "lost"
    RELATED = "related"  # another record that the note locates (memoranda of the talks)


@dataclass(frozen=True, slots=True)
class Publication:
    """A printed text.  ``wording`` is verbatim with its pages, ``title`` without them."""

    wording: str
    span: Span
    title: str
    title_span: Span
    pages: str | None = None
    pages_span: Span | None = None
    author: str | None = None
    author_span: Span | None = None
    imprint: str | None = None  # "New York, 1963"
    imprint_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Witness:
    """A copy or version of the text, with where it is."""

    kind: WitnessKind
    what: str  # the note's words for it ("The Russian-language text")
    span: Span
    sentence: int
    location: Location | None = None
    publication: Publication | None = None
    carrier: str | None = None  # "telegram 2839 from Moscow, May 8": the text is in that document
    carrier_span: Span | None = None
    language: str | None = None  # BCP 47: "en", "ru", "ru-Latn" (transliterated)
    form: str | None = None  # handwritten, typed ...
    count: int = 1
    absent: bool = False  # the note says that there is no such copy there
    notations: tuple[Span, ...] = ()  # what is written on it ("informal translation")
    found: Found = Found.STATED


@dataclass(frozen=True, slots=True)
class Reference:
    """A cross reference, verbatim; ``kind`` is document, telegram, volume or footnote."""

    kind: str
    wording: str
    span: Span
    target: str | None = None  # the document number, where it is one of this edition's
    pages: str | None = None
    pages_span: Span | None = None
    when: When | None = None


class MarkingKind(StrEnum):
    """The question that a marking answers."""

    CLASSIFICATION = "classification"
    PRECEDENCE = "precedence"
    HANDLING = "handling"


@dataclass(frozen=True, slots=True)
class Marking:
    """One marking of the copy-text; ``key`` is the category's id ("cls.s"), None if not in the vocabulary."""

    kind: MarkingKind
    text: str
    span: Span
    key: str | None = None
    label: str | None = None  # the vocabulary's wording ("Secret")


class SentenceRole(StrEnum):
    """What a sentence of a source note is about."""

    LOCATION = "location"
    CLASSIFICATION = "classification"
    DRAFTING = "drafting"
    DISTRIBUTION = "distribution"
    JOURNEY = "journey"
    WITNESS = "witness"
    PUBLICATION = "publication"
    REFERENCE = "reference"
    TRANSLATION = "translation"
    MEETING = "meeting"
    NOTATION = "notation"
    CITATION = "citation"  # a parenthesis that locates what the sentence before speaks of
    REMARK = "remark"  # prose: understood as such, or not understood (see `understood`)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the note.  Sentences are disjoint, in order, and leave only white space between them."""

    span: Span
    role: SentenceRole
    understood: bool = True  # False: no rule took it; it stays prose and gives a finding


class DoubtKind(StrEnum):
    """A fault of the text."""

    LOST_DASH = "lostEnDash"
    LOST_SPACE = "lostSpace"
    SERIES_NAME = "seriesName"  # one series under two names
    IMPRINT = "imprint"  # a date that cannot be
    AMBIGUOUS_IBID = "ambiguousIbid"
    MARKING_ORDER = "markingOrder"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A certain fault (with its ``correction``) or a doubtful one (a query for the editor)."""

    kind: DoubtKind
    span: Span
    message: str
    correction: str | None = None
    certain: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the note's prose that is no part of any fact above, still to be marked up."""

    kind: str  # person, body, place, repository, date, title, telegram
    text: str
    span: Span
    when: When | None = None


@dataclass(frozen=True, slots=True)
class NoteFacts:
    """All that was understood of one source note."""

    note: str
    sentences: tuple[Sentence, ...]
    base: Witness | None = None
    classification: Marking | None = None
    markings: tuple[Marking, ...] = ()  # without the classification, in order
    acts: tuple[Act, ...] = ()
    witnesses: tuple[Witness, ...] = ()  # other than the base
    published_in: tuple[Publication, ...] = ()
    references: tuple[Reference, ...] = ()
    mentions: tuple[Mention, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    translation: bool = False
    translation_spans: tuple[Span, ...] = ()
    base_language: str | None = None
    composed_in: str | None = None  # language of composition


@dataclass(frozen=True, slots=True)
class HeadFacts:
    """What a document's heading says (spans are of the heading)."""

    head: str
    kind: str  # "letter", "telegram", "memorandum of conversation" ..., lower case
    kind_span: Span
    senders: tuple[Agent, ...] = ()
    recipients: tuple[Agent, ...] = ()
    understood: bool = True


# --- documents ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a source file: line and column count from 1."""

    file: str
    line: int
    column: int = 1


@dataclass(frozen=True, slots=True)
class Record:
    """One document as read from a source file, before anything is understood of it.

    ``body`` holds the transcription as structured blocks (see :mod:`kktei.read`); it is empty
    where only the heading and the source note are at hand.
    """

    number: str
    head: str
    note: str
    at: Position
    note_at: Position
    body: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class EditorFact:
    """One cell of the editor's table: ``value`` for ``name`` of a document, with who and why."""

    name: str  # when, notBefore, notAfter, place, dateline, signed, ...
    value: str
    at: Position
    who: str | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A record with all that was understood of it: what ``encode`` turns into TEI."""

    record: Record
    heading: HeadFacts
    note: NoteFacts
    editor: tuple[EditorFact, ...] = ()
    previous: str | None = None
    next: str | None = None
    extra: dict[str, str] = field(default_factory=dict)

    def fact(self, name: str) -> str | None:
        """The editor's value for ``name``, or None."""
        return next((f.value for f in self.editor if f.name == name), None)
