"""Promise 1: no word is lost."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kktei import encode, parse, tei
from kktei.config import check
from kktei.encode.authorities import AuthorityIndex
from kktei.model import Document, DocumentId, Position, Record

_WHITE = {ord(c): None for c in " \t\r\n"}


def test_all_thirty_notes_are_the_seed_s(records: Any, trees: Any, found: Any, text_of_note: Any) -> None:
    assert len(records) == 30
    for record in records:
        (note,) = found(trees[record.number], "//tei:note[@type='source']")
        assert text_of_note(note) == record.note.translate(_WHITE), record.number


def test_all_thirty_headings_are_the_seed_s(records: Any, trees: Any, found: Any) -> None:
    for record in records:
        parts = found(trees[record.number], "//tei:text//tei:head//text()[not(ancestor::tei:note)]")
        assert "".join(parts) == f"{record.number}. {record.head}"


_PIECES = [
    "Source: ",
    "Department of State, Central Files, 611.61/1-2161. ",
    "Department of State, Presidential Correspondence: Lot 77 D 163. ",
    "Kennedy Library, National Security Files. ",
    "Secret; Eyes Only. ",
    "Drafted by Davis (EUR) and approved by Mrs.Kennedy. ",
    "The Russian-language text is ibid.: Lot 66 D 204. ",
    "Other copies are ibid., and in the Johnson Library. ",
    "see vol. VII, pp. 685686. ",
    "(Ibid., Central Files, DEF 18-4) ",
    "handed to Thompson by Dobrynin on April 29 ",
    "“Important: Mrs. Lincoln/This.” ",
    "ibid.",
    "&<>\"'",
    "\u00a0",
    "\U0001f4dc",
]
_LETTERS = st.characters(blacklist_categories=("Cs", "Cc", "Cn"), blacklist_characters="\ufffe\uffff")
_TEXTS = st.lists(st.one_of(st.sampled_from(_PIECES), st.text(_LETTERS, max_size=8)), max_size=10).map("".join)
_SETTINGS = check({"edition": {"title": "T"}})
_VOCABULARY = parse.load_vocabulary()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(note=_TEXTS, head=_TEXTS)
def test_any_text_at_all_comes_through_whole(note: str, head: str) -> None:
    at = Position("x", 1)
    record = Record(DocumentId.of("7"), head, note, at, at)
    document = Document(record, parse.parse_head(head), parse.parse_note(note))
    context = encode.contexts([document], AuthorityIndex(), _SETTINGS, _VOCABULARY)[DocumentId.of("7")]
    tree = tei.parse(encode.encode_document(document, context), "d007.xml")
    parts = tree.xpath("//tei:note[@type='source']//text()[not(ancestor::tei:corr)]", namespaces=tei.NS)
    assert "".join(parts).translate(_WHITE) == note.translate(_WHITE)
    heads = tree.xpath("//tei:text//tei:head//text()[not(ancestor::tei:note)]", namespaces=tei.NS)
    assert "".join(heads) == f"7. {head}"


def test_the_same_input_gives_the_same_bytes(documents: Any, surroundings: Any, encoded: Any) -> None:
    for document in documents:
        number = document.record.number
        assert encode.encode_document(document, surroundings[document.id]) == encoded[number]


@pytest.mark.parametrize("number", ["96", "106"])
def test_a_sic_keeps_the_fault_and_a_corr_puts_it_right(trees: Any, found: Any, number: str) -> None:
    (choice,) = found(trees[number], "//tei:note[@type='source']//tei:choice")
    wrong, right = (tei.text_of(e) for e in choice)
    assert right.replace("–", "") == wrong
    assert choice[1].get("cert") == "high"
