"""Computing time and peak memory of a set volume beside Typst alone on the same markup.

    python benchmarks/print.py 30 300 1000
    python benchmarks/print.py --two 1000          # the clock's seconds with two processes beside one, too
    python benchmarks/print.py --icc 300           # print.pdf with a colour profile, so that it is checked as PDF/X-4
    python benchmarks/print.py --icc=FILE 300      # with that profile
    python benchmarks/print.py --only 4000         # without Typst alone, which takes 2.5 MB a letter

Makes N letters with notes in every kind of place, sets them with kktei (a new cache, one process), changes one letter
and sets them again; then compiles the same Typst source in a process of its own, once for the screen and once for the
press.  Every note is then looked for on the page of its call.  Seconds are those of computing, of all processes; memory
is that of the largest process, and of all together (what they share counted once), looked at ten times a second.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.render.print.conftest import profile  # noqa: E402
from tests.render.print.letters import volume  # noqa: E402 - the path comes first
from tests.render.print.pages import page_texts  # noqa: E402
from tests.render.print.test_notes import misplaced  # noqa: E402

_OURS = """
import json, resource, sys, time
from pathlib import Path
from tests.render.print.conftest import make_job
from kktei.render.print import render_print
def used():
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in both)
if __name__ == "__main__":
    folder, jobs, change = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "change"
    from dataclasses import replace
    files = sorted((folder / "tei").glob("*.xml"))
    if change:
        changed = files[len(files) // 2]
        text = changed.read_text(encoding="utf-8")
        changed.write_text(text.replace("Dear Bertrand", "Dear Bartrend"), encoding="utf-8")
    tables = {"print": {"icc_profile": "press.icc"}} if (folder / "tei" / "press.icc").exists() else {}
    job = replace(make_job(folder / f"out{jobs}", files, **tables), jobs=jobs)
    start, began = time.perf_counter(), used()
    found = [f.code for f in render_print(job)]
    figures = {"clock": time.perf_counter() - start, "seconds": used() - began}
    print(json.dumps({**figures, "findings": sorted(set(found))}))
"""

_ALONE = """
import json, sys, time
import typst
from kktei.render.print.compositor import faces
from kktei.render.print.faces import FOLDERS
root = sys.argv[1]
compiler = typst.Compiler(root + "/main.typ", root=root, font_paths=faces(FOLDERS), ignore_system_fonts=True)
compiler.compile(format="pdf", pdf_standards=["a-3a", "ua-1"], timestamp=0, output=sys.argv[2])
compiler.compile(format="pdf", pdf_tags=False, timestamp=0, output=sys.argv[2])
print(json.dumps({"seconds": time.process_time()}))
"""


class Memory(threading.Thread):
    """The most that a process and those that it starts take, in MB: the largest of them, all together."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self.process, self.peak, self.together = process, 0, 0

    def run(self) -> None:
        """Look until the process ends."""
        while found := [pair for number in _below(self.process) if (pair := _taken(number))]:
            self.peak = max(self.peak, *(most for most, _ in found))
            self.together = max(self.together, sum(now for _, now in found))
            time.sleep(0.1)


def _below(process: int) -> list[int]:
    """A process and all that it has started."""
    try:
        listed = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    except OSError:
        return []
    return [process, *(number for child in listed for number in _below(int(child)))]


def _taken(process: int) -> tuple[int, int] | None:
    """The most that a process has taken, and its share of what is taken now; None where it has ended."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
        shares = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="utf-8")
    except OSError:
        return None
    found = [re.search(rf"^{name}:\s+(\d+)", text, re.MULTILINE) for name, text in (("VmHWM", status), ("Pss", shares))]
    return (int(found[0][1]) // 1024, int(found[1][1]) // 1024) if found[0] and found[1] else None


def run(script: str, *arguments: str, watched: bool = True) -> dict[str, object]:
    """A script in a process of its own; the JSON that it prints.

    Who looks at memory takes a part of a processor, so what is told of the clock is best not ``watched``.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "measured.py"
        file.write_text(script, encoding="utf-8")
        process = subprocess.Popen(
            [sys.executable, str(file), *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={"PYTHONPATH": str(ROOT), "PATH": ""},
        )
        memory = Memory(process.pid)
        if watched:
            memory.start()
        said, wrong = process.communicate()
    if process.returncode:
        sys.exit(wrong)
    found: dict[str, object] = json.loads(said.splitlines()[-1])
    return {**found, "peak": memory.peak, "together": memory.together}


def measure(count: int, icc: bytes, *, two: bool, only: bool) -> None:
    """One line of figures for ``count`` letters."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tokens = volume(folder / "tei", count)
        if icc:
            (folder / "tei" / "press.icc").write_bytes(icc)
        clocks = []
        for jobs in ("1", "2") if two else ():
            clocks.append(float(str(run(_OURS, str(folder), jobs, "whole", watched=False)["clock"])))
            shutil.rmtree(folder / "cache", ignore_errors=True)
        ours = run(_OURS, str(folder), "1", "whole")
        out = folder / "out1"
        texts = page_texts(out / "screen.pdf") if (out / "screen.pdf").is_file() else []
        wrong = misplaced(texts, tokens)
        repairs = len(json.loads((out / "typst" / "repairs.json").read_text()))
        again = run(_OURS, str(folder), "1", "change")
        alone = {} if only else run(_ALONE, str(out / "typst"), str(folder / "alone.pdf"))
    notes = sum(map(len, tokens.values())) + count
    clock, beside = "", ""
    if clocks:
        clock = f"clock {clocks[0]:.1f} s, of two processes {clocks[1]:.1f} s; "
    if alone:
        ratio = float(str(ours["seconds"])) / float(str(alone["seconds"]))
        beside = f"Typst alone {alone['seconds']:.1f} s, {alone['peak']} MB; {ratio:.2f} times; "
    print(
        f"{count:5} letters, {len(texts):5} pages, {notes:5} notes, {len(wrong)} misplaced, {repairs} repairs: "
        f"kktei {ours['seconds']:.1f} s, {ours['peak']} MB, {ours['together']} MB together; "
        f"one letter changed {again['seconds']:.1f} s; {clock}{beside}{ours['findings']}",
        flush=True,
    )


if __name__ == "__main__":
    started = time.perf_counter()
    counts = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    named = [Path(argument.removeprefix("--icc=")) for argument in sys.argv if argument.startswith("--icc=")]
    colours = named[0].read_bytes() if named else profile() if "--icc" in sys.argv else b""
    for number in counts or ["30", "300", "1000"]:
        measure(int(number), colours, two="--two" in sys.argv, only="--only" in sys.argv)
    print(f"{time.perf_counter() - started:.0f} s in all")
