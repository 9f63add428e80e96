"""The commands as a user calls them: help, exit codes, forms, and words for every kind of broken input."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from kktei.cli.main import run
from kktei.project import Project
from tests.editions import called, digests, kktei

GOOD = "Letters\n\n\n1. Letter From Ada Winter to Jonas Berg\n\nSource: Example Library, Berg Papers.\n"
BROKEN_SEEDS = {
    "empty": (b"", 3),
    "not UTF-8": (GOOD.encode() + b"\n\xff\xfe", 3),
    "a NUL": (GOOD.encode() + b"\n\x00", 3),
    "a PDF": (b"%PDF-1.7 ...", 3),
    "a heading twice": ((GOOD + "\n\n" + GOOD.split("\n\n\n")[1]).encode(), 1),
    "no note": (GOOD.split("Source", maxsplit=1)[0].encode(), None),
    "no heading": (b"Only a title\n", None),
}


def call(*arguments: str, cwd: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.chdir(cwd)
    return run(list(arguments))


@pytest.mark.parametrize("kind", BROKEN_SEEDS)
def test_a_broken_source_changes_nothing_and_is_named(
    kind: str,
    small: Project,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    assert call("convert", "-q", cwd=small.root, monkeypatch=monkeypatch) == 0
    before = digests(small.edition)
    text, code = BROKEN_SEEDS[kind]
    (small.seeds / "letters.txt").write_bytes(text)
    capfd.readouterr()
    got = call("convert", cwd=small.root, monkeypatch=monkeypatch)
    out, err = capfd.readouterr()
    assert code is None or got == code, out + err
    assert "seeds/letters.txt" in out + err
    assert "Traceback" not in out + err
    if got == 3:
        assert digests(small.edition) == before
    else:  # documents are never deleted because a source is broken
        assert set(before) <= set(digests(small.edition))


def test_a_source_of_more_than_the_limit_is_refused(
    small: Project,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    with (small.seeds / "letters.txt").open("r+b") as file:
        file.truncate(200_000_000)
    assert call("convert", cwd=small.root, monkeypatch=monkeypatch) == 3
    assert "larger than" in capfd.readouterr().err


def test_findings_as_json(small: Project, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    call("convert", "-q", cwd=small.root, monkeypatch=monkeypatch)
    document = small.documents / "d001.xml"
    document.write_text(document.read_text(encoding="utf-8").replace("<body>", "<boddy>"), encoding="utf-8")
    capfd.readouterr()
    assert call("validate", "--format", "json", "-q", cwd=small.root, monkeypatch=monkeypatch) == 1
    rows = [row for row in json.loads(capfd.readouterr().out) if row["severity"] == "error"]
    assert {row["file"] for row in rows} == {"edition/documents/d001.xml"}
    assert rows[0]["line"] > 1


def test_explain_and_its_nearest_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert call("explain", "n001", cwd=tmp_path, monkeypatch=monkeypatch) == 0
    assert capfd.readouterr().out.startswith("N001 (warning)")
    assert call("explain", "N999", cwd=tmp_path, monkeypatch=monkeypatch) == 2
    assert "There is no code N999" in capfd.readouterr().err
    assert call("explain", "v060", cwd=tmp_path, monkeypatch=monkeypatch) == 0
    assert capfd.readouterr().out == "V060 is given no more: S100 says the same.\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(
    shell: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert call("completion", shell, cwd=tmp_path, monkeypatch=monkeypatch) == 0
    assert "_KKTEI_COMPLETE" in capfd.readouterr().out


def test_new_refuses_a_folder_that_is_not_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "mine.txt").write_text("mine")
    assert call("new", "letters", cwd=tmp_path, monkeypatch=monkeypatch) == 2
    assert [p.name for p in (tmp_path / "letters").iterdir()] == ["mine.txt"]


def test_output_that_cannot_be_written_is_exit_code_5(
    small: Project,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    if os.geteuid() == 0:  # root may write anywhere, but not below a file
        shutil.rmtree(small.cache)
        (small.root / ".kktei-cache").write_text("a file where a folder should be")
    else:
        small.root.chmod(0o500)
    code = call("build", cwd=small.root, monkeypatch=monkeypatch)
    assert code == 5, capfd.readouterr().err


def test_version_and_help_in_a_process_of_its_own(tmp_path: Path) -> None:
    assert kktei("--version", cwd=tmp_path).stdout.startswith("kktei, version ")
    shown = kktei("--help", cwd=tmp_path)
    assert shown.returncode == 0
    assert "serve" in shown.stdout
    assert kktei("bulid", cwd=tmp_path).returncode == 2


def test_no_colour_where_nobody_sees_it(small: Project) -> None:
    (small.seeds / "letters.txt").write_bytes(b"Letters\n\n\n1. Nonsense\n")
    done = called("convert", cwd=small.root)
    assert "\033[" not in done.stdout + done.stderr
