"""OAI-PMH: the edition as a static repository (guidelines of the Open Archives Initiative, 2004), with Dublin Core.

A static repository is one file on a web server; a gateway, or any harvester that reads such files, does the rest.
"""

from pathlib import Path
from urllib.parse import urlparse

from kktei.export import xml
from kktei.export.described import TeiDocument
from kktei.export.edition import Edition
from kktei.export.formats import Missed, Writing, unsure
from kktei.identifiers import doi_address

_OAI = "http://www.openarchives.org/OAI/2.0/"
_STATIC = "http://www.openarchives.org/OAI/2.0/static-repository"
_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
_ELEMENTS = "http://purl.org/dc/elements/1.1/"
_S = xml.Elements(_STATIC, {None: _STATIC, "oai": _OAI, "xsi": xml.XSI})
_O = xml.Elements(_OAI, {"oai": _OAI})
_PREFIX = "oai_dc"


def write(edition: Edition, folder: Path, missed: Missed) -> Writing:
    """``static-repository.xml``: a record for each document."""
    root = _S("Repository", _identify(edition), _formats())
    root.set(f"{{{xml.XSI}}}schemaLocation", f"{_STATIC} http://www.openarchives.org/OAI/2.0/static-repository.xsd")
    with xml.growing(folder / "static-repository.xml", root) as file:
        with file.element(_S.name("ListRecords"), {"metadataPrefix": _PREFIX}):
            file.write("\n")
            while (document := (yield)) is not None:
                if not document.date.day and (document.date.first or document.date.last):
                    missed.loss("dates that are known within bounds only", document.name)
                unsure(document, missed)
                xml.put(file, _record(document, edition))
        file.write("\n")


def _identify(edition: Edition) -> xml.Element:
    rows = {
        "repositoryName": edition.title,
        "baseURL": f"{edition.base}export/oai/static-repository.xml",
        "protocolVersion": "2.0",
        "adminEmail": edition.settings.text("edition.email"),
        "earliestDatestamp": edition.date,
        "deletedRecord": "no",
        "granularity": "YYYY-MM-DD",
    }
    return _S("Identify", *(_O(name, value) for name, value in rows.items()))


def _formats() -> xml.Element:
    form = _O(
        "metadataFormat",
        _O("metadataPrefix", _PREFIX),
        _O("schema", "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"),
        _O("metadataNamespace", _DC),
    )
    return _S("ListMetadataFormats", form)


def _record(document: TeiDocument, edition: Edition) -> xml.Element:
    host = urlparse(edition.base).hostname or "localhost"
    header = _O(
        "header",
        _O("identifier", f"oai:{host}:{edition.id}/{document.name}"),
        _O("datestamp", _stamp(document, edition)),
    )
    return _O("record", header, _O("metadata", dublin_core(document, edition)))


def _stamp(document: TeiDocument, edition: Edition) -> str:
    """When the record changed: the document's last change, but not before the edition itself."""
    changed = document.changed[:10]
    return max(changed, edition.date) if len(changed) == len(edition.date) else edition.date


def dublin_core(document: TeiDocument, edition: Edition) -> xml.Element:
    """A document in unqualified Dublin Core (oai_dc)."""
    make = xml.Elements(_ELEMENTS, {"dc": _ELEMENTS})
    root = xml.Elements(_DC, {"oai_dc": _DC, "dc": _ELEMENTS, "xsi": xml.XSI})("dc")
    root.set(f"{{{xml.XSI}}}schemaLocation", f"{_DC} http://www.openarchives.org/OAI/2.0/oai_dc.xsd")
    rows: list[tuple[str, str]] = [("title", document.heading)]
    rows += [("creator", edition.heading(agent)) for agent in document.senders]
    rows += [("contributor", edition.heading(agent)) for agent in document.recipients]
    rows += [("subject", name) for name in edition.markings(document, "cls")]
    rows += [
        ("description", document.note),
        ("publisher", edition.publisher),
        ("date", document.date.day),
        ("type", "Text"),
        ("type", edition.genre(document)),
        ("format", "text/html"),
        ("identifier", edition.addresses.page(document.name)),
        *(("identifier", doi_address(value) or value) for _, value in edition.numbers(document)),
        ("source", document.base.where if document.base else ""),
        ("source", document.source.words),
        ("source", document.source.address),
        ("language", document.language),
        ("relation", edition.base),
        ("coverage", edition.place_name(document.place)),
        *(("rights", line) for licence in document.licences for line in licence.lines),
        ("rights", document.source.rights),
        ("rights", document.source.rights_address),
    ]
    root.extend(make(name, value) for name, value in rows if value)
    return root
