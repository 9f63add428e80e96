"""Where a date, and the place before it, begin at the end of a heading: no name holds them."""

import re
from dataclasses import dataclass

from kktei.model import Agent
from kktei.parse.vocabulary import Vocabulary
from kktei.periods import bounds_of, looks_dated

_LONGEST = 160  # characters of a heading's end
_GAP = re.compile(r",\s+|\s+(?=[\[(])|(?<=\w{4})\.\s+")
_MOST = 6  # words of a date that no one reads
_ANY_YEAR = "2000"  # a leap year


@dataclass(frozen=True, slots=True)
class Tail:
    """The words of a date at the end of a heading, and its place; ``start``: where the heading ends without them."""

    start: int
    told: str
    place: str


def is_dated(agent: Agent) -> bool:
    """Whether a date stands in the words of a correspondent."""
    said = (agent.wording, agent.title or "", *(agent.office or "").split(", "))
    return any(map(looks_dated, said)) or _after_a_name(agent.wording) is not None


def tail_of(head: str, vocabulary: Vocabulary) -> Tail | None:
    """The date at the end of a heading, understood or not; None where nothing there looks like one."""
    found = _after_gaps(head, vocabulary) or _after_a_name(head)
    if found is None:
        return None
    start, told = found
    town = vocabulary.search("town_last", head, max(0, start - _LONGEST), start)
    return Tail(town.start() if town else start, told, town["place"] if town else "")


def _after_gaps(head: str, vocabulary: Vocabulary) -> tuple[int, str] | None:
    """The last words between commas or brackets that are dates; a word in small letters may follow ("copy")."""
    end = len(head.rstrip(" ."))
    last, start = end, None
    for gap in reversed([*_GAP.finditer(head, max(0, end - _LONGEST), end)]):
        words = head[gap.end() : end]
        if _is_date(words, vocabulary):
            start = gap
        elif start is None and last == end and words.strip("[()]").islower():
            last = gap.start()
        else:
            break
        end = gap.start()
    return (start.start(), head[start.end() : last]) if start else None


def _is_date(words: str, vocabulary: Vocabulary) -> bool:
    if not looks_dated(words):
        return False
    return bounds_of(words) is not None or (len(words.split()) <= _MOST and not vocabulary.search("tail_party", words))


def _after_a_name(head: str) -> tuple[int, str] | None:
    """A date without a comma before it: "to Peter Rook 3 May 1720"; without its year after a name only."""
    end = len(head.rstrip(" ."))
    first = max(0, end - _LONGEST // 2)
    for gap in re.finditer(r"(?<=\w)\s+", head[first:end]):
        told = head[first + gap.end() : end]
        if not looks_dated(told) or told.isdigit():
            continue
        before = head[: first + gap.start()].rsplit(maxsplit=1)[-1]
        if bounds_of(told) or (before[0].isupper() and lacks_only_year(told)):
            return first + gap.start(), told
    return None


def lacks_only_year(told: str) -> bool:
    """Whether the words would be a date if they had a year ("late August")."""
    return bounds_of(told) is None and bounds_of(told, _ANY_YEAR) is not None
