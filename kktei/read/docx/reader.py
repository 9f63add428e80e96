"""A Word document to a source; positions count its paragraphs, as a Word document has no lines."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kktei import programs
from kktei.errors import InputError, NotInstalledError
from kktei.findings import Finding, finding
from kktei.model import Position, Record
from kktei.read.docx.blocks import Layout, WordChunk
from kktei.read.docx.package import WordFile, opened
from kktei.read.docx.shape import Told
from kktei.read.plain import read_plain
from kktei.read.source import Source

_READING = (
    "--from=docx+styles",
    "--to=json",
    "--track-changes=all",
    "--sandbox",
    *("+RTS", "-M1200M", "-RTS"),  # pandoc stops there instead of taking all the memory of the machine
)
_EXHAUSTED = 251  # how it says so
_SECONDS = 300
_SMALLER = "Split it into smaller files."
_MARKS = re.compile(r"(?<!\\)\{(?:[a-z]+: ?|break\})|(?<=\])\(https?://[^\s()]+\)")


def read_body(data: bytes, shown: str) -> tuple[str, list[Finding]]:
    """The text of a Word file that holds one text and no headings of documents, in the plain form.

    What its tracked changes delete and insert are the writer's own corrections: ``[-words-]`` and ``[+words+]``.
    Raises what :func:`read_docx` raises.
    """
    package = opened(data, shown)
    layout = Layout(shown, layers=True)
    try:
        chunks = layout.lay_out(_pandoc(package.data, shown))
    except RecursionError as problem:
        raise InputError(f"{shown} nests its tables or lists too deeply", "Make them flat in Word.") from problem
    text, _ = _joined(chunks)
    told = [*layout.found, *(f for f in _told(package.told, shown) if f.code != "R041")]
    return text, [*told, *_missing(package, layout, shown)]


def read_docx(data: bytes, shown: str) -> Source:
    """The documents of a Word file: real footnotes, italics and tables kept, tracked changes and comments reported.

    In positions and findings ``line`` is the number of the paragraph.  Raises InputError where the file is no
    Word document or holds no document of an edition.
    """
    package = opened(data, shown)
    layout = Layout(shown)
    try:
        chunks = layout.lay_out(_pandoc(package.data, shown))
    except RecursionError as problem:
        raise InputError(f"{shown} nests its tables or lists too deeply", "Make them flat in Word.") from problem
    text, paragraphs = _joined(chunks)
    source = read_plain(text, shown)
    moved = _Moved(paragraphs)
    records = tuple(moved.record(record) for record in source.records)
    facts = {n: tuple(replace(f, at=moved.at(f.at)) for f in known) for n, known in source.facts.items()}
    told = [*layout.found, *_told(package.told, shown), *_missing(package, layout, shown)]
    findings = (*told, *(moved.finding(f) for f in source.findings))
    return replace(source, records=records, findings=findings, facts=facts, format="docx")


def _told(told: Told, shown: str) -> Iterator[Finding]:
    for code, messages in (("R043", told.left_out), ("R045", told.changed), ("R041", told.tracked)):
        for message in messages:
            yield finding(code, message, file=shown)


def _missing(package: WordFile, layout: Layout, shown: str) -> Iterator[Finding]:
    """Words of the file that are neither in the text nor reported; each is looked for where the last one ended."""
    said = [line for chunk in layout.chunks for line in chunk.lines] + [f.message for f in layout.found]
    told = "".join(char for line in said for char in _MARKS.sub("", line) if char.isalnum())
    at = 0
    for words in package.words:
        found = told.find(words, at)
        found = told.find(words) if found < 0 else found
        if found < 0:
            yield finding("R047", f"These words of the Word document are not in the text: “{words[:60]}”.", file=shown)
        else:
            at = found


def _pandoc(data: bytes, shown: str) -> Mapping[str, object]:
    """Pandoc's tree of the document, styles and tracked changes included."""
    try:
        told = programs.run(programs.pandoc(), _READING, data, seconds=_SECONDS)
    except NotInstalledError as problem:
        raise InputError(
            f"{shown} is a Word document; pandoc, which reads it, is not installed", problem.hint
        ) from None
    except subprocess.TimeoutExpired:
        raise InputError(f"{shown} takes pandoc more than {_SECONDS} seconds", _SMALLER) from None
    if told.returncode == _EXHAUSTED:
        raise InputError(f"{shown} takes pandoc more memory than it may have", _SMALLER)
    if told.returncode != 0:
        reason = " ".join(told.stderr.decode("utf-8", "replace").split())[-200:]
        raise InputError(f"{shown} cannot be read as a Word document: {reason}", "Save it again as .docx.")
    tree: Mapping[str, object] = json.loads(told.stdout)
    return tree


def _joined(chunks: Sequence[WordChunk]) -> tuple[str, list[int]]:
    """The chunks as a text, and for each of its lines the number of the paragraph."""
    lines: list[str] = []
    paragraphs: list[int] = []
    for chunk in chunks:
        for line in (*chunk.lines, ""):
            lines.append(line)
            paragraphs.append(chunk.paragraph)
    return "\n".join(lines), paragraphs


class _Moved:
    """Places in the plain form as places in the Word document."""

    def __init__(self, paragraphs: Sequence[int]) -> None:
        self.paragraphs = paragraphs

    def line(self, line: int) -> int:
        return self.paragraphs[line - 1] if 0 < line <= len(self.paragraphs) else line

    def at(self, at: Position) -> Position:
        return Position(at.file, self.line(at.line), at.column)

    def record(self, record: Record) -> Record:
        return replace(record, at=self.at(record.at), note_at=self.at(record.note_at))

    def finding(self, found: Finding) -> Finding:
        return replace(found, line=self.line(found.line), column=0)  # a column of the plain form says nothing here
