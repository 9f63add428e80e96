"""Documents broken at random, to compare verdicts: one to three mutations of a real text."""

from __future__ import annotations

import random
from collections.abc import Callable
from copy import deepcopy
from typing import Any

from lxml import etree

TEI = "{http://www.tei-c.org/ns/1.0}"
NAMES = (
    "p", "ab", "div", "head", "opener", "closer", "salute", "signed", "dateline", "postscript", "list", "item",
    "label", "table", "row", "cell", "lg", "l", "quote", "q", "note", "ref", "ptr", "hi", "persName",
    "placeName", "orgName", "date", "title", "bibl", "choice", "sic", "corr", "add", "del", "gap", "unclear",
    "supplied", "seg", "pb", "lb", "figure", "graphic", "witness", "msDesc", "msIdentifier", "repository",
    "idno", "collection", "correspDesc", "correspAction", "correspContext", "catRef", "taxonomy", "category",
    "respStmt", "resp", "persname", "bogus", "TEI", "text", "body", "teiHeader", "fileDesc", "app", "lem",
    "rdg", "listWit",
)  # fmt: skip
VALUES = (
    "", " ", "x", "two words", "1963-04-03", "1963-4-3", "1963-02-30", "24:00:00", "1963", "#x", "high", "sent", "en",
    "en us", "7", "-1", "1.5", "\u201cx\u201d", "true", "a\u00a0b", "1963-04-03T16:00:00", "1963-04-03T24:00:00",
)  # fmt: skip
ATTRIBUTES = ("when", "ref", "type", "target", "n", "cert", "xyz", "notBefore", "level", "unit", "rend", "ana")
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


def mutant(source: Any, chance: random.Random) -> bytes:
    """A copy of the tree ``source`` with one to three faults, as bytes."""
    root = deepcopy(source)
    for _ in range(chance.randint(1, 3)):
        elements = [e for e in root.iter() if isinstance(e.tag, str)]
        MUTATIONS[chance.randrange(len(MUTATIONS))](chance.choice(elements), chance)
    return etree.tostring(root, encoding="utf-8")


def _delete(element: Any, _chance: random.Random) -> None:
    if element.getparent() is not None:
        element.getparent().remove(element)


def _double(element: Any, _chance: random.Random) -> None:
    if element.getparent() is not None:
        copy = deepcopy(element)
        for e in copy.iter():
            e.attrib.pop(XML_ID, None)
        element.addnext(copy)


def _rename(element: Any, chance: random.Random) -> None:
    element.tag = TEI + chance.choice(NAMES)


def _swap(element: Any, _chance: random.Random) -> None:
    after = element.getnext()
    if after is not None and element.getparent() is not None:
        after.addnext(element)


def _move(element: Any, chance: random.Random) -> None:
    others = [e for e in element.getroottree().iter() if isinstance(e.tag, str)]
    target = chance.choice(others)
    if element.getparent() is not None and element not in list(target.iterancestors()) and target is not element:
        target.append(element)


def _insert(element: Any, chance: random.Random) -> None:
    element.insert(chance.randint(0, len(element)), etree.Element(TEI + chance.choice(NAMES)))


def _foreign(element: Any, chance: random.Random) -> None:
    element.tag = chance.choice(("p", "{http://example.org/}p", "{http://www.w3.org/1999/xhtml}div"))


def _text(element: Any, _chance: random.Random) -> None:
    element.text = (element.text or "") + "stray words"


def _tail(element: Any, _chance: random.Random) -> None:
    if element.getparent() is not None:
        element.tail = (element.tail or "") + "more words"


def _attribute(element: Any, chance: random.Random) -> None:
    element.set(chance.choice(ATTRIBUTES), chance.choice(VALUES))


def _value(element: Any, chance: random.Random) -> None:
    if element.attrib:
        element.set(chance.choice(sorted(element.attrib)), chance.choice(VALUES))


def _bare(element: Any, chance: random.Random) -> None:
    if element.attrib:
        del element.attrib[chance.choice(sorted(element.attrib))]


MUTATIONS: tuple[Callable[[Any, random.Random], None], ...] = (
    _delete, _double, _rename, _swap, _move, _insert, _foreign, _text, _tail, _attribute, _value, _bare,
)  # fmt: skip
