"""Place and date at the end of a heading ("..., Oslo, December 9, 1954"), for documents without a dateline."""

import re
from dataclasses import dataclass, replace

from kktei.calendars import counted_year, is_one_day, reckoned
from kktei.dates import feast_day, iso_day, month_number
from kktei.model import EditorFact, Found, Record
from kktei.parse.calendar import entry
from kktei.parse.dates import Calendar
from kktei.parse.tails import lacks_only_year, tail_of
from kktei.parse.tokens import DATE
from kktei.parse.vocabulary import Vocabulary
from kktei.periods import Bounds, bounded, bounds_of, lead_before

_WHY = "the heading"


def dated_by_heading(
    record: Record, vocabulary: Vocabulary, year: str = "", around: str = ""
) -> tuple[tuple[EditorFact, ...], str]:
    """Place and date that the heading gives, and the year that the next entry of a calendar goes on with.

    A calendar names the year where it changes: in an entry without one the ``year`` of the entry before is inferred.
    In any other heading it is the year ``around``: the one that the dated documents before and after it agree in.
    """
    parts = None if record.note.strip() else entry(record.head, vocabulary=vocabulary)
    head = parts[0] if parts else record.head
    near = (year if parts else around) or None
    facts, said = _in_form(record, head, vocabulary, near, calendared=parts is not None)
    return (facts if parts else _or_period(record, facts, vocabulary, around)), said or year


def _or_period(
    record: Record, facts: tuple[EditorFact, ...], vocabulary: Vocabulary, around: str
) -> tuple[EditorFact, ...]:
    """The facts; those of a bound or a period where its words say more, its year perhaps that ``around``."""
    tail = tail_of(record.head, vocabulary)
    own = _bounds_of(tail.told, vocabulary) if tail else None
    read = own or (bounds_of(tail.told, around) if tail and around else None)
    if tail is None or read is None or (facts and read.plain):
        return facts
    if read.attributes == {fact.name: fact.value for fact in facts if fact.name in {"when", "notBefore", "notAfter"}}:
        return facts
    put_in = re.search(r"[\[?]", record.head[tail.start :])
    found = Found.STATED if own and read.plain and not put_in else Found.INFERRED
    told = [EditorFact(name, value, record.at, why=_WHY, found=found) for name, value in read.attributes.items()]
    place = [EditorFact("place", tail.place, record.at, why=_WHY, found=Found.STATED)] if tail.place else []
    return (*told, *place)


def _bounds_of(told: str, vocabulary: Vocabulary) -> Bounds | None:
    """A date, bound or period; a day by another calendar than ours too ("before 14 June 1683/4")."""
    read = bounds_of(told)
    style = read is None and (vocabulary.search("tail_styled", f"{told}.") or re.search(r"\d/\d", told))
    day = _day(f"{told}.", vocabulary, None) if style else None
    return read if day is None or day.start or not day.bounds.attributes else day.bounds


def _in_form(
    record: Record, head: str, vocabulary: Vocabulary, near: str | None, *, calendared: bool
) -> tuple[tuple[EditorFact, ...], str]:
    """Place and date in one of the forms that end a heading, and the year."""
    match = _stretch(head, vocabulary, calendared=calendared)
    told = re.sub(r"[\[\]]", "", match[0]) if match else ""
    day = _day(told, vocabulary, near)
    if match is None or day is None:
        return (), ""
    found = Found.STATED if day.bounds.plain and told == match[0] and "?" not in told else Found.INFERRED
    facts = [EditorFact(n, v, record.at, why=_WHY + day.why, found=found) for n, v in day.bounds.attributes.items()]
    place = vocabulary.pattern("tail_beside").sub("", told[: day.start]).strip(" ,.")
    if not place and (done := vocabulary.search("done_at", head, 0, match.start())):
        place = done["place"]
    house, _, town = place.partition(", ")
    place = town if town and vocabulary.match("named_body", house) else place  # "White House, Washington"
    if place and facts and not re.search(r"\d|\.$", place):
        facts.append(EditorFact("place", place, record.at, why=_WHY, found=Found.STATED))
    return tuple(facts), day.year


@dataclass(frozen=True, slots=True)
class _Day:
    """A day as a heading has it (plain, where it stands so): where it begins there, and its year if it has one."""

    bounds: Bounds
    start: int
    year: str
    why: str = ""


def _day(told: str, vocabulary: Vocabulary, near: str | None) -> _Day | None:
    """The date in the words at the end of a heading; None where they have none or one that is not understood."""
    date = vocabulary.regex(DATE).search(told)
    whole = vocabulary.search("tail_styled", told)
    if whole and not (date and date.span() == whole.span()):
        return _in_style(told, whole, vocabulary)
    if date is None or vocabulary.search("two_years", told):
        return _feast(told, vocabulary) or _year(told, vocabulary)
    said = re.search(r"\d{4}", date[0])
    when = Calendar(told, vocabulary, near).parse(date[0], date.start())
    bounds = Bounds(when.iso or "", when.not_before or "", when.not_after or "", plain=said is not None)
    return _led(told, _Day(bounds, date.start(), said[0] if said else ""))


