"""Several sources of one edition: no document may come from two of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kktei.findings import Finding, finding
from kktei.model import DocumentId, Position
from kktei.read.source import Source


def distinct(sources: Sequence[Source]) -> tuple[list[Source], list[Finding]]:
    """The sources, each document only in the first that has it; a finding for each that was left out."""
    seen: dict[DocumentId, Position] = {}
    found: list[Finding] = []

    def is_first(document: DocumentId, at: Position, what: str) -> bool:
        first = seen.setdefault(document, at)
        if first is not at:
            words = f"{what} was given already in {first.file}, line {first.line}; this one is left out."
            found.append(finding("R003", words, file=at.file, line=at.line, column=at.column))
        return first is at

    kept = []
    for source in sources:
        records = tuple(r for r in source.records if is_first(r.id, r.at, f"Document {r.number}"))
        named = (replace(d, id=d.other) if d.other and d.id in seen else d for d in source.documents)
        documents = tuple(d for d in named if is_first(d.id, d.at, f"A document {d.id.stem!r}"))
        kept.append(replace(source, records=records, documents=documents))
    return kept, found
