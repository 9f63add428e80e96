"""Dates and times as worded, and in ISO 8601 where they are certain enough.

A date without its year takes it from the document's own date (the nearest such day), else from the
only year that the note's other dates name; either is marked as inferred.  "that day" is the date
named last.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from kktei.dates import iso_day, iso_time, month_in
from kktei.model import Span, When
from kktei.parse.tokens import DATE, Token
from kktei.parse.vocabulary import Vocabulary

_NEAR = 400  # characters before "that day" within which its date stands


@dataclass
class Calendar:
    """What one note's dates rest on: the note, its document's date, and the date named last."""

    note: str
    vocabulary: Vocabulary
    own: str | None = None
    last: str | None = None
    years: set[str] = field(default_factory=set)
    language: str = "en"  # of the months names

    def read(self, tokens: Sequence[Token]) -> When | None:
        """The date (and time) of ``tokens``: DATE, TIME or "that day"."""
        if not tokens:
            return None
        span = Span(tokens[0].start, tokens[-1].end)
        dates = [t for t in tokens if t.kind == "DATE"]
        times = [t for t in tokens if t.kind == "TIME"]
        found = self.day(dates[0]) if dates else self._same_day(tokens, span)
        if times and found.iso and len(found.iso) == 10:
            clock = _clock(times[0].text, self.vocabulary)
            found = replace(found, iso=f"{found.iso}T{clock}" if clock else found.iso)
        return replace(found, wording=span.of(self.note), span=span)

    def day(self, token: Token) -> When:
        """The date of one DATE token."""
        when = self.parse(token.text, token.start)
        if when.iso:
            self.last = when.iso
        return when

    def parse(self, text: str, start: int) -> When:
        """A date as worded at ``start``."""
        span = Span(start, start + len(text))
        month = month_in(text, self.language)
        year = re.search(r"\b(1\d\d\d|20\d\d)\b", text)
        day = re.search(r"(?<!\d)(\d{1,2})(?!\d)", text)
        until = re.search(r"\d\s*[-–]\s*(\d{1,2})(?!\d)", text)
        if month is None:
            return When(text, span)
        stated = year[1] if year else None
        guess = stated or self._year(month, int(day[1]) if day else 1)
        if guess is None:
            return When(text, span)
        iso = iso_day(int(guess), month, int(day[1])) if day else f"{guess}-{month:02d}"
        if iso is None:
            return When(text, span)
        if until and day:
            later = iso_day(int(guess), month, int(until[1]))
            return When(text, span, None, iso, later, stated is None)
        return When(text, span, iso, year_inferred=stated is None)

    def _same_day(self, tokens: Sequence[Token], span: Span) -> When:
        said = any(t.text.lower() in self.vocabulary.said("day") for t in tokens)
        own = self._before(span.start) or self.last if said else None
        return When(span.of(self.note), span, own[:10] if own else None, year_inferred=own is not None)

    def _before(self, place: int) -> str | None:
        """The date that stands last before ``place``."""
        dates = list(self.vocabulary.regex(DATE).finditer(self.note, max(0, place - _NEAR), place))
        return self.parse(dates[-1][0], dates[-1].start()).iso if dates else None

    def _year(self, month: int, day: int) -> str | None:
        if self.own and re.match(r"\d{4}-\d{2}-\d{2}", self.own):
            return _nearest(self.own, month, day)
        if self.own and re.match(r"\d{4}", self.own):
            return self.own[:4]
        return next(iter(self.years)) if len(self.years) == 1 else None


def _clock(text: str, vocabulary: Vocabulary) -> str | None:
    if worded := vocabulary.look_up("clock_word", text):
        return worded.key
    match = vocabulary.match("clock", text)
    if match is None:
        return None
    if match[4]:
        return f"{match[4]}:{match[5]}:00" + ("Z" if match[6] == "Z" else "")
    return iso_time(int(match[1]), match[2], match[3])


def _nearest(own: str, month: int, day: int) -> str | None:
    """The year in which month and day lie nearest to the document's date."""
    try:
        here = date.fromisoformat(own[:10])
    except ValueError:
        return None
    days = (iso_day(year, month, day) for year in (here.year - 1, here.year, here.year + 1))
    near = min(((abs((date.fromisoformat(found) - here).days), found) for found in days if found), default=None)
    return near[1][:4] if near else None
