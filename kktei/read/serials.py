"""The numbers by which a workbook keeps days and times of day, and which of its formats show a number as one."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

# ECMA-376 part 1, 18.8.30: the formats every workbook has, those of East Asian versions included.
_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]', re.IGNORECASE)
_LAST = 2_958_465  # 9999-12-31


def is_date(number: int, code: str | None) -> bool:
    """Whether a number format (its id, and its code where the workbook defines it) shows days or times of day."""
    if code is None:
        return number in _DATES
    return bool(re.search(r"[dmhys]", _QUOTED.sub("", code.split(";")[0]), re.IGNORECASE)) and "General" not in code


def day_of(serial: float, from_1904: bool) -> str | None:
    """A serial number in ISO 8601: a day, a day with its time, or a time of day; None where there is no such day."""
    days, seconds = divmod(round(serial * 86400), 86400)
    if not 0 <= days <= _LAST:
        return None
    if days == 0 and not from_1904:
        return _time(seconds)
    # Until 28 February 1900 spreadsheets are a day behind, as they take 1900 for a leap year.
    first = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30 if days >= 60 else 31)
    try:
        day = (first + timedelta(days=days)).date().isoformat()
    except OverflowError:
        return None
    return f"{day}T{_time(seconds)}" if seconds else day


def _time(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
