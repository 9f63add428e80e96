"""What a document says of itself outside its note (dateline, signature), in the names of the editor's table."""

from __future__ import annotations

import re

from kktei.model import EditorFact, Record
from kktei.transcript import Dateline, Signature, words

_MONTHS = tuple(
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
_MONTH = "|".join(_MONTHS)
_DATE = re.compile(
    rf"(?:(?P<m1>{_MONTH})\.? (?P<d1>\d{{1,2}})|(?P<d2>\d{{1,2}}) (?P<m2>{_MONTH})),? (?P<y>1[5-9]\d\d|20\d\d)\b"
)
_TIME = re.compile(r"\b(?P<h>\d{1,2})(?::(?P<min>\d\d))? ?(?P<half>[ap])\.? ?m\b")
_PLACE = re.compile(r"^(?P<place>[^\d,]{2,40}?),")
_WEEKDAYS = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}


def stated(record: Record) -> tuple[EditorFact, ...]:
    """Dateline, place, date and signatures as the text gives them; a time has no offset, as none is written."""
    out: list[EditorFact] = []

    def say(name: str, value: str, why: str) -> None:
        out.append(EditorFact(name, value, record.at, why=why))

    datelines = [_folded(words(b)) for b in record.body if isinstance(b, Dateline)]
    if datelines:
        line = datelines[0]
        say("dateline", line, "the document's dateline")
        if place := place_of(line):
            say("place", place, "the document's dateline")
        if when := when_of(line):
            say("when", when, "the document's dateline")
    signed = [_folded(words(b)) for b in record.body if isinstance(b, Signature)]
    if signed:
        say("signed", "; ".join(signed), "the document's signature")
    return tuple(out)


def place_of(line: str) -> str | None:
    """The place that a dateline begins with ("Moscow, January 4, 1963.")."""
    match = _PLACE.match(line)
    if match is None:
        return None
    place = match["place"].strip()
    return None if place.lower() in _WEEKDAYS or place.split()[0].rstrip(".") in _MONTHS else place


def when_of(line: str) -> str | None:
    """The date of a dateline in ISO 8601, with its time of day; None where it is not a whole date."""
    match = _DATE.search(line)
    if match is None:
        return None
    month = _MONTHS.index(match["m1"] or match["m2"]) + 1
    day = int(match["d1"] or match["d2"])
    if day > 31:
        return None
    date = f"{match['y']}-{month:02}-{day:02}"
    time = _TIME.search(line, match.end())
    return f"{date}T{_clock(time)}" if time and 1 <= int(time["h"]) <= 12 else date


def _clock(time: re.Match[str]) -> str:
    hour = int(time["h"]) % 12 + (12 if time["half"] == "p" else 0)
    return f"{hour:02}:{time['min'] or '00'}:00"


def _folded(text: str) -> str:
    return " ".join(text.split())
