"""Short ways to parse a note in tests, and the spans of all its facts."""

from __future__ import annotations

from collections.abc import Iterator

from kktei.model import Act, Location, NoteFacts, Span, Witness
from kktei.parse import parse_head, parse_note, record

SOURCE = "Source: Department of State, Central Files, 611.61/1-2161. Secret. "


def flat(note: str, head: str = "Letter From A to B", date: str | None = None) -> dict[str, object]:
    """The flat record of a note."""
    return record(parse_head(head), parse_note(note, date=date))


def after(prose: str, date: str | None = None) -> NoteFacts:
    """The facts of a note that ends with ``prose``."""
    return parse_note(SOURCE + prose, date=date)


def people(facts: NoteFacts, kind: str) -> list[tuple[str | None, str, str | None]]:
    """Title, name and office of all who did acts of ``kind``."""
    return [(a.title, a.name, a.office) for act in facts.acts if act.kind.value == kind for a in act.agents]


def spans(facts: NoteFacts) -> Iterator[Span]:
    """The stretches of all facts."""
    for sentence in facts.sentences:
        yield sentence.span
    for witness in (facts.base, *facts.witnesses):
        if witness is not None:
            yield from _witness(witness)
    for mark in (facts.classification, *facts.markings):
        if mark is not None:
            yield mark.span
    for act in facts.acts:
        yield from _act(act)
    for named in (*facts.published_in, *facts.references, *facts.mentions, *facts.doubts):
        yield named.span
    yield from facts.translation_spans


def _witness(witness: Witness) -> Iterator[Span]:
    yield witness.span
    if witness.location:
        yield from _location(witness.location)
    if witness.publication:
        yield witness.publication.span
        yield witness.publication.title_span
    if witness.carrier_span:
        yield witness.carrier_span
    yield from witness.notations


def _location(location: Location) -> Iterator[Span]:
    yield location.span
    if location.ibid:
        yield location.ibid
    yield from (level.span for level in location.levels if level.span)


def _act(act: Act) -> Iterator[Span]:
    yield act.span
    for agent in (*act.agents, *act.recipients):
        yield agent.span
        yield from (s for s in (agent.name_span, agent.office_span) if s)
    if act.when:
        yield act.when.span
    if act.carrier_span:
        yield act.carrier_span
