"""What only this user on this machine can have written: a key of his own, and the editions whose code he trusts.

Both lie in the user's state folder, never in an edition: what comes along with a cloned edition can
neither forge a cache nor say that it is to be trusted.  Nothing else is kept outside the project.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from contextlib import suppress
from functools import cache
from pathlib import Path

from platformdirs import user_state_path

_BYTES = 32
_this_run: set[Path] = set()


def trusted(folder: Path) -> bool:
    """Whether the user has said that he trusts the edition in this folder."""
    place = _remembered(folder)
    return _whole(folder) in _this_run or (place is not None and place.is_file())


def trust(folder: Path) -> bool:
    """Remember that the user trusts the edition in this folder; False where that can be only for this run.

    A folder that is deleted and made anew, or moved, is another folder.
    """
    _this_run.add(_whole(folder))
    place = _remembered(folder)
    if place is None:
        return False
    try:
        _private(place.parent)
        place.write_text(f"{_whole(folder)}\n", encoding="utf-8", errors="surrogateescape")
    except OSError:
        return False
    return True


def key() -> bytes:
    """The user's secret of 32 bytes; one for this run only where there is no state folder that can be written."""
    return _key()[0]


def lasting() -> bool:
    """Whether the next run will have the same key."""
    return _key()[1]


def sealed(what: str, data: bytes, by: bytes) -> bytes:
    """``data`` behind a seal of the key ``by``; ``what`` says what it is, so that no blob passes for another."""
    return _seal(what, data, by) + data


def unsealed(what: str, data: bytes, by: bytes) -> bytes | None:
    """What :func:`sealed` was given; None where one bit of it, its name or the key is another."""
    seal, rest = data[:_BYTES], data[_BYTES:]
    return rest if hmac.compare_digest(seal, _seal(what, rest, by)) else None


def _seal(what: str, data: bytes, by: bytes) -> bytes:
    made = hmac.new(by, len(what.encode()).to_bytes(8, "big") + what.encode(), hashlib.sha256)
    made.update(data)
    return made.digest()


@cache
def _key() -> tuple[bytes, bool]:
    folder = _state()
    with suppress(OSError):
        if folder is not None and (kept := _read(folder / "key") or _made(folder / "key")):
            return kept, True
    return secrets.token_bytes(_BYTES), False


def _state() -> Path | None:
    """The user's folder for what programs remember; None where there is no home."""
    with suppress(RuntimeError, OSError):
        folder = user_state_path("kktei", appauthor=False)
        return folder if folder.is_absolute() else None  # without a home "~" stays as it is
    return None


def _remembered(folder: Path) -> Path | None:
    """The file that says that a folder is trusted."""
    state = _state()
    try:
        inode = folder.stat().st_ino
    except OSError:
        return None
    name = hashlib.sha256(os.fsencode(f"{_whole(folder)}\0{inode}")).hexdigest()
    return state / "trusted" / name if state is not None else None


def _whole(folder: Path) -> Path:
    return Path(os.path.realpath(folder))


def _private(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def _read(path: Path) -> bytes:
    """The key in a file; b"" where there is none that only this user can have written and read."""
    if path.is_symlink() or not path.is_file():
        return b""
    state = path.stat()
    if hasattr(os, "getuid") and (state.st_uid != os.getuid() or state.st_mode & 0o077):
        return b""
    found = path.read_bytes()
    return found if len(found) == _BYTES else b""


def _made(path: Path) -> bytes:
    """A new key in its file, or that of a run that was quicker; b"" where it cannot be read again."""
    if _anothers(path):  # as under sudo: what is made there could not be read by whose home it is
        return b""
    _private(path.parent)
    partial = path.with_name(f"key.{secrets.token_hex(8)}")
    fresh = secrets.token_bytes(_BYTES)
    handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(fresh)
    try:
        _keep_first(partial, path)
    finally:
        partial.unlink(missing_ok=True)
    return _read(path)


def _anothers(path: Path) -> bool:
    """Whether a file, or where there is none the folder in which it would be made, is another user's."""
    there = next(place for place in (path, *path.parents) if os.path.lexists(place))
    return hasattr(os, "getuid") and there.lstat().st_uid != os.getuid()


def _keep_first(partial: Path, path: Path) -> None:
    """Put a new key in place, unless another run has put its own there just now."""
    try:
        os.link(partial, path)
    except OSError:  # there is one, or this is a file system without links
        if not _read(path):  # damaged, or others can read it
            partial.replace(path)
