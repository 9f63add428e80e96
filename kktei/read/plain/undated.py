"""Datelines whose date was not understood are told: no letter loses its date in silence."""

from collections.abc import Sequence
from itertools import islice

from kktei.findings import Finding, finding
from kktei.model import Position
from kktei.read import conventions
from kktei.read.plain.chunks import Chunk
from kktei.read.top import TOP
from kktei.transcript import Blocks, Date, Dateline, Paragraph, walk, words
from kktei.wording import normalize_space


def undated(number: str, at: Position, body: Blocks, parts: Sequence[Chunk], shown: str) -> list[Finding]:
    """A finding where the first dateline, or a line above the text that may be one, gives no date."""
    line = _line(body)
    if not line:
        return []
    why = f"No date was understood in “{line}”, which stands above the text of document {number}."
    begins = line.split()[0]
    here = next((Position(shown, p.line, p.column) for p in parts if begins in p.text.replace("[", "")), at)
    return [finding("R061", why, file=shown, line=here.line, column=here.column)]


def _line(body: Blocks) -> str:
    """The words of the line that may give the date, if none does; a dateline without figures is not meant to."""
    first = next((block for block in body if isinstance(block, Dateline)), None)
    if first is not None:
        date = next((part for part in walk(first.content) if isinstance(part, Date)), None)
        said = normalize_space(words(first.content))
        told = (date and (date.when or date.not_before or date.not_after)) or not _has_figures(said)
        return "" if told else said
    for block in islice(body[:-1], TOP):  # the last is the text
        said = normalize_space(words(block))
        if not isinstance(block, Paragraph) or not conventions.is_line_above(said):
            break
        if conventions.may_be_dateline(said) and conventions.is_short(said):  # "I came in May." is a sentence
            return said
    return ""


def _has_figures(text: str) -> bool:
    return any(sign.isdecimal() for sign in text)
