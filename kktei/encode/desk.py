"""What lies on the encoder's desk for one document: its facts, its marked texts, its plan, its context."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from kktei.encode.authorities.named import linked
from kktei.encode.communications import Communication, communications
from kktei.encode.context import Context, stem_of
from kktei.encode.dating import year_of
from kktei.encode.marks import head_marks, note_marks
from kktei.encode.names import Naming
from kktei.encode.plan import Plan, plan_of
from kktei.encode.stretches import Stretches
from kktei.model import Document, NoteFacts, Span


@dataclass(frozen=True)
class Desk:
    """Everything that the parts of one document's encoding share."""

    document: Document
    context: Context
    stem: str
    naming: Naming
    plan: Plan
    note: Stretches
    head: Stretches

    @property
    def facts(self) -> NoteFacts:
        """What was understood of the source note."""
        return self.document.note

    @cached_property
    def told(self) -> tuple[Communication, ...]:
        """The acts of communication of the document."""
        return communications(self.document, self.naming, self.context.partners)

    @property
    def language(self) -> str:
        """The language of the edition's own words."""
        return self.context.imprint.language

    @property
    def genre(self) -> str | None:
        """The category of the kind of document, if the vocabulary has one."""
        return self.context.genres.get(self.document.heading.kind)

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
    return Naming(context.authorities, year, document.fact("place"), linked(document.record))


def desk_for(document: Document, context: Context) -> Desk:
    """Lay out one document: number its parts and mark its texts."""
    stem = stem_of(document.record.number)
    naming = naming_for(document, context)
    plan = plan_of(stem, document.note, context.imprint.language)
    note = Stretches(document.note.note, note_marks(document.note, plan, naming), f"{stem}.sn")
    head = Stretches(document.record.head, head_marks(document.heading, naming), f"{stem}.h")
    return Desk(document, context, stem, naming, plan, note, head)
