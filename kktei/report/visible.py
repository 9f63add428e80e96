"""Words from elsewhere made harmless: a name or a text that is quoted in a message gives a terminal no orders."""

import json
import re

# Control characters (they clear screens, set titles, fill clipboards), what turns the direction of writing, halves of
# characters that no encoding has; line ends too, except in messages of several lines.
_ORDERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_IN_LINE = re.compile(_ORDERS.pattern[:-1] + "\t\n]")
_HALVES = re.compile("[\ud800-\udfff]")
_BEYOND = re.compile("[^\x00-\x7f]")


def visible(text: str) -> str:
    """``text`` of one or several lines, with what would give a terminal orders escaped (``\\x1b``)."""
    return _ORDERS.sub(_escaped, text)


def in_line(text: str) -> str:
    """The same for what must stay in one line, such as a file's name."""
    return _IN_LINE.sub(_escaped, text)


def whole(text: str) -> str:
    """``text`` with halves of characters (from names that are not UTF-8) escaped, so that it can be UTF-8."""
    return _HALVES.sub(_escaped, text)


def json_text(value: object, indent: int | None = 1) -> str:
    """``value`` as JSON that can be UTF-8: a half of a character in it is told as the words ``\\ud800``."""
    return _HALVES.sub(lambda found: "\\" + _escaped(found), json.dumps(value, ensure_ascii=False, indent=indent))


def ascii_json(text: str) -> str:
    """JSON ``text`` with every character beyond ASCII as JSON escapes it: the same data in any encoding."""
    return _BEYOND.sub(_json_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    number = ord(match[0])
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}"


def _json_escaped(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i] << 8 | units[i + 1]:04x}" for i in range(0, len(units), 2))
