"""CMIF 1.1, the index of letters that correspSearch reads (TEI Correspondence SIG, 2025-02-26).

CMIF knows sending and receiving only: whatever else befell a letter is counted as lost.  Its elements are TEI's.
"""

import re
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path

from lxml import etree

from kktei.described import Dated, TeiAgent, TeiCommunication
from kktei.export import xml
from kktei.export.described import TeiDocument
from kktei.export.edition import Edition
from kktei.export.formats import Missed, Writing
from kktei.tei import TEI

_T = xml.Elements(TEI, {None: TEI})
_KNOWN = ("viaf", "gnd", "lc", "bnf", "ndl")  # the authorities that CMIF 1.1 names, as correspSearch prefers them
_YEARLESS = re.compile(r"--\d\d(?:-\d\d)?|---\d\d")
_HINT = "Say in the TEI (correspDesc) or in the editors' table who it was."


def write(edition: Edition, folder: Path, missed: Missed) -> Writing:
    """``cmif.xml``: a correspDesc for each act of communication."""
    source = f"k{uuid.uuid5(uuid.NAMESPACE_URL, edition.base)}"
    with (folder / "cmif.xml").open("wb") as stream, etree.xmlfile(stream, encoding="UTF-8") as file:
        file.write_declaration()
        with file.element(_T.name("TEI"), nsmap={None: TEI}):
            with file.element(_T.name("teiHeader")):
                file.write("\n")
                xml.put(file, _description(edition, source))
                with file.element(_T.name("profileDesc")):
                    file.write("\n")
                    while (document := (yield)) is not None:
                        for made in _acts(document, edition, source, missed):
                            xml.put(file, made)
            xml.put(file, _T("text", _T("body", _T("p"))))


def _description(edition: Edition, source: str) -> xml.Element:
    """The fileDesc, as CMIF prescribes it: one title, an editor with an address, where the file is, a licence."""
    editors = edition.editors or (edition.publisher or edition.title,)
    words = ". ".join(filter(None, (edition.title, edition.publisher, edition.year)))
    return _T(
        "fileDesc",
        _T("titleStmt", _T("title", f"{edition.title}: index of letters"), *(_T("editor", who) for who in editors)),
        _T(
            "publicationStmt",
            _T("publisher", _T("ref", edition.publisher or edition.title, target=edition.base)),
            _T("idno", f"{edition.base}export/cmif/cmif.xml", type="url"),
            _T("date", when=edition.issued or edition.date),
            _T("availability", _T("licence", edition.licence_name, target=edition.licence)),
        ),
        _T("sourceDesc", _T("bibl", f"{words}. ", _T("ref", edition.base, target=edition.base), type="online",
                            xml_id=source)),
    )  # fmt: skip


def _acts(document: TeiDocument, edition: Edition, source: str, missed: Missed) -> Iterator[xml.Element]:
    if not document.communications:
        missed.loss("documents that tell of no act of communication", document.name)
    for act in document.communications:
        _count_losses(act, document, missed)
        made = _T("correspDesc", key=document.number, ref=edition.addresses.page(document.name), source=f"#{source}")
        for kind in ("sent", "received"):
            made.append(_action(kind, act, document, edition, missed))
        yield made


def _action(kind: str, act: TeiCommunication, document: TeiDocument, edition: Edition, missed: Missed) -> xml.Element:
    made = _T("correspAction", type=kind)
    steps = list(act.of(kind))
    parties = {agent.key: agent for step in steps for agent in step.agents}
    for agent in parties.values():
        made.append(_party(agent, edition, document, missed))
    if not parties:
        words = {"sent": "who sent it", "received": "to whom it went"}[kind]
        missed.refused(document, f'CMIF needs {words}; "Unknown" stands there', _HINT, part=act.id)
        made.append(_T("persName", "Unknown"))
    whole = document if kind == "sent" and act is document.communications[0] else None
    places = (*(place for step in steps for place in step.places), whole.place if whole else None)
    if place := next((one for one in places if one is not None and edition.place_name(one)), None):
        address = edition.same(place).get("geonames", "")
        if place.cert not in ("", "high"):
            missed.loss("that a place is not certain", document.name)
        if not address:
            missed.loss("places without GeoNames", edition.place_name(place))
        made.append(_T("placeName", edition.place_name(place), ref=address))
    missed.loss("places of a step but the first", document.name, sum(len(step.places[1:]) for step in steps))
    days = [*(step.date for step in steps), *((whole.date,) if whole else ())]
    made.extend(_dates(days, missed, document))
    return made


def _party(agent: TeiAgent, edition: Edition, document: TeiDocument, missed: Missed) -> xml.Element:
    addresses = edition.same(agent)
    ref = next((addresses[name] for name in _KNOWN if name in addresses), "")
    missed.loss("identifiers of a name but one", edition.heading(agent), len(addresses) - 1 if ref else 0)
    if not ref:
        missed.loss("names without an authority that CMIF knows (VIAF, GND, LC, BNF, NDL)", edition.heading(agent))
    if agent.evidence and agent.evidence != "conjecture":
        missed.loss('what an inference rests on (only "conjecture" can be said)', document.name)
    if agent.cert not in ("", "low"):
        missed.loss('degrees of certainty (only "low" can be said)', document.name)
    tag = "orgName" if edition.is_body(agent) else "persName"
    cert = "low" if agent.cert == "low" else ""
    return _T(tag, edition.heading(agent), ref=ref, evidence="conjecture" if agent.evidence else "", cert=cert)


def _dates(dates: Iterable[Dated], missed: Missed, document: TeiDocument) -> Iterator[xml.Element]:
    date = next((d for d in dates if d.first or d.last or _YEARLESS.fullmatch(d.when)), None)
    if date is None:
        return
    if "T" in date.when:
        missed.loss("times of day", document.name)
    cert = "low" if date.cert == "low" else ""
    evidence = "conjecture" if date.evidence else ""
    if date.day:
        bounds = {"when": date.day}
    elif not date.first and not date.last:
        bounds = {"when": date.when}  # a day of no known year
    elif date.lasting:
        bounds = {"from": date.first, "to": date.last}
    else:
        bounds = {"notBefore": date.first, "notAfter": date.last}
    yield _T("date", **bounds, evidence=evidence, cert=cert)


def _count_losses(act: TeiCommunication, document: TeiDocument, missed: Missed) -> None:
    kept = {id(step) for step in act.of("sent", "received")}
    for step in act.steps:
        if id(step) not in kept:
            kind = f"{step.type}/{step.subtype}" if step.subtype else step.type
            missed.loss(f"steps of the kind {kind}", document.name)
