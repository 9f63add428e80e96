"""Dates of other calendars: which one a date is of, and what the header says of it."""

from kktei.calendars import GREGORIAN, NAMES, OtherDay, other_day
from kktei.encode.elements import Element, el
from kktei.encode.encoding import DocumentEncoding
from kktei.encode.marked import Attributes
from kktei.transcript import Date, walk, words


def as_told(doc: DocumentEncoding) -> Attributes:
    """The day of writing as the text has it, where that is of another calendar; else nothing."""
    other = _of_writing(doc)
    return {"when-custom": other.own, "datingMethod": _pointer(doc.stem, other)} if other else {}


def calendar_of(date: Date, stem: str) -> Attributes:
    """The calendar of a date in the text, if it is another than ours."""
    other = _other(words(date.content), date.when)
    return {"calendar": _pointer(stem, other)} if other else {}


def calendars(doc: DocumentEncoding) -> Element | None:
    """What other calendars a document's dates are of."""
    dates = (part for part in walk(tuple(doc.document.record.body)) if isinstance(part, Date))
    found = [_of_writing(doc), *(_other(words(date.content), date.when) for date in dates)]
    used = sorted({other.calendar for other in found if other})
    return (
        el("calendarDesc", [el("calendar", el("p", NAMES[c]), xml_id=f"{doc.stem}.{c}") for c in used])
        if used
        else None
    )


def _of_writing(doc: DocumentEncoding) -> OtherDay | None:
    said = doc.document.fact("dateline") or doc.document.record.head
    return _other(said, doc.document.fact("when") or "")


def _other(said: str, day: str) -> OtherDay | None:
    """The day of another calendar that the words name, if it is ``day``."""
    other = other_day(said) if day else None
    return other if other and other.calendar != GREGORIAN and other.day == day[:10] else None


def _pointer(stem: str, other: OtherDay) -> str:
    return f"#{stem}.{other.calendar}"
