"""A TEI division to the blocks of a transcription: FRUS's divisions and kktei's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kktei.read.xml.inline import Reading
from kktei.tei import Element, name
from kktei.transcript import (
    Attachment,
    Block,
    Blocks,
    Closing,
    Dateline,
    Heading,
    Inlines,
    Item,
    LineBreak,
    List,
    PageBreak,
    Paragraph,
    Postscript,
    Quotation,
    Row,
    Salutation,
    Signature,
    Table,
)

_LETTER = {"opener", "closer", "dateline", "salute", "signed"}
_WRAPPERS = {"div", "body", "floatingText", "group", "text", "argument", "epigraph", "byline", "figure", "lg"}


def read_div(div: Element, reading: Reading, *, own: bool = False) -> Blocks:
    """The blocks of a division without its first head; ``own`` where kktei made it (its ids and types are known)."""
    return tuple(_Division(reading, own).blocks(div, skip_head=True))


class _Division:
    """A division while it is read."""

    def __init__(self, reading: Reading, own: bool) -> None:
        self.reading = reading
        self.own = own

    def blocks(self, parent: Element, *, skip_head: bool = False, closing: bool = False) -> Iterator[Block]:
        for child in parent:
            tag = name(child)
            if not tag or (tag == "note" and child.get("type") == "source"):
                continue
            if tag == "head" and skip_head:
                skip_head = False
                continue
            yield from self._block(child, tag, closing)

    def _block(self, child: Element, tag: str, closing: bool) -> Iterator[Block]:
        if tag in _LETTER:
            yield from self._letter(child, tag, closing)
        elif tag in {"attachment", "div"} and (tag == "attachment" or child.get("type") == "attachment"):
            yield self._attachment(child)
        elif tag in _WRAPPERS:
            yield from self.blocks(child, closing=closing)
        elif maker := self._makers().get(tag):
            yield from maker(child)
        else:
            self.reading.unheld[tag] = self.reading.unheld.get(tag, 0) + 1
            yield from self._paragraph(child)

    def _makers(self) -> dict[str, Callable[[Element], Iterator[Block]]]:
        return {
            "p": self._paragraph,
            "l": self._paragraph,
            "note": self._paragraph,
            "ab": self._ab,
            "head": lambda e: iter((Heading(self._line(e)),)),
            "pb": lambda e: iter((PageBreak(str(e.get("n") or ""), str(e.get("facs") or "")),)),
            "list": self._list,
            "table": self._table,
            "quote": self._quote,
            "postscript": lambda e: iter((Postscript(self._paragraphs(e)),)),
            "milestone": lambda _: iter(()),
            "graphic": lambda _: iter(()),
        }

    def _line(self, element: Element) -> Inlines:
        return self.reading.content(element)

    def _paragraph(self, element: Element) -> Iterator[Block]:
        for piece in self.reading.pieces(element, {"list", "table", "quote", "lg"}):
            if not isinstance(piece, tuple):
                yield from self._block(piece, name(piece), False)
            elif piece:
                yield Paragraph(piece)

    def _letter(self, element: Element, tag: str, closing: bool) -> Iterator[Block]:
        below = closing or tag == "closer"
        if tag in {"opener", "closer"} and any(name(c) in _LETTER | {"pb"} for c in element):
            for piece in self.reading.pieces(element, _LETTER | {"pb"}):
                if not isinstance(piece, tuple):
                    yield from self._block(piece, name(piece), below)
                elif content := _without_breaks(piece):
                    yield self._named(tag, content, below)
        elif content := self._line(element):
            yield self._named(tag, content, below)

    def _named(self, tag: str, content: Inlines, below: bool) -> Block:
        if tag == "dateline":
            return Dateline(content, closing=below)
        if tag == "salute":
            return Closing(content) if below else Salutation(content)
        if tag == "signed":
            return Signature(content)
        return Closing(content) if tag == "closer" else Paragraph(content)

    def _ab(self, element: Element) -> Iterator[Block]:
        """What kktei writes where TEI allows no dateline, salute or signed."""
        content = self._line(element)
        kind = element.get("type")
        if not self.own or kind not in {"dateline", "salute", "closing", "signed"}:
            yield from self._paragraph(element)
        elif kind == "closing":
            yield Closing(content)
        else:
            yield self._named(kind, content, element.get("subtype") == "closing")

    def _attachment(self, element: Element) -> Attachment:
        head = next((c for c in element if name(c) == "head"), None)
        heading = () if head is None else self._line(head)
        return Attachment(heading, tuple(self.blocks(element, skip_head=head is not None)))

    def _list(self, element: Element) -> Iterator[Block]:
        items: list[Item] = []
        label = ""
        for child in element:
            if name(child) == "label":
                label = "".join(child.itertext()).strip()
            elif name(child) == "item":
                items.append(Item(label or str(child.get("n") or ""), self._line(child)))
                label = ""
            elif name(child):
                yield from self._block(child, name(child), False)
        if items:
            yield List(tuple(items))

    def _table(self, element: Element) -> Iterator[Block]:
        for child in element:
            if name(child) not in {"row", ""}:
                yield from self._block(child, name(child), False)
        yield Table(tuple(self._rows(element)))

    def _rows(self, table: Element) -> Iterator[Row]:
        for row in table:
            if name(row) == "row":
                cells = tuple(self._line(cell) for cell in row if name(cell) == "cell")
                head = row.get("role") == "label" or (len(row) > 0 and all(c.get("role") == "label" for c in row))
                yield Row(cells, head)

    def _quote(self, element: Element) -> Iterator[Block]:
        content = self._paragraphs(element)
        yield Postscript(content) if self.own and element.get("type") == "postscript" else Quotation(content)

    def _paragraphs(self, element: Element) -> tuple[Inlines, ...]:
        parts = [child for child in element if name(child) in {"p", "ab", "l", "lg", "list", "table"}]
        return tuple(self._line(part) for part in parts) if parts else (self._line(element),)


def _without_breaks(content: Inlines) -> Inlines:
    """Without the line breaks at both ends, which only part what stands above from what stands below."""
    while content and isinstance(content[0], LineBreak):
        content = content[1:]
    while content and isinstance(content[-1], LineBreak):
        content = content[:-1]
    return content
