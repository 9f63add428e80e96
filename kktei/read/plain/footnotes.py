"""The footnotes of a document in the plain form: paragraphs "[1] ...", below the text that calls them."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from kktei.findings import Finding, finding
from kktei.read.plain.chunks import Chunk
from kktei.read.plain.inline import LABEL
from kktei.read.plain.marked import Marked, cut, literal, stripped
from kktei.transcript import Paragraph

_DEFINITION = re.compile(rf"[ \t\u00a0]*\[(?P<label>{LABEL})\]:?[ \t\u00a0]+(?=\S)")
CALL = re.compile(rf"(?<!\\)\[(?P<label>{LABEL})\]")
_TITLE = re.compile(r"#* *(?:Foot|End)?notes?[:.]?", re.IGNORECASE)
_INDENTED = re.compile(r"(?: {4}|\t)[ \t\u00a0]*\S")


@dataclass
class _Footnote:
    """A footnote while it is gathered: its chunks as they stand, the first with the label."""

    label: str
    chunks: list[Chunk]
    why: str = ""  # it is not taken for a footnote

    @property
    def texts(self) -> tuple[str, ...]:
        first, *others = self.chunks
        return (_bare(first), *(chunk.text for chunk in others))


@dataclass
class _Parted:
    """A document's chunks and footnotes in the order of the source."""

    parts: list[Chunk | _Footnote] = field(default_factory=list)

    @property
    def footnotes(self) -> list[_Footnote]:
        return [part for part in self.parts if isinstance(part, _Footnote)]

    def calls(self) -> Counter[str]:
        """How often each label is called, in the text and in footnotes."""
        return Counter(label for part in self.parts for label in _labels(part))

    def reached(self) -> set[str]:
        """The labels that the text calls, by itself or through its footnotes."""
        known = {note.label: note for note in self.footnotes}
        new = {label for part in self.parts if isinstance(part, Chunk) for label in _labels(part)}
        out: set[str] = set()
        while new:
            out |= new
            new = {inner for label in new & known.keys() for inner in _labels(known[label])} - out
        return out


def without_footnotes(
    parts: Sequence[Chunk], shown: str, found: list[Finding]
) -> tuple[list[Chunk], Mapping[str, list[tuple[str, ...]]]]:
    """The chunks that are no footnotes, and the paragraphs of each footnote by its label.

    A footnote that nothing calls stays a paragraph, so that no word is lost, and is reported.
    """
    parted = _parted(parts)
    _judge(parted)
    rest: list[Chunk] = []
    notes: dict[str, list[tuple[str, ...]]] = {}
    for part, after in pairwise([*parted.parts, None]):
        if isinstance(part, Chunk) and isinstance(after, _Footnote) and _TITLE.fullmatch(part.text.strip()):
            words = f"“{part.text.strip()}” stands above footnotes; it is kept as a paragraph. Delete the line."
            found.append(finding("R016", words, file=shown, line=part.line, column=part.column))
            plain = replace(part, lines=(part.text.strip().lstrip("# "),))
            rest.append(_paragraph(plain, 0))
        elif isinstance(part, Chunk):
            rest.append(part)
        elif part is not None and part.why:
            found.append(uncalled(part.label, part.why, shown, part.chunks[0]))
            rest += [_plain(chunk) for chunk in part.chunks]
        elif part is not None:
            notes.setdefault(part.label, []).append(part.texts)
    return rest, notes


def uncalled(label: str, why: str, shown: str, chunk: Chunk) -> Finding:
    """The finding for a footnote that is kept as a paragraph."""
    words = f"Footnote {label} {why}; it is kept as a paragraph."
    return finding("R011", words, file=shown, line=chunk.line, column=chunk.column)


def calls_of(parts: Sequence[Chunk]) -> Counter[str]:
    """How often each label is called in some chunks, in footnotes too."""
    return _parted(parts).calls()


def given_in(parts: Sequence[Chunk]) -> Counter[str]:
    """How many footnotes of each label some chunks have."""
    return Counter(note.label for note in _parted(parts).footnotes)


def without(parts: Sequence[Chunk], label: str) -> tuple[list[Chunk], tuple[str, ...]]:
    """The chunks without the first footnote of that label, and its paragraphs."""
    parted = _parted(parts)
    note = next(note for note in parted.footnotes if note.label == label)
    parted.parts.remove(note)
    return [chunk for part in parted.parts for chunk in _chunks(part)], note.texts


