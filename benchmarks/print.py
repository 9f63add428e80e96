"""Seconds and peak memory of a set volume beside Typst alone on the same markup.

    python benchmarks/print.py 30 300 1000

Makes N letters with notes in every kind of place, sets them with kktei (a new cache), then compiles the
same Typst source in a process of its own, once for the screen and once for the press.  Every note
is then looked for on the page of its call.
"""

from __future__ import annotations

import json
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
if __name__ == "__main__":
    folder, jobs = Path(sys.argv[1]), int(sys.argv[2])
    from dataclasses import replace
    job = replace(make_job(folder / "out", sorted((folder / "tei").glob("*.xml"))), jobs=jobs)
    start = time.perf_counter()
    found = [f.code for f in render_print(job)]
    seconds = time.perf_counter() - start
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps({"seconds": seconds, "peak": peak // 1024, "findings": sorted(set(found))}))
"""

_ALONE = """
import json, resource, sys, time
import typst
from kktei.render.print.compositor import faces
from kktei.render.print.faces import FOLDERS
start = time.perf_counter()
root = sys.argv[1]
compiler = typst.Compiler(root + "/main.typ", root=root, font_paths=faces(FOLDERS), ignore_system_fonts=True)
compiler.compile(format="pdf", pdf_standards=["a-3a", "ua-1"], timestamp=0, output=sys.argv[2])
compiler.compile(format="pdf", pdf_tags=False, timestamp=0, output=sys.argv[2])
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(json.dumps({"seconds": time.perf_counter() - start, "peak": peak}))
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


def measure(count: int, jobs: int) -> None:
    """One line of figures for ``count`` letters."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tokens = volume(folder / "tei", count)
        ours = run(_OURS, str(folder), str(jobs))
        alone = run(_ALONE, str(folder / "out" / "typst"), str(folder / "alone.pdf"))
        texts = page_texts(folder / "out" / "screen.pdf") if (folder / "out" / "screen.pdf").is_file() else []
        wrong = misplaced(texts, tokens)
        repairs = len(json.loads((folder / "out" / "typst" / "repairs.json").read_text()))
    ratio = float(str(ours["seconds"])) / float(str(alone["seconds"]))
    notes = sum(map(len, tokens.values())) + count
    print(
        f"{count:5} letters, {len(texts):5} pages, {notes:5} notes, {len(wrong)} misplaced, {repairs} repairs: "
        f"kktei {ours['seconds']:.1f} s, {ours['peak']} MB; Typst alone {alone['seconds']:.1f} s, {alone['peak']} MB; "
        f"{ratio:.2f} times; {ours['findings']}",
        flush=True,
    )


if __name__ == "__main__":
    started = time.perf_counter()
    for number in sys.argv[1:] or ["30", "300", "1000"]:
        measure(int(number), 2)
    print(f"{time.perf_counter() - started:.0f} s in all")
