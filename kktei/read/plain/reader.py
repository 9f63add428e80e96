"""Reads the plain-text form: a title, then documents, each a numbered heading, a source note and a text."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, zip_longest

from kktei.errors import InputError
from kktei.findings import Finding, finding
from kktei.groups import is_group
from kktei.model import DocumentId, Front, Position, Record
from kktei.read.plain.body import END, read_body
from kktei.read.plain.chunks import CALLED_NOTE, NOTE, Chunk, IsNote, chunks, never
from kktei.read.plain.counted import unread
from kktei.read.plain.datelines import undated, with_centuries
from kktei.read.plain.drafts import (
    DocumentDraft,
    brief,
    bring_sources_home,
    ends_a_sentence,
    is_list,
    lookalikes,
    other_digits,
)
from kktei.read.plain.footnotes import CALL, brought_home, goes_on, uncalled
from kktei.read.plain.headnotes import as_paragraphs, taken, without_calls
from kktei.read.plain.marked import Marked, cut
from kktei.read.plain.texts import TEXT_OF, texts_of, transcribed
from kktei.read.plain.unseen import seen
from kktei.read.source import Source
from kktei.read.stated import stated
from kktei.wording import in_digits

_MOST_LINES = 3  # of a heading or a title
_LONGEST = 250  # characters of one
_WORDS_OF_A_TITLE = 10  # that ends as a sentence does
_MARKED = re.compile(
    r"(?P<mark>[ \t\u00a0]*(?:#{1,6}[ \t\u00a0]+)?(?:\*\*|__)?)(?P<words>\d+[A-Za-z]?\.\s.*?)(?:\*\*|__)?[ \t\u00a0]*"
)


def read_plain(text: str, shown: str, is_note: IsNote = never) -> Source:
    """The documents of a plain text.

    ``shown`` names the file in positions and findings; ``is_note`` tells source notes that no "Source:" marks.
    Raises InputError where the text holds nothing but blanks, or no numbered heading at all.
    """
    text, found = seen(text, shown)
    return read_chunks(chunks(text), text, shown, found, is_note)


def read_chunks(parts: list[Chunk], text: str, shown: str, found: list[Finding], is_note: IsNote = never) -> Source:
    """The documents that the chunks of a file make up.

    ``text`` has all words of the file, each in the line whose number its chunk has; ``found`` is what was found so far.
    Raises what :func:`read_plain` raises.
    """
    if not parts:
        raise InputError(f"{shown} is empty", "A source holds a title, then numbered headings with their notes.")
    before, drafts = _cut(_notes_below(_hashed(parts)), is_note, shown, found)
    if not drafts:
        before, drafts = _cut(_notes_below([_bare(part) for part in parts]), is_note, shown, found)
    if not drafts:
        raise InputError(
            f'{shown}:{parts[0].line}: no document found: there is no numbered heading such as "91. Letter From ..."',
            "docs/plain-text.md describes the form.",
        )
    bring_sources_home(drafts)
    title, front = _front(before, shown, found)
    _check_order(drafts, shown, found)
    found += [*other_digits(drafts, shown), *lookalikes(before, drafts, shown, found)]
    kept = _unique(drafts, shown, found)
    aside = _aside(parts, drafts, kept)
    for draft, (_, *rest) in zip(kept, brought_home([[draft.above, *draft.rest] for draft in kept]), strict=True):
        draft.rest = rest
    records = with_centuries([_record(draft, shown, found) for draft in kept])
    for draft, record in zip(kept, records, strict=True):
        found += undated(draft.number, record.at, record.body, draft.rest, shown)
    texts = [title, *(f"{d.label} {d.label}" for d in kept)]
    texts += [said for r in records for said in (r.number, r.head, r.note)]
    witnesses = (text.blocks for r in records for text in r.witnesses)
    held = (*(f.blocks for f in front), *(part for r in records for part in (r.head_notes, r.body)), *witnesses)
    found += unread(text, aside, texts, held, shown)
    facts = {r.id: known for r in records if (known := stated(r))}
    return Source(title, records, tuple(found), facts=facts, front=front)


def _aside(parts: Sequence[Chunk], drafts: Sequence[DocumentDraft], kept: Sequence[DocumentDraft]) -> set[int]:
    """The lines of documents that are left out, which is told, and of ends of attachments, which say nothing else."""
    marks = (part for part in parts if END.fullmatch(part.text.strip()) or TEXT_OF.fullmatch(part.text.strip()))
    out = {line for part in marks for line in part.numbers}
    known = {id(draft) for draft in kept}
    last = parts[-1].line + len(parts[-1].lines)
    for draft, after in zip_longest(drafts, drafts[1:]):
        if id(draft) not in known:
            out |= set(range(draft.heading.line, after.heading.line if after else last + 1))
            out |= set(draft.note.numbers) if draft.note else set()
    return out


def _bare(part: Chunk) -> Chunk:
    """A chunk with blanks for the marks of its numbered heading (``## 1. Letter``, ``**1. Letter**``)."""
    first = part.lines[0]
    match = _MARKED.fullmatch(first)
    if match is None or len(part.lines) > 1 or part.made:
        return part
    if isinstance(first, Marked):
        return replace(part, lines=(Marked(first, tuple(mark for mark in first.marks if mark.instead)),))
    return replace(part, lines=(" " * len(match["mark"]) + match["words"],))


def _hashed(parts: list[Chunk]) -> list[Chunk]:
    """The chunks of a source whose first numbered line is a heading of Markdown: no other numbers begin documents."""
    first = next((part for part in parts if part.heading or _is_hashed(part)), None)
    if first is None or not _is_hashed(first):
        return parts
    return [_bare(part) if _is_hashed(part) else replace(part, below=True) for part in parts]


def _is_hashed(part: Chunk) -> bool:
    first = part.lines[0]
    return first.lstrip().startswith("#") and not isinstance(first, Marked) and bool(_MARKED.fullmatch(first))


def _brought_below(parts: list[Chunk]) -> list[Chunk]:
    """The chunks; a note of several documents that stands above the first of them is below its heading."""
    out = list(parts)
    for i, (above, part, after) in enumerate(zip(parts, parts[1:], parts[2:], strict=False)):
        if part.made or above.heading or not after.heading or not is_group(part.text):
            continue
        below = parts[i + 3] if i + 3 < len(parts) else None
        if not (below and below.is_note) and not ends_a_sentence(after):
            out[i + 1], out[i + 2] = after, part
    return out


def _notes_below(parts: list[Chunk]) -> list[Chunk]:
    """The chunks with each source note below its heading, where a source has all of them above."""
    parts = _brought_below(parts)
    at = next((i for i, part in enumerate(parts) if part.heading), 0)
    if not at or not parts[at - 1].is_note or (at + 1 < len(parts) and parts[at + 1].is_note):
        return parts
    out = list(parts)
    for i, (part, after) in enumerate(pairwise(parts)):
        if part.is_note and after.heading and not ends_a_sentence(after):
            out[i], out[i + 1] = after, part
    return out


def _cut(
    parts: Sequence[Chunk], is_note: IsNote, shown: str, found: list[Finding]
) -> tuple[list[Chunk], list[DocumentDraft]]:
    before: list[Chunk] = []
    drafts: list[DocumentDraft] = []
    for i, part in enumerate(parts):
        after = parts[i + 1] if i + 1 < len(parts) else None
        told = part.heading is not None and after is not None and _is_told(part, after, drafts, is_note)
        match = part.heading if told else _document_heading(part, after, drafts)
        if match and not told and _is_counted(part, after, drafts):
            words = f"“{brief(part)}” follows a paragraph with the number before it; it was read as a paragraph too."
            found.append(finding("R013", words, file=shown, line=part.line, column=part.column))
            match = None
        if match:
            words_of, _ = without_calls(cut(part.text, match.start("words")))
            drafts.append(DocumentDraft(part, in_digits(match["number"]), words_of.strip()))
        elif not drafts:
            before.append(part)
        else:
            drafts[-1].takes(part, is_note)
    return before, drafts


def _is_counted(part: Chunk, after: Chunk | None, drafts: Sequence[DocumentDraft]) -> bool:
    """Whether a numbered paragraph without a source note goes on where a paragraph of the text before it ends."""
    if not drafts or not drafts[-1].rest or (after is not None and after.is_note):
        return False
    mine, before = part.heading, drafts[-1].rest[-1].heading
    return bool(mine and before and _count(mine["number"]) == _count(before["number"]) + 1)


def _check_notes(draft: DocumentDraft, shown: str, found: list[Finding]) -> None:
    for before, part in pairwise([draft.heading, *draft.rest]):
        if part.is_note:
            words = f"Document {draft.number} has a second source note; it is kept as a paragraph."
            if before is not draft.heading and not before.heading and not ends_a_sentence(before):
                words += f" If a document begins with “{brief(before)}” above it, that heading needs a number."
            found.append(finding("R012", words, file=shown, line=part.line, column=part.column))


def _document_heading(part: Chunk, after: Chunk | None, drafts: Sequence[DocumentDraft]) -> re.Match[str] | None:
    """Number and words where a chunk is a document's heading and not a numbered paragraph of a text.

    A source note right after it settles it.  Otherwise only a line, or two or three, that do not end like a
    sentence count, and once a text has begun only the number that is next.
    """
    match = part.heading
    if match is None or (after is not None and after.is_note):
        return match
    if drafts and goes_on(part, drafts[-1].rest):
        return None
    if ends_a_sentence(part) or (len(part.lines) > 1 and not _runs_on(part)):
        return None
    if not drafts or not drafts[-1].rest or _count(match["number"]) == _count(drafts[-1].number) + 1:
        return match
    return None


def _is_told(part: Chunk, after: Chunk, drafts: Sequence[DocumentDraft], is_note: IsNote) -> bool:
    """Whether a numbered line is worded as the first heading is, and a source note follows that no "Source:" marks."""
    if not drafts or part.made is not None or after.made is not None or is_list(part) or ends_a_sentence(part):
        return False
    match = part.heading
    mine, first = _small(match["words"]) if match else set(), _small(drafts[0].head)
    alike = bool(mine & first) or not (mine or first)
    return alike and _runs_on(part) and not CALL.search(after.text) and is_note(after.text)


def _small(words: str) -> set[str]:
    """The words of a heading that names, kinds and posts stand between ("an", "to")."""
    return {word for word in words.split() if word.islower()}


def _runs_on(part: Chunk) -> bool:
    """Whether some lines may be a heading that runs on: few and short ones, and no items of a list."""
    return len(part.lines) <= _MOST_LINES and len(part.text) <= _LONGEST and not is_list(part)


def _count(number: str) -> int:
    return int(re.sub(r"\D", "", number))  # HEADING holds it to nine digits


def _front(before: Sequence[Chunk], shown: str, found: list[Finding]) -> tuple[str, tuple[Front, ...]]:
    """The title, and what else stands before the first document; a first paragraph that is a sentence is no title."""
    if not before:
        found.append(finding("R001", "The file begins with a document; it has no title.", file=shown, line=1))
        return "", ()
    titled = _is_title(before[0])
    words_of, notes = without_calls(before[0].text) if titled else ("", ())
    if not titled:
        words = f"The file begins with “{brief(before[0])}”, which is no title; it was read as an introduction."
        found.append(finding("R001", words, file=shown, line=before[0].line))
    blocks = read_body(before[1:] if titled else before, shown, found)
    for note in notes:
        found.append(uncalled(note.label, "is called in the title", shown, before[0]))
    blocks = (*(block for note in notes for block in as_paragraphs(note)), *blocks)
    title = words_of.strip() if isinstance(before[0].text, Marked) else words_of.strip().lstrip("#").strip()
    return title, (Front("", "", blocks),) if blocks else ()


def _is_title(part: Chunk) -> bool:
    """Whether the first paragraph of a file can be its title: few short lines, and no long sentence."""
    text = part.text
    sentence = ends_a_sentence(part) and len(text.split()) > _WORDS_OF_A_TITLE
    return len(part.lines) <= _MOST_LINES and len(text) <= _LONGEST and not sentence


def _check_order(drafts: Sequence[DocumentDraft], shown: str, found: list[Finding]) -> None:
    highest: DocumentDraft | None = None
    for draft in drafts:
        if highest is not None and _count(draft.number) < _count(highest.number):
            words = f"Document {draft.number} comes after document {highest.number}."
            found.append(finding("R002", words, file=shown, line=draft.heading.line, column=draft.heading.column))
        else:
            highest = draft


def _unique(drafts: Sequence[DocumentDraft], shown: str, found: list[Finding]) -> list[DocumentDraft]:
    kept: dict[DocumentId, DocumentDraft] = {}
    for draft in drafts:
        first = kept.setdefault(DocumentId.of(draft.number), draft)
        if first is not draft:
            words = f"Number {draft.number} was given already in line {first.heading.line}; this document is left out."
            found.append(finding("R003", words, file=shown, line=draft.heading.line, column=draft.heading.column))
    return list(kept.values())


def _record(draft: DocumentDraft, shown: str, found: list[Finding]) -> Record:
    at = Position(shown, draft.heading.line, draft.heading.column)
    head, note, note_at = draft.head, "", at
    _check_notes(draft, shown, found)
    if draft.note is None:
        words = f"Document {draft.number} has no source note."
        if draft.number.isdecimal() and draft.heading.line > 1 and not isinstance(draft.heading.text, Marked):
            words += f" If its heading is a paragraph of a text, write \\{draft.number}."
        place = f"document {draft.number}"
        found.append(finding("R004", words, file=shown, line=at.line, column=at.column, place=place))
    else:
        head, note, column = _heading_and_note(draft.head, draft.note)
        note_at = Position(shown, draft.note.line, column)
        if not draft.note.is_note:
            words = f"Read as the source note of document {draft.number}, though no “Source:” says so: “{note}”"
            found.append(finding("R060", words, file=shown, line=note_at.line, column=column))
    headed = taken(head, note, draft.rest)
    above = (draft.heading.text, *([draft.note.text] if draft.note else []))
    notes = (*(note for line in above for note in without_calls(line)[1]), *headed.notes)
    own, apart = texts_of(headed.rest)
    body = read_body(own, shown, found)
    texts = tuple(transcribed(*one, shown, found) for one in apart)
    name = DocumentId.of(draft.number)
    return Record(name, headed.head, headed.note, at, note_at, body, head_notes=notes, witnesses=texts)


def _heading_and_note(head: str, part: Chunk) -> tuple[str, str, int]:
    """The heading, the note and the note's column; a note called as a footnote of the heading loses its label."""
    note, column = without_calls(part.text)[0].strip(), part.column
    if part.typed and (called := CALLED_NOTE.match(part.lines[0])):
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
