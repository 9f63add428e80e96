"""A whole document against a grammar: everything that is wrong with it, in order."""

from dataclasses import dataclass

from kktei.relaxng import wellformed
from kktei.relaxng.events import Broken, DoctypeFound, Event, events_of
from kktei.relaxng.faults import Fault
from kktei.relaxng.grammar import Grammar
from kktei.relaxng.walk import Walk


@dataclass(frozen=True, slots=True)
class Verdict:
    """The faults of a document (none: it is valid), and its own id as people name it."""

    faults: list[Fault]
    document: str


def verdict(raw: bytes, against: Grammar) -> Verdict:
    """What is wrong with a document, given as bytes in UTF-8, well-formed or not.

    Raises SchemaError where the grammar cannot be used, RecursionError where its patterns are longer than a walk can
    be deep.
    """
    walk = Walk(against, raw)
    events: list[Event] = []
    try:
        for event in events_of(raw):
            events.append(event)
            walk.take(event)
    except Broken as broken:
        last = wellformed.explain(broken, raw, events)
        return Verdict([*wellformed.independent(walk.faults, last, events), last], walk.document)
    except DoctypeFound as found:
        return Verdict([*walk.faults, wellformed.doctype(found.spot, raw)], walk.document)
    return Verdict(walk.faults, walk.document)
