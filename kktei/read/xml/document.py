"""One document of a FRUS volume to a record: heading, source note, text, with its faults reported."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from kktei.model import DocumentId, Position, Record
from kktei.read.plain import IsNote
from kktei.read.top import numbered
from kktei.read.xml.body import read_div
from kktei.read.xml.faults import Faults
from kktei.read.xml.flat import Flat, flat
from kktei.read.xml.inline import InlineReading, page_break
from kktei.read.xml.numbered import document_number, heading_number, numbered_line
from kktei.read.xml.scan import is_attachment
from kktei.tei import XML_ID, Element, name, text_of
from kktei.transcript import Date, Note, PageBreak, all_words

_PAGES = "page-count-according-to-citation"  # of the Office of the Historian's supplements
_BRACKETS = re.compile(r"\s*\[([^\[\]]{3,80})\]\s+(?=\S)")
_SOURCE = re.compile(r"\s*\[?\s*Source\s*:", re.IGNORECASE)


def read_document(div: Element, faults: Faults, pages: Sequence[PageBreak] = ()) -> Record | None:
    """The record of a ``div`` of the type "document"; None, with a finding, where it has no number at all.

    ``pages`` are those that begin between the document before and this one: they come before its text.
    """
    head = next((child for child in div if name(child) == "head"), None)
    key = str(div.get(XML_ID) or "")
    place = f"div {key}".strip()
    reading = _reading(faults, place)
    line = flat(head, "head", reading.trusted) if head is not None else Flat("head")
    in_head, cut = heading_number(line.text)
    number = document_number(str(div.get("n") or ""), line.text, key)
    if not number:
        words = f"A document without a number is left out, with {len(text_of(div).split())} words."
        faults.report("R037", words, div, place, 'Give its div a number: n="5".')
        return None
    cut = cut or _own_line(head, line.text, number)
    _without_page_count(div, line.text, reading)
    note = _source_note(div)
    note = reading.source = _unmarked(div, head, faults.is_note) if note is None else note
    _check(div, head, in_head, number, faults, place)
    line, before = _without_note(_without_number(line, cut), note, faults.is_note)
    said = flat(note, "note", reading.trusted) if note is not None else Flat("note", text=before)
    if said.text and (note is None or (note.get("type") != "source" and not _SOURCE.match(said.text))):
        words = f"Read as the source note of document {number}, though no “Source:” says so: “{said.text}”"
        faults.report("R060", words, div if note is None else note, place)
    for _ in note.iterdescendants("{*}note") if note is not None else ():
        reading.count("note within a note")
    for part in (head, note if head is None or note is None or head not in note.iterancestors() else None):
        for _ in part.iterdescendants("{*}corr", "{*}reg", "{*}expan") if part is not None else ():
            reading.count("correction in a heading or source note, left out")
    footnotes = _head_notes(head, note)
    head_notes = tuple(part for n in footnotes for part in reading.note(n) if isinstance(part, Note))
    text = read_div(div, reading)
    _check_words(div, {head, note}, text, faults, place)
    faults.tell(reading)
    body = numbered((*pages, *_breaks(head, note, footnotes), *text))
    at = Position(faults.shown, div.sourceline or 0)
    note_at = at if note is None else Position(faults.shown, note.sourceline or at.line)
    links = tuple(link for link in (*line.links, *said.links) if link.key or link.kind in {"sender", "recipient"})
    return Record(DocumentId.of(number), line.text, said.text, at, note_at, body, links, head_notes)


def _without_page_count(div: Element, heading: str, reading: InlineReading) -> None:
    """Take out of a calendar's entry the number of its pages where the heading tells it ("2 pp."): it is no text."""
    for child in [c for c in div if name(c) == _PAGES]:
        number = text_of(child).strip()
        if re.search(rf"(?<!\d){re.escape(number)}\s+pp?\.", heading) and not (child.tail or "").strip():
            div.remove(child)
            reading.count("page-count-according-to-citation, which the heading tells")


def _own_line(head: Element | None, heading: str, number: str) -> int:
    """Where the words begin of a heading whose first line is the document's number alone ("No. 5"); else 0."""
    parts = list(head) if head is not None else []
    breaks = [at for at, part in enumerate(parts) if name(part) == "lb"]
    before = parts[: breaks[0]] if breaks else []
    first = "".join([(head.text or "") if head is not None else "", *(text_of(p) + (p.tail or "") for p in before)])
    alone = breaks and first and numbered_line(first, number) == len(first)
    end = numbered_line(heading, number) if alone else 0
    return end if end < len(heading) else 0


