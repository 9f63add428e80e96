"""MODS 3.8 (Library of Congress): a catalogue record for each document, with its copies and where they lie."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from kktei.described import TeiAgent, TeiCopy
from kktei.export import xml
from kktei.export.described import TeiDocument
from kktei.export.edition import Edition
from kktei.export.formats import Missed, Writing, unsure, untold
from kktei.export.tongues import three_letters
from kktei.files import within
from kktei.identifiers import authority_of

MODS = "http://www.loc.gov/mods/v3"
_M = xml.Elements(MODS, {None: MODS, "xlink": xml.XLINK}, xlink=True)
_AUTHORITIES = {
    "lc": ("naf", "http://id.loc.gov/authorities/names/"),
    "viaf": ("viaf", "https://viaf.org/viaf/"),
    "gnd": ("gnd", "https://d-nb.info/gnd/"),
    "wikidata": ("wikidata", "https://www.wikidata.org/entity/"),
}
_ROLES = {"aut": "author", "rcp": "addressee", "trl": "translator"}


def write(edition: Edition, folder: Path, missed: Missed) -> Writing:
    """A file for each document; that of the edition as a whole is in the METS file."""
    while (document := (yield)) is not None:
        if document.place is None:
            missed.loss("places of writing that are not known", document.name)
        unsure(document, missed, dates=False)
        untold(document, edition, missed)
        xml.write(within(folder, f"{document.name}.xml"), record(document, edition))


def record(document: TeiDocument, edition: Edition) -> xml.Element:
    """The MODS record of a document."""
    base = document.base
    translators = [a for a in base.makers if a.act == "role.translator"] if base else []
    parts: Iterable[xml.Element | None] = (
        _M("titleInfo", _M("title", document.title or document.heading)),
        *_names(document.senders, "aut", edition),
        *_names(document.recipients, "rcp", edition),
        *_names(translators, "trl", edition),
        _M("typeOfResource", "text", manuscript="yes"),
        _genre(document, edition),
        _origin(document, edition),
        *_languages(document),
        _M(
            "physicalDescription",
            _M("form", "electronic", authority="marcform"),
            _M("internetMediaType", "application/tei+xml"),
            _M("digitalOrigin", "reformatted digital"),
        ),
        _M.some("note", document.note, type="source note"),
        *(_M("note", name, type="marking") for name in edition.markings(document, "cls", "hnd", "prec")),
        *(_copy(copy) for copy in document.copies),
        *(_M("relatedItem", _M("note", printed.words), type="references") for printed in document.printed),
        _printed_source(document),
        _host(document, edition),
        *_identifiers(document, edition),
        *_locations(document, edition),
        *_conditions(document),
        _record_info(document, edition),
    )  # fmt: skip
    return _M("mods", *parts, version="3.8", ID=f"MODS_{document.name}")


def _names(agents: Iterable[TeiAgent], role: str, edition: Edition) -> Iterator[xml.Element]:
    for agent in agents:
        record = edition.record(agent)
        addresses = edition.same(agent)
        known = next((name for name in _AUTHORITIES if name in addresses), "")
        authority = {}
        if known:
            short, begin = _AUTHORITIES[known]
            authority = {"authority": short, "authorityURI": begin, "valueURI": addresses[known]}
        parts: list[xml.Element | None]
        if record is not None and record.family:
            years = f"{record.born[:4]}-{record.died[:4]}" if record.born or record.died else ""
            parts = [
                _M("namePart", record.family, type="family"),
                _M.some("namePart", record.given, type="given"),
                _M.some("namePart", record.suffix, type="termsOfAddress"),
                _M.some("namePart", years, type="date"),
            ]
        else:
            parts = [_M("namePart", edition.plain(agent))]
        terms = (
            _M("roleTerm", _ROLES[role], type="text", authority="marcrelator"),
            _M("roleTerm", role, type="code", authority="marcrelator"),
        )
        kind = "corporate" if edition.is_body(agent) else "personal"
        yield _M("name", *parts, _M("role", *terms), type=kind, **authority)


def _genre(document: TeiDocument, edition: Edition) -> xml.Element | None:
    address = edition.genre_address(document)
    return _M.some("genre", edition.genre(document).lower(), authority=authority_of(address), valueURI=address)


def _origin(document: TeiDocument, edition: Edition) -> xml.Element | None:
    date, place = document.date, document.place
    where = None
    if place is not None:
        address = edition.same(place).get("geonames", "")
        authority = {"authority": "geonames", "valueURI": address} if address else {}
        where = _M("place", _M("placeTerm", edition.place_name(place), type="text", **authority))
    doubted = date.cert in ("low", "medium", "unknown")
    inferred = "questionable" if doubted else "inferred" if date.evidence or date.inferred else ""
    if date.day:
        days = [_M("dateCreated", date.day, encoding="w3cdtf", keyDate="yes", qualifier=inferred)]
    else:
        bounds = [("start", date.first), ("end", date.last)]
        days = [
            _M(
                "dateCreated",
                day,
                encoding="w3cdtf",
                point=point,
                qualifier=inferred if date.lasting else "questionable",
            )
            for point, day in bounds
            if day
        ]
        if days:
            days[0].set("keyDate", "yes")
    return _M("originInfo", where, *days) if where is not None or days else None


def _languages(document: TeiDocument) -> Iterator[xml.Element]:
    if document.language:
        terms = [_M("languageTerm", document.language, type="code", authority="rfc5646")]
        if code := three_letters(document.language):
            terms.append(_M("languageTerm", code, type="code", authority="iso639-2b"))
        yield _M("language", *terms)


def _copy(copy: TeiCopy) -> xml.Element:
    kind = "original" if copy.is_a("base") else "otherVersion"
    title = _M("titleInfo", _M("title", copy.title)) if copy.title else None
    if copy.holder is None:
        return _M("relatedItem", title, _M("note", copy.where or copy.id), type=kind)
    held = [level.name for level in copy.levels if level.element in ("institution", "repository")]
    shelf = [level.name for level in copy.levels if level.element not in ("institution", "repository")]
    location = _M(
        "location",
        _M("physicalLocation", ", ".join(filter(None, (*held, copy.around)))),
        _M.some("shelfLocator", ", ".join(shelf)),
    )
    tongue = (
        _M("language", _M("languageTerm", copy.language, authority="rfc5646", type="code")) if copy.language else None
    )
    extent = _M("physicalDescription", _M("extent", copy.extent)) if copy.extent else None
    parts = _M.some("tableOfContents", "; ".join(copy.parts))
    return _M("relatedItem", title, tongue, extent, parts, location, type=kind)


def _printed_source(document: TeiDocument) -> xml.Element | None:
    """The print that the document is taken from."""
    source = document.source
    if not source.title and not source.address:
        return None
    details = (("volume", source.volume), ("document", source.number))
    parts = [_M("detail", _M("number", number), type=kind) for kind, number in details if number]
    title = _M("titleInfo", _M("title", source.title)) if source.title else None
    where = _M.some("identifier", source.address, type="uri")
    part = _M("part", *parts) if parts else None
    return _M("relatedItem", title, where, part, type="otherFormat", displayLabel="printed source")


def _conditions(document: TeiDocument) -> Iterator[xml.Element]:
    """The licence of the encoding and, apart from it, the rights of the text."""
    kind, source = "use and reproduction", document.source
    words = source.rights or source.rights_address
    for one in document.licences:
        label = "encoding" if words else ""
        yield _M("accessCondition", one.name or one.address, type=kind, displayLabel=label, href=one.address)
    if words:
        yield _M("accessCondition", words, type=kind, displayLabel="text", href=source.rights_address)


def _host(document: TeiDocument, edition: Edition) -> xml.Element:
    number = _M("part", _M("detail", _M("number", document.number), type="document")) if document.number else None
    said = (_M.some("publisher", edition.publisher), _M.some("dateIssued", edition.issued, encoding="w3cdtf"))
    origin = _M("originInfo", *said) if any(part is not None for part in said) else None
    title = _M("titleInfo", _M("title", edition.title), _M.some("subTitle", edition.subtitle))
    return _M("relatedItem", title, origin, _M.some("identifier", edition.base, type="uri"), number, type="host")


def _identifiers(document: TeiDocument, edition: Edition) -> Iterator[xml.Element]:
    if address := edition.addresses.page(document.name):
        yield _M("identifier", address, type="uri")
    yield _M("identifier", document.id or document.name, type="local")
    for kind, value in edition.numbers(document):
        yield _M("identifier", value, type=kind.lower())


def _locations(document: TeiDocument, edition: Edition) -> Iterator[xml.Element]:
    if edition.base:
        yield _M(
            "location",
            _M("url", edition.addresses.page(document.name), usage="primary", access="object in context"),
            _M("url", edition.addresses.tei(document.name), access="raw object"),
        )


def _record_info(document: TeiDocument, edition: Edition) -> xml.Element:
    code = three_letters(edition.language) or "und"
    return _M(
        "recordInfo",
        _M.some("recordContentSource", edition.publisher),
        _M.some("recordCreationDate", edition.issued, encoding="w3cdtf"),
        _M("recordIdentifier", document.id or document.name),
        _M("recordOrigin", "Derived from the document's TEI by kktei"),
        _M("languageOfCataloging", _M("languageTerm", code, type="code", authority="iso639-2b")),
    )
