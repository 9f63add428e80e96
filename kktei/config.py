"""The settings of an edition: ``edition/edition.toml``, checked key by key against ``settings.toml``."""

import difflib
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from kktei import dates, files, identifiers, notation, policy, sizes
from kktei.errors import InputError, SettingsError
from kktei.identifiers import licence_name

_KINDS: dict[str, type] = {
    "text": str,
    "address": str,
    "addresses": list,
    "names": list,  # a single one may stand without brackets
    "choice": str,
    "choices": list,
    "doi": str,
    "email": str,
    "length": str,  # a number stands without quotation marks as well
    "trim": str,  # the size of a page
    "id": str,  # stands in file names and begins xml:ids
    "title": str,  # a text that is not empty
    "date": str,  # as @when has it
    "language": str,
    "isbn": str,
    "policy": str,  # what browsers may load
    "integer": int,
    "flag": bool,
    "texts": list,
}
_EMAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;.]+(\.[^\s@<>,;.]+)+")
_MOST = 1_000_000  # bytes of edition.toml
# By kind: what is wrong with a text, and how one is written that is right.
_RULES: dict[str, Callable[[str], str]] = {
    "policy": policy.fault,
    "doi": identifiers.doi_fault,
    "id": identifiers.id_fault,
    "title": lambda value: "" if value.strip() else "the title is empty",
    "date": dates.iso_fault,
    "language": identifiers.language_fault,
    "isbn": identifiers.isbn_fault,
    "trim": sizes.trim_fault,
    "email": lambda value: "" if not value or _EMAIL.fullmatch(value) else f"{_shown(value)} is no address of e-mail",
}
_EXAMPLES = {
    "doi": '"10.5281/zenodo.123", without an address before it',
    "id": '"letters-1963": letters, digits, hyphens',
    "address": '"https://…"',
    "title": '"…", with the words of the title',
    "date": '"2026", "2026-05" or "2026-05-17"',
    "language": '"en", "de-CH", "sr-Latn" or another tag of BCP 47',
    "isbn": '"978-3-16-148410-0", as the agency gave it',
    "trim": '"133x203", width and height in millimetres, or "6x9in"',
    "email": '"editor@example.org"',
}
_WANTED: dict[type, str] = {
    str: "a text in quotation marks",
    list: "a list in square brackets",
    int: "a whole number",
    bool: "true or false",
}
_TOLD = 19  # faults that are told after the first
_LONG = 80  # characters of a value that are shown
_LARGEST = 10_000  # of a whole number
_SUPPRESSION = 'Write [[suppress]], and below it code = "S050" and reason = "…".'
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


Value = str | int | bool | list[str]


@dataclass(frozen=True, slots=True)
class Setting:
    """A key as it is documented: its kind, what it is for, its default (None: it must be given), its choices."""

    kind: str
    doc: str
    default: Value | None = None
    choices: tuple[str, ...] = ()
    least: float = 0
    most: float = _LARGEST


@dataclass(frozen=True, slots=True)
class Settings:
    """What ``edition.toml`` says, with defaults filled in.

    A key that does not exist is a KeyError, one of another kind a TypeError: both are faults of the program.
    """

    values: Mapping[str, Value]
    suppressions: tuple[Suppression, ...] = ()

    def text(self, key: str) -> str:
        """The value of a text, address or choice key ("edition.title")."""
        return _of_kind(self.values[key], str)

    def texts(self, key: str) -> tuple[str, ...]:
        """The value of a list key."""
        return tuple(_of_kind(self.values[key], list))

    def integer(self, key: str) -> int:
        """The value of an integer key."""
        return _of_kind(self.values[key], int)

    def flag(self, key: str) -> bool:
        """The value of a true/false key."""
        return _of_kind(self.values[key], bool)


_Kind = TypeVar("_Kind", str, list[str], int, bool)


def _of_kind(value: Value, kind: type[_Kind]) -> _Kind:
    if not isinstance(value, kind):
        raise TypeError(f"{value!r} is no {kind.__name__}")
    return value


@cache
def documented() -> dict[str, Setting]:
    """Every key as it is documented, in the order of the file."""
    rows = notation.own_table("kktei", "settings.toml")
    return {
        f"{table}.{key}": Setting(
            row["type"],
            row["doc"],
            row.get("default"),
            tuple(row.get("choices", ())),
            row.get("least", 0),
            row.get("most", _LARGEST),
        )
        for table, keys in rows.items()
        for key, row in keys.items()
    }


def load(path: Path) -> Settings:
    """Settings from a file.  SettingsError names the line and column of what is wrong, and what to write."""
    try:
        text = files.text(path, most=_MOST)
        given = notation.toml(text, path.name)
    except InputError as problem:
        hint = problem.hint or "Check the file's permissions, or restore it from version control."
        raise SettingsError(problem.message, hint).at(problem.line, problem.column) from problem
    return check(given, text, path.name)


