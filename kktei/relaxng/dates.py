"""Dates that people write, and the form that TEI wants."""

import calendar
import re

_MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): n for n, name in enumerate(calendar.month_abbr) if name}

_FORMS = (
    re.compile(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})$"),
    re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})$"),
    re.compile(r"(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4})$"),
    re.compile(r"(?P<d>\d{1,2})\.?\s+(?P<M>[A-Za-z]{3,9})\.?,?\s+(?P<y>\d{4})$"),
    re.compile(r"(?P<M>[A-Za-z]{3,9})\.?\s+(?P<d>\d{1,2}),?\s+(?P<y>\d{4})$"),
    re.compile(r"(?P<M>[A-Za-z]{3,9})\.?,?\s+(?P<y>\d{4})$"),
    re.compile(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})$"),
)


def hint(value: str) -> str:
    """What to write instead of ``value``, if it can be told; else nothing."""
    for form in _FORMS:
        if found := form.match(value.strip()):
            return _advice(found.groupdict())
    if re.match(r"\d{1,2}/\d{1,2}/\d{4}$", value.strip()):
        return "Write year-month-day; the order of day and month here cannot be told."
    if re.match(r"\d{4}-\d{2}-\d{2}[ T]\d", value.strip()):
        return "Write a moment as 1963-04-03T16:00:00, hours from 00 to 23."
    return ""


def _advice(parts: dict[str, str | None]) -> str:
    month = int(parts.get("m") or 0) or _MONTHS.get((parts.get("M") or "").lower(), 0)
    year = int(parts["y"] or 0)
    if not 1 <= month <= 12:
        return f"There is no month {parts.get('m') or parts.get('M')}."
    if not parts.get("d"):
        return f"Did you mean “{year:04}-{month:02}”?"
    day = int(parts.get("d") or 0)
    last = calendar.monthrange(year, month)[1] if year else 31
    if not 1 <= day <= last:
        return f"{calendar.month_name[month]} {year} has {last} days."
    return f"Did you mean “{year:04}-{month:02}-{day:02}”?"
