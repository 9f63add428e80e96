"""The promise that stretches nest or are disjoint, kept for any text at all.

In the genre's prose no two facts cross.  In text that only resembles it they can ("Mrs.Kennedywas
sent to"); then the weaker fact is dropped, and the words stay prose.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from kktei.model import Act, Location, NoteFacts, Span, Witness

# from strongest to weakest; the base and the markings are never dropped
_FIELDS = ("witnesses", "published_in", "references", "acts", "translation_spans", "doubts", "mentions")
_Entry = tuple[Span, int, int]  # stretch, strength of its field, number within the field


def tidied(facts: NoteFacts) -> NoteFacts:
    """``facts`` without those whose stretches cross stronger ones."""
    dropped = _crossing(sorted(set(_entries(facts)), key=lambda entry: (entry[0].start, -entry[0].end, entry[1])))
    if not dropped:
        return facts
    kept: dict[str, Any] = {  # mypy lets replace take no fields by names that are only known as text
        name: tuple(fact for number, fact in enumerate(getattr(facts, name)) if (strength, number) not in dropped)
        for strength, name in enumerate(_FIELDS, 1)
    }
    return replace(facts, **kept, translation=bool(kept["translation_spans"]))


def _crossing(entries: list[_Entry]) -> set[tuple[int, int]]:
    """The weaker fact of each pair that crosses: one sweep with a stack of the open stretches."""
    dropped: set[tuple[int, int]] = set()
    open_ones: list[_Entry] = []
    for entry in entries:
        while open_ones and open_ones[-1][0].end <= entry[0].start:
            open_ones.pop()
        weaker = False
        while open_ones and open_ones[-1][0].end < entry[0].end:
            if open_ones[-1][1] < entry[1]:
                weaker = True
                break
            dropped.add(open_ones.pop()[1:])
            while open_ones and open_ones[-1][0].end <= entry[0].start:
                open_ones.pop()
        if weaker:
            dropped.add(entry[1:])
        else:
            open_ones.append(entry)
    return dropped


def _entries(facts: NoteFacts) -> Iterator[_Entry]:
    for sentence in facts.sentences:
        yield sentence.span, 0, 0
    for span in _of_base(facts):
        yield span, 0, 0
    for strength, name in enumerate(_FIELDS, 1):
        for number, fact in enumerate(getattr(facts, name)):
            for span in _spans(fact):
                yield span, strength, number


def _of_base(facts: NoteFacts) -> Iterator[Span]:
    if facts.base is not None:
        yield from _of_witness(facts.base)
    yield from (mark.span for mark in (facts.classification, *facts.markings) if mark is not None)


def _spans(fact: object) -> Iterator[Span]:
    if isinstance(fact, Span):
        yield fact
    elif isinstance(fact, Witness):
        yield from _of_witness(fact)
    elif isinstance(fact, Act):
        yield from _of_act(fact)
    else:
        yield fact.span  # type: ignore[attr-defined]


def _of_witness(witness: Witness) -> Iterator[Span]:
    yield witness.span
    if witness.location is not None:
        yield from _of_location(witness.location)
    if witness.publication is not None:
        yield witness.publication.span
    if witness.carrier_span is not None:
        yield witness.carrier_span
    yield from witness.notations


def _of_location(location: Location) -> Iterator[Span]:
    yield location.span
    if location.ibid is not None:
        yield location.ibid
    yield from (level.span for level in location.levels if level.span is not None)


def _of_act(act: Act) -> Iterator[Span]:
    yield act.span
    for agent in (*act.agents, *act.recipients):
        yield from (span for span in (agent.span, agent.name_span, agent.office_span) if span is not None)
    if act.when is not None:
        yield act.when.span
    if act.carrier_span is not None:
        yield act.carrier_span
