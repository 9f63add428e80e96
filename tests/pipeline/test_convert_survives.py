"""`kktei convert` as a real process: killed, refused by the disk, or met by another run, it loses nothing."""

from __future__ import annotations

import errno
import os
import random
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from kktei import files
from kktei.cli.main import run
from kktei.errors import InputError
from kktei.project import Project
from kktei.publish import one_build_at_a_time
from tests.editions import called, digests

COMMAND = [sys.executable, "-m", "kktei", "convert", "-q", "--by", "E. D."]
COUNT = 12
HAND = "The editor was here."


def source(project: Project, version: str) -> None:
    parts = ["Letters"]
    for n in range(1, COUNT + 1):
        head = f"{n}. Letter From Miller to Baker\n\nSource: Archive, Miller Papers. Secret."
        parts.append(f"{head}\n\nDear Sir:\n\nThis is version {version} of letter {n}.\n\nYours,\n\nMiller")
    (project.seeds / "letters.txt").write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def converted() -> int:
    """The exit code of a conversion in this process."""
    return run(COMMAND[3:])


@pytest.fixture
def edited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """An edition with one document that an editor has worked in, and a source that has changed since."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    project = Project(tmp_path / "letters")
    project.documents.mkdir(parents=True)
    project.seeds.mkdir()
    (project.edition / "edition.toml").write_text('[edition]\ntitle = "T"\n', encoding="utf-8")
    source(project, "zero")
    monkeypatch.chdir(project.root)
    assert converted() == 0
    path = project.documents / "d003.xml"
    text = path.read_text(encoding="utf-8")
    assert "Dear Sir" in text
    path.write_text(text.replace("Dear Sir", f"Dear Sir ({HAND})"), encoding="utf-8")
    source(project, "one")
    return project


def whole(project: Project) -> None:
    """Every document can be read, and the editor's words are there."""
    files = project.document_files()
    assert len(files) == COUNT
    for path in files:
        etree.parse(path)
    assert HAND in (project.documents / "d003.xml").read_text(encoding="utf-8")


def undisturbed(project: Project, version: str) -> dict[str, str]:
    """What the edition is after one quiet conversion."""
    other = Project(Path(shutil.copytree(project.root, project.root.parent / "other")))
    source(other, version)
    subprocess.run(COMMAND, cwd=other.root, check=True)
    return digests(other.edition)


@pytest.mark.long
def test_kill_minus_nine_at_twenty_moments(edited: Project) -> None:
    expected = undisturbed(edited, "last")
    chance = random.Random(1963)
    staged = edited.edition / ".kktei" / "staged"
    caught = 0
    for turn in range(20):
        source(edited, f"number {turn}")
        job = subprocess.Popen(COMMAND, cwd=edited.root)
        if turn % 4:  # while it writes, or soon after
            seen = staged.stat().st_mtime_ns
            while job.poll() is None and staged.stat().st_mtime_ns == seen and not any(staged.rglob("*.gz")):
                time.sleep(0.0005)
            time.sleep(chance.uniform(0, 0.02))
        else:
            time.sleep(chance.uniform(0, 0.4))
        caught += job.poll() is None
        job.kill()
        job.wait()
        whole(edited)
    assert caught >= 10, "most were killed before they had ended"
    source(edited, "last")
    subprocess.run(COMMAND, cwd=edited.root, check=True)
    assert digests(edited.edition) == expected


@pytest.mark.long
def test_a_full_disk(edited: Project) -> None:
    """No file may grow beyond 2 kB, which a document does."""
    expected = undisturbed(edited, "one")

    def small_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2048, 2048))

    done = subprocess.run(COMMAND, cwd=edited.root, preexec_fn=small_files, capture_output=True, text=True, check=False)
    assert done.returncode == 5
    assert "kktei: edition/documents/d001.xml cannot be written: " in done.stderr
    assert list(edited.root.rglob("*partial")) == []
    whole(edited)
    subprocess.run(COMMAND, cwd=edited.root, check=True)
    assert digests(edited.edition) == expected


def refuse(monkeypatch: pytest.MonkeyPatch, operation: str, part: str) -> None:
    """The system forbids an operation on files whose path holds ``part``: read-only, or locked by another program."""
    real: Callable[..., object] = getattr(Path, operation)

    def refused(path: Path, *arguments: object, **more: object) -> object:
        if part in path.as_posix():
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return real(path, *arguments, **more)

    monkeypatch.setattr(Path, operation, refused)


@pytest.mark.parametrize(
    ("operation", "part"),
    [
        ("write_bytes", "documents/.d002.xml.kktei-partial"),
        pytest.param("write_bytes", ".kktei/staged", marks=pytest.mark.long),
        pytest.param("replace", "documents/.d002.xml.kktei-partial", marks=pytest.mark.long),
        ("replace", ".kktei/staged/documents/d002.xml."),
        pytest.param("mkdir", ".kktei/staged", marks=pytest.mark.long),
    ],
)
def test_a_refusal_is_told_and_nothing_is_lost(
    operation: str, part: str, edited: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    expected = undisturbed(edited, "one")
    with monkeypatch.context() as forbidden:
        refuse(forbidden, operation, part)
        assert converted() == 5
    told = capsys.readouterr().err
    assert told.startswith("kktei: edition/")
    assert "Permission denied" in told
    assert list(edited.root.rglob("*partial")) == []
    whole(edited)
    assert converted() == 0
    assert digests(edited.edition) == expected


@pytest.mark.parametrize(
    "part",
    ["edition/documents/d002.xml", pytest.param(".kktei/converted/documents/d002.xml", marks=pytest.mark.long)],
)
def test_a_file_that_may_not_be_read_is_left_and_the_others_are_converted(
    part: str, edited: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    expected = undisturbed(edited, "one")
    before = (edited.documents / "d002.xml").read_bytes()
    real = files.raw

    def refused(path: Path, *arguments: object, **more: object) -> bytes:
        if part in path.as_posix():
            raise InputError(f"{arguments[0]} cannot be read: Permission denied")
        return real(path, *arguments, **more)  # type: ignore[arg-type]

    with monkeypatch.context() as forbidden:
        forbidden.setattr(files, "raw", refused)
        assert converted() == 3
    told = capsys.readouterr().out
    assert "edition/documents/d002.xml: error[M012] " in told
    assert "Permission denied" in told
    assert (edited.documents / "d002.xml").read_bytes() == before
    assert b"version one" in (edited.documents / "d001.xml").read_bytes()
    whole(edited)
    assert converted() == 0
    assert digests(edited.edition) == expected


def test_what_a_killed_run_left_cannot_be_cleared_away(
    edited: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (edited.documents / ".d001.xml.kktei-partial").write_bytes(b"<TEI")
    with monkeypatch.context() as forbidden:
        refuse(forbidden, "unlink", "documents/.d001.xml.kktei-partial")
        assert converted() == 5
    assert "edition/documents/.d001.xml.kktei-partial cannot be written" in capsys.readouterr().err


def test_a_conversion_waits_while_another_run_is_at_work(edited: Project) -> None:
    before = digests(edited.edition)
    said: list[str] = []
    with one_build_at_a_time(edited, said.append):
        job = subprocess.Popen(
            [*COMMAND[:4], "--by", "E. D."],
            cwd=edited.root,
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
        )
        assert job.stderr is not None
        assert "waiting" in job.stderr.readline()
        time.sleep(0.1)
        assert job.poll() is None
        assert digests(edited.edition) == before
    job.communicate()
    assert job.returncode == 0
    assert digests(edited.edition) != before
    assert f"{COUNT + 2} left" in called("convert", cwd=edited.root).stderr
