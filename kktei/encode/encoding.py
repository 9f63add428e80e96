"""What the parts of one document's encoding share: facts, marked texts, numbered parts, context."""

from dataclasses import dataclass
from functools import cached_property

from kktei.encode.authorities.named import linked, others_of
from kktei.encode.communications import Communication, communications
from kktei.encode.context import EDITOR, Context
from kktei.encode.dating import year_of
from kktei.encode.marked import Attributes, MarkedText
from kktei.encode.marks import head_marks, note_marks
from kktei.encode.names import Naming
from kktei.encode.numbering import NumberedParts, numbered_parts
from kktei.model import NOWHERE, Document, Found, Marking, NoteFacts, Span


@dataclass(frozen=True)
class DocumentEncoding:
    """One document that is being encoded."""

    document: Document
    context: Context
    stem: str
    naming: Naming
    numbered: NumberedParts
    note: MarkedText
    head: MarkedText

    @property
    def facts(self) -> NoteFacts:
        """What was understood of the source note."""
        return self.document.note

    @cached_property
    def communications(self) -> tuple[Communication, ...]:
        """The acts of communication of the document."""
        return communications(self.document, self.naming, self.context.partners)

    @property
    def language(self) -> str:
        """The language of the edition's own words."""
        return self.context.imprint.language

    @property
    def text_language(self) -> str:
        """The language of the text that is printed."""
        return self.document.language or self.language

    @property
    def genre(self) -> str | None:
        """The category of the kind of document, if the vocabulary has one."""
        return self.context.genres.get(self.document.kind)

    def rests(self, found: Found, name: str, pointer: str | None) -> Attributes:
        """What a fact rests on: the words at ``pointer`` or, where it is an editor's, the decision on ``name``."""
        return self.decision(name) if found is Found.EDITOR else {"source": pointer}

    def marked(self, marking: Marking) -> str | None:
        """Where a marking stands: in the note, or above the text (the document's own id)."""
        stands = marking.span != NOWHERE or marking.found is Found.EDITOR
        return self.note.at(marking.span) if stands else f"#{self.stem}"

    def decision(self, name: str) -> Attributes:
        """What an editor decided of a field of the table: who, and the note that says so."""
        return {"resp": EDITOR, "source": f"#{self.stem}.ed.{name}"}

    @property
    def of_genre(self) -> Attributes:
        """What the kind of document rests on."""
        if self.decides("kind"):
            return self.decision("kind")
        said = None if self.document.heading.kind else self.facts.kind_span
        return {"source": self.note.at(said) if said else f"#{self.stem}.h"}

    def decides(self, name: str) -> bool:
        """Whether the editors' table has a say in this field."""
        return any(f.name == name and f.found is Found.EDITOR for f in self.document.editor)

    def sentence(self, index: int) -> str | None:
        """Pointer to a sentence of the note by its index."""
        if 0 <= index < len(self.facts.sentences):
            return f"#{self.stem}.s{index + 1}"
        return None

    def sentences_of(self, *spans: Span | None) -> str | None:
        """Pointers to the sentences in which the spans begin, in the order of the note."""
        found = {
            number
            for number, sentence in enumerate(self.facts.sentences, 1)
            for span in spans
            if span is not None and sentence.span.start <= span.start < sentence.span.end
        }
        return " ".join(f"#{self.stem}.s{n}" for n in sorted(found)) or None


def naming_for(document: Document, context: Context) -> Naming:
    """Who is meant in a document."""
    year = year_of(document, context.imprint.years)
    return Naming(context.authorities, year, document.fact("place"), linked(document.record), others_of(document, year))


def encoding_of(document: Document, context: Context) -> DocumentEncoding:
    """Number the parts of a document and mark its texts."""
    stem = document.id.stem
    naming = naming_for(document, context)
    numbered = numbered_parts(stem, document.note, document.language or context.imprint.language)
    said = document.said_note or document.note
    note = MarkedText(document.note.note, note_marks(said, numbered, naming), f"{stem}.sn")
    head = MarkedText(document.record.head, head_marks(document.said_heading or document.heading, naming), f"{stem}.h")
    return DocumentEncoding(document, context, stem, naming, numbered, note, head)
