"""One document against the grammar: lxml's verdict, our explanation."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from lxml import etree

from kktei import tei
from kktei.errors import InputError, MachineryError
from kktei.findings import Finding, finding
from kktei.project import data as folder
from kktei.validate import places, wellformed
from kktei.validate.events import Broken, DoctypeFound, Event, Spot, read
from kktei.validate.faults import Fault
from kktei.validate.grammar import Grammar, grammar
from kktei.validate.walk import Walk


@dataclass(frozen=True, slots=True)
class Schema:
    """A grammar file and who gives the verdict: libxml2, or (where it compiles too slowly) our own walk."""

    path: Path
    foreign: bool = False


def own_schema() -> Schema:
    """The grammar that comes with kktei."""
    return Schema(folder("schema") / "kktei.rng")


def check(raw: bytes, shown: str, schema: Schema) -> list[Finding]:
    """All findings of well-formedness and grammar for one file's bytes; ``shown`` is its name in them.

    Raises MachineryError where the schema cannot be used.
    """
    if not schema.foreign:
        try:
            root = tei.parse(raw, shown)
        except (etree.XMLSyntaxError, InputError):
            return explain(raw, shown, grammar(schema.path))
        judge = _judge(schema.path)
        if judge.validate(root):
            return []
        return explain(raw, shown, grammar(schema.path)) or [_unexplained(judge, shown)]
    return explain(raw, shown, grammar(schema.path))


def explain(raw: bytes, shown: str, against: Grammar) -> list[Finding]:
    """What our own walk finds wrong; nothing for a valid document."""
    walk = Walk(against, raw)
    events: list[Event] = []
    last: Fault | None = None
    try:
        for event in read(raw):
            events.append(event)
            walk.take(event)
    except Broken as broken:
        last = wellformed.explain(broken, raw, events)
        walk.faults = wellformed.independent(walk.faults, last, events)
    except DoctypeFound as found:
        last = _doctype(found.spot, raw)
    faults = walk.faults if last is None else [*walk.faults, last]
    return [_finding(fault, shown, walk.document) for fault in faults]


def _doctype(spot: Spot, raw: bytes) -> Fault:
    before = raw[: spot.byte].rfind(b"<!DOCTYPE")
    if before >= 0:
        line = raw[:before].count(b"\n") + 1
        spot = Spot(line, before - raw.rfind(b"\n", 0, before), before)
    hint = "Delete the DOCTYPE; write characters instead of entities."
    return Fault("V007", "The file has a DOCTYPE, which kktei does not read", spot, hint=hint)


def _finding(fault: Fault, shown: str, document: str) -> Finding:
    place = places.place(fault.steps, fault.attribute)
    return finding(
        fault.code,
        fault.message,
        file=shown,
        line=fault.spot.line,
        column=fault.spot.column,
        place=f"{document}, {place}" if document and place else place,
        expected=fault.expected,
        hint=fault.hint,
    )


def _unexplained(judge: Any, shown: str) -> Finding:
    error = judge.error_log[0]
    hint = "Please tell kktei's makers."
    return finding("V030", error.message, file=shown, line=error.line, hint=hint)


@lru_cache(maxsize=4)
def _judge(path: Path) -> etree.RelaxNG:
    try:
        return etree.RelaxNG(etree.parse(str(path), tei.parser()))
    except (etree.LxmlError, OSError) as problem:
        raise MachineryError(f"The schema {path.name} cannot be used: {problem}") from problem
