"""The server that comes with an export is harvested: every record once, by verbs as OAI-PMH 2.0 has them."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlencode

from lxml import etree

from kktei.export import oaiserver
from kktei.export.oaiserver import application

OAI = {"o": "http://www.openarchives.org/OAI/2.0/", "dc": "http://purl.org/dc/elements/1.1/"}
ADDRESS = "http://localhost:8000/oai"


def harvested(exported: Path, **asked: str) -> etree._Element:
    app = application(str(exported / "oai" / "static-repository.xml"), ADDRESS)
    return etree.fromstring(b"".join(app({"QUERY_STRING": urlencode(asked)}, lambda *_: None)))


def said(root: etree._Element, path: str) -> list[str]:
    return [str(text) for text in root.xpath(path, namespaces=OAI)]  # type: ignore[union-attr]


def test_a_harvester_gets_every_record(exported: Path) -> None:
    identify = harvested(exported, verb="Identify")
    assert said(identify, "//o:baseURL/text() | //o:adminEmail/text()") == [ADDRESS, "editor@example.org"]
    records = harvested(exported, verb="ListRecords", metadataPrefix="oai_dc")
    ids = said(records, "//o:header/o:identifier/text()")
    assert ids == [f"oai:example.org:letters/{name}" for name in ("d001", "d002")]
    assert said(records, "//dc:creator/text()") == ["Winter, Ada", "Berg, Jonas"]
    one = harvested(exported, verb="GetRecord", metadataPrefix="oai_dc", identifier=ids[1])
    assert said(one, "//dc:title/text()") == said(records, "//o:record[2]//dc:title/text()")


def test_it_says_what_it_has_not(exported: Path) -> None:
    wrong = {
        "noRecordsMatch": {"verb": "ListIdentifiers", "metadataPrefix": "oai_dc", "from": "9000-01-01"},
        "idDoesNotExist": {"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": "oai:example.org:letters/x"},
        "noSetHierarchy": {"verb": "ListSets"},
        "badVerb": {"verb": "Take"},
    }
    for code, asked in wrong.items():
        assert said(harvested(exported, **asked), "//o:error/@code") == [code]


def test_it_comes_with_the_export(exported: Path) -> None:
    source = Path(oaiserver.__file__).read_text("utf-8")
    assert (exported / "load" / "oai_server.py").read_text("utf-8") == source
    assert "kktei" not in source, "it stands alone"
