"""What a note says of the making and the journey of its text that is in no fact.

A sentence can be understood and yet lose a date or a name ("Sent by pouch to Bonn on April 5." without Bonn).  This is
the one place where that is told, from the spans of all that was read.
"""

from __future__ import annotations

from collections.abc import Iterator

from kktei.model import NoteFacts, SentenceRole, Span, Unread
from kktei.parse.sentences import enclosed
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
        for clause in _clauses(facts.note, sentence.span, vocabulary):
            named = [span for span in _named(facts, clause, vocabulary) if not any(s.holds(span) for s in held)]
            if words := tuple(text for text in (span.of(facts.note) for span in named) if text not in told):
                yield Unread(clause if clause.start == sentence.span.start else sentence.span, words)


def _clauses(note: str, sentence: Span, vocabulary: Vocabulary) -> Iterator[Span]:
    """What a sentence says before an aside, and after one where its list goes on (", who was in Bonn, and to Oslo")."""
    aside = vocabulary.search("unread_aside", note, sentence.start, sentence.end)
    yield Span(sentence.start, aside.start() if aside else sentence.end)
    resumed = vocabulary.search("unread_resumes", note, sentence.start, sentence.end)
    if resumed:
        aside = vocabulary.search("unread_aside", note, resumed.end(), sentence.end)
        yield Span(resumed.end(), aside.start() if aside else sentence.end)


def _named(facts: NoteFacts, clause: Span, vocabulary: Vocabulary) -> list[Span]:
    """Dates, places and names of a clause, also those that were not declassified."""
    inside = enclosed(facts.note[: clause.end])
    found = [m.span for m in facts.mentions if clause.holds(m.span) and not inside[m.span.start]]
    withheld = vocabulary.pattern("withheld_name").finditer(facts.note, clause.start, clause.end)
    return sorted(found + [Span(*match.span("name")) for match in withheld])
