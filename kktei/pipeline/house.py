"""The authority files that an edition shares with others: read where the user lets it, added to where the settings say.

They lie outside the project as a rule.  ``--follow-links`` lets an edition have just the files that its settings name
then; that is remembered in the user's own folder, and asked again when the settings name others.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from filelock import FileLock, Timeout

from kktei import files, links, merge, tei, trust
from kktei.config import Settings
from kktei.encode import authorities
from kktei.encode.authorities import House
from kktei.errors import InputError, OutputError
from kktei.findings import Finding
from kktei.pipeline.missing import unusable
from kktei.project import Project

HOUSE = "house"  # the part of the memory that keeps what shared records were
_PATIENCE = 60.0  # seconds


@dataclass(frozen=True)
class Ours:
    """The shared records, and what is remembered of those that the edition has."""

    house: House = field(default_factory=House)
    taken: dict[str, str] = field(default_factory=dict)

    def refreshed(self, data: bytes | None) -> tuple[bytes | None, tuple[Finding, ...]]:
        """The edition's authority file with what the house has changed."""
        if data is None or not self.house.elements:
            return data, ()
        return authorities.refreshed(data, self.house, self.taken)

    def rows(self, data: bytes) -> list[merge.LedgerRow] | None:
        """What to remember; None: as before."""
        if not self.house.elements:
            return None
        made = authorities.marks(data, self.house, self.taken)
        return [{"id": key, "sha256": mark} for key, mark in made.items()] if made or self.taken else None


def shared_files(project: Project, settings: Settings) -> Ours:
    """The shared authority files; InputError where one cannot be read, is no TEI, or may not be asked for."""
    paths = _paths(project, settings)
    given = [(shown, _shared_text(path, shown)) for shown, path in paths]
    rows = merge.read_ledger(project, HOUSE).rows if given else ()
    pairs = ((row.get("id"), row.get("sha256")) for row in rows)
    taken = {key: mark for key, mark in pairs if isinstance(key, str) and isinstance(mark, str)}
    return Ours(authorities.house_of(given), taken)


def unread(problem: InputError) -> Finding:
    """That a shared file cannot be used, and what follows."""
    consequence = "No record was added; names lead to those that edition/authorities.xml had last."
    return unusable("C013", problem, "edition/edition.toml", consequence)


def _paths(project: Project, settings: Settings) -> list[tuple[str, Path]]:
    """The files as users know them, and where they are."""
    named = settings.texts("authorities.file")
    paths = [(name, project.root / name) for name in named]
    outside = [name for name, path in paths if not links.is_inside(path, project.root)]
    words = json.dumps(["authorities", *named, settings.flag("authorities.add")])
    if outside and project.follow_links:
        trust.allow(project.root, words)
    elif outside and not trust.trusted(project.root).holds_for(words.encode()):
        raise InputError(
            f"authorities.file in edition.toml names {outside[0]!r}, which lies outside the project",
            "Where you trust whoever wrote this, say --follow-links once; kktei remembers it for just these files.",
        )
    return paths


def _shared_text(path: Path, shown: str) -> bytes:
    """A shared file in UTF-8; InputError where it is none."""
    data = files.xml(path, shown)
    root = tei.parse(data, shown)
    if root.tag != tei.q("TEI"):
        raise InputError(f"{shown} is no TEI file", f'Its root should be <TEI xmlns="{tei.TEI}">.')
    return data


def add(project: Project, settings: Settings, say: Callable[[str], None]) -> Sequence[Finding]:
    """Add what only the edition has to the first of the shared files, where the settings say so.

    Another edition may do the same: the file is locked, and read anew.  Raises OutputError where the disk refuses or
    the lock is not to be had.
    """
    try:
        paths = _paths(project, settings) if settings.flag("authorities.add") else []
        ours = merge.on_disk(project, project.authorities.name)
        if not paths or ours is None:
            return ()
        shown, path = paths[0]
        with _locked(path, shown, say):
            raw = files.raw(path, shown)
            theirs = _shared_text(path, shown)
            text = files.as_utf8(ours, "edition/authorities.xml")
            grown, found, count = authorities.added_to_house(theirs, shown, text)
            if count and raw == theirs:
                with files.written(path, over=True) as stream:
                    stream.write(grown.decode("utf-8"))
                say(f"{count} records were added to {shown}.")
            return found if raw == theirs else (unread(_other_encoding(shown)),)
    except InputError:
        return ()  # told already, when it was read


def _other_encoding(shown: str) -> InputError:
    return InputError(f"{shown} is not in UTF-8", "Save it as UTF-8 without a byte order mark; nothing was added.")


@contextmanager
def _locked(path: Path, shown: str, say: Callable[[str], None]) -> Iterator[None]:
    lock = FileLock(path.with_name(f".{path.name}.lock"))
    try:
        try:
            lock.acquire(timeout=0)
        except Timeout:
            say(f"Another edition adds to {shown}; waiting for it.")
            lock.acquire(timeout=_PATIENCE)
    except Timeout as problem:
        raise OutputError(f"{shown} is locked by another edition", "Try again when it is done.") from problem
    except OSError as problem:
        raise OutputError(f"{shown} cannot be written: {problem.strerror}") from problem
    try:
        yield
    finally:
        lock.release()
