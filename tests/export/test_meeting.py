"""Editions that meet: one finding aid, one search table, one network; what is not the same stays apart."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from kktei.config import load
from kktei.errors import UsageError
from kktei.export.described import TeiRecord
from kktei.export.edition import Edition
from kktei.export.meeting import meet
from kktei.export.registry import FOR_MANY
from kktei.pipeline.export import ExportRun, export
from kktei.project import Project
from tests.editions import digests
from tests.export.refused import refused
from tests.pipeline.test_house import HOUSE, edition, run

SAYING = ("ead3", "sqlite", "network")


@pytest.fixture(scope="module")
def met(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, Project, ExportRun]:
    """Two editions that share an authority file, converted, and exported together."""
    folder = tmp_path_factory.mktemp("house")
    (folder / "house.xml").write_text(HOUSE, encoding="utf-8")
    one, two = edition(folder, "one", "Jonas Berg"), edition(folder, "two", "Karl Sand")
    assert {f.code for found in (run(one), run(two)) for f in found} == {"E013"}
    before = digests(two.root)
    outcome = export(one, SAYING, others=[two])
    assert digests(two.root) == before, "another edition is only read"
    return one, two, outcome


def test_one_finding_aid(met: tuple[Project, Project, ExportRun]) -> None:
    (file,) = (met[0].output / "together" / "ead3").iterdir()
    assert refused(met[0].output / "together") == []
    root = etree.parse(file).getroot()
    (collection,) = root.iterfind(".//{*}c[@level='collection']")
    assert [item.get("id") for item in collection.iterfind("{*}c")] == ["one.d001.w1", "two.d001.w1"]


def test_one_search_table(met: tuple[Project, Project, ExportRun]) -> None:
    database = sqlite3.connect(met[0].output / "together" / "sqlite" / "edition.sqlite")
    asked = (
        "SELECT documents.document, edition FROM documents JOIN search ON search.rowid = documents.rowid "
        "JOIN parties USING (document) WHERE search MATCH 'thanks' AND parties.record = 'pers.w'"
    )
    assert database.execute(asked).fetchall() == [("one.d001", "one"), ("two.d001", "two")]
    assert database.execute("SELECT count(*) FROM records WHERE record = 'pers.w'").fetchone() == (1,)
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    database.close()


def test_one_network(met: tuple[Project, Project, ExportRun]) -> None:
    root = etree.parse(met[0].output / "together" / "network" / "network.graphml").getroot()
    names = {node.get("id"): node.findtext("{*}data[@key='label']") for node in root.iter("{*}node")}
    edges = [(names[e.get("source")], names[e.get("target")]) for e in root.iter("{*}edge")]
    assert sorted(edges) == [("Ada Winter", "Jonas Berg"), ("Ada Winter", "Karl Sand")]
    assert len(names) == 3


def test_what_cannot_be_together(met: tuple[Project, Project, ExportRun]) -> None:
    one, two, outcome = met
    assert outcome.made == SAYING
    assert (outcome.documents, outcome.exported) == (2, 2)
    with pytest.raises(UsageError, match="cmif holds one edition only"):
        export(one, ("cmif",), others=[two])
    with pytest.raises(UsageError, match="called one"):
        export(one, ("csv",), others=[one])
    assert {"ead3", "ead2002", "csv", "sqlite", "network"} <= set(FOR_MANY)


ADA = TeiRecord("p", "person", "", "Ada Winter", "Winter", "Ada", "", (), {"gnd": "1"}, "1880", "", "", "", "", "")


@pytest.mark.parametrize(
    ("other", "keys", "said"),
    [
        (ADA, {"p"}, ""),
        (replace(ADA, key="q", name="A. Winter"), {"p"}, "name A. Winter"),  # one identifier
        (replace(ADA, key="q", ids={}), {"p", "q"}, ""),  # a name alone is nothing
        (replace(ADA, ids={"gnd": "2"}), {"p", "two.p"}, "GND 2, not 1"),
        (replace(ADA, ids={"viaf": "2"}), {"p"}, ""),
        (replace(ADA, ids={}, name="Grey"), {"p", "two.p"}, "“Grey”, not “Ada Winter”"),
        (replace(ADA, ids={}, name="Grey", variants=("Ada Winter",)), {"p"}, "name Grey"),
        (replace(ADA, ids={}, born="1881"), {"p", "two.p"}, "born 1881, not 1880"),
        (replace(ADA, born="1880-01-02"), {"p"}, "born 1880-01-02"),
        (replace(ADA, kind="body"), {"p", "two.p"}, "a body, not a person"),
    ],
)
def test_which_records_are_the_same(other: TeiRecord, keys: set[str], said: str, tmp_path: Path) -> None:
    whole = meet([_edition("one", ADA, tmp_path), _edition("two", other, tmp_path)])
    assert whole.whole.records.keys() == keys
    assert [(f.code, said in f.message) for f in whole.findings] == ([("X004", True)] if said else [])
    row = {"id": "two.d1", "authors": [{"key": other.key}], "copies": [{"id": "d1.w"}], "facts": [{"source": ["d1.s"]}]}
    made = whole.row(row, "two")
    assert made["authors"] == [{"key": "p" if "two.p" not in keys and "q" not in keys else max(keys - {"p"})}]
    assert (made["id"], made["copies"], made["facts"]) == (
        "two.d1", [{"id": "two.d1.w"}], [{"source": ["two.d1.s"]}],
    )  # fmt: skip


def _edition(name: str, record: TeiRecord, folder: Path) -> Edition:
    file = folder / f"{name}.toml"
    file.write_text(f'[edition]\nid = "{name}"\ntitle = "T"\n', encoding="utf-8")
    return Edition(load(file), {record.key: record}, {}, 1)
