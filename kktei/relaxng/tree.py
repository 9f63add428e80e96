"""Where the elements and texts of a tree that lxml made stand in its file: line and column (lxml has lines)."""

import re
from functools import cached_property
from typing import Any

from kktei.relaxng.positions import Positions

Element = Any  # an lxml element; this room imports nothing of the program

# A character of a text as a file writes it; the brackets of CDATA are none.
_CHARACTER = re.compile(r"<!\[CDATA\[|\]\]>|&#?\w{1,12};|\r\n|.", re.DOTALL)


class TreePlaces:
    """The places in ``raw`` of what is in ``root``; the file is read again when the first place is asked for."""

    def __init__(self, raw: bytes, root: Element) -> None:
        self._raw, self._root = raw, root

    def element(self, element: Element) -> tuple[int, int]:
        """Line and column of its tag; of an element of another tree its line alone."""
        number = self._elements.get(element)
        if number is None:
            return element.sourceline or 0, 0
        spot = self._positions.at(f"e{number}").spot
        return spot.line, spot.column

    def text(self, node: Element, offset: int, *, tail: bool) -> tuple[int, int]:
        """Line and column of a character of the text that begins a node, or (``tail``) follows it."""
        number = self._texts.get((node, tail))
        if number is None:
            return self.element(node)
        spot = self._positions.at(f"t{number}").spot
        line, column, seen = spot.line, spot.column, 0
        for match in _CHARACTER.finditer(
            self._raw[spot.byte : spot.byte + 12 * offset + 100].decode("utf-8", "replace")
        ):
            if match[0] in {"<![CDATA[", "]]>"}:
                column += len(match[0])
                continue
            if seen == offset:
                break
            seen += 1
            line, column = (line + 1, 1) if match[0].endswith("\n") else (line, column + len(match[0]))
        return line, column

    @cached_property
    def _positions(self) -> Positions:
        return Positions(self._raw)

    @cached_property
    def _elements(self) -> dict[Element, int]:
        return {element: number for number, element in enumerate(self._root.iter("*"), 1)}

    @cached_property
    def _texts(self) -> dict[tuple[Element, bool], int]:
        """The numbers of texts, in the order of the file; a comment parts two texts and has none in it."""
        found: dict[tuple[Element, bool], int] = {}
        stack: list[tuple[Element, bool]] = [(self._root, False)]
        while stack:
            node, tail = stack.pop()
            if (node.tail if tail else node.text if isinstance(node.tag, str) else None) not in {None, ""}:
                found[node, tail] = len(found) + 1
            if not tail:
                inner = [one for child in node for one in ((child, False), (child, True))]
                stack += reversed(inner)
        return found
