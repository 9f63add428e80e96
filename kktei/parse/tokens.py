"""A stretch of a note cut into tokens: dates, titles, offices, verbs and references are one token each.

The grammars (:mod:`agents`, :mod:`making`, :mod:`journey`) then read like the genre itself.  One
regular expression, filled from the vocabulary, does it in one pass; every repetition in it is
bounded, so that the time is linear in the length of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kktei.parse.vocabulary import Vocabulary

_MONTH = r"(?:{months}|{month_short})"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
DATE = (
    rf"{_MONTH}\s+{_DAY}(?:\s*[-–]\s*\d{{1,2}}(?!\d))?(?:,?\s+\d{{4}})?(?!\d)|{_DAY}\s+{_MONTH}"
    rf"(?:\s+\d{{4}})?|{_MONTH},?\s+\d{{4}}\b"
)
TIME = r"\d{1,2}(?::\d{2})?\s*[ap]\.\s?m\.?|\d{4}Z|\bnoon\b|\bmidnight\b|\d{4}\s+hours"
_CAP = r"[A-Z][\w’'-]*(?:\.(?=[A-Z])[\w.’'-]*)?"
_PLACE = rf"(?:the\s+)?{_CAP}(?:\s+(?:of\s+|in\s+|the\s+)?{_CAP}){{0,3}}"
_NUMBER = r"(?:(?:[A-Z][a-z]{2,9}|[A-Z]{1,6})\s?[-–]?\s?)?\d[\d/]*(?:[-–]\d+)?[A-Z]?"
_CARRIER = (
    r"(?:[Cc]ircular\s+|[Jj]oint\s+|[Bb]ackchannel\s+)?(?:[Tt]elegrams?|[Aa]irgrams?"
    r"|[Dd]espatch(?:es)?|[Cc]ables?|[Mm]essages?|Deptel|Embtel)"
)
TELEGRAM = (
    rf"{_CARRIER}\s+(?:Nos?\.\s+)?{_NUMBER}(?:(?:,\s+|,?\s+and\s+|\s*[-–]\s*){_NUMBER}){{0,6}}"
    rf"(?:\s+(?:from|to)\s+{_PLACE})?(?:,\s+(?:{DATE}))?"
    rf"|(?:Secto|Tosec|Dulte|Tedul|Cedto|Todep|Polto|Topol|Hakto|Tohak|Usito|Toica|Secun|Colto"
    rf"|Tocol|Depcirtel|Embtel|Deptel)\s+\d+(?:\s+(?:from|to)\s+{_PLACE})?(?:,\s+(?:{DATE}))?"
)
_PAGES = r"pp?\.\s*\d+(?:\s*[-–—]\s*\d+)?(?:,\s+\d+(?:[-–]\d+)?)*"
_VOL = r"(?:vols?\.|[Vv]olumes?)\s+[IVXLC]+(?![a-z])(?:[/,]\s?(?:Part\s+[\dIVX]+|[IVXLC]+(?![A-Za-z])))?"
_PLACE_IN = rf"(?:{_PAGES}|Documents?\s+\d+(?:[-–]\d+)?(?:\s+and\s+\d+)?|footnote\s+\d+)"
_SUBTITLE = r"(?:,\s+[A-Z\d][\w–&-]*(?:\s+(?:and|of|the|to|in|on|for|[A-Z\d][\w–&-]*)){0,7})"
_FRUS = (
    r"(?:Foreign\s+Relations(?:\s+of\s+the\s+United\s+States)?|[Ii]bid\.),\s+\d{4}(?:[-–]\d{2,4})?,\s+"
    rf"{_VOL}(?:{_SUBTITLE}{{0,3}}?,\s+{_PLACE_IN}|{_SUBTITLE}{{0,2}}(?=[.;)]|$))?"
)
VOLUME = rf"{_FRUS}|(?:[Ii]bid\.,\s+)?{_VOL}(?:{_SUBTITLE}?,\s+{_PLACE_IN}|,\s+{_PLACE_IN})?"
DOCUMENT = (
    r"(?:footnotes?\s+\d+(?:\s+and\s+\d+)?(?:,|\s+to)\s+Document\s+\d+|Documents?\s+\d+(?:"
    r"(?:,\s+|,?\s+and\s+|\s*[-–]\s*)\d+)*|footnotes?\s+\d+(?:\s+(?:above|below))?)"
)
_TITLE = (
    r"(?:(?:{demonyms}\s+)?{titles}(?:\s+of\s+(?:the\s+)?(?:State|Defense|Treasury|Interior"
    r"|Army|Navy|Air\s+Force|Agriculture|Commerce|Labor|Staff))?"
    r"(?:\s+for\s+(?:[A-Z][\w-]*(?:\s+and\s+|,\s+and\s+|,\s+|\s+)){0,7}?{post_endings})?)(?![\w’'])"
)
_BODY = (
    r"(?:{bodies}|(?:(?!(?:An?|The|This|That|Our|Its|In|At|By|From|To)\s)[A-Z][a-z]+\s+|[A-Z]{2,4}\s+|U\.S\.\s+)?"
    r"(?:Embass(?:y|ies)|Mission|Consulate(?:\s+General)?|Legation|Delegation|Interests\s+Section)"
    r"(?:\s+(?:in|at|to|of)\s+(?:the\s+)?[A-Z]\w+(?:\s+[A-Z]\w+)?)?"
    r"|Departments\s+of\s+(?:the\s+)?[A-Z]\w+(?:,\s+[A-Z]\w+){0,3},?\s+and\s+(?:the\s+)?[A-Z]\w+"
    r"|(?:Department|Ministry|Office|Bureau|Division)\s+of\s+(?:the\s+)?[A-Z]\w+(?:\s+[A-Z]\w+){0,3}"
    r"(?:\s+and\s+(?:[A-Z]\w+\s+){0,3}(?:Affairs|Research|Records|Development|Budget|Operations|Security|Disarmament))?"
    r")(?![\w-])"
)
_SYMBOL = (
    r"(?<![\w.])(?:DoD|[A-Z]{2,7}|[B-HJ-Z]|A(?=/))(?:/[A-Z]{1,6}\b(?:[-–&][A-Z]+)*)*"
    r"(?:[-–][A-Z]{1,4}(?![\w]))*(?![\w’'])(?!\.\s?[A-Za-z])"
)
_NAME = r"(?:[A-Z]\.|(?:Mc|Mac|O[’']|D[’']|[dl][’'])?[A-ZÀ-Þ][\w’'–-]*(?<![’'])(?:(?<=Jr)\.|(?<=Sr)\.)?)"

_PATTERN = (
    rf"(?P<TELEGRAM>{TELEGRAM})|(?P<VOLUME>{VOLUME})|(?P<DOCUMENT>{DOCUMENT})|(?P<DATE>{DATE})|(?P<TIME>{TIME})"
    rf"|(?P<IBID>[Ii]bid\.?)|(?P<TITLE>{_TITLE})|(?P<BODY>{_BODY})|(?P<ACT>\b(?i:{{act}})\b)"
    rf"|(?P<PRECEDENCE>\b{{precedence}}\b)|(?P<OFFICE>{_SYMBOL})|(?P<NAME>{_NAME})|"
    rf"(?P<WORD>[^\W\d_][\w’'-]*)|(?P<NUMBER>\d[\w.:/-]*)"
    r"|(?P<COMMA>,)|(?P<SEMI>;)|(?P<COLON>:)|(?P<LEFT>\()|(?P<RIGHT>\))|(?P<QUOTE>[“”\"])|(?P<STOP>\.)|(?P<OTHER>[^\s])"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A token: its kind (a group name above), its words, and where they stand in the note."""

    kind: str
    text: str
    start: int
    end: int

    def __repr__(self) -> str:
        return f"{self.kind}:{self.text}"


