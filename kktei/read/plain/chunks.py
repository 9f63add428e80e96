"""The text as chunks between blank lines, with their lines in the file; nothing of their meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LINE_END = re.compile(r"\r\n|\r|\n")
_PAGE_END = "\f"
NOTE = re.compile(
    r"\s*\[?\s*(?P<set>\*{0,3}|__)source(?: note)?s?(?P<inner>\*{0,3}|__)\s*:(?P<outer>\*{0,3}|__)", re.IGNORECASE
)
HEADING = re.compile(r"(?P<number>\d+[A-Za-z]?)\.\s+(?P<words>\S.*)", re.DOTALL)
CALLED_NOTE = re.compile(r"\s*\[\^?(?P<label>\d+|\*+)\]:?\s+source(?: note)?s?\s*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Chunk:
    """Lines that stand together; ``line`` is the number of the first, from 1."""

    line: int
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The lines as one, joined by blanks."""
        return " ".join(part.strip(" \t") for part in self.lines)

    @property
    def column(self) -> int:
        """Where the first character that is no blank stands."""
        first = self.lines[0]
        return len(first) - len(first.lstrip(" \t")) + 1

    @property
    def heading(self) -> re.Match[str] | None:
        """The number and words of a document's heading, if this looks like one."""
        return HEADING.fullmatch(self.text)

    @property
    def is_note(self) -> bool:
        """Whether this is a source note."""
        return bool(NOTE.match(self.lines[0]) or CALLED_NOTE.match(self.lines[0]))


def chunks(text: str) -> list[Chunk]:
    """The chunks of a text in order; a form feed counts as a blank line, a source note begins a chunk of its own."""
    return [part for whole in _paragraphs(text) for part in _apart(whole)]


def _paragraphs(text: str) -> Iterator[Chunk]:
    held: list[str] = []
    first = 1
    for number, line in _lines(text):
        if line.strip() and not held:
            first = number
        if line.strip():
            held.append(line)
        elif held:
            yield Chunk(first, tuple(held))
            held = []
    if held:
        yield Chunk(first, tuple(held))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines with their numbers; a page end within a line parts it as a blank line would."""
    for number, line in enumerate(_LINE_END.split(text), 1):
        first, *others = line.split(_PAGE_END)
        yield number, first
        for other in others:
            yield number, ""
            yield number, other


def _apart(chunk: Chunk) -> Iterator[Chunk]:
    """Cuts before a "Source:" that follows its heading without a blank line."""
    at = next((i for i, line in enumerate(chunk.lines) if i and NOTE.match(line)), 0)
    if at and HEADING.fullmatch(" ".join(chunk.lines[:at])):
        yield Chunk(chunk.line, chunk.lines[:at])
        chunk = Chunk(chunk.line + at, chunk.lines[at:])
    yield chunk
