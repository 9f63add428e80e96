"""Exports as a whole: the same bytes each time, whole or not at all, one that fails stops no other."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kktei.cache import Cache
from kktei.cli.main import run
from kktei.errors import UsageError
from kktei.export import reading, registry
from kktei.pipeline.export import ExportRun, export
from kktei.project import Project
from tests.editions import digests


def codes(outcome: ExportRun, kind: str = "X") -> list[tuple[str, str]]:
    return [(f.code, f.place) for f in outcome.findings if f.code.startswith(kind)]


def test_the_same_edition_gives_the_same_bytes(letters: tuple[Project, ExportRun]) -> None:
    project, _ = letters
    before = digests(project.output)
    assert export(project, ()).made == registry.NAMES
    assert digests(project.output) == before
    assert "html/index.html" in before, "other products stay"


def test_what_a_format_does_not_say_is_counted(letters: tuple[Project, ExportRun], exported: Path) -> None:
    _, outcome = letters
    rows = list(csv.DictReader(io.StringIO((exported / "losses.csv").read_text("utf-8"))))
    assert {row["format"] for row in rows} == {place for code, place in codes(outcome) if code == "X003"}
    assert {
        "format": "iiif",
        "what is not said": "documents without images",
        "times": "2",
        "for instance": "d001",
    } in rows


@pytest.fixture
def project(built: Project) -> Project:
    return built


def settings(project: Project, old: str, new: str) -> None:
    file = project.edition / "edition.toml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_a_format_that_lacks_something_says_what_and_the_others_are_made(project: Project) -> None:
    settings(project, 'base_uri = "https://example.org/letters/"', "")
    settings(project, 'email = "editor@example.org"', "")
    outcome = export(project, ("cmif", "oai", "csv", "bag"))
    assert outcome.made == ("csv", "bag")
    assert outcome.failed == ("cmif", "oai")
    assert [(f.code, f.place, f.hint) for f in outcome.findings if f.code == "X001"] == [
        ("X001", "cmif", "Write edition.base_uri into edition/edition.toml."),
        ("X001", "oai", "Write edition.base_uri and edition.email into edition/edition.toml."),
    ]
    assert sorted(p.name for p in (project.output / "export").iterdir()) == ["csv", "letters.zip", "losses.csv"]


def test_cmif_needs_the_address_of_a_licence(project: Project) -> None:
    """Words alone ("All rights reserved") are no licence there: the grammar refuses them."""
    file = project.edition / "edition.toml"
    lines = [line for line in file.read_text("utf-8").splitlines() if not line.startswith("licence")]
    at = lines.index("[edition]") + 1
    file.write_text("\n".join([*lines[:at], 'licence_name = "All rights reserved"', *lines[at:]]), "utf-8")
    outcome = export(project, ("cmif", "csv"))
    assert (outcome.made, outcome.failed) == (("csv",), ("cmif",))
    assert ["CMIF needs edition.licence" in f.message for f in outcome.findings if f.code == "X001"] == [True]


def test_what_a_receiver_would_refuse_is_a_finding_at_its_document(project: Project) -> None:
    file = project.documents / "d002.xml"
    named = re.compile(r'(<correspAction type="received"[^>]*>\s*)<persName.*?</persName>', re.S)
    text, times = named.subn(r'\1<date when="1921-03-20"/>', file.read_text("utf-8"))
    assert times == 1
    file.write_text(text, "utf-8")
    line = text[: text.index("<correspDesc")].count("\n") + 1
    outcome = export(project, ("cmif",))
    found = [f for f in outcome.findings if f.code == "X002"]
    where = [(f.file, f.line, f.place) for f in found]
    assert where == [("edition/documents/d002.xml", line, "d002, correspDesc#d002.c1")]
    assert "CMIF needs to whom it went" in found[0].message
    assert ">Unknown</persName>" in (project.output / "export" / "cmif" / "cmif.xml").read_text("utf-8")


def test_findings_can_be_suppressed_and_those_of_other_products_are_not_judged(project: Project) -> None:
    file = project.edition / "edition.toml"
    rows = (f'\n[[suppress]]\ncode = "{code}"\nreason = "so"\n' for code in ("X003", "H001", "P004"))
    file.write_text(file.read_text("utf-8") + "".join(rows), "utf-8")
    outcome = export(project, ("cmif",))
    assert [f.code for f in outcome.findings if f.code in ("X003", "V050")] == []


def test_forms_of_an_earlier_run_stay_and_are_named(project: Project) -> None:
    folder = project.output / "export"
    assert export(project, ("cmif", "csv", "bag")).kept == ()
    before = digests(folder)
    (folder / "csv" / "mine.txt").write_text("mine", "utf-8")
    (folder / "cmif" / "cmif.xml").write_text("mine, too", "utf-8")
    settings(project, 'email = "editor@example.org"', "")
    outcome = export(project, ("cmif", "mods", "oai"))
    assert (outcome.made, outcome.failed, outcome.kept) == (("cmif", "mods"), ("oai",), ("csv", "bag"))
    after = digests(folder)
    assert all(after[name] == digest for name, digest in before.items() if name != "losses.csv")
    assert (folder / "csv" / "mine.txt").read_text("utf-8") == "mine"
    assert any(p.read_bytes() == b"mine, too" for p in project.output.rglob("*") if p.is_file()), "kept aside"
    assert export(project, ("csv",)).kept == ("cmif", "mods", "bag")
    assert {line.split(",")[0] for line in (folder / "losses.csv").read_text("utf-8").splitlines()[1:]} == {"cmif"}
    assert (folder / "csv" / "mine.txt").read_text("utf-8") == "mine"


def test_a_format_that_breaks_stops_no_other(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_edition: object, folder: Path, _told: object) -> Iterator[None]:
        (folder / "half").touch()
        yield
        raise ZeroDivisionError

    monkeypatch.setattr("kktei.export.lines.write", broken)
    outcome = export(project, ("ndjson", "csv"))
    assert outcome.made == ("csv",)
    assert isinstance(outcome.fault, ZeroDivisionError)
    assert codes(outcome)[0] == ("X001", "ndjson")
    assert not (project.output / "export" / "ndjson").exists()


def test_what_is_not_installed_is_named(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pymarc", None)
    monkeypatch.delitem(__import__("sys").modules, "kktei.export.marc", raising=False)
    outcome = export(project, ("marc", "csv"))
    assert outcome.made == ("csv",)
    assert ["kktei[export]" in f.hint for f in outcome.findings if f.code == "X001"] == [True]


def test_a_format_that_there_is_not(project: Project) -> None:
    with pytest.raises(UsageError, match="cmiff"):
        export(project, ("cmiff",))


def test_the_command_line(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project.root)
    assert run(["export", "cmif", "csv", "--jobs", "1"]) == 0
    assert "2 of 2 documents exported as cmif, csv" in capsys.readouterr().err
    assert run(["export", "nonsense"]) == 2


def test_words_on_lines_and_in_blocks_of_their_own_do_not_run_together(tmp_path: Path) -> None:
    body = (
        "<p>one<lb/>two <hi>thr</hi>ee<pb/>four f<lb break='no'/>ive</p><p>six<note>unread</note></p>"
        "<closer>seven<signed>eight<lb/>nine</signed></closer>"
    )
    file = tmp_path / "d001.xml"
    file.write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body><div type="document">'
        f"{body}</div></body></text></TEI>",
        encoding="utf-8",
    )
    row = reading._document_row(reading._Task(file, Cache(tmp_path / "cache")))
    assert row["text"] == "one two three four five six seven eight nine"
