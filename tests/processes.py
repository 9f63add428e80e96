"""Which processes of a run are still there."""

from __future__ import annotations

import time
from pathlib import Path


def in_group(group: int) -> list[int]:
    """The living processes of a process group."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            after = stat.read_text().rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        if int(after[2]) == group and after[0] != "Z":
            found.append(int(stat.parent.name))
    return found


def gone(group: int, seconds: float = 20) -> bool:
    """Whether all of them end soon."""
    until = time.monotonic() + seconds
    while in_group(group) and time.monotonic() < until:
        time.sleep(0.05)
    return not in_group(group)
