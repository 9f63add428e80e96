"""A document says by itself from which print it comes, whose its text is, and what it is called elsewhere."""

from __future__ import annotations

from typing import Any

import pytest

NOTE = "Source: Department of State, Presidential Correspondence, Lot 66 D 204. Secret."
HEAD = "Letter From Chairman Khrushchev to President Kennedy"
FACTS = {
    "doi": "10.5281/zenodo.123",
    "ark": "ark:12345/x6np1wh8k",
    "urn": "urn:nbn:de:0168-ssoar-1",
    "address": "https://example.org/volume/17",
    "rights": "The heirs of N. N.",
}


@pytest.fixture(scope="module")
def tree(one: Any) -> Any:
    return one(NOTE, HEAD, FACTS)


def test_numbers_of_other_systems(tree: Any, found: Any) -> None:
    given = {i.get("type"): i.text for i in found(tree, "//tei:publicationStmt/tei:idno")}
    assert [given[name] for name in ("DOI", "ARK", "URN")] == [FACTS["doi"], FACTS["ark"], FACTS["urn"]]


def test_the_print_down_to_the_document(trees: Any, found: Any) -> None:
    (bibl,) = found(trees["120"], "//tei:sourceDesc/tei:bibl")
    assert bibl.get("source") == "../edition.xml#bibl.source"
    assert [(s.get("unit"), s.get("n")) for s in found(bibl, "tei:biblScope")] == [
        ("volume", "VI"),
        ("document", "120"),
    ]
    address = "https://history.state.gov/historicaldocuments/frus1961-63v06/d120"
    assert [r.get("target") for r in found(bibl, "tei:ref")] == [address]


def test_the_rights_of_one_text_are_not_those_of_all(trees: Any, found: Any) -> None:
    licence = "//tei:sourceDesc/tei:bibl/tei:availability/tei:licence/@target"
    assert found(trees["91"], licence) == ["https://creativecommons.org/publicdomain/mark/1.0/"]
    assert found(trees["120"], licence) == []


def test_the_table_overrules_the_settings(tree: Any, found: Any) -> None:
    (bibl,) = found(tree, "//tei:sourceDesc/tei:bibl")
    assert [r.text for r in found(bibl, "tei:ref")] == [FACTS["address"]]
    assert [p.text for p in found(bibl, "tei:availability/tei:p")] == [FACTS["rights"]]
    assert found(tree, "//tei:notesStmt/tei:note[@subtype='rights']") == []  # it stands in its own place


def test_a_silent_note_is_told_beside_the_print(one: Any, found: Any) -> None:
    silent = one("", HEAD)
    assert found(silent, "//tei:sourceDesc/tei:p") == []
    assert [n.text for n in found(silent, "//tei:sourceDesc/tei:bibl/tei:note")] == ["The document has no source note."]


def test_folders_have_names_and_boxes_have_numbers(one: Any, found: Any) -> None:
    tree = one("Source: Kennedy Library, National Security Files, Box 182, USSR, Khrushchev Correspondence.", HEAD)
    assert [f.get("type") for f in found(tree, "//tei:witness[1]//tei:msIdentifier/tei:idno")] == ["box"]
    assert found(tree, "//tei:idno[@type='folder']") == []


@pytest.mark.parametrize(("note", "place"), [("No classification marking.", "physDesc"), ("Secret.", "additions")])
def test_what_is_not_there_is_no_addition(one: Any, found: Any, note: str, place: str) -> None:
    tree = one(f"Source: Department of State, Central Files, POL 1 US. {note}", HEAD)
    (markings,) = found(tree, "//tei:ab[@type='markings']")
    assert markings.getparent().tag.endswith(place)


def test_every_copy_is_related_to_another(trees: Any, found: Any) -> None:
    for number, tree in trees.items():
        copies = found(tree, "//tei:witness/@xml:id")
        told = {p for one in found(tree, "//tei:relation/@active | //tei:relation/@passive") for p in one.split()}
        assert len(copies) == 1 or {f"#{c}" for c in copies} == told, number


def test_a_copy_has_the_language_of_the_copy_text(trees: Any, found: Any) -> None:
    (language,) = found(trees["91"], "//tei:witness[@n='3']//tei:textLang")
    assert (language.get("mainLang"), language.get("cert")) == ("en", "medium")


def test_who_wrote_it_is_a_person_or_a_body(trees: Any, found: Any) -> None:
    assert [a[0].tag.rpartition("}")[2] for a in found(trees["91"], "//tei:author")] == ["persName"]
    assert [a[0].tag.rpartition("}")[2] for a in found(trees["96"], "//tei:author")] == ["orgName"]


def test_a_folder_in_a_box_keeps_its_place(one: Any, found: Any) -> None:
    tree = one("Source: Example Library, Berg Papers, Box 3, Letters Sent.", HEAD)
    levels = found(tree, "//tei:witness[1]//tei:msIdentifier/*[@source]")
    ordered = sorted((e for e in levels if e.get("n")), key=lambda e: int(e.get("n")))
    assert [e.text for e in ordered][-2:] == ["Box 3", "Letters Sent"]
