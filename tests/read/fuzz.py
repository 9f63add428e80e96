"""Thousands of damaged sources and tables through the readers: `python -m tests.read.fuzz 10000` prints figures.

Each is read or refused with its name; anything else, more than 30 seconds, or a word that is lost in silence ends it.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from kktei.read import read_facts, read_source
from tests.read.frus_volume import volume
from tests.read.mutants import mutants, refusals
from tests.read.samples import BOOK, LETTER, PLAIN, TABLE, corpus, word_files

MOST_SECONDS = 30


def kinds() -> dict[str, tuple[list[bytes], Callable[[Path], object]]]:
    """The sound files of each kind, and what reads them."""
    return {
        "text": ([PLAIN.encode(), PLAIN.encode("utf-16")], source),
        "docx": (word_files(), source),
        "xlsx": ([BOOK], facts),
        "csv": ([TABLE.encode(), TABLE.encode("utf-16"), TABLE.replace(";", "\t").encode()], facts),
        "frus": ([volume(3).encode(), volume(2).encode("utf-16")], source),
        "tei": ([LETTER, corpus(3)], source),
    }


def source(path: Path) -> object:
    found = read_source(path, path.name)
    lost = [f.message for f in found.findings if f.code == "R055"]
    if lost:
        raise AssertionError(f"words lost: {lost}")
    return found


def facts(path: Path) -> object:
    return read_facts(path, path.name)


def run(count: int, kinds_of: dict[str, tuple[list[bytes], Callable[[Path], object]]], folder: Path) -> Iterator[str]:
    """Read ``count`` mutants of each kind; a line of figures for each."""
    for kind, (sound, reader) in kinds_of.items():
        outcomes: Counter[str] = Counter()
        slowest = 0.0
        for n, data in enumerate(
            d for i, one in enumerate(sound) for d in mutants(one, count // len(sound), f"{kind}{i}")
        ):
            path = folder / f"m.{kind}"
            path.write_bytes(data)
            start = time.perf_counter()
            try:
                with refusals(path.name) as refused:
                    reader(path)
            except BaseException:
                (folder / f"{kind}-{n}.bad").write_bytes(data)
                raise
            slowest = max(slowest, time.perf_counter() - start)
            outcomes["refused" if refused else "read"] += 1
            if slowest > MOST_SECONDS:
                raise AssertionError(f"{kind} {n} took {slowest:.0f} seconds")
        yield f"{kind:<6}{outcomes['read']:>7} read {outcomes['refused']:>7} refused, slowest {slowest:.2f} s"


if __name__ == "__main__":
    into = Path(tempfile.mkdtemp(prefix="kktei-fuzz-"))
    chosen = {kind: how for kind, how in kinds().items() if kind in sys.argv[2:] or len(sys.argv) < 3}
    for line in run(int(sys.argv[1]), chosen, into):
        print(line, flush=True)
    for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN):
        print(f"peak memory {resource.getrusage(who).ru_maxrss // 1024} MB")
