"""The words of the genre as data: read from kktei/vocabulary/LANGUAGE/*.toml and, over them, an editor's file.

A row has ``key``, ``label`` and ``words``; a plain list holds words; ``[patterns]`` holds regular expressions in
which ``{name}`` stands for the words of a table or for another pattern.  An editor's
``edition/vocabulary.toml`` has the same tables: rows whose key and label are known gain words, new
rows are added, plain lists are lengthened.
"""

import difflib
import os
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import resources
from pathlib import Path

from kktei import files, notation
from kktei.dates import feasts, month_names, short_months
from kktei.errors import InputError
from kktei.wording import fold

_SHELF = resources.files("kktei") / "vocabulary"
_LONGEST = 160  # no wording of the vocabulary is longer; longer ones are not looked up
_MOST = 1_000_000  # bytes of an editor's file
_NO_CHARACTER = re.compile("[\x00-\x1f\x7f\ufffe\uffff]")  # in a word; XML cannot hold most of them


@dataclass(frozen=True, slots=True)
class Term:
    """One row of the vocabulary."""

    table: str
    key: str
    label: str


def alternation(words: Iterable[str]) -> str:
    """A regular expression for any of ``words``, longest first, kind to dashes, quotes and space."""
    ordered = sorted(set(words), key=lambda w: (-len(w), w))
    return "|".join(_pattern(word) for word in ordered)


def _pattern(word: str) -> str:
    text = re.escape(word).replace(r"\ ", r"\s+")
    text = re.sub(r"\\-|[–—]", "[-–—]", text)
    return re.sub("['’]", "['’]?", text)


