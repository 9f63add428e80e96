"""TEI's namespaces and the few lxml helpers that several rooms share; no edition knowledge."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lxml import etree

from kktei import files
from kktei.errors import InputError

TEI = "http://www.tei-c.org/ns/1.0"
XML = "http://www.w3.org/XML/1998/namespace"
XI = "http://www.w3.org/2001/XInclude"
NS = {"tei": TEI, "xi": XI}
XML_ID = f"{{{XML}}}id"
XML_LANG = f"{{{XML}}}lang"

Element = Any  # an lxml element


class DoctypeError(InputError):
    """The file has a document type declaration, which could reach outside the project."""


def name(element: Element) -> str:
    """Local name of an element ("" for comments and processing instructions)."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def q(local: str) -> str:
    """A TEI element name in Clark notation."""
    return f"{{{TEI}}}{local}"


def parser() -> etree.XMLParser:
    """A parser that fetches nothing, expands no entity and keeps duplicate ids for the rules to report."""
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=True,
        collect_ids=False,
        remove_blank_text=False,
    )


def parse(data: bytes, file: str) -> Element:
    """Bytes to the root element; ``file`` is only the name for messages.

    Raises ``lxml.etree.XMLSyntaxError`` where the text is not well formed, DoctypeError for a
    document type declaration.
    """
    root = etree.fromstring(data, parser())
    info = root.getroottree().docinfo
    if info.internalDTD is not None or info.doctype:
        raise DoctypeError(
            f"{file} has a DOCTYPE, which kktei does not read",
            "Delete the DOCTYPE; write characters instead of entities.",
        )
    return root


def load(path: Path, file: str | None = None) -> Element:
    """The root element of a file; InputError where it cannot be read (see :func:`parse` for the rest)."""
    return parse(files.xml(path, file), file or path.name)


def text_of(element: Element) -> str:
    """All text below an element with white space folded to single blanks (ordinary blanks only)."""
    return " ".join("".join(element.itertext()).split())
