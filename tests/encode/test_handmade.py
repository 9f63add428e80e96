"""The seven documents encoded by hand: the same lots, references, roles and acts stand in ours."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from kktei import tei

_NUMBERS = ["92", "93", "96", "98", "99", "106", "120"]


@pytest.fixture(scope="module")
def by_hand(datadir: Path) -> dict[str, Any]:
    return {n: tei.load(datadir / "encoding" / f"d{int(n):03d}.xml") for n in _NUMBERS}


def _keys(values: Any) -> set[str]:
    """Fragment identifiers, without file and without the document's own numbering."""
    return {p.rpartition("#")[2] for v in values for p in str(v).split() if "#" in p}


# Records that the edition keeps under another id: a part of an institution is a repository,
# and "USSR, Khrushchev Correspondence" is two levels.
_RENAMED = {"col.mfarf.dhr": "rep.mfarf.dhr"}


@pytest.mark.parametrize("number", _NUMBERS)
def test_the_same_records_are_pointed_to(by_hand: Any, trees: Any, found: Any, number: str) -> None:
    path = "//tei:sourceDesc//@ref | //tei:sourceDesc//@corresp | //tei:profileDesc//@ref | //tei:sourceDesc//@class"
    theirs = {_RENAMED.get(k, k) for k in _keys(found(by_hand[number], path)) if not re.match(r"d\d", k)}
    assert theirs - _keys(found(trees[number], path)) <= _LEFT_OUT.get(number, set())


# 92: the note names no translator; 93: the White House is an archive here, and where it was received is not said.
_LEFT_OUT = {"92": {"role.translator", "org.dos"}, "93": {"org.whitehouse", "pl.washington"}, "120": {"org.dos"}}


@pytest.mark.parametrize("number", _NUMBERS)
def test_the_same_witnesses(by_hand: Any, trees: Any, found: Any, number: str) -> None:
    def roles(tree: Any) -> list[str]:
        return sorted(str(w.get("ana")).split()[0].rpartition("#")[2] for w in found(tree, "//tei:witness"))

    assert roles(trees[number]) == roles(by_hand[number])


@pytest.mark.parametrize("number", _NUMBERS)
def test_the_same_markings(by_hand: Any, trees: Any, found: Any, number: str) -> None:
    def marked(tree: Any) -> list[tuple[str, str]]:
        path = "//tei:witness[1]//tei:seg[@type=('classification')] | //tei:witness[1]//tei:seg[@type]"
        segs = found(tree, path.replace("=('classification')", "='classification'"))
        return [(s.get("type"), s.get("ana").rpartition("#")[2]) for s in segs]

    assert marked(trees[number]) == marked(by_hand[number])


@pytest.mark.parametrize("number", _NUMBERS)
def test_the_same_acts_of_making(by_hand: Any, trees: Any, found: Any, number: str) -> None:
    def made(tree: Any) -> set[tuple[str, tuple[str, ...]]]:
        return {
            (
                s[0].get("ref").rpartition("#")[2],
                tuple((e.get("ref") or "").rpartition("#")[2] for e in s[1:] if tei.name(e) != "note"),
            )
            for s in found(tree, "//tei:witness//tei:respStmt")
        }

    extra = {("role.translator", ("org.dos",))} if number == "92" else set()
    assert made(by_hand[number]) - extra <= made(trees[number])


@pytest.mark.parametrize("number", _NUMBERS)
def test_the_same_journey(by_hand: Any, trees: Any, found: Any, number: str) -> None:
    def acts(tree: Any) -> list[tuple[str, tuple[str, ...]]]:
        told = []
        for action in found(tree, "//tei:correspAction"):
            people = tuple(sorted(_keys(action.xpath("tei:persName/@ref", namespaces=tei.NS))))
            told.append((action.get("type"), people))
        return sorted(told)

    theirs, ours = acts(by_hand[number]), acts(trees[number])
    assert [a for a in theirs if a not in ours] == []


@pytest.mark.parametrize("number", _NUMBERS)
def test_the_same_relations(by_hand: Any, trees: Any, found: Any, number: str) -> None:
    def names(tree: Any) -> set[str]:
        return {r.get("name") for r in found(tree, "//tei:relation")}

    # 120: that the book prints the lost letter is left to the book's own evidence.
    assert names(by_hand[number]) - names(trees[number]) <= ({"copyOf"} if number == "120" else set())


def test_ambiguous_ibid_as_by_hand(by_hand: Any, trees: Any, found: Any) -> None:
    path = "//tei:note[@type='source']//tei:ref[@type='ibid']"
    theirs = [(r.get("cert"), len(r.get("target").split())) for r in found(by_hand["92"], path)]
    assert [(r.get("cert"), len(r.get("target").split())) for r in found(trees["92"], path)] == theirs
