"""The footnotes of a document in the plain form: paragraphs "[1] ...", below the text that calls them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kktei.findings import Finding, finding
from kktei.read.plain.chunks import Chunk

_DEFINITION = re.compile(r"[ \t]*\[\^?(?P<label>\d+)\]:?[ \t]+(?=\S)")
_CALL = re.compile(r"(?<!\\)\[\^?(?P<label>\d+)\]")
_INDENTED = re.compile(r"(?: {4}|\t)[ \t]*\S")


def without_footnotes(
    parts: Sequence[Chunk], shown: str, found: list[Finding]
) -> tuple[list[Chunk], Mapping[str, tuple[str, ...]]]:
    """The chunks that are no footnotes, and the paragraphs of each footnote by its number.

    A footnote that nothing calls stays a paragraph, so that no word is lost, and is reported.
    """
    called = _called(parts)
    rest: list[Chunk] = []
    notes: dict[str, list[str]] = {}
    current: list[str] | None = None
    for part in parts:
        if _DEFINITION.match(part.lines[0]):
            current = None
            for chunk in _definitions(part):
                current = _define(chunk, called, notes, rest, shown, found)
        elif current is not None and all(_INDENTED.match(line) for line in part.lines):
            current.append(part.text)
        else:
            current = None
            rest.append(part)
    return rest, {label: tuple(text) for label, text in notes.items()}


def _called(parts: Sequence[Chunk]) -> set[str]:
    out: set[str] = set()
    for part in parts:
        for line in part.lines:
            definition = _DEFINITION.match(line)
            out |= {m["label"] for m in _CALL.finditer(line, definition.end() if definition else 0)}
    return out


def _definitions(part: Chunk) -> list[Chunk]:
    """Each footnote of a chunk as a chunk of its own."""
    starts = [i for i, line in enumerate(part.lines) if _DEFINITION.match(line)]
    ends = [*starts[1:], len(part.lines)]
    return [Chunk(part.line + a, part.lines[a:b]) for a, b in zip(starts, ends, strict=True)]


def _define(
    chunk: Chunk, called: set[str], notes: dict[str, list[str]], rest: list[Chunk], shown: str, found: list[Finding]
) -> list[str] | None:
    match = _DEFINITION.match(chunk.lines[0])
    label = match["label"] if match else ""
    if match is None or label not in called or label in notes:
        why = "was given before" if label in notes else "is called nowhere in the text"
        words = f"Footnote {label} {why}; it is kept as a paragraph."
        found.append(finding("R011", words, file=shown, line=chunk.line))
        first, *others = chunk.lines
        rest.append(Chunk(chunk.line, ("\\" + first.strip(), *others)))
        return None
    notes[label] = [chunk.text[match.end() - len(match[0]) + len(match[0].lstrip()) :]]
    return notes[label]
