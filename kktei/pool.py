"""Work on many things at once: spawned processes, one Saxon processor each, results in the order of the items.

Threads gain nothing (saxonche holds the interpreter's lock) and two processors in two threads
abort the process.  A worker that is worn (small leaks of the engines add up, and the heap of the engine is not given
back) hands back what it has not begun, and new ones are started for it.
"""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from multiprocessing import resource_tracker
from time import monotonic, process_time
from typing import Generic, TypeVar

from kktei.errors import MachineryError
from kktei.isolation import children_are_sealed, seal_children
from kktei.memory import held

Item = TypeVar("Item")
Outcome = TypeVar("Outcome")

_ITEMS_A_WORKER = 6000  # until it is worn
_MEMORY_A_WORKER = 260 << 20  # bytes that it holds; but a new one is not begun before this
_SECONDS_A_WORKER = 6.0  # has computed so long; starting and compiling take 0.9
_WORTH_A_START = 0.5  # seconds of work that can wait; starting processes takes longer
_BEAT = 0.1  # seconds between two looks at what else is to be done while workers work
_FOR_A_CLUSTER = 3  # times as many items a task: each costs scheduler and process milliseconds
_AHEAD = 4  # batches a worker that wait for it: so no worker waits, and no more items are held than that


@dataclass(frozen=True)
class Cluster:
    """Workers elsewhere: who hands them work, how many they are, what is raised when one of them is lost."""

    executor: Executor
    workers: int
    lost: tuple[type[Exception], ...]


_clusters: list[Cluster] = []  # the last one does the work
_apart: list[int] = []  # how many processes do all work, so that this one holds no engine
_beats: list[Callable[[], None]] = []
_started: dict[int, ProcessPoolExecutor] = {}  # the workers of this run, by their number


@contextmanager
def meanwhile(beat: Callable[[], None]) -> Iterator[None]:
    """Within, ``beat`` is called whenever workers are waited for, some times a second."""
    _beats.append(beat)
    try:
        yield
    finally:
        _beats.pop()


@contextmanager
def handed_to(cluster: Cluster) -> Iterator[None]:
    """Within, the work of :func:`each` is done by ``cluster``, whatever ``jobs`` says."""
    _clusters.append(cluster)
    try:
        yield
    finally:
        _clusters.pop()


@contextmanager
def apart(jobs: int, ready: Callable[[], None] | None = None) -> Iterator[None]:
    """Within, all work of :func:`each` is done by ``jobs`` other processes, even where that is one; they end with it.

    An engine takes some 200 MB: a process that holds what is known of thousands of documents needs none besides.
    What makes them ``ready`` is done while this one does something else.  Within another such they are the same.
    """
    if _apart or not children_are_sealed():
        yield
        return
    _apart.append(jobs)
    if ready is not None:
        begin(ready, jobs=jobs)
    try:
        yield
    finally:
        _apart.pop()
        settle()


def one(_: object) -> int:
    """What an item weighs that is like any other."""
    return 1


def each(
    task: Callable[[Item], Outcome],
    items: Iterable[Item],
    *,
    jobs: int,
    batch: int = 8,
    weight: Callable[[Item], int] = one,
) -> Iterator[Outcome]:
    """``task`` of each item, in order, by ``jobs`` processes (in this one as long as a start is not worth it).

    ``task`` and the items must be picklable; set-up that a worker needs once belongs in a cached
    function that the task calls.  Items are asked for as they are needed, so that a generator of them takes no
    memory; of such as weigh more than one fewer are handed over, and held ahead, at a time.  An exception of a task
    is raised here; a worker that dies (killed, out of memory) raises MachineryError.
    """
    if _clusters or _apart:
        yield from _shared_out(task, items, jobs, batch, weight)
        return
    until = monotonic() + _WORTH_A_START
    rest = iter(items)
    jobs = jobs if children_are_sealed() else 1
    if jobs > 1:
        for item in rest:
            yield task(item)
            if monotonic() >= until:
                break
        first = list(islice(rest, batch + 1))
        if len(first) > batch:
            yield from _shared_out(task, chain(first, rest), jobs, batch, weight)
            return
        rest = iter(first)
    yield from map(task, rest)


