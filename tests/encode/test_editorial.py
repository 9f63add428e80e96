"""What the editors' table decides is in the TEI, marked as theirs, beside the words that it overrules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from kktei import parse
from kktei.model import OVERRULING, EditorFact, Position

NOTE = (
    "Source: Department of State, Presidential Correspondence, Lot 66 D 204. Secret; Priority; Eyes Only."
    " Drafted by Thompson, cleared by Bundy, and approved by Rusk."
)
HEAD = "Letter From Chairman Khrushchev to President Kennedy"
VALUES = {
    "kind": "Message",
    "sender": "Ambassador Dobrynin",
    "recipient": "Ambassador Thompson",
    "repository": "Kennedy Library",
    "recordGroup": "RG 59",
    "collection": "National Security Files",
    "lot": "77 D 163",
    "file": "POL 1 US",
    "job": "80-1",
    "box": "12",
    "folder": "Norway",
    "language": "Russian",
    "classification": "Top Secret",
    "precedence": "Flash",
    "handling": "Nodis",
    "drafted": "Bundy",
    "approved": "Thompson (S/AL)",
    "cleared": "Foster",
    "initialed": "Rusk",
    "translated": "Akalovsky",
    "revised": "Bundy",
}


@pytest.fixture(scope="module")
def grammar(root: Path) -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(str(root / "schema" / "kktei.rng")))


def fact(name: str, value: str, why: str | None = None, who: str | None = None) -> EditorFact:
    return EditorFact(name, value, Position("edition/facts.csv", 2, 3), who, why)


def test_every_field_that_overrules_is_tried() -> None:
    assert set(VALUES) == set(OVERRULING)


@pytest.mark.parametrize("name", OVERRULING)
def test_a_decision_stands_in_the_header_and_names_its_reason(name: str, one_with: Any, found: Any) -> None:
    tree = one_with(fact(name, VALUES[name], "seen in the archive", "A. B."), note=NOTE, head=HEAD)
    (note,) = found(tree, f"//tei:notesStmt/tei:note[@type='editorial'][@subtype='{name}']")
    assert "seen in the archive (A. B.)" in note.text
    pointing = found(tree, f"//*[contains(concat(@source, ' '), '#d001.ed.{name} ')]")
    assert pointing, name
    assert {e.get("resp") for e in pointing} == {"../edition.xml#ed"}


@pytest.mark.parametrize("name", OVERRULING)
def test_a_decision_is_valid_tei(name: str, one_with: Any, tei_all: Any) -> None:
    for value in (VALUES[name], ""):
        tree = one_with(fact(name, value), note=NOTE, head=HEAD)
        assert tei_all.validate(tree), (name, value, tei_all.error_log.last_error)


WORDS = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=30)


@given(name=st.sampled_from(OVERRULING), value=WORDS | st.sampled_from(list(VALUES.values())), why=WORDS)
@settings(max_examples=150, deadline=None)
def test_any_value_is_refused_or_gives_valid_tei(
    one_with: Any, grammar: etree.RelaxNG, name: str, value: str, why: str
) -> None:
    told = fact(name, " ".join(value.split()), " ".join(why.split()) or None)
    kept, found = parse.acceptable({"1": (told,)}, parse.load_vocabulary())
    assert bool(found) != bool(kept["1"])
    tree = one_with(*kept["1"], note=NOTE, head=HEAD)
    assert grammar.validate(tree), (name, value, grammar.error_log.last_error)


def test_the_words_of_heading_and_note_stay_and_are_pointed_to(one_with: Any, found: Any, text_of_note: Any) -> None:
    decided = [fact("sender", "Ambassador Dobrynin"), fact("classification", "Top Secret"), fact("drafted", "Bundy")]
    tree = one_with(*decided, note=NOTE, head=HEAD)
    (source,) = found(tree, "//tei:note[@type='source']")
    assert text_of_note(source) == "".join(NOTE.split())
    assert [e.text for e in found(source, ".//tei:term[@type='classification']")] == ["Secret"]
    for name, words in (("sender", "Chairman Khrushchev"), ("classification", "Secret"), ("drafted", "Thompson")):
        (note,) = found(tree, f"//tei:notesStmt/tei:note[@subtype='{name}']")
        (target,) = found(tree, f"//*[@xml:id='{note.get('source').lstrip('#')}']")
        assert "".join(target.itertext()) == words
        assert f"where the source has “{words}”" in note.text


def test_a_decision_names_the_words_of_its_own_field_alone(one_with: Any, found: Any) -> None:
    note = "Source: Kennedy Library, Bundy Papers. Secret. The source text is in Russian."
    tree = one_with(fact("classification", "Top Secret"), fact("language", "German"), note=note, head=HEAD)
    assert [e.text for e in found(tree, "//tei:notesStmt/tei:note[@type='editorial']")] == [
        "classification: Top Secret, where the source has “Secret”.",
        "language: German, where the source has “ru”.",
    ]


def test_the_sender_that_was_overruled_is_no_sender(one_with: Any, found: Any) -> None:
    tree = one_with(fact("sender", "Ambassador Dobrynin"), note=NOTE, head=HEAD)
    (sent,) = found(tree, "//tei:correspAction[@type='sent']/tei:persName")
    assert sent.get("ref") == "../authorities.xml#pers.dobrynin"
    assert (sent.get("evidence"), sent.get("source")) == ("external", "#d001.ed.sender")
    assert [a.get("ref") for a in found(tree, "//tei:author/tei:persName")] == ["../authorities.xml#pers.dobrynin"]


def test_who_did_not_draft_it_is_told_nowhere_as_a_drafter(one_with: Any, found: Any) -> None:
    tree = one_with(fact("drafted", ""), note=NOTE, head=HEAD)
    assert found(tree, "//tei:respStmt[tei:resp[contains(@ref, 'role.drafter')]]") == []
    (note,) = found(tree, "//tei:notesStmt/tei:note[@subtype='drafted']")
    assert note.text == "drafted: none, where the source has “Thompson”."


@pytest.mark.parametrize(("head", "who"), [(HEAD, 1), ("Letter From Ada Winter", 0)])
def test_a_receipt_that_names_nobody_is_the_addressees_or_stands_alone(
    one_with: Any, found: Any, head: str, who: int
) -> None:
    tree = one_with(note=f"{NOTE} Received March 9, 1963.", head=head)
    (action,) = found(tree, "//tei:correspAction[@type='received'][@subtype='to']")
    assert len(found(action, "tei:persName")) == who
    (date,) = found(action, "tei:date")
    assert (date.get("when"), action.get("source")) == ("1963-03-09", "#d001.s4")


def test_when_it_was_received(one_with: Any, found: Any) -> None:
    tree = one_with(fact("received", "1963-03-09"), note=NOTE, head=HEAD)
    (date,) = found(tree, "//tei:correspAction[@type='received'][@subtype='to']/tei:date")
    assert (date.get("when"), date.get("source")) == ("1963-03-09", "#d001.ed.received")


def test_a_date_with_a_reason_rests_on_the_reason_not_on_the_volume(one_with: Any, found: Any) -> None:
    plain = one_with(fact("when", "1963-03-04"), note=NOTE, head=HEAD)
    (date,) = found(plain, "//tei:correspAction[@type='sent']/tei:date")
    assert date.get("source") == "../edition.xml#bibl.source"
    told = one_with(fact("when", "1963-03-04", why="the postmark"), note=NOTE, head=HEAD)
    (date,) = found(told, "//tei:correspAction[@type='sent']/tei:date")
    assert date.get("source") == "#d001.ed.when"
    (note,) = found(told, "//tei:note[@xml:id='d001.ed.when']")
    assert (note.text, note.get("source")) == ("the postmark", None)
