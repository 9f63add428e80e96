"""The transcription of a document as TEI: opener, paragraphs, lists, tables, closer, postscript, attachments."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from kktei.encode.elements import Element, el, put
from kktei.encode.phrases import Phrases, Refer, by_key
from kktei.model import Record
from kktei.tei import name, q
from kktei.transcript import (
    Attachment,
    Block,
    Closing,
    Dateline,
    Heading,
    Inlines,
    List,
    PageBreak,
    Paragraph,
    Postscript,
    Quotation,
    Salutation,
    Signature,
    Table,
)

_RUNNING = frozenset({"p", "item", "note"})  # whose lines are run on where nothing says otherwise
# TEI lets these stand only above or below the text; elsewhere the same words become an ab of that type.
_ELSEWHERE: dict[type, str] = {Dateline: "dateline", Salutation: "salute", Closing: "closing", Signature: "signed"}


def encode_body(div: Element, record: Record, ids: str, *, refer: Refer = by_key) -> None:
    """Append the record's transcription to ``div``, which has its head already.

    ``ids`` is the document's stem ("d091"): paragraphs become d091.p1 ..., footnotes d091.fn1 ...; ``refer``
    gives the attributes that lead a name to its authority record (by default the source's own key).
    A record without a body leaves ``div`` as it is.
    """
    fill(div, record.body, Phrases(ids, refer))
    for line in div.iter(q("lb")):
        if any(name(above) in _RUNNING for above in line.iterancestors()):
            line.set("type", "hard")  # one that the source wants kept in running text, as of verse


def fill(div: Element, blocks: Sequence[Block], made: Phrases) -> None:
    """Append blocks to ``div``; with attachments, the text proper is a division of its own beside them."""
    if not any(isinstance(block, Attachment) for block in blocks):
        _letter(div, blocks, made)
        return
    for enclosed, run in groupby(blocks, key=lambda block: isinstance(block, Attachment)):
        group = list(run)
        if enclosed or all(isinstance(block, PageBreak) for block in group):
            put(div, [_apart(block, made) for block in group])
        else:
            text = el("div", type="text")
            _letter(text, group, made)
            put(div, text)


def _apart(block: Block, made: Phrases) -> Element:
    """An attachment, or a page break between two of them."""
    if isinstance(block, PageBreak):
        return made.page(block)
    if not isinstance(block, Attachment):
        raise TypeError(f"{type(block).__name__} cannot stand between attachments")
    key = made.id("a")
    div = el("div", type="attachment", xml_id=key)
    if block.heading:
        put(div, el("head", *made.line(block.heading)))
    fill(div, block.blocks, made)
    _never_empty(div, not block.blocks)
    return div


def _letter(div: Element, blocks: Sequence[Block], made: Phrases) -> None:
    """What stands above the text, the text, and what stands below it."""
    if not blocks:
        return
    first, last = _limits(blocks)
    _open(div, blocks[:first], made)
    _middle(div, blocks[first:last], made)
    _close(div, blocks[last:], made)


def _limits(blocks: Sequence[Block]) -> tuple[int, int]:
    """Where the text begins and ends between what stands above it and below it."""
    above, below = (Dateline, Salutation, PageBreak), (Closing, Signature, Dateline, Postscript, PageBreak)
    first = 0
    while first < len(blocks) and isinstance(blocks[first], above) and not _closes(blocks[first]):
        first += 1
    last = len(blocks)
    while last > first and isinstance(blocks[last - 1], below) and not _opens(blocks[last - 1]):
        last -= 1
    while last < len(blocks) and isinstance(blocks[last], PageBreak):
        last += 1
    return first, last


def _closes(block: Block) -> bool:
    return isinstance(block, Dateline) and block.closing


def _opens(block: Block) -> bool:
    return isinstance(block, Dateline) and not block.closing


def _open(div: Element, blocks: Iterable[Block], made: Phrases) -> None:
    opener: Element | None = None
    for block in blocks:
        if isinstance(block, PageBreak):
            put(div if opener is None else opener, made.page(block))
        elif isinstance(block, Dateline | Salutation):
            if opener is None:
                opener = el("opener")
                div.append(opener)
            tag = "dateline" if isinstance(block, Dateline) else "salute"
            put(opener, el(tag, *made.line(block.content)))


def _middle(div: Element, blocks: Sequence[Block], made: Phrases) -> None:
    """The text; each heading begins a section of its own, as TEI has it."""
    target, empty = div, True
    for block in blocks:
        if isinstance(block, Heading):
            if target is not div:
                _never_empty(target, empty)
            target, empty = el("div", type="section"), True
            put(target, el("head", *made.line(block.content)))
            div.append(target)
        else:
            put(target, _block(block, made))
            empty = empty and isinstance(block, PageBreak)
    _never_empty(target, empty)


def _never_empty(div: Element, empty: bool) -> None:
    """TEI asks for at least one paragraph."""
    if empty:
        put(div, el("p"))


def _close(div: Element, blocks: Iterable[Block], made: Phrases) -> None:
    closer: Element | None = None
    for block in blocks:
        if isinstance(block, Postscript):
            closer = None
            put(div, el("postscript", *_paragraphs(block.content, made)))
        elif isinstance(block, PageBreak):
            put(div if closer is None else closer, made.page(block))
        elif isinstance(block, Closing | Signature | Dateline):
            if closer is None:
                closer = el("closer")
                div.append(closer)
            tag = "salute" if isinstance(block, Closing) else "signed" if isinstance(block, Signature) else "dateline"
            put(closer, el(tag, *made.line(block.content)))


def _block(block: Block, made: Phrases) -> Element | list[Element]:
    match block:
        case Paragraph(content):
            return el("p", *made.line(content), xml_id=made.id("p"))
        case PageBreak():
            return made.page(block)
        case List():
            return _list(block, made)
        case Table(rows):
            return el("table", *(_table_row(row.cells, row.head, made) for row in rows))
        case Quotation(content):
            return el("quote", *_paragraphs(content, made))
        case Postscript(content):  # not at the end
            return el("quote", *_paragraphs(content, made), type="postscript")
        case Dateline(content) | Salutation(content) | Closing(content) | Signature(content):
            subtype = "closing" if _closes(block) else None
            return el("ab", *made.line(content), type=_ELSEWHERE[type(block)], subtype=subtype)
    raise TypeError(f"{type(block).__name__} cannot stand inside a text")


def _paragraphs(content: Iterable[Inlines], made: Phrases) -> list[Element]:
    return [el("p", *made.line(line), xml_id=made.id("p")) for line in content]


def _list(block: List, made: Phrases) -> Element:
    labelled = any(item.label for item in block.items)
    made_list = el("list", rend="numbered" if labelled else "bulleted")
    for item in block.items:
        if labelled:
            put(made_list, el("label", item.label))
        put(made_list, el("item", *made.line(item.content)))
    return made_list


def _table_row(cells: Iterable[Inlines], head: bool, made: Phrases) -> Element:
    return el("row", *(el("cell", *made.line(cell)) for cell in cells), role="label" if head else None)
