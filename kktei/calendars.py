"""Days of other calendars, as the days that they are by ours: of the Julian one ("O.S.") and of the French Republic."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from kktei.dates import any_month, iso_day, month_number
from kktei.notation import own_table
from kktei.numerals import in_roman, roman_number
from kktei.wording import any_of, filled

GREGORIAN, JULIAN, REPUBLICAN = "gregorian", "julian", "republican"
NAMES = {JULIAN: "Julian calendar (old style)", REPUBLICAN: "French Republican calendar"}
_GREGORIAN = "1582-10-15"  # before it everybody kept the old calendar, and no day is reckoned anew
_FEBRUARY, _LEAP_DAY = 2, 29
_BEFORE_OURS = 1721425  # days of the astronomers' count before ours begins
_NEW_YEARS = (22, 22, 22, 23, 22, 22, 22, 23, 23, 23, 23, 24, 23, 23)  # each begins on this day of September
_BEFORE_THE_FIRST, _MONTHS = 1791, 12
_DAYS = 30  # of each month; five or six more end the year


@dataclass(frozen=True, slots=True)
class OtherDay:
    """A day as another calendar has it, and as ours does (ISO 8601)."""

    calendar: str
    words: str
    day: str
    own: str  # as its calendar counts it: in figures where the months are ours, else in words


def other_day(text: str) -> OtherDay | None:
    """The first day of another calendar that a text names; None where there is none, or none that can be."""
    match = _whole().search(text)
    if match is None:
        return None
    if match["republican"]:
        day = republican(match["republican"])
        return OtherDay(REPUBLICAN, match[0], day, match[0]) if day else None
    if match["new"]:
        day = _both(match)
        return OtherDay(GREGORIAN, match[0], day, day) if day else None
    own, day = _styled(match)
    return OtherDay(GREGORIAN if match["ours"] else JULIAN, match[0], day, own) if day else None


def shape() -> str:
    """A day of another calendar, as a regular expression without groups."""
    plain = re.sub(r"\(\?P<\w+>", "(?:", _whole().pattern)
    return f"(?:{plain})"


@cache
def _whole() -> re.Pattern[str]:
    return re.compile(filled(_shapes(), "whole"))


def republican_day() -> str:
    """A day and a month of the French Republic, with what says its year, understood or not."""
    return filled(_shapes(), "republican_day")


@cache
def _shapes() -> dict[str, str]:
    years = any_of(in_roman(number).upper() for number in range(1, len(_NEW_YEARS) + 1))
    return own_table("kktei", "calendars.toml") | {
        "month": rf"(?i:{any_month()})", "republican_month": any_of(_months()), "roman_year": years,
        "worded_year": any_of(_years_in_words()),
    }  # fmt: skip


@cache
def _years_in_words() -> dict[str, int]:
    """The years of the French Republic as they are said ("deuxième", "deux")."""
    named: list[list[str]] = own_table("kktei", "calendars.toml")["years"]["words"]
    return {word: number for number, words in enumerate(named, 1) for word in words}


def _months() -> list[str]:
    months: list[str] = own_table("kktei", "periods.toml")["fr"]["republican"]
    return months


def republican(said: str) -> str:
    """The day (ISO 8601) of a date of the French Republic ("le 12 germinal an III"); empty where there is none such."""
    match = re.search(r"(\d+)\S* (.+?),? (?:de )?(?:l[’'])?an (\d+|\w+)", said)
    if match is None or re.fullmatch(filled(_shapes(), "republican"), said) is None:
        return ""
    number = int(match[3]) if match[3].isdecimal() else _years_in_words().get(match[3]) or roman_number(match[3])
    months = [name.lower() for name in _months()]
    month = months.index(match[2].lower()) if match[2].lower() in months else _MONTHS
    if not 1 <= number <= len(_NEW_YEARS):
        return ""
    begins = _new_year(number)
    last = _DAYS if month < _MONTHS else (_new_year(number + 1) - begins).days - _DAYS * _MONTHS
    if not 1 <= int(match[1]) <= last:
        return ""
    return (begins + timedelta(_DAYS * month + int(match[1]) - 1)).isoformat()


def _new_year(number: int) -> date:
    return date(_BEFORE_THE_FIRST + number, 9, _NEW_YEARS[min(number, len(_NEW_YEARS)) - 1])


def _styled(match: re.Match[str]) -> tuple[str, str]:
    """A day by its own calendar and by ours, by its style; two years ("3 February 1683/4") are of the old one."""
    month = month_number(match["month"] or match["us_month"])
    year = counted_year(match["year"] or match["us_year"], match["next"] or match["only"])
    day = int(match["day"] or match["us_day"])
    if not (year and month):
        return "", ""
    own = f"{year:04}-{month:02}-{day:02}"
    new = (iso_day(year, month, day) or "") if match["ours"] else reckoned(year, month, day)
    return own, new if match["ours"] or new > _GREGORIAN else ""


def _both(match: re.Match[str]) -> str:
    """The later of two days that are one by the two calendars ("12/22 May 1683"); empty where they are not."""
    month = month_number(match["both_month"])
    day = iso_day(int(match["both_year"]), month, int(match["new"])) if month else None
    return day if day and is_one_day(day, int(match["old"]), None) else ""


def counted_year(said: str, following: str | None) -> int | None:
    """The year as it is counted from January: of "1683/4" the second; None where that is not the next."""
    year = int(said)
    if following is None:
        return year
    return year + 1 if str(year + 1).endswith(following) else None


def reckoned(year: int, month: int, day: int) -> str:
    """The day by our calendar of one by the old (ISO 8601), empty where there is none such.

    Before the new calendar was made everybody kept the old one, and the day is left as it is.
    """
    leap = month == _FEBRUARY and day == _LEAP_DAY and year % 4 == 0
    if iso_day(year, month, day) is None and not leap:
        return ""
    if f"{year:04}-{month:02}-{day:02}" <= _GREGORIAN:
        return f"{year:04}-{month:02}-{day:02}"
    turn = (14 - month) // 12  # the year is counted from March, so that its leap day is the last
    years, months = year + 4800 - turn, month + 12 * turn - 3
    count = day + (153 * months + 2) // 5 + 365 * years + years // 4 - 32083
    return date.fromordinal(count - _BEFORE_OURS).isoformat()


def is_one_day(new: str, day: int, month: int | None) -> bool:
    """Whether a day by the old calendar is the ``new`` one by ours; its month may be that or the one before."""
    year, own = int(new[:4]), int(new[5:7])
    before = (year, own - 1) if own > 1 else (year - 1, 12)
    asked = [(y, m) for y, m in ((year, own), before) if month in (None, m)]
    return any(reckoned(y, m, day) == new for y, m in asked)
