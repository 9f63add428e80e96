"""Two builds of one project never write at once: the second waits and says so."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from kktei.cache import make_folder
from kktei.errors import OutputError
from kktei.project import Project

_PATIENCE = 600  # seconds


@contextmanager
def one_build_at_a_time(project: Project, say: Callable[[str], None]) -> Iterator[None]:
    """Hold the project's lock; ``say`` gets one line where another build holds it.

    The system frees the lock of a build that was killed.  OutputError after ten minutes.
    """
    lock = FileLock(project.cache / "lock")
    try:
        make_folder(project.cache)
        lock.acquire(timeout=0)
    except Timeout:
        say("Another build of this edition is at work; waiting for it.")
        try:
            lock.acquire(timeout=_PATIENCE)
        except Timeout as problem:
            raise OutputError("Another build of this edition is still at work", "Stop it, or wait.") from problem
    except OSError as problem:
        raise OutputError(f"{project.cache} cannot be written: {problem.strerror}") from problem
    try:
        yield
    finally:
        lock.release()