def begin(ready: Callable[[], None], *, jobs: int) -> None:
    """Start other processes, and do in each what makes it ``ready``, while this one does something else."""
    if children_are_sealed() and (jobs > 1 or _apart or _clusters):
        workers, number = _hands(jobs)
        with _losses_told(), undisturbed():
            for _ in range(number):
                workers.submit(ready)


def begun(task: Callable[[Item], Outcome], items: Sequence[Item], *, jobs: int) -> Iterator[Outcome]:
    """As :func:`each`, one by one; but where others do all work, they do it while nobody asks for the outcomes yet.

    These are held until then: they should be small.
    """
    if not (_clusters or _apart):
        return each(task, items, jobs=jobs, batch=1)
    workers, _ = _hands(jobs)
    with _losses_told(), undisturbed():
        waiting = deque(workers.submit(task, item) for item in items)
    return _outcomes(waiting)


def _hands(jobs: int) -> tuple[Executor, int]:
    """Who does the work of others, and how many they are."""
    if _clusters:
        return _clusters[-1].executor, _clusters[-1].workers
    jobs = _apart[-1] if _apart else jobs
    return _workers(jobs), jobs


def beside(task: Callable[[], Outcome], *, jobs: int) -> Callable[[], Outcome]:
    """Begin a task in another process, where the run may use one; what is returned waits for its outcome."""
    if jobs < 2 or not children_are_sealed():
        outcome = task()
        return lambda: outcome
    with _losses_told(), undisturbed():
        future = _workers(jobs).submit(task)

    def waited() -> Outcome:
        with _losses_told():
            return future.result()

    return waited


def settle() -> None:
    """Wait until no worker works any more; what was handed over and not begun is dropped.

    For a run that goes on after a failure: what failed may have left workers that still write.
    """
    for workers in _started.values():
        workers.shutdown(cancel_futures=True)
    _started.clear()


@dataclass(frozen=True)
class _Handed(Generic[Item, Outcome]):
    """Items that workers were handed, and the outcomes of the first of them: of all, unless the worker was worn."""

    items: Sequence[Item]
    workers: Executor
    future: Future[list[Outcome]]


