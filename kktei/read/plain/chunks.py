"""The text as chunks between blank lines, with their lines in the file; nothing of their meaning."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kktei.read import languages
from kktei.read.arrange import Part
from kktei.read.plain.marked import Marked, stripped
from kktei.read.plain.unseen import healed
from kktei.transcript import Inlines

_LINE_END = re.compile(r"\r\n|\r|\n")
_WITHIN = re.compile("([\f\u2029])|[\x0b\x85\u2028]")  # ends of pages and paragraphs; of lines that nobody counts
NOTE = re.compile(
    rf"\s*\[?\s*(?P<set>\*{{0,3}}|__)(?:source(?: note)?s?|{languages.note()})"
    r"(?P<inner>\*{0,3}|__)\s*:(?P<outer>\*{0,3}|__)",
    re.IGNORECASE,
)
HEADING = re.compile(r"(?P<number>\d{1,9}[A-Za-z]?)(?:\.\s+|．\s*)(?P<words>\S.*)", re.DOTALL)
CALLED_NOTE = re.compile(
    rf"\s*\[\^?(?P<label>\d+|\*+)\]:?\s+(?:source(?: note)?s?|{languages.note()})\s*:", re.IGNORECASE
)


IsNote = Callable[[str], bool]  # whether words are a source note that no "Source:" marks
Making = Callable[[Callable[[str], Inlines]], Part]  # what makes a part of its lines, given what reads a line


@dataclass(frozen=True, slots=True)
class Chunk:
    """Lines that stand together; ``line`` is the number of the first, from 1.

    What a chunk of a word processor's file is can be known before its lines are read: ``made`` makes it of them.
    """

    line: int
    lines: tuple[str, ...]
    made: Making | None = None
    typed: bool = True  # footnotes are given as lines "[1] ...", not by the file itself
    sourced: bool = False  # its style says that it is a source note
    below: bool = False  # it begins no document, whatever number it has

    @property
    def text(self) -> str:
        """The lines as one, joined by blanks; a line alone keeps its marks."""
        if len(self.lines) == 1:
            return stripped(self.lines[0], " \t")
        return " ".join(part.strip(" \t") for part in self.lines)

    @property
    def numbers(self) -> range:
        """The numbers of its lines."""
        return range(self.line, self.line + len(self.lines))

    @property
    def column(self) -> int:
        """Where the first character that is no blank stands."""
        first = self.lines[0]
        return len(first) - len(first.lstrip(" \t")) + 1

    @property
    def heading(self) -> re.Match[str] | None:
        """The number and words of a document's heading, if this looks like one."""
        first = self.lines[0]
        if self.made or self.below or (isinstance(first, Marked) and first.set_off):
            return None
        return HEADING.fullmatch(self.text)

    @property
    def is_note(self) -> bool:
        """Whether this is a source note, by its word or its style."""
        first = self.lines[0]
        return self.sourced or (
            self.made is None and bool(NOTE.match(first) or (self.typed and CALLED_NOTE.match(first)))
        )


def never(_words: str) -> bool:
    """No words are a source note but for those that "Source:" marks."""
    return False


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
            yield Chunk(first, healed(held))
            held = []
    if held:
        yield Chunk(first, healed(held))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines with their numbers; the end of a page within a line parts it as a blank line would."""
    for number, line in enumerate(_LINE_END.split(text), 1):
        at = 0
        for end in _WITHIN.finditer(line):
            yield number, line[at : end.start()]
            if end[1]:
                yield number, ""
            at = end.end()
        yield number, line[at:]


def _apart(chunk: Chunk) -> Iterator[Chunk]:
    """Cuts before a "Source:" that follows its heading without a blank line."""
    at = next((i for i, line in enumerate(chunk.lines) if i and NOTE.match(line)), 0)
    if at and HEADING.fullmatch(" ".join(chunk.lines[:at])):
        yield Chunk(chunk.line, chunk.lines[:at])
        chunk = Chunk(chunk.line + at, chunk.lines[at:])
    yield chunk
