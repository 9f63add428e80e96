"""What stands above a text and is none of it: its number ("No. 14.]")."""

import re
from collections.abc import Iterator
from itertools import groupby, islice

from kktei.transcript import Blocks, Dateline, Inlines, LineBreak, Name, PageBreak, Paragraph, words

TOP = 8  # so many blocks may stand above the text
_SHORT = 60  # what is longer is text
_NUMBER = re.compile(r"\[?N(?:o|os|r)\. ?(?P<number>[A-Z]{0,2}[-–]?\d{1,5})\.?\]?")


def numbered(body: Blocks) -> Blocks:
    """The blocks with the number that the sender's office gave the text marked, where it stands alone on its line."""
    for at, block in enumerate(islice(body, TOP)):
        if isinstance(block, Paragraph) and any(_NUMBER.fullmatch(_line(run)) for run in _runs(block.content)):
            marked = (_despatch_number(run) for run in _runs(block.content))
            return (*body[:at], Paragraph(tuple(part for run in marked for part in run)), *body[at + 1 :])
        if not isinstance(block, Dateline | PageBreak) and len(_line(getattr(block, "content", ()))) > _SHORT:
            break
    return body


def number_of(body: Blocks) -> str | None:
    """The number that :func:`numbered` marked."""
    paragraphs = (block for block in islice(body, TOP) if isinstance(block, Paragraph))
    names = (part for block in paragraphs for part in block.content if isinstance(part, Name))
    match = next((_NUMBER.fullmatch(_line(n.content)) for n in names if n.kind == "despatch"), None)
    return match["number"] if match else None


def _despatch_number(run: Inlines) -> Inlines:
    return (Name("despatch", run),) if _NUMBER.fullmatch(_line(run)) else run


def _runs(content: Inlines) -> Iterator[Inlines]:
    """The lines of a paragraph, and the breaks between them."""
    yield from (tuple(run) for _, run in groupby(content, lambda part: part == LineBreak()))


def _line(content: Inlines) -> str:
    return " ".join(words(content).split())
