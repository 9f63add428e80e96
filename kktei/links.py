"""Links in an edition: refused where they lead out of it, so that no edition brings its reader's files into print."""

import errno
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from kktei.errors import InputError

_HINT = "Put the file itself in its place; or, where you trust whoever made the link, say --follow-links."


def check(
    places: Iterable[Path], root: Path, *, follow: bool = False, but: Callable[[Path], bool] = lambda _: False
) -> None:
    """Look at files and folders, and at all that lies in them, for links that lead out of ``root`` or in a circle.

    Raises InputError, which names the first of them and where it leads; with ``follow`` only for a circle.  A folder
    that may not be looked into is named too: what lies in it would be passed over without a word.  Links for which
    ``but`` holds are passed over: whoever reads them checks them one by one.
    """
    for link in (link for place in places for link in _links(place, root) if not but(link)):
        if _circle(link):
            raise InputError(f"{named(link, root)} is a link that leads to itself", "Delete it.")
        if not follow and not is_inside(link, root):
            raise leading_out(link, root)


def leading_out(link: Path, root: Path) -> InputError:
    """That a link leads out of ``root``, and where."""
    return InputError(f"{named(link, root)} is a link that leads outside, to {_target(link)}", _HINT)


def is_inside(path: Path, root: Path) -> bool:
    """Whether a path lies in ``root``, all links followed."""
    real, base = (os.path.normcase(os.path.realpath(one)) for one in (path, root))
    return real == base or real.startswith(base.rstrip(os.sep) + os.sep)


def named(path: Path, root: Path) -> str:
    """A path as it is written in ``root``, no link followed; what a terminal cannot have is escaped."""
    name = os.path.relpath(path, root) if path.is_relative_to(root) else str(path)
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in name.replace(os.sep, "/"))


def _circle(link: Path) -> bool:
    try:
        link.stat()
    except OSError as problem:
        return problem.errno == errno.ELOOP
    return False


def _target(link: Path) -> str:
    target = os.path.realpath(link)
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in target)


def _links(place: Path, root: Path) -> Iterator[Path]:
    """Every link at a place and below it, and in the folders that links lead to."""
    if _is_link(place):
        yield place
    seen: set[str] = set()
    folders = [place] if place.is_dir() else []
    while folders:
        folder = folders.pop()
        if (real := os.path.realpath(folder)) in seen:
            continue
        seen.add(real)
        for entry in _entries(folder, root):
            path = folder / entry.name
            if _is_link(path):
                yield path
            if path.is_dir():
                folders.append(path)


def _entries(folder: Path, root: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
        if entries and not os.access(folder, os.X_OK):  # names can be seen, files cannot
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except (FileNotFoundError, NotADirectoryError):  # gone meanwhile
        return []
    except OSError as problem:
        words = f"The folder {named(folder, root)} cannot be read: {problem.strerror}"
        raise InputError(words, "Give yourself the right to read it, or take it out of there.") from problem
    return entries


def _is_link(path: Path) -> bool:
    """Whether this is a symbolic link, or what Windows has for folders (from Python 3.12)."""
    junction = getattr(os.path, "isjunction", None)
    return path.is_symlink() or bool(junction and junction(path))
