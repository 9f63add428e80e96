"""What several tests look at is made once in a run, however many processes share the run."""

from __future__ import annotations

import atexit
import os
import pickle
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from filelock import FileLock

Made = TypeVar("Made")


def _of_this_run() -> Path:
    """A folder of the whole run: its first process makes it, and takes it away at the end; the others inherit its name."""
    if "KKTEI_TEST_RUN" not in os.environ:
        os.environ["KKTEI_TEST_RUN"] = tempfile.mkdtemp(prefix="kktei-test-")
        atexit.register(shutil.rmtree, os.environ["KKTEI_TEST_RUN"], ignore_errors=True)
    return Path(os.environ["KKTEI_TEST_RUN"])


FOLDER = _of_this_run()


def once(name: str, make: Callable[[Path], Made]) -> Made:
    """What ``make`` returned, of a new folder of its own, in the process that came first; tests only read it."""
    made = FOLDER / f"{name}.made"
    with FileLock(FOLDER / f"{name}.lock"):
        if made.exists():
            return pickle.loads(made.read_bytes())  # noqa: S301 - our own
        folder = FOLDER / name
        shutil.rmtree(folder, ignore_errors=True)  # of a process that failed
        folder.mkdir()
        result = make(folder)
        made.write_bytes(pickle.dumps(result))
        return result
