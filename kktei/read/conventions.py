"""How letters are laid out: what makes a line a dateline, a salutation, a close, a signature."""

import re
from dataclasses import replace
from datetime import date

from kktei import calendars
from kktei.dates import any_month, iso_day, iso_time, month_number
from kktei.notation import own_table
from kktei.periods import bounds_of, shape
from kktei.read import languages
from kktei.read.charters import Given, counts_years, given
from kktei.read.languages import LOWER, UPPER, YEAR
from kktei.transcript import (
    Addition,
    Date,
    Hi,
    Inline,
    Inlines,
    LineBreak,
    Name,
    Note,
    PageBreak,
    Supplied,
    Text,
    Unclear,
    walk,
    words,
)
from kktei.wording import filled

HOLDING = Supplied | Unclear | Hi | Addition  # what may stand around a place or a date, or within them

_FORMS: dict[str, str] = own_table("kktei.read", "layout.toml") | {
    "month": any_month("en"), "months": languages.months(), "in_month": languages.month(), "days": languages.days(),
    "lead": languages.lead(), "feast": languages.feast(), "no_date": languages.undated(), "any_period": shape(),
    "other_date": languages.date(), "other_salutation": languages.salutation(), "other_closing": languages.closing(),
    "other_calendar": calendars.shape(), "republican": calendars.republican_day(),
    "year": YEAR, "any_year": languages.ANY_YEAR, "upper": UPPER, "lower": LOWER,
}  # fmt: skip
_DATELINE = re.compile(filled(_FORMS, "dateline"))
_PARTS = re.compile(filled(_FORMS, "parts"))
_YEAR_OR_MONTH = re.compile(filled(_FORMS, "year_or_month"))
_DOUBT = re.compile(filled(_FORMS, "doubt"))
_MAY_BE = re.compile(filled(_FORMS, "may_be"))
_MOST_SMALL = 2  # words in small letters that a line may have which is no sentence
_CLOCK = re.compile(filled(_FORMS, "clock"))
_SALUTATION = re.compile(filled(_FORMS, "salutation"))
_ADDRESS = re.compile(filled(_FORMS, "address"))
_MOST_IN_ADDRESS = 7  # words
_CLOSING = re.compile(filled(_FORMS, "closing"), re.IGNORECASE)
_SIGNATURE = re.compile(filled(_FORMS, "signature"))
_POSTSCRIPT = re.compile(filled(_FORMS, "postscript"))
_NACHSCHRIFT = re.compile(filled(_FORMS, "nachschrift"))
_RECEIVED = re.compile(filled(_FORMS, "received"))
_SHORT = 80
_SENTENCE = re.compile(filled(_FORMS, "sentence"))


def is_dateline(text: str) -> bool:
    """Place and date, or either, or "undated"; or where and when a charter was given."""
    match = _DATELINE.fullmatch(text)
    plain = match and (not (match["undated"] or match["month"]) or match["place"] or len(text) < 10)
    return bool(plain) or is_of_a_charter(text)


def is_of_a_charter(text: str) -> bool:
    """Where and when a charter was given; such a line ends the text, without any close."""
    return given(text) is not None


def is_placed(text: str) -> bool:
    """A dateline with a place."""
    match = _DATELINE.fullmatch(text)
    return bool(match and match["place"])


def may_be_dateline(text: str) -> bool:
    """A short line with a year or a day in it that is no sentence: "Bern, Ostersonntag 1893", "3/4/93"."""
    beside = re.sub(calendars.republican_day(), "", text)
    small = re.findall(rf"(?<!\S)[{LOWER}]{{2,}}", beside)
    begins = text.lstrip('[(“„"')[:1]
    return (
        len(text) <= _SHORT
        and (begins.isupper() or begins.isdigit())
        and len(small) <= _MOST_SMALL
        and not text.endswith((":", "!", ";"))
        and bool(_MAY_BE.search(text))
    )


def is_line_above(text: str) -> bool:
    """Whether a paragraph may stand above the text, as classifications, addresses and dates do."""
    return is_short(text) or may_be_dateline(text)


def is_doubtful(day: str) -> bool:
    """Whether the words of a date say that it is not certain, or a feast's name does: "March 5?, 1921", "c. 1921"."""
    match = _DATELINE.fullmatch(day.strip())
    if match and match["reckoned"]:
        other = calendars.other_day(match["when"])
        return other is None or other.calendar == calendars.JULIAN
    return bool(
        counts_years(day)
        or _DOUBT.search(day.strip())
        or (match and (match["period"] or (not match["undated"] and not span_of(day))))
    )


