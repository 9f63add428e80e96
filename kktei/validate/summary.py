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

_POINTERS: Any = etree.XPath("//t:*/@*[contains(., '.xml')]", namespaces={"t": tei.TEI}, smart_strings=False)
_ATTRIBUTES: Any = etree.XPath("//@*")
_IDS: Any = etree.XPath("//@xml:id", smart_strings=False)
_DOCUMENT: Any = etree.XPath("(//t:text//t:div[@type='document']/@n)[1]", namespaces={"t": tei.TEI})
_DATE: Any = etree.XPath(
    "(//t:correspDesc/t:correspAction[@type='sent']/t:date | //t:creation/t:date)[1]", namespaces={"t": tei.TEI}
)
_INCLUDED: Any = etree.XPath("//xi:include/@href", namespaces={"xi": tei.XI})


@dataclass(frozen=True, slots=True)
class Summary:
    """One file."""

    file: Path
    ids: tuple[str, ...] = ()
    pointers: tuple[str, ...] = ()  # to other files, each once
    number: int | None = None
    date: str = ""
    included: tuple[str, ...] = ()


def summarise(file: Path) -> Summary | None:
    """The summary of a file; None where it cannot be read (its own check says so)."""
    try:
        root = tei.load(file)
    except (KkteiError, etree.XMLSyntaxError):
        return None
    number = _DOCUMENT(root)
    date = _DATE(root)
    return Summary(
        file,
        tuple(map(str, _IDS(root))),
        tuple(dict.fromkeys(token for value in _POINTERS(root) for token in _elsewhere(value))),
        int(number[0]) if number and number[0].isdigit() else None,
        (date[0].get("when") or date[0].get("notBefore") or date[0].get("notAfter") or "") if date else "",
        tuple(map(str, _INCLUDED(root))),
    )


def places_of(file: Path, wanted: str) -> list[tuple[str, str]]:
    """The paths and names of the attributes in ``file`` that are the id, or hold the pointer, ``wanted``."""
    root = tei.load(file)
    found = [value for value in _ATTRIBUTES(root) if wanted in tokens(value)]
    return [(path_of(value.getparent()), value.attrname.rpartition("}")[2]) for value in found]


def _elsewhere(value: str) -> list[str]:
    return [token for token in tokens(value) if re.match(r"[^#:]*\.xml(#|$)", token)]


def path_of(element: Any) -> str:
    """The path of an element as XPath's path() writes it."""
    steps: list[str] = []
    while element is not None:
        number = 1 + sum(1 for _ in element.itersiblings(element.tag, preceding=True))
        name = etree.QName(element)
        steps.append(f"Q{{{name.namespace or ''}}}{name.localname}[{number}]")
        element = element.getparent()
    return "/" + "/".join(reversed(steps))
