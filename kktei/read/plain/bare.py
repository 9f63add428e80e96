"""Footnotes without brackets, such as "word¹" and "¹ The footnote": brackets for them where only that is meant."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kktei.findings import Finding, finding
from kktei.read.plain.chunks import Chunk
from kktei.read.plain.marked import spliced

_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_MARK = rf"[{_DIGITS}]{{1,3}}|[†‡]{{1,3}}|\*{{1,3}}"
_DEFINITION = re.compile(
    rf"[ \t\u00a0]*(?:(?P<mark>{_MARK})[ \t\u00a0]+(?=\S)|(?P<close>[{_DIGITS}]{{1,3}})(?=[^\W\d{_DIGITS}]))"
)
_CALL = re.compile(rf"(?<=[^\W_]|[.,;:!?”’\")\]])(?<![{_DIGITS}])(?P<mark>{_MARK})(?![{_DIGITS}†‡*\w])")
_ITALICS = re.compile(r"(?<![\w*\\])\*+\w")  # an asterisk that sets words off
_LETTER = re.compile(r"[ \t\u00a0]*\[(?P<mark>[a-z])\][ \t\u00a0]+(?=\S)")
_PLAIN = str.maketrans(_DIGITS, "0123456789")


def bracketed(parts: Sequence[Chunk], shown: str, found: list[Finding]) -> list[Chunk]:
    """The chunks with ``word[1]`` and ``[1] ...`` for superscript digits, daggers and asterisks that are footnotes.

    That is so where a mark is called as often as it begins a line; where it is not, a finding says so.
    """
    if not all(part.typed for part in parts):
        return list(parts)
    given = [mark for part in parts for line in part.lines if (mark := _given(line))]
    called = [mark for part in parts for line in part.lines for mark, _ in _calls(line)]
    sure = {mark for mark in given if given.count(mark) == called.count(mark)}
    for part in parts:
        for i, line in enumerate(part.lines):
            if message := _doubt(line, sure, called, parts):
                found.append(finding("R016", message, file=shown, line=part.line + i))
    if not sure:
        return list(parts)
    return [replace(part, lines=tuple(_written(line, sure) for line in part.lines)) for part in parts]


def _given(line: str) -> str:
    match = _DEFINITION.match(line)
    return (match["mark"] or match["close"]) if match else ""


def _calls(line: str) -> Iterator[tuple[str, int]]:
    """Marks right behind a word, and where they stand; no asterisks that may close words set off."""
    opened = _ITALICS.search(line)
    for match in _CALL.finditer(line):
        if not (opened and opened.start() < match.start() and "*" in match["mark"]):
            yield match["mark"], match.start()


def _doubt(line: str, sure: set[str], called: Sequence[str], parts: Sequence[Chunk]) -> str:
    mark = _given(line)
    if mark and mark not in sure and ("*" not in mark or mark in called):
        times = called.count(mark)
        return f"“{mark}” begins a line as a footnote would, but is called {_times(times)}; the line is kept as text."
    if (match := _LETTER.match(line)) and any(re.search(rf"\w\[{match['mark']}\]\W", f"{p.text} ") for p in parts):
        label = match["mark"]
        return f"“[{label}]” may be a footnote or a letter that was put in; it was taken as a letter."
    return ""


def _times(count: int) -> str:
    return {0: "nowhere", 1: "once, and given several times"}.get(count, f"{count} times")


def _written(line: str, sure: set[str]) -> str:
    match = _DEFINITION.match(line)
    begins = match if match and _given(line) in sure else None
    for mark, at in reversed(list(_calls(line))):
        if mark in sure and (begins is None or at >= begins.end()):
            line = spliced(line, at, at + len(mark), f"[{mark.translate(_PLAIN)}]")
    return spliced(line, 0, begins.end(), f"[{_given(line).translate(_PLAIN)}] ") if begins else line
