"""Markings printed above the text itself: "top secret" alone on its line, as the volumes before 1955 have them."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby, islice

from kktei import transcript
from kktei.model import NOWHERE, Marking, MarkingKind, NoteFacts, Record
from kktei.parse.vocabulary import Vocabulary

_TABLES = {"classification": MarkingKind.CLASSIFICATION, "precedence": MarkingKind.PRECEDENCE,
           "handling": MarkingKind.HANDLING}  # fmt: skip
_TOP = 8  # so many blocks may stand above the text
_SHORT = 60  # what is longer is text
_LONGEST = 4  # words of one marking


def above_text(record: Record, note: NoteFacts, vocabulary: Vocabulary) -> tuple[Record, NoteFacts]:
    """The record with the markings that stand above its text marked, and what they say where the note says nothing.

    A level in the note outranks that of the text; the document's own text is looked at, not its enclosures.
    """
    found: list[Marking] = []
    body = list(record.body)
    for at, block in _top(record.body):
        lines = [tuple(run) for _, run in groupby(block.content, lambda part: part == transcript.LineBreak())]
        told = [list(_marks(transcript.words(line), vocabulary)) for line in lines]
        marks = [mark for line in told for mark in line]
        if any(m.kind is MarkingKind.CLASSIFICATION for m in (*marks, *found)):
            found += marks
            marked = (_marked(line, known) for line, known in zip(lines, told, strict=True))
            body[at] = transcript.Paragraph(tuple(part for line in marked for part in line))
    if not found:
        return record, note
    return replace(record, body=tuple(body)), _with(note, found)


def _top(body: tuple[transcript.Block, ...]) -> Iterator[tuple[int, transcript.Paragraph]]:
    """The short paragraphs before the text begins, each with its place."""
    for at, block in enumerate(islice(body, _TOP)):
        if isinstance(block, transcript.Paragraph) and len(transcript.words(block.content)) <= _SHORT:
            yield at, block
        elif not isinstance(block, transcript.Dateline | transcript.PageBreak | transcript.Salutation):
            return


def _marks(line: str, vocabulary: Vocabulary) -> Iterator[Marking]:
    """The markings of which a line consists; none where any other word stands in it."""
    left = line.replace(";", " ").replace(",", " ").strip(" .[]()").split()
    found: list[Marking] = []
    while left:
        mark = next((m for n in range(_LONGEST, 0, -1) if (m := _mark(" ".join(left[:n]), vocabulary))), None)
        if mark is None:
            return
        found.append(mark)
        left = left[len(mark.text.split()) :]
    yield from found


def _mark(wording: str, vocabulary: Vocabulary) -> Marking | None:
    for table, kind in _TABLES.items():
        if term := vocabulary.look_up(table, wording):
            return Marking(kind, wording, NOWHERE, term.key, term.label)
    return None


def _marked(content: transcript.Inlines, marks: list[Marking]) -> transcript.Inlines:
    """The line with each marking named, as far as they stand in one stretch; else all of it as the first of them."""
    if not marks:
        return content
    if len(marks) == 1:
        return (_marked_name(content, marks[0]),)
    match content:
        case (transcript.Text(text),):
            return _cut(text, marks)
        case (transcript.Hi(rend, (transcript.Text(text),)),):
            return (transcript.Hi(rend, _cut(text, marks)),)
    return content


def _cut(text: str, marks: list[Marking]) -> transcript.Inlines:
    parts: list[transcript.Text | transcript.Name] = []
    for mark in marks:
        before, _, text = text.partition(mark.text)
        parts += [transcript.Text(before), _marked_name((transcript.Text(mark.text),), mark)]
    return tuple(part for part in (*parts, transcript.Text(text)) if part != transcript.Text(""))


def _marked_name(content: transcript.Inlines, mark: Marking) -> transcript.Name:
    return transcript.Name(str(mark.kind), content, mark.key or "")


def _with(note: NoteFacts, found: list[Marking]) -> NoteFacts:
    """The note's facts with what it does not say: the level, precedence, handling."""
    if note.classification is not None:
        return note
    level = next(m for m in found if m.kind is MarkingKind.CLASSIFICATION)
    known = {m.key for m in note.markings}
    others = [m for m in found if m is not level and m.key not in known]
    return replace(note, classification=level, markings=(*note.markings, *others))
