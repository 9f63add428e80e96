"""A run that is killed at any moment loses nothing, and the next run knows what it had done."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kktei.merge import Outcome, carry_out
from kktei.project import Project
from tests.merge.bench import KilledError, killed_after
from tests.merge.conftest import EditedProject, check, document, planned

FILES = ("documents/d001.xml", "documents/d002.xml", "documents/d003.xml")


def converted(title: str, text: str = "Dear Sir") -> dict[str, bytes]:
    return {file: document(title=f"{title} {file[-5]}", text=text) for file in FILES}


def run(project: Project, files: dict[str, bytes]) -> list[Outcome]:
    made = planned(project, files)
    carry_out(made)
    return [step.state for step in made.steps]


@pytest.mark.parametrize("operations", range(14))
def test_after_a_kill_nothing_counts_as_edited_that_was_not(at_hand: EditedProject, operations: int) -> None:
    run(at_hand.project, converted("First"))
    (at_hand.project.edition / FILES[1]).write_bytes(
        (at_hand.project.edition / FILES[1]).read_bytes().replace(b"Dear Sir", b"Dear Madam")
    )
    with pytest.raises(KilledError), killed_after(operations):
        run(at_hand.project, converted("Second"))
    states = run(at_hand.project, converted("Third"))
    assert states == [Outcome.REPLACED, Outcome.MERGED, Outcome.REPLACED]
    for file in FILES:
        text = (at_hand.project.edition / file).read_text(encoding="utf-8")
        assert f"Third {file[-5]}" in text
        assert ("Dear Madam" in text) == (file == FILES[1])
        assert check(text.encode()) == []
    left = [p.name for p in at_hand.project.edition.rglob("*") if p.is_file() and "staged" in p.parts]
    assert left == []


@pytest.mark.parametrize("operations", range(4))
def test_a_conflict_survives_a_kill(at_hand: EditedProject, operations: int) -> None:
    at_hand.convert(document())
    at_hand.edit("Dear Sir", "Dear Madam")
    try:
        with killed_after(operations):
            at_hand.convert(document(text="Dear Friend"))
    except KilledError:
        pass
    assert at_hand.convert(document(text="Dear Friend")).of(Outcome.CONFLICT) == [FILES[0]]
    assert "Dear Madam" in at_hand.text
    assert "Dear Friend" in at_hand.copy.read_text(encoding="utf-8")


def test_only_what_kktei_left_is_cleared_away(at_hand: EditedProject) -> None:
    folder = at_hand.path.parent
    ours, other = folder / ".d001.xml.kktei-partial", folder / ".notes.partial"
    for path in (ours, other):
        path.write_bytes(b"half")
    at_hand.convert(document())
    assert (ours.exists(), other.exists()) == (False, True)


SCRIPT = """
import sys
from pathlib import Path
from kktei.merge import carry_out, plan
from kktei.project import Project
project = Project(Path(sys.argv[1]))
text = (project.root / "text.xml").read_text()
for turn in range(10_000):
    files = {f"documents/d{n:03}.xml": text.replace("TURN", f"{turn} {n}").encode() for n in range(1, 30)}
    carry_out(plan(files.items(), project, by="E", today="2026-11-23", check=lambda data: []))
    print(turn, flush=True)
"""


def test_kill_minus_nine(at_hand: EditedProject) -> None:
    root: Path = at_hand.project.root
    (root / "text.xml").write_bytes(document(title="TURN"))
    for moment in (0.0, 0.013, 0.029, 0.041, 0.07):
        job = subprocess.Popen([sys.executable, "-c", SCRIPT, str(root)], stdout=subprocess.PIPE, cwd=Path.cwd())
        assert job.stdout is not None
        job.stdout.readline()
        time.sleep(moment)
        os.kill(job.pid, signal.SIGKILL)
        job.communicate()
        files = {f"documents/d{n:03}.xml": document(title=f"after {moment} {n}") for n in range(1, 30)}
        made = planned(at_hand.project, files)
        assert {step.state for step in made.steps} == {Outcome.REPLACED}
        carry_out(made)
