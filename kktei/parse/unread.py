"""What a note says of the making and the journey of its text that is in no fact.

A sentence can be understood and yet lose a date or a name ("Sent by pouch to Bonn on April 5." without Bonn).
"""

from __future__ import annotations

from collections.abc import Iterator

from kktei.model import NoteFacts, SentenceRole, Span, Unread
from kktei.parse.vocabulary import Vocabulary

_FACTS = frozenset({SentenceRole.DRAFTING, SentenceRole.DISTRIBUTION, SentenceRole.JOURNEY})


def unread(facts: NoteFacts, vocabulary: Vocabulary) -> Iterator[Unread]:
    """Clauses that tell what was done with the text and whose date, place or name is in no fact.

    What a clause says beside (what a covering paper reads, why) is not looked at.
    """
    held = [span for act in facts.acts for span in (act.span, act.carrier_span) if span is not None]
    told = " ".join(act.reported_by or "" for act in facts.acts)
    for sentence in facts.sentences:
        if not sentence.understood or sentence.role not in _FACTS:
            continue
        if vocabulary.search("made_by_many", facts.note, sentence.span.start, sentence.span.end):
            continue
        aside = vocabulary.search("unread_aside", facts.note, sentence.span.start, sentence.span.end)
        clause = Span(sentence.span.start, aside.start() if aside else sentence.span.end)
        left = [m for m in facts.mentions if clause.holds(m.span) and not any(s.holds(m.span) for s in held)]
        if words := tuple(m.text for m in left if m.text not in told):
            yield Unread(clause, words)
