"""What lies in a folder of results and is not kktei's: carried over to the new results, never deleted."""

import filecmp
import os
import shutil
from collections.abc import Collection, Iterable, Mapping
from itertools import chain, count
from pathlib import Path

from kktei.publish import mark
from kktei.publish.mark import OutputMark

ASIDE = ".kept"  # where a file goes whose name a new result has
Stamp = tuple[int, int, int]


def ours(folder: Path, made: OutputMark | None, known: Mapping[str, Stamp] | None = None) -> dict[str, Stamp]:
    """Each file that is still as kktei made it, and its inode, size and time, by which a later look knows it.

    ``known`` are the stamps of files as they were made: what has its stamp is not read.
    """
    found: dict[str, Stamp] = {}
    for name in mark.entries(folder) if made is not None else ():
        if name.endswith("/") or not (digest := made.digest(name) if made else None):
            continue
        before = stamp(f"{folder}/{name}")
        as_made = known is not None and before == known.get(name)
        if as_made or (mark.digest_of(folder / name) == digest and stamp(folder / name) == before):
            found[name] = before
    return found


def carry_over(old: Path, new: Path, made: OutputMark | None, own: Collection[str]) -> tuple[list[str], dict[str, str]]:
    """Give ``new`` too what in ``old`` is not kktei's.

    Gives the names of what was carried over, and where each file went whose name was taken.  Raises OSError.
    """
    carried: list[str] = []
    aside: dict[str, str] = {}
    for name in _entries(old):
        if name in own or (made is not None and name.endswith("/") and made.lists(name)) or _keeper(old, name):
            continue
        there = _room(old / name, new, name)
        if _same(old / name, new / there):
            carried.append(there)  # a part of the results that was not made anew has it already
            continue
        lay(old / name, new / there)
        carried.append(there)
        if there != name:
            aside[name] = there
    return carried, aside


def dismantle(old: Path, new: Path, made: OutputMark | None, known: dict[str, Stamp]) -> list[str]:
    """Delete the folder of former results; what is not kktei's and not in ``new`` moves there.

    ``known`` is what :func:`ours` gave, if that was asked.  Gives what was moved.  Raises OSError.
    """
    moved: list[str] = []
    for name in _entries(old):
        path = Path(f"{old}/{name}")
        if name.endswith("/"):
            if not (made is not None and made.lists(name)) and not (new / name).exists():
                lay(path, new / _room(path, new, name))
            path.rmdir()
        elif _is_ours(path, name, made, known) or _keeper(old, name) or _same(path, new / name):
            path.unlink()
        elif not _same(path, new / (there := _room(path, new, name))):
            (new / there).parent.mkdir(parents=True, exist_ok=True)
            path.rename(new / there)
            moved.append(there)
        else:
            path.unlink()
    (old / mark.NAME).unlink(missing_ok=True)
    old.rmdir()
    return moved


def lay(source: Path, target: Path) -> None:
    """The same file, link or empty folder at another place of one file system; bytes are shared where that can be."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_symlink():
        target.symlink_to(source.readlink())
    elif source.is_dir():
        target.mkdir(exist_ok=True)
        shutil.copystat(source, target)
    else:
        try:
            os.link(source, target)
        except OSError:
            if mark.is_file(source):
                shutil.copy2(source, target)
            # A pipe that cannot be linked is moved when the former results are dismantled.


def told(name: str, carried: Iterable[str], aside: dict[str, str]) -> list[str]:
    """What to tell the user about what was carried over."""
    lines = [f"{was} in {name} is not as kktei made it; it is kept as {now}." for was, now in sorted(aside.items())]
    staying = sorted(set(carried) - set(aside.values()))
    staying = [one for one in staying if not (one[-1] == "/" and any(o.startswith(one) and o != one for o in staying))]
    if staying:
        more = f" and {len(staying) - 3} more" if len(staying) > 3 else ""
        lines.append(f"Not made by kktei, left in {name} as they are: {', '.join(staying[:3])}{more}.")
    return lines


def stamp(path: Path | str) -> Stamp:
    """By what a file is known again."""
    state = os.lstat(path)
    return state.st_ino, state.st_size, state.st_mtime_ns


def _entries(folder: Path) -> list[str]:
    """All in a folder; first what was laid aside, so that it keeps its names."""
    return sorted(mark.entries(folder), key=lambda name: not name.startswith(f"{ASIDE}/"))


def _is_ours(path: Path, name: str, made: OutputMark | None, known: dict[str, Stamp]) -> bool:
    if name in known and stamp(path) == known[name]:
        return True
    digest = made.digest(name) if made is not None else None
    return bool(digest) and mark.digest_of(path) == digest


def _keeper(folder: Path, name: str) -> bool:
    return name == mark.KEEPER and mark.is_keeper(folder / name)


def _room(path: Path, new: Path, name: str) -> str:
    """Where ``path`` can stand in ``new``: by its name, or aside where a result has that."""
    candidates = chain((name, f"{ASIDE}/{name}"), (f"{ASIDE}/{number}/{name}" for number in count(2)))
    return next(there for there in candidates if _free(new, there) or _same(path, new / there))


def _free(new: Path, name: str) -> bool:
    """Whether nothing stands at a name, nor a file where a folder above it must be."""
    path = new / name
    if os.path.lexists(path):
        return name.endswith("/") and path.is_dir() and not path.is_symlink()
    above = path.parent
    while above != new and not os.path.lexists(above):
        above = above.parent
    return above.is_dir() and not (above != new and above.is_symlink())


def _same(one: Path, other: Path) -> bool:
    """Whether two paths are one file, or files with the same bytes, or links to the same place."""
    if not os.path.lexists(other):
        return False
    if one.is_symlink() or other.is_symlink():
        return one.is_symlink() and other.is_symlink() and one.readlink() == other.readlink()
    if one.samefile(other):
        return True
    return mark.is_file(one) and mark.is_file(other) and filecmp.cmp(one, other, shallow=False)
