"""Several sources of one edition: no document may come from two of them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kktei.findings import Finding, finding
from kktei.model import DocumentId, Position
from kktei.read.source import Source, TakenDocument

_HINT = "Give it a number of its own. Which source counts can be said with convert.seeds in edition.toml."


def contested(sources: Sequence[Source]) -> frozenset[DocumentId]:
    """The documents that more than one source has."""
    seen: set[DocumentId] = set()
    twice: set[DocumentId] = set()
    for source in sources:
        own = {document for document, _ in _given(source)}
        twice |= own & seen
        seen |= own
    return frozenset(twice)


def _given(source: Source) -> list[tuple[DocumentId, Position]]:
    """The documents of a source, each with its place."""
    return [(r.id, r.at) for r in source.records] + [(d.id, d.at) for d in source.documents]


def distinct(
    sources: Sequence[Source], before: Mapping[DocumentId, str] | None = None
) -> tuple[list[Source], list[Finding]]:
    """The sources, each document only in the first that has it; a finding for each that was left out.

    ``before`` says from which source a document came until now: it stays with that one where it still has it.
    """
    known = before or {}
    seen: dict[DocumentId, Position] = {}
    for source in sources:
        for document, at in _given(source):
            if known.get(document) == source.file:
                seen.setdefault(document, at)
    held = frozenset(seen)
    found: list[Finding] = []

    def is_first(document: DocumentId, at: Position, what: str) -> bool:
        first = seen.setdefault(document, at)
        if first is not at:
            came = "comes, as before, from" if document in held else "was given already in"
            words = f"{what} {came} {first.file}, line {first.line}; this one is left out."
            hint = _HINT if document in held else ""
            found.append(finding("R003", words, file=at.file, line=at.line, column=at.column, hint=hint))
        return first is at

    def is_anothers(letter: TakenDocument) -> bool:
        return seen.get(letter.id, letter.at) is not letter.at

    kept = []
    for source in sources:
        records = tuple(r for r in source.records if is_first(r.id, r.at, f"Document {r.number}"))
        named = (replace(d, id=d.other) if d.other and is_anothers(d) else d for d in source.documents)
        documents = tuple(d for d in named if is_first(d.id, d.at, f"A document {d.id.stem!r}"))
        kept.append(replace(source, records=records, documents=documents))
    return kept, found
