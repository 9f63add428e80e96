"""One document's text by itself, as a merge has made it: the grammar, then promise 1, no word of a note is lost."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from kktei import tei
from kktei.findings import Finding, Severity
from kktei.model import DocumentId
from kktei.tei import NS
from kktei.validate import tolerance
from kktei.validate.check import check, own_schema
from kktei.validate.rules import apply, own_rules

_PHASE = "words"  # of our rules: the one that compares a source note with its source


def check_text(raw: bytes, notes: Mapping[DocumentId, str], shown: str = "the merged text") -> list[Finding]:
    """What is wrong with one document's text by itself; ``notes`` are the source notes in the sources' words."""
    found = check(raw, shown, own_schema(tolerance.DECLARED))
    if not notes or any(f.severity is Severity.ERROR for f in found):
        return found
    division = tei.parse(raw, shown).find(".//tei:div[@type='document']", NS)
    note = notes.get(DocumentId.of(division.get("n", ""))) if division is not None else None
    if not note:
        return found
    return found + apply(raw, shown, Path(shown), replace(own_rules(None, None), phase=_PHASE), note)