def is_salutation(text: str) -> bool:
    """An address to the recipient that ends in a colon or comma."""
    return bool(_SALUTATION.fullmatch(text))


def may_be_address(text: str) -> bool:
    """A few words that end in a comma, as a salutation is that stands in a line of its own: "Citoyen,", "Ada,"."""
    return bool(_ADDRESS.fullmatch(text)) and len(text.split()) <= _MOST_IN_ADDRESS


def is_closing(text: str) -> bool:
    """A complimentary close."""
    return bool(_CLOSING.fullmatch(text))


def is_signature(text: str) -> bool:
    """A name alone, or anything after "/s/"."""
    return bool(_SIGNATURE.fullmatch(text))


def is_postscript(text: str) -> bool:
    """A paragraph that begins with P.S."""
    return bool(_POSTSCRIPT.match(text))


def is_nachschrift(text: str) -> bool:
    """A paragraph that begins with N.S., which may be a person's initials, too, where no close stands before it."""
    return bool(_NACHSCHRIFT.match(text))


def is_received(text: str) -> bool:
    """When it was received, and nothing else: "[Received October 14—9:50 p.m.]"."""
    match = _RECEIVED.fullmatch(text)
    return bool(match and (match["month"] or match["clock"]))


def is_short(text: str) -> bool:
    """Whether a text may be a signature because a close stands before it: short, and no sentence."""
    return len(text) <= _SHORT and not _SENTENCE.search(text)


def is_name(text: str) -> bool:
    """A signature, or what may be one at the very end: short, no sentence, without a stop: "Thomas, prior of Mere"."""
    return is_signature(text) or (text[:1].isupper() and is_short(text) and text[-1:].isalnum())


def dated(content: Inlines) -> Inlines:
    """A dateline with its place and date marked, as far as they are in the usual form; footnotes may hang on it."""
    marked = _marked(content)
    return marked if words(marked) == words(content) else content  # no word is lost for a mark


def _marked(content: Inlines) -> Inlines:
    text = words(content)
    if (charter := given(text)) and all(isinstance(part, Text | Note) for part in content):
        return _of_a_charter(content, charter)
    match = _DATELINE.fullmatch(text)
    if match is None or not all(isinstance(part, Text | Note | LineBreak | PageBreak | HOLDING) for part in content):
        return content
    content = _whole(content, span_of(match["when"]))
    first = content[0]
    if len(content) == 1 and isinstance(first, HOLDING):
        return (replace(first, content=dated(first.content)),)
    if match["place"] and isinstance(first, Supplied):
        seat = stretch(first.content, 0, match.end("place"))
        after = stretch(first.content, match.end("place"), len(text))
        if words(seat) == match["place"] and len(words(after)) <= 1:  # "[Washington,] October 15"
            return (Supplied((Name("place", seat), *after)), *_with_date(content[1:]))
    out: list[Inline] = []
    if match["place"]:
        out += stretch(content, 0, match.start("place"))
        out.append(Name("place", stretch(content, match.start("place"), match.end("place"))))
    when = stretch(content, *match.span("when"))
    told = match["undated"] or any(isinstance(part, Date) for part in walk(content))
    out += stretch(content, match.end("place") if match["place"] else 0, match.start("when"))
    out += when if told else (_date(when, match),)
    return (*out, *stretch(content, match.end("when"), len(text) + 1))


def _of_a_charter(content: Inlines, charter: Given) -> Inlines:
    """A charter's last line with its place and its year marked."""
    place, when = charter.place, charter.when
    return (
        *stretch(content, 0, place[0]),
        Name("place", stretch(content, *place)),
        *stretch(content, place[1], when[0]),
        Date(stretch(content, *when), charter.year),
        *stretch(content, when[1], len(words(content)) + 1),
    )


def _date(content: Inlines, match: re.Match[str]) -> Date:
    """The date of a dateline, or the bounds of its period."""
    if match["reckoned"]:
        day = calendars.other_day(match["when"])
        agrees = day is not None and (match["ours"] is None or span_of(match["ours"]) == day.day)
        return Date(content, day.day if day and agrees else "")
    period = bounds_of(match["when"]) if match["period"] else None
    if period is None:
        return Date(content, span_of(match["when"]))
    return Date(content, period.when, period.not_before, period.not_after)


