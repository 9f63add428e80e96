"""Work on many things at once: spawned processes, one Saxon processor each, results in the order of the items.

Threads gain nothing (saxonche holds the interpreter's lock) and two processors in two threads
abort the process.  Workers are recycled so that small leaks of the engines do not add up.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import cache
from multiprocessing import resource_tracker
from time import monotonic
from typing import TypeVar

from kktei.errors import MachineryError
from kktei.isolation import children_are_sealed, seal_children

Item = TypeVar("Item")
Outcome = TypeVar("Outcome")

_ITEMS_A_POOL = 6000  # items until all workers are replaced
_WORTH_A_START = 0.5  # seconds of work that can wait; starting processes takes longer


def each(task: Callable[[Item], Outcome], items: Sequence[Item], *, jobs: int, batch: int = 8) -> Iterator[Outcome]:
    """``task`` of each item, in order, by ``jobs`` processes (in this one as long as a start is not worth it).

    ``task`` and the items must be picklable; set-up that a worker needs once belongs in a cached
    function that the task calls.  An exception of a task is raised here; a worker that dies
    (killed, out of memory) raises MachineryError.
    """
    until = monotonic() + _WORTH_A_START
    done = 0
    jobs = jobs if children_are_sealed() else 1
    while done < len(items) and (jobs <= 1 or len(items) - done <= batch or monotonic() < until):
        yield task(items[done])
        done += 1
    if done < len(items):
        yield from _shared_out(task, items[done:], jobs, batch)


def _shared_out(task: Callable[[Item], Outcome], items: Sequence[Item], jobs: int, batch: int) -> Iterator[Outcome]:
    for begin in range(0, len(items), _ITEMS_A_POOL):
        try:
            workers = _workers(jobs)
            with undisturbed():
                made = workers.map(task, items[begin : begin + _ITEMS_A_POOL], chunksize=batch)
            yield from made
        except BrokenProcessPool as problem:
            _workers.cache_clear()
            raise MachineryError("A worker process died", "Try again with --jobs 1.") from problem
        if begin + _ITEMS_A_POOL < len(items):
            # Not by max_tasks_per_child: with it a pool can wait for ever for a worker that it never starts.
            _workers(jobs).shutdown()
            _workers.cache_clear()


@contextmanager
def undisturbed() -> Iterator[None]:
    """Processes that are started within do not hear Ctrl-C, SIGTERM and SIGHUP: who started them ends them.

    A terminal sends these to all processes of a run; each would say how it fell.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@cache
def _workers(jobs: int) -> ProcessPoolExecutor:
    """The workers of this run: started once, used by every stage, ended with the process."""
    seal_children()  # a folder of texts may hold a multiprocessing.py
    with undisturbed():
        resource_tracker.ensure_running()  # by itself it hears SIGHUP, and its start would end our not hearing
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(jobs, context, initializer=_end_with_parent)


def _end_with_parent() -> None:
    """A worker whose run was killed ends too, instead of waiting for ever."""

    def watch() -> None:
        parent = multiprocessing.parent_process()
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
