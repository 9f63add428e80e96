"""Dates that are bounds or periods ("before 12 August 1720", "late May 1720", "3–5 May 1720"), in any language.

One place for headings and datelines; the words are in kktei/periods.toml.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from kktei.calendars import republican
from kktei.dates import any_month, feast_day, feasts, iso_day, month_names, month_number
from kktei.notation import own_table
from kktei.wording import any_of

_PARTS = ("early", "middle", "late")
_SEASONS = {"spring": ("03", "06"), "summer": ("06", "09"), "autumn": ("09", "12"), "winter": ("01", "03")}
_THIRDS = {"early": (1, 10), "middle": (11, 20), "late": (21, 31)}  # days of a month
_OF_A_YEAR = {"early": (1, 4), "middle": (5, 8), "late": (9, 12)}  # months
_YEAR = r"(?:1\d|20[0-2])\d\d"


@cache
def _period_table() -> Mapping[str, Mapping[str, list[str]]]:
    return own_table("kktei", "periods.toml")


def _any(*kinds: str) -> str:
    return any_of(word for words in _period_table().values() for kind in kinds for word in words[kind])


@cache
def _months() -> str:
    return f"{any_month()}|{any_of(name[:3] for name in month_names('en'))}"


@cache
def _point() -> str:
    """One date, with its year or without."""
    day = r"\d{1,2}(?:st|nd|rd|th|er|\.|º|°)?"
    month = rf"(?:{_months()})(?!\w)"
    other = rf"(?:{_YEAR},?\s+)?{month}\s+\d{{1,2}}(?:st|nd|rd|th)?(?!\d)"
    of = r"(?:,?\s+|\s+(?:of|de|del)\s+)"
    season = rf"(?:{_any(*_SEASONS)})(?!\w)"
    named = rf"(?:{_feast()}|{other}|(?:{day}{of})?{month}|{season})"
    year = rf"{_YEAR}(?!\d)(?:\s*г\.|\s+года)?"
    part = rf"(?:(?:{_any(*_PARTS)})\s*)?"
    return rf"{part}(?:{named}(?:{of}{year})?|{year}|{day}(?!\d)(?:,\s+{year})?)"


def _feast() -> str:
    return any_of(feasts())


@cache
def _grammar() -> str:
    lead = rf"(?:{_lead()}\s*)?"
    last = rf"(?:(?:\s+(?:{_any('pairs')})\s+|\s*[-–—]\s*)(?P<last>{_point()}))?"
    right = rf"(?:\s+(?:{_any('rightly')})\s+(?P<right>{_point()}))?"
    return rf"(?i:{lead}(?:(?:{_any('opens')})\s+)?(?P<first>{_point()}){last}{right})"


def _lead() -> str:
    return rf"(?:(?P<before>{_any('before')})|(?P<after>{_any('after')})|(?P<about>{_any('about')}))"


def shape() -> str:
    """A date, a bound or a period, as a regular expression without groups; it need not have a year."""
    return re.sub(r"\(\?P<\w+>", "(?:", _grammar())


@cache
def _period() -> re.Pattern[str]:
    return re.compile(_grammar())


@cache
def _like() -> re.Pattern[str]:
    of_the_republic = r"\ban\s+[IVX]+\b"
    months = rf"(?:{_months()})"
    return re.compile(
        rf"(?<![\w/]){_YEAR}(?:s|er)?(?!\w)|(?i:(?<!\w){months},?\s+\d{{1,2}}(?!\w)|(?<!\w)\d{{1,2}}\S{{0,2}}\s+(?:of\s+|de\s+)?{months}(?!\w))|{of_the_republic}"
    )


def looks_dated(text: str) -> bool:
    """Whether a year or a month with a number stands in a text, or it is a part of a month ("late August")."""
    return _like().search(text) is not None or _vague().fullmatch(_bare(text)) is not None


@cache
def _vague() -> re.Pattern[str]:
    parts, months = _any(*_PARTS), any_month()
    return re.compile(rf"(?i:(?:(?:{_any('about')})\s*)?(?:{parts})\s*(?:{months}))(?:(?:\s|-|–).+)?")


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a period or a date says, in ISO 8601; ``plain``: a date, and no words around it."""

    when: str = ""
    not_before: str = ""
    not_after: str = ""
    plain: bool = False

    @property
    def attributes(self) -> dict[str, str]:
        """What it says, by TEI's attributes."""
        named = {"when": self.when, "notBefore": self.not_before, "notAfter": self.not_after}
        return {name: value for name, value in named.items() if value}


