"""Reads the plain-text form: a title, then documents, each a numbered heading, a source note and a text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from kktei.errors import InputError
from kktei.findings import Finding, finding
from kktei.model import Front, Position, Record
from kktei.read.numbers import number_key
from kktei.read.plain.body import read_body
from kktei.read.plain.chunks import CALLED_NOTE, NOTE, Chunk, chunks
from kktei.read.plain.footnotes import brought_home
from kktei.read.source import Source
from kktei.read.stated import stated

_MARKED = re.compile(r"(?P<mark>[ \t]*(?:#{1,6}[ \t]+)?(?:\*\*|__)?)(?P<words>\d+[A-Za-z]?\.\s.*?)(?:\*\*|__)?[ \t]*")
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
    found: list[Finding] = []
    before, drafts = _cut(_notes_below(parts), shown, found)
    if not drafts:
        before, drafts = _cut(_notes_below([_bare(part) for part in parts]), shown, found)
    if not drafts:
        raise InputError(
            f'{shown}:{parts[0].line}: no document found: there is no numbered heading such as "91. Letter From ..."',
            "docs/plain-text.md describes the form.",
        )
    title, front = _front(before, shown, found)
    _check_order(drafts, shown, found)
    kept = _unique(drafts, shown, found)
    for draft, rest in zip(kept, brought_home([draft.rest for draft in kept]), strict=True):
        draft.rest = rest
    records = tuple(_record(draft, shown, found) for draft in kept)
    facts = {r.number: known for r in records if (known := stated(r))}
    return Source(title, records, tuple(found), facts=facts, front=front)


def _bare(part: Chunk) -> Chunk:
    """A chunk with blanks for the marks of its numbered heading (``## 1. Letter``, ``**1. Letter**``)."""
    match = _MARKED.fullmatch(part.lines[0])
    if match is None or len(part.lines) > 1:
        return part
    return replace(part, lines=(" " * len(match["mark"]) + match["words"],))


def _notes_below(parts: list[Chunk]) -> list[Chunk]:
    """The chunks with each source note below its heading, where a source has all of them above."""
    at = next((i for i, part in enumerate(parts) if part.heading), 0)
    if not at or not parts[at - 1].is_note or (at + 1 < len(parts) and parts[at + 1].is_note):
        return parts
    out = list(parts)
    for i, (part, after) in enumerate(pairwise(parts)):
        if part.is_note and after.heading and not _ends_a_sentence(after):
            out[i], out[i + 1] = after, part
    return out


def _cut(parts: Sequence[Chunk], shown: str, found: list[Finding]) -> tuple[list[Chunk], list[_Draft]]:
    before: list[Chunk] = []
    drafts: list[_Draft] = []
    for i, part in enumerate(parts):
        after = parts[i + 1] if i + 1 < len(parts) else None
        match = _document_heading(part, after, drafts)
        if match and _is_counted(part, after, drafts):
            words = f"“{_brief(part)}” follows a paragraph with the number before it; it was read as a paragraph too."
            found.append(finding("R013", words, file=shown, line=part.line, column=part.column))
            match = None
        if match:
            drafts.append(_Draft(part, match["number"], match["words"].strip()))
        elif not drafts:
            before.append(part)
        elif part.is_note and drafts[-1].note is None:
            drafts[-1].note = part
        else:
            drafts[-1].rest.append(part)
    return before, drafts


def _is_counted(part: Chunk, after: Chunk | None, drafts: Sequence[_Draft]) -> bool:
    """Whether a numbered paragraph without a source note goes on where a paragraph of the text before it ends."""
    if not drafts or not drafts[-1].rest or (after is not None and after.is_note):
        return False
    mine, before = part.heading, drafts[-1].rest[-1].heading
    return bool(mine and before and _count(mine["number"]) == _count(before["number"]) + 1)


def _brief(part: Chunk) -> str:
    return part.text if len(part.text) <= 50 else f"{part.text[:49]}…"


def _check_notes(draft: _Draft, shown: str, found: list[Finding]) -> None:
    for before, part in pairwise([draft.heading, *draft.rest]):
        if part.is_note:
            words = f"Document {draft.number} has a second source note; it is kept as a paragraph."
            if before is not draft.heading and not before.heading and not _ends_a_sentence(before):
                words += f" If a document begins with “{_brief(before)}” above it, that heading needs a number."
            found.append(finding("R012", words, file=shown, line=part.line, column=part.column))


def _document_heading(part: Chunk, after: Chunk | None, drafts: Sequence[_Draft]) -> re.Match[str] | None:
    """Number and words where a chunk is a document's heading and not a numbered paragraph of a text.

    A source note right after it settles it.  Otherwise only a line that does not end like a sentence
    counts, and once a text has begun only the number that is next.
    """
    match = part.heading
    if match is None or (after is not None and after.is_note):
        return match
    if len(part.lines) > 1 or _ends_a_sentence(part):
        return None
    if not drafts or not drafts[-1].rest or _count(match["number"]) == _count(drafts[-1].number) + 1:
        return match
    return None


def _ends_a_sentence(part: Chunk) -> bool:
    return part.text.rstrip(" \t\"'”’»)").endswith(_ENDS_A_SENTENCE)


def _count(number: str) -> int:
    return int(re.sub(r"\D", "", number))


def _front(before: Sequence[Chunk], shown: str, found: list[Finding]) -> tuple[str, tuple[Front, ...]]:
    if not before:
        found.append(finding("R001", "The file begins with a document; it has no title.", file=shown, line=1))
        return "", ()
    blocks = read_body(before[1:], shown, found)
    title = before[0].text.strip().lstrip("#").strip()
    return title, (Front("", "", blocks),) if blocks else ()


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
        if draft.number.isdecimal() and draft.heading.line > 1:
            words += f" If its heading is a paragraph of a text, write \\{draft.number}."
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
        note, column = note[1:-1].strip(), column + 1
    return head, _unmarked(note), column


def _unmarked(note: str) -> str:
    """A source note whose word "Source:" is not set off, as notes have no marks."""
    match = NOTE.match(note)
    if match is None or not match["set"] or match["set"] not in {match["inner"], match["outer"]}:
        return note
    return re.sub(r"[*_]+", "", match[0]) + note[match.end() :]
