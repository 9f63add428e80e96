"""MARC 21: a record for the edition and one for each document, in ISO 2709 and in MARCXML."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from lxml import etree
from pymarc import Field, Indicators, MARCWriter, Record, Subfield

from kktei.described import TeiAgent
from kktei.export import xml
from kktei.export.described import TeiDocument
from kktei.export.edition import Edition
from kktei.export.formats import Missed, Writing, untold
from kktei.export.tongues import three_letters
from kktei.identifiers import authority_of, doi

_SLIM = "http://www.loc.gov/MARC21/slim"
_AUTHORITIES = {"gnd": "(DE-588)", "lc": "(DLC)", "viaf": "(viaf)", "wikidata": "(wikidata)"}
_MOST = 99_999  # bytes of a record in ISO 2709, whose directory counts them with five digits
_MOST_OF_A_FIELD = 9_999  # and those of a field with four
_MANY = frozenset({"700", "710", "852"})  # may be many: who else wrote and got it, where copies lie
_NUMBERS = frozenset({"doi", "ark", "urn", "uri", "hdl"})


def write(edition: Edition, folder: Path, missed: Missed) -> Writing:
    """``edition.mrc`` and ``edition.xml``; what is too long for ISO 2709 is cut in the former, and counted."""
    with (folder / "edition.mrc").open("wb") as plain, _collection(folder / "edition.xml") as marked:
        binary = MARCWriter(plain)
        while (document := (yield)) is not None:
            untold(document, edition, missed)
            record = _document(document, edition)
            marked.write(_marked(record))
            if _shorten(record):
                missed.loss(
                    "records that are too long for ISO 2709 are cut there (in MARCXML they are whole)", document.name
                )
            binary.write(record)
        whole = _edition(edition)  # the last: it tells what all documents say of licences
        binary.write(whole)
        marked.write(_marked(whole))


@contextmanager
def _collection(path: Path) -> Iterator[xml.Growing]:
    """A file of MARCXML that records are written to one by one; without white space, which many readers keep."""
    with path.open("wb") as stream:
        stream.write(b'<?xml version="1.0" encoding="UTF-8"?>')
        with (
            etree.xmlfile(stream, encoding="UTF-8") as file,
            file.element(f"{{{_SLIM}}}collection", nsmap={None: _SLIM}),
        ):
            yield file


def _marked(record: Record) -> xml.Element:
    """A record in MARCXML; its elements get their namespace from the collection that they are written into."""
    made = etree.Element("record")
    etree.SubElement(made, "leader").text = str(record.leader)
    for field in record:
        if field.control_field:
            etree.SubElement(made, "controlfield", tag=field.tag).text = field.data or ""
            continue
        first, second = field.indicators
        row = etree.SubElement(made, "datafield", ind1=first, ind2=second, tag=field.tag)
        for code, value in field.subfields:
            etree.SubElement(row, "subfield", code=code).text = value
    return made


def _shorten(record: Record) -> bool:
    """Cut fields that are too long, then leave out the last names and copies, till the record fits; whether it was."""
    cut = False
    for field in record.fields:
        over = len(field.as_marc("utf-8")) - _MOST_OF_A_FIELD
        if over > 0 and not field.control_field:
            longest = max(range(len(field.subfields)), key=lambda i: len(field.subfields[i].value.encode()))
            code, value = field.subfields[longest]
            kept = value.encode()[: -over - len("…".encode())].decode("utf-8", "ignore")
            field.subfields[longest] = Subfield(code, f"{kept}…")
            cut = True
    many = [field for field in record.fields if field.tag in _MANY]
    over = len(record.as_marc()) - _MOST
    while over > 0 and many:
        field = many.pop()
        over -= len(field.as_marc("utf-8")) + 12  # and its row in the directory
        record.remove_field(field)
        cut = True
    return cut


def _field(tag: str, indicators: str, *subfields: tuple[str, str]) -> Field:
    kept = [Subfield(code, value) for code, value in subfields if value.strip()]
    return Field(tag, Indicators(*indicators.replace("#", " ").strip("\n")), kept)


def _record(edition: Edition, kind: str, number: str, years: tuple[str, str], language: str) -> Record:
    """A record with its leader and fixed fields: ``kind`` is the leader's type and level."""
    record = Record(force_utf8=True)
    record.leader.record_status = "n"
    record.leader.type_of_record, record.leader.bibliographic_level = kind[0], kind[1]
    entered = edition.date.replace("-", "")[2:]
    fixed = f"{entered}{_dates(*years)}xx      o     000 0 {three_letters(language) or 'und'} d"
    record.add_field(Field("001", data=number), Field("003", data=edition.id), Field("008", data=fixed))
    record.add_field(_field("040", "##", ("a", edition.publisher or edition.id), ("e", "rda")))
    return record


def _dates(first: str, last: str) -> str:
    """Positions 06-14 of field 008: the kind of date and two years; what is not known has "u"."""
    if first.startswith("-") or last.startswith("-"):
        return f"b{'':8}"
    if first == last:
        return f"s{first[:4]}    " if first else "nuuuuuuuu"
    return f"q{first[:4] or 'uuuu'}{last[:4] or 'uuuu'}"


