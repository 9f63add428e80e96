"""Other people's folder of letters: which files are letters, what lies beside them, and where results may lie."""

from __future__ import annotations

import os
from pathlib import Path

from kktei.config import Settings, check, load
from kktei.errors import InputError, OutputError
from kktei.project import Project, here, natural
from kktei.publish import check_place, within

_USED = ("edition.toml", "authorities.xml", "theme.css", "print.typ", "fonts", "texts", "xslt")  # beside the letters
_NO_LETTERS = {"authorities.xml", "edition.xml"}


def used(source: Path) -> list[Path]:
    """What is read beside the letter that was named, or the whole folder."""
    return [source] if source.is_dir() else [source.parent / name for name in _USED]


def letters(source: Path, named: Path) -> list[Path]:
    """All letters at ``source``, which the user ``named`` so; InputError where nothing is there."""
    if source.is_file():
        return [source]
    if not source.is_dir():
        raise InputError(f"{named} is not there")
    found = (p for p in source.rglob("*.xml") if p.name not in _NO_LETTERS and p.name[0] != "." and not p.is_dir())
    return sorted(found, key=lambda p: natural(p.relative_to(source).as_posix()))


def settings(folder: Path) -> Settings:
    """The settings that lie there, or what is so without any."""
    file = beside(folder, "edition.toml")
    if file is not None:
        return load(file)
    # Others have licences of their own, which their files say: none is claimed for them.
    return check({"edition": {"title": folder.resolve().name, "licence": ""}})


def beside(folder: Path, name: str) -> Path | None:
    """The file of that name in the folder, if there is one."""
    return folder / name if os.path.lexists(folder / name) else None


def place_of(output: Path, source: Path) -> Project:
    """The project of the results alone; OutputError where they would lie among, or over, what is somebody's."""
    output = whole(output)
    project = Project(output.parent, output)
    if within(here(), output):
        raise OutputError(f"{output} holds the folder that you are in", "Name a new folder with --output.")
    check_place(project, apart=[source])
    return project


def whole(path: Path) -> Path:
    """A path from the root of the disk; what it names may be a link, which is followed by whoever knows why."""
    rooted = here() / path
    if rooted.name == "..":
        return Path(os.path.realpath(rooted))
    return Path(os.path.realpath(rooted.parent)) / rooted.name
