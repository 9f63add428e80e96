"""Grammars from their files, each read once."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

import rnc2rng

from kktei import files, relaxng, tei
from kktei.errors import InputError, MachineryError
from kktei.relaxng import Grammar, SchemaError
from kktei.relaxng.places import cut
from kktei.tei import Element
from kktei.validate.embedded import grammar_of


def grammar(path: Path) -> Grammar:
    """The grammar in the file ``path``; MachineryError where it cannot be used."""
    try:
        state = path.stat()
    except OSError:  # reading it says so in words
        return _grammar(path, (0, 0))
    return _grammar(path, (state.st_mtime_ns, state.st_size))


@lru_cache(maxsize=4)
def _grammar(path: Path, _stamp: tuple[int, int]) -> Grammar:
    if path.suffix == ".odd":
        path = grammar_of(path, _load(path))
    with schema_errors():
        return relaxng.grammar(path, _load)


@contextmanager
def schema_errors() -> Iterator[None]:
    """A schema that turns out to be unusable ends the run: MachineryError."""
    try:
        yield
    except SchemaError as problem:
        raise MachineryError(problem.message, problem.hint or None) from problem


def _compact(path: Path, name: str) -> Element:
    """A grammar in the compact syntax as the same in XML; MachineryError where it is not well formed."""
    try:
        made = rnc2rng.dumps(rnc2rng.loads(files.text(path, name)))
    except (rnc2rng.parser.ParseError, ValueError, KeyError, IndexError, AttributeError, AssertionError) as problem:
        said = " ".join(str(problem).split())[:200] or type(problem).__name__
        raise MachineryError(f"The schema {name} cannot be read as compact syntax: {said}", "Correct it.") from problem
    return tei.parse(made.encode("utf-8"), name)


def _load(path: Path) -> Element:
    name = cut(path.name)
    try:
        return _compact(path, name) if path.suffix == ".rnc" else tei.load(path, name)
    except tei.MalformedError as problem:
        hint = "Correct it; or fetch the schema again, if it came cut off."
        raise MachineryError(f"The schema {name} is not well formed: {problem.said}", hint) from problem
    except InputError as problem:
        raise MachineryError(f"The schema {name} cannot be used: {problem.message}", problem.hint) from problem
