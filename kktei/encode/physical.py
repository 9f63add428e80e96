"""What a copy looks like: its markings and notations in their order, hand and form."""

from __future__ import annotations

from kktei.encode.context import EDITION
from kktei.encode.desk import Desk
from kktei.encode.elements import Element, el
from kktei.encode.plan import Copy
from kktei.model import Marking, MarkingKind, Span, WitnessKind

_FORMS = {"typed": "typescript", "typewritten": "typescript", "handwritten": "manuscript"}


def physical(desk: Desk, copy: Copy, *, printed: bool = False) -> Element | None:
    """PhysDesc of a copy; of a printed copy-text only the note of its markings."""
    markings = _markings(desk) if copy.witness.kind is WitnessKind.BASE else None
    if printed:
        return el("note", markings[0], type="markings", source=markings[1]) if markings else None
    blocks = []
    if markings:
        blocks.append(el("ab", markings[0], type="markings", source=markings[1]))
    blocks += [_notation(desk, span) for span in copy.witness.notations]
    form = _FORMS.get((copy.witness.form or "").lower(), copy.witness.form)
    described = el("objectDesc", form=form) if form else None
    additions = el("additions", blocks) if blocks else None
    if described is None and additions is None:
        return None
    return el("physDesc", described, additions)


def _notation(desk: Desk, span: Span) -> Element:
    return el("ab", el("q", span.of(desk.facts.note)), type="notation", source=desk.note.at(span))


def _markings(desk: Desk) -> tuple[list[str | Element], str | None] | None:
    """The markings in the order and with the punctuation of the note."""
    told = [m for m in (desk.facts.classification, *desk.facts.markings) if m is not None]
    told.sort(key=lambda m: (m.span, m.kind is not MarkingKind.CLASSIFICATION))
    if not told:
        return None
    parts: list[str | Element] = []
    end: int | None = None
    for marking in told:
        if end is not None:
            parts.append(_between(desk.facts.note[end : marking.span.start] if end >= 0 else ""))
        parts.append(_segment(desk, marking))
        end = marking.span.end
    return parts, desk.sentences_of(*(m.span for m in told))


def _between(words: str) -> str:
    """What stands between two markings, unless it is nothing or more than punctuation."""
    return words if 0 < len(words) <= 3 else "; "


def _segment(desk: Desk, marking: Marking) -> Element:
    ana = EDITION + marking.key if marking.key else None
    rests = desk.rests(marking.found, str(marking.kind), desk.marked(marking))
    return el("seg", marking.text, type=str(marking.kind), ana=ana, **rests)
