"""Runs kktei as on another machine: folders are listed in another order, new files have other rights.

Called by test_same_bytes.py as a program of its own.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from typing import Any

_CHANCE = random.Random(4)
_LISTDIR, _SCANDIR = os.listdir, os.scandir


class _Shuffled:
    """What ``os.scandir`` gives, in an order of chance."""

    def __init__(self, path: Any = ".") -> None:
        with _SCANDIR(path) as found:
            self._entries = list(found)
        _CHANCE.shuffle(self._entries)

    def __enter__(self) -> _Shuffled:
        return self

    def __exit__(self, *problem: object) -> None:
        self.close()

    def __iter__(self) -> Iterator[os.DirEntry[Any]]:
        return self

    def __next__(self) -> os.DirEntry[Any]:
        if not self._entries:
            raise StopIteration
        return self._entries.pop()

    def close(self) -> None:
        self._entries.clear()


def _listdir(path: Any = ".") -> list[Any]:
    names = _LISTDIR(path)
    _CHANCE.shuffle(names)
    return names


if __name__ == "__main__":
    os.umask(0o077)
    os.scandir, os.listdir = _Shuffled, _listdir  # type: ignore[assignment,misc]
    from kktei.__main__ import main

    main()
