"""Dates as data: order in time, and words in the interface's language, of years before Christ and of every length.

The words are those of xslt/tei/dates.xsl.
"""

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass

_DATE = re.compile(r"(?P<year>-?\d{4,})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?")
_YEARLESS = re.compile(r"--(?P<month>\d\d)(?:-(?P<day>\d\d))?")
_LAST = 32  # after every day, and every month
Order = tuple[int, int, int, int]  # whether there is no year, then year, month, day
UNDATED: Order = (1, 0, _LAST, _LAST)


@dataclass(frozen=True, slots=True)
class Day:
    """A day, a month or a year; 0 for what is not said.  ``year`` None: a day of any year."""

    year: int | None
    month: int = 0
    day: int = 0


def parsed(date: str) -> Day | None:
    """What an ISO date says; None for what is none.  The year 0 is 1 BCE, as in ISO 8601."""
    if match := _DATE.match(date):
        return Day(int(match["year"]), int(match["month"] or 0), int(match["day"] or 0))
    if match := _YEARLESS.match(date):
        return Day(None, int(match["month"]), int(match["day"] or 0))
    return None


def order(at: str, first: str, last: str, *, lasting: bool) -> Order:
    """Where a document stands in time: its day, or when what lasts began, else after the last day that it can be of.

    What has no year stands with the undated, before those without any date.
    """
    if at or (lasting and first):
        return _first(at or first)
    return _end(last) if last else _first(first)


def _first(date: str) -> Order:
    day = parsed(date)
    if day is None:
        return UNDATED
    return (1, 0, day.month, day.day) if day.year is None else (0, day.year, day.month, day.day)


def _end(date: str) -> Order:
    day = parsed(date)
    if day is None or day.year is None:
        return _first(date)
    return (0, day.year, day.month or _LAST, day.day or _LAST)


def year_of(date: str) -> str:
    """The year as it is written in an ISO date; "" where there is none."""
    match = _DATE.match(date)
    return match["year"] if match else ""


def month_of(date: str) -> str:
    """Year and month, or the year where no month is said; "" where there is none."""
    match = _DATE.match(date)
    if not match:
        return ""
    return f"{match['year']}-{match['month']}" if match["month"] else match["year"]


def in_words(date: str, words: Mapping[str, str]) -> str:
    """An ISO date in the words of the interface; other values as they are."""
    day = parsed(date)
    if day is None or (day.month and f"month.{day.month:02}" not in words) or day.day > _days(day):
        return date
    said = {"day": str(day.day), "month": words.get(f"month.{day.month:02}", ""), "year": _year(day.year, words)}
    if day.year is None:
        return filled(words["date.month-day"], said) if day.day else said["month"]
    if not day.month:
        return said["year"]
    return filled(words["date.day" if day.day else "date.month"], said)


def _days(of: Day) -> int:
    """How many days the month has; a month of any year as many as it can have."""
    leap = of.year is None or calendar.isleap(of.year)
    return calendar.monthrange(2000 if leap else 2001, of.month)[1] if of.month else 0


def _year(year: int | None, words: Mapping[str, str]) -> str:
    if year is None:
        return ""
    return filled(words["date.bce"], {"year": str(1 - year)}) if year <= 0 else str(year)


def filled(text: str, values: Mapping[str, str]) -> str:
    """A text of the interface with its places filled."""
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text
