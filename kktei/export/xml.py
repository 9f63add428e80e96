"""Writing XML for receivers: elements of a vocabulary, whole files, and files that grow element by element."""

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from lxml import etree

from kktei import tei
from kktei.tei import XML_ID, XML_LANG

TREES = 16  # of documents in a row that are kept for the formats that want them
XLINK = "http://www.w3.org/1999/xlink"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
_SPELT = {"xml_id": XML_ID, "xml_lang": XML_LANG, "href": f"{{{XLINK}}}href"}

Element = tei.Element
Growing = Any  # lxml's writer of a file that grows; it has no types


@dataclass(frozen=True)
class Elements:
    """Makes elements of one namespace; what is empty is left out."""

    namespace: str
    prefixes: dict[str | None, str]
    xlink: bool = False  # whether "href" is XLink's

    def __call__(self, tag: str, *content: Element | str | None, **attributes: str | None) -> Element:
        """An element with children and text; attributes that are empty are left out.

        ``class_`` is written for "class", ``xml_id`` and ``xml_lang`` for those of XML.
        """
        prefixes: Any = self.prefixes  # lxml takes None for the namespace without prefix; its types do not say so
        given = {self._spelt(key): value for key, value in attributes.items() if value}
        made = etree.Element(f"{{{self.namespace}}}{tag}", given, prefixes)
        for part in content:
            if isinstance(part, str):
                _add_text(made, part)
            elif part is not None:
                made.append(part)
        return made

    def name(self, tag: str) -> str:
        """A name in Clark notation."""
        return f"{{{self.namespace}}}{tag}"

    def some(self, tag: str, text: str, **attributes: str | None) -> Element | None:
        """The element with its text, or nothing where there is no text."""
        return self(tag, text, **attributes) if text else None

    def _spelt(self, key: str) -> str:
        if key == "href" and not self.xlink:
            return "href"
        return _SPELT.get(key, key.rstrip("_"))


def _add_text(element: Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def copy_of(path: Path, shown: str) -> Element:
    """The root of a document to work on; of several in a row that want it, only the first reads it."""
    return copy.deepcopy(_tree(path, shown)).getroot()


@lru_cache(maxsize=TREES)
def _tree(path: Path, shown: str) -> etree._ElementTree:
    tree: etree._ElementTree = tei.load(path, shown).getroottree()
    return tree


def forget() -> None:
    """Let go of the trees that are kept: files may change before the next run."""
    _tree.cache_clear()


def write(path: Path, root: Element) -> None:
    """A whole file, indented."""
    path.parent.mkdir(parents=True, exist_ok=True)
    etree.indent(root)
    save(path, root)


def save(path: Path, root: Element) -> None:
    """A whole file, with the white space that the tree has: that of a text is the text's."""
    path.write_bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n")


@contextmanager
def growing(path: Path, root: Element, *around: str) -> Iterator[Growing]:
    """A file that elements are written to one by one, within ``root`` (with what it holds) and ``around``.

    Gives lxml's writer; ``around`` are names of elements within each other.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as stream, etree.xmlfile(stream, encoding="UTF-8") as file:
        file.write_declaration()
        with file.element(root.tag, dict(root.attrib), nsmap=dict(root.nsmap)):
            file.write("\n")
            for child in root:
                put(file, child)
            with _within(file, around):
                yield file


@contextmanager
def _within(file: Growing, around: tuple[str, ...]) -> Iterator[None]:
    if not around:
        yield
        return
    with file.element(around[0]):
        file.write("\n")
        with _within(file, around[1:]):
            yield
    file.write("\n")


def put(file: Growing, element: Element) -> None:
    """One element, indented, on lines of its own."""
    etree.indent(element)
    file.write(element, with_tail=False)
    file.write("\n")
