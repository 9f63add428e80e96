"""Reads the plain-text form: a title, then documents, each a numbered heading, a source note and a text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kktei.errors import InputError
from kktei.findings import Finding, finding
from kktei.model import Front, Position, Record
from kktei.read.distinct import number_key
from kktei.read.plain.body import read_body
from kktei.read.plain.chunks import CALLED_NOTE, Chunk, chunks
from kktei.read.source import Source
from kktei.read.stated import stated
from kktei.transcript import Paragraph, Text

_ENDS_A_SENTENCE = tuple(".;:,?!")


@dataclass
class _Draft:
    """A document while its chunks are being gathered."""

    heading: Chunk
    number: str
    head: str
    note: Chunk | None = None
    rest: list[Chunk] = field(default_factory=list)


def read_plain(text: str, shown: str) -> Source:
    """The documents of a plain text.

    ``shown`` names the file in positions and findings.  Raises InputError where the text holds nothing
    but blanks, or no numbered heading at all.
    """
    parts = chunks(text)
    if not parts:
        raise InputError(f"{shown} is empty", "A source holds a title, then numbered headings with their notes.")
    before, drafts = _cut(parts)
    if not drafts:
        raise InputError(
            f'{shown}:{parts[0].line}: no document found: there is no numbered heading such as "91. Letter From ..."',
            "docs/plain-text.md describes the form.",
        )
    found: list[Finding] = []
    title, front = _front(before, shown, found)
    _check_order(drafts, shown, found)
    kept = _unique(drafts, shown, found)
    records = tuple(_record(draft, shown, found) for draft in kept)
    facts = {r.number: known for r in records if (known := stated(r))}
    return Source(title, records, tuple(found), facts=facts, front=front)


def _cut(parts: Sequence[Chunk]) -> tuple[list[Chunk], list[_Draft]]:
    before: list[Chunk] = []
    drafts: list[_Draft] = []
    for i, part in enumerate(parts):
        after = parts[i + 1] if i + 1 < len(parts) else None
        if match := _document_heading(part, after, drafts):
            drafts.append(_Draft(part, match["number"], match["words"].strip()))
        elif not drafts:
            before.append(part)
        elif part.is_note and drafts[-1].note is None:
            drafts[-1].note = part
        else:
            drafts[-1].rest.append(part)
    return before, drafts


def _check_notes(draft: _Draft, shown: str, found: list[Finding]) -> None:
    for part in draft.rest:
        if part.is_note:
            words = f"Document {draft.number} has a second source note; it is kept as a paragraph."
            found.append(finding("R012", words, file=shown, line=part.line, column=part.column))


def _document_heading(part: Chunk, after: Chunk | None, drafts: Sequence[_Draft]) -> re.Match[str] | None:
    """Number and words where a chunk is a document's heading and not a numbered paragraph of a text.

    A source note right after it settles it.  Otherwise only a line that does not end like a sentence
    counts, and once a text has begun only the number that is next.
    """
    match = part.heading
    if match is None or (after is not None and after.is_note):
        return match
    if len(part.lines) > 1 or part.text.rstrip().endswith(_ENDS_A_SENTENCE):
        return None
    if not drafts or not drafts[-1].rest or _count(match["number"]) == _count(drafts[-1].number) + 1:
        return match
    return None


def _count(number: str) -> int:
    return int(re.sub(r"\D", "", number))


def _front(before: Sequence[Chunk], shown: str, found: list[Finding]) -> tuple[str, tuple[Front, ...]]:
    if not before:
        found.append(finding("R001", "The file begins with a document; it has no title.", file=shown, line=1))
        return "", ()
    blocks = tuple(Paragraph((Text(part.text.strip()),)) for part in before[1:])
    return before[0].text.strip(), (Front("", "", blocks),) if blocks else ()


def _check_order(drafts: Sequence[_Draft], shown: str, found: list[Finding]) -> None:
    highest: _Draft | None = None
    for draft in drafts:
        if highest is not None and _count(draft.number) < _count(highest.number):
            words = f"Document {draft.number} comes after document {highest.number}."
            found.append(finding("R002", words, file=shown, line=draft.heading.line, column=draft.heading.column))
        else:
            highest = draft


def _unique(drafts: Sequence[_Draft], shown: str, found: list[Finding]) -> list[_Draft]:
    kept: dict[str, _Draft] = {}
    for draft in drafts:
        first = kept.setdefault(number_key(draft.number), draft)
        if first is not draft:
            words = f"Number {draft.number} was given already in line {first.heading.line}; this document is left out."
            found.append(finding("R003", words, file=shown, line=draft.heading.line, column=draft.heading.column))
    return list(kept.values())


def _record(draft: _Draft, shown: str, found: list[Finding]) -> Record:
    at = Position(shown, draft.heading.line, draft.heading.column)
    head, note, note_at = draft.head, "", at
    _check_notes(draft, shown, found)
    if draft.note is None:
        words = f"Document {draft.number} has no source note."
        found.append(finding("R004", words, file=shown, line=at.line, column=at.column))
    else:
        head, note, column = _note(draft.head, draft.note)
        note_at = Position(shown, draft.note.line, column)
    return Record(draft.number, head, note, at, note_at, read_body(draft.rest, shown, found))


def _note(head: str, part: Chunk) -> tuple[str, str, int]:
    """The heading, the note and the note's column; a note called as a footnote of the heading loses its label."""
    note, column = part.text.strip(), part.column
    if called := CALLED_NOTE.match(part.lines[0]):
        label = re.escape(called["label"])
        bare = re.sub(r"^\[\^?[^\]]+\]:?\s+", "", note)
        return re.sub(rf"\s*\[\^?{label}\]$", "", head), bare, column + len(note) - len(bare)
    if note.startswith("[") and note.endswith("]"):
        return head, note[1:-1].strip(), column + 1
    return head, note, column
