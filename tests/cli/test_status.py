"""`kktei status` after each thing that can happen to a document."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kktei.cli.main import cli

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
    (tmp_path / "edition" / "edition.toml").write_text('[edition]\ntitle = "T"\n', encoding="utf-8")
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


def test_converted(edition: Path) -> None:
    lines = call("status").stdout.splitlines()
    assert lines[:2] == ["2 documents: 2 converted", "Status of revision: 2 draft"]
    assert lines[-1] == "Never built."


def test_edited_and_approved(edition: Path) -> None:
    edit(edition, "I have your letter.", "I have no letter.")
    edit(edition, 'status="draft"', 'status="approved"')
    lines = call("status").stdout.splitlines()
    assert lines[:2] == ["2 documents: 1 converted, 1 edited", "Status of revision: 1 approved, 1 draft"]
    assert any(line.split()[:3] == ["edition/documents/d001.xml", "edited", "approved"] for line in lines)


def test_conflicting(edition: Path) -> None:
    edit(edition, "I have your letter.", "I have no letter.")
    source(edition, "I have two letters.")
    done = call("convert")
    assert "edition/conflicts/d001.new.xml" in done.stdout
    assert "1 converted, 1 conflicting" in call("status").stdout


def test_invalid(edition: Path) -> None:
    edit(edition, "<p ", "<pp ")
    done = call("status")
    assert "1 invalid" in done.stdout
    data = json.loads(call("status", "--format", "json").stdout)
    assert [(row["file"], row["valid"]) for row in data["documents"]] == [
        ("edition/documents/d001.xml", False),
        ("edition/documents/d002.xml", True),
    ]


def test_deleted(edition: Path) -> None:
    (edition / "edition" / "documents" / "d001.xml").unlink()
    assert "1 converted, 1 deleted" in call("status").stdout
    assert call("convert").exit_code == 0
    assert not (edition / "edition" / "documents" / "d001.xml").exists()
    assert "d001.xml" not in (edition / "edition" / "edition.xml").read_text(encoding="utf-8")


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
