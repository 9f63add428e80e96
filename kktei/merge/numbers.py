"""Whether a number of the source has passed to another document: what was done to the one is not done to the other."""

from __future__ import annotations

import re

_BODY = re.compile(r"<(?:[\w.-]+:)?text\b.*", re.DOTALL)
_NOTE = re.compile(r"<(?:[\w.-]+:)?note\b[^>]*\btype=\"source\".*?</(?:[\w.-]+:)?note>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"\w{4,}")  # shorter ones stand in every text
_HEAD = re.compile(r"<(?:[\w.-]+:)?head\b.*?</(?:[\w.-]+:)?head>", re.DOTALL)
_FRAME = re.compile(
    r"<(?:[\w.-]+:)?(head|opener|closer|dateline|salute|signed)\b[^>]*(?<!/)>.*?</(?:[\w.-]+:)?\1>", re.DOTALL
)
_ENOUGH = 8  # words from which this can be told: a heading alone may just have been corrected
_SHARED = 0.5  # of the shorter text's words; of two letters by one hand hardly a third
_SAID = 4  # words outside of heading, opener and closer, from which short letters can be told from each other
_UNDER_ANOTHER_HEADING = 0.8  # short letters share dateline, salutation and close


def is_another(before: str | bytes, now: str | bytes) -> bool:
    """Whether two conversions are of two documents: they have few words in common, source notes aside.

    A text that was only cut, or is there for the first time, has all the words of the shorter one.
    """
    if isinstance(before, bytes) or isinstance(now, bytes):
        return False
    former, new = _body(before), _body(now)
    heads = [_found(match[0] if (match := _HEAD.search(body)) else "") for body in (former, new)]
    least = _SHARED if heads[0] == heads[1] else _UNDER_ANOTHER_HEADING
    return _differ(_found(former), _found(new), _ENOUGH, least) or _short_ones_differ(former, new)


def _short_ones_differ(former: str, new: str) -> bool:
    """Whether two short letters have another frame (heading, dateline, close), and in it other words.

    One correspondence has the same names and phrases in every frame, so that there is little else to tell them by.
    """
    said, now = (_found(_FRAME.sub(" ", body)) for body in (former, new))
    frame, other = (_TAG.sub("", "".join(m[0] for m in _FRAME.finditer(body))).split() for body in (former, new))
    return frame != other and _differ(said, now, _SAID, _SHARED)


def _differ(one: set[str], other: set[str], enough: int, least: float) -> bool:
    """Whether two texts have less than this part of the shorter's words in common."""
    shorter = min(len(one), len(other))
    return shorter >= enough and len(one & other) < least * shorter


def _body(tei: str) -> str:
    """A document's text without its source note."""
    body = _BODY.search(tei)
    return _NOTE.sub(" ", body[0]).lower() if body else ""


def _found(text: str) -> set[str]:
    return set(_WORD.findall(_TAG.sub(" ", text)))
