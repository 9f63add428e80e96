"""Headings and notes as printers, scanners and editors spoil them: nothing is guessed, what can be read is read."""

from __future__ import annotations

import pytest

from kktei.parse import load_vocabulary, parse_head, parse_note, record
from kktei.parse.publications import looks_printed
from tests.parse.notes import after, flat, people

HEAD = "Telegram From the Department of State to the Embassy in Norland"


@pytest.mark.parametrize("mark", ["", "1", " [1]", "¹", "*", " 2/", " (", " ["])
def test_a_footnotes_mark_is_no_part_of_a_name(mark: str) -> None:
    facts = parse_head(HEAD + mark)
    assert [a.wording for a in facts.senders + facts.recipients] == ["Department of State", "Embassy in Norland"]


@pytest.mark.parametrize(
    ("head", "kind", "parties"),
    [
        ("LETTER FROM THE AMBASSADOR (BERG) TO PRESIDENT WINTER", "letter", ["Berg", "Winter"]),
        ("THE AMBASSADOR IN NORLAND (BERG) TO THE USIA", "", ["Berg", "USIA"]),
        ("Letter From President Winter] to “Chairman Lund", "letter", ["Winter", "Lund"]),
        ("Letter From  to Chairman Lund", "letter", ["Lund"]),
        ("Letter From President Winter to", "letter", ["Winter"]),
        ("Memorandum—Berg to Lund", "memorandum", ["Berg", "Lund"]),
        ("The Ambassador ( Berg ) to President Winter", "", ["Berg", "Winter"]),
    ],
)
def test_what_the_print_has_spoilt(head: str, kind: str, parties: list[str]) -> None:
    facts = parse_head(head)
    assert (facts.kind, facts.understood) == (kind, True)
    assert [a.name for a in facts.senders + facts.recipients] == parties


@pytest.mark.parametrize("head", ["Letter Frorn President Winter to Lund", "From To"])
def test_a_heading_that_fits_no_form_says_so(head: str) -> None:
    facts = parse_head(head)
    assert not facts.understood
    assert not facts.senders


@pytest.mark.parametrize(
    "lead", ["Source: ", "SOURCE:\u00a0", "[Source: ", "*Source: ", "¹ Source: ", "Source—", "Source : "]
)
def test_where_a_note_begins(lead: str) -> None:
    note = flat(f"{lead}Berg Library, Winter File, Box 2. Secret. Drafted by Day.")
    assert (note["repository"], note["box"], note["classification"]) == ("Berg Library", "2", "Secret")


@pytest.mark.parametrize(
    "note",
    [
        "Source: Johnson Library,National Security File,Country File.Secret.Drafted by Berg.Approved by Lund.",
        "Source: Johnson Library, National Security File, Country File; Secret; Drafted by Berg. Approved by Lund.",
    ],
)
def test_blanks_and_stops_that_were_lost(note: str) -> None:
    facts = parse_note(note)
    assert facts.base is not None
    assert facts.base.location is not None
    assert [lv.text for lv in facts.base.location.levels] == [
        "Johnson Library",
        "National Security File",
        "Country File",
    ]
    assert (people(facts, "drafted"), people(facts, "approved")) == ([(None, "Berg", None)], [(None, "Lund", None)])
    assert facts.classification is not None
    assert not facts.markings


@pytest.mark.parametrize("year", ["1583", "1695", "1742", "1901"])
def test_a_year_that_a_note_names_is_not_taken_from_the_document(year: str) -> None:
    facts = after(f"Sent by courier on May 12, {year}.", date="1683-05-03")
    assert [act.when.iso for act in facts.acts if act.when] == [f"{year}-05-12"]


@pytest.mark.parametrize(
    "note",
    [
        "Source:  Department of State,Central Files,POL 7 NOR.Secret; Exdis.Drafted by Berg.",
        "Source. Department of State, Central Files, POL 7 NOR. Secret; Exdis. Drafted by Berg.",
        "1. Source: Department of State. Central Files, POL 7 NOR. Secret; Exdis.. Drafted by Berg.",
        "[2] Source: Department of State; Central Files; POL 7 NOR; Secret; Exdis; Drafted by Berg.",
        "Source: Department of State, Central Files, POL 7 NOR Secret; Exdis. Drafted by Berg.",
        "Source: Department of State, Central Files, POL 7 NOR\nSecret; Exdis\nDrafted by Berg",
    ],
)
def test_lost_blanks_and_stops(note: str) -> None:
    facts = parse_note(note)
    found = record(parse_head(""), facts)
    assert (found["repository"], found["file_number"]) == ("Department of State", "POL 7 NOR")
    assert (found["classification"], found["markings"]) == ("Secret", ["Exdis"])
    assert found["drafted_by"] == [{"name": "Berg", "office": None, "title": None}]


