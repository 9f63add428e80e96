"""METS 1.12 (Library of Congress): the edition as a whole, its files and the order of its documents."""

from collections.abc import Iterator
from pathlib import Path

from kktei.export import xml
from kktei.export.described import TeiDocument
from kktei.export.edition import Edition
from kktei.export.formats import Missed, Writing
from kktei.export.waiting import waiting

_METS = "http://www.loc.gov/METS/"
_M = xml.Elements(_METS, {None: _METS, "xlink": xml.XLINK}, xlink=True)


def write(edition: Edition, folder: Path, missed: Missed) -> Writing:
    """``mets.xml``: METS wants all descriptions before all files before the structure, so two of these wait on disk."""
    root = _M("mets", _header(edition), OBJID=edition.base or edition.id, LABEL=edition.title, TYPE="edition")
    with waiting(folder) as later, xml.growing(folder / "mets.xml", root) as file:
        order = 0
        while (document := (yield)) is not None:
            order += 1
            xml.put(file, _description(document))
            for made in _files(document, edition):
                later.keep("files", made)
            later.keep("structure", _division(document, order))
        for one in edition.licences:
            if not one.address:
                missed.loss("what may be done with documents, where no address says it", one.name)
        xml.put(file, _rights(edition))
        with file.element(_M.name("fileSec")), file.element(_M.name("fileGrp")):
            for made in later.of("files"):
                xml.put(file, made)
        label = {"TYPE": "edition", "LABEL": edition.title}
        with file.element(_M.name("structMap"), TYPE="LOGICAL"), file.element(_M.name("div"), label):
            for made in later.of("structure"):
                xml.put(file, made)


def _header(edition: Edition) -> xml.Element:
    software = _M("agent", _M("name", "kktei"), ROLE="CREATOR", TYPE="OTHER", OTHERTYPE="SOFTWARE")
    editors = [_M("agent", _M("name", who), ROLE="EDITOR", TYPE="INDIVIDUAL") for who in edition.editors]
    created = f"{edition.day}T00:00:00Z" if edition.day else None
    return _M("metsHdr", *editors, software, CREATEDATE=created, RECORDSTATUS="Complete")


def _description(document: TeiDocument) -> xml.Element:
    reference = _M("mdRef", LOCTYPE="URL", MDTYPE="MODS", MDTYPEVERSION="3.8", href=f"../mods/{document.name}.xml")
    return _M("dmdSec", reference, ID=f"DMD_{document.name}")


def _rights(edition: Edition) -> xml.Element:
    rights = []
    for at, one in enumerate((one for one in edition.licences if one.address), 1):
        kind = {"LOCTYPE": "URL", "MDTYPE": "OTHER", "OTHERMDTYPE": "licence", "LABEL": one.name}
        rights.append(_M("rightsMD", _M("mdRef", href=one.address, **kind), ID=f"RIGHTS_{at}" if at > 1 else "RIGHTS"))
    if address := edition.settings.text("rights.licence"):
        theirs = _M("mdRef", LOCTYPE="URL", MDTYPE="OTHER", OTHERMDTYPE="rights of the texts", href=address)
        rights.append(_M("rightsMD", theirs, ID="RIGHTS_TEXT"))
    return _M("amdSec", *rights, ID="AMD")


def _files(document: TeiDocument, edition: Edition) -> Iterator[xml.Element]:
    addresses = edition.addresses
    rows = (
        ("TEI", "application/tei+xml", addresses.tei(document.name)),
        ("HTML", "text/html", addresses.page(document.name)),
    )
    for use, kind, address in rows:
        place = _M("FLocat", LOCTYPE="URL", href=address)
        yield _M("file", place, ID=f"{use}_{document.name}", MIMETYPE=kind, USE=use)


def _division(document: TeiDocument, order: int) -> xml.Element:
    pointers = [_M("fptr", FILEID=f"{use}_{document.name}") for use in ("TEI", "HTML")]
    return _M("div", *pointers, TYPE="document", ORDER=str(order), ORDERLABEL=document.number, LABEL=document.heading,
              DMDID=f"DMD_{document.name}")  # fmt: skip