def check(given: Mapping[str, object], text: str = "", file: str = "edition.toml") -> Settings:
    """Settings from parsed TOML; ``text`` serves to find lines.  SettingsError tells all that is wrong in one go."""
    page = _Page(text, file)
    known = documented()
    wrong: list[SettingsError] = []
    suppressions: list[Suppression] = []
    with _kept(wrong):
        for i, row in enumerate(_rows(given, page)):
            with _kept(wrong):
                suppressions.append(_suppression(row, page, i))
    values: dict[str, Value] = {}
    for table, keys in given.items():
        with _kept(wrong):
            for key, value in _keys(table, keys, known, page) if table != "suppress" else ():
                with _kept(wrong):
                    values[f"{table}.{key}"] = _value(table, key, value, known, page)
    values |= _licence(values)
    named = {f"{table}.{key}" for table, keys in given.items() if isinstance(keys, dict) for key in keys}
    for full, setting in known.items():
        if full not in values and setting.default is not None:
            values[full] = setting.default
        elif full not in values and full not in named:
            wrong.append(SettingsError(f"{file}: {full} is missing", setting.doc))
    if wrong:
        raise _together(wrong)
    return Settings(values, tuple(suppressions))


@contextmanager
def _kept(wrong: list[SettingsError]) -> Iterator[None]:
    """Keep what is wrong, to be told with the rest."""
    try:
        yield
    except SettingsError as problem:
        wrong.append(problem)


def _together(wrong: Sequence[SettingsError]) -> SettingsError:
    """One error that tells all, in the order of the file's lines; what is missing comes last."""
    first, *more = sorted(wrong, key=lambda one: (not one.line, one.line, one.column))
    if not more:
        return first
    words = [f"{one.message}\n    {one.hint}" for one in more[:_TOLD]]
    words += [f"and {len(more) - _TOLD} more"] * (len(more) > _TOLD)
    return SettingsError(first.message, "\n".join([first.hint or "", *words])).at(first.line, first.column)


def _licence(values: Mapping[str, Value]) -> dict[str, Value]:
    """What follows from a licence's address for its name; neither is ever the default's where the other is named."""
    address, name = values.get("edition.licence"), values.get("edition.licence_name")
    if address is not None and name is None:
        return {"edition.licence_name": licence_name(str(address))}
    return {"edition.licence": ""} if name and address is None else {}


@dataclass(frozen=True, slots=True)
class _Page:
    """The text of the file, to say where something stands."""

    text: str
    file: str

    def wrong(self, table: str, key: str, message: str, hint: str, index: int = 0) -> SettingsError:
        """What is wrong with a key (or with a table: no key), with its place."""
        line, column = notation.key_spot(self.text, table, key, index)
        return SettingsError(f"{self.file}:{line}:{column}: {message}", hint).at(line, column)


def _keys(table: str, keys: object, known: Mapping[str, Setting], page: _Page) -> Iterable[tuple[str, object]]:
    """The keys of a table and what they are given."""
    tables = {full.partition(".")[0] for full in known}
    if not isinstance(keys, dict) and table in tables:
        raise page.wrong(table, "", f"{table!r} is a table, written once", f"Write [{table}] on a line of its own.")
    if not isinstance(keys, dict):
        raise page.wrong("", table, f"{_shown(table)} stands outside a table", "Put it below [edition].")
    if table not in tables and not keys:
        raise page.wrong(table, "", f"there is no table {_shown(table)}", _nearest(table, tables))
    return keys.items()


def _value(table: str, key: str, value: object, known: Mapping[str, Setting], page: _Page) -> Value:
    """What a key is given, in the form that the program reads."""
    full = f"{table}.{key}"
    if full not in known:
        raise page.wrong(table, key, f"there is no key {_shown(full)}", _nearest(full, known))
    alone = known[full].kind == "names" and isinstance(value, str)
    given = [value] * bool(value) if alone else value
    if known[full].kind == "length" and isinstance(value, int | float) and 0 < value < _LARGEST and value is not True:
        given = f"{value:g}"
    if known[full].kind == "doi" and isinstance(value, str):
        given = identifiers.doi(value) or value.strip()
    said = _fault(given, known[full])
    if said or not isinstance(given, str | int | list):
        raise page.wrong(table, key, said, _right(key, known[full]))
    return given


def _rows(given: Mapping[str, object], page: _Page) -> list[dict[str, object]]:
    rows = given.get("suppress", [])
    if isinstance(rows, dict):
        return [rows]
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise page.wrong("suppress", "", "'suppress' is no list of tables", _SUPPRESSION)
    return rows


