"""The grammar: one source, a strict subset of TEI, and the hand-made encodings are valid."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import rnc2rng
from lxml import etree

from kktei.project import data
from kktei.relaxng.verdicts import Verdict
from kktei.validate.check import Schema, check, own_schema
from kktei.validate.grammars import grammar
from tests.validate.inclusion import violations
from tests.validate.sentences import document

SCHEMA = data("schema")


def test_rnc_and_rng_agree() -> None:
    made = rnc2rng.dumps(rnc2rng.load(str(SCHEMA / "kktei.rnc")))
    assert made.strip() == (SCHEMA / "kktei.rng").read_text(encoding="utf-8").strip(), (
        "run python -m rnc2rng schema/kktei.rnc schema/kktei.rng"
    )


@pytest.mark.long
def test_what_the_grammar_accepts_tei_all_accepts(datadir: Path) -> None:
    """Proved, not sampled: both grammars are walked at once."""
    assert violations(grammar(SCHEMA / "kktei.rng"), grammar(data("schema") / "tei_all.rng")) == []


@pytest.mark.long
def test_the_proof_can_fail(datadir: Path, tmp_path: Path) -> None:
    """A grammar with an attribute, a child and an ending that TEI does not have is caught."""
    text = (SCHEMA / "kktei.rnc").read_text(encoding="utf-8")
    text = text.replace("pb = element pb { att.global,", "pb = element pb { attribute colour { text }?, att.global,")
    text = text.replace("row = element row { att.global,", "row = element row { att.global, p?,")
    text = text.replace("element classDecl { att.global, taxonomy+ }", "element classDecl { taxonomy* }")
    file = tmp_path / "wider.rng"
    (tmp_path / "wider.rnc").write_text(text, encoding="utf-8")
    file.write_text(rnc2rng.dumps(rnc2rng.load(str(tmp_path / "wider.rnc"))), encoding="utf-8")
    found = violations(grammar(file), grammar(data("schema") / "tei_all.rng"))
    assert any(v.startswith("pb: @colour") for v in found)
    assert any(v.startswith("row: p after") for v in found)
    assert "classDecl: may end after nothing" in found


@pytest.mark.parametrize("seed", [*range(20), *(pytest.param(n, marks=pytest.mark.long) for n in range(20, 60))])
def test_documents_made_from_the_grammar_are_tei(seed: int, datadir: Path) -> None:
    """Generated documents: valid by lxml with our grammar, by our walk, and by our walk with tei_all."""
    raw = document(grammar(SCHEMA / "kktei.rng"), random.Random(seed))
    assert check(raw, "made.xml", own_schema()) == []
    assert check(raw, "made.xml", Schema(SCHEMA / "kktei.rng", foreign=True)) == []
    assert check(raw, "made.xml", Schema(data("schema") / "tei_all.rng", foreign=True)) == []


def test_hand_made_encodings_are_valid(datadir: Path) -> None:
    files = [*(datadir / "encoding").glob("d[01]*.xml"), datadir / "encoding" / "authorities.xml"]
    assert len(files) >= 8
    for file in files:
        assert check(file.read_bytes(), file.name, own_schema()) == []


def test_the_edition_is_valid_and_tei(root: Path, datadir: Path) -> None:
    files = sorted((root / "edition").rglob("*.xml"))
    assert len(files) >= 32
    for file in files:
        assert check(file.read_bytes(), file.name, own_schema()) == []
        assert check(file.read_bytes(), file.name, Schema(data("schema") / "tei_all.rng", foreign=True)) == []


def test_the_grammar_compiles_in_lxml() -> None:
    assert etree.RelaxNG(etree.parse(str(SCHEMA / "kktei.rng"))) is not None


def test_what_only_libxml2_refuses_is_told_in_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """No text shows this: it is about a gap in our own explanation."""
    monkeypatch.setattr("kktei.validate.check.verdict", lambda _raw, _grammar: Verdict([], ""))
    raw = b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><nothing/></TEI>'
    assert [f.code for f in check(raw, "x.xml", own_schema())] == ["V030"]
