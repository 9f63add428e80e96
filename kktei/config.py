"""The settings of an edition: ``edition/edition.toml``, checked key by key against ``settings.toml``."""

from __future__ import annotations

import difflib
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from kktei import files
from kktei.errors import InputError, SettingsError

_KINDS: dict[str, type] = {
    "text": str,
    "address": str,
    "addresses": list,
    "choice": str,
    "integer": int,
    "flag": bool,
    "texts": list,
}
# What a browser may be led to: the web, nothing that runs or reads a file; no blanks, controls or invisible marks.
_SIGN = r"[^\s\x00-\x20\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff<>\"\\^`{|}]"
_WEB = re.compile(rf"https?://{_SIGN}+", re.IGNORECASE)
_BESIDE = re.compile(rf"(?![A-Za-z][A-Za-z0-9+.-]*:|//)(?:{_SIGN}|(?<!^) )+")  # a path; blanks may stand within


@dataclass(frozen=True, slots=True)
class Suppression:
    """A finding that an editor has decided to live with."""

    code: str
    reason: str
    file: str = ""  # a path or a glob; empty: everywhere
    place: str = ""  # a part of the finding's place or message; empty: any
    line: int = 0  # where it stands in edition.toml


@dataclass(frozen=True, slots=True)
class Settings:
    """What ``edition.toml`` says, with defaults filled in."""

    values: dict[str, Any]
    suppressions: tuple[Suppression, ...] = ()

    def text(self, key: str) -> str:
        """The value of a text or choice key ("edition.title"); KeyError for a key that does not exist."""
        return str(self.values[key])

    def texts(self, key: str) -> tuple[str, ...]:
        """The value of a list key."""
        return tuple(self.values[key])

    def integer(self, key: str) -> int:
        """The value of an integer key."""
        return int(self.values[key])

    def flag(self, key: str) -> bool:
        """The value of a true/false key."""
        return bool(self.values[key])


@cache
def documented() -> dict[str, dict[str, Any]]:
    """Every key with its type, default and documentation, in the order of the file."""
    rows = tomllib.loads((resources.files(__package__) / "settings.toml").read_text(encoding="utf-8"))
    return {f"{table}.{key}": row for table, keys in rows.items() for key, row in keys.items()}


def load(path: Path) -> Settings:
    """Settings from a file.  SettingsError names the line of what is wrong."""
    try:
        text = files.text(path)
    except InputError as problem:
        raise SettingsError(problem.message, problem.hint) from problem
    try:
        return check(tomllib.loads(text), text, path.name)
    except tomllib.TOMLDecodeError as problem:
        raise SettingsError(f"{path.name} is not TOML: {problem}") from problem


def check(given: dict[str, Any], text: str = "", file: str = "edition.toml") -> Settings:
    """Settings from parsed TOML; ``text`` serves to find lines."""
    known = documented()
    suppressions = tuple(_suppression(row, text, file, i) for i, row in enumerate(_rows(given)))
    values: dict[str, Any] = {}
    for table, keys in given.items():
        if table == "suppress":
            continue
        if not isinstance(keys, dict):
            raise _wrong(file, text, "", table, f"{table!r} stands outside a table", "Put it below [edition].")
        for key, value in keys.items():
            full = f"{table}.{key}"
            if full not in known:
                raise _wrong(file, text, table, key, f"there is no key {full!r}", _nearest(full, known))
            values[full] = _checked(value, known[full], lambda m, k=key, t=table: _wrong(file, text, t, k, m))
    for full, row in known.items():
        if full not in values:
            if "default" not in row:
                raise SettingsError(f"{file}: {full} is missing", f"{row['doc']}")
            values[full] = row["default"]
    return Settings(values, suppressions)


def _rows(given: dict[str, Any]) -> list[Any]:
    rows = given.get("suppress", [])
    return rows if isinstance(rows, list) else [rows]


def _checked(value: Any, row: dict[str, Any], wrong: Any) -> Any:
    kind = _KINDS[row["type"]]
    if type(value) is not kind:
        raise wrong(f"{value!r} is not of the kind {row['type']!r}")
    if isinstance(value, list) and not all(isinstance(v, str) for v in value):
        raise wrong("every item of the list must be a text")
    for given in _addresses(value, row["type"]):
        if not is_web(given) and not (row["type"] == "addresses" and _BESIDE.fullmatch(given)):
            raise wrong(f"{given!r} is no address of the web: it must begin with http:// or https://")
    if row["type"] == "choice" and value not in row["choices"]:
        raise wrong(f"{value!r} is none of {', '.join(row['choices'])}")
    return value


def _addresses(value: Any, kind: str) -> list[str]:
    return value if kind == "addresses" else [value] if kind == "address" and value else []


def is_web(address: str) -> bool:
    """Whether it is an address of the web, which a page may lead to: http or https, without blanks and controls."""
    return _WEB.fullmatch(address) is not None


def _suppression(row: Any, text: str, file: str, index: int) -> Suppression:
    line = _line_of_table(text, "[[suppress]]", index)
    allowed = {"code", "reason", "file", "place"}
    if not isinstance(row, dict) or not {"code", "reason"} <= set(row) <= allowed:
        raise SettingsError(f"{file}:{line}: a suppression needs code and reason, and may have file and place")
    if not str(row["reason"]).strip():
        raise SettingsError(f"{file}:{line}: a suppression needs a reason in words")
    return Suppression(row["code"], row["reason"], row.get("file", ""), row.get("place", ""), line)


def _wrong(file: str, text: str, table: str, key: str, message: str, hint: str | None = None) -> SettingsError:
    return SettingsError(f"{file}:{_line(text, table, key)}: {message}", hint)


def _line(text: str, table: str, key: str) -> int:
    """The line on which ``key`` of ``table`` stands (1 where it cannot be found)."""
    current = ""
    for number, line in enumerate(text.splitlines(), 1):
        if head := re.match(r"\s*\[([^\[\]]+)\]", line):
            current = head[1].strip()
        elif current == table and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[=.]", line):
            return number
    return 1


def _line_of_table(text: str, head: str, index: int) -> int:
    lines = [n for n, line in enumerate(text.splitlines(), 1) if line.strip().startswith(head)]
    return lines[index] if index < len(lines) else 1


def _nearest(key: str, known: dict[str, Any]) -> str:
    near = difflib.get_close_matches(key, known, 1)
    return f"Did you mean {near[0]!r}?" if near else "docs/settings.md lists all keys."
