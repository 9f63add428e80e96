"""Where a copy lies: msIdentifier, in TEI's order, the wording of the note as content."""

import re

from kktei.encode.context import AUTHORITIES, ENCODER
from kktei.encode.elements import Element, el
from kktei.encode.encoding import DocumentEncoding
from kktei.encode.numbering import Copy, RelatedText, elsewhere, inherited, is_whole, level_ids, note_elsewhere
from kktei.encode.places import chain
from kktei.model import Found, Level, LevelKind, Location
from kktei.tei import q

_ORDER = {"settlement": -1, "institution": 0, "repository": 1, "collection": 2, "idno": 3}
_CENTRAL = re.compile(
    r"\bDepartment of State\b|(?<!The )\bNational Archives\b|\bDOS\b|\bNARA\b|\bCentral (?:\w+ ){0,2}Files?\b"
)


def ms_identifier(doc: DocumentEncoding, holder: Copy | RelatedText) -> Element:
    """MsIdentifier of a witness or of another record; a copy without a place has only a name."""
    witness = holder.witness
    if witness is None or witness.location is None:
        name = el("msName", witness.what if witness else "", source=doc.note.at(witness.span) if witness else None)
        return el("msIdentifier", name, xml_id=f"{holder.id}.id")
    place = witness.location
    antecedent = doc.numbered.holder(place.antecedent) if place.ibid else None
    whole = antecedent is not None and is_whole(place, antecedent[1])
    return el(
        "msIdentifier",
        _settlement(doc, place),
        _levels(doc, holder.id, place),
        xml_id=f"{holder.id}.id",
        sameAs=f"#{antecedent[0]}.id" if antecedent and whole else elsewhere(place) if _again(place) else None,
        cert="medium" if place.ambiguous else None,
    )


def _again(place: Location) -> bool:
    """Whether all of the place is that of the document before."""
    return place.before is not None and all(level.found is Found.IBID for level in place.levels)


def _settlement(doc: DocumentEncoding, place: Location) -> list[Element]:
    """Country and settlement come from the authority file, not from the note, and point to the record."""
    record = doc.naming.index.repository(place.repository) if place.repository else None
    if record is None:
        return []
    source = AUTHORITIES + record.id
    ref = AUTHORITIES + record.settlement_ref.lstrip("#") if record.settlement_ref else None
    country = el("country", record.country, key=record.country_key, source=source) if record.country else None
    if any(level.kind is LevelKind.SETTLEMENT for level in place.levels):
        return [country] if country is not None else []  # the note says it
    settlement = el("settlement", record.settlement, ref=ref, source=source) if record.settlement else None
    return [part for part in (country, settlement) if part is not None]


def _levels(doc: DocumentEncoding, key: str, place: Location) -> list[Element]:
    antecedent = doc.numbered.holder(place.antecedent) if place.ibid else None
    if antecedent is not None and is_whole(place, antecedent[1]):
        antecedent = None  # msIdentifier itself says so
    rows = zip(
        place.levels,
        chain(doc.naming.index, place.levels),
        level_ids(key, place.levels),
        inherited(place, antecedent),
        strict=True,
    )
    made = [_level(doc, place, *row) for row in rows]
    in_order = sorted(made, key=lambda e: _ORDER[e.tag.rpartition("}")[2]])
    if _below(in_order) != _below(made):  # a folder in a box: TEI has numbers last
        for at, level in enumerate(made, 1):
            level.set("n", str(at))
    return _with_a_name(in_order)


def _below(levels: list[Element]) -> list[Element]:
    """The levels without the settlement, which TEI has first wherever the note names it."""
    return [level for level in levels if level.tag != q("settlement")]


def _with_a_name(levels: list[Element]) -> list[Element]:
    """The levels; where a note gives numbers alone ("FRC 56 A 632, box 3"), the outermost stands as its collection.

    TEI has no identifier of numbers only.
    """
    if levels and levels[0].tag == q("idno"):
        first = levels[0]
        first.tag = q("collection")
        first.attrib.pop("subtype", None)
        if ref := first.attrib.pop("corresp", None):
            first.set("ref", ref)
    return levels


def _level(
    doc: DocumentEncoding, place: Location, level: Level, record: str | None, key: str, same: str | None
) -> Element:
    told = doc.note.at(level.span or place.ibid or place.span) or note_elsewhere(place)
    rests = doc.rests(level.found, str(level.kind), told)
    if level.found is Found.INFERRED and level.span is None:
        rests |= {"cert": "medium", "resp": ENCODER}  # the note does not name it
    tag = _tag(doc, level, record)
    if tag == "settlement" and (named := doc.naming.index.place(level.text)):
        record = named.id
    ref = AUTHORITIES + record if record else None
    xml_id = key if key in doc.numbered.pointed else None
    same_as = f"#{same}" if same else None
    if tag == "idno":
        kind = str(level.kind)
        subtype = (
            file_generation(level.value or level.text) if level.kind is LevelKind.FILE and central(place) else None
        )
        return el("idno", level.text, xml_id=xml_id, type=kind, subtype=subtype, corresp=ref, sameAs=same_as, **rests)
    folder = "folder" if level.kind is LevelKind.FOLDER and tag == "collection" else None  # a name, and no number
    return el(tag, level.text, xml_id=xml_id, type=folder, ref=ref, sameAs=same_as, **rests)


def _tag(doc: DocumentEncoding, level: Level, record: str | None) -> str:
    if level.kind is LevelKind.SETTLEMENT:
        return "settlement"
    if level.kind is LevelKind.REPOSITORY:
        found = doc.naming.index.repository(level.text)
        return "institution" if found and found.kind == "institution" else "repository"
    if doc.naming.index.is_repository(record):
        return "repository"
    return "idno" if level.kind.is_number else "collection"


def central(place: Location) -> bool:
    """Whether a file can be of the Department of State's central files: others' numbers have no generation."""
    return not place.repository or any(_CENTRAL.search(level.text) for level in place.levels)


def file_generation(number: str) -> str | None:
    """Which of the three systems of the central files a number belongs to."""
    if re.match(r"[DNP]\d{6}", number):
        return "reel"
    if re.match(r"\d", number):
        return "decimal"
    return "subjectNumeric" if re.match(r"[A-Z]", number) and not re.search(r"\d/\d", number) else None
