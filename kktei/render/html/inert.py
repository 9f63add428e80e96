"""Whether a browser that opens a TEI file shows it as a tree of text and does nothing else.

Judged on the parsed tree, because namespaces may be written with character references and files in any encoding.
"""

import codecs
import re

from lxml import etree

from kktei import files, tei
from kktei.tei import Element

# Namespaces whose elements browsers carry out, or once did, wherever they stand in an XML file.
_RUN = {
    "http://www.w3.org/1999/xhtml": "XHTML",
    "http://www.w3.org/2000/svg": "SVG",
    "http://www.w3.org/1999/xsl/transform": "XSLT",
    "http://www.w3.org/tr/wd-xsl": "XSLT",
    "http://www.w3.org/2001/xml-events": "XML Events",
    "http://www.w3.org/2002/xforms": "XForms",
    "http://www.mozilla.org/xbl": "XBL",
    "http://www.w3.org/ns/xbl": "XBL",
    "http://www.mozilla.org/keymaster/gatekeeper/there.is.only.xul": "XUL",
}
_MATHS = "http://www.w3.org/1998/math/mathml"  # formulas, which may stay as long as nothing is tied to them
_TIED = re.compile(r"on.*|href|src|action|formaction|data|style", re.IGNORECASE)
_XLINK = "http://www.w3.org/1999/xlink"
_LEADS = re.compile(r"(?:https?:|mailto:|(?![A-Za-z][A-Za-z0-9+.-]*:))[^\x00-\x20]*", re.IGNORECASE)
_NAMED = re.compile(rb"\bxmlns(?::[^\s=]+)?\s*=\s*[\"']([^\"']*)")
_HARMLESS = {tei.TEI.encode(), b"http://www.w3.org/2001/XMLSchema-instance"}
_INSTRUCTED = re.compile(rb"<\?(?:xml-stylesheet|import|xbl)\b", re.IGNORECASE)
_INSTRUCTIONS = ("xml-stylesheet", "import", "xbl")
# Encodings that every reader takes for the same; in others a browser may see other tags than we do.
_PLAIN = re.compile(r"utf-?8|us-ascii|ascii|iso-8859-\d{1,2}|windows-125\d|koi8-r|koi8-u", re.IGNORECASE)
_DECLARED = re.compile(rb"\s*<\?xml[^>]*?\bencoding\s*=\s*[\"']([^\"']+)")
_MARKS = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def active_part(raw: bytes, name: str) -> tuple[int, str] | None:
    """The line of the first part of a file that a browser could carry out, and what it is; None where there is none.

    ``raw`` is the file as it is on disk, well-formed XML.  Raises what :func:`kktei.tei.parse` raises.
    """
    if foreign := _unsure_encoding(raw):
        return 1, f"the encoding {foreign}, which browsers may read in another way"
    text = files.as_utf8(raw, name)
    if _is_plain(text):
        return None
    root = tei.parse(text, name)
    return next((found for node in _nodes(root) if (found := _active(node))), None)


def _is_plain(text: bytes) -> bool:
    """Whether no tree need be looked at.

    So it is where a file names no namespace but those of TEI and of schemas, letter for letter, has no instruction
    that browsers follow, and no DTD that could declare more.
    """
    named = {match[1] for match in _NAMED.finditer(text)}
    return named <= _HARMLESS and b"<!DOCTYPE" not in text and _INSTRUCTED.search(text) is None


def _unsure_encoding(raw: bytes) -> str:
    """The name of an encoding that is not one of the plain ones; "" where it is."""
    mark = next((m for m in _MARKS if raw.startswith(m)), b"")
    if mark:
        return "UTF-32" if len(mark) == 4 else ""
    if b"\0" in raw[:4]:
        return "UTF-16 without its mark"
    declared = _DECLARED.match(raw)
    given = declared[1].decode("ascii", "replace") if declared else "UTF-8"
    return "" if _PLAIN.fullmatch(given) else given


def _nodes(root: Element) -> list[Element]:
    """The tree's elements and instructions, those outside its root too, in the order of the file."""
    before = list(root.itersiblings(preceding=True))[::-1]
    return [*before, *root.iter(), *root.itersiblings()]


def _active(node: Element) -> tuple[int, str] | None:
    what = ""
    if isinstance(node.tag, str):
        what = _element(node)
    elif node.tag is etree.ProcessingInstruction and node.target.lower() in _INSTRUCTIONS:
        what = f"an instruction {node.target}"
    return (node.sourceline or 1, what) if what else None


def _element(element: Element) -> str:
    """What is active in an element; "" nothing."""
    namespace = tei.space(element).strip().rstrip("#/").lower()
    if kind := _RUN.get(namespace):
        return f"an element {tei.name(element)} of {kind}"
    for name, value in element.attrib.items():
        if namespace == _MATHS and _TIED.fullmatch(name):
            return f"a formula with {name}"
        if name == f"{{{_XLINK}}}href" and not _LEADS.fullmatch(value.strip()):
            return f"an address {value.strip()[:40]!r}"
        if name == f"{{{_XLINK}}}actuate" and value.strip() == "onLoad":
            return "a link that is followed by itself"
    return ""
