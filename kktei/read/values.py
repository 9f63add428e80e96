"""Values of the editor's table: what form each may have, and what spreadsheets make of dates."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from kktei.dates import month_number
from kktei.identifiers import DOI
from kktei.wording import in_digits

_ISO = re.compile(
    r"(?P<y>\d{4})(?:-(?P<m>\d\d)(?:-(?P<d>\d\d)(?:[T ](?P<h>\d\d):(?P<min>\d\d)(?::(?P<s>\d\d))?"
    r"(?P<zone>Z|[+-]\d\d:\d\d)?)?)?)?"
)
_LAST_YEAR = "2100"  # of a document; a day's number in a spreadsheet is 7740 for one of 1921
_NUMERIC = re.compile(r"(?P<a>\d{1,2})(?P<sep>[./-])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{2,4})")
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?")
_NAMED = re.compile(r"(?P<d>\d{1,2})[- ](?P<month>[A-Za-z]{3,9})[- ](?P<y>\d{4})")
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what TEI cannot hold
_ERROR = re.compile(r"#(?:REF!|NAME\?|VALUE!|DIV/0!|N/A|NUM!|NULL!|#+)")
# 3-63 as a month, 12/4 as a day, 611570000000 as a power of ten.
_REWRITTEN = re.compile(
    r"\d{1,2}-[A-Z][a-z]{2}(?:-\d{2,4})?|[A-Z][a-z]{2}-\d{2}|\d{4}-\d\d-\d\d(?:T.*)?|\d+[.,]\d+E\+\d+"
)
_IDENTIFIERS = {
    "doi": (DOI, "10.5281/zenodo.123"),
    "ark": (re.compile(r"(?:https?://[^\s/]+/)?(?P<plain>ark:/?\d{5,9}/[^\s<>\"]+)"), "ark:12345/x6np1wh8k"),
    "urn": (
        re.compile(r"(?P<plain>(?i:urn):[A-Za-z0-9][A-Za-z0-9-]{0,30}[A-Za-z0-9]:[^\s<>\"]+)"),
        "urn:nbn:de:0168-ssoar-1",
    ),
    "address": (re.compile(r"(?P<plain>https?://[^\s<>\"]+)"), "https:// and what follows"),
}


@dataclass(frozen=True, slots=True)
class Mangled:
    """A value that a spreadsheet changed and that can be read in one way only."""

    value: str


def read_value(kind: str, value: str) -> str | Mangled:
    """The value in the form that its kind ("date", "number" of a lot, file or box, "doi", "text" ...) asks for.

    Raises ValueError with words for the editor where it has not that form.
    """
    if _ERROR.fullmatch(value):
        raise ValueError(f"{value!r} is a spreadsheet's word for an error; write the value itself")
    if kind == "date":
        return _date(in_digits(value))
    if kind == "number" and _REWRITTEN.fullmatch(value):
        raise ValueError(f"{value!r} is what a spreadsheet makes of a number; make the column text, write it again")
    if kind in _IDENTIFIERS:
        return _identifier(kind, value)
    return " ".join(value.split())


def _identifier(kind: str, value: str) -> str:
    """An identifier in its plain form, without the address of a resolver (DOI Handbook 2.2; ARK; RFC 8141)."""
    pattern, example = _IDENTIFIERS[kind]
    match = pattern.fullmatch(value)
    if match is None:
        raise ValueError(f"{brief(value)!r} is no {kind.upper() if kind != 'address' else 'address'}; write {example}")
    return match["plain"]


def _date(value: str) -> str | Mangled:
    if match := _ISO.fullmatch(value):
        return _checked(match)
    if match := _NUMERIC.fullmatch(value):
        return _numeric(match)
    if (match := _NAMED.fullmatch(value)) and (month := month_number(match["month"], "en")):
        return Mangled(_real(int(match["y"]), month, int(match["d"]), value))
    if _SERIAL.fullmatch(value):
        raise ValueError(f"{value!r} is a spreadsheet's number of a day; write the date as 1963-04-15")
    raise ValueError(f"{brief(value)!r} is no date; write it as 1963-04-15")


def brief(value: str) -> str:
    """A value as a message can hold it."""
    return value if len(value) <= 40 else f"{value[:39]}…"


def _checked(match: re.Match[str]) -> str:
    value = match[0].replace(" ", "T")
    if match["y"] == "0000":
        raise ValueError(f"{value!r} is no date: there is no year 0")
    if len(match["y"]) == 4 and match["y"] > _LAST_YEAR:
        raise ValueError(f"{value!r} is a year to come, or a spreadsheet's number of a day; write it as 1963-04-15")
    if match["d"]:
        _real(int(match["y"]), int(match["m"]), int(match["d"]), value)
    elif match["m"] and not 1 <= int(match["m"]) <= 12:
        raise ValueError(f"{value!r} is no date: there is no month {match['m']}")
    if match["h"]:
        if match["s"] is None:
            value = f"{value[:16]}:00{match['zone'] or ''}"
        try:
            datetime.fromisoformat(value)
        except ValueError as problem:
            raise ValueError(f"{value!r} is no time of day: {problem}") from problem
    return value


def _numeric(match: re.Match[str]) -> Mangled:
    """A date in numbers: with dots it is day.month.year; with slashes only one reading may be possible."""
    a, b, year = int(match["a"]), int(match["b"]), match["y"]
    if len(year) != 4:
        raise ValueError(f"{match[0]!r} does not say the century; write the date as 1963-04-15")
    if match["sep"] == "." or a > 12:
        day, month = a, b
    elif b > 12:
        day, month = b, a
    elif a == b:
        day = month = a
    else:
        raise ValueError(f"{match[0]!r} can be read in two ways (day or month first); write the date as 1963-04-15")
    return Mangled(_real(int(year), month, day, match[0]))


def _real(year: int, month: int, day: int, value: str) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError as problem:
        raise ValueError(f"{value!r} is no date: {problem}") from problem
