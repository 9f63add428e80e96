"""What only this user on this machine can have written: a key of his own, and which code of editions he trusts.

Trust is bound to a folder and to the very words of the code in it: what somebody's change brings is asked again.
Both lie in the user's state folder, never in an edition: what comes along with a cloned edition can
neither forge a cache nor say that it is to be trusted.  Nothing else is kept outside the project.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from platformdirs import user_state_path

from kktei import files
from kktei.errors import InputError

_BYTES = 32
CODE = "print.typ"  # code for the typesetter
SHEETS = ("xslt/html.xsl", "xslt/epub.xsl", "xslt/print.xsl")  # code for the other engine
_VERSIONS = 100  # of an edition's code that are remembered: who goes back to an older one is not asked again
_MOST = 1_000_000  # bytes of code that are kept, to say what has changed
_this_run: dict[Path, Trusted] = {}


@dataclass(frozen=True, slots=True)
class Trusted:
    """What the user has said of one edition's code: the digests of what he trusts, and the last of it."""

    digests: tuple[str, ...] = ()
    last: str = ""

    def holds_for(self, code: bytes) -> bool:
        """Whether just this code is trusted."""
        return _digest(code) in self.digests


def code_in(folder: Path) -> tuple[bytes, ...]:
    """The code in an edition's folder: its stylesheets, and last print.typ (b"" where there is none)."""
    sheets = [code for name in SHEETS if (code := _code(folder / name))]
    return (*sheets, _code(folder / CODE))


def _code(file: Path) -> bytes:
    try:
        return files.raw(file)
    except InputError:
        return b""


def trusted(folder: Path) -> Trusted:
    """What the user has said of the code of the edition in this folder; nothing where he has not."""
    said = _this_run.get(_whole(folder))
    return said if said is not None else _kept(_remembered(folder))


def trust(folder: Path, code: bytes) -> bool:
    """Remember that the user trusts this code of the edition in this folder; False where it can be only for this run.

    A folder that is deleted and made anew, or moved, is another folder.
    """
    return _with_digest(folder, code, code.decode("utf-8", "replace") if len(code) <= _MOST else "")


def allow(folder: Path, words: str) -> bool:
    """Remember that the user lets the edition in this folder do what these words of its settings say; as :func:`trust`.

    ``trusted(folder).holds_for(words.encode())`` tells it later.
    """
    return _with_digest(folder, words.encode(), trusted(folder).last)


def _with_digest(folder: Path, what: bytes, last: str) -> bool:
    digests = (*(d for d in trusted(folder).digests if d != _digest(what)), _digest(what))
    said = Trusted(digests[-_VERSIONS:], last)
    _this_run[_whole(folder)] = said
    place = _remembered(folder)
    if place is None:
        return False
    whole = {"folder": os.fsencode(_whole(folder)).decode("utf-8", "replace"), **asdict(said)}
    partial = place.with_name(f"{place.name}.{secrets.token_hex(8)}")
    try:
        _private(place.parent)
        partial.write_text(json.dumps(whole), encoding="utf-8")
        partial.replace(place)
    except OSError:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        return False
    return True


def _digest(code: bytes) -> str:
    return hashlib.sha256(code).hexdigest()


def _kept(place: Path | None) -> Trusted:
    """What a file says is trusted; nothing where there is none, or it is damaged."""
    try:
        told = json.loads(files.raw(place)) if place is not None else {}
        digests, last = told["digests"], told["last"]
    except (InputError, ValueError, KeyError, TypeError):
        return Trusted()
    fit = isinstance(digests, list) and all(isinstance(d, str) for d in digests) and isinstance(last, str)
    return Trusted(tuple(digests), last) if fit else Trusted()


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
