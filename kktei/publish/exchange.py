"""Two folders trade places in one step, where the system can do that."""

import ctypes
import os
import sys
from pathlib import Path

_AT_FDCWD = -100
_EXCHANGE = 2  # RENAME_EXCHANGE on Linux, RENAME_SWAP on macOS


def exchange(one: Path, other: Path) -> bool:
    """Swap two existing paths atomically; False where the system or the file system cannot."""
    if sys.platform == "linux":
        return _call("renameat2", _AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _EXCHANGE)
    if sys.platform == "darwin":
        return _call("renamex_np", os.fsencode(one), os.fsencode(other), _EXCHANGE)
    return False


def _call(name: str, *arguments: object) -> bool:
    try:
        function = getattr(ctypes.CDLL(None), name)
    except (OSError, AttributeError):  # no such library or function: the caller has another way
        return False
    return bool(function(*arguments) == 0)
