"""What is known of one note while it is being read, and what a reader adds to it.

Readers see the draft and yield what they find (``Reading``); only :meth:`Draft.take` changes it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from kktei import model
from kktei.parse.dates import Calendar
from kktei.parse.locations import Citations
from kktei.parse.markings import Markings
from kktei.parse.tokens import DATE, Token
from kktei.parse.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader finds in a sentence or a part of it, and the roles that this gives the sentence.

    ``located`` are places of texts that were told of before, by their number; ``notations`` stand on the copy printed.
    """

    roles: tuple[model.SentenceRole, ...] = ()
    base: model.Witness | None = None
    marks: Markings | None = None
    acts: Sequence[model.Act] = ()
    witnesses: Sequence[model.Witness] = ()
    published: Sequence[model.Publication] = ()
    references: Sequence[model.Reference] = ()
    notations: Sequence[model.Span] = ()
    located: Mapping[int, model.Location] = field(default_factory=dict)
    translations: Sequence[model.Span] = ()
    base_language: str | None = None
    composed_in: str | None = None
    tokens: Sequence[Token] = ()


@dataclass
class Draft:
    """The facts of a note so far."""

    note: str
    vocabulary: Vocabulary
    citations: Citations
    calendar: Calendar
    known: Collection[model.DocumentId] = ()
    sentences: list[model.Sentence] = field(default_factory=list)
    base: model.Witness | None = None
    classification: model.Marking | None = None
    markings: list[model.Marking] = field(default_factory=list)
    acts: list[model.Act] = field(default_factory=list)
    witnesses: list[model.Witness] = field(default_factory=list)
    published: list[model.Publication] = field(default_factory=list)
    references: list[model.Reference] = field(default_factory=list)
    translation_spans: list[model.Span] = field(default_factory=list)
    base_language: str | None = None
    composed_in: str | None = None
    tokens: list[Sequence[Token]] = field(default_factory=list)  # of the sentences that were read as prose

    @classmethod
    def of(cls, note: str, vocabulary: Vocabulary, date: str | None, known: Collection[model.DocumentId]) -> Draft:
        """An empty draft; the years that the note's dates name are collected at once."""
        calendar = Calendar(note, vocabulary, date)
        for match in vocabulary.regex(DATE).finditer(note):
            when = calendar.parse(match[0], match.start())
            if when.iso and not when.year_inferred and date is None:
                calendar.years.add(when.iso[:4])
        return cls(note, vocabulary, Citations(note, vocabulary), calendar, known)

    @cached_property
    def own_telegrams(self) -> frozenset[str]:
        """The telegrams of which the note says that they are the source text, as "telegram 67"."""
        named = (m[1] or m[2] for m in self.vocabulary.pattern("source_telegram").finditer(self.note))
        return frozenset(" ".join(words.split()[:2]).strip(" ,").lower() for words in named)

    def take(self, found: Reading) -> tuple[model.SentenceRole, ...]:
        """Add what a reader found; gives its roles."""
        self.base = found.base or self.base
        if found.marks is not None:
            self.classification = found.marks.classification or self.classification
            self.markings.extend(found.marks.others)
        self.acts.extend(found.acts)
        self.witnesses.extend(found.witnesses)
        self.published.extend(found.published)
        self.references.extend(found.references)
        for at, location in found.located.items():
            self.witnesses[at] = replace(self.witnesses[at], location=location)
        if self.base is not None and found.notations:
            self.base = replace(self.base, notations=(*self.base.notations, *found.notations))
        self.translation_spans.extend(found.translations)
        # What is translated for an edition is translated into its language.
        self.base_language = found.base_language or self.base_language or ("en" if found.translations else None)
        self.composed_in = found.composed_in or self.composed_in
        self.tokens += [found.tokens] if found.tokens else []
        return found.roles

    @property
    def translated(self) -> bool:
        """Whether the text printed is a translation, as far as is known."""
        return bool(self.translation_spans)

    def facts(self) -> model.NoteFacts:
        """The facts, frozen."""
        return model.NoteFacts(
            self.note,
            tuple(self.sentences),
            self.base,
            self.classification,
            tuple(self.markings),
            tuple(self.acts),
            tuple(self.witnesses),
            tuple(self.published),
            tuple(sorted(self.references, key=lambda r: r.span)),
            translation=self.translated,
            translation_spans=tuple(self.translation_spans),
            base_language=self.base_language,
            composed_in=self.composed_in,
        )
