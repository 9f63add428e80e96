"""An XML source: a volume of FRUS, letters that are taken as they are, one or several in a file."""

import re
from pathlib import PurePosixPath

from kktei import tei
from kktei.errors import InputError
from kktei.model import DocumentId, Position
from kktei.read.plain import IsNote, never
from kktei.read.source import Source, TakenDocument
from kktei.read.xml.bundle import letters
from kktei.read.xml.frus import looks_like_volume, read_volume
from kktei.read.xml.scan import no_tei

_OPENING = 1 << 16
_MOST_TAGS = 5_000_000  # a tree of more takes more than a gigabyte
# Possessive: a beginning of many comments and no element must not be tried in every way.
_ROOT = re.compile(rb"(?:(?><!--.*?-->|<\?.*?\?>|<!(?!--)[^>]*>|[^<]))*+<(?:[\w.-]+:)?(?P<tag>[\w.-]+)", re.DOTALL)


def read_xml(data: bytes, shown: str, is_note: IsNote = never) -> Source:
    """The source that an XML file is (in UTF-8, or in the encoding that its declaration names).

    Raises InputError where it is not well formed or no TEI.
    """
    start = data[:_OPENING]
    match = _ROOT.match(start)
    tag = match["tag"].decode() if match else ""
    if looks_like_volume(tag, start) and (volume := read_volume(data, shown, is_note)) is not None:
        return volume
    return _taken(data, shown)


def _taken(data: bytes, shown: str) -> Source:
    """A letter encoded elsewhere, byte for byte; or those of a teiCorpus."""
    if data.count(b"<") > _MOST_TAGS:
        raise InputError(f"{shown} has over {_MOST_TAGS:,} tags", "Split it into smaller files.")
    root = tei.parse(data, shown)
    if root.tag == tei.q("teiCorpus"):
        return letters(data, root, shown)
    if root.tag != tei.q("TEI"):
        raise no_tei(root.tag, shown)
    title = root.find(".//tei:titleStmt/tei:title", tei.NS)
    file = PurePosixPath(shown).stem
    own = DocumentId.of_id(root.get(tei.XML_ID) or file)
    taken = TakenDocument(own, data, Position(shown, root.sourceline or 1), DocumentId.of_id(file))
    return Source("" if title is None else tei.text_of(title), (), (), "tei", documents=(taken,))
