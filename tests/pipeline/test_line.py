"""The whole line on a small edition: complete, incremental, the same bytes, whole or not at all."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time

import pytest

from kktei import read
from kktei.pipeline import state
from kktei.pipeline.line import Choices, build
from kktei.pipeline.watch import Silence
from kktei.project import Project
from tests.editions import called, digests, kktei


def test_a_new_edition_builds_at_once(small: Project) -> None:
    done = kktei("build", cwd=small.root)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 of 2 documents built" in done.stderr
    assert (small.output / "html" / "index.html").is_file()
    assert (small.output / "print" / "screen.pdf").read_bytes().startswith(b"%PDF")
    assert [p.name for p in small.document_files()] == ["d001.xml", "d002.xml"]


def test_a_second_build_does_nothing_and_says_so(built: Project) -> None:
    before = {p: p.stat().st_mtime_ns for p in built.output.rglob("*")}
    again = called("build", cwd=built.edition)
    assert again.returncode == 0
    assert "Nothing has changed" in again.stderr
    assert {p: p.stat().st_mtime_ns for p in built.output.rglob("*")} == before


@pytest.mark.long
def test_the_same_tree_gives_the_same_bytes(built: Project) -> None:
    """Promise 4: built anew, built by force, built step by step: always the same files."""
    first = digests(built.output)
    assert any(name.endswith(".pdf") for name in first)
    kktei("build", "--force", "--jobs", "1", cwd=built.root)
    assert digests(built.output) == first
    shutil.rmtree(built.output)
    shutil.rmtree(built.cache)
    kktei("build", cwd=built.root)
    assert digests(built.output) == first


@pytest.mark.long
def test_one_changed_document_is_built_as_by_force(built: Project) -> None:
    first = digests(built.output)
    document = built.documents / "d002.xml"
    document.write_text(document.read_text(encoding="utf-8").replace("second sheet", "third sheet"), encoding="utf-8")
    done = kktei("build", cwd=built.root)
    assert done.returncode == 0, done.stdout + done.stderr
    step = digests(built.output)
    assert step != first
    assert "third sheet" in document.read_text(encoding="utf-8")
    kktei("build", "--force", cwd=built.root)
    assert digests(built.output) == step


def test_what_is_saved_while_a_build_goes_on_is_for_the_next(built: Project) -> None:
    first, second = built.document_files()[:2]

    class Saving(Silence):
        """An editor who saves the second document while the first is checked."""

        def progress(self, what: str, done: int, whole: int) -> None:
            if (what, done) == ("validate", 1):
                second.write_text(second.read_text(encoding="utf-8").replace("sheet", "page"), encoding="utf-8")

    first.write_text(first.read_text(encoding="utf-8").replace("before Easter", "at Advent"), encoding="utf-8")
    assert not build(built, Choices(("html",)), Saving()).idle
    changed = [f"edition/documents/{second.name}"]
    assert [change.file for change in state.changed(built) or ()] == changed
    assert not build(built, Choices(("html",))).idle


@pytest.mark.long
def test_what_could_not_be_written_is_looked_at_again_though_no_input_changed(built: Project) -> None:
    seed, first = built.seeds / "letters.txt", built.document_files()[0]
    seed.write_text(seed.read_text(encoding="utf-8").replace("before Easter", "at Advent"), encoding="utf-8")
    first.chmod(0o444)
    assert "M013" in {f.code for f in build(built, Choices(())).findings}
    first.chmod(0o644)
    assert not build(built, Choices(())).idle
    assert "at Advent" in first.read_text(encoding="utf-8")


def test_files_whose_names_are_no_text_are_remembered_and_those_of_witnesses_left_out(built: Project) -> None:
    name = os.fsdecode(b"A\xff")
    folder = built.edition / "witnesses" / "d001"
    folder.mkdir(parents=True)
    for place in (built.seeds / f"{name}.txt", built.edition / f"{name}.png", folder / f"{name}.xml", folder / "B.xml"):
        place.write_bytes(b"words")
    state.remember(built, state.Inputs.of(built, ()), [], 0)
    assert state.changed(built) == []
    assert not read.is_siglum(name)
    assert [p.name for p in built.witness_files()] == ["B.xml"]
    assert [p.name for p in built.nameless_files()] == [f"{name}.xml"]


def test_an_invalid_document_is_left_out_and_named(built: Project) -> None:
    document = built.documents / "d002.xml"
    text = document.read_text(encoding="utf-8").replace("<body>", "<boddy>").replace("</body>", "</boddy>")
    document.write_text(text, encoding="utf-8")
    done = called("build", cwd=built.root)
    assert done.returncode == 1
    assert "edition/documents/d002.xml:" in done.stdout
    assert "1 of 2 documents built" in done.stderr
    again = called("build", cwd=built.root)
    assert again.returncode == 1, "a build with nothing to do repeats what is wrong"
    assert "edition/documents/d002.xml:" in again.stdout


@pytest.mark.long
def test_a_build_killed_at_any_moment_leaves_whole_results(built: Project) -> None:
    """Promise 5: kill -9 at twenty random moments; what somebody put among the results stays."""
    (built.output / "html" / "CNAME").write_text("letters.example.org")
    allowed = [digests(built.output)]
    seed = built.seeds / "letters.txt"
    seed.write_text(seed.read_text(encoding="utf-8").replace("This morning", "today").replace("proofs", "sheets"))
    other = built.root.parent / "other"
    shutil.copytree(built.root, other)
    began = time.monotonic()
    assert kktei("build", "--force", cwd=other).returncode == 0
    length = time.monotonic() - began
    allowed.append(digests(other / "output"))
    chance = random.Random(1963)
    for _ in range(20):
        process = subprocess.Popen(
            [sys.executable, "-m", "kktei", "build", "-q", "--force"],
            cwd=built.root,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(chance.uniform(0.05, length * 1.1))
        process.kill()
        process.wait()
        assert digests(built.output) in allowed
    assert kktei("build", cwd=built.root).returncode == 0
    assert digests(built.output) == allowed[1]
    assert not list(built.root.glob(".output.*"))


@pytest.mark.parametrize("command", ["build", "convert", "render", "validate", "status"])
def test_outside_an_edition_the_message_says_so(command: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    done = called(command, cwd=tmp_path_factory.mktemp("nowhere"))
    assert done.returncode == 2
    assert "not inside an edition" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_build_with_nothing_to_do_clears_away_what_a_killed_one_left(built: Project) -> None:
    left = built.root / ".output.new.1"
    shutil.copytree(built.output, left)
    (left / "thesis.docx").write_text("somebody's", encoding="utf-8")
    done = called("build", cwd=built.root)
    assert "Nothing has changed" in done.stderr
    assert not left.exists()
    assert (built.output / "thesis.docx").read_text(encoding="utf-8") == "somebody's"
