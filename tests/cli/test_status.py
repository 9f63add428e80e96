"""`kktei status` after each thing that can happen to a document."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kktei.cli.main import cli
from kktei.pipeline import state
from kktei.project import Project

SEED = """Letters

1. Letter From Miller to Baker

Source: Archive, Miller Papers. Secret.

Dear Sir:

{}

2. Letter From Baker to Miller

Source: Archive, Baker Papers. Confidential.
"""


@pytest.fixture
def edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "edition").mkdir()
    (tmp_path / "edition" / "edition.toml").write_text('[edition]\ntitle = "Letters"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    source(tmp_path, "I have your letter.")
    assert call("convert", "--by", "E. D.").exit_code == 0
    return tmp_path


def source(folder: Path, text: str) -> None:
    (folder / "seeds" / "letters.txt").write_text(SEED.format(text), encoding="utf-8")


def call(*arguments: str) -> Result:
    return CliRunner().invoke(cli, list(arguments), catch_exceptions=False)


def edit(folder: Path, old: str, new: str) -> None:
    path = folder / "edition" / "documents" / "d001.xml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def look() -> dict[str, Any]:
    """What machines are told."""
    data: dict[str, Any] = json.loads(call("status", "--format", "json").stdout)
    return data


def row(file: str) -> list[str]:
    """The words of a file's line."""
    (line,) = [line for line in call("status").stdout.splitlines() if line.startswith(f"  {file} ")]
    return line.split()[1:]


def test_converted(edition: Path) -> None:
    lines = call("status").stdout.splitlines()
    assert lines == ["2 documents: 2 converted", "Status of revision: 2 draft", "No findings.", "Never built."]


def test_edited_and_approved(edition: Path) -> None:
    edit(edition, "I have your letter.", "I have no letter.")
    edit(edition, 'status="draft"', 'status="approved"')
    lines = call("status").stdout.splitlines()
    assert lines[:2] == ["2 documents: 1 converted, 1 edited", "Status of revision: 1 approved, 1 draft"]
    assert row("edition/documents/d001.xml") == ["edited", "approved"]


def test_conflicting_and_decided(edition: Path) -> None:
    edit(edition, "I have your letter.", "I have no letter.")
    source(edition, "I have two letters.")
    done = call("convert")
    assert "edition/conflicts/d001.new.xml" in done.stdout
    assert "1 converted, 1 conflicting" in call("status").stdout
    remark = ["conflicting", "draft", "compare", "edition/conflicts/d001.new.xml"]
    assert row("edition/documents/d001.xml") == remark
    copy = edition / "edition" / "conflicts" / "d001.new.xml"
    copy.write_text("my notes", encoding="utf-8")
    call("convert")
    assert row("edition/documents/d001.xml") == remark
    copy.unlink()
    assert row("edition/documents/d001.xml") == ["edited", "draft"]


def test_invalid_is_what_the_text_is_now(edition: Path) -> None:
    edit(edition, "<p ", "<pp ")
    lines = call("status").stdout.splitlines()
    assert lines[2] == "Invalid (left out of the results): 1 (d001)"
    assert any(line.startswith("  V") and "  error" in line for line in lines)
    assert "error" in " ".join(row("edition/documents/d001.xml"))
    data = look()
    assert [(row["file"], row["valid"]) for row in data["documents"]] == [
        ("edition/documents/d001.xml", False),
        ("edition/documents/d002.xml", True),
    ]
    assert data["invalid"] == 1
    edit(edition, "<pp ", "<p ")
    assert look()["invalid"] == 0
    assert "Invalid" not in call("status").stdout


def test_deleted(edition: Path) -> None:
    (edition / "edition" / "documents" / "d001.xml").unlink()
    lines = call("status").stdout.splitlines()
    assert lines[0] == "1 document: 1 converted"
    assert "Deleted by hand (not written again): 1 (d001)" in lines
    assert look()["deleted"] == ["edition/documents/d001.xml"]
    assert call("convert").exit_code == 0
    assert not (edition / "edition" / "documents" / "d001.xml").exists()
    assert "d001.xml" not in (edition / "edition" / "edition.xml").read_text(encoding="utf-8")


def test_a_deleted_document_is_nobodys_neighbour(edition: Path) -> None:
    assert 'target="d001.xml"' in (edition / "edition" / "documents" / "d002.xml").read_text(encoding="utf-8")
    (edition / "edition" / "documents" / "d001.xml").unlink()
    assert look()["invalid"] == 1, "the pointer leads nowhere"
    assert call("convert").stderr.startswith("2 replaced"), "the corpus file and the neighbour"
    assert look()["invalid"] == 0


def test_gone_from_the_source_and_by_hand(edition: Path) -> None:
    (edition / "seeds" / "letters.txt").write_text(SEED.format("I have your letter.").split("2. ")[0], "utf-8")
    documents = edition / "edition" / "documents"
    text = (documents / "d002.xml").read_text(encoding="utf-8")
    (documents / "d009.xml").write_text(text.replace("d002", "d009"), encoding="utf-8")
    call("convert")
    lines = call("status").stdout.splitlines()
    assert lines[0] == "3 documents: 2 converted, 1 by hand"
    assert "In no source any more: 1 (d002)" in lines
    assert " ".join(row("edition/documents/d002.xml")).endswith("in no source")
    assert row("edition/documents/d009.xml")[:2] == ["by", "hand"]


