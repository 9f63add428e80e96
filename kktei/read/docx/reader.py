"""A Word document (or OpenDocument text) to a source; positions count its paragraphs, for it has no lines."""

import json
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kktei import programs
from kktei.errors import InputError, NotInstalledError
from kktei.findings import Finding, finding
from kktei.read.docx import opendocument
from kktei.read.docx.blocks import WordLayout, WordLine
from kktei.read.docx.package import WordFile, opened
from kktei.read.docx.shape import Reshaped
from kktei.read.plain.chunks import Chunk, IsNote, never
from kktei.read.plain.marked import parted
from kktei.read.plain.reader import read_chunks
from kktei.read.plain.unseen import seen
from kktei.read.source import Source

_WORD = ("--from=docx+styles", "--to=json", "--track-changes=all")
_OPEN_TEXT = ("--from=odt", "--to=docx")
_SAFELY = ("--sandbox", "+RTS", "-M1200M", "-RTS")  # it stops there instead of taking all the memory of the machine
_EXHAUSTED = 251  # how it says so
_SECONDS = 300
_SMALLER = "Split it into smaller files."
_PARTED = "\n\n"  # between paragraphs


def read_body(data: bytes, shown: str) -> tuple[list[Chunk], list[Finding]]:
    """The text of a Word file that holds one text and no headings of documents, as chunks.

    What its tracked changes delete and insert are the writer's own corrections.  Raises what :func:`read_docx` raises.
    """
    package = _opened(data, shown)
    layout, found = _laid_out(package, shown, layers=True)
    told = [*layout.found, *(f for f in _reshaped_findings(package.told, shown) if f.code != "R041")]
    return layout.chunks, [*found, *told, *_missing(package, layout, shown)]


def read_docx(data: bytes, shown: str, is_note: IsNote = never) -> Source:
    """The documents of a Word file: real footnotes, italics and tables kept, tracked changes and comments reported.

    In positions and findings ``line`` is the number of the paragraph; ``is_note`` tells source notes that no "Source:"
    marks.  Raises InputError where the file is no Word document or holds no document of an edition.
    """
    package = _opened(data, shown)
    layout, found = _laid_out(package, shown, layers=False)
    source = read_chunks(layout.chunks, _by_paragraph(layout.said), shown, found, is_note)
    told = [*layout.found, *_reshaped_findings(package.told, shown), *_missing(package, layout, shown)]
    findings = (*told, *(replace(f, column=0) for f in source.findings))  # a paragraph of Word has no columns
    return replace(source, findings=findings, format="docx")


def _opened(data: bytes, shown: str) -> WordFile:
    """The file made ready; an OpenDocument text as the Word document that pandoc makes of it."""
    if (text := opendocument.opened(data, shown)) is None:
        return opened(data, shown)
    package = opened(_pandoc(_OPEN_TEXT, text.data, shown), shown)
    package.words += text.words
    package.told.left_out += text.left_out
    return package


def _laid_out(package: WordFile, shown: str, *, layers: bool) -> tuple[WordLayout, list[Finding]]:
    """The file laid out; a second time where that shows characters that nobody sees, which are left out then."""
    tree = json.loads(_pandoc(_WORD, package.data, shown))
    layout = WordLayout(shown, layers=layers)
    try:
        layout.lay_out(tree)
        text, found = seen(_PARTED.join(said.line for said in layout.said), shown)
        found = [replace(f, line=layout.said[f.line // len(_PARTED)].paragraph) if f.line else f for f in found]
        if (lines := text.split(_PARTED)) != [said.line for said in layout.said]:
            layout = WordLayout(shown, layers=layers, cleaned=lines)
            layout.lay_out(tree)
    except RecursionError as problem:
        raise InputError(f"{shown} nests its tables or lists too deeply", "Make them flat in Word.") from problem
    return layout, found


def _by_paragraph(every: Sequence[WordLine]) -> str:
    """The words of each paragraph, those of its footnotes too, in a line of their own."""
    lines: dict[int, list[str]] = {}
    for said in every:
        lines.setdefault(said.paragraph, []).append(parted(said.seen))
    return "\n".join(" ".join(lines.get(number, ())) for number in range(1, max(lines, default=0) + 1))


def _reshaped_findings(told: Reshaped, shown: str) -> Iterator[Finding]:
    for code, messages in (("R043", told.left_out), ("R045", told.changed), ("R041", told.tracked)):
        for message in messages:
            yield finding(code, message, file=shown)


def _missing(package: WordFile, layout: WordLayout, shown: str) -> Iterator[Finding]:
    """Words of the file that are neither in the text nor reported; each is looked for where the last one ended."""
    said = [one.line for one in layout.said] + [f.message for f in layout.found]
    told = "".join(char for line in said for char in line if char.isalnum())
    at = 0
    for words in package.words:
        found = told.find(words, at)
        found = told.find(words) if found < 0 else found
        if found < 0:
            yield finding("R047", f"These words of the Word document are not in the text: “{words[:60]}”.", file=shown)
        else:
            at = found


def _pandoc(reading: Sequence[str], data: bytes, shown: str) -> bytes:
    """What pandoc makes of the document."""
    try:
        told = programs.run(programs.pandoc(), (*reading, *_SAFELY), data, seconds=_SECONDS)
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
    return told.stdout