def _whole(content: Inlines, day: str) -> Inlines:
    """A dateline without the mark of what is only part of its date: "2 March [1893?]"."""
    parts = (*content, *(inner for part in content if isinstance(part, HOLDING) for inner in part.content))
    if not any(isinstance(part, Date) and len(part.when) < len(day) for part in parts):
        return content
    return tuple(replace(part, content=_bare(part.content)) if isinstance(part, HOLDING) else part for part in content)


def _bare(content: Inlines) -> Inlines:
    return tuple(inner for part in content for inner in (part.content if isinstance(part, Date) else (part,)))


def _with_date(content: Inlines) -> Inlines:
    """The rest of a dateline after its place, with the date marked."""
    text = words(content)
    start = len(text) - len(text.lstrip(" ,"))
    return (*stretch(content, 0, start), *dated(stretch(content, start, len(text) + 1)))


def stretch(content: Inlines, start: int, end: int) -> Inlines:
    """The part of a line from one character to another; a footnote follows the character before it.

    What an editor put in, or what is set off, is parted in two where the cut goes through it.
    """
    out: list[Inline] = []
    at = 0
    for part in content:
        length = len(words(part))
        if isinstance(part, Text) and (said := part.text[max(0, start - at) : max(0, end - at)]):
            out.append(Text(said))
        elif not isinstance(part, Text) and (
            start <= at and at + length <= end if length else start < at <= end or (at == 0 and start <= 0)
        ):
            out.append(part)
        elif isinstance(part, HOLDING) and (within := stretch(part.content, start - at, end - at)) and words(within):
            out.append(replace(part, content=within))
        elif isinstance(part, Date):  # the mark of what is only part of a date, or more than it
            out += stretch(part.content, start - at, end - at)
        at += length
    return tuple(out)


def received_of(text: str, sent: str) -> str | None:
    """When "[Received 9:50 p.m.]" or "[Received May 3.]" is, for what was ``sent`` on a day (ISO 8601).

    An hour alone is of the day of sending; of a day without a year that one is meant which is nearest to it.
    """
    match = next((m for m in _RECEIVED.finditer(text) if m["month"] or m["clock"]), None)
    if match is None or not re.match(r"\d{4}-\d\d-\d\d", sent):
        return None
    day = _received_day(match, date.fromisoformat(sent[:10])) if match["month"] else sent[:10]
    clock = _CLOCK.match(match["clock"]) if match["clock"] else None
    if day and clock and _is_hour(clock):
        return f"{day}T{_time(clock)}"
    return day if match["month"] else None


def _received_day(match: re.Match[str], sent: date) -> str | None:
    month = month_number(match["month"], "en") or 0
    years = [int(match["y"])] if match["y"] else [sent.year - 1, sent.year, sent.year + 1]
    days = [day for year in years if (day := iso_day(year, month, int(match["d"])))]
    return min(days, key=lambda day: abs(date.fromisoformat(day) - sent), default=None)


def when_of(text: str) -> str | None:
    """The first whole date in a text in ISO 8601, with its time of day; no offset, as none is written."""
    match = _PARTS.search(text)
    if match is None:
        told = languages.day_of(text)
        return iso_day(*told) if told else None
    month = month_number(match["m1"] or match["m2"], "en") or 0
    day = iso_day(int(match["y"]), month, int(match["d1"] or match["d2"]))
    clock = _CLOCK.search(text, match.end())
    if clock and re.search("(?i:noon|midnight)", text[match.end() : clock.start()]):
        clock = None  # "noon–1 p.m." begins without a figure
    return f"{day}T{_time(clock)}" if day and clock and _is_hour(clock) else day


def span_of(text: str) -> str:
    """The day, month or year that the words of a date give (ISO 8601); "" where they give none, or none that can be."""
    match = _YEAR_OR_MONTH.search(text)
    if (day := when_of(text)) or match is None or re.search(r"\d", text[: match.start()]):
        return day or ""
    month = month_number(match["m"]) if match["m"] else None
    return f"{match['y']}-{month:02}" if month else str(match["y"])


def _is_hour(clock: re.Match[str]) -> bool:
    return int(clock["zh"]) < 24 if clock["zh"] else 1 <= int(clock["h"]) <= 12


def _time(clock: re.Match[str]) -> str:
    """The hour, or the first of two: of "11–1 p.m." it is one in the morning's half."""
    if clock["zh"]:
        return f"{clock['zh']}:{clock['zmin']}:00Z"
    begins, half = int(clock["h"]), clock["half"]
    if clock["until"] and begins % 12 > int(clock["until"]) % 12:
        half = "a" if half == "p" else "p"
    return iso_time(begins, clock["min"], half)