def _edition(edition: Edition) -> Record:
    record = _record(edition, "am", edition.id, (edition.year, edition.year), edition.language)
    record.add_field(
        _field("245", "00", ("a", edition.title), ("b", edition.subtitle), ("c", "; ".join(edition.editors)))
    )
    imprint = (("a", edition.settings.text("edition.place")), ("b", edition.publisher), ("c", edition.year))
    record.add_field(_field("264", "#1", *imprint), *_carriers())
    if edition.description:
        record.add_field(_field("520", "##", ("a", edition.description[:9000])))
    for licence in edition.licences:
        record.add_field(_field("540", "##", ("a", licence.name), ("u", licence.address)))
    for who in edition.editors:
        record.add_field(_field("720", "##", ("a", who), ("e", "editor")))
    record.add_field(*_numbers(filter(all, [("DOI", doi(edition.settings.text("edition.doi")))])))
    if edition.base:
        record.add_field(_field("856", "40", ("u", edition.base), ("y", edition.title)))
    return record


def _document(document: TeiDocument, edition: Edition) -> Record:
    years = (document.date.first[:4], document.date.last[:4])
    number = document.id or f"{edition.id}.{document.name}"
    record = _record(edition, "aa", number, years, document.language)
    senders = list(document.senders)
    if senders:
        record.add_field(_name("1", senders[0], "aut", "author", edition))
    record.add_field(_field("245", "10" if senders else "00", ("a", document.title or document.heading)))
    date = document.date.edtf
    if date or document.place:
        record.add_field(_field("264", "#0", ("a", edition.place_name(document.place)), ("c", date)))
    record.add_field(*_carriers())
    record.add_field(*_numbers(edition.numbers(document)))
    record.add_field(*_notes(document, edition))
    for agent in senders[1:]:
        record.add_field(_name("7", agent, "aut", "author", edition))
    for agent in document.recipients:
        record.add_field(_name("7", agent, "rcp", "addressee", edition))
    record.add_field(*_places(document, edition))
    return record


def _numbers(numbers: Iterable[tuple[str, str]]) -> Iterator[Field]:
    """Its numbers in other systems, by the names of MARC's list of standard identifiers; others say what they are."""
    for kind, value in numbers:
        known = kind.lower() in _NUMBERS
        yield _field("024", "7#" if known else "8#", ("a", value), ("2", kind.lower()) if known else ("q", kind))


def _notes(document: TeiDocument, edition: Edition) -> Iterator[Field]:
    if document.note:
        yield _field("500", "##", ("a", document.note))
    if parts := [part for copy in document.copies for part in copy.parts]:
        yield _field("505", "0#", ("a", "; ".join(parts)))
    for licence in document.licences:
        yield _field("540", "##", ("a", licence.name), ("u", licence.address))
    if source := document.source.words:
        yield _field("534", "##", ("p", "Printed source:"), ("t", source), ("l", document.source.address))
    if document.source.rights or document.source.rights_address:
        words = document.source.rights or document.source.rights_address
        yield _field("540", "##", ("3", "text"), ("a", words), ("u", document.source.rights_address))
    if genre := edition.genre(document):
        address = edition.genre_address(document)
        known = {"aat": "aat", "gnd": "gnd-content", "lc": "lcgft"}.get(authority_of(address), "local")
        yield _field("655", "#7", ("a", genre), ("2", known), ("0", address))


def _places(document: TeiDocument, edition: Edition) -> Iterator[Field]:
    number = f"document {document.number}" if document.number else ""
    yield _field("773", "0#", ("t", edition.title), ("g", number), ("w", edition.id))
    for copy in document.copies:
        if copy.holder is not None:
            shelf = ", ".join(level.name for level in copy.levels if level != copy.holder)
            yield _field("852", "8#", ("a", copy.holder.name), ("e", copy.around), ("h", shelf))
    if edition.base:
        yield _field("856", "40", ("u", edition.addresses.page(document.name)), ("q", "text/html"))
        yield _field("856", "41", ("u", edition.addresses.tei(document.name)), ("q", "application/tei+xml"))


def _carriers() -> tuple[Field, ...]:
    return (
        _field("336", "##", ("a", "text"), ("b", "txt"), ("2", "rdacontent")),
        _field("337", "##", ("a", "computer"), ("b", "c"), ("2", "rdamedia")),
        _field("338", "##", ("a", "online resource"), ("b", "cr"), ("2", "rdacarrier")),
    )


def _name(block: str, agent: TeiAgent, code: str, role: str, edition: Edition) -> Field:
    record = edition.record(agent)
    body = edition.is_body(agent)
    ids = edition.same(agent)
    numbers = [("0", begin + ids[name].rpartition("/")[2]) for name, begin in _AUTHORITIES.items() if name in ids]
    years = ""
    heading = edition.heading(agent)
    if record is not None and record.family:
        heading = ", ".join(filter(None, (record.family, record.given)))
        years = f"{record.born[:4]}-{record.died[:4]}" if record.born or record.died else ""
    suffix = record.suffix if record is not None and not body else ""
    indicators = "2#" if body else "1#" if record is not None and record.family else "0#"
    parts = [("a", heading), ("c", suffix), ("d", years), ("e", role), *numbers, ("4", code)]
    return _field(f"{block}{'10' if body else '00'}", indicators, *parts)
