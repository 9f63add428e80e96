"""A source note to facts: sentences, the role of each, and the grammar of that role."""

from __future__ import annotations

import re
from collections.abc import Collection

from kktei.model import NoteFacts, Sentence, SentenceRole, Span, Witness, WitnessKind
from kktei.parse import markings, sentences, witnesses
from kktei.parse.locations import Citations
from kktei.parse.vocabulary import Vocabulary, load_vocabulary

_SOURCE = re.compile(r"\s*Sources?:\s*")


def parse_note(note: str, *, vocabulary: Vocabulary | None = None, date: str | None = None, known_documents: Collection[str] = ()) -> NoteFacts:
    words = vocabulary or load_vocabulary()
    spans = sentences.split(note, words)
    citations = Citations(note, words)
    out = []
    base = None
    cls = None
    others = ()
    wits = []
    for i, span in enumerate(spans):
        text = span.of(note)
        end = span.end - 1 if text.endswith(".") else span.end
        if i == 0:
            m = _SOURCE.match(note)
            start = m.end() if m else span.start
            loc = citations.primary(start, end)
            base = Witness(WitnessKind.BASE, "source text", Span(start, end), 0, loc)
            out.append(Sentence(span, SentenceRole.LOCATION))
            continue
        marks = markings.read(note, span.start, end, words)
        if marks and cls is None:
            cls, others = marks.classification, marks.others
            out.append(Sentence(span, SentenceRole.CLASSIFICATION))
            continue
        found = witnesses.simple(note, span, i, citations)
        if found:
            wits.extend(found)
            out.append(Sentence(span, SentenceRole.WITNESS))
            continue
        out.append(Sentence(span, SentenceRole.REMARK, False))
    return NoteFacts(note, tuple(out), base, cls, others, witnesses=tuple(wits))
