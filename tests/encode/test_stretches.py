"""Marks of a text: the text stays, marks nest, crossing ones are left out."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kktei.encode.elements import el
from kktei.encode.marked import Mark, MarkedText
from kktei.model import Span

TEXT = "Drafted by Davis (EUR) and cleared by Mrs.Kennedy."


@settings(max_examples=150, deadline=None)
@given(
    spans=st.lists(st.tuples(st.integers(-2, 55), st.integers(-2, 55), st.sampled_from(["seg", "persName", "date"]))),
    fault=st.booleans(),
)
def test_the_text_stays_whatever_is_marked(spans: list[tuple[int, int, str]], fault: bool) -> None:
    marks = [Mark(Span(a, b), tag) for a, b, tag in spans]
    marks += [Mark(Span(38, 49), "choice", correction="Mrs. Kennedy")] if fault else []
    note = MarkedText(TEXT, marks, "d001.sn").fill(el("note"))
    assert "".join(note.xpath(".//text()[not(ancestor::*[local-name()='corr'])]")) == TEXT


def test_crossing_marks_are_left_out_and_evidence_falls_back_to_the_sentence() -> None:
    sentence = Mark(Span(0, 50), "seg", rank=0, id="d001.s1")
    made = MarkedText(TEXT, [sentence, Mark(Span(11, 22), "persName"), Mark(Span(17, 30), "date")], "d001.sn")
    assert [m.tag for m in made.marks] == ["seg", "persName"]
    assert made.at(Span(11, 22)) == "#d001.s1.e1"
    assert made.at(Span(12, 15)) == "#d001.s1.e1"
    assert made.at(Span(17, 30)) == "#d001.s1"
    assert made.at(None) is None


def test_one_name_is_not_marked_twice() -> None:
    made = MarkedText(TEXT, [Mark(Span(11, 16), "persName", {"ref": "#a"}), Mark(Span(11, 16), "orgName")], "x")
    assert [m.tag for m in made.marks] == ["persName"]


@pytest.mark.parametrize(("span", "expected"), [(Span(0, 50), 1), (Span(40, 44), 0)])
def test_words_again_keep_the_fault(span: Span, expected: int) -> None:
    made = MarkedText(TEXT, [Mark(Span(38, 49), "choice", correction="Mrs. Kennedy")], "x")
    holder = el("p", made.words(span))
    assert len(holder.findall("{*}choice")) == expected


@pytest.mark.parametrize(
    "note", ["FRC 56 A 632, box 18", "Folder “Berg”", "CCS 381 (3-4-42)", "Source: Winter Papers, Box 3."]
)
def test_a_place_of_numbers_alone_has_a_name_first(one: Any, found: Any, note: str) -> None:
    tree = one(note)
    identifier = found(tree, "//tei:witness//tei:msIdentifier")[0]
    assert next(child.tag.rpartition("}")[2] for child in identifier) == "collection"
    assert "".join(identifier.itertext()).strip()
