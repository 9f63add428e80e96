"""``python -m tests.hostile.fuzz [N [SEED]]``: N cases on all cores; the faults, and figures for docs/reliability.md."""

from __future__ import annotations

import multiprocessing
import os
import resource
import shutil
import sys
import tempfile
import time
from collections import Counter
from multiprocessing.connection import Connection, wait
from pathlib import Path

from tests.hostile.trial import Fault, Range, in_sample

_HANGS = 90.0  # seconds without a word from a worker; a case has several commands of 30


def worker(folder: str, first: int, last: int, step: int, seed: str, line: Connection) -> None:
    """Every ``step``th case from ``first``; tells each before it begins and what came of it."""
    place = Range(Path(folder))
    for number in range(first, last, step):
        line.send((number, None))
        line.send((number, place.trial(number, seed)))
    line.send((None, peak()))
    line.close()


def peak() -> int:
    """The most memory that this process, or one that it started, has had, in MB."""
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return int(max(resource.getrusage(each).ru_maxrss for each in who) // 1000)


class Workers:
    """One worker a core; one that hangs or dies is a fault, and another goes on behind it."""

    def __init__(self, folder: Path, count: int, seed: str, jobs: int) -> None:
        self.folder, self.count, self.seed, self.jobs = folder, count, seed, jobs
        self.faults: list[Fault] = []
        self.done = self.rendered = self.peak = 0
        self._context = multiprocessing.get_context("spawn")
        self._lines: dict[Connection, tuple[multiprocessing.process.BaseProcess, int, float]] = {}

    def begin(self, first: int) -> None:
        mine, theirs = self._context.Pipe(duplex=False)
        given = (str(self.folder), first, self.count, self.jobs, self.seed, theirs)
        process = self._context.Process(target=worker, args=given)
        process.start()
        theirs.close()
        self._lines[mine] = (process, first, time.monotonic())

    def run(self) -> None:
        for first in range(min(self.jobs, self.count)):
            self.begin(first)
        while self._lines:
            for line in wait(list(self._lines), timeout=5):
                assert isinstance(line, Connection)
                self._hear(line)
            for line, (process, number, since) in list(self._lines.items()):
                if time.monotonic() - since > _HANGS:
                    process.kill()
                    self._lost(line, number, f"no answer in {_HANGS:.0f} s")

    def _hear(self, line: Connection) -> None:
        process, number, _ = self._lines[line]
        try:
            said, faults = line.recv()
        except EOFError:
            process.join()
            if process.exitcode:
                self._lost(line, number, f"the process ended with {process.exitcode}")
            else:
                del self._lines[line]
            return
        if said is None:
            self.peak = max(self.peak, faults)
            return
        self._lines[line] = (process, said, time.monotonic())
        if faults is not None:
            self.done += 1
            self.rendered += in_sample(said)
            if self.done % 500 == 0:
                print(f"{self.done} of {self.count}, {len(self.faults)} faults", flush=True)
            self.faults += faults
            for fault in faults:
                print(f"{fault.number} {fault.kind}: {fault.what}", flush=True)

    def _lost(self, line: Connection, number: int, what: str) -> None:
        del self._lines[line]
        kind, file, data = Range(self.folder).case(number, self.seed)
        (self.folder / "faults" / f"{number}{Path(file).suffix}").write_bytes(data)
        self.faults.append(Fault(number, kind, what, file))
        print(f"{number} {kind}: {what}", flush=True)
        if number + self.jobs < self.count:
            self.begin(number + self.jobs)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    seed = sys.argv[2] if len(sys.argv) > 2 else ""
    jobs = int(os.environ.get("JOBS", os.cpu_count() or 1))
    folder = Path(tempfile.mkdtemp(prefix="kktei-fuzz-"))
    began = time.monotonic()
    Range(folder)
    workers = Workers(folder, count, seed, jobs)
    workers.run()
    took = time.monotonic() - began
    by_kind = Counter(fault.kind for fault in workers.faults)
    print(
        f"{workers.done} cases in {took:.0f} s on {jobs} cores, {workers.rendered} of them rendered, "
        f"{workers.peak} MB at most, {len(workers.faults)} faults {dict(by_kind) or ''}"
    )
    if workers.faults:
        print(f"The inputs that showed them are in {folder / 'faults'}")
        sys.exit(1)
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
