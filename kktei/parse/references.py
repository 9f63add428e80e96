"""Cross references: documents, telegrams, volumes, footnotes, dated memoranda."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from kktei.model import DocumentId, Reference, Span
from kktei.parse.dates import Calendar
from kktei.parse.tokens import DATE, Token
from kktei.parse.vocabulary import Vocabulary

_KINDS = {"TELEGRAM": "telegram", "DOCUMENT": "document", "VOLUME": "volume"}


def references(tokens: Sequence[Token], calendar: Calendar, known: Collection[DocumentId]) -> list[Reference]:
    """The references among ``tokens``; a document known to this edition gets its number as target."""
    found = []
    for token in tokens:
        if token.kind in _KINDS:
            found.append(reference(token, calendar, known))
    return found


def reference(token: Token, calendar: Calendar, known: Collection[DocumentId]) -> Reference:
    """The reference that one token is."""
    kind = "footnote" if calendar.vocabulary.match("of_a_footnote", token.text) else _KINDS[token.kind]
    text, end = token.text, token.end
    pages = calendar.vocabulary.search("references_pages", text) if kind == "volume" else None
    number = calendar.vocabulary.match("references_reference", text)
    target = DocumentId.of(number[1]) if number else None
    when = None
    dated = re.search(rf",\s+({_date(calendar.vocabulary)})$", text) if kind == "telegram" else None
    if dated:
        when = calendar.day(Token("DATE", dated[1], token.start + dated.start(1), token.start + dated.end(1)))
    span = Span(token.start, end)
    place = Span(token.start + pages.start(1), token.start + pages.end(1)) if pages else None
    return Reference(kind, text, span, target if target in known else None, pages[1] if pages else None, place, when)


def named(note: str, start: int, end: int, calendar: Calendar) -> list[Reference]:
    """Dated memoranda and letters named by sender and recipient."""
    shape = calendar.vocabulary.pattern("references_named")
    found = []
    for match in shape.finditer(note, start, end):
        found.append(Reference("memorandum", match[0], Span(match.start(), match.end())))
    return found


def _date(vocabulary: Vocabulary) -> str:
    return vocabulary.regex(DATE).pattern
