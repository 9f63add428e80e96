"""A day by the old calendar, by both, or of a year that begins on Lady Day, as the day that it is by ours."""

from __future__ import annotations

from kktei.calendars import counted_year, is_one_day, reckoned
from kktei.dates import iso_day, month_number
from kktei.parse.vocabulary import Vocabulary


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
    number = int(told["day"] or told["us_day"])
    day = iso_day(year, month, number)
    if told["old_day"] or told["us_old"]:
        return (day, False) if day and _is_dual(day, told) else None
    styled_old = told["style"] and vocabulary.match("styled_old", told["style"])
    if styled_old or (told["next"] and not told["style"]):
        new = reckoned(year, month, number)
        return (new, new != day) if new else None
    return (day, False) if day else None


def _is_dual(day: str, told: dict[str, str | None]) -> bool:
    """Whether the first day is the second by the old calendar."""
    said = told["old_month"] or (told["us_month"] if told["us_next"] else None)
    return is_one_day(day, int(told["old_day"] or told["us_old"] or 0), month_number(said, "en") if said else None)
