"""The one door by which files that an edition or a reader brings are opened: regular files, of a bounded size.

XML editors offer UTF-16 and UTF-8 with a byte order mark; :func:`xml` and :func:`text` give UTF-8 and
plain text whatever was chosen, so that no other room needs to know.  :func:`written` is the way out, for
files that the user names.
"""

import codecs
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from kktei.errors import InputError, OutputError

MOST = 200_000_000  # bytes; larger files are no documents of an edition
_WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
_PIECE = 1_000_000  # bytes that are held of a file that is read piece by piece
_MORE = 1 << 20  # bytes at a time of a file that grows while it is read
_DECLARED = re.compile(r"(<\?xml[^>]*?\bencoding\s*=\s*[\"'])[^\"']+")
_ENCODING = re.compile(r"\bencoding\s*=\s*[\"']([A-Za-z][\w.:-]*)[\"']")
_PLAIN = b'<?xml version="1.0" encoding="x"?>'
_NO_XML = {"utf-7", "idna", "punycode", "unicode-escape", "raw-unicode-escape"}
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\0?\0", "utf-16-le"),  # XML without the mark that it should have
    (b"\0<\0?", "utf-16-be"),
)


def raw(path: Path, shown: str | None = None, *, most: int = MOST) -> bytes:
    """The bytes of a regular file.

    Raises InputError, with ``shown`` (default: the file's name) in it, where the file is missing, may not be
    read, is no regular file (a folder, a device, a pipe) or holds more than ``most`` bytes.
    """
    name = shown or path.name
    handle = _opened(path, name)
    try:
        data = _taken(handle, name, most)
    except OSError as problem:
        raise InputError(f"{name} cannot be read: {problem.strerror or problem}") from problem
    if data is None or len(data) > most:
        raise InputError(f"{name} is larger than {most // 1_000_000} MB", "Split it into smaller files.")
    return data


def pieces(path: Path, shown: str | None = None, *, size: int = _PIECE) -> Iterator[bytes]:
    """The bytes of a regular file of any size, piece by piece; raises what :func:`raw` raises."""
    name = shown or path.name
    handle = _opened(path, name)
    try:
        with os.fdopen(handle, "rb") as file:
            _regular(os.fstat(handle), name)
            while data := file.read(size):
                yield data
    except OSError as problem:
        raise InputError(f"{name} cannot be read: {problem.strerror or problem}") from problem


def _opened(path: Path, name: str) -> int:
    """A handle of a regular file, or of what took its place just now."""
    try:
        _regular(path.stat(), name)  # before it is opened: that alone sets some devices going
        # Without waiting: were it a pipe by now, that nobody writes to, it would hold the run for ever.
        return os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError as problem:
        raise InputError(f"{name} cannot be read: {problem.strerror or problem}") from problem
    except ValueError as problem:  # a NUL in the name
        raise InputError(f"{name!r} is no name of a file") from problem


def _taken(handle: int, name: str, most: int) -> bytes | None:
    """What an open file holds, one byte more than ``most`` at most; None where it says that it holds more."""
    try:
        state = os.fstat(handle)
        _regular(state, name)
        with os.fdopen(handle, "rb", closefd=False) as file:
            if state.st_size > most:
                return None
            # Read by its size: asked for more, Python makes room for all of that first.
            data = file.read(state.st_size + 1)
            if len(data) <= state.st_size and data:
                return data
            while len(data) <= most and (more := file.read(min(_MORE, most + 1 - len(data)))):
                data += more
            return data
    finally:
        os.close(handle)


def _regular(state: os.stat_result, name: str) -> None:
    if not stat.S_ISREG(state.st_mode):
        raise InputError(f"{name} is no regular file but {_kind(state.st_mode)}", "Put a file in its place.")


def xml(path: Path, shown: str | None = None, *, most: int = MOST) -> bytes:
    """The bytes of an XML file in UTF-8 without a byte order mark; raises what :func:`raw` raises."""
    return as_utf8(raw(path, shown, most=most), shown or path.name)


def as_utf8(data: bytes, shown: str) -> bytes:
    """XML in another encoding as UTF-8, its declaration put right; UTF-8 as it is, less a mark.

    XML in UTF-16 or UTF-32 says so by a mark, another encoding stands in its declaration.  Raises InputError
    where that is not known, or the bytes are not what they are said to be (of UTF-8 the XML parser says so).
    """
    data = data.removeprefix(codecs.BOM_UTF8)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _said_utf8(_decoded(data, encoding, shown))
    declared = _declared(data, shown)
    return _said_utf8(_decoded(data, declared, shown)) if declared else data


def undeclared(data: bytes) -> str:
    """XML in UTF-8 as text: without the declaration at its beginning, whose encoding a text has no more."""
    return re.sub(r"^\ufeff?<\?xml[^>]*\?>", "", data.decode("utf-8"))


def _said_utf8(text: str) -> bytes:
    return _DECLARED.sub(r"\g<1>UTF-8", text, count=1).encode("utf-8")


