"""Whether a number of the source has passed to another document: what was done to the one is not done to the other."""

from __future__ import annotations

import re

_BODY = re.compile(r"<(?:[\w.-]+:)?text\b.*", re.DOTALL)
_NOTE = re.compile(r"<(?:[\w.-]+:)?note\b[^>]*\btype=\"source\".*?</(?:[\w.-]+:)?note>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"\w{4,}")  # shorter ones stand in every text
_HEAD = re.compile(r"<(?:[\w.-]+:)?head\b.*?</(?:[\w.-]+:)?head>", re.DOTALL)
_ENOUGH = 8  # words from which this can be told: a heading alone may just have been corrected
_SHARED = 0.5  # of the shorter text's words; of two letters by one hand hardly a third
_UNDER_ANOTHER_HEADING = 0.8  # short letters share dateline, salutation and close


def is_another(before: str | bytes, now: str | bytes) -> bool:
    """Whether two conversions are of two documents: they have few words in common, source notes aside.

    A text that was only cut, or is there for the first time, has all the words of the shorter one.
    """
    if isinstance(before, bytes) or isinstance(now, bytes):
        return False
    (head, one), (other_head, other) = _words(before), _words(now)
    least = _SHARED if head == other_head else _UNDER_ANOTHER_HEADING
    shorter = min(len(one), len(other))
    return shorter >= _ENOUGH and len(one & other) < least * shorter


def _words(tei: str) -> tuple[set[str], set[str]]:
    """The words of a document's heading, and all of its text."""
    body = _BODY.search(tei)
    text = _NOTE.sub(" ", body[0]).lower() if body else ""
    head = _HEAD.search(text)
    return _found(head[0] if head else ""), _found(text)


def _found(text: str) -> set[str]:
    return set(_WORD.findall(_TAG.sub(" ", text)))