@pytest.mark.parametrize("house", ["National Archives", "Johnson Library"])
def test_a_stop_after_the_house(house: str) -> None:
    facts = parse_note(f"Source: {house}. RG 59, Central Files 1970–73, POL 7 US/NIXON. Top Secret; Nodis.")
    assert facts.base is not None
    assert facts.base.location is not None
    assert facts.base.location.repository == house
    assert facts.base.location.path[0] == "RG 59"
    assert facts.classification is not None
    assert facts.classification.label == "Top Secret"


@pytest.mark.parametrize(
    ("note", "house", "marks"),
    [
        ("Source: Secret. Nordholm State Archives, Box 3. Drafted by Berg.", "Nordholm State Archives", []),
        ("Source: Secret, National Archives, RG 59, Box 3.", "National Archives", []),
        ("Source: Secret; Nodis; National Archives, RG 59, Box 3.", "National Archives", ["Nodis"]),
        ("Source: Secret. Drafted by Berg. National Archives, RG 59, Box 3.", None, []),
        ("Source: Secret. Drafted by Berg; cleared with the Nordholm Archives.", None, []),
    ],
)
def test_markings_before_the_place(note: str, house: str | None, marks: list[str]) -> None:
    facts = parse_note(note)
    assert facts.classification is not None
    assert facts.classification.text == "Secret"
    assert [mark.label for mark in facts.markings] == marks
    place = facts.base.location if facts.base else None
    assert (place.repository if place else None) == house
    if "Drafted" in note:
        assert [act.kind.value for act in facts.acts][:1] == ["drafted"]


@pytest.mark.parametrize(
    ("note", "first", "second"),
    [
        ("Source: Berg Library, Papers, Box 3; Town Archive, Box 1. Secret.", "Berg Library", "Town Archive"),
        ("Sources: Example Library, Berg Papers; and Kennedy Library, NSF, Box 1.", "Example Library", "Kennedy Library"),
        ("Source: Berg Library, NSF, Box 1; a copy is in Kennedy Library, Box 2.", "Berg Library", "Kennedy Library"),
        ("Source: Kennedy Library, NSF, USSR, Box 183; Berg Correspondence, Vol. III.", "Kennedy Library", None),
        ("Quelle: BArch, R 901/12345; PA AA, B 21, Bd. 432.", "BArch", None),
    ],
)  # fmt: skip
def test_a_second_repository_is_no_level_of_the_first(note: str, first: str, second: str | None) -> None:
    facts = parse_note(note)
    assert facts.base is not None
    assert facts.base.location is not None
    assert facts.base.location.repository == first
    places = [w.location.repository for w in facts.witnesses if w.location]
    assert places == ([second] if second else [])
    assert "PA AA" not in [level.text for level in facts.base.location.levels]


@pytest.mark.parametrize("text", ["Administratively Confidential; Priority", "Formerly Restricted Data; Exdis"])
def test_a_marking_that_ends_like_a_classification_is_whole(text: str) -> None:
    facts = parse_note(f"Source: Example Library, Box 3. Top Secret; {text}.")
    assert [mark.text for mark in facts.markings] == text.split("; ")


def test_a_line_that_ends_a_sentence_is_no_part_of_it() -> None:
    facts = parse_note("0\nSecret")
    assert [s.span.of(facts.note) for s in facts.sentences] == ["0", "Secret"]


def test_to_him_is_the_person_named_last() -> None:
    (act,) = parse_note("Source: Library, Box 3. A note on Khrushchev reads: “to be delivered to him.”").acts
    assert [agent.name for agent in act.recipients] == ["Khrushchev"]


def test_pages_are_of_a_print_where_no_repository_is_named() -> None:
    printed = [f"{place}, p. 3" for place in ("Smith, Letters", "Library of Congress, Smith Letters")]
    assert [looks_printed(place, load_vocabulary()) for place in printed] == [True, False]
