"""The classification sentence: the level, then precedence, handling and distribution."""

import re
from dataclasses import dataclass, replace

from kktei.model import Marking, MarkingKind, NoteFacts, Span
from kktei.parse.vocabulary import Vocabulary

WITHHELD = "withheld"  # a marking that was not declassified
_KNOWN = ("classification", "precedence", "handling")
_TABLES = (("precedence", MarkingKind.PRECEDENCE), ("handling", MarkingKind.HANDLING))


@dataclass(frozen=True, slots=True)
class Markings:
    """What a classification sentence says."""

    classification: Marking | None
    others: tuple[Marking, ...]
    span: Span


def _piece(note: str, start: int, end: int, vocabulary: Vocabulary) -> Marking | None:
    text = note[start:end]
    span = Span(start, end)
    if term := vocabulary.look_up("classification", text):
        return Marking(MarkingKind.CLASSIFICATION, text, span, term.key, term.label)
    for table, kind in _TABLES:
        if found := vocabulary.look_up(table, text):
            return Marking(kind, text, span, found.key, found.label)
    if vocabulary.pattern("withheld").fullmatch(text):
        return Marking(MarkingKind.HANDLING, text, span, label=WITHHELD)
    first = vocabulary.pattern("markings_longer").split(text, maxsplit=1)[0]
    if first != text:  # "Eyes Only for the Secretary", "Nodis/Marigold"
        known = vocabulary.look_up("handling", first)
        return Marking(MarkingKind.HANDLING, text, span, known.key, known.label) if known else None
    return None


def read_markings(note: str, start: int, end: int, vocabulary: Vocabulary, bare: bool = False) -> Markings | None:
    """The markings at ``note[start:end]`` (a sentence without its full stop), or None where it is none.

    The first piece must be a classification; with ``bare``, a sentence of known precedence or
    handling words alone will do ("Eyes Only.").
    """
    pieces = _pieces(note, start, end, vocabulary)
    if not pieces:
        return None
    first = _piece(note, pieces[0].start, pieces[0].end, vocabulary)
    known = [_piece(note, p.start, p.end, vocabulary) for p in pieces[:4]]
    levels = [m for m in known if m is not None and m.kind is MarkingKind.CLASSIFICATION]
    if first is None or not (levels or bare):
        return None
    marks = [first]
    for piece in pieces[1:]:
        if vocabulary.match("marking_denied", note, piece.start, piece.end):
            continue  # "Secret; not Nodis."
        span = _marked(note, piece, vocabulary)
        text = span.of(note)
        mark = _piece(note, span.start, span.end, vocabulary)
        if mark is None and (len(text.split()) > 12 or (not text[:1].isupper() and text[:1] not in '“"[')):
            return None
        marks.append(mark or Marking(MarkingKind.HANDLING, text, span))
    classification = next((m for m in marks if m.kind is MarkingKind.CLASSIFICATION), None)
    return Markings(classification, tuple(m for m in marks if m is not classification), Span(start, end))


def _marked(note: str, span: Span, vocabulary: Vocabulary) -> Span:
    """A marking without the word that says it stands there (marked “Personal”)."""
    lead = vocabulary.match("marking_led", note, span.start, span.end)
    return Span(lead.end(), span.end) if lead else span


def _pieces(note: str, start: int, end: int, vocabulary: Vocabulary) -> list[Span]:
    """The pieces between semicolons; where there are none, between commas, if the first is a level."""
    spans = _between(note, start, end, ";")
    colon = _between(note, start, end, ":")
    if len(spans) == 1 and len(colon) > 1 and vocabulary.look_up("classification", colon[0].of(note)):
        spans = colon  # "Secret: Niact"
    spans = [_own(note, span, vocabulary) for span in spans]
    found: list[Span] = []
    for span in spans:
        if any(vocabulary.look_up(table, span.of(note)) for table in _KNOWN):
            found.append(span)
            continue
        parts = _between(note, span.start, span.end, ",") if "," in span.of(note) else _joined(note, span, vocabulary)
        known = all(_piece(note, p.start, p.end, vocabulary) for p in parts)
        if known and "," not in span.of(note):  # "Personal and Private" stays one marking
            known = any(vocabulary.look_up("classification", p.of(note)) for p in parts)
        opens = len(spans) == 1 and vocabulary.look_up("classification", parts[0].of(note)) if parts else None
        found.extend(parts if known or opens else [span])
    return found


def _own(note: str, span: Span, vocabulary: Vocabulary) -> Span:
    """A marking without what is said of an attachment ("Confidential with Nodis Attachment")."""
    match = vocabulary.search("attachment_marked", note, span.start, span.end)
    return Span(span.start, match.start()) if match else span


def _joined(note: str, span: Span, vocabulary: Vocabulary) -> list[Span]:
    """The two markings of "Personal and Confidential", "Secret/Sensitive" or "Secret—Eyes Only"."""
    found = []
    begin = span.start
    for match in vocabulary.pattern("joined_markings").finditer(note, span.start, span.end):
        found.append(Span(begin, match.start()))
        begin = match.end()
    return [*found, Span(begin, span.end)]


def _between(note: str, start: int, end: int, mark: str) -> list[Span]:
    spans = []
    for match in re.finditer(rf"[^{mark}]+", note[start:end]):
        text = match[0]
        begin = start + match.start() + len(text) - len(text.lstrip())
        stop = start + match.end() - (len(text) - len(text.rstrip()))
        if stop > begin:
            spans.append(Span(begin, stop))
    return spans


def put_first(facts: NoteFacts, marks: Markings) -> NoteFacts:
    """The facts with markings that stand before all else; a level that the note gives later is not the copy-text's."""
    level = marks.classification or facts.classification
    return replace(facts, classification=level, markings=(*marks.others, *facts.markings))