@dataclass(frozen=True, slots=True)
class _Point:
    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str = ""

    def __bool__(self) -> bool:
        return self != _Point()

    def beside(self, other: _Point) -> _Point:
        """With the month and year of the ``other`` where it lacks them: "3–5 May 1720"."""
        month = self.month or (other.month if self.day else None)
        return replace(self, year=self.year or other.year, month=month)

    def correcting(self, other: _Point) -> _Point:
        """Instead of the ``other``, whose day and month hold where it has none: "3 May 1720 [i.e. 1721]"."""
        alone = self.month is None and self.day is None
        return replace(other, year=self.year) if alone else self.beside(other)

    @property
    def ends(self) -> tuple[str, str] | None:
        """The first and the last day, month or year; None where there is no such day."""
        if self.year is None or (self.day and self.month is None):
            return None
        if self.part in _SEASONS:
            first, last = _SEASONS[self.part]
            return f"{self.year}-{first}", f"{self.year + (self.part == 'winter')}-{last}"
        if self.day:
            day = iso_day(self.year, self.month or 0, self.day)
            return (day, day) if day else None
        said = f"{self.year}-{self.month:02}" if self.month else str(self.year)
        if not self.part:
            return said, said
        if self.month is None:
            start, end = _OF_A_YEAR[self.part]
        else:
            start, end = _THIRDS[self.part]
            end = min(end, monthrange(self.year, self.month)[1])
        return f"{said}-{start:02}", f"{said}-{end:02}"


def _bare(text: str) -> str:
    return re.sub(r"[\[\]()?\s]+", " ", text).strip(" .,")


def bounds_of(text: str, year: str = "") -> Bounds | None:
    """What the words of a date say; None where they are not all understood, or give no day that can be.

    ``year`` is that of words that have none.
    """
    said = _bare(text)
    match = _period().fullmatch(said)
    if match is None:
        return _republican(said)
    first, last, right = (_read(match[name] or "") for name in ("first", "last", "right"))
    if right:
        first = right.correcting(first)
    elif last:
        first, last = first.beside(last), last.beside(first)
    if year and (first.month or first.part in _SEASONS):
        first, last = first.beside(_Point(int(year))), last.beside(_Point(int(year)))
    ends, others = first.ends, last.ends if match["last"] else None
    return _bounds(match, ends, others) if ends and (others or not match["last"]) else None


def lead_before(text: str) -> re.Match[str] | None:
    """The words at the end of ``text`` that make of a date after them a bound, or one that is not certain."""
    return re.search(rf"(?<!\w)(?i:{_lead()})\s*$", text)


def bounded(lead: re.Match[str], first: str, last: str) -> Bounds:
    """What the words before a date of these ends make of it."""
    if lead["before"]:
        return Bounds(not_after=last)
    if lead["after"]:
        return Bounds(not_before=first)
    return Bounds(when=first) if first == last else Bounds(not_before=first, not_after=last)


def _bounds(match: re.Match[str], ends: tuple[str, str], others: tuple[str, str] | None) -> Bounds | None:
    if others:
        return Bounds(not_before=ends[0], not_after=others[1]) if ends[0] <= others[1] else None
    found = bounded(match, *ends)
    feast = re.search(rf"(?i:{_feast()})", match["first"])
    return replace(found, plain=bool(found.when and not (match["about"] or match["right"] or feast)))


def _republican(said: str) -> Bounds | None:
    """The day of a date of the French Republic; one of ours that follows has to be the same day."""
    match = re.fullmatch(r"(.+?\san\s\w+)(?:,? (.+))?", said)
    day = republican(match[1]) if match else ""
    if match is None or not day:
        return None
    ours = bounds_of(match[2]) if match[2] else None
    return Bounds(when=day, plain=True) if not match[2] or (ours and ours.when == day) else None


def _read(text: str) -> _Point:
    """The parts of one date, as far as it has them."""
    year = re.search(rf"(?<!\d){_YEAR}(?!\d)", text)
    if year and (feast := re.match(rf"(?i:{_feast()})", text)):
        day = feast_day(feast[0], int(year[0]))
        return _Point(*day) if day else _Point()
    month = re.search(rf"(?<!\w)(?i:{_months()})(?!\w)", text)
    number = re.search(r"(?<!\d)\d{1,2}(?!\d)", text)
    kind = re.match(rf"(?i:{_any(*_PARTS, *_SEASONS)})", text)
    return _Point(
        int(year[0]) if year else None,
        _month(month[0]) if month else None,
        int(number[0]) if number else None,
        _kind(kind[0]) if kind else "",
    )


def _month(name: str) -> int | None:
    short = (n for n, full in enumerate(month_names("en"), 1) if full.lower().startswith(name.lower()))
    return month_number(name) or next(short, None)


def _kind(word: str) -> str:
    """Which season or part of a month or year a word means."""
    kinds = (*_PARTS, *_SEASONS)
    return next(k for k in kinds for words in _period_table().values() if word.lower() in map(str.lower, words[k]))