def _shared_out(
    task: Callable[[Item], Outcome], items: Iterable[Item], jobs: int, batch: int, weight: Callable[[Item], int]
) -> Iterator[Outcome]:
    """The outcomes of workers, asked for some batches ahead."""
    rest = iter(items)
    batch *= _FOR_A_CLUSTER if _clusters and batch > 1 else 1
    waiting: deque[_Handed[Item, Outcome]] = deque()
    with _losses_told():
        try:
            while True:
                held = sum(weight(item) for handed in waiting for item in handed.items)
                while _more(len(waiting), held // batch, jobs) and (some := list(_filling(rest, batch, weight))):
                    held += sum(map(weight, some))
                    waiting.append(_handed(task, some, jobs))
                if not waiting:
                    return
                handed = waiting.popleft()
                outcomes = _awaited(handed.future)
                yield from outcomes
                if left := handed.items[len(outcomes) :]:
                    _let_go(handed.workers, jobs)
                    again = chain([_handed(task, left, jobs)], *(_again(task, one, jobs) for one in waiting))
                    waiting = deque(again)
        finally:
            for handed in waiting:
                handed.future.cancel()


def _more(tasks: int, weighing: int, jobs: int) -> bool:
    """Whether workers are handed more: each has one task at work and one that waits, and others if they are light."""
    number = _hands(jobs)[1]
    return tasks <= number or max(tasks, weighing) < number * _AHEAD


def _filling(rest: Iterator[Item], batch: int, weight: Callable[[Item], int]) -> Iterator[Item]:
    """Items for one task: so many, or fewer that weigh as much."""
    weighs = 0
    for item in rest:
        yield item
        weighs += weight(item)
        if weighs >= batch:
            return


def _let_go(worn: Executor, jobs: int) -> None:
    """End workers of which one is worn, unless that was done."""
    # Not by max_tasks_per_child: with it a pool can wait for ever for a worker that it never starts.
    worn.shutdown()
    if worn is _hands(jobs)[0]:
        _started.clear()


def _again(task: Callable[[Item], Outcome], one: _Handed[Item, Outcome], jobs: int) -> Iterator[_Handed[Item, Outcome]]:
    """What was handed to workers that have ended: what they did of it, and the rest for those who follow."""
    done = len(one.items) if one.future.exception() else len(one.future.result())
    if done:
        yield _Handed(one.items[:done], one.workers, one.future)
    if left := one.items[done:]:
        yield _handed(task, left, jobs)


def _outcomes(waiting: deque[Future[Outcome]]) -> Iterator[Outcome]:
    with _losses_told():
        while waiting:
            yield _awaited(waiting.popleft())


def _awaited(future: Future[Outcome]) -> Outcome:
    while _beats and not wait((future,), _BEAT).done:
        _beats[-1]()
    return future.result()


@contextmanager
def _losses_told() -> Iterator[None]:
    """Within, workers that are lost are told in words."""
    lost = _clusters[-1].lost if _clusters else ()
    try:
        yield
    except BrokenProcessPool as problem:
        _started.clear()
        raise MachineryError("A worker process died", "Try again with --jobs 1.") from problem
    except lost as problem:
        raise MachineryError(
            f"The cluster lost work: {' '.join(str(problem).split()) or type(problem).__name__}",
            "Look at its workers, or build without --cluster; what is done is kept.",
        ) from problem


def _handed(task: Callable[[Item], Outcome], items: Sequence[Item], jobs: int) -> _Handed[Item, Outcome]:
    workers, _ = _hands(jobs)
    with undisturbed():
        return _Handed(items, workers, workers.submit(_batch if _clusters else _until_worn, task, items))


def _batch(task: Callable[[Item], Outcome], items: Sequence[Item]) -> list[Outcome]:
    return [task(item) for item in items]


_done: list[int] = [0]  # items of this worker


def _until_worn(task: Callable[[Item], Outcome], items: Sequence[Item]) -> list[Outcome]:
    """The outcomes of the items, or of the first of them where this worker should be replaced."""
    outcomes = []
    for item in items:
        if _worn():
            break
        outcomes.append(task(item))
        _done[0] += 1
    return outcomes


def _worn() -> bool:
    """Whether this worker has done so much, or grown so large, that a new one should go on."""
    if not _done[0]:
        return False  # or a new one could be worn, too, and so for ever
    return _done[0] >= _ITEMS_A_WORKER or (process_time() >= _SECONDS_A_WORKER and held() > _MEMORY_A_WORKER)


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


def _workers(jobs: int) -> ProcessPoolExecutor:
    """The workers of this run: started once, used by every stage, ended with the process."""
    if jobs in _started:
        return _started[jobs]
    seal_children()  # a folder of texts may hold a multiprocessing.py
    with undisturbed():
        resource_tracker.ensure_running()  # by itself it hears SIGHUP, and its start would end our not hearing
    context = multiprocessing.get_context("spawn")
    return _started.setdefault(jobs, ProcessPoolExecutor(jobs, context, initializer=_end_with_parent))


def _end_with_parent() -> None:
    """A worker whose run was killed ends too, instead of waiting for ever; so does one that the run itself ends."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os._exit(1)

    def heed() -> None:
        # Where one worker was killed, the pool asks the others by SIGTERM, which they do not hear (`undisturbed`).
        while signal.sigwaitinfo({signal.SIGTERM}).si_pid != parent.pid:
            pass
        os._exit(1)

    for end in (watch, heed) if hasattr(signal, "sigwaitinfo") else (watch,):
        threading.Thread(target=end, daemon=True).start()
