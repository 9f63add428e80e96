"""In CI nothing is skipped in silence."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tests.conftest import unskipped


def report(**more: object) -> SimpleNamespace:
    return SimpleNamespace(outcome="skipped", skipped=True, longrepr=("x.py", 3, "Skipped: needs Java"), **more)


def test_what_is_skipped_has_failed_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    assert unskipped(report()).outcome == "failed"
    assert unskipped(report()).longrepr == "In CI nothing is skipped. Skipped: needs Java"
    assert unskipped(report(wasxfail="known")).outcome == "skipped"


def test_elsewhere_it_is_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    assert unskipped(report()).outcome == "skipped"
