"""A ZIP package (.docx, .xlsx) that nobody vouches for: its directory is checked, and so is what comes out."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import normpath
from typing import Any

from lxml import etree

from kktei.errors import InputError
from kktei.tei import Element, name

_MOST_PARTS = 20_000
_MOST_TAGS = 4_000_000  # of one part that is held as a tree
_SIZE = 1 << 16
_PLAIN = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_LEADS_OUT = re.compile(r"\.\./|/|[A-Za-z]:|.*/\.\./|.*\0", re.DOTALL)
_AGAIN = "Open it in the program that made it and save it again."


@dataclass(frozen=True)
class Package:
    """The parts of a ZIP file by name; nothing is ever unpacked to the disk."""

    shown: str
    parts: dict[str, zipfile.ZipInfo]
    file: zipfile.ZipFile
    smaller: str  # what to do where it is too large

    def stream(self, part: str, most: int) -> Iterator[bytes]:
        """The bytes of a part in pieces; InputError where they are damaged or more than ``most``."""
        left = most
        try:
            with self.file.open(self.parts[part]) as opened:
                while piece := opened.read(_SIZE):
                    left -= len(piece)
                    if left < 0:
                        raise self.too_large(f"{part} is larger than {_size(most)}")
                    yield piece
        except _DAMAGE as problem:
            raise self.damaged(f"{part}: {problem}") from problem

    def read(self, part: str, most: int) -> bytes:
        """The bytes of a part; raises what :meth:`stream` raises."""
        return b"".join(self.stream(part, most))

    def xml(self, part: str, most: int) -> Element:
        """The root of a part that is XML; InputError where it is not well formed, too large or has a DOCTYPE."""
        return parsed(self.read(part, most), part, self)

    def damaged(self, why: str) -> InputError:
        """The error for a package that is broken."""
        return InputError(f"{self.shown} is damaged: {why}", _AGAIN)

    def too_large(self, why: str) -> InputError:
        """The error for a package that holds more than is read."""
        return InputError(f"{self.shown} holds more than kktei reads: {why}", self.smaller)


_DAMAGE = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError,
    OverflowError, KeyError,
)  # fmt: skip


def opened(data: bytes, shown: str, most: int, smaller: str) -> Package:
    """The package that ``data`` is; ``smaller`` says how its makers can make it smaller.

    Raises InputError where it is damaged, has a password, or unpacks to more than ``most`` bytes.
    """
    try:
        file = zipfile.ZipFile(io.BytesIO(data))
        entries = file.infolist()
    except _DAMAGE as problem:
        raise InputError(f"{shown} is damaged: {problem}", _AGAIN) from problem
    package = Package(shown, {entry.filename.replace("\\", "/"): entry for entry in entries}, file, smaller)
    for entry in entries:
        if entry.flag_bits & 1:
            raise InputError(f"{shown} has a password", "Save it without one.")
        if entry.compress_type not in _PLAIN:
            raise package.damaged(f"{entry.filename!r} is packed in a way that is not used for such files")
        if _LEADS_OUT.match(entry.filename.replace("\\", "/")):
            raise package.damaged(f"the name of its part {entry.filename!r} leads out of it")
    if len(entries) > _MOST_PARTS:
        raise package.too_large(f"{len(entries):,} parts")
    if (size := sum(entry.file_size for entry in entries)) > most:
        raise package.too_large(f"it unpacks to {_size(size)}")
    _check_apart(entries, package)
    return package


def _size(count: int) -> str:
    return f"{count // 1_000_000:,} MB" if count >= 1_000_000 else f"{count:,} bytes"


def _check_apart(entries: list[zipfile.ZipInfo], package: Package) -> None:
    """No two parts may share their bytes: that is how a small file claims to be a huge one."""
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            raise package.damaged(f"its part {entry.filename!r} lies within another")
        end = entry.header_offset + 30 + entry.compress_size


def parsed(data: bytes, part: str, package: Package) -> Element:
    """The root of XML in a package: no document type, few levels, not too many tags."""
    if data.count(b"<") > _MOST_TAGS:
        raise package.too_large(f"{part} has over {_MOST_TAGS // 2:,} elements")
    # Without huge_tree the parser itself refuses 256 levels and 10 MB in one text.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, collect_ids=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as problem:
        said = str(getattr(problem, "msg", problem))
        if "XML_PARSE_HUGE" in said or "huge text node" in said:  # as newer and older versions of libxml2 say it
            raise package.too_large(f"{part} is nested too deeply, or has one text of over 10 MB") from problem
        raise package.damaged(f"{part}: {said}") from problem
    info: Any = root.getroottree().docinfo  # lxml's types take its doctype for a text that is always there
    if info.doctype:
        raise package.damaged(f"{part} declares a document type")
    return root


def target(package: Package, source: str, kind: str) -> str | None:
    """The part that ``source`` ("" for the package) names in its relationships as of a ``kind``, such as "styles"."""
    return next((to for _, of, to in relations(package, source) if of == kind and to in package.parts), None)


def relations(package: Package, source: str) -> Iterator[tuple[str, str, str]]:
    """Id, kind and target of what a part leads to within the package."""
    folder, _, file = source.rpartition("/")
    part = f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"
    if part not in package.parts:
        return
    for one in package.xml(part, 10_000_000):
        if name(one) == "Relationship" and one.get("TargetMode") != "External":
            to = str(one.get("Target") or "").replace("\\", "/")
            whole = to.lstrip("/") if to.startswith("/") else normpath(f"{folder}/{to}").lstrip("/")
            yield str(one.get("Id") or ""), str(one.get("Type") or "").rpartition("/")[2], whole
