"""TOML and JSON, the notations of settings and words, to Python values; what is none is named with line and column."""

import json as reader
import re
import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import Any

from kktei.errors import InputError

Untyped = Mapping[str, Any]  # a table of TOML or an object of JSON before it is looked at

_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_DIGITS = re.compile(r"\d[\d_]{3000,}")  # Python refuses numbers of more than 4,300 digits


def own_table(package: str, name: str) -> dict[str, Any]:
    """What a TOML file of the program's own says; tomllib has no types for it."""
    return tomllib.loads((resources.files(package) / name).read_text(encoding="utf-8"))


def toml(text: str, shown: str) -> dict[str, object]:
    """A TOML file's tables.  InputError names the line and column of what is no TOML."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        at = _AT.search(str(problem))
        line, column = (int(at[1]), int(at[2])) if at and at[1] else _end(text)
        raise _no(f"this is not TOML: {_AT.sub('', str(problem))}", shown, line, column, _TOML) from problem
    except ValueError as problem:
        line, column = _spot(text, _DIGITS)
        raise _no("this number has thousands of digits", shown, line, column, "Write a shorter one.") from problem
    except RecursionError as problem:
        line, column = _deepest(text)
        raise _no("lists or tables stand too deep within each other", shown, line, column, _TOML) from problem


def json(text: str, shown: str) -> object:
    """What a JSON file holds.  InputError names the line and column of what is no JSON."""
    try:
        found: object = reader.loads(text, object_pairs_hook=_each_once)
        return found
    except _TwiceError as twice:
        line, column = _spot(text, re.compile(f"{_quoted(twice.key)}(?s:.*?)({_quoted(twice.key)})"), group=1)
        raise _no(f"the key {twice.key[:80]!r} stands twice", shown, line, column, "Delete one of the two.") from twice
    except reader.JSONDecodeError as problem:
        words = f"this is not JSON: {problem.msg}"
        raise _no(words, shown, problem.lineno, problem.colno, _JSON) from problem
    except ValueError as problem:
        line, column = _spot(text, _DIGITS)
        raise _no("this number has thousands of digits", shown, line, column, "Write a shorter one.") from problem
    except RecursionError as problem:
        line, column = _deepest(text)
        raise _no("lists or objects stand too deep within each other", shown, line, column, _JSON) from problem


class _TwiceError(Exception):
    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def _each_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object's pairs; of two with one key JSON's reader would silently take the last."""
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise _TwiceError(key)
        found[key] = value
    return found


def _quoted(key: str) -> str:
    """A pattern of a key as it stands before its colon."""
    return re.escape(reader.dumps(key, ensure_ascii=False)) + r"\s*:"


_TOML = 'A line is key = "text", key = ["one", "two"], or a [table]; look at this one and the one before.'
_JSON = 'JSON is {"key": "text", "other": "text"}; look at this line and the one before.'


def _no(words: str, shown: str, line: int, column: int, hint: str) -> InputError:
    return InputError(f"{shown}:{line}:{column}: {words}", hint).at(line, column)


def _spot(text: str, what: re.Pattern[str], group: int = 0) -> tuple[int, int]:
    found = what.search(text)
    at = found.start(group) if found else 0
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def _end(text: str) -> tuple[int, int]:
    whole = text.rstrip()
    return whole.count("\n") + 1, len(whole) - whole.rfind("\n")


def _deepest(text: str) -> tuple[int, int]:
    """The line with the most brackets, and its first one."""
    lines = text.split("\n")
    most = max(range(len(lines)), key=lambda n: lines[n].count("[") + lines[n].count("{"))
    return most + 1, len(re.split(r"[\[{]", lines[most], maxsplit=1)[0]) + 1


def key_spot(text: str, table: str, key: str, index: int = 0) -> tuple[int, int]:
    """Line and column of ``key`` of a TOML file's ``table`` (of its nth head ``[[table]]``); (1, 1) where it hides.

    Without ``key`` those of the table's head.  It reads lines, not TOML: good enough for a message.
    """
    current, heads, best = "", -1, (1, 1)
    for number, line in enumerate(text.splitlines(), 1):
        if head := _HEAD.match(line):
            current = head[2].strip()
            heads += current == table
            if current == table and heads == index:
                best = (number, head.start(1) + 1)
        elif at := _key(line, table, key, inside=current == table and heads in (index, -1)):
            return number, at
        elif best == (1, 1) and (at := _key(line, "", table, inside=True)):
            best = (number, at)
    return best


_HEAD = re.compile(r"\s*(\[{1,2})\s*[\"']?([^\[\]\"']+)[\"']?\s*\]{1,2}")


def _key(line: str, table: str, key: str, *, inside: bool) -> int:
    """The column at which a line gives the key: bare, or as table.key or table = {key; 0 where it does not."""
    own, outer = (rf"[\"']?{re.escape(name)}[\"']?" for name in (key, table))
    before = r"\s*" if inside else rf"\s*{outer}\s*(?:\.|=\s*\{{(?:.*?[\s,])?)\s*"
    found = re.match(rf"{before}({own})\s*[=.]", line) if key else None
    return found.start(1) + 1 if found else 0


def json_spot(text: str, key: str) -> tuple[int, int]:
    """Line and column of a JSON file's key; (1, 1) where it is written in another way."""
    return _spot(text, re.compile(_quoted(key)))
