"""Every kind of finding is shown by a test."""

from __future__ import annotations

import re
from pathlib import Path

from kktei.findings import codes

TESTS = Path(__file__).resolve().parent.parent


def test_every_code_is_named_by_a_test() -> None:
    """By its folder in tests/rules, or in a test."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in TESTS.rglob("*.py"))
    folders = {path.name for path in (TESTS / "rules").iterdir()}
    assert [code for code in codes() if code not in folders and not re.search(rf"\b{code}\b", text)] == []
