"""Three versions of one text to one: by lines, by tags and texts, by sentences; then all in one spelling.

The rule is diff3's (Khanna, Kunal and Pierce, "A formal investigation of diff3", 2007): what one side alone changed is
taken from it; where both changed one place or neighbouring places, they must say the same.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from kktei.merge.spelling import merge_respelt

_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_PIECES = re.compile(r"<[^>]*>|[^<\n]+|\n|<")
_SENTENCES = re.compile(r"<[^>]*>|[^<\n]+?[.?!;:] +|[^<\n]+|\n|<")
_CUTS = (_LINES, _PIECES, _SENTENCES)


def merge(base: str, hand: str, new: str) -> str | None:
    """``hand``'s and ``new``'s changes to ``base`` together; None where they touch one place.

    Line ends are the hand version's.
    """
    crlf = "\r\n" in hand
    base, hand, new = (text.replace("\r\n", "\n") for text in (base, hand, new))
    merged = _plain(base, hand, new)
    if merged is None:
        merged = merge_respelt(base, hand, new, _plain)
    return merged.replace("\n", "\r\n") if merged is not None and crlf else merged


def _plain(base: str, hand: str, new: str) -> str | None:
    return next((m for cut in _CUTS if (m := _by(cut, base, hand, new)) is not None), None)


def _by(cut: re.Pattern[str], base: str, hand: str, new: str) -> str | None:
    merged = merge_pieces(cut.findall(base), cut.findall(hand), cut.findall(new))
    return None if merged is None else "".join(merged)


def merge_pieces(base: Sequence[str], hand: Sequence[str], new: Sequence[str]) -> list[str] | None:
    """Both sides' changes to ``base``, piece by piece; None where they touch one place and differ."""
    sides = (hand, new)
    merged: list[str] = []
    done = 0  # pieces of the base that are dealt with
    for changes in _together(_changes(base, hand, 0) + _changes(base, new, 1)):
        begin, end = changes[0].begin, max(change.end for change in changes)
        texts = [_as_changed(base, sides[side], [c for c in changes if c.side == side], begin, end) for side in (0, 1)]
        touched = {change.side for change in changes}
        if len(touched) == 2 and texts[0] != texts[1]:
            return None
        merged += base[done:begin]
        merged += texts[changes[0].side]
        done = end
    return [*merged, *base[done:]]


@dataclass(frozen=True, slots=True, order=True)
class _Change:
    """``base[begin:end]`` became ``side[first:last]``."""

    begin: int
    end: int
    side: int
    first: int
    last: int


def _changes(base: Sequence[str], text: Sequence[str], side: int) -> list[_Change]:
    codes = SequenceMatcher(None, base, text).get_opcodes()
    return [_Change(b, e, side, f, last) for kind, b, e, f, last in codes if kind != "equal"]


def _together(changes: list[_Change]) -> Iterator[list[_Change]]:
    """The changes in the order of the base, those that overlap or touch in one group."""
    group: list[_Change] = []
    reach = -1
    for change in sorted(changes):
        if group and change.begin > reach:
            yield group
            group = []
        group.append(change)
        reach = max(reach, change.end)
    if group:
        yield group


def _as_changed(base: Sequence[str], text: Sequence[str], own: list[_Change], begin: int, end: int) -> Sequence[str]:
    """What stands in ``text`` for ``base[begin:end]``; ``own`` are its changes there."""
    if not own:
        return base[begin:end]
    return text[own[0].first - (own[0].begin - begin) : own[-1].last + (end - own[-1].end)]
