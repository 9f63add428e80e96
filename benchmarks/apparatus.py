"""The printed apparatus: seconds, memory, and the share of entries on the page and line of their lemma.

    python benchmarks/apparatus.py [ENTRIES ...]

Makes critical texts of about so many entries (default: 400 on some fifteen pages, and 3,000 in ten documents), every
lemma a word of its own, sets them, and looks for each entry on the finished pages with an engine that did not make
them.  Aims: 400 entries under 15 s; all entries right.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from kktei.render.print import render_print  # noqa: E402 - the path comes first
from tests.render.print.conftest import make_job  # noqa: E402
from tests.render.print.critical import critical, placed  # noqa: E402

_MOST = 400  # entries of one document


def measure(entries: int, most: int) -> None:
    """One line of figures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts = range(-(-entries // most))
        files = [critical(folder / f"{n:03}.xml", entries // len(texts), gap=8, seed=n + 1) for n in texts]
        job = make_job(folder / "out", files)
        start, before = time.perf_counter(), _computing()
        found = sorted({f.code for f in render_print(job)})
        seconds, computed = time.perf_counter() - start, _computing() - before
        told = placed(job.target / "screen.pdf")
        pages = max(entry.page for entry in told)
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) // 1024
    right, page = sum(entry.right for entry in told), sum(entry.page == entry.lemma_page for entry in told)
    print(
        f"{entries:5} entries on {pages} pages: {len(told)} found, {page} on their page, {right} on their line; "
        f"{seconds:.1f} s ({computed:.1f} s of computing), {peak} MB; {found}",
        flush=True,
    )


def _computing() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


if __name__ == "__main__":
    for number in sys.argv[1:] or ["400", "3000"]:
        documents, _, each = number.rpartition("x")
        measure(int(documents or 1) * int(each), int(each) if documents else _MOST)
