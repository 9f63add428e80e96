"""The schema's page and element lists, made from ``schema/kktei.odd`` and the grammar; the ODD holds the prose.

``page`` writes schema/README.md from the ODD's front matter; ``with_elements`` writes the elements that the grammar
has into the ODD's ``moduleRef/@include`` (Guidelines 22.5 and 23.3: what a customization takes from a module).
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Collection
from pathlib import Path

from lxml import etree

from kktei.project import data
from kktei.tei import NS, TEI, Element, name
from kktei.validate.grammars import grammar

ODD = data("schema") / "kktei.odd"
_WIDTH = 120
_INDENT = "\n            "


def elements() -> set[str]:
    """The local names of all TEI elements of the grammar."""
    known = grammar(data("schema") / "kktei.rng").definitions()
    listed = {leaf.name.listed()[0] for leaf in known if leaf.name is not None}
    return {local for space, local in listed if space == TEI}


def page(odd: Path = ODD) -> str:
    """The ODD's prose as Markdown: divisions, paragraphs, lists, tables of elements, examples."""
    front = etree.parse(str(odd)).find(".//tei:front", NS)
    parts = [part for block in front for part in _block(block, 0)]
    return "\n\n".join(parts) + "\n"


def with_elements(odd: str, wanted: Collection[str]) -> str:
    """The ODD's text with ``wanted`` in its include lists; ValueError for an element that no module is named for.

    An element stays in the module that lists it; a new one is put by hand into the list of its module once.
    """
    listed = {e for found in re.findall(r'include="([^"]*)"', odd) for e in found.split()}
    if unknown := sorted(set(wanted) - listed):
        raise ValueError(f"name the module of {', '.join(unknown)} in schema/kktei.odd")

    def kept(match: re.Match[str]) -> str:
        names = sorted((n for n in match[1].split() if n in wanted), key=str.casefold)
        return 'include="' + _INDENT.join(textwrap.wrap(" ".join(names), 98)) + '"'

    return re.sub(r'include="([^"]*)"', kept, odd)


def _block(block: Element, depth: int) -> list[str]:
    match name(block):
        case "div":
            return [part for inner in block for part in _block(inner, depth + 1)]
        case "head":
            return [f"{'#' * depth} {_line(block)}"]
        case "p":
            return [_wrapped(_line(block))]
        case "list":
            return ["\n".join(_wrapped(f"- {_line(item)}", "  ") for item in block)]
        case "table":
            return ["\n".join(_rows(block))]
        case "eg":
            return [f"```xml {block.get('n')}\n{block.text.strip()}\n```"]
        case _:
            return []


def _rows(table: Element) -> list[str]:
    rows = [f"| {' | '.join(_line(cell) for cell in row)} |" for row in table]
    return [rows[0], "|---" * len(table[0]) + "|", *rows[1:]]


def _line(element: Element) -> str:
    """The words of an element in one line, with Markdown's signs for what is set off."""
    parts = [element.text or ""]
    for inner in element:
        words = _line(inner)
        parts += [{"hi": f"**{words}**", "code": f"`{words}`", "gi": f"`{words}`"}.get(name(inner), words)]
        parts += [inner.tail or ""]
    return re.sub(r"\s+", " ", "".join(parts)).strip(" " if name(element) not in {"hi", "code", "gi"} else "")


def _wrapped(line: str, indent: str = "") -> str:
    return textwrap.fill(line, _WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
