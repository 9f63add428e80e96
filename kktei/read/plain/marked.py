"""Lines whose marks are known before they are read, as a word processor's are: words, and what stretches of them are.

Such a line is a ``str`` of the words that a reader sees; what finds the structure of a text finds it in both kinds of
lines alike.  What cuts a line does it here, so that a line keeps its marks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kktei.read.plain.unseen import LIGATURES
from kktei.transcript import Inline, Inlines, Text

BREAK = "\x01"  # stands for a line break that matters; control characters cannot come from a source
THERE = "\x02"  # stands where something is that is no word, such as the call of a footnote


@dataclass(frozen=True, slots=True)
class LineMark:
    """A stretch of a line: what its inline parts stand in, or what stands there instead of them."""

    start: int
    end: int
    around: Callable[[Inlines], Inline] | None = None
    instead: Inline | None = None


class Marked(str):
    """Words with their marks, outer ones before those within them; in the words nothing but brackets is a mark."""

    marks: tuple[LineMark, ...]

    def __new__(cls, words: str, marks: tuple[LineMark, ...] = ()) -> Marked:
        """A line of those words."""
        made = super().__new__(cls, words)
        made.marks = marks
        return made

    @property
    def set_off(self) -> bool:
        """Whether the first word is not a plain one, but in italics or the like."""
        return any(mark.start == 0 and mark.around for mark in self.marks)


def cut(line: str, start: int, end: int | None = None) -> str:
    """``line[start:end]`` with its marks."""
    words = line[start:end]
    if not isinstance(line, Marked):
        return words
    stop = start + len(words)
    kept = (
        replace(mark, start=max(mark.start, start) - start, end=min(mark.end, stop) - start)
        for mark in line.marks
        if mark.start < stop and mark.end > start
    )
    return Marked(words, tuple(kept))


def stripped(line: str, chars: str | None = None) -> str:
    """``line.strip(chars)`` with its marks."""
    start = len(line) - len(line.lstrip(chars))
    return cut(line, start, max(start, len(line.rstrip(chars))))


def spliced(line: str, start: int, end: int, words: str) -> str:
    """The line with other words for a stretch of it; marks around that stay around it."""
    made = line[:start] + words + line[end:]
    return _moved(line, made, lambda at: at if at <= start else max(start, at + len(words) - (end - start)))


def cleaned(line: Marked, words: str) -> Marked:
    """The line as ``words``, from which only characters that nobody sees are gone, or written in other letters."""
    if line == words:
        return line
    return Marked(words, _stretched(line, _places(line, words).__getitem__))


def parted(line: Marked) -> str:
    """The words with a blank wherever a mark begins or ends: what is a word of a transcription is one here."""
    cuts = sorted({at for mark in line.marks for at in (mark.start, mark.end)} | {0, len(line)})
    return " ".join(line[start:end] for start, end in pairwise(cuts))


def joined(lines: Sequence[Marked], by: str) -> Marked:
    """Lines as one, with ``by`` between them."""
    marks: list[LineMark] = []
    at = 0
    for line in lines:
        marks += [replace(mark, start=mark.start + at, end=mark.end + at) for mark in line.marks]
        at += len(line) + len(by)
    return Marked(by.join(lines), tuple(marks))


def folded(line: Marked) -> Marked:
    """The line with one blank for several, and none at its ends."""
    if line == " ".join(line.split()):
        return line
    kept: list[str] = []
    places: list[int] = []
    for char in line:
        places.append(len(kept))
        if not char.isspace():
            kept.append(char)
        elif kept and kept[-1] != " ":
            kept.append(" ")
    words = "".join(kept).rstrip(" ")
    places = [min(at, len(words)) for at in [*places, len(kept)]]
    return Marked(words, _stretched(line, places.__getitem__))


def _moved(line: str, words: str, to: Callable[[int], int]) -> str:
    return Marked(words, _stretched(line, to)) if isinstance(line, Marked) else words


def _stretched(line: Marked, to: Callable[[int], int]) -> tuple[LineMark, ...]:
    moved = (replace(mark, start=to(mark.start), end=to(mark.end)) for mark in line.marks)
    return tuple(mark for mark in moved if mark.start < mark.end)


def _places(line: str, words: str) -> list[int]:
    """For each place in ``line`` the place in ``words``."""
    places: list[int] = []
    at = 0
    for char in line:
        places.append(at)
        if words[at : at + 1] == char:
            at += 1
        else:
            at += len(LIGATURES.get(char, ""))
    return [*places, len(words)]


def literal(line: str, end: int) -> str:
    """The line with its beginning as mere text, though it looks like a mark."""
    if not isinstance(line, Marked):
        return f"\\{line}"
    others = (replace(mark, start=max(mark.start, end)) for mark in line.marks if mark.end > end)
    return Marked(line, (LineMark(0, end, instead=Text(line[:end])), *others))
