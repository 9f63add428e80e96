"""A TEI division to the blocks of a transcription: FRUS's divisions and kktei's own."""

import re
from collections.abc import Callable, Iterable, Iterator

from kktei import transcript
from kktei.read import conventions
from kktei.read.plain.inline import tidy
from kktei.read.xml.inline import InlineReading, page_break
from kktei.read.xml.scan import is_attachment
from kktei.tei import Element, name

_BRACKETED = re.compile(r"\s*\[[^\]]{1,60}\]\s*")
_LETTER = {"opener", "closer", "dateline", "salute", "signed"}
_WRAPPERS = {"div", "body", "floatingText", "group", "text", "argument", "epigraph", "byline", "figure", "lg"}


def read_div(div: Element, reading: InlineReading, *, own: bool = False) -> transcript.Blocks:
    """The blocks of a division without its first head; ``own`` where kktei made it (its ids and types are known)."""
    return tuple(_Division(reading, own).blocks(div, skip_head=True))


class _Division:
    """A division while it is read."""

    def __init__(self, reading: InlineReading, own: bool) -> None:
        self.reading = reading
        self.own = own

    def blocks(
        self, parent: Iterable[Element], *, skip_head: bool = False, closing: bool = False
    ) -> Iterator[transcript.Block]:
        for child in parent:
            tag = name(child)
            if not tag or child is self.reading.source:
                continue
            if tag == "head" and skip_head:
                skip_head = False
                continue
            yield from self._block(child, tag, closing)

    def _block(self, child: Element, tag: str, closing: bool) -> Iterator[transcript.Block]:
        if tag in _LETTER:
            yield from self._letter(child, tag, closing)
        elif is_attachment(tag, child.attrib):
            yield self._attachment(child)
        elif tag in _WRAPPERS:
            yield from self.blocks(child, closing=closing)
        elif maker := self._makers().get(tag):
            yield from maker(child)
        else:
            self.reading.count(tag)
            yield from self._paragraph(child)

    def _makers(self) -> dict[str, Callable[[Element], Iterator[transcript.Block]]]:
        return {
            "p": self._paragraph,
            "l": self._paragraph,
            "note": lambda e: iter((transcript.Paragraph(tidy(self.reading.note(e))),)),
            "ab": self._ab,
            "head": lambda e: iter((transcript.Heading(self._line(e)),)),
            "pb": lambda e: iter((page_break(e),)),
            "list": self._list,
            "table": self._table,
            "quote": self._quote,
            "postscript": lambda e: iter((transcript.Postscript(self._paragraphs(e)),)),
        }

    def _line(self, element: Element) -> transcript.Inlines:
        return self.reading.content(element)

    def _paragraph(self, element: Element) -> Iterator[transcript.Block]:
        for piece in self.reading.pieces(element, {"list", "table", "quote", "lg"}):
            if not isinstance(piece, tuple):
                yield from self._block(piece, name(piece), False)
            elif piece:
                yield transcript.Paragraph(piece)

    def _letter(self, element: Element, tag: str, closing: bool) -> Iterator[transcript.Block]:
        below = closing or tag == "closer"
        if tag == "signed" and (signers := _listed(element)):
            yield from (self._named(tag, content, below) for item in signers if (content := self._line(item)))
            return
        if tag in {"opener", "closer"} and any(name(c) in _LETTER | {"pb"} for c in element):
            for piece in self.reading.pieces(element, _LETTER | {"pb"}):
                if not isinstance(piece, tuple):
                    yield from self._block(piece, name(piece), below)
                elif content := _without_breaks(piece):
                    yield self._named(tag, content, below)
        elif content := self._line(element):
            yield self._named(tag, content, below)

    def _named(self, tag: str, content: transcript.Inlines, below: bool) -> transcript.Block:
        if tag == "dateline":
            marked = self.own or any(isinstance(part, transcript.Date) for part in transcript.walk(content))
            return transcript.Dateline(content if marked else conventions.dated(content), closing=below)
        if tag == "salute":
            return transcript.Closing(content) if below else transcript.Salutation(content)
        if tag == "signed":
            return transcript.Signature(content)
        return transcript.Closing(content) if tag == "closer" else transcript.Paragraph(content)

    def _ab(self, element: Element) -> Iterator[transcript.Block]:
        """What kktei writes where TEI allows no dateline, salute or signed."""
        content = self._line(element)
        kind = element.get("type")
        if not self.own or kind not in {"dateline", "salute", "closing", "signed"}:
            yield from self._paragraph(element)
        elif kind == "closing":
            yield transcript.Closing(content)
        else:
            yield self._named(kind, content, element.get("subtype") == "closing")

    def _attachment(self, element: Element) -> transcript.Attachment:
        head = next((c for c in element if name(c) == "head"), None)
        heading = () if head is None else self._line(head)
        above = self._above(element, head)
        if above is not None:  # "[Enclosure]" stays above the heading
            heading = (*self._line(above), transcript.LineBreak(), *heading)
        rest = [child for child in element if child is not above]
        return transcript.Attachment(heading, tuple(self.blocks(rest, skip_head=head is not None)))

    @staticmethod
    def _above(element: Element, head: Element | None) -> Element | None:
        """An opener before the heading that says what the attachment is ("[Enclosure 2]")."""
        first = next((c for c in element if name(c)), None)
        if head is None or first is None or name(first) not in {"opener", "p"} or first is head:
            return None
        return first if _BRACKETED.fullmatch("".join(first.itertext())) else None

    def _list(self, element: Element) -> Iterator[transcript.Block]:
        """A list; what stands between two items begins the second; other words stand apart."""
        items: list[transcript.Item] = []
        label, lead = "", transcript.Inlines()
        after: list[transcript.Block] = []
        for child in element:
            tag = name(child)
            if tag == "label":
                content = self._line(child)
                label = transcript.words(content)
                lead += tuple(_wordless(content))
            elif tag == "item":
                items.append(transcript.Item(label or str(child.get("n") or ""), (*lead, *self._line(child))))
                label, lead = "", transcript.Inlines()
            elif tag in {"pb", "note"}:
                lead += tuple(self.reading.parts_of(child))
            elif tag and items:
                after += self._block(child, tag, False)
            elif tag:
                yield from self._block(child, tag, False)
        if label:
            items.append(transcript.Item(label, lead))
        if items:
            yield transcript.List(tuple(items))
        yield from after
        yield from () if label else _left(lead)

    def _table(self, element: Element) -> Iterator[transcript.Block]:
        """A table; a page or note between two rows begins the second."""
        rows: list[transcript.Row] = []
        after: list[transcript.Block] = []
        lead = transcript.Inlines()
        for child in element:
            tag = name(child)
            if tag == "row":
                row, lead = self._row(child, lead)
                rows.append(row)
            elif tag in {"pb", "note"}:
                lead += tuple(self.reading.parts_of(child))
            elif tag and rows:
                after += self._block(child, tag, False)
            elif tag:
                yield from self._block(child, tag, False)
        if rows:
            yield transcript.Table(tuple(rows))
        yield from after
        yield from _left(lead)

    def _row(self, row: Element, lead: transcript.Inlines) -> tuple[transcript.Row, transcript.Inlines]:
        """A row whose first cell begins with ``lead``, and what of it found no cell."""
        cells: list[transcript.Inlines] = []
        for child in row:
            if name(child) == "cell":
                cells.append((*lead, *self._line(child)))
                lead = transcript.Inlines()
            elif name(child):
                lead += tuple(self.reading.parts_of(child))
        labels = [child.get("role") == "label" for child in row if name(child) == "cell"]
        return transcript.Row(tuple(cells), row.get("role") == "label" or (bool(labels) and all(labels))), lead

    def _quote(self, element: Element) -> Iterator[transcript.Block]:
        content = self._paragraphs(element)
        yield (
            transcript.Postscript(content)
            if self.own and element.get("type") == "postscript"
            else transcript.Quotation(content)
        )

    def _paragraphs(self, element: Element) -> tuple[transcript.Inlines, ...]:
        return tuple(self.reading.lines(element)) or ((),)


