"""A TEI document as its reader has it: what stands apart in TEI is put where it belongs, before a product is made."""

import re

from kktei.cache import Cache, digest, program
from kktei.project import data
from kktei.saxon import stylesheet

# Elements and attributes that xslt/reading.xsl does something about; a document with none of them is read as it is.
_APART = re.compile(
    r"<(?:[\w.-]+:)?(?:sourceDoc|facsimile|standOff|listApp|delSpan|addSpan|damageSpan|restore|undo|transpose|w|g"
    r"|math|notatedMusic|view|sound|tech|camera|biblStruct|biblFull|recording|supportDesc|incident"
    r"|stamp|origPlace|person|org|place|event|code|eg)\b"
    r"|<(?:[\w.-]+:)?app\b[^>]*(?:/>|>\s*<(?:[\w.-]+:)?(?:note|noteGrp|witDetail|/app)\b)"
    r"|<(?:[\w.-]+:)?variantEncoding\b[^>]*\smethod\s*=\s*[\"'](?:location|double)"
    r"|<(?:[\w.-]+:)?(?:measure|num|handNote|c|time)\b[^>]*/>"
    r"|<(?:[\w.-]+:)?(?:note|app)\b[^>]*\s(?:target|from|to|loc)\s*=|\sbreak\s*=\s*[\"']no[\"']"
    r"|\sxml:space\s*=\s*[\"']preserve"
)
_DATE = re.compile(r"<(?:[\w.-]+:)?date\b[^>]*/>")  # without words, in the text: a header's are told by value
_TEXT = re.compile(r"<(?:[\w.-]+:)?text[\s>]")


def reading(text: str, uri: str, cache: Cache | None = None) -> str:
    """The TEI ``text`` of ``uri`` for the products; the same text where nothing in it stands apart.

    Every product and each pass of one reads a document so: it is read once and kept in ``cache``.
    Raises MachineryError where the text is no XML that Saxon can parse.
    """
    if not stands_apart(text):
        return text

    def made() -> bytes:
        sheet = stylesheet(data("xslt") / "reading.xsl")
        return sheet.run(sheet.parse(text, uri)).texts["tei"].encode()

    return (cache.kept(read_key(text), made) if cache else made()).decode() or text


def stands_apart(text: str) -> bool:
    """Whether anything in the TEI ``text`` may stand apart."""
    begun = _TEXT.search(text)
    dated = begun and _DATE.search(text, begun.start())
    several = begun and _TEXT.search(text, begun.end())
    return bool(dated or several or _APART.search(text))


def read_key(text: str) -> str:
    """Under which key the reading of the TEI ``text`` is kept, "" where it is the same."""
    return digest(program(), "reading", text)
