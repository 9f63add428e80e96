"""A source file to raw records, each with its file and line; one reader a format, the format found by content."""

import re
from collections.abc import Callable
from pathlib import Path

from kktei import files, pictures, plugins
from kktei.errors import InputError, KkteiError
from kktei.model import DocumentId
from kktei.read.cells import CellTable, read_table, table_of
from kktei.read.distinct import contested, distinct
from kktei.read.facts import read_facts
from kktei.read.plain import IsNote, never, read_plain
from kktei.read.source import Source, TakenDocument
from kktei.read.stated import MARKED, dated_by_title
from kktei.read.titles import left_out
from kktei.read.witnesses import Transcribed, WitnessRow, is_siglum, read_witness, read_witness_rows

__all__ = [
    "MARKED",
    "CellTable",
    "IsNote",
    "PictureError",
    "Source",
    "TakenDocument",
    "Transcribed",
    "WitnessRow",
    "contested",
    "dated_by_title",
    "distinct",
    "is_siglum",
    "left_out",
    "load",
    "read_facts",
    "read_source",
    "read_table",
    "read_witness",
    "read_witness_rows",
    "table_of",
]

_SAVE = "Save it as UTF-8 text or as .docx."
_PICTURE = "Put it into edition/documents/, where the pictures of documents are looked for."
_HEAD = 54  # bytes of a bitmap
_MOST = 100_000_000
_MOST_TEXT = 50_000_000  # what is read of a plain text takes twenty-five times as much memory
_OPENING = 1 << 16
_NOT_XML = re.compile("[\x00-\x08\x0e-\x1f\ufffe\uffff]")
_XML = re.compile(rb"\s*<(?:\?xml|!--|!DOCTYPE\b|[A-Za-z][\w.:-]*[\s>])")
_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!DOCTYPE\s+)?html\b", re.IGNORECASE | re.DOTALL)
_UNREADABLE = {
    b"%PDF": "a PDF",
    b"{\\rtf": "a rich-text file (RTF)",
    b"\x1f\x8b": "a compressed file (.gz)",
    b"\xd0\xcf\x11\xe0": "a Word file of the old kind (.doc), or one with a password",
}


class PictureError(InputError):
    """A picture lies among the sources: it is none, and nothing is wrong with it."""


def read_source(path: Path, shown: str, is_note: IsNote = never) -> Source:
    """Read a source; ``shown`` names it in positions and findings; ``is_note`` tells notes that no "Source:" marks.

    Plain text, DOCX, FRUS volumes and TEI letters are told apart by what is in the file; a file with an ending for
    which a package brings a reader is read by that.  Raises InputError, with the line where there is one, for what
    cannot be read at all.
    """
    if (point := plugins.added(plugins.READERS).get(path.suffix.lower().removeprefix("."))) is not None:
        return _read_by(plugins.load(point), point.name, path, shown)
    data = load(path, shown)
    if data.startswith(b"PK\x03\x04"):
        from kktei.read.docx import read_docx  # noqa: PLC0415 - brings pandoc

        return read_docx(data, shown, is_note)
    data = files.as_utf8(data, shown)
    if _HTML.match(data):  # hardly ever well-formed XML
        raise InputError(f"{shown} is a web page (HTML), which kktei does not read", _SAVE)
    if _XML.match(data):
        from kktei.read.xml import read_xml  # noqa: PLC0415 - the seed's form needs no XML

        return read_xml(data, shown, is_note)
    if len(data) > _MOST_TEXT:
        raise InputError(f"{shown} is a text larger than {_MOST_TEXT // 1_000_000} MB", "Split it into smaller files.")
    return read_plain(as_text(data, shown), shown, is_note)


def _read_by(reader: Callable[[bytes, str], object], name: str, path: Path, shown: str) -> Source:
    """What a reader that a package brings makes of a file."""
    try:
        source = reader(files.raw(path, shown, most=_MOST), shown)
    except KkteiError:
        raise
    except Exception as problem:
        hint = "Tell its makers, or uninstall the package."
        raise InputError(f"{shown} cannot be read: the reader of .{name} files failed: {problem!r}", hint) from problem
    if not (isinstance(source, Source) and all(isinstance(record.id, DocumentId) for record in source.records)):
        raise InputError(f"{shown} cannot be read: the reader of .{name} files gave no kktei.read.Source of records")
    return source


def load(path: Path, shown: str) -> bytes:
    """The bytes of a file; InputError where it is missing, empty, too large or of a kind that is not read."""
    data = files.raw(path, shown, most=_MOST)
    if not data:
        raise InputError(f"{shown} is empty", "Delete it, or name the right file.")
    for mark, kind in _UNREADABLE.items():
        if data.startswith(mark):
            raise InputError(f"{shown} is {kind}, which kktei does not read", _SAVE)
    if (picture := pictures.kind_of(data)) and (picture != "bmp" or b"\0" in data[:_HEAD]):  # a text may begin with BM
        raise PictureError(f"{shown} is a picture ({picture.upper()}), which kktei does not read", _PICTURE)
    return data


def as_text(data: bytes, shown: str) -> str:
    """Bytes as text without a byte order mark; InputError names the line of a byte or character that cannot stay."""
    if data.count(b"\0", 0, _OPENING) > 3:
        raise InputError(f"{shown} is no text, but binary or in UTF-16 without its mark", _SAVE)
    text = files.decoded(data, shown)
    if wrong := _NOT_XML.search(text):
        line = text.count("\n", 0, wrong.start()) + 1
        column = wrong.start() - text.rfind("\n", 0, wrong.start())
        name = "a NUL" if wrong[0] == "\0" else f"the control character U+{ord(wrong[0]):04X}"
        raise InputError(f"{shown}:{line}:{column}: {name} cannot stand in a text", "Delete it.")
    return text
