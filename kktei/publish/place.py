"""Where results may go: a folder that is new, empty or kktei's own, away from all that is read."""

import os
import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from kktei import files
from kktei.errors import InputError, OutputError, refused
from kktei.project import Project, is_text
from kktei.publish import mark

_SHOWN = 5
_ELSEWHERE = "Mount the edition's whole folder, or mount the disk elsewhere and make output/ a link to a folder in it."
_MOUNTS = Path("/proc/self/mountinfo")  # of Linux
_ESCAPED = re.compile(rb"\\([0-7]{3})")


def place(project: Project) -> Path:
    """The folder that results go to; a link is followed.  Raises OutputError for a link that leads nowhere."""
    output = project.output
    there = Path(os.path.realpath(output))
    if output.is_symlink() and not there.exists():
        raise OutputError(
            f"{project.named_output} is a link to {there}, which is not there", "Make that folder, or delete the link."
        )
    return there


def check_place(project: Project, apart: Iterable[Path] = ()) -> Path:
    """The folder that results go to, where kktei may replace what is in it; nothing is touched.

    ``apart`` is what is read, beside the project's own sources and edition.  Raises OutputError, which says why not.
    """
    name = project.named_output
    output = place(project)
    if not is_text(str(output)):
        raise OutputError(f"{ascii(str(output))[1:-1]} is a name that is not UTF-8", "Name another folder.")
    for other in (project.edition, project.seeds, project.cache, *apart):
        _apart(output, Path(os.path.realpath(other)), other, name)
    if output.exists() and not output.is_dir():
        raise OutputError(f"{name} is a file; results go into a folder", "Move it away, or name another with --output.")
    if _is_mounted(output):
        hint = "Name a folder in it." if project.results else _ELSEWHERE
        raise OutputError(f"{name} is a disk of its own (a mount), which cannot be exchanged as a whole", hint)
    claim(output, name)
    parent = next(folder for folder in output.parents if folder.exists())
    if not os.access(parent, os.W_OK | os.X_OK):
        raise OutputError(f"{name} cannot be written: {parent} is not yours to write in", "Name another folder.")
    return output


def claim(folder: Path, name: str) -> mark.OutputMark | None:
    """The mark of a folder that kktei may replace; None where it is empty or not there.

    Raises OutputError where somebody's files are in it.
    """
    with refused(f"{name} cannot be looked into"):
        found = mark.read_mark(folder)
        if found is not None and found.whole:
            return found
        if not folder.exists() or mark.nothing_in(folder):
            return None
        inside = sorted(entry.name + ("/" if entry.is_dir() else "") for entry in folder.iterdir())
    shown = ", ".join(inside[:_SHOWN]) + (f" and {len(inside) - _SHOWN} more" if len(inside) > _SHOWN else "")
    raise OutputError(
        f"{name} is not empty and was not made by kktei, so it is left alone (in it: {shown})",
        "Name another folder, or empty this one: where an earlier version of kktei made all in it, delete it.",
    )


def within(inner: Path, outer: Path) -> bool:
    """Whether ``inner`` is ``outer`` or lies in it, however the two are spelt."""
    for folder in (inner, *inner.parents):
        try:
            if folder.samefile(outer):
                return True
        except OSError:  # one of them is not there
            if folder == outer:
                return True
    return False


def _is_mounted(folder: Path) -> bool:
    """Whether a disk begins at a folder; mountinfo knows those that are bound from the same disk, too."""
    told: list[bytes] = []
    with suppress(InputError):
        told = files.raw(_MOUNTS).splitlines()
    points = (_ESCAPED.sub(lambda found: bytes([int(found[1], 8)]), line.split(b" ")[4]) for line in told)
    return os.path.ismount(folder) or os.fsencode(folder) in points


def _apart(output: Path, other: Path, named: Path, name: str) -> None:
    hint = "Name a folder with --output that lies apart from what is read."
    if within(other, output):
        raise OutputError(f"{name} holds {named}, which is read; results would take its place", hint)
    if within(output, other) and other.is_dir():
        raise OutputError(f"{name} lies in {named}, which is read", hint)
