"""The mark in a folder of results: that kktei made it, and which files in it kktei made."""

import hashlib
import json
import os
import stat
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kktei import files
from kktei.errors import InputError

NAME = ".kktei-made"
PARTIAL = f"{NAME}.partial"
KEEPER = ".gitkeep"  # what keeps an empty output/ under version control
_ABOUT = "kktei made the files that are listed here, and replaces them. Whatever else lies in this folder stays."
_MOST = 500_000_000


@dataclass(frozen=True, slots=True)
class OutputMark:
    """What was made: the digest of each file, "" for a folder (whose name ends with a slash).

    ``whole`` is false for a folder that is still being filled: nobody but kktei puts anything there.
    """

    made: Mapping[str, str]
    whole: bool = True

    def lists(self, name: str) -> bool:
        """Whether kktei made a file or folder of this name."""
        return unicodedata.normalize("NFC", name) in self.made

    def digest(self, name: str) -> str | None:
        """The digest of the file of this name as it was made; None where it was not."""
        return self.made.get(unicodedata.normalize("NFC", name))


def read_mark(folder: Path) -> OutputMark | None:
    """The mark of a folder; None where there is none that kktei can have written."""
    file = folder / NAME
    if file.is_symlink():
        return None
    try:
        found = json.loads(files.text(file, most=_MOST))
        made, whole = found["made"], found["whole"]
    except (InputError, ValueError, KeyError, TypeError, RecursionError):  # none, damaged, or somebody else's
        return None
    if not isinstance(made, dict) or not all(isinstance(v, str) for v in made.values()):
        return None
    return OutputMark(made, whole is True)


def write(folder: Path, mark: OutputMark) -> None:
    """Put the mark into a folder; raises OSError."""
    made = {unicodedata.normalize("NFC", name): digest for name, digest in sorted(mark.made.items())}
    text = json.dumps({"about": _ABOUT, "whole": mark.whole, "made": made}, indent=0)
    partial = folder / PARTIAL
    partial.write_text(f"{text}\n", encoding="utf-8")
    partial.replace(folder / NAME)


def entries(folder: Path) -> Iterator[str]:
    """All that lies in a folder, but its mark: files and links, and after what is in it each folder, with a slash.

    Links are not followed.  Raises OSError for a folder that cannot be looked into.
    """

    def refuse(problem: OSError) -> None:
        raise problem

    for place, folders, names in os.walk(folder, topdown=False, onerror=refuse):
        base = "" if place == str(folder) else f"{Path(place).relative_to(folder).as_posix()}/"
        linked = [name for name in folders if (Path(place) / name).is_symlink()]
        for name in sorted([*names, *linked]):
            if (entry := f"{base}{name}") != NAME:
                yield entry
        if base:
            yield base


def listed(folder: Path) -> dict[str, list[object]]:
    """Every file that kktei made there: its digest as it was made, its size and when it was written."""
    found = read_mark(folder)
    names = [name for name in found.made if not name.endswith("/")] if found is not None else []
    return {name: [found.made[name], *_stamp(f"{folder}/{name}")] for name in names} if found is not None else {}


def stands(folder: Path, was: Mapping[str, Sequence[object]]) -> bool:
    """Whether all that :func:`listed` gave is still there, and nothing of it changed."""
    if bool(was) != (read_mark(folder) is not None):
        return False
    return all(_stands(f"{folder}/{name}", *known) for name, known in was.items())


def _stands(path: str, digest: object, *stamp: object) -> bool:
    """Whether a file is as it was; its bytes are read only where its size is the same and its time is not."""
    now = _stamp(path)
    return [*stamp] == now or (stamp[0] == now[0] and digest_of(Path(path)) == digest)


def _stamp(path: str) -> list[object]:
    try:
        state = os.lstat(path)
    except OSError:
        return [-1, -1]
    return [state.st_size, state.st_mtime_ns] if stat.S_ISREG(state.st_mode) else [-1, -1]


def is_file(path: Path) -> bool:
    """Whether a regular file stands there, not a link to one."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def digest_of(path: Path) -> str:
    """SHA-256 of a regular file's bytes; "" for a link, a pipe or a device, which kktei never makes."""
    if not is_file(path):
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def nothing_in(folder: Path) -> bool:
    """Whether a folder is empty, or holds nothing but an empty .gitkeep.  Raises OSError."""
    names = [entry.name for entry in folder.iterdir()]
    return not names or (names == [KEEPER] and is_keeper(folder / KEEPER))


def is_keeper(path: Path) -> bool:
    """Whether this is an empty .gitkeep."""
    return path.name == KEEPER and is_file(path) and path.stat().st_size == 0
