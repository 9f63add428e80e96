"""One document of a FRUS volume to a record: heading, source note, text, with its faults reported."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from kktei.findings import finding
from kktei.model import Position, Record
from kktei.read.xml.body import read_div
from kktei.read.xml.faults import Faults
from kktei.read.xml.flat import Flat, flat
from kktei.read.xml.inline import Reading
from kktei.tei import XML_ID, Element, name, q, text_of
from kktei.transcript import Blocks, Date, all_words

_NUMBERED = re.compile(r"(?P<number>\d+[A-Za-z]?)\.\s*")


def read_document(div: Element, shown: str, faults: Faults) -> Record | None:
    """The record of a ``div`` of the type "document"; None, with a finding, where it has no number at all."""
    head = next((child for child in div if name(child) == "head"), None)
    at = Position(shown, div.sourceline or 0)
    place = f"div {div.get(XML_ID) or ''}".strip()
    line = flat(head, "head", lambda e, key: faults.trusts(e, key, place)) if head is not None else Flat("head")
    match = _NUMBERED.match(line.text)
    number = str(div.get("n") or (match["number"] if match else ""))
    if not number or not number[0].isdigit():
        faults.report("R020", "A document without a number is left out.", div, place)
        return None
    _check(div, head, match["number"] if match else "", number, faults, place)
    line = _without_number(line, match.end() if match else 0)
    note = _source_note(div)
    said = flat(note, "note", lambda e, key: faults.trusts(e, key, place)) if note is not None else Flat("note")
    reading = _reading(faults, place)
    body = read_div(div, reading)
    _check_words(div, body, faults, place)
    told = {**reading.unheld, **({"ref/@target": reading.untargeted} if reading.untargeted else {})}
    faults.unheld.update({tag: faults.unheld.get(tag, 0) + n for tag, n in told.items()})
    note_at = at if note is None else Position(shown, note.sourceline or at.line)
    links = tuple(link for link in (*line.links, *said.links) if link.key or link.kind in {"sender", "recipient"})
    return Record(number, line.text, said.text, at, note_at, body, links)


def _check(div: Element, head: Element | None, in_head: str, number: str, faults: Faults, place: str) -> None:
    if head is None:
        faults.report("R020", f"Document {number} has no heading.", div, place)
        return
    if in_head and in_head != number:
        faults.report("R020", f"The heading says {in_head}, but the document's number is {number}.", head, place)
    if div.get("subtype") != "editorial-note" and _source_note(div) is None:
        words = f"Document {number} has no source note."
        faults.found.append(finding("R004", words, file=faults.shown, line=div.sourceline or 0))
    faults.senders(head, place)


def _check_words(div: Element, body: Blocks, faults: Faults, place: str) -> None:
    """No word is lost: the division has the same letters as what was read of it."""
    head = next((child for child in div if name(child) == "head"), None)
    note = _source_note(div)
    there = Counter("".join(" ".join(_texts(div, {head, note})).split()))
    here = Counter("".join(all_words(body).split()))
    if missing := there - here:
        count = missing.total()
        faults.report("R027", f"{count} letters of this document's text were not read.", div, place)


def _texts(element: Element, left_out: set[Element]) -> Iterator[str]:
    """The texts below an element in order, but for those of some elements."""
    if element in left_out or not name(element):
        return
    yield element.text or ""
    for child in element:
        yield from _texts(child, left_out)
        yield child.tail or ""


def _source_note(div: Element) -> Element | None:
    return next((n for n in div.iter(q("note")) if n.get("type") == "source"), None)


def _without_number(line: Flat, cut: int) -> Flat:
    """The heading without its number; links move with the words."""
    links = [
        replace(link, span=replace(link.span, start=link.span.start - cut, end=link.span.end - cut))
        for link in line.links
        if link.span.start >= cut
    ]
    return Flat(line.part, text=line.text[cut:], links=links)


def _reading(faults: Faults, place: str) -> Reading:
    reading = Reading(trusted=lambda element, key: faults.trusts(element, key, place))

    def dated(element: Element) -> Date | None:
        parent = element.getparent()
        if name(parent) != "dateline":
            return None
        return faults.date(element, Reading().content(element), text_of(parent), place)

    reading.dated = dated
    return reading
