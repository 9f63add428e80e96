"""Whole documents as they are encoded, to review every change as a diff.

``KKTEI_GOLDEN=1 pytest tests/encode/test_golden.py`` writes them anew.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

_GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("number", ["92", "93", "96", "106", "116", "120"])
def test_as_reviewed(encoded: Any, number: str) -> None:
    file = _GOLDEN / f"d{int(number):03d}.xml"
    if os.environ.get("KKTEI_GOLDEN"):
        file.write_bytes(encoded[number])
    assert encoded[number].decode() == file.read_text(encoding="utf-8")
