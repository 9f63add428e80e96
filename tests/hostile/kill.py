"""``python -m tests.hostile.kill [BUILDS [CONVERSIONS]]``: kill -9 at random moments; nothing is lost, nothing is left over.

After the kills an undisturbed run must give, byte for byte, what one that was never disturbed gives.  The user's files
(sources, a document changed by hand, a note beside the edition) must be as they were, after every kill.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from tests.editions import digests
from tests.hostile.samples import TRANSCRIPT
from tests.processes import gone

COMMAND = [sys.executable, "-P", "-m", "kktei"]
MINE = {"letters/notes.txt": "mine", "letters/seeds/.keep": "", "letters/edition/theme.css": "body { color: #222 }\n"}
EDITED = "<!-- a remark by hand -->"


def kktei(folder: Path, *arguments: str) -> None:
    done = subprocess.run([*COMMAND, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode in {0, 1}, done.stderr


def laid_out(folder: Path) -> Path:
    """An edition with somebody's work in it, never built."""
    kktei(folder, "new", "letters")
    project = folder / "letters"
    source = project / "seeds" / "letters.txt"
    letters = [
        f"{n}. Letter From Ada Winter to Jonas Berg\n\nSource: Berg Papers, Box {n}.\n\nDear Jonas: {n}."
        for n in range(3, 40)
    ]
    source.write_text(TRANSCRIPT + "\n\n" + "\n\n\n".join(letters) + "\n", encoding="utf-8")
    for name, text in MINE.items():
        (folder / name).write_text(text, encoding="utf-8")
    return project


def worked_on(project: Path) -> None:
    """Converted, then changed by hand in the TEI and in the source."""
    kktei(project, "convert")
    document = project / "edition" / "documents" / "d001.xml"
    document.write_text(document.read_text(encoding="utf-8").replace("<body>", f"<body>{EDITED}", 1), encoding="utf-8")
    source = project / "seeds" / "letters.txt"
    source.write_text(source.read_text(encoding="utf-8").replace("Herzlich", "Herzlichst"), encoding="utf-8")


def killed(project: Path, arguments: list[str], moment: float) -> tuple[bool, list[str]]:
    """Whether the run was killed before it ended, and what was wrong: a process of it that lives on."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    run = subprocess.Popen([*COMMAND, *arguments], cwd=project, process_group=0, **quiet)
    try:
        run.wait(moment)
    except subprocess.TimeoutExpired:
        os.kill(run.pid, signal.SIGKILL)
        run.wait()
        return True, [] if gone(run.pid, 60) else [f"processes of {run.pid} live on"]
    return False, []


def mine(project: Path) -> dict[str, str]:
    """What is the user's: nothing of it may change by a kill."""
    kept = dict(digests(project / "seeds"))
    kept["notes.txt"] = (project / "notes.txt").read_text(encoding="utf-8")
    kept["theme.css"] = (project / "edition" / "theme.css").read_text(encoding="utf-8")
    kept["by hand"] = str(EDITED in (project / "edition" / "documents" / "d001.xml").read_text(encoding="utf-8"))
    return kept


def leftovers(project: Path) -> list[str]:
    """Files that no undisturbed run has, in the project and beside its results."""
    return sorted(
        p.relative_to(project).as_posix()
        for p in project.rglob("*")
        if ".partial" in p.name or p.name.startswith((".output.", ".staging")) or p.name.endswith(".tmp")
    )


def trial(work: Path, arguments: list[str], times: int, chance: Random) -> tuple[int, list[str]]:
    """Kill ``arguments`` so many times in one edition; how many were killed, and what was wrong."""
    calm, rough = (laid_out(folder) for folder in (work / "calm", work / "rough"))
    for project in (calm, rough):
        worked_on(project)
    began = time.monotonic()
    kktei(calm, *arguments)
    whole = time.monotonic() - began
    wanted, before = digests(calm / "edition") | digests(calm / "output"), mine(rough)
    kills, wrong = 0, []
    for number in range(times):
        if number % 10 == 9:  # now and then all is to be done again
            shutil.rmtree(rough / ".kktei-cache", ignore_errors=True)
        was_killed, left = killed(
            rough, [*arguments, *(["--force"] if arguments[0] == "build" else [])], chance.uniform(0.05, whole)
        )
        kills += was_killed
        wrong += left
        if mine(rough) != before:
            wrong.append(f"kill {number}: the user's files are others")
            before = mine(rough)
    kktei(rough, *arguments)
    got = digests(rough / "edition") | digests(rough / "output")
    wrong += [f"{name} differs" for name in sorted(wanted.keys() | got.keys()) if wanted.get(name) != got.get(name)]
    wrong += [f"{name} is left over" for name in leftovers(rough)]
    return kills, wrong


def main() -> None:
    builds, conversions = ([int(n) for n in sys.argv[1:]] + [200, 100][len(sys.argv) - 1 :])[:2]
    os.environ["SOURCE_DATE_EPOCH"] = "1700000000"
    chance = Random("kill")
    failed = False
    for arguments, times in ((["build"], builds), (["convert"], conversions)):
        work = Path(tempfile.mkdtemp(prefix="kktei-kill-"))
        for folder in ("calm", "rough"):
            (work / folder).mkdir()
        began = time.monotonic()
        kills, wrong = trial(work, arguments, times, chance)
        print(
            f"kktei {arguments[0]}: {kills} of {times} runs killed in {time.monotonic() - began:.0f} s, {len(wrong)} faults",
            flush=True,
        )
        for one in wrong:
            print(f"  {one}")
        failed |= bool(wrong)
        if wrong:
            print(f"  It can be looked at in {work}")
        else:
            shutil.rmtree(work)
    sys.exit(failed)


if __name__ == "__main__":
    main()