def lex(note: str, start: int, end: int, vocabulary: Vocabulary) -> list[Token]:
    """The tokens of ``note[start:end]``; what stands between them is white space."""
    master = vocabulary.regex(_PATTERN)
    functions, particles = vocabulary.exact("function_words"), vocabulary.exact("particles")
    found: list[Token] = []
    for match in master.finditer(note, start, end):
        kind, text = match.lastgroup or "OTHER", match[0]
        if kind == "NAME" and text in functions:
            kind = "WORD"
        elif kind == "ACT" and text[0].isupper() and found:
            kind = "NAME"  # Benjamin Read, not what was read
        if kind == "NAME" and found and found[-1].kind == "WORD" and found[-1].text in particles:
            found[-1] = replace(found[-1], kind="NAME")  # "de Silva"
        found.append(Token(kind, text, match.start(), match.end()))
    return found


def unquoted(tokens: list[Token]) -> list[Token]:
    """The tokens outside quotation marks: what a quotation says is not said by the note."""
    found: list[Token] = []
    depth = 0
    for token in tokens:
        if token.text == "“":
            depth += 1
        elif token.text == "”":
            depth = max(0, depth - 1)
        elif depth == 0:
            found.append(token)
    return found


def pattern(source: str, vocabulary: Vocabulary, flags: int = 0) -> re.Pattern[str]:
    """One of this module's patterns on its own."""
    return vocabulary.regex(source, flags)
