"""What editors write in brackets of the paper, not of the text: ``[illegible]``, ``[2 lines lost]``, ``[MS torn]``.

The words are data (``read/brackets.toml``): a bracket is a gap where it has a gap's words and nothing else but numbers,
small words, and what a text or a paper consists of.  Anything else in brackets is a word that the editor put in.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kktei.dates import month_number
from kktei.notation import own_table
from kktei.read.conventions import when_of
from kktei.transcript import Date, Gap, Inline, PageBreak, Supplied, Text
from kktei.wording import any_of

PAGE = re.compile(
    r"(?:[Pp]|[Pp]age|ff?|[Ff]ol|[Ff]olio|S|Seite|Bl|Blatt|p[áa]g|с|стр|л)\.? ?"
    r"(?P<n>[0-9ivxlcdmIVXLCDM]+[a-z]?|[0-9]+[rv])"
)
# "[1887?]", "[March 1887?]", "[3 March 1887?]": a date that an editor supposes is no word that is hard to read.
_CONJECTURED = re.compile(
    r"(?:(?:ca?\. |about |early |late )?(?:\d{1,2}\.? )?(?:(?P<month>[^\W\d_]{3,9})\.?,? )?(?:\d{1,2}, )?)?"
    r"(?P<year>1\d\d\d|20\d\d)\?"
)
_EXTENT = (
    r"(?:word|line|letter|page|paragraph|sheet|leaf|leaves|passage|sentence|character|figure|digit|remainder|rest|text"
    r"|name|signature|date|corner|margin|cm|mm|inch)(?:es|s)?(?: and .{1,20}| or .{1,20})?(?: (?:is|are|has been))?"
)
_ILLEGIBLE = re.compile(rf"(?P<extent>.{{0,40}}?)\s*illegible|illegible (?P<more>{_EXTENT})", re.IGNORECASE)
_LOST = re.compile(rf"(?P<extent>(?:.{{0,40}}?\b{_EXTENT})?)\s*(?:lost|torn off|missing)", re.IGNORECASE)
_DECLASSIFIED = re.compile(r"(?P<extent>.{0,60}?)\s*not declassified")
_OMITTED = re.compile(r"\. ?\. ?\.(?: ?\.)?|…")
_STROKES = re.compile(r"([-–—_*x×.·])(?:\s?\1)+")  # "[---]", "[***]": of what is not there, not why
_WORD = re.compile(r"[^\W\d_]+")
_PROSE = re.compile(r"[^\W_](?:.*[^\W_])?[.)]?")  # neither "torn?" nor "-torn-"
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Words that say why there is a gap; ``alone`` where they do so without an extent."""

    reason: str
    words: re.Pattern[str]
    alone: bool


@dataclass(frozen=True, slots=True)
class _Brackets:
    """The words of ``brackets.toml``, in small letters; ``gaps`` are the longest phrases first."""

    beside: frozenset[str]
    gaps: Sequence[_Phrase]
    omitted: re.Pattern[str]
    remarks: re.Pattern[str]


@cache
def _brackets() -> _Brackets:
    read = own_table("kktei.read", "brackets.toml")
    omitted, remarks = (re.compile(rf"(?:{any_of(read[kind])})(?!\w)") for kind in ("omitted", "remarks"))
    gaps = [
        (words, _Phrase(reason, re.compile(rf"(?<!\w){re.escape(words)}(?!\w)"), kind == "gaps"))
        for kind in ("gaps", "with_extent")
        for reason, phrases in read[kind].items()
        for words in phrases
    ]
    ordered = sorted(gaps, key=lambda gap: -len(gap[0]))
    return _Brackets(frozenset(read["beside"]), tuple(phrase for _, phrase in ordered), omitted, remarks)


def meaning_of(said: str) -> Inline | None:
    """What words in brackets are by themselves (page, gap, supposed date, remark); None for words of the text."""
    if match := PAGE.fullmatch(said):
        return PageBreak(match["n"])
    if day := _CONJECTURED.fullmatch(said):
        return Supplied((Date((Text(said),), _supposed(day)),))
    remark = len(said) <= _LONGEST and _brackets().remarks.match(said.casefold())
    return _gap_of(said) or (Text(f"[{said}]") if remark else None)


def _supposed(day: re.Match[str]) -> str:
    """What a date says that an editor supposes, as far as it goes (ISO 8601)."""
    month = month_number(day["month"], "en") if day["month"] else None
    return when_of(day[0]) or (f"{day['year']}-{month:02}" if month else day["year"])


def _gap_of(said: str) -> Gap | None:
    """The gap that some words in brackets stand for, if they stand for one; an extent must be one of a text."""
    if _OMITTED.fullmatch(said):
        return Gap("omitted")
    if said == "?":
        return Gap("illegible")
    for pattern, reason in ((_ILLEGIBLE, "illegible"), (_LOST, "lost"), (_DECLASSIFIED, "notDeclassified")):
        if match := pattern.fullmatch(said):
            return Gap(reason, (match["extent"] or match.groupdict().get("more") or "").strip())
    if not said:
        return Gap("blank")
    return Gap("", desc=said) if _STROKES.fullmatch(said) else _worded(said)


def _worded(said: str) -> Gap | None:
    """A gap in the editor's own words: "MS torn", "zwei Worte unleserlich", "Omitted here is a list of ships"."""
    small, known = said.casefold(), _brackets()
    if not _PROSE.fullmatch(said):
        return None
    if known.omitted.match(small):
        return Gap("omitted", desc=said)
    if len(said) > _LONGEST:
        return None
    for phrase in known.gaps:
        rest, times = phrase.words.subn(" ", small)
        beside = _WORD.findall(rest)
        if times and (phrase.alone or beside) and all(word in known.beside for word in beside):
            return Gap(phrase.reason, desc="" if small == phrase.reason == "blank" else said)
    return None
