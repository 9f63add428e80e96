"""README and ODD say what the grammar says."""

from __future__ import annotations

import re
from pathlib import Path

from lxml import etree

from kktei.project import data
from kktei.relaxng.datatypes import Value
from kktei.relaxng.patterns import Kind, Pattern
from kktei.validate.check import Schema, check
from kktei.validate.grammars import grammar

SCHEMA = data("schema")
GRAMMAR = grammar(SCHEMA / "kktei.rng")
NS = {"t": "http://www.tei-c.org/ns/1.0"}


def elements() -> set[str]:
    return {leaf.name.listed()[0][1] for leaf in GRAMMAR.definitions() if leaf.name is not None}


def test_every_element_is_documented() -> None:
    rows = (SCHEMA / "README.md").read_text(encoding="utf-8").splitlines()
    cells = [line.split("|")[1] for line in rows if line.startswith("| `")]
    assert {name for cell in cells for name in re.findall(r"`(?:xi:)?([A-Za-z]+)`", cell)} == elements()


def test_examples_stand_in_the_edition(root: Path) -> None:
    examples = re.findall(r"```xml (\S+)\n(.*?)```", (SCHEMA / "README.md").read_text(encoding="utf-8"), re.S)
    assert len(examples) >= 8
    for file, example in examples:
        text = (root / file).read_text(encoding="utf-8")
        assert " ".join(example.split()) in " ".join(text.split()), example


def test_the_odd_takes_the_same_elements() -> None:
    odd = etree.parse(str(SCHEMA / "kktei.odd"))
    taken = [name for ref in odd.iterfind(".//t:moduleRef[@include]", NS) for name in ref.get("include").split()]
    assert len(taken) == len(set(taken))
    assert set(taken) == elements() - {"include"}


def test_the_odd_closes_the_same_lists() -> None:
    """Each closed list of the ODD is the list of the grammar."""
    odd = etree.parse(str(SCHEMA / "kktei.odd"))
    found = 0
    for spec in odd.iterfind(".//t:elementSpec", NS):
        for attribute in spec.iterfind(".//t:attDef", NS):
            listed = {item.get("ident") for item in attribute.iterfind(".//t:valItem", NS)}
            assert values(spec.get("ident"), attribute.get("ident")) == listed, (
                spec.get("ident"),
                attribute.get("ident"),
            )
            found += 1
    assert found >= 10


def values(element: str, attribute: str) -> set[str]:
    leaf = GRAMMAR.by_name[(NS["t"], element)][0]
    contents = [
        a.content
        for a in GRAMMAR.patterns.first(leaf.content)
        if a.kind is Kind.ATTRIBUTE and a.name is not None and a.name.has("", attribute)
    ]
    return {leaf.spec.value for content in contents for leaf in _leaves(content) if isinstance(leaf.spec, Value)}


def _leaves(p: Pattern) -> tuple[Pattern, ...]:
    return GRAMMAR.patterns.first(p)


def test_the_odd_is_tei(datadir: Path) -> None:
    schema = Schema(data("schema") / "tei_all.rng", foreign=True)
    assert check((SCHEMA / "kktei.odd").read_bytes(), "kktei.odd", schema) == []
