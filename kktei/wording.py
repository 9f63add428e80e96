"""How wordings are compared, and what is made of them where only letters and digits may stand."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

_DASHES = re.compile("[‐-―−]")
_QUOTES = re.compile("[‘’]")


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """A wording for comparison: case, dashes, single quotation marks and runs of white space made alike."""
    return normalize_space(_QUOTES.sub("'", _DASHES.sub("-", text.casefold())))


def normalize_space(text: str) -> str:
    """What XPath's function of this name gives: one blank for each run of white space, none at the ends."""
    return " ".join(text.split())


def any_of(words: Iterable[str]) -> str:
    """Any of some words as a regular expression, the longest first, so that none hides one that begins with it."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


def filled(expressions: Mapping[str, str], name: str) -> str:
    """One of some regular expressions: in it ``{name}`` stands for another, and a new line for nothing."""
    one = re.sub(r"(?:^|\n) *", "", expressions[name])
    return re.sub(r"\{([a-z_]+)\}", lambda part: filled(expressions, part[1]), one)


def in_ascii(text: str) -> str:
    """The letters without their accents (Unicode's compatibility decomposition); what ASCII has not is left out."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")


def in_digits(text: str) -> str:
    """Decimal digits of any script (١, १, fullwidth １) as 0 to 9; everything else as it is."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)


def name_words(text: str) -> list[str]:
    """The words of a name, folded; initials that stand close together ("J.F.") are two."""
    return re.sub(r"\.(?=\w)", ". ", fold(text)).split()


def same_words(ones: Iterable[str], others: Iterable[str]) -> bool:
    """Whether a name and another can be of one: all words of the one are among the other's, in whatever order."""
    sets = [
        [frozenset(name.casefold().replace(",", " ").split()) for name in names if name] for names in (ones, others)
    ]
    return any(one <= other or other <= one for one in sets[0] for other in sets[1] if one and other)


def forenames_agree(given: Sequence[str], known: Sequence[str]) -> bool:
    """Forenames as far as both are given: "john" with "john f.", "n." with "nikita"; order is kept."""
    rest = list(known)
    for word in given:
        at = next((i for i, other in enumerate(rest) if _same_forename(word, other)), None)
        if at is None:
            return False
        rest = rest[at + 1 :]
    return True


def _same_forename(one: str, other: str) -> bool:
    one, other = one.rstrip("."), other.rstrip(".")
    if len(one) == 1 or len(other) == 1:
        return one[:1] == other[:1]
    return one == other
