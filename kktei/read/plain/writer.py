"""Writes records in the plain form, and says first what that form cannot hold.

Whether it can is not guessed: what was written is read back, and what differs is listed.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kktei import transcript
from kktei.model import Record
from kktei.read.arrange import may_be_taken
from kktei.read.plain.phrases import Written, written
from kktei.read.plain.reader import read_plain

_WIDTH = 70


@dataclass(frozen=True, slots=True)
class PlainText:
    """Records in the plain form: ``text``, and in words what of them it does not hold."""

    text: str
    lost: tuple[str, ...]


@dataclass
class _Page:
    """The chunks of a document, and the footnotes that are still to come."""

    chunks: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    labels: set[str] = field(default_factory=set)


def write_plain(title: str, records: Sequence[Record]) -> PlainText:
    """The text of a source in the plain form, ended by a newline.

    ``lost`` names, document by document, each thing that reading the text again does not give back.
    """
    chunks = [title, *(chunk for record in records for chunk in _record(record))]
    text = "\n\n".join(chunk for chunk in chunks if chunk) + "\n"
    lost = [loss for record in records for loss in _lost(record)]
    return PlainText(text, tuple(lost))


def _record(record: Record) -> Iterator[str]:
    yield f"{record.number}. {record.head}"
    yield record.note
    page = _Page()
    _blocks(record.body, page)
    yield from page.chunks
    yield from page.notes


def _lost(record: Record) -> Iterator[str]:
    """What differs when the document is written and read again."""
    again = read_plain("\n\n".join(["-", *filter(None, _record(record))]) + "\n", "").records[0]
    name = f"document {record.number}"
    if (again.head, again.note) != (record.head, record.note):
        yield f"{name}: the heading or the source note as it is laid out"
    if record.links:
        yield f"{name}: {len(record.links)} names identified in the heading and the source note"
    had, got = _inventory(record.body), _inventory(again.body)
    for what, count in (had - got).items():
        yield f"{name}: {what}{f' ({count} times)' if count > 1 else ''}"
    if not had - got and again.body != record.body:
        yield f"{name}: the order of some parts of the text, or where they begin and end"


def _inventory(body: transcript.Blocks) -> Counter[str]:
    """Every part of a text by what it is and what it says; mere words count as parts of the line they stand in."""
    return Counter(_described(part) for part in transcript.walk(body) if not isinstance(part, transcript.Text))


def _described(part: object) -> str:
    said = " ".join(transcript.words(part).split())
    more = " ".join(
        f"{key}={value!r}"
        for key in (
            "rend",
            "kind",
            "key",
            "when",
            "not_before",
            "not_after",
            "target",
            "lang",
            "n",
            "facs",
            "label",
            "reason",
            "extent",
            "head",
            "closing",
        )
        if (value := getattr(part, key, None))
    )
    shown = said if len(said) <= _WIDTH else f"{said[: _WIDTH - 1]}…"
    return " ".join(filter(None, (type(part).__name__, more, f'"{shown}"' if said else "")))


def _blocks(blocks: transcript.Blocks, page: _Page, *, inner: bool = False) -> None:
    for i, block in enumerate(blocks):
        if isinstance(block, transcript.Attachment):
            page.chunks.append(f"[{_line(block.heading, page) or 'Attachment'}]")
            _blocks(block.blocks, page, inner=True)
            last = i + 1 == len(blocks) or isinstance(blocks[i + 1], transcript.Attachment)
            if inner or not last or any(isinstance(part, transcript.Attachment) for part in block.blocks):
                page.chunks.append("[End of attachment]")
        else:
            before = blocks[i - 1] if i else None
            page.chunks.append(_block(block, before, page))


def _block(block: transcript.Block, before: transcript.Block | None, page: _Page) -> str:
    match block:
        case transcript.Paragraph(content):
            return _paragraph(_line(content, page), transcript.words(content), isinstance(before, transcript.Closing))
        case transcript.PageBreak(n):
            return f"[p. {n}]"
        case transcript.Heading(content):
            return f"# {_line(content, page)}"
        case transcript.List():
            return "\n".join(f"{item.label or '-'} {_line(item.content, page)}" for item in block.items)
        case transcript.Table():
            return _table(block, page)
        case transcript.Quotation(content):
            return "\n>\n".join(f"> {_indented(_line(line, page), '> ')}" for line in content)
        case transcript.Postscript(content):
            return "\n\n".join(f"Postscript: {_line(line, page)}" for line in content)
    return _labelled(block, page)


def _labelled(block: transcript.Block, page: _Page) -> str:
    labels = {
        transcript.Dateline: "Dateline",
        transcript.Salutation: "Salutation",
        transcript.Closing: "Closing",
        transcript.Signature: "Signed",
    }
    if not isinstance(block, transcript.Dateline | transcript.Salutation | transcript.Closing | transcript.Signature):
        raise TypeError(f"{type(block).__name__} has no plain form here")
    return f"{labels[type(block)]}: {_line(block.content, page)}"


def _paragraph(text: str, said: str, after_close: bool) -> str:
    """A paragraph; a backslash before one that could be taken for something else."""
    marked = re.match(r"[>|#•-]|\S{1,6}[.)] |(?:Dateline|Salutation|Closing|Signed|Signature|Postscript|source)", text)
    bracket = text.startswith("[") or re.match(r"(?:Attachment|Enclosure|Annex|Appendix|Tab)\b", text)
    if not (marked or bracket or after_close or may_be_taken(said.strip()) or _is_note(text)):
        return text
    return f"\\{text}" if text[:1].isalnum() else f"\\ {text}"


def _is_note(text: str) -> bool:
    return bool(re.match(r"source(?: note)?s?\s*:", text, re.IGNORECASE))


def _table(block: transcript.Table, page: _Page) -> str:
    lines = []
    for row in block.rows:
        lines.append("| " + " | ".join(_line(cell, page) for cell in row.cells) + " |")
        if row.head and len(lines) == 1:
            lines.append("|" + "---|" * len(row.cells))
    return "\n".join(lines)


def _line(content: transcript.Inlines, page: _Page) -> str:
    line: Written = written(content, page.labels)
    for label, note in line.notes:
        at = len(page.notes)
        page.notes.append("")  # footnotes within this one come after it
        page.notes[at] = _note_lines(label, note, page)
    return line.text


def _note_lines(label: str, note: transcript.Note, page: _Page) -> str:
    first, *others = (_line(part, page) for part in note.content or ((),))
    return "\n\n".join([f"[{label}] {_indented(first, '    ')}", *(f"    {_indented(o, '    ')}" for o in others)])


def _indented(text: str, indent: str) -> str:
    return text.replace("\n", f"\n{indent}")
