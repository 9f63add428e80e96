"""Several sources of one edition: no document may come from two of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kktei.findings import Finding, finding
from kktei.model import Position
from kktei.read.numbers import number_key
from kktei.read.source import Source, TakenDocument


def distinct(sources: Sequence[Source]) -> tuple[list[Source], list[Finding]]:
    """The sources, each document only in the first that has it; a finding for each that was left out."""
    seen: dict[str, Position] = {}
    found: list[Finding] = []

    def is_first(key: str, at: Position, what: str) -> bool:
        first = seen.setdefault(key, at)
        if first is not at:
            words = f"{what} was given already in {first.file}, line {first.line}; this one is left out."
            found.append(finding("R003", words, file=at.file, line=at.line, column=at.column))
        return first is at

    kept = []
    for source in sources:
        records = tuple(r for r in source.records if is_first(number_key(r.number), r.at, f"Document {r.number}"))
        named = (replace(d, stem=d.other) if d.other and _key(d) in seen else d for d in source.documents)
        documents = tuple(d for d in named if is_first(_key(d), d.at, f"A document {d.stem!r}"))
        kept.append(replace(source, records=records, documents=documents))
    return kept, found


def _key(document: TakenDocument) -> str:
    """What a document that is taken as it is would be called: d007.xml is document 7."""
    match = re.fullmatch(r"d(\d+[a-z]?)", document.stem, re.IGNORECASE)
    return number_key(match[1]) if match else f"{document.stem}.xml"
