"""What stands above a text, a line each: markings, the number, place and date, when it was received.

Older volumes print them in one line, or in lines without a blank one between ("SECRET    Nordholm, October 14, 1949").
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from kktei.notation import own_table
from kktei.read import conventions
from kktei.read.languages import UPPER
from kktei.read.plain.chunks import Chunk
from kktei.read.plain.marked import BREAK, THERE, cut, stripped
from kktei.read.top import TOP
from kktei.wording import any_of

_TABLES = ("classification", "precedence", "handling")
_CAPITALS = rf"[{UPPER}][{UPPER}'’-]+(?: [{UPPER}][{UPPER}'’-]+){{0,4}}(?=\t|[ \u00a0]{{2,}})"  # and a gap after them
_MOST_LINES = 4


@cache
def _lead() -> re.Pattern[str]:
    """Markings at the beginning of a line: those of the vocabulary, or capitals with a gap after them."""
    rows = own_table("kktei", "vocabulary/en/markings.toml")
    words = {word for table in _TABLES for row in rows[table] for word in row["words"]}
    mark = rf"(?:(?i:{any_of(words)})\b|{_CAPITALS}|N(?:o|os|r)\. ?\d{{1,5}}\.?\]?)"
    return re.compile(rf"\[?{mark}(?:[\s,;.—–-]+{mark})*\]?[.,;]?\s+(?=\S)")


def apart(chunks: Sequence[Chunk]) -> list[Chunk]:
    """The chunks of a text, those above it with each of their lines by itself where one of these is a dateline."""
    out: list[Chunk] = []
    for at, chunk in enumerate(chunks):
        lines = list(_lines(chunk)) if at < TOP else []
        out += lines if len(lines) > 1 and any(_is_dateline(one.text) for one in lines) else [chunk]
    return out


def _lines(chunk: Chunk) -> Iterator[Chunk]:
    """The lines of a chunk, markings before a dateline as one of their own; none where one of them is a sentence."""
    if chunk.made or len(chunk.lines) > _MOST_LINES or not all(_is_line(line) for line in chunk.lines):
        return
    whole = conventions.is_dateline(_bare(chunk.text)) and not any(
        conventions.is_placed(_bare(line)) for line in chunk.lines
    )
    if whole and not _led(chunk.lines[0]):
        return  # the place in one line and the date in the next
    for number, line in enumerate(chunk.lines, chunk.line):
        if chunk.typed and line.strip().startswith(("\\", "|", ">")):
            return
        lead = _led(line)
        for part in (cut(line, 0, lead), cut(line, lead)) if lead else (line,):
            yield replace(chunk, line=number, lines=(stripped(part),))


def _led(line: str) -> int:
    """Where a line goes on after its markings, if place and date follow; 0 where it has none."""
    text = line.replace(THERE, " ")
    start = len(text) - len(text.lstrip())
    match = _lead().match(text, start)
    return match.end() if match and _is_dateline(text[match.end() :]) else 0


def _is_line(line: str) -> bool:
    """Whether it may stand above a text: what is short, and no sentence."""
    text = _bare(line)
    return BREAK not in line and (conventions.is_short(text) or bool(_led(line)) or _is_dateline(text))


def _is_dateline(text: str) -> bool:
    return conventions.is_dateline(_bare(text)) or conventions.is_received(text.strip())


def _bare(line: str) -> str:
    """A line without the brackets of what an editor put in."""
    return re.sub(r"[\[\]]", "", line).strip()
