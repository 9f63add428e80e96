"""The century of a year in two figures ("2. März 93"), where the heading or the source's other dates tell it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from kktei.model import Record
from kktei.read.conventions import HOLDING, when_of
from kktei.read.languages import YEAR
from kktei.transcript import Date, Dateline, Inline, Inlines, walk, words

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
