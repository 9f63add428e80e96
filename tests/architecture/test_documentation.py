"""Every command, option, setting and finding code is documented."""

from __future__ import annotations

import importlib
import re
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from kktei.findings import codes
from kktei.model import FIELDS

ROOT = Path(__file__).resolve().parents[2]


sys.path.insert(0, str(ROOT / "docs"))
generate = importlib.import_module("generate")
odd = importlib.import_module("odd")


@pytest.mark.parametrize("file", generate.PAGES, ids=lambda p: p.name)
def test_reference_pages_are_current(file: Path) -> None:
    assert file.read_text(encoding="utf-8") == generate.PAGES[file](), "run python docs/generate.py"


def test_an_element_of_the_grammar_needs_its_module_in_the_odd() -> None:
    text = odd.ODD.read_text(encoding="utf-8")
    with pytest.raises(ValueError, match="msFrag"):
        odd.with_elements(text, odd.elements() | {"msFrag"})
    assert "msPart" not in odd.with_elements(text, odd.elements() - {"msPart"}).split("<schemaSpec")[1]


def test_every_field_of_the_editors_table_is_documented() -> None:
    page = (ROOT / "docs" / "table.md").read_text(encoding="utf-8")
    assert [f for f in FIELDS if f"`{f}`" not in page] == []


def test_the_glossary_names_what_is_there() -> None:
    page = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    wanted = [
        name
        for line in page.splitlines()
        if line.startswith("| ")
        for name in re.findall(r"`([\w./]+)`", line.rpartition(" | ")[2])
    ]
    assert len(wanted) > 30
    assert [name for name in wanted if not _is_there(name)] == []


def _is_there(name: str) -> bool:
    """Whether a dotted name is a module of kktei's, or something in one; or a path is a folder of the program's."""
    if "/" in name:
        return name.startswith(("seeds/", "edition/")) or (ROOT / name).exists()
    parts = name.removeprefix("kktei.").split(".")
    for cut in range(len(parts), 0, -1):
        with suppress(ModuleNotFoundError):
            found = importlib.import_module(".".join(["kktei", *parts[:cut]]))
            return _has(found, parts[cut:])
    return False


def _has(found: object, parts: list[str]) -> bool:
    for part in parts:
        if not hasattr(found, part):
            return False
        found = getattr(found, part)
    return True


def test_every_code_in_the_program_is_documented() -> None:
    used = set()
    for path in (ROOT / "kktei").rglob("*.py"):
        used |= set(re.findall(r'"([A-Z]\d{3})"', path.read_text(encoding="utf-8")))
    assert used <= set(codes())


def test_help_of_every_command_shows_an_example() -> None:
    pages = generate.commands().split("## kktei ")[1:]
    assert not [p.split("\n")[0] for p in pages if "Example" not in p]


def test_what_contributing_names_is_there() -> None:
    """Its recipes were followed once; files that move take their names here along."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:kktei|schema|xslt|docs|tests|benchmarks)/[\w/.-]*)`", text))
    assert len(named) > 30
    asked = {name for name in named if not re.search(r"FORMAT|PRODUCT|CODE|\bxx\b", name)}
    assert sorted(name for name in asked if not (ROOT / name).exists()) == []
