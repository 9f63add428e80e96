"""The print that a document is taken from, the rights of its text, and dates no finer than they are known."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import jsonschema
import pyarrow.parquet
import pytest
import xmlschema
from lxml import etree

from kktei import addresses
from kktei.cache import Cache
from kktei.config import Settings, check
from kktei.described import Dated, TeiAgent, TeiCopy, TeiLevel, TeiMention
from kktei.export import beacon, ead, ead3, ead2002, export, iiif, marc, mets, mods, oai, rdf
from kktei.export.described import Image, Licence, PrintSource, TeiDocument, TeiRecord
from kktei.export.edition import Edition
from kktei.export.formats import Missed, Writing
from kktei.export.lines import row_of
from kktei.export.reading import documents
from kktei.export.reading import edition as shared_by
from kktei.export.registry import PACKAGE
from kktei.export.tables import TABLES
from kktei.job import Job
from kktei.tei import TEI
from tests.export.test_receivers import SCHEMAS

CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"
SOURCE = PrintSource(
    "Papers of the Office", "VI", "7", "https://example.org/v6/d7", "All rights reserved.", "https://example.org/r"
)
DOCUMENT = TeiDocument(
    name="d007", file="edition/documents/d007.xml", id="e.d007", number="7", title="A Letter", language="en",
    genre="letter", classes=(), date=Dated(), licences=(Licence("CC0 1.0", CC0),), source=SOURCE,
)  # fmt: skip


def settings(date: str) -> Settings:
    return check({"edition": {"title": "T", "id": "e", "date": date, "base_uri": "https://example.org/"}})


def edition(date: str) -> Edition:
    return Edition(settings(date), {}, {}, 1)


def record(key: str, ids: dict[str, str]) -> TeiRecord:
    return TeiRecord(key, "person", "", key, "", "", "", (), ids, "", "", "", "", "", "")


def test_a_document_says_its_print_and_its_rights(root: Path, tmp_path: Path) -> None:
    file = root / "edition" / "documents" / "d120.xml"
    (document,) = documents(Job(root, (file,), settings("2026"), tmp_path, Cache(tmp_path)))
    assert document.source.words == "Foreign Relations of the United States, 1961–1963, volume VI, document 120"
    assert document.source.address.endswith("frus1961-63v06/d120")
    assert document.source.rights.startswith("A private letter")


def test_mods_says_print_and_rights() -> None:
    record = mods.record(DOCUMENT, edition("2026"))
    schema = xmlschema.XMLSchema(SCHEMAS / "mods" / "mods-3-8.xsd")
    assert list(schema.iter_errors(etree.fromstring(etree.tostring(record)))) == []
    words = etree.tostring(record, encoding="unicode")
    for said in ("Papers of the Office", ">VI<", ">7<", "https://example.org/v6/d7", "All rights reserved.", "CC0 1.0"):
        assert said in words
    assert ">2026<" in words
    assert "2026-01" not in words


def test_other_records_say_them() -> None:
    core = "".join(oai.dublin_core(DOCUMENT, edition("2026")).itertext())
    line = str(row_of(DOCUMENT, edition("2026")))
    cells = str(list(next(t for t in TABLES if t.name == "documents").rows(DOCUMENT, edition("2026"))))  # type: ignore[misc]
    card = str(marc._document(DOCUMENT, edition("2026")))
    for words in (core, line, cells, card):
        assert "Papers of the Office, volume VI, document 7" in words
        assert "https://example.org/v6/d7" in words
        assert "All rights reserved." in words


@pytest.mark.parametrize(
    ("given", "issued", "day", "kind"),
    [
        ("2026", "2026", "", "xsd:gYear"),
        ("2026-05", "2026-05", "", "xsd:gYearMonth"),
        ("2026-05-04", "2026-05-04", "2026-05-04", "xsd:date"),
        ("", "", "", ""),
    ],
)
def test_a_year_becomes_no_day(given: str, issued: str, day: str, kind: str) -> None:
    made = edition(given)
    assert (made.issued, made.day, rdf.datatype(made.issued)) == (issued, day, kind)
    assert len(made.date) == 10, "what must have a day has one"


def test_beacon_names_whom_documents_name(exported: Path, tmp_path: Path) -> None:
    assert not list((exported / "beacon").iterdir()), "the invented letters have nobody with an identifier"
    ids = {"gnd": "https://d-nb.info/gnd/118638378", "hsg": "7"}
    people = {key: record(key, ids if key == "pers.w" else {}) for key in ("pers.w", "pers.b", "pers.W")}
    whole, missed = Edition(settings("2026"), people, {}, 1), Missed()
    writing = beacon.write(whole, tmp_path, missed)
    next(writing)
    writing.send(replace(DOCUMENT, authors=(TeiAgent("pers.w", "person", "W"), TeiAgent("pers.b", "person", "B"))))
    with pytest.raises(StopIteration):
        writing.send(None)
    text = (tmp_path / "gnd.txt").read_text("utf-8")
    assert text.startswith("#FORMAT: BEACON\n#PREFIX: https://d-nb.info/gnd/\n")
    assert text.splitlines()[-1] == "118638378|1|https://example.org/persons/w.html"
    assert sum(missed.lost.values()) == 1


def test_beacon_leads_to_the_register_where_the_site_gathers_names(tmp_path: Path) -> None:
    """Of many names those that few documents have and that wrote nothing have no page of their own."""
    people = {f"pers.p{n}": record(f"pers.p{n}", {"gnd": "118638378"}) for n in range(addresses._MANY)}
    mentioned = tuple(TeiMention(key, "person", "N", 1) for key in people)
    often = tuple(TeiMention(f"pers.p{n}", "person", "N", 1) for n in range(9))
    whole = Edition(settings("2026"), people, {}, 4)
    documents = [replace(DOCUMENT, mentioned=mentioned), *[replace(DOCUMENT, mentioned=often)] * 3]
    finish(beacon.write(whole, tmp_path, Missed()), *documents)
    lines = (tmp_path / "gnd.txt").read_text("utf-8").splitlines()[-addresses._MANY :]
    pages = Counter(line.rpartition("/")[2] for line in lines)
    assert pages.pop("index.html") == addresses._MANY - 9
    assert pages == {f"p{n}.html": 1 for n in range(9)}


def test_parquet_has_the_tables(exported: Path) -> None:
    for table in TABLES:
        found = pyarrow.parquet.read_table(exported / "parquet" / f"{table.name}.parquet")
        assert found.column_names == list(table.columns)
    rows = pyarrow.parquet.read_table(exported / "parquet" / "documents.parquet").to_pylist()
    assert [row["document"] for row in rows] == ["d001", "d002"]


def finish(writing: Writing, *documents: TeiDocument) -> None:
    next(writing)
    for document in documents:
        writing.send(document)
    with pytest.raises(StopIteration):
        writing.send(None)


def test_mets_and_iiif_are_what_their_schemas_say(tmp_path: Path) -> None:
    pages = [Image(f"https://example.org/{label}.jpg", "600", "800", label) for label in ("1r", "")]
    pictured = replace(DOCUMENT, images=tuple(pages))
    whole = edition("2026")
    (tmp_path / "mets").mkdir()
    finish(mets.write(whole, tmp_path / "mets", Missed()), pictured)
    schema = etree.XMLSchema(etree.parse(SCHEMAS / "mets" / "mets.xsd"))
    schema.validate(etree.parse(tmp_path / "mets" / "mets.xml"))
    assert str(schema.error_log) == ""
    (tmp_path / "iiif").mkdir()
    finish(iiif.write(whole, tmp_path / "iiif", Missed()), pictured)
    manifest = json.loads((tmp_path / "iiif" / "d007" / "manifest.json").read_text("utf-8"))
    rules = json.loads((SCHEMAS / "iiif" / "iiif_3_0.json").read_text("utf-8"))
    assert [e.message for e in jsonschema.Draft7Validator(rules).iter_errors(manifest)] == []
    assert [canvas["label"] for canvas in manifest["items"]] == [{"none": ["1r"]}, {"none": ["p2"]}]


def test_a_collection_says_what_the_authority_file_says(tmp_path: Path) -> None:
    shared = tmp_path / "authorities.xml"
    shared.write_text(
        f'''<TEI xmlns="{TEI}"><standOff><listBibl type="collections"><bibl xml:id="col.berg" type="collection">
        <title>Berg Papers</title> <date from="1910" to="1930">1910 to 1930</date> <extent>12 boxes</extent>
        <ref target="https://example.org/aid">finding aid</ref></bibl></listBibl></standOff></TEI>''',
        "utf-8",
    )
    job = Job(tmp_path, (), settings("2026"), tmp_path, Cache(tmp_path / "c"), shared)
    unit = shared_by(job).records["col.berg"]
    assert (unit.first, unit.last, unit.dates, unit.extent) == ("1910", "1930", "1910 to 1930", "12 boxes")
    for dialect in (ead3, ead2002):
        words = etree.tostring(dialect.unit(unit), encoding="unicode")
        for said in ('normal="1910/1930"', "12 boxes", 'href="https://example.org/aid"'):
            assert said in words
    grammar = etree.RelaxNG(etree.parse(SCHEMAS / "ead3" / "ead3.rng"))
    holder = TeiRecord("rep.x", "repository", "", "X", "", "", "", (), {}, "", "", "", "", "", "")
    whole = Edition(settings("2026"), {"rep.x": holder, "col.berg": replace(unit, parent="rep.x")}, {}, 1)
    copy = TeiCopy("w1", (), "", "", (TeiLevel("col.berg", "B", "collection", ""),), "", "", "", "", "", "", (), (), ())
    (tmp_path / "ead3").mkdir()
    finish(ead.write_ead3(whole, tmp_path / "ead3", Missed()), replace(DOCUMENT, copies=(copy,)))
    grammar.validate(etree.parse(tmp_path / "ead3" / "rep.x.xml"))
    assert str(grammar.error_log) == ""


@pytest.mark.parametrize(("publication", "lines", "link"), [
    ("<p>Unpublished</p>", [], ""),
    ("<publisher>H</publisher><availability><p>All rights <hi>reserved</hi></p></availability>",
     ["All rights reserved"], ""),
    ('<publisher>H</publisher><availability><licence target="https://rightsstatements.org/vocab/InC/1.0/">No reuse'
     "</licence><p>Ask the heirs.</p></availability>",
     ["No reuse", "https://rightsstatements.org/vocab/InC/1.0/", "Ask the heirs."],
     "https://rightsstatements.org/vocab/InC/1.0/"),
    (f'<publisher>H</publisher><availability><licence target="{CC0}"><p>Free</p><p>for all</p></licence></availability>',
     [CC0], CC0),
    ('<publisher>H</publisher><availability status="unknown"><p>No licence is stated.</p></availability>', [], ""),
])  # fmt: skip
def test_a_document_has_the_rights_that_it_gives(tmp_path: Path, publication: str, lines: list[str], link: str) -> None:
    """Never the edition's: not in its own record, nor in that of the whole."""
    (tmp_path / "a.xml").write_text(
        f'<TEI xmlns="{TEI}"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt><publicationStmt>{publication}'
        "</publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader><text><body><p>W.</p></body></text></TEI>",
        "utf-8",
    )
    (tmp_path / "out").mkdir()
    said = check(
        {"edition": {"title": "T", "id": "e", "base_uri": "https://e.org/", "email": "e@e.org", "date": "2026"}}
    )
    job = Job(tmp_path, (tmp_path / "a.xml",), said, tmp_path / "out", Cache(tmp_path / "c"))
    done = export(job, ("oai", "mods", "csv", "rdf", "datacite", "marc", PACKAGE))
    assert ("X005" in [one.code for one in done.findings]) == (not lines)
    core = etree.parse(tmp_path / "out" / "oai" / "static-repository.xml")
    assert core.xpath("//*[local-name() = 'rights']/text()") == lines
    made = "".join(p.read_text("utf-8") for p in (tmp_path / "out").rglob("*") if p.suffix in {".csv", ".ttl", ".json"})
    assert ("zero/1.0" in made) == (link == CC0)
    assert link in made
    (rights,) = [json.loads((tmp_path / "out" / "datacite" / "datacite.json").read_text("utf-8"))["rightsList"]]
    assert bool(rights)
    assert ("No licence is stated in 1 of 1" in str(rights)) == (not lines)


def test_what_some_documents_allow_is_not_said_of_the_whole_edition() -> None:
    """Only a licence that all of them have is the edition's; of others it tells in words how many have them."""
    whole = edition("2026")
    for at in range(2):
        own = (Licence("CC BY-NC", "https://e.org/nc"),) if at else ()
        whole.gathered.take(replace(DOCUMENT, licences=(Licence("", CC0), *own)))
    assert whole.licences == (Licence("", CC0), Licence("CC BY-NC, https://e.org/nc (in 1 of 2 documents)"))
