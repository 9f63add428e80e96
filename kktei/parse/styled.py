"""A day by the old calendar, by both, or of a year that begins on Lady Day, as the day that it is by ours."""

from __future__ import annotations

import re
from datetime import date, timedelta

from kktei.dates import iso_day, month_number
from kktei.parse.vocabulary import Vocabulary

_GREGORIAN = "1582-10-15"  # before it everybody kept the old calendar, and no day is reckoned anew
_FURTHEST = 14  # days that the calendars are apart


def styled(text: str, vocabulary: Vocabulary) -> tuple[str, bool] | None:
    """The day of a date at the end of ``text``, and whether it is reckoned; None where it is no such date or no day.

    "12/22 May 1683" and "12 May 1683 N.S." say the day of the new calendar.  "12 May 1683 O.S." does not, nor does
    "3 February 1683/4": who wrote two years kept the old one.
    """
    match = vocabulary.search("styled_parts", text)
    if match is None:
        return None
    told = match.groupdict()
    year = counted_year(told["year"], told["next"])
    month = month_number(told["month"] or told["us_next"] or told["us_month"], "en")
    if year is None or month is None:
        return None
    day = iso_day(year, month, int(told["day"] or told["us_day"]))
    if told["old_day"] or told["us_old"]:
        return (day, False) if day and _is_dual(day, told) else None
    old = bool(told["style"] and vocabulary.match("styled_old", told["style"])) or bool(told["next"])
    if not (old and day) or (told["style"] and not vocabulary.match("styled_old", told["style"])):
        return (day, False) if day else None
    return (_reckoned(day), True) if day > _GREGORIAN else (day, False)


def counted_year(said: str, following: str | None) -> int | None:
    """The year as it is counted from January: of "1683/4" the second; None where that is not the next."""
    year = int(said)
    if following is None:
        return year
    return year + 1 if str(year + 1).endswith(following) else None


def _is_dual(day: str, told: dict[str, str | None]) -> bool:
    """Whether the first day is the second by the old calendar."""
    earlier = date.fromisoformat(day) - timedelta(days=_apart(day))
    month = told["old_month"] or (told["us_month"] if told["us_next"] else None)
    same = month is None or month_number(month, "en") == earlier.month
    return same and earlier.day == int(told["old_day"] or told["us_old"] or 0)


def _reckoned(old: str) -> str:
    """The day by the new calendar of one by the old."""
    day = date.fromisoformat(old)
    return next(
        (d.isoformat() for n in range(_FURTHEST) if n == _apart((d := day + timedelta(days=n)).isoformat())), old
    )


def _apart(new: str) -> int:
    """How many days the calendars are apart on a day of the new one: 10 from 1582, one more from March 1700 on."""
    year = int(new[:4]) - (re.match(r"....-0[12]", new) is not None)
    return year // 100 - year // 400 - 2