@dataclass(frozen=True, eq=False)  # as a key of caches it is itself
class Vocabulary:
    """All tables.  ``rows`` holds the keyed tables, ``lists`` the plain ones, ``patterns`` the regular expressions."""

    rows: Mapping[str, tuple[tuple[Term, tuple[str, ...]], ...]]
    lists: Mapping[str, tuple[str, ...]]
    patterns: Mapping[str, str] = field(default_factory=dict)
    _cache: dict[str, re.Pattern[str]] = field(default_factory=dict, repr=False, compare=False)
    _exact: dict[str, frozenset[str]] = field(default_factory=dict, repr=False, compare=False)
    _said: dict[tuple[str, ...], frozenset[str]] = field(default_factory=dict, repr=False, compare=False)
    _stands_for: dict[str, str] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def terms(self) -> Mapping[str, Mapping[str, Term]]:
        """For each keyed table: folded wording -> row."""
        return {
            table: {fold(word): term for term, words in rows for word in words} for table, rows in self.rows.items()
        }

    def look_up(self, table: str, wording: str) -> Term | None:
        """The row of ``table`` that knows ``wording``, or None."""
        if len(wording) > _LONGEST:
            return None
        return self.terms.get(table, {}).get(fold(wording))

    def words(self, table: str) -> tuple[str, ...]:
        """All wordings of a keyed or plain table; empty where there is no such table."""
        if table in self.lists:
            return self.lists[table]
        return tuple(word for _, words in self.rows.get(table, ()) for word in words)

    @cached_property
    def folded(self) -> Mapping[str, frozenset[str]]:
        """For each table the folded wordings, to ask whether a wording is known."""
        names = (*self.rows, *self.lists)
        return {name: frozenset(fold(word) for word in self.words(name)) for name in names}

    def exact(self, table: str) -> frozenset[str]:
        """The words of ``table`` as they are written, capitals and all."""
        kept = self._exact.get(table)
        if kept is None:
            kept = self._exact[table] = frozenset(self.words(table))
        return kept

    def said(self, *keys: str) -> frozenset[str]:
        """The particles of these keys, in lower case."""
        kept = self._said.get(keys)
        if kept is None:
            rows = self.rows.get("particle", ())
            kept = self._said[keys] = frozenset(word for term, words in rows for word in words if term.key in keys)
        return kept

    def knows(self, table: str, wording: str) -> bool:
        """Whether ``table`` holds ``wording``."""
        return len(wording) <= _LONGEST and fold(wording) in self.folded.get(table, ())

    def pattern(self, name: str) -> re.Pattern[str]:
        """The regular expression of that name, compiled; KeyError where there is none."""
        return self.regex(self.patterns[name])

    def search(self, name: str, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Where the pattern ``name`` stands first in ``text[start:end]``."""
        return self.pattern(name).search(text, start, end)

    def match(self, name: str, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The pattern ``name`` at the beginning of ``text[start:end]``."""
        return self.pattern(name).match(text, start, end)

    def regex(self, pattern: str, flags: int = 0) -> re.Pattern[str]:
        """``pattern`` compiled, each ``{name}`` replaced by the pattern or by an alternation of the words so named."""
        kept = self._cache.get(pattern)
        if kept is None:
            kept = self._cache[pattern] = re.compile(self._filled(pattern), flags)
        return kept

    def _filled(self, pattern: str) -> str:
        return re.sub(r"\{([a-z_]+)\}", lambda match: self._standing_for(match[1]), pattern)

    def _standing_for(self, name: str) -> str:
        """What stands for ``{name}``, made once: many patterns hold the same tables."""
        kept = self._stands_for.get(name)
        if kept is None:
            inner = self.patterns.get(name)
            words = alternation(self.words(name)) if inner is None else self._filled(inner)
            kept = self._stands_for[name] = f"(?:{words})"
        return kept


def _add_tables(data: notation.Untyped, rows: dict[str, dict[Term, list[str]]], lists: dict[str, list[str]]) -> None:
    for table, entries in data.items():
        if not entries:
            continue  # an empty list takes nothing away
        if isinstance(entries[0], dict):
            shelf = rows.setdefault(table, {})
            for entry in entries:
                _add_row(table, entry, shelf)
        else:
            lists.setdefault(table, []).extend(str(entry) for entry in entries)


def _add_row(table: str, entry: notation.Untyped, shelf: dict[Term, list[str]]) -> None:
    if "words" in entry:
        term = Term(table, entry.get("key", ""), entry.get("label", entry["words"][0]))
        shelf.setdefault(term, []).extend(entry["words"])


def _read(path: Path, own: Vocabulary) -> notation.Untyped:
    """An editor's tables, each of the kind that ``own`` has under its name; InputError names the line of a fault."""
    text = files.text(path, most=_MOST)
    data = notation.toml(text, path.name)
    for table, entries in data.items():
        for index, fault in _faults(table, entries, own):
            line, column = notation.key_spot(text, table, "", index)
            hint = fault[1] or "Correct the word, or delete it."
            raise InputError(f"{path.name}:{line}:{column}: {fault[0]}", hint).at(line, column)
    return data


_ROW = 'Write [[{0}]], and below it key = "…", label = "…" and words = ["…", "…"].'


def _faults(table: str, entries: object, own: Vocabulary) -> Iterator[tuple[int, tuple[str, str]]]:
    """What is wrong with a table: the number of the row, the words and what to do."""
    if table not in own.rows and table not in own.lists:
        near = difflib.get_close_matches(table[:80], [*own.rows, *own.lists], 1)
        known = f"There are {', '.join(sorted([*own.rows, *own.lists]))}."
        yield 0, (f"there is no table {table[:80]!r}", f"Did you mean {near[0]!r}?" if near else known)
    elif table in own.lists:
        if not isinstance(entries, list) or not all(isinstance(word, str) for word in entries):
            yield 0, (f"{table} must be a list of words", f'Write {table} = ["…", "…"].')
        elif fault := _wrong_words(table, entries):
            yield 0, (fault, "")
    elif not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        yield 0, (f"{table} must be rows with key, label and words", _ROW.format(table))
    else:
        faults = ((index, _wrong_row(table, row)) for index, row in enumerate(entries))
        yield from ((index, (fault, _ROW.format(table))) for index, fault in faults if fault)


def _wrong_row(table: str, row: notation.Untyped) -> str:
    words = row.get("words")
    if not isinstance(words, list) or not words or not all(isinstance(word, str) for word in words):
        return f"every row of {table} needs words, a list of texts"
    named = [row.get(name, "x") for name in ("key", "label")]
    if not all(isinstance(name, str) and name.strip() for name in named):
        return f"key and label of a row of {table} must be texts"
    return _wrong_words(table, [*words, *named])


def _wrong_words(table: str, words: Iterable[str]) -> str:
    for word in words:
        if not word.strip():
            return f"a word of {table} is empty"
        if len(word) > _LONGEST:
            return f"a word of {table} has more than {_LONGEST} characters"
        if unfit := _NO_CHARACTER.search(word):
            return f"a word of {table} has the control character U+{ord(unfit[0]):04X}"
    return ""


def _build(extra: notation.Untyped, language: str) -> Vocabulary:
    rows: dict[str, dict[Term, list[str]]] = {}
    lists: dict[str, list[str]] = {}
    patterns: dict[str, str] = {}
    for data in _shelved(language):
        patterns |= data.get("patterns", {})
        _add_tables({table: entries for table, entries in data.items() if table != "patterns"}, rows, lists)
    days = {"months": month_names(language), "month_short": short_months(language), "feasts": feasts()}
    _add_tables(days, rows, lists)
    _add_tables(extra, rows, lists)
    if language == "en":
        rows["foreign_kind"] = _foreign_kinds()
    return Vocabulary(
        {table: tuple((term, tuple(words)) for term, words in shelf.items()) for table, shelf in rows.items()},
        {table: tuple(words) for table, words in lists.items()},
        patterns,
    )


@cache
def _shelved(language: str) -> tuple[notation.Untyped, ...]:
    """What the files say that kktei has for a language."""
    entries = [entry for name in ("mul", language) for entry in (_SHELF / name).iterdir()]  # those of all first
    named = (entry for entry in sorted(entries, key=lambda e: e.name) if entry.name.endswith(".toml"))
    return tuple(tomllib.loads(entry.read_text(encoding="utf-8")) for entry in named)


@cache
def _foreign_kinds() -> dict[Term, list[str]]:
    """The kinds of document that headings in other languages name, with the categories that they belong to."""
    found: dict[Term, list[str]] = {}
    for folder in sorted(_SHELF.iterdir(), key=lambda e: e.name):
        heads = folder / "heads.toml"
        if folder.name != "en" and heads.is_file():
            for row in tomllib.loads(heads.read_text(encoding="utf-8")).get("kind", ()):
                found.setdefault(Term("foreign_kind", row["key"], row["label"]), []).extend(row["words"])
    return found


@cache
def _own(language: str) -> Vocabulary:
    return _build({}, language)


def load_vocabulary(extra: Path | None = None, language: str = "en") -> Vocabulary:
    """The vocabulary of a language, with ``extra`` (an editor's TOML file) laid over it where it exists.

    Raises InputError where the file cannot be read or has another shape.
    """
    if extra is None or not os.path.lexists(extra):
        return _own(language)
    return _build(_read(extra, _own(language)), language)
