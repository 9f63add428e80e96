"""Work on many things at once: spawned processes, one Saxon processor each, results in the order of the items.

Threads gain nothing (saxonche holds the interpreter's lock) and two processors in two threads
abort the process.  Workers are recycled so that small leaks of the engines do not add up.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import TypeVar

from kktei.errors import MachineryError

Item = TypeVar("Item")
Outcome = TypeVar("Outcome")

_TASKS_A_WORKER = 400  # batches until a worker is replaced


def batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """``items`` in lists of at most ``size``."""
    stream = iter(items)
    while batch := list(islice(stream, size)):
        yield batch


def each(task: Callable[[Item], Outcome], items: Sequence[Item], *, jobs: int, batch: int = 8) -> Iterator[Outcome]:
    """``task`` of each item, in order, by ``jobs`` processes (in this one where it is not worth a start).

    ``task`` and the items must be picklable; set-up that a worker needs once belongs in a cached
    function that the task calls.  An exception of a task is raised here; a worker that dies
    (killed, out of memory) raises MachineryError.
    """
    if jobs <= 1 or len(items) <= batch:
        yield from map(task, items)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, context, max_tasks_per_child=_TASKS_A_WORKER) as workers:
        try:
            yield from workers.map(task, items, chunksize=batch)
        except BrokenProcessPool as problem:
            workers.shutdown(wait=False, cancel_futures=True)
            raise MachineryError("A worker process died", "Try again with --jobs 1.") from problem
