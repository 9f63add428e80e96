"""The walk's verdict is lxml's: on mutants of real documents, with our grammar (5,000: benchmarks/verdicts.py)."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from lxml import etree

from kktei import tei
from kktei.validate.check import explain, own_schema
from kktei.validate.grammars import grammar
from tests.validate.mutants import mutant

PATH = own_schema().path


@pytest.fixture(scope="module")
def judge() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(str(PATH)))


def test_three_hundred_mutants(root: Path, judge: etree.RelaxNG) -> None:
    sources = [tei.load(file) for file in sorted((root / "edition" / "documents").glob("*.xml"))]
    assert len(sources) >= 30
    chance = random.Random(91)
    invalid = 0
    for number in range(300):
        raw = mutant(sources[number % len(sources)], chance)
        valid = judge.validate(etree.fromstring(raw, tei.parser()))
        found = explain(raw, "mutant.xml", grammar(PATH))
        invalid += not valid
        assert valid == (found == []), (number, found[:1], judge.error_log.last_error)
        assert all(f.line > 0 and f.column > 0 and f.message and f.hint for f in found)
    assert 150 < invalid < 280  # the mutations neither all break nor all spare


@pytest.mark.parametrize("value", ["a\u00a0b", "a b", "", " ", "\u3000", "x\u2028y", "1963-04-03T24:00:00", "24:00:00"])
def test_odd_values_are_judged_alike(value: str, root: Path, judge: etree.RelaxNG) -> None:
    """Blanks that are none in XML, hours that libxml2 reads in its own way."""
    document = tei.load(root / "edition" / "documents" / "d096.xml")
    for name in ("when", "rend", "type", "target"):
        for element in document.iter(tei.q("date"), tei.q("ref")):
            element.set(name, value)
        raw = etree.tostring(document, encoding="utf-8")
        assert judge.validate(etree.fromstring(raw, tei.parser())) == (explain(raw, "x.xml", grammar(PATH)) == [])
