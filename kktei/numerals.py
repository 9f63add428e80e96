"""Roman numerals, read and written."""

_VALUES = {"i": 1, "j": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_WRITTEN = {100: "c", 90: "xc", 50: "l", 40: "xl", 10: "x", 9: "ix", 5: "v", 4: "iv", 1: "i"}


def roman_number(said: str) -> int:
    """The number that letters mean ("MCCCXLV", "xiiij"); what is no such letter between them counts nothing."""
    found = [_VALUES[letter] for letter in said.lower() if letter in _VALUES]
    return sum(-one if one < max(found[at:]) <= one * 10 else one for at, one in enumerate(found))


def in_roman(number: int) -> str:
    """A number in small letters, as pages and lists have it."""
    written = ""
    for value, letters in _WRITTEN.items():
        written += letters * (number // value)
        number %= value
    return written
