"""A Word document to a source; positions count its paragraphs, as a Word document has no lines."""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from kktei.errors import InputError, MachineryError
from kktei.findings import Finding
from kktei.model import Position, Record
from kktei.read.docx.blocks import Chunk, Layout
from kktei.read.plain import read_plain
from kktei.read.source import Source

_MAX_UNPACKED = 500_000_000


def read_docx(data: bytes, shown: str) -> Source:
    """The documents of a Word file: real footnotes, italics and tables kept, tracked changes and comments reported.

    In positions and findings ``line`` is the number of the paragraph.  Raises InputError where the file is no
    Word document or holds no document of an edition.
    """
    _check(data, shown)
    tree = _pandoc(data, shown)
    layout = Layout(shown)
    chunks = layout.lay_out(tree)
    text, paragraphs = _joined(chunks)
    source = read_plain(text, shown)
    moved = _Moved(paragraphs)
    records = tuple(moved.record(record) for record in source.records)
    facts = {n: tuple(replace(f, at=moved.at(f.at)) for f in known) for n, known in source.facts.items()}
    findings = (*layout.found, *(moved.finding(f) for f in source.findings))
    return replace(source, records=records, findings=findings, facts=facts, format="docx")


def _check(data: bytes, shown: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            names = set(parts.namelist())
            size = sum(part.file_size for part in parts.infolist())
    except zipfile.BadZipFile as problem:
        raise InputError(f"{shown} is damaged: {problem}", "Save it again as .docx.") from problem
    if "word/document.xml" not in names:
        raise InputError(f"{shown} is a ZIP file but no Word document", "Save the text as .docx or as UTF-8 text.")
    if size > _MAX_UNPACKED:
        raise InputError(f"{shown} unpacks to {size // 1_000_000} MB", "Split it into smaller files.")


def _pandoc(data: bytes, shown: str) -> Mapping[str, Any]:
    """Pandoc's tree of the document, styles and tracked changes included."""
    import pypandoc  # noqa: PLC0415 - brings a large program, seldom needed

    with tempfile.TemporaryDirectory(prefix="kktei-") as folder:
        path = Path(folder) / "source.docx"
        path.write_bytes(data)
        try:
            told = pypandoc.convert_file(
                str(path), "json", format="docx+styles", extra_args=["--track-changes=all", "--sandbox"]
            )
        except RuntimeError as problem:
            reason = str(problem).strip().splitlines()[-1:]
            raise InputError(f"{shown} cannot be read as a Word document: {' '.join(reason)}") from problem
        except OSError as problem:
            raise MachineryError(f"pandoc cannot be run: {problem}", "Install kktei's requirements again.") from problem
    tree: Mapping[str, Any] = json.loads(told)
    return tree


def _joined(chunks: Sequence[Chunk]) -> tuple[str, list[int]]:
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
        return replace(found, line=self.line(found.line))
