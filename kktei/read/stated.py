"""What a document says of itself outside its note (dateline, signature), in the names of the editor's table."""

import re
from collections.abc import Iterator
from itertools import groupby

from kktei.model import EditorFact, Found, Record
from kktei.read.conventions import dated, is_dateline, is_doubtful, is_received, received_of, span_of
from kktei.read.top import TOP, number_of
from kktei.transcript import (
    Block,
    Date,
    Dateline,
    LineBreak,
    Name,
    Paragraph,
    Signature,
    Supplied,
    Text,
    Unclear,
    walk,
    words,
)
from kktei.wording import normalize_space

_DATELINE = "the document's dateline"
MARKED = "the volume's own date of the document"
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?![^T])", re.ASCII)
_BOUNDS = ("when", "notBefore", "notAfter")
_SIGNATURE = "the document's signature"
_HEADING = "the heading"
_GAP = re.compile(
    r"(?:,|(?<=\w{4})(?<!Prof)(?<!Capt)\.)\s+|\s+(?=\[)|\s+vom\s+"
)  # before the place and date of a heading
_LONGEST = 120  # characters of them


def stated(record: Record) -> tuple[EditorFact, ...]:
    """Dateline, place, date and signatures as the text gives them; only of the document, not of attachments."""
    datelines = [b for b in record.body if isinstance(b, Dateline)]
    said = list(_of_dateline(datelines[0])) if datelines else []
    unsure = bool(datelines) and _is_supposed(datelines[0])
    sent = next((value for name, value, _ in said if name in {"when", "notAfter"}), "")
    if received := next(filter(None, (received_of(line, sent) for line in _above(record.body))), None):
        said.append(("received", received, _DATELINE))
    if number := number_of(record.body):
        said.append(("despatch", number, "the number above the text"))
    if signed := [name for b in record.body if isinstance(b, Signature) and (name := _signer(b))]:
        said.append(("signed", "; ".join(signed), _SIGNATURE))
    return tuple(
        EditorFact(
            name, value, record.at, why=why, found=Found.INFERRED if unsure and name in _BOUNDS else Found.STATED
        )
        for name, value, why in said
    )


def dated_by_volume(record: Record, known: tuple[EditorFact, ...], days: tuple[str, ...]) -> tuple[EditorFact, ...]:
    """The facts; where no dateline gives a day, those of the days that the volume itself gives for the document."""
    given = [day[:10] for day in days if _DAY.match(day)]
    if not given or any(fact.name in _BOUNDS for fact in known):
        return known
    first, last = min(given), max(given)
    told = [("when", first)] if first == last else [("notBefore", first), ("notAfter", last)]
    return (*known, *(EditorFact(name, value, record.at, why=MARKED, found=Found.INFERRED) for name, value in told))


def dated_by_title(record: Record) -> tuple[EditorFact, ...]:
    """Place and day at the end of a heading, in any language: "Anna Berg an Karl Vogt, Bern, 3. März [1893]"."""
    for gap in _GAP.finditer(record.head, max(0, len(record.head) - _LONGEST)):
        tail = record.head[gap.end() :]
        line = re.sub(r"[\[\]]", "", tail).strip()
        if is_dateline(line) and len(span_of(line)) > len("1893"):
            said = list(_of_dateline(Dateline(dated((Text(line),)))))[1:]
            found = Found.INFERRED if "[" in tail or is_doubtful(line) else Found.STATED
            return tuple(
                EditorFact(name, value, record.at, why=_HEADING, found=found if name in _BOUNDS else Found.STATED)
                for name, value, _ in said
            )
    return ()


def _is_supposed(block: Dateline) -> bool:
    """Whether an editor put the date in, or part of it, or it is doubtful: "March 5 [1921]", "c. 1921"."""
    date = next((part for part in walk(block.content) if isinstance(part, Date)), None)
    if date is None:
        return False
    around = (part for part in walk(block.content) if isinstance(part, Supplied | Unclear))
    put_in = any(inner is date for part in around for inner in walk(part))
    within = any(isinstance(part, Supplied | Unclear) for part in walk(date.content))
    return put_in or within or is_doubtful(words(date.content))


def _of_dateline(block: Dateline) -> Iterator[tuple[str, str, str]]:
    yield "dateline", normalize_space(words(block.content)), _DATELINE
    parts = list(walk(block.content))
    if place := next((p for p in parts if isinstance(p, Name) and p.kind == "place"), None):
        yield "place", normalize_space(words(place.content)), _DATELINE
    undated = "undated" in words(block.content).lower()  # a day that stands there all the same is another one
    if date := next((p for p in parts if isinstance(p, Date)), None):
        for name, value in zip(_BOUNDS, (date.when, date.not_before, date.not_after), strict=True):
            if value and not (undated and name == "when"):
                yield name, value, _DATELINE


def _above(body: tuple[Block, ...]) -> Iterator[str]:
    """What can say when it was received: datelines, and what stands by itself in brackets above the text."""
    for block in body[:TOP]:
        if isinstance(block, Dateline):
            yield normalize_space(words(block.content))
        elif isinstance(block, Paragraph) and is_received(line := normalize_space(words(block.content))):
            yield line


def _signer(block: Signature) -> str:
    """The name in a signature: its first line, without "/s/"."""
    lines = [tuple(run) for broken, run in groupby(block.content, lambda part: part == LineBreak()) if not broken]
    return normalize_space(words(lines[0]).replace("/s/", "")) if lines else ""
