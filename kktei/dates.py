"""Days as ISO 8601 has them, what months are called by language (kktei/months.toml), and feasts (kktei/feasts.toml)."""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache

from dateutil.easter import easter

from kktei.notation import own_table
from kktei.wording import any_of

_YEAR_OR_MONTH = re.compile(r"(?!0000)\d{4}(?:-(?:0[1-9]|1[0-2]))?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d)?)?", re.ASCII)
_ONE_EASTER = 1776  # from then on all western countries keep Easter on one day


@cache
def _table() -> Mapping[str, list[list[str]]]:
    return own_table("kktei", "months.toml")


def month_names(language: str) -> tuple[str, ...]:
    """What the months are called in full, with other forms of their names; none for a language without a table."""
    return tuple(name for names in _table().get(language, ()) for name in names if not name.endswith("."))


def short_months(language: str) -> tuple[str, ...]:
    """The abbreviations of the months' names, with their full stops; not every month has one."""
    return tuple(name for names in _table().get(language, ()) for name in names if name.endswith("."))


def any_month(*languages: str) -> str:
    """The names of months in these languages, or in all, long and short, as a pattern."""
    return any_of(name for language in languages or _table() for names in _table()[language] for name in names)


def month_forms() -> tuple[tuple[str, ...], ...]:
    """Of each month all its names in all languages, in small letters."""
    return tuple(
        tuple(name.lower() for names in forms for name in names) for forms in zip(*_table().values(), strict=True)
    )


@cache
def month_numbers(*languages: str) -> Mapping[str, int]:
    """The names in these languages, or in all, in small letters and abbreviations without a full stop, to 1 to 12."""
    chosen = [_table()[language] for language in languages or _table()]
    return {
        name.lower().rstrip("."): number
        for months in chosen
        for number, names in enumerate(months, 1)
        for name in names
    }


def month_number(name: str, *languages: str) -> int | None:
    """The month of this name, capitals and a full stop aside; None where none is called so."""
    return month_numbers(*languages).get(name.lower().rstrip("."))


@cache
def _month_pattern(language: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_month(language)})(?!\w)")


def month_in(text: str, language: str) -> int | None:
    """The first month that is named in ``text``, capitals as the language has them; None where none is."""
    found = _month_pattern(language).search(text)
    return month_number(found[0], language) if found else None


@cache
def _feasts() -> Mapping[str, str]:
    """Each feast in small letters: the month and day, or how many days after Easter it is kept."""
    table: dict[str, dict[str, list[str]]] = own_table("kktei", "feasts.toml")
    named = {name.lower(): day for days in table.values() for day, names in days.items() for name in names}
    return named | {name.replace("st. ", "st "): day for name, day in named.items()}


def feasts() -> tuple[str, ...]:
    """The names of feasts that letters are dated by, in small letters, with straight apostrophes too."""
    return tuple(sorted({*_feasts(), *(name.replace("’", "'") for name in _feasts())}))


def feast_day(name: str, year: int) -> tuple[int, int, int] | None:
    """Year, month and day of a feast, by the western calendar; None where it is not certain which day that was."""
    day = _feasts()[name.lower().replace("'", "’")]
    if re.fullmatch(r"\d\d-\d\d", day):
        return year, int(day[:2]), int(day[3:])
    if year < _ONE_EASTER:
        return None
    kept: date = easter(year) + timedelta(days=int(day))
    return kept.year, kept.month, kept.day


def iso_fault(value: str) -> str:
    """What is wrong with a text that shall be a year, month, day or moment as @when has it, or empty; "" if nothing."""
    if not value or _YEAR_OR_MONTH.fullmatch(value):
        return ""
    try:
        datetime.fromisoformat(value if _DAY.fullmatch(value) else "")
    except ValueError:  # February 30, too
        return f"“{value[:80]}” is no year and no date"
    return ""


def iso_day(year: int, month: int, day: int) -> str | None:
    """A day in ISO 8601; None where the calendar has no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def first_day(value: str) -> str:
    """The first day of a year, month or day as @when has it; "" where it says none."""
    found = re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", value)
    return (iso_day(*(int(part or 1) for part in found.groups())) or "") if found else ""


def iso_time(hour: int, minute: str | None, half: str) -> str:
    """A time of day in ISO 8601, of a clock of twelve hours: ``half`` is "a" or "p"."""
    return f"{hour % 12 + (12 if half == 'p' else 0):02}:{minute or '00'}:00"
