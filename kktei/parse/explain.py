"""A note for a reader at a terminal: its stretches coloured and named, and what was not understood."""

from collections.abc import Iterator

import click

from kktei.model import Act, Location, NoteFacts, Span, Witness

_COLOURS = {
    "repository": "green", "recordGroup": "green", "collection": "green", "lot": "cyan", "file": "cyan", "box": "cyan",
    "folder": "cyan", "job": "cyan", "classification": "red", "precedence": "magenta", "handling": "magenta",
    "agent": "yellow", "recipient": "yellow", "date": "blue", "ibid": "green", "publication": "blue",
    "reference": "blue", "carrier": "blue", "translation": "magenta",
}  # fmt: skip


def stretches(facts: NoteFacts) -> list[tuple[Span, str]]:
    """The named stretches of a note, disjoint and in order; where two overlap, the earlier and shorter one stays."""
    found = sorted(set(_all(facts)), key=lambda pair: (pair[0].start, pair[0].end))
    kept: list[tuple[Span, str]] = []
    for span, name in found:
        if span.end > span.start and (not kept or span.start >= kept[-1][0].end):
            kept.append((span, name))
    return kept


def _all(facts: NoteFacts) -> Iterator[tuple[Span, str]]:
    for witness in (facts.base, *facts.witnesses):
        if witness is not None:
            yield from _witness(witness)
    for mark in (facts.classification, *facts.markings):
        if mark is not None:
            yield mark.span, mark.kind.value
    for act in facts.acts:
        yield from _act(act)
    for work in facts.published_in:
        yield work.span, "publication"
    for reference in facts.references:
        yield reference.span, "reference"
    for span in facts.translation_spans:
        yield span, "translation"


def _witness(witness: Witness) -> Iterator[tuple[Span, str]]:
    if witness.location:
        yield from _location(witness.location)
    if witness.publication:
        yield witness.publication.span, "publication"
    if witness.carrier_span:
        yield witness.carrier_span, "carrier"


def _location(location: Location) -> Iterator[tuple[Span, str]]:
    if location.ibid:
        yield location.ibid, "ibid"
    for level in location.levels:
        if level.span:
            yield level.span, level.kind.value


def _act(act: Act) -> Iterator[tuple[Span, str]]:
    done = f"not {act.kind.value}" if act.negated else act.kind.value
    for agent in act.agents:
        yield agent.span, f"agent: {done}"
    for agent in act.recipients:
        yield agent.span, f"recipient: {done}"
    if act.when:
        yield act.when.span, "date"
    if act.carrier_span:
        yield act.carrier_span, "carrier"


def explained(facts: NoteFacts, name: str, *, colour: bool) -> str:
    """``facts`` as lines for a terminal; without ``colour`` the stretches stand in brackets."""
    lines = [click.style(name, bold=True) if colour else name]
    marked = stretches(facts)
    for sentence in facts.sentences:
        role = sentence.role.value if sentence.understood else "NOT UNDERSTOOD"
        label = f"  {role:<15}"
        lines.append(
            (
                click.style(label, fg=None if sentence.understood else "red", dim=sentence.understood)
                if colour
                else label
            )
            + _painted(facts.note, sentence.span, marked, colour)
        )
    for witness in facts.witnesses:
        if witness.location and witness.location.ibid:
            place = ", ".join(level.text for level in witness.location.levels)
            doubt = " (another reading is possible)" if witness.location.ambiguous else ""
            lines.append(f"    ibid. = {place}{doubt}")
    lines += [f"    ! {doubt.message}" for doubt in facts.doubts]
    return "\n".join(lines) + "\n"


def _painted(note: str, span: Span, marked: list[tuple[Span, str]], colour: bool) -> str:
    parts = []
    at = span.start
    for stretch, name in marked:
        if span.holds(stretch):
            words = stretch.of(note)
            hue = _COLOURS.get(name.split(":")[0])
            parts.append(note[at : stretch.start])
            parts.append(
                click.style(words, fg=hue, underline=True) + click.style(f"‹{name}›", dim=True)
                if colour
                else f"[{words}]‹{name}›"
            )
            at = stretch.end
    parts.append(note[at : span.end])
    return "".join(parts).replace("\n", " ")
