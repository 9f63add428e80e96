"""What a copy looks like: its markings and notations in their order, hand and form."""

from __future__ import annotations

from kktei.encode.context import EDITION
from kktei.encode.elements import Element, el
from kktei.encode.encoding import DocumentEncoding
from kktei.encode.numbering import Copy
from kktei.model import Marking, MarkingKind, Span, WitnessKind

_FORMS = {"typed": "typescript", "typewritten": "typescript", "handwritten": "manuscript"}


def physical(doc: DocumentEncoding, copy: Copy, *, printed: bool = False) -> Element | None:
    """PhysDesc of a copy; of a printed copy-text only the note of its markings."""
    markings = _markings(doc) if copy.witness.kind is WitnessKind.BASE else None
    if printed:
        return el("note", markings[0], type="markings", source=markings[1]) if markings else None
    blocks, unmarked = [], None
    if markings:
        said = el("ab", markings[0], type="markings", source=markings[1])
        if _is_unmarked(doc):
            unmarked = said  # that there is no marking is no addition
        else:
            blocks.append(said)
    blocks += [_notation(doc, span) for span in copy.witness.notations]
    form = _FORMS.get((copy.witness.form or "").lower(), copy.witness.form)
    described = _object(form) if form else None
    additions = el("additions", blocks) if blocks else None
    if unmarked is None and described is None and additions is None:
        return None
    return el("physDesc", unmarked, described, additions)


def _object(form: str) -> Element:
    """How a copy survives: @form is one word (Guidelines, teidata.enumerated); what takes several is told."""
    return el("objectDesc", form=form) if len(form.split()) == 1 else el("objectDesc", el("p", form))


def _is_unmarked(doc: DocumentEncoding) -> bool:
    """Whether all that is said of markings is that there are none."""
    level = doc.facts.classification
    return level is not None and level.key in {"cls.none", "cls.unstated"} and not doc.facts.markings


def _notation(doc: DocumentEncoding, span: Span) -> Element:
    return el("ab", el("q", span.of(doc.facts.note)), type="notation", source=doc.note.at(span))


def _markings(doc: DocumentEncoding) -> tuple[list[str | Element], str | None] | None:
    """The markings in the order and with the punctuation of the note."""
    markings = [m for m in (doc.facts.classification, *doc.facts.markings) if m is not None]
    markings.sort(key=lambda m: (m.span, m.kind is not MarkingKind.CLASSIFICATION))
    if not markings:
        return None
    parts: list[str | Element] = []
    end: int | None = None
    for marking in markings:
        if end is not None:
            parts.append(_between(doc.facts.note[end : marking.span.start] if end >= 0 else ""))
        parts.append(_segment(doc, marking))
        end = marking.span.end
    return parts, doc.sentences_of(*(m.span for m in markings))


def _between(words: str) -> str:
    """What stands between two markings, unless it is nothing or more than punctuation."""
    return words if 0 < len(words) <= 3 else "; "


def _segment(doc: DocumentEncoding, marking: Marking) -> Element:
    ana = EDITION + marking.key if marking.key else None
    rests = doc.rests(marking.found, str(marking.kind), doc.marked(marking))
    return el("seg", marking.text, type=str(marking.kind), ana=ana, **rests)
