"""Making TEI elements and writing them down: one builder, one fixed way to lay a file out."""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from lxml import etree

from kktei import tei
from kktei.tei import TEI, XI, XML, name, q

Element = tei.Element
_DEFAULT: Any = {None: TEI}  # lxml takes None for the namespace without prefix; its types do not say so
_PREFIXES: Any = {None: TEI, "xi": XI}

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
Content = str | Element | Iterable[object] | None

# Elements whose children stand on lines of their own where there is no text between them.
# Everything else keeps its text as it is, to the blank.
_LAYOUT = """
    TEI teiCorpus teiHeader fileDesc titleStmt editionStmt publicationStmt availability seriesStmt notesStmt sourceDesc
    listWit witness msDesc msIdentifier msContents msItem physDesc additions handDesc history additional adminInfo
    custodialHist listRelation listBibl
    encodingDesc projectDesc editorialDecl correction normalization quotation hyphenation segmentation interpretation
    samplingDecl stdVals classDecl taxonomy refsDecl
    profileDesc creation langUsage textClass correspDesc correspAction correspContext revisionDesc
    standOff listPerson listOrg listPlace person org place
    text front body back div opener closer lg list table row figure
"""
_LAID_OUT = frozenset(_LAYOUT.split())


def el(local: str, *content: Content, **attributes: str | None) -> Element:
    """A TEI element.  An attribute that is None is left out.

    ``xml_id`` and ``xml_lang`` give xml:id and xml:lang; a final underscore (``from_``) is dropped.
    """
    element = etree.Element(q(local), nsmap=_DEFAULT)
    for key, value in attributes.items():
        if value is not None:
            element.set(_attribute(key), writable(value))
    for part in content:
        put(element, part)
    return element


def put(parent: Element, content: Content) -> None:
    """Text, an element or several of them, at the end of ``parent``."""
    if content is None:
        return
    if isinstance(content, str):
        _put_text(parent, content)
    elif etree.iselement(content):
        parent.append(content)
    else:
        for part in content:
            put(parent, part)


def writable(text: str) -> str:
    """Text that XML can hold: readers refuse control characters, but settings and tables may bring some."""
    return _NOT_XML.sub("\ufffd", text)


def _put_text(parent: Element, text: str) -> None:
    text = writable(text)
    last = parent[-1] if len(parent) else None
    if last is None:
        parent.text = (parent.text or "") + text
    else:
        last.tail = (last.tail or "") + text


def _attribute(key: str) -> str:
    if key.startswith("xml_"):
        return f"{{{XML}}}{key[4:]}"
    return key.rstrip("_")


_NOT_IN_ADDRESSES = re.compile(r"[\s%#?<>\"{}|\\^`\[\]]")


def reference(file: str) -> str:
    """A file as an ``href`` names it: blanks and signs that mean something there are escaped, letters are not."""
    return _NOT_IN_ADDRESSES.sub(lambda sign: quote(sign[0]), file)


def include(href: str, prefix: str = "xi") -> Element:
    """An xi:include of another file of the edition (see :func:`reference`)."""
    element = etree.Element(f"{{{XI}}}include", nsmap={prefix: XI})
    element.set("href", href)
    return element


def fragment(element: Element, level: int) -> str:
    """An element as text to stand at ``level`` in an existing file, which declares the namespaces.

    Their declarations are cut from the first tag, where lxml writes them before the attributes.
    """
    _lay_out(element, level)
    text: str = etree.tostring(element, encoding="unicode")
    for prefix, space in element.nsmap.items():
        text = text.replace(f' xmlns{f":{prefix}" if prefix else ""}="{space}"', "", 1)
    return text


def write(root: Element, instructions: Iterable[str] = ()) -> bytes:
    """A whole file in UTF-8: declaration, processing instructions, the laid-out tree, a final newline."""
    _lay_out(root, 0)
    etree.cleanup_namespaces(root, top_nsmap=_PREFIXES)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', *instructions, etree.tostring(root, encoding="unicode")]
    return ("\n".join(lines) + "\n").encode("utf-8")


def _lay_out(element: Element, level: int) -> None:
    """Line breaks and two blanks a level, only where no text stands."""
    children = list(element)
    if not children or name(element) not in _LAID_OUT or _has_text(element):
        for child in children:
            _lay_out(child, level)
        return
    element.text = _newline(level + 1)
    for child in children:
        _lay_out(child, level + 1)
        child.tail = _newline(level + 1)
    children[-1].tail = _newline(level)


def _has_text(element: Element) -> bool:
    return bool((element.text or "").strip() or any((child.tail or "").strip() for child in element))


def _newline(level: int) -> str:
    return "\n" + "  " * level
