"""A fault of kktei itself, in each kind of process: code 70, and a report that quotes nothing of the edition."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

from kktei import pool
from kktei.cli.main import run
from kktei.errors import ChildFaultError
from kktei.project import Project
from kktei.render.print.messages import CanBeSet, TrialRequest
from kktei.render.print.setting import ask
from kktei.report.fault import fault_report

WORDS = "the president's own words"


def fault(words: str) -> str:
    """What stands for a fault of ours in a task; its message quotes a text over several lines."""
    if "at once" in words:
        return words
    try:
        return {}[words]
    except KeyError as problem:
        raise ValueError(f'{WORDS}\n  File "{WORDS}.xml", line 3, in {WORDS}\n{WORDS}: {words}') from problem


def sealed(report: str, *others: str) -> None:
    """That a report tells of kktei and its libraries, and of nothing else."""
    for told in (WORDS, "president", str(Path(__file__).parents[2]), str(Path.cwd()), tempfile.gettempdir(), *others):
        assert told not in report


def test_in_the_command_itself(
    built: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def faulty(*_: object, **__: object) -> None:
        fault(WORDS)

    (tmp_path / "reports").mkdir()
    monkeypatch.setattr("kktei.cli.validate.check_paths", faulty)
    monkeypatch.chdir(built.root)
    (built.root / "kktei-fault.txt").write_text("mine")
    before = sorted(p for p in built.root.rglob("*") if p.is_file())
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(tempfile, "tempdir", str(tmp_path / "reports"))
        assert run(["validate", "--format", "json", "--schema=secret.rng", f"{built.root}/edition"]) == 70
    assert sorted(p for p in built.root.rglob("*") if p.is_file()) == before
    assert (built.root / "kktei-fault.txt").read_text() == "mine"
    (file,) = (tmp_path / "reports").iterdir()
    said = capfd.readouterr().err
    assert str(file) in said
    assert "Please send it" in said
    assert WORDS not in said
    report = file.read_text(encoding="utf-8")
    sealed(report, str(tmp_path), "secret.rng", built.root.name)
    assert "command    kktei validate --format ... --schema ..." in report
    assert "ValueError\n" in report
    assert "KeyError\n" in report
    assert "  kktei/cli/validate.py:" in report
    assert "lxml " in report
    assert (file.stat().st_mode & 0o077) == 0


def test_without_a_folder_for_temporary_files_the_report_is_said(
    built: Project, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("kktei.cli.status.overview", lambda *_, **__: fault(WORDS))
    monkeypatch.chdir(built.root)
    with monkeypatch.context() as nowhere:
        nowhere.setattr(tempfile, "tempdir", str(built.root / "none"))
        assert run(["status"]) == 70
    said = capfd.readouterr().err
    assert "kktei/cli/status.py:" in said
    sealed(said)


def test_in_a_worker() -> None:
    items = [*["at once"] * 20, "of a letter", *["at once"] * 20]
    with pytest.raises(ValueError, match=WORDS) as raised:
        list(pool._shared_out(fault, items, jobs=2, batch=4, weight=lambda _: 1))
    report = fault_report(raised.value, ["build"], ["build"])
    sealed(report, "of a letter")
    assert "  ValueError (in a worker)" in report
    assert "  KeyError (in a worker)" in report
    assert "  kktei/pool.py:" in report


def test_in_the_typesetter() -> None:
    with pytest.raises(ChildFaultError) as raised:
        ask(TrialRequest(root=f"/nowhere/{WORDS}", fonts=[], files=[]), CanBeSet)
    report = fault_report(raised.value, ["build"], ["build"])
    sealed(report, "nowhere")
    assert "  FileNotFoundError (in a worker)" in report
    assert "  kktei/render/print/compositor.py:" in report


def test_an_end_of_file_that_should_not_be_is_a_fault_and_no_stop(
    built: Project, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def ended(*_: object, **__: object) -> None:
        raise EOFError

    monkeypatch.setattr("kktei.cli.status.overview", ended)
    monkeypatch.chdir(built.root)
    assert run(["status"]) == 70
    assert "a fault of kktei itself" in capfd.readouterr().err


@pytest.mark.parametrize("number", ["ENOSPC", "EROFS", "EACCES", "EMFILE"])
def test_what_the_machine_refuses_is_no_fault_of_ours(
    number: str, built: Project, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    import errno

    code = getattr(errno, number)

    def refused(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code), "some/file")

    monkeypatch.setattr("kktei.cli.status.overview", refused)
    monkeypatch.chdir(built.root)
    assert run(["status"]) == 5
    assert os.strerror(code) in capfd.readouterr().err
