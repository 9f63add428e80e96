"""Source notes that are given once for several documents: each of them has the place that the note tells."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kktei.findings import Finding, finding
from kktei.groups import Group, group_of
from kktei.model import NOWHERE, Chapter, Document, DocumentId, Found, Location, Witness, WitnessKind


def grouped(documents: Sequence[Document], chapters: Iterable[Chapter]) -> list[Document]:
    """The documents; those without a place of their own have that of the note which speaks for them."""
    parts = [frozenset(chapter.documents) for chapter in chapters]
    places: dict[DocumentId, tuple[DocumentId, Location]] = {}
    groups = [(at, group) for at, document in enumerate(documents) if (group := group_of(document.record.note))]
    for at, group in sorted(groups, key=lambda one: not one[1].part):  # what is said of a few outranks a chapter's
        base = documents[at].note.base
        if base and base.location:
            lent = documents[at].id, base.location
            places |= dict.fromkeys((other for other in _meant(documents, at, group, parts)), lent)
    return [_placed(d, *places[d.id]) if d.id in places and d.note.base is None else d for d in documents]


def told(documents: Iterable[Document]) -> list[Finding]:
    """A finding for each note that was taken for other documents too."""
    taken: dict[DocumentId, list[str]] = {}
    known = {}
    for document in documents:
        known[document.id] = document.record
        if near := _lent(document):
            taken.setdefault(near, []).append(document.record.number)
    found = []
    for id_, numbers in taken.items():
        if record := known.get(id_):
            words = f"The source note of document {record.number} gives the place of {', '.join(numbers)} too."
            at = record.note_at
            found.append(finding("C016", words, file=at.file, line=at.line, column=at.column))
    return found


def _lent(document: Document) -> DocumentId | None:
    """The document whose note tells where this one lies."""
    base = document.note.base
    return base.location.before if base and base.location and base.span == NOWHERE else None


def _meant(
    documents: Sequence[Document], at: int, group: Group, parts: Sequence[frozenset[DocumentId]]
) -> Iterator[DocumentId]:
    """The other documents of the same source that a note speaks for."""
    own = documents[at]
    near = [d for d in documents if d.record.at.file == own.record.at.file and d is not own]
    if group.part:
        part = next((part for part in sorted(parts, key=len) if own.id in part), None)
        yield from (d.id for d in near if part is None or d.id in part)
    elif group.ranges:
        yield from (d.id for d in near if group.numbers(d.record.number))
    else:
        after = [d for d in documents[at + 1 :] if d.record.at.file == own.record.at.file]
        yield from (d.id for d in after[: group.following])


def _placed(document: Document, near: DocumentId, place: Location) -> Document:
    """The document with a place that the words of another's note tell."""
    levels = tuple(replace(level, span=None, found=Found.IBID) for level in place.levels)
    there = Location(levels, NOWHERE, NOWHERE, before=near)
    base = Witness(WitnessKind.BASE, "source text", NOWHERE, -1, there, found=Found.IBID)
    return replace(document, note=replace(document.note, base=base))
