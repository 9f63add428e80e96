"""Every benchmark can be started: it finds all that it imports from the program, and calls it as it is."""

from __future__ import annotations

import ast
import inspect
import runpy
import sys
from pathlib import Path

import pytest

from kktei.render.html import search

FOLDER = Path(__file__).resolve().parents[2] / "benchmarks"


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.py")), ids=lambda file: file.stem)
def test_a_benchmark_can_be_loaded(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", [file.name])
    monkeypatch.setattr(sys, "path", [str(FOLDER), *sys.path])
    found = runpy.run_path(str(file), run_name="benchmark")
    assert found["__doc__"]


def test_the_web_benchmark_times_what_packs_the_index() -> None:
    """It puts a function of its own in the place of one, which must take the same."""
    tree = ast.parse((FOLDER / "web.py").read_text(encoding="utf-8"))
    (timed,) = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name == "timed")
    assert [given.arg for given in timed.args.args] == list(inspect.signature(search._packed).parameters)
