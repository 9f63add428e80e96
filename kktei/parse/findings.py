"""What a reader of the note should look at, as findings: words not understood, doubts, ambiguous "ibid."."""

from collections.abc import Iterator

from kktei.findings import Finding, finding
from kktei.model import DoubtKind, HeadFacts, NoteFacts


def findings_of(facts: NoteFacts, *, file: str = "", line: int = 0, column: int = 0, place: str = "") -> list[Finding]:
    """The findings of one note; ``file``, ``line`` and ``column`` say where the note begins, ``place`` in TEI words."""
    return [
        finding(code, message, place=place).at(file, *(_at(facts, offset, line, column) if line else (0, 0)))
        for code, message, offset in _messages(facts)
    ]


def _messages(facts: NoteFacts) -> Iterator[tuple[str, str, int]]:
    """Code, message and offset of each finding."""
    lost = facts.base is None and bool(facts.note.strip())
    opens = next((s for s in facts.sentences if not s.understood), None) if lost else None
    if lost:
        told = f": “{opens.span.of(facts.note)}”" if opens else ""
        yield "N005", f"no location and no publication found for the text printed{told}", 0
    for sentence in facts.sentences:
        if not sentence.understood and sentence is not opens:
            yield "N001", f"not understood: “{sentence.span.of(facts.note)}”", sentence.span.start
    for unread in facts.unread:
        words = ", ".join(f"“{word}”" for word in unread.words)
        yield "N008", f"read in part: {words} of “{unread.span.of(facts.note)}”", unread.span.start
    for doubt in facts.doubts:
        code = "N004" if doubt.kind is DoubtKind.AMBIGUOUS_IBID else "N002" if doubt.certain else "N003"
        yield code, doubt.message, doubt.span.start
    for mark in (facts.classification, *facts.markings):
        if mark is not None and mark.key is None and mark.label is None:
            yield "N006", f"unknown marking: “{mark.text}”", mark.span.start


def _at(facts: NoteFacts, offset: int, line: int, column: int) -> tuple[int, int]:
    """Line and column of an offset in the note, the note's own line breaks counted."""
    before = facts.note[:offset]
    breaks = before.count("\n")
    across = offset - before.rfind("\n") if breaks else column + offset
    return line + breaks, across


def findings_of_head(
    head: HeadFacts, *, file: str = "", line: int = 0, column: int = 0, place: str = ""
) -> list[Finding]:
    """The finding of a heading that fits no pattern; where it begins is told as for a note."""
    if head.understood:
        return []
    return [finding("N007", f"heading not understood: “{head.head}”", file=file, line=line, column=column, place=place)]