def _left(lead: transcript.Inlines) -> Iterator[transcript.Block]:
    """What no item or row came after: pages, and a paragraph of the footnotes."""
    if all(isinstance(part, transcript.PageBreak) for part in lead):
        yield from (part for part in lead if isinstance(part, transcript.PageBreak))
    elif content := tidy(list(lead)):
        yield transcript.Paragraph(content)


def _wordless(content: transcript.Inlines) -> Iterator[transcript.Inline]:
    """The footnotes and page breaks of a line, which a label cannot hold."""
    for part in content:
        if isinstance(part, transcript.Note | transcript.PageBreak):
            yield part
        elif not isinstance(part, transcript.Text | transcript.LineBreak | transcript.Gap):
            yield from _wordless(part.content)


def _without_breaks(content: transcript.Inlines) -> transcript.Inlines:
    """Without the line breaks at both ends, which only part what stands above from what stands below."""
    while content and isinstance(content[0], transcript.LineBreak):
        content = content[1:]
    while content and isinstance(content[-1], transcript.LineBreak):
        content = content[:-1]
    return content


def _listed(element: Element) -> list[Element]:
    """The items of an element that is nothing but a list of them; none where any other word stands in it."""
    inner = list(element)
    if [name(child) for child in inner] != ["list"]:
        return []
    items = list(inner[0])
    loose = [element.text, inner[0].text, inner[0].tail, *(item.tail for item in items)]
    plain = all(name(item) == "item" for item in items) and not any(text and text.strip() for text in loose)
    return items if plain else []
