"""Every benchmark can be started: it finds all that it imports from the program, and calls it as it is."""

from __future__ import annotations

import ast
import functools
import runpy
import sys
from pathlib import Path

import pytest

from kktei import cache
from kktei.render.html import site

FOLDER = Path(__file__).resolve().parents[2] / "benchmarks"


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.py")), ids=lambda file: file.stem)
def test_a_benchmark_can_be_loaded(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", [file.name])
    monkeypatch.setattr(sys, "path", [str(FOLDER), *sys.path])
    found = runpy.run_path(str(file), run_name="benchmark")
    assert found["__doc__"]


def test_the_web_benchmark_times_what_makes_the_site() -> None:
    """It puts functions of its own in the places of some, in a process of its own."""
    measured = runpy.run_path(str(FOLDER / "web.py"), run_name="benchmark")["SITE"].format(
        letters="", target="", jobs=1, address=""
    )
    (timed,) = (node for node in ast.parse(measured).body if isinstance(node, ast.For))
    assert [name for name in ast.literal_eval(timed.iter) if not callable(getattr(site, name, None))] == []


def test_what_was_made_while_the_code_changed_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half of it is of the old code, half of the new: compared, it looks as if the same input gave other bytes."""
    monkeypatch.setattr(sys, "path", [*sys.path])
    net = runpy.run_path(str(FOLDER / "net.py"), run_name="benchmark")
    states = iter(["now", "now", "now", "then"])
    keep = net["from_one_state"]
    monkeypatch.setitem(keep.__globals__, "make", lambda target, _: (target / "made").touch())
    monkeypatch.setattr(cache, "program", functools.cache(lambda: next(states)))
    keep(tmp_path / "before")
    assert (tmp_path / "before" / "made").exists()
    cache.program.cache_clear()
    with pytest.raises(SystemExit, match="The code changed"):
        keep(tmp_path / "before")
    assert not (tmp_path / "before").exists()
