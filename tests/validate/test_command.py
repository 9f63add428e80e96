"""``kktei validate`` as a user calls it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from kktei.cli.main import run


@pytest.fixture
def project(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("edition", "seeds"):
        shutil.copytree(root / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_edition_has_no_errors(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["validate", "edition", "--jobs", "1"]) == 0
    assert "30 documents" in capfd.readouterr().err


def test_one_document_is_checked_with_its_edition(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    file = project / "edition" / "documents" / "d096.xml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("#pers.kohler", "#pers.koler", 1).replace("Drafted and", "Written and", 1), encoding="utf-8"
    )
    assert run(["validate", str(file), "--format", "json", "-q"]) == 1
    rows = json.loads(capfd.readouterr().out)
    assert {"S061", "S100"} <= {row["code"] for row in rows}
    assert {row["file"] for row in rows} == {"edition/documents/d096.xml"}


def test_suppressed_findings_and_entries_without_effect(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    settings = project / "edition" / "edition.toml"
    entry = '\n[[suppress]]\ncode = "{}"\nreason = "checked"\n'
    settings.write_text(
        settings.read_text(encoding="utf-8") + entry.format("S050") + entry.format("S112"), encoding="utf-8"
    )
    document = project / "edition" / "documents" / "d091.xml"
    doubtful = document.read_text(encoding="utf-8").replace("<p><gap", "<p>See pp. 685686. <gap")
    document.write_text(doubtful, encoding="utf-8")
    assert run(["validate", "--format", "json", "-q", "--jobs", "1"]) == 0
    rows = json.loads(capfd.readouterr().out)
    assert "S050" not in {row["code"] for row in rows}
    unused = [row for row in rows if row["code"] == "V050"]
    assert ["S112" in row["message"] for row in unused] == [True], (
        "an entry for the parser's findings is not judged here"
    )
    assert settings.read_text(encoding="utf-8").splitlines()[unused[0]["line"] - 1] == "[[suppress]]"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["nowhere.xml"], 3),
        (["--schema", "edition/edition.toml", "edition"], 4),
        (["--schema", "edition/edition.xml", "edition"], 4),
        (["--rules", "edition/edition.xml", "edition"], 4),
        (["--schema", "edition/edition.xml"], 2),
        (["--format", "xml"], 2),
    ],
)
def test_exit_codes(arguments: list[str], code: int, project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["validate", *arguments]) == code
    told = capfd.readouterr()
    assert told.err
    assert "Traceback" not in told.err + told.out


def test_a_letter_outside_any_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "letter.xml").write_text('<TEI xmlns="http://www.tei-c.org/ns/1.0"><text/></TEI>')
    monkeypatch.chdir(tmp_path)
    assert run(["validate", "letter.xml"]) == 1
    assert "letter.xml:1:42: error[V012] <TEI> needs <teiHeader> before <text>" in capfd.readouterr().out


def test_tei_all_comes_with_kktei(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "letter.xml").write_text('<TEI xmlns="http://www.tei-c.org/ns/1.0"><text/></TEI>')
    monkeypatch.chdir(tmp_path)
    assert run(["validate", "--schema", "tei_all", "letter.xml"]) == 1
    assert "<TEI> needs <teiHeader>" in capfd.readouterr().out
