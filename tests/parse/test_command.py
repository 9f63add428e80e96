"""``kktei notes``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kktei.cli.main import run

NOTE = "Source: Department of State, Central Files, 611.61/1-2161. Secret; Walnut. Drafted by Kohler. Nobody knows what else."


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    file = tmp_path / "notes.jsonl"
    row = {"volume": "v", "id": "d1", "head": "Memorandum From A to B", "source_note": NOTE, "extra": 1}
    file.write_text(json.dumps(row) + "\n\n", encoding="utf-8")
    return file


def test_records(notes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["notes", str(notes)]) == 0
    row = json.loads(capsys.readouterr().out)
    assert (row["volume"], row["id"], row["doc_type"], row["file_number"]) == ("v", "d1", "memorandum", "611.61/1-2161")
    assert run(["notes", str(notes), "-o", str(tmp_path / "out.jsonl")]) == 0
    assert json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8")) == row


def test_explain(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["notes", "--explain", str(notes)]) == 0
    shown = capsys.readouterr().out
    assert "[Secret]‹classification›; [Walnut]‹handling›." in shown
    assert "[Kohler]‹agent: drafted›" in shown
    assert "NOT UNDERSTOOD Nobody knows what else." in " ".join(shown.split())
    assert "\x1b" not in shown


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "not JSON"),
        ("[]", "source_note"),
        ('{"source_note": 3}', "source_note"),
        ('{"source_note": "a", "head": 1}', "head"),
    ],
)
def test_wrong_input_is_told_with_its_line(
    tmp_path: Path, text: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "notes.jsonl"
    file.write_text('{"source_note": ""}\n' + text + "\n", encoding="utf-8")
    assert run(["notes", str(file)]) == 3
    problem = capsys.readouterr().err
    assert f"{file}:2:" in problem
    assert words in problem


def test_files_that_cannot_be_read_or_written(notes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["notes", str(tmp_path / "none.jsonl")]) == 3
    assert run(["notes", str(notes), "-o", str(tmp_path / "no" / "out.jsonl")]) == 5
    assert run(["notes", str(notes), "--vocabulary", str(tmp_path / "none.toml")]) == 3
    assert "Traceback" not in capsys.readouterr().err
