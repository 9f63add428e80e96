"""Progress, colours and widths, on a terminal and where there is none."""

from __future__ import annotations

import io
import sys

import pytest

from kktei.cli.console import Console
from kktei.cli.main import run
from kktei.findings import Finding, Severity

FOUND = [Finding("C001", "words", file="seeds/a.txt", line=1, severity=Severity.ERROR)]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """One terminal for both streams, from now on."""
    screen = Terminal()
    monkeypatch.setattr(sys, "stdout", screen)
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    for name in ("NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    return screen


@pytest.mark.parametrize("columns", [1, 8, 20, 39, 40, 60, 80, 200])
def test_progress_stays_in_one_line(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = terminal(monkeypatch)
    monkeypatch.setenv("COLUMNS", str(columns))
    console = Console()
    for done in range(0, 10_001, 500):
        console.progress("validate", done, 10_000)
    console.say("Built.")
    shown = screen.getvalue()
    assert all(len(line.rstrip("\n")) < max(columns, 2) for line in shown[1:].removesuffix("Built.\n").split("\r"))
    assert shown.endswith("\nBuilt.\n")
    if columns > 30:
        assert "10000/10000" in shown


def test_a_terminal_that_can_do_little_gets_plain_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = terminal(monkeypatch)
    monkeypatch.setenv("TERM", "dumb")
    console = Console(verbose=True)
    console.progress("validate", 10, 10)
    console.findings(FOUND)
    assert not {"\r", "\033"} & set(screen.getvalue())


@pytest.mark.parametrize(("value", "coloured"), [(None, True), ("", True), ("1", False), ("0", False)])
def test_no_color(value: str | None, coloured: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = terminal(monkeypatch)
    if value is not None:
        monkeypatch.setenv("NO_COLOR", value)
    Console().findings(FOUND)
    assert ("\033[31m" in screen.getvalue()) == coloured


@pytest.mark.parametrize("columns", ["5", "30", "80", "500", "none"])
def test_explanations_fit(columns: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert run(["explain", "C001"]) == 0
    lines = capsys.readouterr().out.splitlines()[1:]
    widest = max(map(len, lines))
    assert widest <= (max(int(columns), 20) if columns.isdigit() else 88)
    assert widest <= 88


def test_a_short_run_says_nothing_of_its_progress_in_a_log(capsys: pytest.CaptureFixture[str]) -> None:
    console = Console()
    for done in range(1, 17):
        console.progress("validate", done, 16)
    assert capsys.readouterr().err == ""


def test_progress_never_runs_back(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    console = Console(_last=-10)
    monkeypatch.setattr("kktei.cli.console._EVERY", 0)
    for what, done in (("pages", 1), ("pages", 3), ("pages", 1), ("documents", 1), ("pages", 2), ("pages", 4)):
        console.progress(what, done, 4)
    lines = capsys.readouterr().err.splitlines()
    assert lines == ["pages: 1 of 4", "pages: 3 of 4", "documents: 1 of 4", "pages: 4 of 4"]
