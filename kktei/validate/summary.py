"""What the edition as a whole must know of one file: its ids, its pointers to other files, its number and dates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from kktei import tei
from kktei.errors import KkteiError
from kktei.validate.names import tokens

_POINTERS: Any = etree.XPath("//@*[contains(., '.xml')]")
_IDS: Any = etree.XPath("//@xml:id")
_DOCUMENT: Any = etree.XPath("(//t:text//t:div[@type='document']/@n)[1]", namespaces={"t": tei.TEI})
_DATE: Any = etree.XPath(
    "(//t:correspDesc/t:correspAction[@type='sent']/t:date | //t:creation/t:date)[1]", namespaces={"t": tei.TEI}
)
_INCLUDED: Any = etree.XPath("//xi:include/@href", namespaces={"xi": tei.XI})


@dataclass(frozen=True, slots=True)
class Pointer:
    """One pointer to another file, and the node that holds it."""

    path: str
    attribute: str
    target: str


@dataclass(frozen=True, slots=True)
class Summary:
    """One file."""

    file: Path
    ids: tuple[tuple[str, str], ...] = ()  # id, path of its element
    pointers: tuple[Pointer, ...] = ()
    number: int | None = None
    date: str = ""
    included: tuple[str, ...] = ()


def summarise(file: Path) -> Summary | None:
    """The summary of a file; None where it cannot be read (its own check says so)."""
    try:
        root = tei.load(file)
    except (KkteiError, etree.XMLSyntaxError):
        return None
    pointers = [
        Pointer(path_of(value.getparent()), value.attrname.rpartition("}")[2], token)
        for value in _POINTERS(root)
        if tei.name(value.getparent()) != "include"
        for token in tokens(value)
        if re.match(r"[^#:]*\.xml(#|$)", token)
    ]
    number = _DOCUMENT(root)
    date = _DATE(root)
    return Summary(
        file,
        tuple((str(value), path_of(value.getparent())) for value in _IDS(root)),
        tuple(pointers),
        int(number[0]) if number and number[0].isdigit() else None,
        (date[0].get("when") or date[0].get("notBefore") or date[0].get("notAfter") or "") if date else "",
        tuple(str(href) for href in _INCLUDED(root)),
    )


def path_of(element: Any) -> str:
    """The path of an element as XPath's path() writes it."""
    steps: list[str] = []
    while element is not None:
        number = 1 + sum(1 for _ in element.itersiblings(element.tag, preceding=True))
        name = etree.QName(element)
        steps.append(f"Q{{{name.namespace or ''}}}{name.localname}[{number}]")
        element = element.getparent()
    return "/" + "/".join(reversed(steps))