def _in_style(told: str, whole: re.Match[str], vocabulary: Vocabulary) -> _Day | None:
    """A day of two calendars or of the old one, as it is by ours."""
    read = _styled(whole[0], vocabulary)
    if read is None:
        return None
    day, reckoned = read
    why = ", reckoned from the old calendar" if reckoned else ""
    return _led(told, _Day(Bounds(day, plain=not reckoned), whole.start(), day[:4], why))


def _feast(told: str, vocabulary: Vocabulary) -> _Day | None:
    """The day of a feast, which follows and is not said."""
    match = vocabulary.regex(r"(?i:(?P<feast>{feasts})),?\s+(?P<year>\d{4})").search(told)
    day = feast_day(match["feast"], int(match["year"])) if match else None
    return _Day(Bounds(iso_day(*day) or ""), match.start(), match["year"]) if match and day else None


def _year(told: str, vocabulary: Vocabulary) -> _Day | None:
    """The year, or one of two ("1683/4") and perhaps its month, where that is all the date."""
    match = vocabulary.search("tail_year_alone", told)
    if match is None or vocabulary.search("tail_feast", told):
        return None
    year = counted_year(match["year"], match["next"])
    if year is None:
        return None
    month = month_number(match["month"], "en") if match["month"] else None
    when = f"{year}-{month:02}" if month else str(year)
    return _led(told, _Day(Bounds(when, plain=match["next"] is None), match.start(), str(year)))


def _led(told: str, day: _Day) -> _Day:
    """The day, or what the words before it make of it ("before 14 June 1683/4")."""
    lead, read = lead_before(told[: day.start]), day.bounds
    if lead is None:
        return day
    return replace(
        day, bounds=bounded(lead, read.when or read.not_before, read.when or read.not_after), start=lead.start()
    )


def lacks_year(head: str, vocabulary: Vocabulary) -> str:
    """The date at the end of a heading that has no year; empty where there is none such."""
    match = vocabulary.search("head_tail", head)
    date = vocabulary.regex(DATE).search(match[0]) if match else None
    if date and not re.search(r"\d{4}", date[0]):
        return date[0]
    tail = tail_of(head, vocabulary)
    return tail.told if tail and lacks_only_year(tail.told) else ""


def not_dated(head: str, vocabulary: Vocabulary) -> str:
    """The words with a year that end a heading and give no day: of calendars that do not agree, of a feast."""
    match = vocabulary.search("head_tail", head)
    told = re.sub(r"[\[\]]", "", match[0]).strip(" ,.") if match else ""
    day = _day(told, vocabulary, None) if re.search(r"\d{4}", told) else None
    if day and day.bounds.attributes:
        return ""
    tail = tail_of(head, vocabulary)
    if tail and (_bounds_of(tail.told, vocabulary) or lacks_year(head, vocabulary)):
        return ""
    return told if re.search(r"\d{4}", told) else tail.told if tail else ""


def _stretch(head: str, vocabulary: Vocabulary, *, calendared: bool) -> re.Match[str] | None:
    """Where place and date stand: at the end; in a calendar between commas too, before the subject."""
    if calendared:
        return vocabulary.regex(rf",\s+(?:{DATE})(?=[.,\s])").search(head)
    last = vocabulary.search("head_bracket_last", head)  # "..., 15 November 1545 [draft]"
    return vocabulary.search("head_tail", head[: last.start()] if last else head)


def _styled(text: str, vocabulary: Vocabulary) -> tuple[str, bool] | None:
    """The day of a date at the end of ``text``, and whether it is reckoned; None where it is no such date or no day.

    "12/22 May 1683" and "12 May 1683 N.S." say the day of the new calendar.  "12 May 1683 O.S." does not, nor does
    "3 February 1683/4": who wrote two years kept the old one.
    """
    match = vocabulary.search("styled_parts", text)
    if match is None:
        return None
    told = match.groupdict()
    year = counted_year(told["year"], told["next"])
    month = month_number(told["month"] or told["us_next"] or told["us_month"], "en")
    if year is None or month is None:
        return None
    number = int(told["day"] or told["us_day"])
    day = iso_day(year, month, number)
    if told["old_day"] or told["us_old"]:
        return (day, False) if day and _is_dual(day, told) else None
    styled_old = told["style"] and vocabulary.match("styled_old", told["style"])
    if styled_old or (told["next"] and not told["style"]):
        new = reckoned(year, month, number)
        return (new, new != day) if new else None
    return (day, False) if day else None


def _is_dual(day: str, told: dict[str, str | None]) -> bool:
    """Whether the first day is the second by the old calendar."""
    said = told["old_month"] or (told["us_month"] if told["us_next"] else None)
    return is_one_day(day, int(told["old_day"] or told["us_old"] or 0), month_number(said, "en") if said else None)
