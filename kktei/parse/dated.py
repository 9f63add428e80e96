"""Place and date at the end of a heading ("..., Oslo, December 9, 1954"), for documents without a dateline."""

from __future__ import annotations

import re

from kktei.model import EditorFact, Found, Record
from kktei.parse.calendar import entry
from kktei.parse.dates import Calendar
from kktei.parse.tokens import DATE
from kktei.parse.vocabulary import Vocabulary

_WHY = "the heading"


def dated_by_heading(record: Record, vocabulary: Vocabulary, year: str = "") -> tuple[tuple[EditorFact, ...], str]:
    """Place and date that the heading gives, and the year that the next entry of a calendar goes on with.

    A calendar names the year where it changes: in an entry without one the ``year`` of the entry before is inferred.
    Nothing is made of a date without a year in any other heading.
    """
    parts = None if record.note.strip() else entry(record.head, vocabulary=vocabulary)
    head = parts[0] if parts else record.head
    match = _stretch(head, vocabulary, calendared=parts is not None)
    date = vocabulary.regex(DATE).search(match[0]) if match else None
    if match is None or date is None:
        return (), year
    said = re.search(r"\d{4}", date[0])
    when = Calendar(head, vocabulary, year if parts else None).parse(date[0], match.start() + date.start())
    bounds = {"when": when.iso, "notBefore": when.not_before, "notAfter": when.not_after}
    found = Found.STATED if said else Found.INFERRED
    facts = [EditorFact(n, v, record.at, why=_WHY, found=found) for n, v in bounds.items() if v]
    place = match[0][: date.start()].strip(" ,")
    if place and facts and not re.search(r"\d|\.$", place):
        facts.append(EditorFact("place", place, record.at, why=_WHY, found=Found.STATED))
    return tuple(facts), said[0] if said else year


def _stretch(head: str, vocabulary: Vocabulary, *, calendared: bool) -> re.Match[str] | None:
    """Where place and date stand: at the end; in a calendar between commas too, before the subject."""
    if calendared:
        return vocabulary.regex(rf",\s+(?:{DATE})(?=[.,\s])").search(head)
    return vocabulary.search("head_tail", head)
