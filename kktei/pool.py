"""Work on many things at once: spawned processes, one Saxon processor each, results in the order of the items.

Threads gain nothing (saxonche holds the interpreter's lock) and two processors in two threads
abort the process.  Workers are recycled so that small leaks of the engines do not add up.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from time import monotonic
from typing import TypeVar

from kktei.errors import MachineryError

Item = TypeVar("Item")
Outcome = TypeVar("Outcome")

_TASKS_A_WORKER = 400  # batches until a worker is replaced
_WORTH_A_START = 0.5  # seconds of work that can wait; starting processes takes longer


def each(task: Callable[[Item], Outcome], items: Sequence[Item], *, jobs: int, batch: int = 8) -> Iterator[Outcome]:
    """``task`` of each item, in order, by ``jobs`` processes (in this one as long as a start is not worth it).

    ``task`` and the items must be picklable; set-up that a worker needs once belongs in a cached
    function that the task calls.  An exception of a task is raised here; a worker that dies
    (killed, out of memory) raises MachineryError.
    """
    until = monotonic() + _WORTH_A_START
    done = 0
    while done < len(items) and (jobs <= 1 or len(items) - done <= batch or monotonic() < until):
        yield task(items[done])
        done += 1
    if done < len(items):
        yield from _shared_out(task, items[done:], jobs, batch)


def _shared_out(task: Callable[[Item], Outcome], items: Sequence[Item], jobs: int, batch: int) -> Iterator[Outcome]:
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, context, max_tasks_per_child=_TASKS_A_WORKER) as workers:
        try:
            yield from workers.map(task, items, chunksize=batch)
        except BrokenProcessPool as problem:
            workers.shutdown(wait=False, cancel_futures=True)
            raise MachineryError("A worker process died", "Try again with --jobs 1.") from problem
