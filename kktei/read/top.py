"""What stands above a text and is none of it: its number ("No. 14.]")."""

from __future__ import annotations

import re
from itertools import islice

from kktei.transcript import Block, Blocks, Dateline, LineBreak, Name, PageBreak, Paragraph, words

TOP = 8  # so many blocks may stand above the text
_NUMBER = re.compile(r"\[?N(?:o|os|r)\. ?(?P<number>[A-Z]{0,2}[-–]?\d{1,5})\.?\]?")


def numbered(body: Blocks) -> Blocks:
    """The blocks with the number that the sender's office gave the text marked, where it stands alone above it."""
    for at, block in enumerate(islice(body, TOP)):
        if isinstance(block, Paragraph) and _NUMBER.fullmatch(_line(block)):
            marked = Paragraph((Name("despatch", block.content),))
            return (*body[:at], marked, *body[at + 1 :])
        if not isinstance(block, Dateline | PageBreak) and len(_line(block)) > _SHORT:
            break
    return body


def number_of(body: Blocks) -> str | None:
    """The number that :func:`numbered` marked."""
    for block in islice(body, TOP):
        if (
            isinstance(block, Paragraph)
            and isinstance(name := next(iter(block.content), None), Name)
            and name.kind == "despatch"
        ):
            match = _NUMBER.fullmatch(_line(block))
            return match["number"] if match else None
    return None


_SHORT = 60  # what is longer is text


def _line(block: Block) -> str:
    content = getattr(block, "content", ())
    return " ".join(words(tuple(part for part in content if part != LineBreak())).split())
