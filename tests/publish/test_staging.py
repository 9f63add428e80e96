"""Results appear whole or not at all."""

from __future__ import annotations

import sys
import threading
from itertools import groupby
from pathlib import Path

import pytest

from kktei.errors import OutputError
from kktei.job import sha256
from kktei.project import Project
from kktei.publish import Staging, listed, one_build_at_a_time, prepare, stands
from kktei.publish import staging as module
from kktei.publish.exchange import exchange


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project(tmp_path)
    with Staging(made) as staging:
        (staging.part("html") / "index.html").write_text("old")
        (staging.part("print") / "screen.pdf").write_text("old")
        staging.publish()
    return made


def test_published_results_replace_the_old_and_keep_other_parts(project: Project) -> None:
    with Staging(project, keep=["print"]) as staging:
        (staging.part("html") / "index.html").write_text("new")
        staging.publish()
    assert (project.output / "html" / "index.html").read_text() == "new"
    assert (project.output / "print" / "screen.pdf").read_text() == "old"
    assert not list(project.root.glob(".output.*"))


def test_at_every_moment_all_results_are_the_old_or_the_new(project: Project) -> None:
    """Promise 5, looked at with every call of a function; where the system cannot swap, :func:`prepare` mends it."""
    for name in ("one", "two"):
        (project.root / name).mkdir()
    swaps = exchange(project.root / "one", project.root / "two")
    files = [project.output / "html" / "index.html", project.output / "print" / "screen.pdf"]
    seen: list[list[str]] = []

    def look(*_: object) -> None:
        seen.append([file.read_text() if file.exists() else "" for file in files])

    with Staging(project) as staging:
        for name, file in (("html", "index.html"), ("print", "screen.pdf")):
            (staging.part(name) / file).write_text("new")
        before = sys.getprofile()
        sys.setprofile(look)
        try:
            staging.publish()
        finally:
            sys.setprofile(before)
    stood = [what for what, _ in groupby(seen)]
    assert stood == ([["old"] * 2, ["new"] * 2] if swaps else [["old"] * 2, [""] * 2, ["new"] * 2])


def test_a_failed_run_leaves_the_old_results(project: Project) -> None:
    def failing() -> None:
        with Staging(project) as staging:
            (staging.part("html") / "index.html").write_text("half")
            raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        failing()
    assert (project.output / "html" / "index.html").read_text() == "old"
    assert not list(project.root.glob(".output.*"))


def test_without_atomic_exchange_a_killed_swap_is_mended(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "exchange", lambda one, other: False)
    with Staging(project) as staging:
        (staging.part("html") / "index.html").write_text("new")
        staging.publish()
    assert (project.output / "html" / "index.html").read_text() == "new"
    project.output.rename(project.root / ".output.old.1")  # killed between the two renames
    prepare(project)
    assert (project.output / "html" / "index.html").read_text() == "new"


def test_a_full_disk_is_told_in_words(project: Project) -> None:
    with pytest.raises(OutputError, match="cannot be written"), Staging(project):
        raise OSError(28, "No space left on device")
    assert (project.output / "html" / "index.html").read_text() == "old"


def test_the_second_build_waits_and_says_so(project: Project) -> None:
    said: list[str] = []
    entered = threading.Event()

    def second() -> None:
        with one_build_at_a_time(project, said.append):
            entered.set()

    with one_build_at_a_time(project, said.append):
        other = threading.Thread(target=second)
        other.start()
        assert not entered.wait(0.3)
        assert said == ["Another build of this edition is at work; waiting for it."]
    other.join(5)
    assert entered.is_set()


def alike(project: Project) -> bool:
    """Publish once more what is there; whether index.html was shared, not written."""
    with Staging(project) as staging:
        path = staging.part("html") / "index.html"
        laid = staging.lay(path, sha256(b"old"))
        if not laid:
            path.write_bytes(b"old")
        staging.publish()
    return laid


def test_what_is_alike_is_shared_with_the_former_results_and_not_written(project: Project) -> None:
    file = project.output / "html" / "index.html"
    before = file.stat()
    assert alike(project)
    assert file.stat().st_ino == before.st_ino
    assert file.stat().st_mtime_ns == before.st_mtime_ns
    assert not list(project.root.glob(".output.*"))


def test_what_was_shared_and_then_written_anew_is_known_as_it_is_now(project: Project) -> None:
    with Staging(project) as staging:
        path = staging.part("html") / "index.html"
        assert staging.lay(path, sha256(b"old"))
        path.unlink()
        path.write_bytes(b"new")
        staging.publish()
    assert listed(project.output)["html/index.html"][0] == sha256(b"new")


def test_what_somebody_changed_is_not_shared(project: Project) -> None:
    file = project.output / "html" / "index.html"
    assert alike(project)  # from here on files are known again by their times, too
    file.write_text("own")
    assert not alike(project)
    assert file.read_text() == "old"
    assert (project.output / ".kept" / "html" / "index.html").read_text() == "own"


def test_without_the_note_of_times_bytes_are_looked_at(project: Project) -> None:
    (project.cache / "present").unlink(missing_ok=True)
    assert alike(project)


def test_results_stand_while_all_that_was_made_is_there_and_as_it_was(project: Project) -> None:
    was = listed(project.output)
    assert stands(project.output, was)
    (project.output / "html" / "index.html").write_text("other words")
    assert not stands(project.output, was)
    assert not stands(project.root, was), "nothing of ours is there"
    assert stands(project.root, {})
    assert not stands(project.output, {}), "results that nobody remembers"


def test_a_run_that_fails_takes_away_what_got_the_rights_of_a_read_only_output(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    monkeypatch.setattr(module.shutil, "rmtree", lambda folder, **_: seen.append(folder.stat().st_mode & 0o777))
    with Staging(project) as staging:
        staging.folder.chmod(0o500)
    assert seen == [0o700]
