"""A source file to raw records, each with its file and line; one reader a format, the format found by content."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from kktei.errors import InputError
from kktei.read.distinct import distinct
from kktei.read.facts import read_facts
from kktei.read.numbers import number_key
from kktei.read.plain import read_plain
from kktei.read.source import Source, TakenDocument

__all__ = ["Source", "TakenDocument", "distinct", "number_key", "read_facts", "read_source"]

_MAX_BYTES = 100_000_000
_OPENING = 1 << 16
_NOT_XML = re.compile("[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff]")
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|!--|[A-Za-z][\w.:-]*[\s>])")
_UNREADABLE = {
    b"%PDF": "a PDF",
    b"{\\rtf": "a rich-text file (RTF)",
    b"\xd0\xcf\x11\xe0": "a Word file of the old kind (.doc), or one with a password",
    b"\xff\xfe": "text in UTF-16",
    b"\xfe\xff": "text in UTF-16",
    b"<\0": "text in UTF-16",
    b"\0<": "text in UTF-16",
}


def read_source(path: Path, shown: str) -> Source:
    """Read a source; ``shown`` names it in positions and findings.

    Plain text, DOCX, FRUS volumes and TEI letters are told apart by what is in the file.  Raises
    InputError, with the line where there is one, for what cannot be read at all.
    """
    start = _opening(path, shown)
    if _XML.match(start):
        from kktei.read.xml import read_xml  # noqa: PLC0415 - the seed's form needs no XML

        return read_xml(path, shown, start)
    data = load(path, shown)
    if data.startswith(b"PK\x03\x04"):
        from kktei.read.docx import read_docx  # noqa: PLC0415 - brings pandoc

        return read_docx(data, shown)
    return read_plain(as_text(data, shown), shown)


def load(path: Path, shown: str) -> bytes:
    """The bytes of a file; InputError where it is missing, empty, too large or of a kind that is not read."""
    _opening(path, shown)
    try:
        return path.read_bytes()
    except OSError as problem:
        raise InputError(f"{shown} cannot be read: {problem.strerror or problem}") from problem


def _opening(path: Path, shown: str) -> bytes:
    """The first bytes of a file, by which its kind is known; raises what ``load`` raises."""
    try:
        size = path.stat().st_size
        if size > _MAX_BYTES:
            raise InputError(f"{shown} is larger than 100 MB ({size // 1_000_000} MB)", "Split it into smaller files.")
        with path.open("rb") as file:
            data = file.read(_OPENING)
    except OSError as problem:
        raise InputError(f"{shown} cannot be read: {problem.strerror or problem}") from problem
    if not data:
        raise InputError(f"{shown} is empty", "Delete it, or name the right file.")
    for mark, kind in _UNREADABLE.items():
        if data.startswith(mark):
            raise InputError(f"{shown} is {kind}, which kktei does not read", "Save it as UTF-8 text or as .docx.")
    return data


def _old(data: bytes, at: int) -> str:
    """What a byte would be in the usual encoding of older files, where it would be a letter or a sign of a text."""
    char = data[at : at + 1].decode("cp1252", "replace")
    return f"; in Windows-1252 it is “{char}”" if char.isalpha() or char in "‘’“”„–—…§°" else ""


def as_text(data: bytes, shown: str) -> str:
    """Bytes as text without a byte order mark; InputError names the line of a byte or character that cannot stay."""
    data = data.removeprefix(codecs.BOM_UTF8)
    if data.count(b"\0", 0, _OPENING) > 3:
        raise InputError(f"{shown} is no text in UTF-8, but binary or in UTF-16", "Save it as UTF-8 text or as .docx.")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        column = problem.start - data.rfind(b"\n", 0, problem.start)
        raise InputError(
            f"{shown}:{line}:{column}: this byte (0x{data[problem.start]:02x}) is not UTF-8{_old(data, problem.start)}",
            "Save the file as UTF-8.",
        ) from problem
    if wrong := _NOT_XML.search(text):
        line = text.count("\n", 0, wrong.start()) + 1
        column = wrong.start() - text.rfind("\n", 0, wrong.start())
        name = "a NUL" if wrong[0] == "\0" else f"the control character U+{ord(wrong[0]):04X}"
        raise InputError(f"{shown}:{line}:{column}: {name} cannot stand in a text", "Delete it.")
    return text
