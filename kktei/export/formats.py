"""What an export is: a coroutine that takes document after document and writes as it goes; memory stays flat."""

import json
from collections import Counter
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from pathlib import Path

from kktei.described import TeiAgent, TeiMention
from kktei.export.described import TeiDocument
from kktei.export.edition import Edition


@dataclass(frozen=True, slots=True)
class Refused:
    """What a receiver needs and a document's TEI does not say."""

    file: str
    part: str  # the id of the element that lacks it; or
    value: str  # what an attribute of it says
    needs: str
    hint: str


@dataclass
class Missed:
    """What an export could not say (``lost``), and what its receiver would refuse (``found``)."""

    lost: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)
    found: list[Refused] = field(default_factory=list)

    def loss(self, what: str, example: str = "", times: int = 1) -> None:
        """Count something that the format has no place for."""
        if times:
            self.lost[what] += times
        if times and example:
            self.examples.setdefault(what, example)

    def refused(self, document: TeiDocument, needs: str, hint: str, *, part: str = "", value: str = "") -> None:
        """Note that a receiver would not take a document as it is.

        ``part`` is the id of the element that lacks something, ``value`` what an attribute of it says.
        """
        self.found.append(Refused(document.file, part, value, needs, hint))


Writing = Generator[None, TeiDocument | None, None]  # is sent every document, then None
Writer = Callable[[Edition, Path, Missed], Writing]  # into a folder that is there


def save_json(path: Path, value: object) -> None:
    """A file of JSON as people can read it."""
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def unsure(document: TeiDocument, missed: Missed, *, dates: bool = True) -> None:
    """Count what a document is not sure of, for forms that have no word for doubt."""
    doubts = (
        ("who sent or received it", [(a.cert, a.evidence) for a in (*document.senders, *document.recipients)]),
        ("where it was sent from", [(document.place.cert, "")] if document.place else []),
        ("its date", [(document.date.cert, document.date.evidence)] if dates else []),
    )
    for what, given in doubts:
        if any(cert not in ("", "high") or evidence for cert, evidence in given):
            missed.loss(f"that it is not certain, or inferred: {what}", document.name)


def untold(document: TeiDocument, edition: Edition, missed: Missed, *, records: bool = False) -> None:
    """Count what library and archive forms leave out of a description, and tables with one column for an address.

    ``records`` is whether the form has records of a document's own file.
    """
    copies = document.copies
    missed.loss("who had a copy before, and how it came where it is", document.name, sum(c.provenance for c in copies))
    steps = [step for act in document.communications for step in act.steps]
    missed.loss("places of a step but the first", document.name, sum(len(step.places[1:]) for step in steps))
    agents = [agent for step in steps for agent in step.agents]
    everybody: list[TeiAgent | TeiMention] = [*document.authors, *agents, *document.mentioned]
    everybody = [named for named in everybody if not records or edition.own_record(named, document) is None]
    own = {named.key for named in everybody if named.own and named.key not in edition.records}
    missed.loss("records of a document's own file, but names and one identifier", document.name, len(own))
    for named in everybody:
        if named.key not in edition.records:
            more = len(edition.same(named)) - 1
            missed.loss("identifiers but one of who has no record in the authority file", named.name, max(0, more))
