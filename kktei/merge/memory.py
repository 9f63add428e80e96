"""The remembered conversions in ``edition/.kktei/``: what kktei last made of each file, under version control.

Each is compressed, so that the folder stays small, carries a checksum, and no tool takes it for a document.
"""

import gzip
import hashlib
import os
import zlib
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from kktei import files, links
from kktei.errors import InputError, OutputError, refused
from kktei.project import Project

_SUFFIX = ".gz"
_PARTIAL = ".kktei-partial"


class DamagedMemoryError(Exception):
    """A remembered conversion cannot be read."""


def digest(data: bytes | None) -> str:
    """SHA-256 of a file's bytes; "" for a file that is not there."""
    return "" if data is None else hashlib.sha256(data).hexdigest()


def raw_or_none(path: Path) -> bytes | None:
    """A file's bytes; None where nothing is there.  Raises InputError where it cannot be read, or is no file."""
    return files.raw(path, _shown(path)) if os.path.lexists(path) else None


def write(path: Path, data: bytes) -> None:
    """Put a file in place whole or not at all, with the permissions that it had.  Raises OutputError."""
    partial = path.with_name(f".{path.name}{_PARTIAL}")
    with refusals(path):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            partial.unlink(missing_ok=True)  # what a killed run left, or a link that leads somewhere else
            partial.write_bytes(data)
            files.keep_rights(path, partial)
            partial.replace(path)
        except OSError:
            with suppress(OSError):
                partial.unlink()
            raise


def remove(path: Path) -> None:
    """Delete a file, if it is there.  Raises OutputError."""
    with refusals(path):
        path.unlink(missing_ok=True)


def refusals(path: Path) -> AbstractContextManager[None]:
    """Where the disk refuses to change ``path`` (full, read-only, locked by another program): OutputError."""
    hint = "Nothing is half-written; when this is mended, convert again."
    return refused(f"{_shown(path)} cannot be written", hint)


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

    def must_be_ours(self) -> None:
        """Raises InputError where the folder is something else, or a link that leads out of the edition."""
        if not os.path.lexists(self.folder):
            return
        if not self.folder.is_dir() or not _may_be(self.folder, self.project):
            raise InputError(
                "edition/.kktei is no folder of the edition",
                "That is where kktei remembers what it made: put the folder itself in its place.",
            )

    def converted(self, file: str) -> bytes | None:
        """The conversion that the file on disk rests on; DamagedMemoryError where it cannot be read."""
        return self._kept("converted", file)

    def pending(self, file: str) -> bytes | None:
        """The conversion of an open conflict."""
        return self._kept("pending", file)

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
        if raw_or_none(path) != text:
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
            try:
                now = digest(raw_or_none(self.project.edition / file))
            except InputError:  # a strange file is named when its turn comes; until then nothing is known
                continue
            if now == written:
                self.promote(file, written)
            else:
                remove(self._staged(file, written))

    def _keep(self, kind: str, file: str, conversion: bytes) -> None:
        try:
            same = self._kept(kind, file) == conversion
        except DamagedMemoryError:
            same = False
        if not same:
            write(self._path(kind, file), _packed(conversion))

    def _kept(self, kind: str, file: str) -> bytes | None:
        return _unpacked(on_disk(self.project, _name(kind, file)), file)

    def _staged(self, file: str, written: str) -> Path:
        return self._path("staged", f"{file}.{written}")

    def _path(self, kind: str, file: str) -> Path:
        return inside(self.project, _name(kind, file))


def _name(kind: str, file: str) -> str:
    """Where a remembered conversion lies below ``edition/``."""
    return f".kktei/{kind}/{file}{_SUFFIX}"


def inside(project: Project, file: str) -> Path:
    """The path of an edition's file: of the file itself, where a link leads to it.

    Raises OutputError for a name that means another place than ``edition/``, InputError for a link that leads there.
    """
    parts = PurePosixPath(file)
    if parts.is_absolute() or ".." in parts.parts:
        raise OutputError(f"{file} would lie outside the edition", "kktei writes nothing there.")
    path = project.edition / parts
    if not _may_be(path, project):
        raise InputError(f"edition/{file} leads out of the edition", "Put the file itself in its place.")
    return Path(os.path.realpath(path)) if path.is_symlink() else path


def on_disk(project: Project, file: str) -> bytes | None:
    """An edition's file; None where nothing is there.  Raises what ``inside`` and ``read`` raise."""
    found = raw_or_none(inside(project, file))
    if found is None and is_there(project, file):
        raise InputError(f"edition/{file} is a link to nothing", "Put the file itself in its place.")
    return found


def is_there(project: Project, file: str) -> bool:
    """Whether anything lies at the place of an edition's file: a link to nothing is something too."""
    return os.path.lexists(project.edition / PurePosixPath(file))


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


def _unpacked(packed: bytes | None, name: str) -> bytes | None:
    if packed is None:
        return None
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)  # gzip, with its checksum
    try:
        data = unpacker.decompress(packed, files.MOST)
    except zlib.error as problem:
        raise DamagedMemoryError(name) from problem
    if not unpacker.eof or unpacker.unused_data:  # cut, larger than any document, or more than was written
        raise DamagedMemoryError(name)
    return data
