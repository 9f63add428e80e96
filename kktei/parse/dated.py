"""Place and date at the end of a heading ("..., Oslo, December 9, 1954"), for documents without a dateline."""

from __future__ import annotations

import re

from kktei.model import EditorFact, Found, Record
from kktei.parse.calendar import entry
from kktei.parse.dates import Calendar
from kktei.parse.tokens import DATE
from kktei.parse.vocabulary import Vocabulary

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
    match = _stretch(head, vocabulary, calendared=parts is not None)
    told = re.sub(r"[\[\]]", "", match[0]) if match else ""
    date = vocabulary.regex(DATE).search(told)
    if match is None or date is None or "?" in told:
        return (), year
    said = re.search(r"\d{4}", date[0])
    when = Calendar(head, vocabulary, (year if parts else around) or None).parse(date[0], match.start() + date.start())
    bounds = {"when": when.iso, "notBefore": when.not_before, "notAfter": when.not_after}
    found = Found.STATED if said and told == match[0] else Found.INFERRED
    facts = [EditorFact(n, v, record.at, why=_WHY, found=found) for n, v in bounds.items() if v]
    place = vocabulary.pattern("weekday").sub("", told[: date.start()]).strip(" ,.")
    if not place and (done := vocabulary.search("done_at", head, 0, match.start())):
        place = done["place"]
    house, _, town = place.partition(", ")
    place = town if town and vocabulary.match("named_body", house) else place  # "White House, Washington"
    if place and facts and not re.search(r"\d|\.$", place):
        facts.append(EditorFact("place", place, record.at, why=_WHY, found=Found.STATED))
    return tuple(facts), said[0] if said else year


def lacks_year(head: str, vocabulary: Vocabulary) -> str:
    """The date at the end of a heading that has no year; empty where there is none such."""
    match = vocabulary.search("head_tail", head)
    date = vocabulary.regex(DATE).search(match[0]) if match else None
    return date[0] if date and not re.search(r"\d{4}", date[0]) else ""


def _stretch(head: str, vocabulary: Vocabulary, *, calendared: bool) -> re.Match[str] | None:
    """Where place and date stand: at the end; in a calendar between commas too, before the subject."""
    if calendared:
        return vocabulary.regex(rf",\s+(?:{DATE})(?=[.,\s])").search(head)
    return vocabulary.search("head_tail", head)
