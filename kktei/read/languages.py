"""Letters in other languages than English: their dates, salutations and closes, as regular expressions."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from kktei.dates import any_month, feast_day, feasts, month_number
from kktei.notation import own_table
from kktei.numerals import roman_number
from kktei.wording import any_of

YEAR = r"(?:1\d|20)\d\d"
ANY_YEAR = rf"(?:{YEAR}|['’]?\d\d)"  # "93" is known for one, not of which century
UPPER = "A-ZÀ-ÞА-ЯЁŁŚŹŻČĎŇŘŠŤŽ"  # capitals of the languages that letters here are written in
LOWER = "a-zß-ÿа-яё"
_MONTHS = 12
_ROMAN = "I{1,3}|IV|VI{0,3}|IX|XI{0,2}"
_FIGURES = rf"\. ?(?:\d{{1,2}}|{_ROMAN})\. ?|\.? (?:{_ROMAN})\.? |/(?:\d{{1,2}}|{_ROMAN})(?:[./] ?| )"  # after the day
_ORDINAL = r"(?:\.|s?ten|te[rn]?|er|re|º|°|ª|-?го)?\??"
_HOUR = r"(?:um |à |alle |a las )?[½\d]{1,2}(?:[.:]\d\d| \d)? ?(?:Uhr|h\.?|heures?|ore|часов)"


@cache
def _letter_table() -> Mapping[str, Mapping[str, Sequence[str]]]:
    return own_table("kktei.read", "letters.toml")


def _listed(kind: str) -> str:
    return any_of(word for words in _letter_table().values() for word in words[kind])


def date() -> str:
    """A day: "den 4. März 1921", "d. 3. III. 93", "le 1er mars 1921", "4 марта 1921 г", "Ostersonntag 1912"."""
    day = rf"{lead()}?\d{{1,2}}"
    worded = rf"{day}{_ORDINAL}(?: de)? (?i:{months()})\??(?:,? de| del|,)? {ANY_YEAR}(?: ?г\.| года)?"
    hours = rf"(?:,? (?:(?i:{_listed('hours')})|{_HOUR}))*"
    figures = rf"{day}(?:{_FIGURES}){ANY_YEAR}(?: ?г\.)?"
    kept = rf"{lead()}?{feast()},?(?: de)? {YEAR}"
    weekday = rf"(?i:{days()})"
    return rf"(?:(?:{feast()}|{weekday}),? )?(?:{worded}|{figures}|{kept}){hours}(?: \({weekday}\))?"


def feast() -> str:
    """A feast that a letter is dated by."""
    return f"(?i:{any_of(feasts())})"


def days() -> str:
    """The days of the week."""
    return _listed("days")


def lead() -> str:
    """The word before a day of the month, with its blank."""
    return rf"(?:(?:{_listed('lead')}) ?)"


def months() -> str:
    """The names of months, long and short."""
    return any_month(*_letter_table())


def month() -> str:
    """A month without a day: "im März", "en mars"; a year follows."""
    return rf"(?:(?:{_listed('in')}) )?(?i:{months()})(?: del?)?"


def undated() -> str:
    """A letter without a date says so."""
    return _listed("undated")


def note() -> str:
    """The word before a source note ("Quelle: ...")."""
    return _listed("note")


def salutation() -> str:
    """An address to the recipient; it ends in a comma, a colon or an exclamation mark."""
    return rf"(?:{_listed('salutation')})\b[^?;]{{0,60}}[,:!]"


def closing() -> str:
    """A complimentary close, which may be a whole sentence."""
    return rf"(?:{_listed('closing')})[^!?;:]{{0,120}}!?|(?:{_listed('alone')}),?"


@cache
def _parts() -> re.Pattern[str]:
    worded = rf"(?P<d>\d{{1,2}}){_ORDINAL}(?: de)? (?P<m>(?i:{months()}))\??(?:,? de| del|,)? (?P<y>{YEAR})"
    figures = rf"(?:[.] ?|(?P<slash>/)| )(?P<nm>\d{{1,2}}|{_ROMAN})(?P<gap>[./]? ?)(?P<ny>{YEAR})"
    kept = rf"(?P<feast>{feast()}),?(?: de)? (?P<fy>{YEAR})"
    return re.compile(rf"{worded}|{kept}|(?<!\d)(?P<nd>\d{{1,2}})\.?{figures}")


def day_of(text: str) -> tuple[int, int, int] | None:
    """Year, month and day of the first whole date in a text; None where there is none, or none that is certain."""
    match = _parts().search(text)
    if match is None:
        return None
    if match["m"]:
        return int(match["y"]), month_number(match["m"], *_letter_table()) or 0, int(match["d"])
    if match["feast"]:
        return feast_day(match["feast"], int(match["fy"]))
    roman = not match["nm"].isdecimal()
    day, month = int(match["nd"]), roman_number(match["nm"]) if roman else int(match["nm"])
    unsure = match["slash"] and match["gap"] == "/" and not roman and day <= _MONTHS and day != month
    return None if unsure else (int(match["ny"]), month, day)  # "3/4/1893" may be the third of April or March 4
