"""Every command, option, setting and finding code is documented."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from kktei.findings import codes
from kktei.model import FIELDS

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["generate"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", ["commands.md", "settings.md", "findings.md"])
def test_reference_pages_are_current(generate: ModuleType, page: str) -> None:
    assert (ROOT / "docs" / page).read_text(encoding="utf-8") == generate.PAGES[page](), "run python docs/generate.py"


def test_every_field_of_the_editors_table_is_documented() -> None:
    page = (ROOT / "docs" / "table.md").read_text(encoding="utf-8")
    assert [f for f in FIELDS if f"`{f}`" not in page] == []


def test_every_code_in_the_program_is_documented() -> None:
    used = set()
    for path in (ROOT / "kktei").rglob("*.py"):
        used |= set(re.findall(r'"([A-Z]\d{3})"', path.read_text(encoding="utf-8")))
    assert used <= set(codes())


def test_help_of_every_command_shows_an_example(generate: ModuleType) -> None:
    pages = generate.commands().split("## kktei ")[1:]
    assert not [p.split("\n")[0] for p in pages if "Example" not in p]