def _fault(value: object, setting: Setting) -> str:
    """What is wrong with a value; nothing where it is right."""
    kind = setting.kind
    if type(value) is not _KINDS[kind]:
        return f"{_shown(value)} is not {'a number' if kind == 'length' else _WANTED[_KINDS[kind]]}"
    texts: list[object] = value if isinstance(value, list) else [value] if isinstance(value, str) else []
    if not all(isinstance(v, str) for v in texts):
        return "every item of the list must be a text"
    for given in _addresses(texts, kind):
        if not is_web(given) and not (kind == "addresses" and _BESIDE.fullmatch(given)):
            return f"{_shown(given)} is no address of the web: it must begin with http:// or https://"
    if unfit := next((c for v in texts for c in str(v) if _no_character(c)), ""):
        return f"the control character U+{ord(unfit):04X} cannot stand in a text"
    if (rule := _RULES.get(kind)) and (said := rule(str(value))):
        return said
    if kind in ("choice", "choices") and (said := _choice_fault(texts, setting.choices)):
        return said
    return _measure_fault(value, setting)


def _measure_fault(value: object, setting: Setting) -> str:
    """What is wrong with a number or a length."""
    if setting.kind == "length":
        return sizes.length_fault(str(value), setting.least, setting.most)
    if isinstance(value, int) and setting.kind == "integer" and not setting.least <= value <= setting.most:
        return f"{_shown(value)} is not between {setting.least} and {setting.most}"
    return ""


def _choice_fault(texts: Collection[object], choices: Sequence[str]) -> str:
    """What is wrong with one or several of some words: one that is none of them, one that stands twice."""
    seen: set[object] = set()
    for text in texts:
        if text not in choices:
            near = difflib.get_close_matches(str(text)[:_LONG], choices, 1)
            mean = f"; did you mean {near[0]!r}?" if near else ""
            return f"{_shown(text)} is none of {', '.join(map(repr, choices))}{mean}"
        if text in seen:
            return f"{_shown(text)} stands there twice"
        seen.add(text)
    return ""


def _no_character(char: str) -> bool:
    """Whether XML cannot hold a character."""
    return (char < " " and char not in "\t\n\r") or char in "\ufffe\uffff"


def _right(key: str, setting: Setting) -> str:
    """How a key is written."""
    kind = setting.kind
    if kind in _EXAMPLES:
        return f"Write {key} = {_EXAMPLES[kind]}."
    words = {
        "choice": f'{key} = "{setting.choices[-1] if setting.choices else ""}", or another of them.',
        "choices": f"{key} = [{', '.join(map(_quoted, setting.choices[:2]))} …], as many as you want, in your order.",
        "integer": f"{key} = {setting.default or 1}, a number without quotation marks.",
        "length": f'{key} = "…", from {setting.least:g} to {setting.most:g}, without a unit. {setting.doc}',
        "policy": f"{key} = \"img-src 'self' https://example.org\": it replaces that part of the strict policy.",
        "flag": f"{key} = true or {key} = false.",
        **dict.fromkeys(("texts", "addresses", "names"), f'{key} = ["…", "…"], a list of texts in quotation marks.'),
    }
    return "Write " + words.get(kind, f'{key} = "…", a text in quotation marks.')


def _quoted(text: str) -> str:
    return f'"{text}"'


def _shown(value: object) -> str:
    """A value as it is shown: its beginning where it is long."""
    try:
        words = repr(value)
    except (ValueError, RecursionError):  # a number of thousands of digits
        words = f"this {type(value).__name__}"
    return words if len(words) <= _LONG else f"{words[:_LONG]}…"


def _addresses(texts: Iterable[object], kind: str) -> list[str]:
    return [str(text) for text in texts if text or kind == "addresses"] if kind in {"address", "addresses"} else []


def is_web(address: str) -> bool:
    """Whether it is an address of the web, which a page may lead to: http or https, without blanks and controls."""
    return _WEB.fullmatch(address) is not None


def _suppression(row: Mapping[str, object], page: _Page, index: int) -> Suppression:
    line, _ = notation.key_spot(page.text, "suppress", "", index)
    allowed = {"code", "reason", "file", "place"}
    for key, value in row.items():
        if key not in allowed:
            words = f"a suppression has no {_shown(key)}: it needs code and reason, and may have file and place"
            raise page.wrong("suppress", key, words, _SUPPRESSION, index)
        if not isinstance(value, str):
            raise page.wrong("suppress", key, f"{_shown(value)} is no text", f'Write {key} = "…".', index)
    if not {"code", "reason"} <= set(row):
        words = "a suppression needs code and reason, and may have file and place"
        raise page.wrong("suppress", "", words, _SUPPRESSION, index)
    said = {key: str(value) for key, value in row.items()}
    if not said["reason"].strip():
        raise page.wrong("suppress", "reason", "a suppression needs a reason in words", _SUPPRESSION, index)
    return Suppression(said["code"], said["reason"], said.get("file", ""), said.get("place", ""), line)


def _nearest(key: str, known: Collection[str]) -> str:
    table, _, own = key[:_LONG].rpartition(".")  # what all keys of a table begin with makes them no nearer
    names = {name.rpartition(".")[2]: name for name in reversed([*known])}
    names |= {name.rpartition(".")[2]: name for name in known if name.startswith(f"{table}.")}
    near = difflib.get_close_matches(own, names, 1, 0.7)
    return f"Did you mean {names[near[0]]!r}?" if near else "docs/settings.md lists all keys."
