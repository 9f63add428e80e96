"""A document that travels alone takes along what it points to, and is valid by the schema that goes with it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from kktei import tei
from kktei.config import load
from kktei.errors import MachineryError
from kktei.export.edition import Edition
from kktei.export.formats import Missed
from kktei.export.typed import document
from kktei.export.whole import write
from kktei.pipeline.export import ExportRun
from kktei.project import Project, data

WITHIN = re.compile(r"(?:authorities|edition)\.xml#")


@cache
def grammar() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(data("schema") / "kktei.rng"))


def test_every_pointer_leads_somewhere_and_the_document_is_valid(exported: Path) -> None:
    folder = exported / "tei"
    assert (folder / "schema" / "kktei.rng").read_bytes() == (data("schema") / "kktei.rng").read_bytes()
    files = sorted(folder.glob("*.xml"))
    assert [file.name for file in files] == ["d001.xml", "d002.xml"]
    for file in files:
        root = tei.load(file)
        assert grammar().validate(root), grammar().error_log
        assert not WITHIN.search(file.read_text("utf-8"))
        ids = [e.get(tei.XML_ID) for e in root.iter() if e.get(tei.XML_ID)]
        assert len(ids) == len(set(ids))
        pointers = {
            p for e in root.iter(etree.Element) for v in e.attrib.values() for p in v.split() if p.startswith("#")
        }
        assert pointers <= {f"#{key}" for key in ids}


def test_only_what_is_pointed_to_comes_along(exported: Path) -> None:
    root = tei.load(exported / "tei" / "d002.xml")
    assert sorted(root.xpath("//tei:standOff//tei:person/@xml:id", namespaces=tei.NS)) == ["pers.berg", "pers.winter"]
    assert root.xpath("//tei:standOff//tei:org/@xml:id", namespaces=tei.NS) == ["rep.examplearchive"]
    assert "gen.telegram" not in root.xpath("//tei:category/@xml:id", namespaces=tei.NS)
    assert root.xpath("//tei:titleStmt/tei:editor/@xml:id", namespaces=tei.NS) == ["ed"]


def test_no_word_of_the_document_changes(letters: tuple[Project, ExportRun], exported: Path) -> None:
    project, _ = letters
    before, after = tei.load(project.documents / "d001.xml"), tei.load(exported / "tei" / "d001.xml")
    assert "".join(after.find(tei.q("text")).itertext()) == "".join(before.find(tei.q("text")).itertext())


def test_the_thirty(root: Path, tmp_path: Path) -> None:
    """Those with the most pointers, whose printed source is in the corpus file."""
    edition = root / "edition"
    whole = Edition(
        load(edition / "edition.toml"), {}, {}, 30, root, edition / "authorities.xml", edition / "edition.xml"
    )
    missed = Missed()
    writing = write(whole, tmp_path / "tei", missed)
    next(writing)
    blank = {
        "date": dict.fromkeys(("first", "last", "when", "words", "cert", "evidence"), "")
        | {"period": False, "inferred": False},
        "source": {},
    }
    keys = [
        "authors",
        "communications",
        "copies",
        "relations",
        "printed",
        "mentioned",
        "parts",
        "facts",
        "images",
        "licences",
        "classes",
    ]
    rest = dict.fromkeys(["id", "number", "title", "language", "genre", "note", "text", "changed"], "")
    for name in ("d093", "d120"):
        row = {**rest, **{key: [] for key in keys}, "ids": {}, **blank}
        writing.send(document(row, name, f"edition/documents/{name}.xml"))
    assert missed.lost == {}
    for file in (tmp_path / "tei").glob("*.xml"):
        assert grammar().validate(etree.parse(file)), grammar().error_log
        assert "bibl.source" in tei.load(file).xpath("//tei:standOff//tei:bibl/@xml:id", namespaces=tei.NS)
    writing.close()


def test_what_is_no_document_is_told_and_not_taken() -> None:
    with pytest.raises(MachineryError, match="gave no TeiDocument"):
        document({"id": 7}, "d1", "edition/documents/d1.xml")
