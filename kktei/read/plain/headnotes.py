"""The footnotes of a heading and of a source note: called there, and given with the others below."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kktei.read.plain.chunks import Chunk
from kktei.read.plain.footnotes import CALL, calls_of, given_in, without
from kktei.read.plain.inline import Calls, read_line, tidy
from kktei.read.plain.marked import THERE, Marked
from kktei.transcript import Note, Paragraph, Text

_THERE = re.compile(rf"\s*{THERE}")


@dataclass(frozen=True)
class Headed:
    """Heading and source note without the calls of their footnotes, the footnotes, and the chunks that are left."""

    head: str
    note: str
    notes: tuple[Note, ...]
    rest: list[Chunk]


def without_calls(line: str) -> tuple[str, tuple[Note, ...]]:
    """The words of a line, and the footnotes that a word processor's file has there."""
    if not isinstance(line, Marked):
        return line, ()
    notes = tuple(mark.instead for mark in line.marks if isinstance(mark.instead, Note))
    return _THERE.sub("", line), notes


def as_paragraphs(note: Note) -> tuple[Paragraph, ...]:
    """A footnote that can stand nowhere as paragraphs with its label."""
    first, *others = note.content or ((),)
    return (Paragraph(tidy([Text(f"[{note.label}] "), *first])), *map(Paragraph, others))


def taken(head: str, note: str, rest: Sequence[Chunk]) -> Headed:
    """Take each footnote that heading or source note calls, where there are more of its label than the text calls."""
    called = [match["label"] for text in (head, note) for match in CALL.finditer(text)]
    if not called:
        return Headed(head, note, (), list(rest))
    free = given_in(rest) - calls_of(rest)
    notes: list[Note] = []
    left = list(rest)
    for label in called:
        bare = label.lstrip("^")
        if free[bare] > 0:
            free[bare] -= 1
            left, texts = without(left, bare)
            notes.append(Note(bare, tuple(read_line(text, Calls()) for text in texts)))
            call = re.compile(rf"\s*\[{re.escape(label)}\]")
            head, note = (
                (call.sub("", head, count=1), note) if call.search(head) else (head, call.sub("", note, count=1))
            )
    return Headed(head, note, tuple(notes), left)
