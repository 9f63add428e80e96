"""What a reader of the note should look at, as findings: words not understood, doubts, ambiguous "ibid."."""

from __future__ import annotations

from kktei.findings import Finding, finding
from kktei.model import DoubtKind, NoteFacts


def findings_of(facts: NoteFacts, *, file: str = "", line: int = 0, column: int = 0, place: str = "") -> list[Finding]:
    """The findings of one note; ``file``, ``line`` and ``column`` say where the note begins, ``place`` in TEI words."""
    found: list[Finding] = []
    for sentence in facts.sentences:
        if not sentence.understood:
            words = sentence.span.of(facts.note)
            found.append(
                finding(
                    "N001", f"not understood: “{words}”", **_at(facts, sentence.span.start, file, line, column, place)
                )
            )
    for doubt in facts.doubts:
        code = "N004" if doubt.kind is DoubtKind.AMBIGUOUS_IBID else "N002" if doubt.certain else "N003"
        found.append(finding(code, doubt.message, **_at(facts, doubt.span.start, file, line, column, place)))
    if facts.base is None:
        found.append(
            finding(
                "N005",
                "no location and no publication found for the text printed",
                file=file,
                line=line,
                column=column,
                place=place,
            )
        )
    for mark in (facts.classification, *facts.markings):
        if mark is not None and mark.key is None:
            found.append(
                finding(
                    "N006", f"unknown marking: “{mark.text}”", **_at(facts, mark.span.start, file, line, column, place)
                )
            )
    return found


def _at(facts: NoteFacts, offset: int, file: str, line: int, column: int, place: str) -> dict[str, object]:
    """Line and column of an offset in the note, the note's own line breaks counted."""
    before = facts.note[:offset]
    breaks = before.count("\n")
    across = offset - before.rfind("\n") if breaks else column + offset
    return {"file": file, "line": line + breaks if line else 0, "column": across if line else 0, "place": place}
