"""Computing time and peak memory of a set volume beside Typst alone on the same markup.

    python benchmarks/print.py 30 300 1000
    python benchmarks/print.py --two 1000          # the clock's seconds with two processes beside one, too

Makes N letters with notes in every kind of place, sets them with kktei (a new cache, one process), changes one letter
and sets them again; then compiles the same Typst source in a process of its own, once for the screen and once for the
press.  Every note is then looked for on the page of its call.  Seconds are those of computing, of all processes; memory
is that of the largest.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

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
    return sum(u.ru_utime + u.ru_stime for u in both), max(u.ru_maxrss for u in both) // 1024
if __name__ == "__main__":
    folder, jobs, change = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "change"
    from dataclasses import replace
    files = sorted((folder / "tei").glob("*.xml"))
    if change:
        changed = files[len(files) // 2]
        text = changed.read_text(encoding="utf-8")
        changed.write_text(text.replace("Dear Bertrand", "Dear Bartrend"), encoding="utf-8")
    job = replace(make_job(folder / f"out{jobs}", files), jobs=jobs)
    start, began = time.perf_counter(), used()[0]
    found = [f.code for f in render_print(job)]
    seconds, (computed, peak) = time.perf_counter() - start, used()
    figures = {"clock": seconds, "seconds": computed - began, "peak": peak}
    print(json.dumps({**figures, "findings": sorted(set(found))}))
"""

_ALONE = """
import json, resource, sys, time
import typst
from kktei.render.print.compositor import faces
from kktei.render.print.faces import FOLDERS
root = sys.argv[1]
compiler = typst.Compiler(root + "/main.typ", root=root, font_paths=faces(FOLDERS), ignore_system_fonts=True)
compiler.compile(format="pdf", pdf_standards=["a-3a", "ua-1"], timestamp=0, output=sys.argv[2])
compiler.compile(format="pdf", pdf_tags=False, timestamp=0, output=sys.argv[2])
print(json.dumps({"seconds": time.process_time(), "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}))
"""


def run(script: str, *arguments: str) -> dict[str, object]:
    """A script in a process of its own; the JSON that it prints."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "measured.py"
        file.write_text(script, encoding="utf-8")
        done = subprocess.run(
            [sys.executable, str(file), *arguments],
            capture_output=True,
            text=True,
            cwd=ROOT,
            env={"PYTHONPATH": str(ROOT), "PATH": ""},
            check=False,
        )
    if done.returncode:
        sys.exit(done.stderr)
    found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return found


def measure(count: int, *, two: bool) -> None:
    """One line of figures for ``count`` letters."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tokens = volume(folder / "tei", count)
        both = run(_OURS, str(folder), "2", "whole") if two else {}
        shutil.rmtree(folder / "cache", ignore_errors=True)
        ours = run(_OURS, str(folder), "1", "whole")
        out = folder / "out1"
        texts = page_texts(out / "screen.pdf") if (out / "screen.pdf").is_file() else []
        wrong = misplaced(texts, tokens)
        repairs = len(json.loads((out / "typst" / "repairs.json").read_text()))
        again = run(_OURS, str(folder), "1", "change")
        alone = run(_ALONE, str(out / "typst"), str(folder / "alone.pdf"))
    ratio = float(str(ours["seconds"])) / float(str(alone["seconds"]))
    notes = sum(map(len, tokens.values())) + count
    clock = f"clock {ours['clock']:.1f} s, with two processes {both['clock']:.1f} s; " if both else ""
    print(
        f"{count:5} letters, {len(texts):5} pages, {notes:5} notes, {len(wrong)} misplaced, {repairs} repairs: "
        f"kktei {ours['seconds']:.1f} s, {ours['peak']} MB; one letter changed {again['seconds']:.1f} s; {clock}"
        f"Typst alone {alone['seconds']:.1f} s, {alone['peak']} MB; {ratio:.2f} times; {ours['findings']}",
        flush=True,
    )


if __name__ == "__main__":
    started = time.perf_counter()
    counts = [argument for argument in sys.argv[1:] if argument != "--two"]
    for number in counts or ["30", "300", "1000"]:
        measure(int(number), two="--two" in sys.argv)
    print(f"{time.perf_counter() - started:.0f} s in all")
