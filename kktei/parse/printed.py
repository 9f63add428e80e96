"""Sentences that say where a text is printed, and of which text they say it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kktei.model import Publication, Reference, Span
from kktei.parse import publications
from kktei.parse.tokens import TELEGRAM
from kktei.parse.vocabulary import Vocabulary

_VERB = re.compile(
    r"(?:\b(?:is|are|was|were|has been|have been|may be found|can be found)\s+)?(?:also\s+|both\s+)?"
    r"(?:[Pp]rinted|[Pp]ublished|[Rr]eprinted|[Rr]eproduced|[Rr]eleased|[Ee]xcerpted|[Qq]uoted|[Rr]eported)"
    r"(?:\s+(?:in\s+(?:part|full|redacted form|substantial part|its entirety)|with\s+\w+\s+\w+"
    r"|as\s+\w+\s+\d+|,\s*in part,))?\s+(?:in|as)\s+(?:the\s+)?"
)
_SEE = re.compile(r"[Ff]or (?:the |a )?(?:\w+ )?text(?: as \w+)?(?P<of> of [^,;]{1,120})?,\s+see\s+(?:also\s+)?")
_SEE_WORK = r"\b[Ss]ee\s+(?:also\s+)?(?:the\s+)?(?=(?!Foreign Relations){publication})"
_OTHER_TEXT = re.compile(
    r"\b(?:telegrams?|airgrams?|despatch(?:es)?)\s+\d|\b(?:memorandum|letter|speech|address"
    r"|communiqué|communique|agreement|treaty|statement|report)\s+(?:from|of|by|to)\s+(?!this)"
    r"|\bdiscussion\b|\bmeeting\b|\bconversation\b|\bsummar|\baccount\b|\bspeech\b|\bcommuniqu",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"\s(?:wrote|which|who|that|said|told|reported|noted)\s")
_AFTER = re.compile(
    r"(?:(?<=[\d)])|(?<=\d[A-F]))(?:\.\s|;\s+(?:see|for)\b|,\s+(?:where|with|under|but|which)\b|\s+(?:with|where|under|as)\s)"
)


@dataclass(frozen=True, slots=True)
class Printed:
    """What is printed where."""

    subject: Span | None
    works: tuple[Publication, ...]
    about_this: bool
    span: Span


def read(note: str, start: int, end: int, vocabulary: Vocabulary) -> Printed | None:
    """What the sentence ``note[start:end]`` says is printed, or None."""
    see = _SEE.search(note, start, end)
    aside = vocabulary.regex(_SEE_WORK).search(note, start, end)
    match = see or _VERB.search(note, start, end) or aside
    if match is None:
        return None
    stop = _stop(note, match.end(), end)
    if not _cites(note[match.end() : stop], vocabulary):
        return None
    works = tuple(publications.read(note, match.end(), stop, vocabulary))
    before = note[start : match.start()].strip()
    subject = Span(start, start + len(note[start : match.start()].rstrip())) if before and not see else None
    reported = re.search(r"[Rr]eported|[Qq]uoted", match[0]) is not None
    about = match is not aside and not reported and not _OTHER_TEXT.search(before) and not (see and see["of"])
    return Printed(subject if before.lower() not in ("", "also") else None, works, about, Span(start, stop))


def _stop(note: str, start: int, end: int) -> int:
    after = _AFTER.search(note, start, end)
    end = after.start() if after else end
    while end > start and note[end - 1] in " .;,":
        end -= 1
    return end


def _cites(text: str, vocabulary: Vocabulary) -> bool:
    if publications.looks_printed(text, vocabulary):
        return True
    return (
        re.match(
            r"(?:vols?\.\s+[IVXLC]+|Foreign Relations|[A-Z][^.;]{2,120},\s+(?:pp?\.\s*\d|\d{4}|Document \d))", text
        )
        is not None
    )


def as_references(found: Printed) -> Sequence[Reference]:
    """The works as cross references, where another text is printed there."""
    made = []
    for work in found.works:
        kind = "volume" if re.match(r"vols?\.|Foreign Relations", work.wording) else "publication"
        digits = re.search(r"\d.*", work.pages) if work.pages else None
        span = Span(work.pages_span.start + digits.start(), work.pages_span.end) if digits and work.pages_span else None
        made.append(Reference(kind, work.wording, work.span, None, digits[0] if digits else None, span))
    return made


def subject_of(note: str, span: Span, vocabulary: Vocabulary) -> Span:
    """The words for the text that a sentence speaks of: up to its verb, or its first noun of texts."""
    reporter = vocabulary.regex(rf"(?:According to|In) ({TELEGRAM}|(?:another|an?|the)\s+[\w\s-]{{1,40}}?(?=,))").match(
        note, span.start, span.end
    )
    if reporter:
        return Span(reporter.start(1), reporter.end(1))
    verb = re.compile(r"\s+(?:is|are|was|were|has|have|states?|indicates?|bears?|reads?)\s").search(
        note, span.start, span.end
    )
    noun = vocabulary.regex(
        r"\b(?:(?:[Tt]he|[Aa]n?|[Tt]his|[Tt]hese|[Aa]nother)\s+)?(?:[a-z]+\s+){0,2}(?i:{witness_nouns})\b"
    ).search(note, span.start, span.end)
    if verb and noun and noun.start() < verb.start() and not _CLAUSE.search(note, span.start, verb.start()):
        return Span(span.start, verb.start())
    if noun:
        return Span(noun.start(), noun.end())
    return Span(span.start, span.start + len(span.of(note).rstrip(" .")))
