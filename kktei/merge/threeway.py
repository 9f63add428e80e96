"""Three versions of one text to one, by merge3: by lines, by tags and texts, by sentences; then all in one spelling."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from merge3 import Merge3

from kktei.merge.dressing import merge_dressed

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
        merged = merge_dressed(base, hand, new, _plain)
    return merged.replace("\n", "\r\n") if merged is not None and crlf else merged


def _plain(base: str, hand: str, new: str) -> str | None:
    return next((m for cut in _CUTS if (m := _by(cut, base, hand, new)) is not None), None)


def _by(cut: re.Pattern[str], base: str, hand: str, new: str) -> str | None:
    pieces: Callable[[str], Sequence[str]] = cut.findall
    out: list[str] = []
    for kind, *parts in Merge3(pieces(base), pieces(hand), pieces(new)).merge_groups():
        if kind == "conflict":
            return None
        out.extend(parts[0])
    return "".join(out)


def only_adds(hand: str, new: str) -> bool:
    """Whether ``new`` is ``hand`` with lines added: every line of it is there, in its order."""
    lines = iter(_LINES.findall(new))
    return all(line in lines for line in _LINES.findall(hand))
