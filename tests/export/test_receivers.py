"""Every format is what its receiver takes: by the receiver's schema, or read by somebody else's program."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import sqlite3
import zipfile
from pathlib import Path
from typing import Any

import bagit
import pymarc
import pyoxigraph
import pytest
import rispy
import yaml
from lxml import etree

from kktei.cache import Cache
from kktei.export import NAMES, reading
from kktei.export.tables import TABLES
from kktei.job import Job
from kktei.pipeline.checking import check_paths
from kktei.pipeline.export import ExportRun
from kktei.pipeline.watch import Silence
from kktei.project import Project
from tests.conftest import ROOT
from tests.export.refused import CHECKS, by_json_schema, refused

SCHEMAS = Path(__file__).parent / "receivers"
TEI = {"t": "http://www.tei-c.org/ns/1.0"}
OAI = "{http://www.openarchives.org/OAI/2.0/}"
DC = "{http://purl.org/dc/elements/1.1/}"
BASE = "https://example.org/letters/"


def test_all_formats_are_made(letters: tuple[Project, ExportRun]) -> None:
    _, outcome = letters
    assert outcome.made == NAMES
    assert (outcome.failed, outcome.code, outcome.exported) == ((), 0, 2)


def test_every_receiver_takes_what_it_is_given(exported: Path) -> None:
    """By its schema: CMIF, EAD3, EAD 2002, MODS, METS, Dublin Core, DataCite, DTS; or read by a program of others."""
    assert {path.name for path in exported.iterdir()} >= CHECKS.keys()
    assert refused(exported) == []


def test_what_a_receiver_would_refuse_is_seen(exported: Path, tmp_path: Path) -> None:
    """The check of each form can fail: a word that the receiver does not know, instead of one that it does."""
    words = {
        "cmif": ("correspAction", "correspActions"), "ead3": ("unittitle", "unittitles"), "mods": ("titleInfo", "titles"),
        "ead2002": ("unittitle", "unittitles"), "mets": ("structMap", "structMaps"), "oai": ("dc:title", "dc:titles"),
        "datacite": ('"titles"', '"title"'), "dts": ('"Navigation"', '"Navigations"'), "csv": ("d002", "d001"),
    }  # fmt: skip
    for form, (right, wrong) in words.items():
        folder = Path(shutil.copytree(exported / form, tmp_path / form))
        for file in (path for path in folder.rglob("*") if path.is_file()):
            file.write_text(file.read_text("utf-8").replace(right, wrong), "utf-8")
    found = {problem.partition("/")[0] for problem in refused(tmp_path)}
    assert found == words.keys()


def test_the_citation_file_is_one(letters: tuple[Project, ExportRun]) -> None:
    text = (letters[0].output / "html" / "CITATION.cff").read_text("utf-8")
    read = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - which makes texts of all
    assert by_json_schema(read, "cff/schema-1.2.0.json") == []
    assert by_json_schema({**read, "authors": []}, "cff/schema-1.2.0.json") != []


def test_cmif(exported: Path) -> None:
    file = exported / "cmif" / "cmif.xml"
    first = etree.parse(file).xpath("//t:correspDesc", namespaces=TEI)[0]
    assert first.get("ref") == f"{BASE}documents/d001.html"
    assert [" ".join(action.itertext()).split() for action in first] == [
        ["Winter,", "Ada", "Vienna"],
        ["Berg,", "Jonas"],
    ]
    assert first.xpath("string(t:correspAction[1]/t:date/@when)", namespaces=TEI) == "1921-03-04"


def test_cmif_keeps_its_rules(exported: Path) -> None:
    schema, rules = (SCHEMAS / "cmif" / name for name in ("cmi-customization.rng", "cmif.sch"))
    file = exported / "cmif" / "cmif.xml"
    done = check_paths([file], schema=schema, rules=rules, jobs=1, force=False, watch=Silence())
    assert (done.files, done.found) == (1, [])


def test_finding_aids(exported: Path) -> None:
    files = sorted(path.name for path in (exported / "ead3").iterdir())
    assert files == sorted(path.name for path in (exported / "ead2002").iterdir())
    assert len(files) == 2


@pytest.mark.parametrize("form", ["ead3", "ead2002"])
def test_a_copy_lies_in_its_collection(exported: Path, form: str) -> None:
    found = {}
    for file in (exported / form).iterdir():
        tree = etree.parse(file)
        for item in tree.xpath("//*[@level='item']"):
            above = item.xpath("ancestor::*[local-name()='c']/*/*[local-name()='unittitle']/text()")
            numbers = item.xpath("*/*[local-name()='unitid']/text()")
            found[numbers[0]] = [*above, *numbers[1:]]
    assert found["d001.w1"] == ["Berg Papers", "Correspondence", "Box 3"]
    assert found["d001.w2"] == found["d002.w1"] == ["Winter Papers", "Box 1"]


def test_kinds_of_documents_are_those_of_a_vocabulary(
    letters: tuple[Project, ExportRun], exported: Path, tmp_path: Path
) -> None:
    """Of the AAT, or what a category of edition.xml says (``catDesc ref``)."""
    address = "http://vocab.getty.edu/aat/300026879"
    mods = etree.parse(exported / "mods" / "d001.xml")
    assert [dict(genre.attrib) for genre in mods.iter("{*}genre")] == [{"authority": "aat", "valueURI": address}]
    with (exported / "marc" / "edition.mrc").open("rb") as stream:
        (field,) = list(pymarc.MARCReader(stream))[1].get_fields("655")
    assert field["2"] == "aat"
    assert field["0"] == address
    project, _ = letters
    corpus = tmp_path / "edition.xml"
    said = "https://d-nb.info/gnd/4008240-4"
    text = project.corpus.read_text("utf-8")
    assert "<catDesc>Letter</catDesc>" in text
    corpus.write_text(text.replace("<catDesc>Letter", f'<catDesc ref="{said}">Letter'), "utf-8")
    job = Job(project.root, (), project.settings(), tmp_path, Cache(tmp_path / "c"), None, corpus)
    assert reading.edition(job).vocabularies == {"gen.letter": said}


def test_mets_leads_to_everything(exported: Path) -> None:
    tree = etree.parse(exported / "mets" / "mets.xml")
    ids = set(tree.xpath("//@ID"))
    pointers = [p for value in tree.xpath("//@FILEID | //@DMDID") for p in value.split()]
    assert len(pointers) == 6
    assert set(pointers) <= ids
    order = [etree.QName(element).localname for element in tree.getroot()]
    assert order == ["metsHdr", "dmdSec", "dmdSec", "amdSec", "fileSec", "structMap"]
    href = "{http://www.w3.org/1999/xlink}href"
    here = [e.get(href) for e in tree.iter() if (e.get(href) or "").startswith("..")]
    assert all((exported / "mets" / name).is_file() for name in here)


def test_a_static_repository(exported: Path) -> None:
    tree = etree.parse(exported / "oai" / "static-repository.xml")
    identify = {etree.QName(e).localname: e.text for e in tree.getroot()[0]}
    assert identify["adminEmail"] == "editor@example.org"
    assert identify["baseURL"] == f"{BASE}export/oai/static-repository.xml"
    records = tree.findall(f".//{OAI}record")
    assert [r.findtext(f".//{OAI}identifier") for r in records] == [
        f"oai:example.org:letters/{name}" for name in ("d001", "d002")
    ]
    assert records[0].findtext(f".//{DC}creator") == "Winter, Ada"
    assert records[0].findtext(f".//{DC}date") == "1921-03-04"
    elements = {e.tag.removeprefix(DC) for e in tree.iter() if isinstance(e.tag, str) and e.tag.startswith(DC)}
    known = "title creator subject description publisher contributor date type format identifier source language "
    assert elements <= set(f"{known}relation coverage rights".split())


def test_datacite(exported: Path) -> None:
    row = json.loads((exported / "datacite" / "datacite.json").read_text("utf-8"))
    assert row["dates"][1]["date"] == "1921-03-04/1921-03-11"


def test_citations(exported: Path) -> None:
    folder = exported / "citations"
    ris = rispy.loads((folder / "all.ris").read_text("utf-8"))
    assert [(r["authors"], r["date"], r["type_of_reference"]) for r in ris] == [
        (["Winter, Ada"], "1921/03/04", "PCOMM"),
        (["Berg, Jonas"], "1921/03/11", "PCOMM"),
    ]
    first = json.loads((folder / "all.json").read_text("utf-8"))[0]
    assert first["author"] == [{"family": "Winter", "given": "Ada"}]
    assert first["recipient"] == [{"family": "Berg", "given": "Jonas"}]
    assert first["original-date"] == {"date-parts": [[1921, 3, 4]]}
    assert first["issued"] == {"date-parts": [[2026]]}
    biblatex = (folder / "all.bib").read_text("utf-8")
    assert "author = {Winter, Ada}" in biblatex
    assert "origdate = {1921-03-04}" in biblatex


def test_tables_are_as_the_data_package_says(exported: Path) -> None:
    package = json.loads((exported / "csv" / "datapackage.json").read_text("utf-8"))
    values: dict[str, dict[str, set[str]]] = {}
    for resource in package["resources"]:
        rows = list(csv.DictReader(io.StringIO((exported / "csv" / resource["path"]).read_text("utf-8"))))
        names = [field["name"] for field in resource["schema"]["fields"]]
        assert rows or resource["name"] in ("makers", "identifiers", "numbers"), resource["name"]
        assert not rows or list(rows[0]) == names
        values[resource["name"]] = {name: {row[name] for row in rows} for name in names}
    for resource in package["resources"]:
        for key in resource["schema"].get("foreignKeys", ()):
            other = values[key["reference"]["resource"]][key["reference"]["fields"]]
            assert values[resource["name"]][key["fields"]] <= other


def test_a_question_to_the_database(exported: Path) -> None:
    database = sqlite3.connect(exported / "sqlite" / "edition.sqlite")
    held = database.execute("SELECT document FROM copies WHERE holder = 'Example Archive' ORDER BY 1").fetchall()
    assert held == [("d001",), ("d002",)]
    page = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")
    (words,) = re.findall(r"Full text: `([^`]+)`", page)
    assert len(database.execute(words).fetchall()) == 1
    evidence = (
        "SELECT words FROM facts WHERE document = 'd001' AND what = 'msIdentifier/collection' AND part = 'd001.w1'"
    )
    assert [words for (words,) in database.execute(evidence)][:1] == ["Berg Papers"]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert {table.name for table in TABLES} <= tables


def test_lines_hold_everything(exported: Path) -> None:
    rows = [json.loads(line) for line in (exported / "ndjson" / "documents.ndjson").read_text("utf-8").splitlines()]
    assert [row["sender"][0]["name"] for row in rows] == ["Winter, Ada", "Berg, Jonas"]
    assert "The proofs came this morning" in rows[0]["text"]
    assert "The proofs have not been found" not in rows[0]["text"].split("Sincerely")[0]


@pytest.mark.parametrize("name", ["edition", "evidence"])
def test_turtle_and_json_ld_say_the_same(exported: Path, name: str) -> None:
    turtle, linked = (
        set(map(str, pyoxigraph.parse(path=str(exported / "rdf" / f"{name}.{ending}"), format=form)))
        for ending, form in (("ttl", pyoxigraph.RdfFormat.TURTLE), ("jsonld", pyoxigraph.RdfFormat.JSON_LD))
    )
    assert len(turtle) > 50
    assert turtle == linked


def test_a_question_to_the_graph(exported: Path) -> None:
    store = pyoxigraph.Store()
    for name in ("edition", "evidence"):
        store.load(path=str(exported / "rdf" / f"{name}.ttl"), format=pyoxigraph.RdfFormat.TURTLE)
    prefixes = "PREFIX rico: <https://www.ica.org/standards/RiC/ontology#> PREFIX schema: <https://schema.org/> "
    question = """SELECT ?document WHERE { ?document rico:hasOrHadInstantiation ?copy .
        ?copy schema:holdingArchive ?holder . ?holder schema:name "Example Archive" } ORDER BY ?document"""
    answers: Any = store.query(prefixes + question)
    assert [row["document"].value for row in answers] == [f"{BASE}documents/{n}.html" for n in ("d001", "d002")]


def test_dts_leads_from_the_entry_to_the_texts(exported: Path) -> None:
    folder = exported / "dts"
    entry = json.loads((folder / "index.json").read_text("utf-8"))
    collection = json.loads((folder / "collection.json").read_text("utf-8"))
    assert entry["collection"].startswith(f"{BASE}export/dts/collection.json")
    assert collection["totalChildren"] == len(collection["member"]) == 2
    first = json.loads((folder / "navigation" / "d001.json").read_text("utf-8"))
    assert [unit["identifier"] for unit in first["member"]]
    assert first["resource"]["document"].startswith(f"{BASE}tei/documents/d001.xml{{")


def test_marc(exported: Path) -> None:
    folder = exported / "marc"
    binary = list(pymarc.MARCReader((folder / "edition.mrc").read_bytes()))
    marked = pymarc.parse_xml_to_array(str(folder / "edition.xml"))
    assert (
        [r["001"].data for r in binary]
        == [r["001"].data for r in marked]
        == ["letters.d001", "letters.d002", "letters"]
    )
    assert {len(record["008"].data) for record in binary} == {40}
    assert binary[0]["100"].format_field() == "Winter, Ada author aut"
    assert binary[0]["856"]["u"] == f"{BASE}documents/d001.html"


def test_the_bag_holds_the_edition_and_its_crate(exported: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(exported / "letters.zip") as archive:
        archive.extractall(tmp_path)
    bag = bagit.Bag(str(tmp_path / "letters"))
    bag.validate()
    assert bag.version_info == (1, 0)
    crate = json.loads((tmp_path / "letters" / "data" / "ro-crate-metadata.json").read_text("utf-8"))
    things = {row["@id"]: row for row in crate["@graph"]}
    listed = {part["@id"] for part in things["./"]["hasPart"]}
    there = {
        p.relative_to(tmp_path / "letters/data").as_posix()
        for p in (tmp_path / "letters/data").rglob("*")
        if p.is_file()
    }
    assert listed == there - {"ro-crate-metadata.json"}
    assert {"tei/documents/d001.xml", "tei/authorities.xml", "schema/kktei.rng", "export/cmif/cmif.xml"} <= listed
    assert things["ro-crate-metadata.json"]["about"] == {"@id": "./"}
    assert all(value["@id"] in things for value in [things["./"]["license"], *things["./"]["author"]])


def test_definitions_for_databases_name_all_columns(exported: Path) -> None:
    sql = (exported / "load" / "postgresql.sql").read_text("utf-8")
    mapping = json.loads((exported / "load" / "opensearch.json").read_text("utf-8"))["mappings"]["properties"]
    for table in TABLES:
        assert f'CREATE TABLE "{table.name}"' in sql
        assert f"'../csv/{table.name}.csv'" in sql
    line = json.loads((exported / "ndjson" / "documents.ndjson").read_text("utf-8").splitlines()[0])
    assert set(line) <= set(mapping)
