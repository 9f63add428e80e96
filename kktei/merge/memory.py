"""The remembered conversions in ``edition/.kktei/``: what kktei last made of each file, under version control.

Each is compressed, so that the folder stays small, carries a checksum, and no tool takes it for a document.
"""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from kktei import files, links
from kktei.errors import InputError, OutputError
from kktei.project import Project

_SUFFIX = ".gz"
_PARTIAL = ".kktei-partial"


class DamagedMemoryError(Exception):
    """A remembered conversion cannot be read."""


def digest(data: bytes | None) -> str:
    """SHA-256 of a file's bytes; "" for a file that is not there."""
    return "" if data is None else hashlib.sha256(data).hexdigest()


def read(path: Path) -> bytes | None:
    """A file's bytes; None where it is not there.  Raises OutputError where it cannot be read."""
    try:
        return files.raw(path, _shown(path))
    except InputError as problem:
        if isinstance(problem.__cause__, FileNotFoundError):
            return None
        raise OutputError(problem.message, problem.hint) from problem


def write(path: Path, data: bytes) -> None:
    """Put a file in place whole or not at all.  Raises OutputError."""
    partial = path.with_name(f".{path.name}{_PARTIAL}")
    with refusals(path):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            partial.write_bytes(data)
            partial.replace(path)
        except OSError:
            with suppress(OSError):
                partial.unlink()
            raise


def remove(path: Path) -> None:
    """Delete a file, if it is there.  Raises OutputError."""
    with refusals(path):
        path.unlink(missing_ok=True)


@contextmanager
def refusals(path: Path) -> Iterator[None]:
    """Where the disk refuses to change ``path`` (full, read-only, locked by another program): OutputError."""
    try:
        yield
    except OSError as problem:
        hint = "Nothing is half-written; when this is mended, convert again."
        raise OutputError(f"{_shown(path)} cannot be written: {problem.strerror}", hint) from problem


def _shown(path: Path) -> str:
    return f"edition/{path.as_posix().rpartition('/edition/')[2]}"


@dataclass(frozen=True, slots=True)
class Memory:
    """The folder ``edition/.kktei``.

    ``converted/`` holds the last conversion of each file that its text on disk rests on, ``pending/`` the
    conversion that an open conflict is about, ``staged/`` what a run was about to remember when it wrote.
    """

    project: Project

    @property
    def folder(self) -> Path:
        """The folder."""
        return self.project.edition / ".kktei"

    def converted(self, file: str) -> bytes | None:
        """The conversion that the file on disk rests on; DamagedMemoryError where it cannot be read."""
        return _unpacked(self._path("converted", file))

    def pending(self, file: str) -> bytes | None:
        """The conversion of an open conflict."""
        return _unpacked(self._path("pending", file))

    def files(self) -> list[str]:
        """Every file that is remembered, in order."""
        return _names(self.folder / "converted")

    def conflicts(self) -> list[str]:
        """Every file whose conflict is not known to be over, in order."""
        return _names(self.folder / "pending")

    def remember(self, file: str, conversion: bytes) -> None:
        """Keep a conversion; nothing is written where it is remembered already."""
        self._keep("converted", file, conversion)

    def await_decision(self, file: str, conversion: bytes) -> None:
        """Keep the conversion of a conflict."""
        self._keep("pending", file, conversion)

    def forget_conflict(self, file: str) -> None:
        """The conflict is over, whichever way."""
        remove(self._path("pending", file))

    def note(self, name: str, text: bytes) -> None:
        """Keep a ledger; nothing is written where it says that already."""
        path = self.folder / f"{name}.jsonl"
        if read(path) != text:
            write(path, text)

    def stage(self, file: str, conversion: bytes, written: str) -> None:
        """Before a file is written: keep the conversion under the digest that the file will have."""
        write(self._staged(file, written), _packed(conversion))

    def promote(self, file: str, written: str) -> None:
        """After the file was written: the staged conversion is what it rests on."""
        path = self._path("converted", file)
        with refusals(path):
            self._staged(file, written).replace(_made(path))

    def recover(self) -> None:
        """Finish what a killed run left: a staged conversion counts if its file was written, else it goes."""
        for kind in (".xml", ".jsonl", _SUFFIX):  # what kktei writes; another program's partial files are its own
            for partial in self.project.edition.glob(f"**/.*{kind}{_PARTIAL}"):
                remove(partial)
        for name in _names(self.folder / "staged"):
            file, _, written = name.rpartition(".")
            if digest(read(self.project.edition / file)) == written:
                self.promote(file, written)
            else:
                remove(self._staged(file, written))

    def _keep(self, kind: str, file: str, conversion: bytes) -> None:
        path = self._path(kind, file)
        try:
            same = _unpacked(path) == conversion
        except DamagedMemoryError:
            same = False
        if not same:
            write(path, _packed(conversion))

    def _staged(self, file: str, written: str) -> Path:
        return self._path("staged", f"{file}.{written}")

    def _path(self, kind: str, file: str) -> Path:
        return self.folder / kind / f"{file}{_SUFFIX}"


def inside(project: Project, file: str) -> Path:
    """The path of an edition's file; OutputError where it would lie outside ``edition/``."""
    parts = PurePosixPath(file)
    path = project.edition / parts
    if parts.is_absolute() or ".." in parts.parts or not _may_be(path, project):
        raise OutputError(f"{file} would lie outside the edition", "kktei writes nothing there.")
    return path


def _may_be(path: Path, project: Project) -> bool:
    return project.follow_links or links.is_inside(path, project.edition)


def _names(folder: Path) -> list[str]:
    if not folder.is_dir():
        return []
    found = (p.relative_to(folder).as_posix() for p in folder.rglob(f"*{_SUFFIX}") if p.is_file())
    return sorted(name.removesuffix(_SUFFIX) for name in found)


def _made(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _packed(data: bytes) -> bytes:
    return gzip.compress(data, 9, mtime=0)


def _unpacked(path: Path) -> bytes | None:
    packed = read(path)
    if packed is None:
        return None
    try:
        return gzip.decompress(packed)
    except (OSError, EOFError, zlib.error) as problem:
        raise DamagedMemoryError(path.name) from problem
