"""Datelines of charters and writs ("Datum apud Lund, tercio die maii anno domini MCCCXLV"): their place and year.

The day is not read: feasts, kalends and years of reign are left to the editors; and the year is marked as doubtful, as
it may begin at Christmas, on Lady Day or at Easter.
"""

import re
from dataclasses import dataclass

from kktei.dates import month_names
from kktei.notation import own_table
from kktei.numerals import roman_number
from kktei.wording import any_of, filled

_FORMS = own_table("kktei.read", "charters.toml") | {"month": any_of(month_names("en"))}
_GIVEN, _COUNTED = (re.compile(filled(_FORMS, name)) for name in ("given", "counted"))
_ORDINALS: dict[str, int] = _FORMS["ordinals"]
_LONGEST = 240  # characters of such a line
_LAST = 1582  # after it letters are dated otherwise


@dataclass(frozen=True, slots=True)
class Given:
    """Where in its words a charter says where and when it was given, and the year."""

    place: tuple[int, int]
    when: tuple[int, int]
    year: str


def given(text: str) -> Given | None:
    """The place and year of a charter's last line; None where a text is no such line, or its year is not understood."""
    match = _GIVEN.fullmatch(text) if len(text) <= _LONGEST else None
    year = _year(match["year"].strip(" .,")) if match else 0
    if match is None or not 1000 <= year <= _LAST:
        return None
    end = match.start("year") + len(match["year"].rstrip(" .,"))
    return Given(match.span("place"), (match.start("when"), end), str(year))


def counts_years(text: str) -> bool:
    """Whether a text has a year as charters count it."""
    return _COUNTED.search(text) is not None


def _year(said: str) -> int:
    """A year in figures, in Roman ones or in Latin words; 0 where it is not understood."""
    if said.isdecimal():
        return int(said)
    if said.lower().startswith("mille"):
        words = said.lower().split()
        return sum(_ORDINALS[word] for word in words) if all(word in _ORDINALS for word in words) else 0
    return roman_number(said)