def defines(chunk: Chunk) -> bool:
    """Whether a chunk begins with a footnote's label."""
    return chunk.typed and chunk.made is None and bool(_DEFINITION.match(chunk.lines[0]))


def goes_on(chunk: Chunk, before: Sequence[Chunk]) -> bool:
    """Whether a chunk is a further paragraph of the footnote that stands before it."""
    for part in reversed([*before, chunk]):
        if defines(part):
            return part is not chunk
        if not all(_INDENTED.match(line) for line in part.lines):
            return False
    return False


def brought_home(documents: Sequence[Sequence[Chunk]]) -> list[list[Chunk]]:
    """The chunks of all documents, with the footnotes at the end of a file below the documents that call them.

    Only where one reading is possible: the last document does not call the footnote, its label is given once
    there, and one document alone calls that label without having it.
    """
    parted = [_parted(parts) for parts in documents]
    if not parted:
        return []
    *others, last = parted
    given = Counter(note.label for note in last.footnotes)
    called = {label for part in last.parts for label in _labels(part)}
    for note in list(last.footnotes):
        homes = [one for one in others if note.label in one.calls() and note.label not in _given(one)]
        if len(homes) == 1 and given[note.label] == 1 and note.label not in called:
            last.parts.remove(note)
            homes[0].parts.append(note)
    return [[chunk for part in one.parts for chunk in _chunks(part)] for one in parted]


def _given(parted: _Parted) -> set[str]:
    return {note.label for note in parted.footnotes}


def _chunks(part: Chunk | _Footnote) -> list[Chunk]:
    return [part] if isinstance(part, Chunk) else part.chunks


def _judge(parted: _Parted) -> None:
    """Mark the footnotes that cannot be taken for such: nothing calls them, or they are given too often."""
    calls, given, reached = parted.calls(), Counter(note.label for note in parted.footnotes), parted.reached()
    seen: set[str] = set()
    for note in parted.footnotes:
        if note.label not in reached:
            note.why = "is called nowhere in the text"
        elif note.label in seen and calls[note.label] != given[note.label]:
            note.why = "was given before"
        seen.add(note.label)


def _parted(parts: Iterable[Chunk]) -> _Parted:
    out = _Parted()
    current: _Footnote | None = None
    for part in parts:
        if defines(part):
            new = [_Footnote(_label(chunk), [chunk]) for chunk in _definitions(part)]
            out.parts += new
            current = new[-1]
        elif current is not None and all(_INDENTED.match(line) for line in part.lines):
            current.chunks.append(part)
        else:
            current = None
            out.parts.append(part)
    return out


def _labels(part: Chunk | _Footnote) -> list[str]:
    """The labels that a part calls."""
    texts = [part.text] if isinstance(part, Chunk) else part.texts
    typed = part.typed if isinstance(part, Chunk) else True
    return [match["label"].lstrip("^") for text in texts for match in CALL.finditer(text)] if typed else []


def _definitions(part: Chunk) -> list[Chunk]:
    """Each footnote of a chunk as a chunk of its own."""
    starts = [i for i, line in enumerate(part.lines) if _DEFINITION.match(line)]
    ends = [*starts[1:], len(part.lines)]
    return [replace(part, line=part.line + a, lines=part.lines[a:b]) for a, b in zip(starts, ends, strict=True)]


def _label(chunk: Chunk) -> str:
    match = _DEFINITION.match(chunk.lines[0])
    return match["label"].lstrip("^") if match else ""


def _bare(chunk: Chunk) -> str:
    match = _DEFINITION.match(chunk.lines[0])
    first = cut(chunk.lines[0], match.end()) if match else chunk.lines[0]
    return replace(chunk, lines=(first, *chunk.lines[1:])).text


def _plain(chunk: Chunk) -> Chunk:
    """A chunk whose label is mere text."""
    match = _DEFINITION.match(chunk.lines[0])
    return _paragraph(chunk, match.end()) if match and defines(chunk) else chunk


def _paragraph(chunk: Chunk, label: int) -> Chunk:
    """A chunk that is nothing but a paragraph, its first characters mere text."""
    first, *others = chunk.lines
    line = literal(stripped(first), label - (len(first) - len(first.lstrip())))
    made = (lambda read: Paragraph(read(line))) if isinstance(line, Marked) else None
    return replace(chunk, lines=(line, *others), made=made)
