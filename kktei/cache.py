"""What was computed once from the same bytes: a folder of blobs named by what they were made from.

Each blob is sealed with a key that only this user on this machine has (:mod:`kktei.trust`): a cache that came along
with somebody's edition, and a blob that is damaged, are not believed but made again.
"""

import hashlib
import secrets
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from kktei import files, trust
from kktei.errors import InputError, OutputError
from kktei.project import data

_SOURCES = {".py", ".toml", ".xsl", ".sch", ".rng", ".css", ".js", ".typ", ".json", ".svg", ".csv", ".md"}


def digest(*parts: bytes | str) -> str:
    """SHA-256 of the parts, each with its length, so that no two lists of parts collide."""
    return digest_all(parts)


def digest_all(parts: Iterable[bytes | str]) -> str:
    """The :func:`digest` of parts of which memory holds one at a time."""
    whole = hashlib.sha256()
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        whole.update(len(raw).to_bytes(8, "big") + raw)
    return whole.hexdigest()


def digest_of(paths: Iterable[Path]) -> str:
    """One digest of files' names and bytes, in the order given; a missing file counts as such."""
    return digest_all(part for path in paths for part in (path.name, content(path)))


def content(path: Path) -> bytes:
    """What a file holds; of one that kktei does not read (too large, forbidden, no file) why, and how it stands."""
    try:
        return files.raw(path)
    except InputError as problem:
        with suppress(OSError):
            state = path.stat()
            return f"{problem.message} {state.st_size} {state.st_mtime_ns}".encode("utf-8", "surrogateescape")
        return b"missing"


@cache
def program() -> str:
    """Digest of kktei itself: code, vocabulary, stylesheets, schema, documentation (a change of any makes all anew)."""
    return _program_now()


def _program_now() -> str:
    package = Path(__file__).parent
    folders = [package, data("xslt"), data("schema"), data("docs")]
    return digest_of(sorted(file for folder in folders for file in folder.rglob("*.*") if file.suffix in _SOURCES))


def make_folder(folder: Path) -> None:
    """Make an edition's folder for what makes the next build quick, such that no version control takes it.

    Raises OSError, and OutputError where a link would lead what is written there somewhere else.
    """
    blobs = folder / "blobs"
    within = sorted(blobs.iterdir()) if blobs.is_dir() and not blobs.is_symlink() else ()
    for place in (folder, folder / "lock", blobs, *within):
        if place.is_symlink():
            raise OutputError(
                f"{place} is a link; kktei writes through none there", f"Delete {folder.name}/ or the link."
            )
    folder.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError), (folder / ".gitignore").open("x", encoding="utf-8") as file:
        file.write("*\n")


_looked_at = cache(make_folder)  # once a process is enough for what one process writes


@dataclass(frozen=True, slots=True)
class Cache:
    """Blobs by key; several processes may use one folder.  ``fresh`` forgets what was there (--force)."""

    folder: Path
    fresh: bool = False
    seal: bytes = field(default_factory=trust.key, repr=False)

    def get(self, key: str) -> bytes | None:
        """The blob of ``key``, or None."""
        if self.fresh:
            return None
        try:
            return trust.unsealed(key, files.raw(self._path(key)), self.seal)
        except InputError:  # not there, or no file
            return None

    def kept(self, key: str, make: Callable[[], bytes]) -> bytes:
        """The blob of ``key``; where there is none it is made now, and kept."""
        blob = self.get(key)
        if blob is None:
            blob = make()
            self.put(key, blob)
        return blob

    def put(self, key: str, blob: bytes) -> None:
        """Keep ``blob``; a reader sees it whole or not at all.

        What stands in its place and is no file is left, and the blob not kept.  Raises OutputError.
        """
        path = self._path(key)
        whole = trust.sealed(key, blob, self.seal)
        try:
            _looked_at(self.folder.parent)
            try:
                _write(path, whole)
            except FileNotFoundError:
                path.parent.mkdir(parents=True, exist_ok=True)
                _write(path, whole)
        except (FileExistsError, IsADirectoryError, NotADirectoryError):
            return
        except OSError as problem:
            raise OutputError(f"{self.folder.parent} cannot be written: {problem.strerror}") from problem

    def settled(self, since: float) -> bool:
        """Whether kktei is still what it was when this run began.

        Where somebody changed it meanwhile, a part of it may have been old and another new: what was kept ``since`` the
        moment of beginning is forgotten.
        """
        if _program_now() == program():
            return True
        for blob in self.folder.glob("??/*"):
            with suppress(OSError):
                if blob.stat().st_mtime > since - 1:
                    blob.unlink()
        return False

    def _path(self, key: str) -> Path:
        return self.folder / f"{key[:2]}/{key[2:]}"


def _write(path: Path, whole: bytes) -> None:
    """Half a blob has no seal that fits: only what takes another's place is written beside it first."""
    try:
        with path.open("xb") as file:
            file.write(whole)
    except FileExistsError:
        _replace(path, whole)


def _replace(path: Path, whole: bytes) -> None:
    partial = path.with_suffix(f".{secrets.token_hex(8)}")
    try:
        with partial.open("xb") as file:
            file.write(whole)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
