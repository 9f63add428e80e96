"""An XML source: a volume of FRUS, a document of kktei's own, or a letter that is taken as it is."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from lxml import etree

from kktei import tei
from kktei.errors import InputError
from kktei.model import Position
from kktei.read.source import Source, TakenDocument
from kktei.read.xml.frus import fragments, looks_like_volume, read_volume

_ROOT = re.compile(rb"(?:<!--.*?-->|<\?.*?\?>|<![^>]*>|[^<])*<(?:[\w.-]+:)?(?P<tag>[\w.-]+)", re.DOTALL)


def read_xml(data: bytes, shown: str) -> Source:
    """The source that an XML file is.  Raises InputError where it is not well formed or no TEI."""
    match = _ROOT.match(data)
    tag = match["tag"].decode() if match else ""
    if looks_like_volume(tag, data):
        return read_volume(fragments(data), shown)
    return _taken(data, shown)


def _taken(data: bytes, shown: str) -> Source:
    """A letter encoded elsewhere, byte for byte."""
    try:
        root = tei.parse(data, shown)
    except etree.XMLSyntaxError as problem:
        line, column = problem.position
        raise InputError(f"{shown}:{line}:{column}: not well-formed XML: {problem.msg}") from problem
    if etree.QName(root).namespace != tei.TEI or tei.name(root) != "TEI":
        raise InputError(
            f"{shown} is XML but no TEI document: its root is <{tei.name(root)}>",
            "A source in XML is a TEI file with one letter, or a FRUS volume.",
        )
    title = root.find(".//tei:titleStmt/tei:title", tei.NS)
    stem = _stem(root.get(tei.XML_ID) or PurePosixPath(shown).stem)
    taken = TakenDocument(stem, data, Position(shown, root.sourceline or 1))
    return Source("" if title is None else tei.text_of(title), (), (), "tei", documents=(taken,))


def _stem(identifier: str) -> str:
    """A file name from an id: nothing in it can lead out of the folder."""
    return re.sub(r"[^\w-]+", "-", identifier).strip("-") or "letter"
