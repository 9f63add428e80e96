"""Grammars from their files, each read once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from lxml import etree

from kktei import relaxng, tei
from kktei.errors import InputError, MachineryError
from kktei.relaxng import Grammar, SchemaError
from kktei.relaxng.places import cut


def grammar(path: Path) -> Grammar:
    """The grammar in the file ``path``; MachineryError where it cannot be used."""
    try:
        state = path.stat()
    except OSError:  # reading it says so in words
        return _grammar(path, (0, 0))
    return _grammar(path, (state.st_mtime_ns, state.st_size))


@lru_cache(maxsize=4)
def _grammar(path: Path, _stamp: tuple[int, int]) -> Grammar:
    with schema_errors():
        return relaxng.grammar(path, _load)


@contextmanager
def schema_errors() -> Iterator[None]:
    """A schema that turns out to be unusable ends the run: MachineryError."""
    try:
        yield
    except SchemaError as problem:
        raise MachineryError(problem.message, problem.hint or None) from problem


def _load(path: Path) -> Any:
    name = cut(path.name)
    try:
        return tei.load(path, name)
    except InputError as problem:
        raise MachineryError(f"The schema {name} cannot be used: {problem.message}", problem.hint) from problem
    except etree.XMLSyntaxError as problem:
        hint = "Correct it; or fetch the schema again, if it came cut off."
        raise MachineryError(f"The schema {name} is not well formed: {problem.msg}", hint) from problem