def _declared(data: bytes, shown: str) -> str:
    """The encoding that XML declares, by Python's name for it; nothing for UTF-8 as it is always written."""
    end = data.find(b"?>", 0, 400) if data.startswith(b"<?xml") else -1
    found = _ENCODING.search(data[: max(end, 0)].decode("latin-1"))
    if found is None or found[1].lower() == "utf-8":
        return ""
    try:
        name = codecs.lookup(found[1]).name
        plain = _PLAIN.decode(name)  # UTF-16, and codecs that are no encodings of texts, fail here
    except (LookupError, UnicodeError, ValueError):
        name, plain = "", ""
    if name in _NO_XML or len(plain) != len(_PLAIN) or not plain.startswith("<?xml"):
        column = found.start(1) + 1
        words = f"the file declares the encoding {found[1]}, which is not known, or which it does not have"
        hint = 'Save the file as UTF-8 and write encoding="UTF-8".'
        raise InputError(f"{shown}:1:{column}: {words}", hint).at(1, column)
    return name


def text(path: Path, shown: str | None = None, *, most: int = MOST) -> str:
    """A text file in UTF-8, or in UTF-16 with its mark; InputError names the line of a byte that is neither."""
    return decoded(raw(path, shown, most=most), shown or path.name)


def decoded(data: bytes, shown: str, hint: str = "Save the file as UTF-8.") -> str:
    """Bytes in UTF-8, or in UTF-16 with a mark, as text without the mark; raises what :func:`text` raises."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding, shown, hint)
    return _decoded(data, "utf-8", shown, hint)


@contextmanager
def written(path: Path, *, over: bool = False) -> Iterator[IO[str]]:
    """A text file to write to; at the end it is there whole, or after an exception not at all.

    Raises OutputError where something is there already and may not be written ``over`` or is read-only, or the disk
    refuses.  What is written over keeps its permissions.
    A device or a pipe ("/dev/stdout") is written to as it is.
    """
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            with path.open("w", encoding="utf-8", newline="\n") as stream:
                yield stream
            return
        _refuse(path, over)
        partial = path.with_name(f".{path.name}.kktei-{os.getpid()}")
        try:
            with partial.open("x", encoding="utf-8", newline="\n") as stream:
                yield stream
            _refuse(path, over)
            keep_rights(path, partial)
            partial.replace(os.path.realpath(path))
        finally:
            partial.unlink(missing_ok=True)
    except OSError as problem:
        raise OutputError(f"{path} cannot be written: {problem.strerror or problem}") from problem


def within(folder: Path, name: str) -> Path:
    """The path of a file or folder right below ``folder``; OutputError where the name would lead anywhere else."""
    if name in {"", ".", ".."} or re.search(r"[/\\:\x00-\x1f]", name):
        raise OutputError(f"{name[:80]!r} is no name of a file", "Change the id that it is made of.")
    return folder / name


def is_read_only(path: Path) -> bool:
    """Whether there is a file that somebody protects: nobody may write to it (whatever root may), or we may not."""
    return path.exists() and (not path.stat().st_mode & _WRITABLE or not os.access(path, os.W_OK))


def keep_rights(path: Path, partial: Path) -> None:
    """Give what will take a file's place its permissions: who may read and write it is not ours to say."""
    if path.exists():
        partial.chmod(stat.S_IMODE(path.stat().st_mode))


def _refuse(path: Path, over: bool) -> None:
    if path.is_dir():
        raise OutputError(f"{path} is a folder", "Name a file in it.")
    if not over and os.path.lexists(path):
        raise OutputError(f"{path} is there already", "Name another file, or say --force to write over it.")
    if is_read_only(path):
        raise OutputError(f"{path} may not be written to: it is read-only", "Allow it, or name another file.")


def _decoded(data: bytes, encoding: str, shown: str, hint: str = "Save the file as UTF-8.") -> str:
    try:
        return data.decode(encoding, "strict").removeprefix("\ufeff")
    except UnicodeDecodeError as problem:
        before = data[: problem.start].decode(encoding, "replace").removeprefix("\ufeff")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        name = encoding.upper().removesuffix("-LE").removesuffix("-BE")
        said = f"this byte (0x{data[problem.start]:02x}) is not {name}{_older(data, problem.start, name)}"
        raise InputError(f"{shown}:{line}:{column}: {said}", hint).at(line, column) from problem


def _older(data: bytes, at: int, name: str) -> str:
    """What a byte would be in the usual encoding of older files, where it would be a letter or a sign of a text."""
    char = data[at : at + 1].decode("cp1252", "replace") if name == "UTF-8" else ""
    return f"; in Windows-1252 it is “{char}”" if char and (char.isalpha() or char in "‘’“”„–—…§°") else ""


def _kind(mode: int) -> str:
    kinds = ((stat.S_ISDIR, "a folder"), (stat.S_ISFIFO, "a pipe"), (stat.S_ISSOCK, "a socket"))
    return next((words for test, words in kinds if test(mode)), "a device")
