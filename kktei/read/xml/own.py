"""A document of the edition back to a record: what the plain form needs to write it."""

from dataclasses import dataclass

from kktei import tei
from kktei.errors import InputError
from kktei.model import DocumentId, Position, Record
from kktei.read.xml.body import read_div
from kktei.read.xml.flat import flat
from kktei.read.xml.inline import InlineReading, page_break
from kktei.tei import NS, Element, name, q
from kktei.transcript import Blocks


@dataclass(frozen=True, slots=True)
class OwnDocument:
    """A record, and in words what of its TEI no record holds."""

    record: Record
    lost: tuple[str, ...]


def read_own(data: bytes, shown: str) -> OwnDocument:
    """The record of a TEI document that kktei made, with what editors changed in its text.

    Where the document has ``choice`` the words of the source are taken.  Raises InputError where there is no
    ``div`` of the type "document", MalformedError where it is not well formed.
    """
    root = tei.parse(data, shown)
    div = root.find(".//tei:div[@type='document']", NS)
    if div is None:
        raise InputError(f'{shown} has no div of the type "document"', "Only documents made by kktei can be written.")
    head = div.find("tei:head", NS)
    note = None if head is None else head.find("tei:note[@type='source']", NS)
    number = str(div.get("n") or "")
    said = "" if head is None else flat(head, "head").text.removeprefix(f"{number}. ")
    reading = InlineReading(trusted=_beyond_the_words)
    body = _body(div, reading)
    at = Position(shown, div.sourceline or 1)
    record = Record(DocumentId.of(number), said, "" if note is None else flat(note, "note").text, at, at, body)
    lost = tuple(f"document {number}: {tag} ({n} times)" for tag, n in sorted(reading.unheld.items()))
    if reading.untargeted:
        lost += (f"document {number}: targets of {reading.untargeted} references",)
    if called := [] if head is None else [n for n in head.iterdescendants(q("note")) if n is not note]:
        lost += (f"document {number}: footnotes of its heading ({len(called)} times)",)
    return OwnDocument(record, lost)


def _beyond_the_words(element: Element, _key: str) -> bool:
    """Whether a name's pointer says more than its words: a dateline's place is found again by its name."""
    return not (name(element) == "placeName" and name(element.getparent()) == "dateline")


def _body(div: Element, reading: InlineReading) -> Blocks:
    """Only its pages where only heading and note are at hand: what else stands there is from the editors' table."""
    gap = div.find("tei:p/tei:gap[@reason='notSupplied']", NS)
    if gap is not None and sum(name(child) == "p" for child in div) == 1:
        return tuple(page_break(child) for child in div if name(child) == "pb")
    return read_div(div, reading, own=True)
