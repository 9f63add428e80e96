"""The words and shapes of notes and headings stand in the vocabulary, not in the code that reads them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kktei.parse import load_vocabulary

PARSE = Path(__file__).resolve().parents[2] / "kktei" / "parse"
MODULES = sorted(PARSE.glob("*.py"))
_RE = {"search", "match", "fullmatch", "finditer", "findall", "split", "sub", "compile"}


def expressions(path: Path) -> Iterator[str]:
    """The regular expressions that a module writes out."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or not node.args:
            continue
        of_re = isinstance(node.func.value, ast.Name) and node.func.value.id == "re" and node.func.attr in _RE
        if (of_re or node.func.attr == "regex") and isinstance(node.args[0], ast.Constant):
            yield str(node.args[0].value)


def english(expression: str) -> list[str]:
    """The words of a regular expression: no escapes, names of groups or placeholders."""
    plain = re.sub(r"\\[A-Za-z]|\(\?P<\w+>|\(\?P=\w+\)|\(\?[ims]:|\{\w+\}", " ", expression)
    return [word for word in re.findall(r"[A-Za-z]{2,}", plain) if word != "bid"]


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.name)
def test_no_expression_holds_a_word(path: Path) -> None:
    assert [e for e in expressions(path) if english(e)] == []


def test_the_test_sees_words() -> None:
    assert english(r"\b(?:Drafted|approved)\s+by") == ["Drafted", "approved", "by"]
    assert english(r"(?P<name>\w+)\s{titles}\d") == []


def test_every_pattern_compiles_and_is_used() -> None:
    words = load_vocabulary()
    code = "".join(path.read_text(encoding="utf-8") for path in MODULES)
    inside = "".join(words.patterns.values())
    for name in words.patterns:
        words.pattern(name)
        assert f'"{name}"' in code or f"{{{name}}}" in code + inside, name


def test_every_list_is_used() -> None:
    """A table that no reader asks for is dead."""
    words = load_vocabulary()
    code = "".join(p.read_text(encoding="utf-8") for p in PARSE.parent.rglob("*.py"))
    inside = "".join(words.patterns.values())
    unused = [t for t in (*words.rows, *words.lists) if f'"{t}"' not in code and f"{{{t}}}" not in code + inside]
    assert unused == []


def compared(path: Path) -> Iterator[tuple[int, str]]:
    """Words that a module compares with what stands in a note: with a token's text, or with words in lower case."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            if not any(".text" in ast.unparse(side) or ".lower()" in ast.unparse(side) for side in sides):
                continue
        elif isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in {
            "startswith",
            "endswith",
            "word",
        }:
            sides = list(node.args)
        else:
            continue
        for side in sides:
            parts = side.elts if isinstance(side, ast.Tuple | ast.Set | ast.List) else [side]
            for part in parts:
                if (
                    isinstance(part, ast.Constant)
                    and isinstance(part.value, str)
                    and english(part.value)
                    and part.value not in {".toml", "form_"}
                ):
                    yield node.lineno, part.value


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.name)
def test_nothing_is_compared_with_a_word(path: Path) -> None:
    assert list(compared(path)) == []


def test_particles_are_asked_for_by_keys_that_there_are() -> None:
    keys = {term.key for term, _ in load_vocabulary().rows["particle"]}
    asked: set[str] = set()
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in {"said", "of"}:
                asked |= {
                    arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
                }
    assert asked <= keys