def test_damaged_memory(edition: Path) -> None:
    (edition / "edition" / ".kktei" / "converted" / "documents" / "d001.xml.gz").write_bytes(b"junk")
    assert "1 converted, 1 forgotten" in call("status").stdout
    assert "restore" in row("edition/documents/d001.xml")


def test_findings_for_other_machines(edition: Path) -> None:
    edit(edition, "<p ", "<pp ")
    assert json.loads(call("status", "--format", "sarif").stdout)["version"] == "2.1.0"
    assert "::error file=edition/documents/d001.xml" in call("status", "--format", "github").stdout


def changes() -> list[str]:
    """What has changed since the last build, as it is shown."""
    lines = call("status", "-v").stdout.splitlines()
    at = lines.index("Changed since the last build:")
    return [" ".join(line.split()) for line in lines[at + 1 :] if line.startswith("  ")]


@pytest.mark.long
def test_what_has_changed_since_the_last_build(edition: Path) -> None:
    settings = edition / "edition" / "edition.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + '[build]\nproducts = ["html"]\n', encoding="utf-8")
    table = edition / "edition" / "facts.csv"
    table.write_text("n,when,who\n", encoding="utf-8")
    assert look()["changed"] is None
    assert call("build", "-q").exit_code == 0
    assert call("status").stdout.splitlines()[-1] == "Nothing has changed since the last build."
    assert look()["changed"] == []

    edit(edition, "I have your letter.", "I have no letter.")
    assert changes() == ["changed edition/documents/d001.xml document"]
    (edition / "seeds" / "more.txt").write_text("More\n\n3. Letter From Miller to Baker\n\nSource: Here.\n", "utf-8")
    table.write_text("n,when,who\n2,1963-02-01,E. D.\n", encoding="utf-8")
    settings.write_text(settings.read_text(encoding="utf-8") + "# a remark\n", encoding="utf-8")
    (edition / "edition" / "documents" / "d002.xml").unlink()
    assert changes() == [
        "changed edition/documents/d001.xml document",
        "gone edition/documents/d002.xml document",
        "changed edition/edition.toml settings",
        "changed edition/facts.csv table",
        "new seeds/more.txt source",
    ]
    assert {"file": "seeds/more.txt", "how": "new", "what": "source"} in look()["changed"]
    shutil.rmtree(edition / "output")
    assert "changed output/ the results" in changes()
    assert call("build", "-q").exit_code == 0
    assert look()["changed"] == []


def test_a_new_kktei_is_a_change(edition: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = Project(edition)
    state.remember(project, state.Inputs.of(project, ()), [], 0)
    assert state.changed(project) == []
    monkeypatch.setattr(state, "program", lambda: "another")
    assert state.changed(project) == [state.FileChange("kktei", "changed", "the program itself")]


def test_a_dry_run_changes_nothing(edition: Path) -> None:
    before = {p: p.read_bytes() for p in edition.rglob("*") if p.is_file() and ".kktei-cache" not in p.parts}
    source(edition, "I have two letters.")
    done = call("convert", "--dry-run")
    assert "+++ edition/documents/d001.xml" in done.stdout
    assert "two letters" in done.stdout
    source(edition, "I have your letter.")
    assert before == {p: p.read_bytes() for p in edition.rglob("*") if p.is_file() and ".kktei-cache" not in p.parts}


def test_one_source_of_several_is_converted_with_the_others_in_sight(edition: Path) -> None:
    (edition / "seeds" / "more.txt").write_text("More\n\n3. Letter From Miller to Baker\n\nSource: Here.\n", "utf-8")
    done = call("convert", "seeds/more.txt")
    assert done.exit_code == 0
    text = (edition / "edition" / "documents" / "d003.xml").read_text(encoding="utf-8")
    assert '<ref type="prev" target="d002.xml">' in text
    assert "M002" not in done.stdout
    second = (edition / "edition" / "documents" / "d002.xml").read_text(encoding="utf-8")
    assert "d003.xml" not in second
    (edition / "seeds" / "most.txt").write_text("Most\n\n4. Letter From Miller to Baker\n\nSource: Here.\n", "utf-8")
    call("convert", "seeds/more.txt")
    assert "d004.xml" not in (edition / "edition" / "edition.xml").read_text(encoding="utf-8")


def test_what_is_wrong_with_the_sources_and_the_table_is_counted(edition: Path) -> None:
    (edition / "edition" / "facts.csv").write_text("n,when\n1,in spring\n", encoding="utf-8")
    source(edition, "I have your letter.[1]")
    lines = call("status").stdout.splitlines()
    assert any(line.split()[:3] == ["R032", "1", "error"] for line in lines)
    assert any(line.split()[:3] == ["R010", "1", "warning"] for line in lines)
    assert {f["code"] for f in look()["findings"]} == {"R010", "R032"}
