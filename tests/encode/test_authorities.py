"""The authority file grows, and what editors wrote in it stays to the byte."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kktei import parse, tei
from kktei.config import Settings
from kktei.encode import authorities
from kktei.encode.authorities.named import others_of
from kktei.encode.names import Naming
from kktei.model import Document, DocumentId, EditorFact, Found, Position, Record
from kktei.transcript import Signature, Text

_BY_HAND = b"""<?xml version='1.0' encoding="UTF-8"?>
<!-- before everything -->
<TEI xmlns='http://www.tei-c.org/ns/1.0' xml:id="mine">
  <teiHeader><fileDesc><titleStmt><title>Mine</title></titleStmt><publicationStmt><p/></publicationStmt>
    <sourceDesc><p>&#x201C;kept&#x201D;</p></sourceDesc></fileDesc></teiHeader>
  <standOff>
    <listPerson><person   xml:id="pers.davis"><!-- the one in EUR --><persName><surname>Davis</surname></persName>
      <affiliation ref="#org.eur"/></person></listPerson>
    <listOrg type="bodies">
      <org xml:id="org.eur"><orgName type="symbol">EUR</orgName></org>
    </listOrg>
  </standOff>
</TEI>
<!-- after everything -->
"""


def _documents(*notes: str, signed: str | None = None) -> list[Document]:
    at = Position("seed.txt", 3)
    facts = (EditorFact("signed", signed, Position("facts.csv", 2)),) if signed else ()
    return [
        Document(
            Record(DocumentId.of(str(n)), "Telegram", note, at, at),
            parse.parse_head("Telegram"),
            parse.parse_note(note),
            facts,
        )
        for n, note in enumerate(notes, 1)
    ]


def test_the_edition_s_own_file_needs_nothing_more(root: Path, documents: Any, settings: Settings) -> None:
    data = (root / "edition" / "authorities.xml").read_bytes()
    grown, found = authorities.grow(data, documents, settings)
    assert grown == data
    assert [(f.code, f.place) for f in found] == [("E003", "document 93")]


def test_what_an_editor_wrote_stays_to_the_byte(settings: Settings) -> None:
    note = "Source: Kennedy Library, Bundy Papers. Secret. Drafted by Davis (EUR) and cleared by Henry (SOV)."
    grown, found = authorities.grow(_BY_HAND, _documents(note), settings)
    lines = _BY_HAND.split(b"</listPerson>")[0]
    assert grown.startswith(lines)
    assert grown.endswith(b"  </standOff>\n</TEI>\n<!-- after everything -->\n")
    for piece in (b"<!-- the one in EUR -->", b"&#x201C;kept&#x201D;", b"<person   xml:id"):
        assert piece in grown
    index = authorities.load(grown)
    assert [p.id for p in index.people] == ["pers.davis", "pers.henry"]
    assert index.body("SOV") is not None
    assert index.repository("Kennedy Library") is not None
    assert not found


def test_growing_twice_changes_nothing(settings: Settings, documents: Any) -> None:
    once, _ = authorities.grow(None, documents, settings)
    twice, _ = authorities.grow(once, documents, settings)
    assert once == twice


def test_another_office_is_another_person_and_a_finding(settings: Settings) -> None:
    notes = ["Source: X Papers. Secret. Drafted by Davis (AF)."]
    grown, found = authorities.grow(_BY_HAND, _documents(*notes), settings)
    assert [p.id for p in authorities.load(grown).people] == ["pers.davis", "pers.davis-2"]
    assert [(f.code, f.file, f.line) for f in found] == [("E002", "seed.txt", 3)]
    assert found[0].message == "“Davis (AF)” was taken for another person than pers.davis"
    assert found[0].hint == "The new record is pers.davis-2 in edition/authorities.xml."


def test_a_bare_surname_that_several_bear_is_nobody_s(settings: Settings) -> None:
    notes = [
        "Source: X Papers. Secret. Drafted by John Smith and cleared by Mary Smith.",
        "Source: X Papers. Secret. Drafted by Smith.",
    ]
    grown, found = authorities.grow(None, _documents(*notes), settings)
    assert len(authorities.load(grown).people) == 2
    assert [(f.code, f.message) for f in found] == [("E001", "“Smith” can be pers.smith or pers.smith-2")]


@pytest.mark.parametrize(
    ("heads", "people", "codes"),
    [
        (["Letter From Fanny Burney to Dr. Burney"], ["Fanny Burney", "Dr. Burney"], ["E002"]),
        (["Mr. Smith to the Rev. Henry Smith"], ["Rev. Henry Smith", "Mr. Smith"], ["E002"]),
        (["Mozart to Leopold Mozart"], ["Leopold Mozart", "Mozart"], ["E002"]),
        (["John Blow, Jr., to John Blow"], ["John Blow, Jr.", "John Blow"], ["E002"]),
        (["John Adams to Abigail Adams"], ["John Adams", "Abigail Adams"], []),
        (["Letter From Smith to Smith"], [], ["E001"]),
        (["Mr. Smith to Smith"], ["Mr. Smith", "Smith"], ["E002"]),
        (["Lettre de M. et Mme de Lund à Ada Berg"], ["M. de Lund", "Mme de Lund", "Ada Berg"], ["E002"]),
        (["Brief von Herrn und Frau Klein an Ada Berg"], ["Herrn Klein", "Ada Berg", "Frau Klein"], ["E002"]),
        (["Captain Blow to Ada Winter", "Mary Blow to Ada Winter"], ["Ada Winter", "Mary Blow", "Captain Blow"], ["E002"]),
        (["Rev. Hal Blow to Ada Winter", "Captain Blow to Ada Winter"], ["Rev. Hal Blow", "Ada Winter", "Captain Blow"], ["E002"]),
        (["John Smith to Ada Winter", "Mr. Smith to Ada Winter"], ["John Smith Mr. Smith", "Ada Winter"], ["E018"]),
        (
            ["John Smith to Ada Winter", "Mr. Smith to Ada Winter", "Mr. Smith to John Smith"],
            ["John Smith", "Ada Winter", "Mr. Smith"],
            ["E002"],
        ),
    ],
)  # fmt: skip
def test_nobody_is_both_sides_of_a_letter_and_a_surname_alone_is_led_with_care(
    heads: list[str], people: list[str], codes: list[str], settings: Settings
) -> None:
    at = Position("seed.txt", 3)
    documents = [
        Document(
            Record(DocumentId.of(str(n)), head, "", at, at), parse.parse_head(head), parse.parse_note("Source: X.")
        )
        for n, head in enumerate(heads, 1)
    ]
    grown, found = authorities.grow(None, documents, settings)
    persons = tei.parse(grown, "x").iterfind(".//{*}person")
    assert [" ".join(tei.text_of(name) for name in p.iterfind("{*}persName")) for p in persons] == people
    assert [f.code for f in found] == codes
    marks = [(n.get("cert"), n.get("evidence")) for n in tei.parse(grown, "x").iterfind(".//{*}persName[@evidence]")]
    assert marks == [("medium", "conjecture")] * ("E018" in codes), "promise 3: what is inferred is marked so"
    again, _ = authorities.grow(grown, documents, settings)
    assert again == grown
    for document in documents:
        refs = [
            Naming(authorities.load(grown), None, beside=others_of(document, None)).key(agent)
            for agent in document.heading.named
        ]
        assert len({*refs}) == len(refs) or refs == [None, None]


def test_whom_other_words_than_the_name_mean_is_marked_as_inferred(settings: Settings) -> None:
    """Promise 3: "the Same" is somebody whom a heading before named."""
    grown, _ = authorities.grow(None, _documents("Source: X Papers. Drafted by Ada Winter."), settings)
    named = parse.parse_head("Ada Winter to Jonas Berg").named[0]
    naming = Naming(authorities.load(grown), None)
    told = [naming.attributes(who) for who in (named, replace(named, wording="the Same", found=Found.INFERRED))]
    assert [(said.get("cert"), said.get("evidence")) for said in told] == [(None, None), ("medium", "conjecture")]
    assert told[0]["ref"] == told[1]["ref"]


def test_initials_make_no_record(settings: Settings) -> None:
    grown, found = authorities.grow(None, _documents("Source: X Papers.", signed="A.B."), settings)
    assert authorities.load(grown).people == ()
    assert [(f.code, f.file) for f in found] == [("E003", "facts.csv")]


def test_a_line_of_the_close_is_nobody(settings: Settings) -> None:
    signed = "with all due respect; your obedient Servant; Mary de la Tour"
    grown, _ = authorities.grow(None, _documents("Source: X Papers.", signed=signed), settings)
    assert [p.names[0].text for p in authorities.load(grown).people if "respect" in p.names[0].text] == []
    assert "Mary de la Tour" in [p.names[0].text for p in authorities.load(grown).people]


def test_a_signature_of_the_text_itself_makes_no_record(settings: Settings) -> None:
    (document,) = _documents("Source: X Papers.", signed="Clara Lund")
    own = replace(document, record=replace(document.record, body=(Signature((Text("Clara Lund"),)),)))
    made = [authorities.load(authorities.grow(None, [d], settings)[0]).people for d in (document, own)]
    assert [len(people) for people in made] == [1, 0]


def test_records_are_led_to_the_level_above(settings: Settings) -> None:
    note = "Source: Department of State, Presidential Correspondence: Lot 77 D 163."
    index = authorities.load(authorities.grow(None, _documents(note), settings)[0])
    lot = index.lot("Lot 77D163")
    assert lot is not None
    assert lot.id == "lot.77D163"
    assert index.holding("Presidential Correspondence", "rep.departmentstate") is not None
    assert lot.part_of == "col.departmentstate.presidentialcorrespondence"


@pytest.mark.parametrize("data", [b"", b"<TEI", b"<TEI xmlns='http://www.tei-c.org/ns/1.0'><standOff></TEI>"])
def test_a_broken_file_is_said_to_be_broken(data: bytes, settings: Settings) -> None:
    with pytest.raises(tei.MalformedError):
        authorities.grow(data, (), settings)


def test_a_doctype_is_refused(settings: Settings) -> None:
    with pytest.raises(tei.DoctypeError):
        authorities.grow(b"<!DOCTYPE TEI [<!ENTITY a 'b'>]><TEI/>", (), settings)


def test_hostile_names_make_no_markup(settings: Settings) -> None:
    note = 'Source: X Papers. Secret. Drafted by Bob <script>&amp; Evil".'
    grown, _ = authorities.grow(None, _documents(note), settings)
    assert b"<script" not in grown
    authorities.load(grown)


def test_a_repository_has_one_record_by_all_its_names(settings: Settings) -> None:
    notes = ("Source: DOS, Berg Files.", "Source: Department of State, Lund Files.", "Source: CIA Files, Job 1.")
    grown, _ = authorities.grow(None, _documents(*notes), settings)
    index = authorities.load(grown)
    assert index.repository("DOS") == index.repository("Department of State")
    assert index.repository("DOS").names[0].text == "Department of State"
    assert index.repository("CIA Files") is not None


def test_a_surname_met_in_prose_and_two_of_one_name_make_no_person(settings: Settings) -> None:
    prose = "Source: Example Library, Berg Papers. Secret. Drafted by Ada Jones and Paul Jones. Cleared by Jones (XX). The text says that Tommy came."
    grown, found = authorities.grow(None, _documents(prose), settings)
    assert [p.names[0].text for p in authorities.load(grown).people] == ["Ada Jones", "Paul Jones"]
    assert [f.code for f in found] == ["E001"]


@pytest.mark.parametrize(
    ("head", "signed", "codes"),
    [
        ("President Winter to the Secretary of State", "W. W.", []),
        ("Letter From Ada Winter to Jonas Berg", "A.W.", []),
        ("Letter From Ada Winter to Jonas Berg", "B.W.", ["E003"]),
        ("The Secretary of State to President Winter", "W. W.", ["E003"]),
        ("President Winter and Jonas Berg to Ada Lund", "W. W.", ["E003"]),
    ],
)
def test_initials_under_a_letter_are_its_sender_s(head: str, signed: str, codes: list[str], settings: Settings) -> None:
    at = Position("seed.txt", 3)
    facts = (EditorFact("signed", signed, Position("facts.csv", 2)),)
    document = Document(
        Record(DocumentId.of("1"), head, "", at, at), parse.parse_head(head), parse.parse_note(""), facts
    )
    _, found = authorities.grow(None, [document], settings)
    assert [f.code for f in found] == codes
