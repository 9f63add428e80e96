"""Witnesses, printed texts, markings, sentences: all that a source note says."""

from dataclasses import dataclass
from enum import StrEnum

from kktei.model.acts import Act, Agent, When
from kktei.model.identity import DocumentId
from kktei.model.locations import Location
from kktei.model.spans import Found, Span


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
    corporate: bool = False  # whether the author is a body


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
    target: DocumentId | None = None  # the document, where it is one of this edition's
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
    found: Found = Found.STATED


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
class Unread:
    """A clause that was understood in part: ``span`` is the clause, ``words`` the dates and names in no fact."""

    span: Span
    words: tuple[str, ...]


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
    unread: tuple[Unread, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    translation: bool = False
    translation_spans: tuple[Span, ...] = ()
    base_language: str | None = None
    composed_in: str | None = None  # language of composition
    kind: str | None = None  # of what kind the text is, where the note says so ("712.00/45: Telegram"), lower case
    kind_span: Span | None = None


@dataclass(frozen=True, slots=True)
class HeadFacts:
    """What a document's heading says (spans are of the heading)."""

    head: str
    kind: str  # "letter", "telegram", "memorandum of conversation" ..., lower case; "" where it names none
    kind_span: Span
    senders: tuple[Agent, ...] = ()
    recipients: tuple[Agent, ...] = ()
    understood: bool = True
    participants: tuple[Agent, ...] = ()  # of the talk that the text is about: neither senders nor recipients
    unsent: bool = False  # it was written to the recipients, and stayed with its writer

    @property
    def named(self) -> tuple[Agent, ...]:
        """Everybody whom the heading names: senders, recipients, participants."""
        return (*self.senders, *self.recipients, *self.participants)
