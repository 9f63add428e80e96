"""Marked stretches of one text: which marks hold, what they are called, and the elements they become.

A mark that crosses another one is left out (its words stay); what was to rest on it then rests on
the sentence.  The text itself is never changed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kktei.encode.elements import Element, el, put
from kktei.model import Span

Attributes = dict[str, str | None]


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch that becomes element ``tag``; among marks of one span the lower ``rank`` is the outer one.

    With ``correction`` it becomes choice/sic/corr.  ``id`` fixes the xml:id (sentences); others get theirs by order.
    """

    span: Span
    tag: str
    attributes: Attributes = field(default_factory=dict)
    rank: int = 5
    correction: str | None = None
    id: str | None = None


class MarkedText:
    """The marks of a text that can stand together, each with its id."""

    def __init__(self, text: str, marks: Iterable[Mark], prefix: str) -> None:
        self.text = text
        self.marks = _compatible(marks, len(text))
        self.ids = _ids(self.marks, prefix)
        self._exact: dict[Span, str] = {}
        for mark, key in zip(self.marks, self.ids, strict=True):
            if key is not None:
                self._exact.setdefault(mark.span, key)

    def at(self, span: Span | None) -> str | None:
        """Pointer to the element that a span became, or to the narrowest that holds it, or to all that it meets."""
        if span is None:
            return None
        if span in self._exact:
            return f"#{self._exact[span]}"
        holding = [(m.span.end - m.span.start, k) for m, k in self._with_ids() if m.span.holds(span)]
        if holding:
            return f"#{min(holding)[1]}"
        met = [k for m, k in self._with_ids() if m.id and m.span.start < span.end and span.start < m.span.end]
        return " ".join(f"#{k}" for k in met) or None

    def words(self, span: Span) -> list[str | Element]:
        """The words of a span once more, for a derived element: faults marked, nothing else, no ids."""
        parts: list[str | Element] = []
        at = span.start
        for mark in self.marks:
            if mark.correction is not None and span.holds(mark.span) and mark.span.start >= at:
                outer, sic = self._element(mark, None)
                sic.text = mark.span.of(self.text)
                parts += [self.text[at : mark.span.start], outer]
                at = mark.span.end
        return [part for part in (*parts, self.text[at : span.end]) if not isinstance(part, str) or part]

    def _with_ids(self) -> Iterable[tuple[Mark, str]]:
        return ((m, k) for m, k in zip(self.marks, self.ids, strict=True) if k is not None)

    def fill(self, parent: Element) -> Element:
        """Put the whole text with its elements at the end of ``parent``."""
        self._fill(parent, 0, len(self.text), 0, len(self.marks))
        return parent

    def _fill(self, parent: Element, start: int, end: int, first: int, last: int) -> None:
        """The text from ``start`` to ``end`` with the marks ``first`` to ``last``, which lie within it."""
        at = start
        index = first
        while index < last:
            mark = self.marks[index]
            put(parent, self.text[at : mark.span.start])
            inner = index + 1
            while inner < last and mark.span.holds(self.marks[inner].span):
                inner += 1
            outer, holder = self._element(mark, self.ids[index])
            self._fill(holder, mark.span.start, mark.span.end, index + 1, inner)
            put(parent, outer)
            at, index = mark.span.end, inner
        put(parent, self.text[at:end])

    @staticmethod
    def _element(mark: Mark, key: str | None) -> tuple[Element, Element]:
        """The element of a mark, and the one inside it that takes its words."""
        if mark.correction is None:
            made = el(mark.tag, xml_id=key, **mark.attributes)
            return made, made
        sic = el("sic")
        return el("choice", sic, el("corr", mark.correction, **mark.attributes), xml_id=key), sic


def _compatible(marks: Iterable[Mark], length: int) -> list[Mark]:
    """The marks in the order of the text, outer before inner, without those that cross an earlier one or repeat it."""
    ordered = sorted(marks, key=lambda m: (m.span.start, -m.span.end, m.rank))
    kept: list[Mark] = []
    open_: list[Mark] = []
    for mark in ordered:
        span = mark.span
        if not 0 <= span.start < span.end <= length or _repeated(mark, kept):
            continue
        while open_ and open_[-1].span.end <= span.start:
            open_.pop()
        if open_ and open_[-1].span.end < span.end:
            continue
        kept.append(mark)
        open_.append(mark)
    return kept


def _repeated(mark: Mark, kept: Sequence[Mark]) -> bool:
    """Whether the same stretch is already marked as a name, or by the same element."""
    for other in reversed(kept):
        if other.span != mark.span:
            return False
        if other.tag == mark.tag or {other.tag, mark.tag} <= _NAMES:
            return True
    return False


_NAMES = frozenset({"persName", "orgName", "placeName", "title", "rs", "idno", "date", "bibl", "term"})


def _ids(marks: Sequence[Mark], prefix: str) -> list[str | None]:
    """Sentences keep their ids; what stands in a sentence is counted within it."""
    ids: list[str | None] = []
    within, end, count = prefix, -1, 0
    for mark in marks:
        if mark.id is not None:
            ids.append(mark.id)
            within, end, count = mark.id, mark.span.end, 0
            continue
        if end >= 0 and mark.span.start >= end:
            within, end, count = prefix, -1, 0
        count += 1
        ids.append(f"{within}.e{count}")
    return ids
