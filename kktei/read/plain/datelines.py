"""Datelines: the century of a year in two figures ("2. März 93"); those whose date was not understood are told."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from kktei.findings import Finding, finding
from kktei.model import Position, Record
from kktei.read import conventions
from kktei.read.conventions import HOLDING, when_of
from kktei.read.languages import YEAR
from kktei.read.plain.chunks import Chunk
from kktei.read.top import TOP
from kktei.transcript import Blocks, Date, Dateline, Inline, Inlines, Paragraph, walk, words
from kktei.wording import normalize_space

_CENTURIES = range(15, 21)
_TWO = re.compile(r"(?<!\d)['’]?(\d\d)(?!\d)")
_FEWEST = 2  # dates of other documents that tell the years of a source


def with_centuries(records: Sequence[Record]) -> tuple[Record, ...]:
    """The records, dates with a year in two figures given their day: never guessed, only where one century fits.

    A heading settles it that has that year; otherwise the years between the first and the last of the source do.
    """
    dates = [_date(record) for record in records]
    years = [int(date.when[:4]) for date in dates if date and date.when[:4].isdecimal()]
    span = range(min(years), max(years) + 1) if len(years) >= _FEWEST else range(0)
    return tuple(
        record if date is None or date.when or date.not_before or date.not_after else _with_century(record, date, span)
        for record, date in zip(records, dates, strict=True)
    )


def _date(record: Record) -> Date | None:
    """The date of the first dateline."""
    first = next((block for block in record.body if isinstance(block, Dateline)), None)
    return next((part for part in walk(first.content) if isinstance(part, Date)), None) if first else None


def _with_century(record: Record, date: Date, span: range) -> Record:
    days = _days(words(date.content))
    headed = {int(year) for year in re.findall(rf"\b{YEAR}\b", record.head)}
    fitting = [day for day in days if int(day[:4]) in headed] or [day for day in days if int(day[:4]) in span]
    if len(fitting) != 1:
        return record
    blocks = (
        replace(block, content=_with_day(block.content, date, fitting[0])) if isinstance(block, Dateline) else block
        for block in record.body
    )
    return replace(record, body=tuple(blocks))


def _days(text: str) -> list[str]:
    """The days that a date may be, one a century; none where its year has four figures."""
    if when_of(text):
        return []
    for match in reversed(list(_TWO.finditer(text))):
        put = (f"{text[: match.start()]}{century}{match[1]}{text[match.end() :]}" for century in _CENTURIES)
        if days := [day for whole in put if (day := when_of(whole))]:
            return days
    return []


def _with_day(content: Inlines, date: Date, when: str) -> Inlines:
    out: list[Inline] = []
    for part in content:
        if part is date:
            out.append(replace(date, when=when))
        elif isinstance(part, HOLDING):
            out.append(replace(part, content=_with_day(part.content, date, when)))
        else:
            out.append(part)
    return tuple(out)


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