def _check(div: Element, head: Element | None, in_head: str, number: str, faults: Faults, place: str) -> None:
    faults.first_of_its_id(div, str(div.get(XML_ID) or ""), place)
    if head is None:
        faults.report("R020", f"Document {number} has no heading.", div, place)
    else:
        if in_head and in_head != number:
            words = f"The heading says {in_head}, but the document's number is {number}."
            faults.report("R020", words, head, place)
        faults.senders(head, place)
    editorial = div.get("subtype") == "editorial-note" or (head is not None and "Editorial Note" in text_of(head))
    if not editorial and _source_note(div) is None:
        faults.report("R004", "The document has no source note.", div, f"document {DocumentId.of(number).number}")


def _head_notes(head: Element | None, note: Element | None) -> list[Element]:
    """The footnotes of the heading, which the heading's own words do not hold; notes within notes are theirs."""
    notes = [] if head is None else [n for n in head.iterdescendants("{*}note") if n is not note]
    return [n for n in notes if not any(name(a) == "note" for a in n.iterancestors())]


def _breaks(head: Element | None, note: Element | None, footnotes: Iterable[Element]) -> Iterator[PageBreak]:
    """The pages that begin in the heading or in the source note; a footnote holds its own."""
    apart = [] if note is None or head in note.iterancestors() else [note]
    for part in [head, *apart] if head is not None else apart:
        for element in part.iterdescendants("{*}pb"):
            if not set(footnotes) & set(element.iterancestors()):
                yield page_break(element)


def _check_words(div: Element, left_out: set[Element], read: object, faults: Faults, place: str) -> None:
    """No word is lost: the division has the same letters as what was read of it."""
    there = "".join("".join(_texts(div, left_out)).split())
    here = "".join(all_words(read).split())
    if there != here and (missing := Counter(there) - Counter(here)):
        words = f"{missing.total()} letters of this document's text were not read."
        faults.report("R027", words, div, place)


def _texts(element: Element, left_out: set[Element]) -> Iterator[str]:
    """The texts below an element in order, but for those of some elements."""
    if element in left_out or not name(element):
        return
    yield element.text or ""
    for child in element:
        yield from _texts(child, left_out)
        yield child.tail or ""


def _source_note(div: Element) -> Element | None:
    """The document's own source note: an attachment's is a footnote there.

    Where none is typed as such, a note of the heading that begins "Source:" is one.
    """
    own = [note for note in div.iterdescendants("{*}note") if _is_own(note, div)]
    typed = next((note for note in own if note.get("type") == "source"), None)
    if typed is not None:
        return typed
    in_head = (note for note in own if note.get("type") is None and name(note.getparent()) == "head")
    return next((note for note in in_head if _SOURCE.match("".join(note.itertext()))), None)


def _unmarked(div: Element, head: Element | None, is_note: IsNote) -> Element | None:
    """What is a place alone ("File No. 711/2"): a footnote of the heading, or the line right below or above it."""
    if head is None:
        return None
    notes = [note for note in head.iterdescendants("{*}note") if _is_own(note, div) and note.get("type") is None]
    sides = (head.itersiblings(), head.itersiblings(preceding=True))
    lines = [c for side in sides for c in islice((c for c in side if name(c) not in {"", "pb"}), 1)]
    parts = (part for line in lines for part in (line, *line.iterfind("{*}seg")) if name(line) in {"p", "opener"})
    alone = (part for part in parts if len(part) == 0)
    return next((part for part in (*notes, *alone) if is_note(text_of(part))), None)


def _without_note(line: Flat, note: Element | None, is_note: IsNote) -> tuple[Flat, str]:
    """The heading without the place that stands before it in brackets ("[711.00/1] Mr. Berg to ..."), and the place."""
    match = _BRACKETS.match(line.text) if note is None else None
    if match is None or not is_note(match[1]):
        return line, ""
    return _without_number(line, match.end()), match[1]


def _is_own(note: Element, div: Element) -> bool:
    above = [a for a in note.iterancestors() if div in a.iterancestors()]
    return not any(name(a) == "note" or is_attachment(name(a), a.attrib) for a in above)


def _without_number(line: Flat, cut: int) -> Flat:
    """The heading without its number; links move with the words."""
    links = [
        replace(link, span=replace(link.span, start=link.span.start - cut, end=link.span.end - cut))
        for link in line.links
        if link.span.start >= cut
    ]
    return Flat(line.part, text=line.text[cut:], links=links)


def _reading(faults: Faults, place: str) -> InlineReading:
    reading = InlineReading(
        trusted=lambda element, key: faults.trusts(element, key, place),
        leads=lambda element: faults.leads(element, place),
    )

    def dated(element: Element) -> Date:
        parent = element.getparent()
        line = text_of(parent) if name(parent) == "dateline" else None
        return faults.date(element, reading.content(element), line, place)

    reading.dated = dated
    return reading
