"""Work on many machines: the tasks of :mod:`kktei.pool`, handed to a Dask cluster that somebody else runs.

Nothing travels but tasks and their outcomes: documents, cache and results lie in the edition's folder, which all
workers see at the same path.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from kktei.cache import make_folder, program
from kktei.errors import InputError, NotInstalledError, refused
from kktei.pool import Cluster, handed_to

if TYPE_CHECKING:
    from distributed import Client

_PATIENCE = 10  # seconds until a scheduler that does not answer is taken for none
_START = "Start workers with: dask worker ADDRESS --nthreads 1"


@contextmanager
def on(address: str, folder: Path) -> Iterator[None]:
    """Within, work is done by the cluster whose scheduler is at ``address``; ``folder`` is the edition's cache.

    Raises InputError where nobody answers there or the workers cannot do it, NotInstalledError without Dask.
    """
    try:
        from distributed import Client, KilledWorker  # noqa: PLC0415 - most builds need none
        from distributed.comm import CommClosedError  # noqa: PLC0415
    except ImportError as problem:
        raise NotInstalledError("Dask, which --cluster needs,", "cluster") from problem
    try:
        client = Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as problem:
        words = f"No scheduler of Dask answers at {address}"
        raise InputError(words, "Start one with: dask scheduler; it says its address.") from problem
    with client:
        workers = _fit(client, address, folder)
        lost: tuple[type[Exception], ...] = (KilledWorker, CommClosedError)
        with client.get_executor(pure=False) as executor, handed_to(Cluster(executor, workers, lost)):
            yield


def _fit(client: Client, address: str, folder: Path) -> int:
    """How many workers there are, if all of them can do the work; each is asked."""
    threads = client.nthreads()
    if not threads:
        raise InputError(f"The cluster at {address} has no workers", _START)
    if several := sorted(worker for worker, number in threads.items() if number != 1):
        raise InputError(f"The worker {several[0]} has {threads[several[0]]} threads; Saxon bears one", _START)
    with _probe(folder) as probe:
        try:
            told = client.run(_told, str(probe))
        except ImportError as problem:
            raise InputError(f"A worker of {address} lacks what kktei needs: {problem}", _START) from problem
    for worker, (ours, there) in sorted(told.items()):
        if ours != program():
            raise InputError(f"The worker {worker} has another kktei than this one", "Install the same on all.")
        if not there:
            raise InputError(f"The worker {worker} does not see {folder}", "Put the edition on a disk that all share.")
    return len(threads)


def _told(probe: str) -> tuple[str, bool]:
    """Asked of a worker: which kktei it has, and whether it sees the file."""
    return program(), Path(probe).exists()


@contextmanager
def _probe(folder: Path) -> Iterator[Path]:
    """A file in the edition's folder, as long as workers look for it."""
    path = folder / f"cluster-{os.getpid()}-{secrets.token_hex(8)}"
    with refused(f"{folder} cannot be written"):
        make_folder(folder)
        path.touch(exist_ok=False)
    try:
        yield path
    finally:
        with suppress(OSError):
            path.unlink()
