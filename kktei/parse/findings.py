"""What a reader of the note should look at, as findings: words not understood, doubts, ambiguous "ibid."."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kktei.findings import Finding, finding
from kktei.model import DoubtKind, HeadFacts, NoteFacts, SentenceRole, Span


def findings_of(facts: NoteFacts, *, file: str = "", line: int = 0, column: int = 0, place: str = "") -> list[Finding]:
    """The findings of one note; ``file``, ``line`` and ``column`` say where the note begins, ``place`` in TEI words."""
    return [
        finding(code, message, **_at(facts, offset, file, line, column, place))
        for code, message, offset in _said(facts)
    ]


def _said(facts: NoteFacts) -> Iterator[tuple[str, str, int]]:
    """Code, message and offset of each finding."""
    if facts.base is None:
        yield "N005", "no location and no publication found for the text printed", 0
    for sentence in facts.sentences:
        if not sentence.understood:
            yield "N001", f"not understood: “{sentence.span.of(facts.note)}”", sentence.span.start
    for clause, unread in half_read(facts):
        yield "N008", f"read in part: {unread} of “{clause.of(facts.note)}”", clause.start
    for doubt in facts.doubts:
        code = "N004" if doubt.kind is DoubtKind.AMBIGUOUS_IBID else "N002" if doubt.certain else "N003"
        yield code, doubt.message, doubt.span.start
    for mark in (facts.classification, *facts.markings):
        if mark is not None and mark.key is None and mark.label is None:
            yield "N006", f"unknown marking: “{mark.text}”", mark.span.start


_FACTS = frozenset({SentenceRole.DRAFTING, SentenceRole.DISTRIBUTION, SentenceRole.JOURNEY})
_ASIDE = re.compile(
    r"(?:(?<=\.\s)|^)(?:Although|While|If|Because)\s|[“:]|\s\(|[,;]?\s(?:which|that|who|whom|whose|where|noting|stating|saying|reading|summarizing|describing"
    r"|recommending|explaining|containing|concerning|regarding|except|because|although|while|but|with|based|for)\s"
)


def half_read(facts: NoteFacts) -> Iterator[tuple[Span, str]]:
    """Clauses that tell what was done with the text and whose date, place or name is in no fact, with those words.

    What a clause says beside (what a covering paper reads, why) is not looked at.
    """
    held = [span for act in facts.acts for span in (act.span, act.carrier_span) if span is not None]
    for sentence in facts.sentences:
        if not sentence.understood or sentence.role not in _FACTS:
            continue
        aside = _ASIDE.search(facts.note, sentence.span.start, sentence.span.end)
        end = aside.start() if aside else sentence.span.end
        clause = Span(sentence.span.start, end)
        told = " ".join(act.reported_by or "" for act in facts.acts)
        left = [m for m in facts.mentions if clause.holds(m.span) and not any(s.holds(m.span) for s in held)]
        left = [m for m in left if m.text not in told]
        if left:
            yield clause, ", ".join(f"“{m.text}”" for m in left)


def _at(facts: NoteFacts, offset: int, file: str, line: int, column: int, place: str) -> dict[str, object]:
    """Line and column of an offset in the note, the note's own line breaks counted."""
    before = facts.note[:offset]
    breaks = before.count("\n")
    across = offset - before.rfind("\n") if breaks else column + offset
    return {"file": file, "line": line + breaks if line else 0, "column": across if line else 0, "place": place}


def findings_of_head(
    head: HeadFacts, *, file: str = "", line: int = 0, column: int = 0, place: str = ""
) -> list[Finding]:
    """The finding of a heading that fits no pattern; where it begins is told as for a note."""
    if head.understood:
        return []
    return [finding("N007", f"heading not understood: “{head.head}”", file=file, line=line, column=column, place=place)]
