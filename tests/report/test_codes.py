"""Every kind of finding is shown by a test."""

from __future__ import annotations

import re
from pathlib import Path

from lxml import etree

from kktei.findings import codes, retired

TESTS = Path(__file__).resolve().parent.parent


def test_every_code_is_named_by_a_test() -> None:
    """By its folder in tests/rules, or in a test."""
    named = {path.name for path in (TESTS / "rules").iterdir()}
    for path in TESTS.rglob("*.py"):
        named |= set(re.findall(r"\b[A-Z]\d{3}\b", path.read_text(encoding="utf-8")))
    assert set(codes()) - named == set()


def test_every_code_names_the_stage_that_gives_it() -> None:
    """A suppression is without effect only where its stage ran."""
    making = {"build", "export", "foreign", "html", "print", "publish"}
    reading = {"collate", "convert", "encode", "merge", "parse", "read"}
    assert {code.stage for code in codes().values()} == {"check"} | making | reading


def test_every_pattern_of_the_rules_is_active() -> None:
    """A phase is chosen by its name; without one a new pattern could be forgotten."""
    rules = etree.parse(TESTS.parent / "schema" / "kktei.sch").getroot()
    assert rules.get("defaultPhase") is None


def test_a_code_is_never_used_again() -> None:
    """Those that are given no more stand in kktei/retired.toml; all that users were ever told of are one or the other."""
    assert not retired().keys() & codes().keys()
    told = "".join((TESTS.parent / name).read_text(encoding="utf-8") for name in ("CHANGELOG.md", "README.md"))
    told += "".join(path.read_text(encoding="utf-8") for path in (TESTS.parent / "docs").glob("*.md"))
    letters = "".join(sorted({code[0] for code in (*codes(), *retired())}))
    named = set(re.findall(rf"(?<![\w/.#-])[{letters}]\d{{3}}(?![\w-])", told))
    assert named - codes().keys() - retired().keys() == set()
    assert {code for why in retired().values() for code in re.findall(r"\b[A-Z]\d{3}\b", why)} <= codes().keys()
