"""Text to words and marks.

A word is letters, digits and the combining marks on them, with apostrophes and hyphens between them; every other sign
that is no white space is a token by itself.
"""

import re
import unicodedata
from functools import cache

_LAST_MARKED = 0x20000  # no combining mark but the variation selectors stands above


@cache
def pattern() -> re.Pattern[str]:
    """What a token looks like."""
    marks = _combining()
    letter = rf"(?:[^\W_]|[{marks}\u200c\u200d\u00ad])"
    return re.compile(rf"{letter}+(?:[’'ʼ\-]{letter}+)*[’'ʼ]?|[^\w\s]|_")


def _combining() -> str:
    """All combining marks as ranges of a character class."""
    ranges: list[tuple[int, int]] = []
    for code in range(0x300, _LAST_MARKED):
        if not unicodedata.category(chr(code)).startswith("M"):
            continue
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1] = (ranges[-1][0], code)
        else:
            ranges.append((code, code))
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)


def is_mark(form: str) -> bool:
    """Whether a token is punctuation: no letter, no digit."""
    return not any(char.isalnum() for char in form)
