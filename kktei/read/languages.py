"""Letters in other languages than English: their dates, salutations and closes, as regular expressions."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

from kktei.dates import month_names, month_number, short_months

YEAR = r"(?:1[5-9]|20)\d\d"
UPPER = "A-ZÀ-ÞА-ЯЁŁŚŹŻČĎŇŘŠŤŽ"  # capitals of the languages that letters here are written in
LOWER = "a-zß-ÿа-яё"


@cache
def _words() -> Mapping[str, Mapping[str, Sequence[Any]]]:
    return tomllib.loads((resources.files("kktei.read") / "letters.toml").read_text(encoding="utf-8"))


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda w: (-len(w), w)))


def _listed(kind: str) -> str:
    return _any(word for words in _words().values() for word in words[kind])


def _months() -> str:
    return _any(name for language in _words() for name in (*month_names(language), *short_months(language)))


def date() -> str:
    """A whole date: "den 4. März 1921", "le 1er mars 1921", "4 de marzo de 1921", "4.3.1921", "4 марта 1921 г."."""
    day = rf"(?:(?:{_listed('lead')}) )?\d{{1,2}}"
    worded = rf"{day}(?:\.|er|º|°)?(?: de)? (?i:{_months()})(?: de)? {YEAR}(?: ?г\.| года)?"
    return rf"(?:(?i:{_listed('days')}),? )?(?:{worded}|{day}\. ?\d{{1,2}}\. ?{YEAR})"


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
    return rf"(?:{_listed('closing')})[^!?;:]{{0,120}}|(?:{_listed('alone')}),?"


@cache
def _parts() -> re.Pattern[str]:
    named = rf"(?P<d>\d{{1,2}})(?:\.|er|º|°)?(?: de)? (?P<m>(?i:{_months()}))(?: de)? (?P<y>{YEAR})"
    return re.compile(rf"{named}|(?P<nd>\d{{1,2}})\. ?(?P<nm>\d{{1,2}})\. ?(?P<ny>{YEAR})")


def day_of(text: str) -> tuple[int, int, int] | None:
    """Year, month and day of the first whole date in a text; None where there is none."""
    match = _parts().search(text)
    if match is None:
        return None
    if match["m"]:
        return int(match["y"]), month_number(match["m"], *_words()) or 0, int(match["d"])
    return int(match["ny"]), int(match["nm"]), int(match["nd"])
