"""An editor's decisions outrank what heading and note say; bad values are refused with their cell."""

from __future__ import annotations

import pytest

from kktei import parse
from kktei.model import FIELDS, MAKING, OVERRULING, Document, DocumentId, EditorFact, Found, Position, Record

AT = Position("facts.csv", 2, 3)
VOCABULARY = parse.load_vocabulary()
HEAD = "Telegram From the Embassy in Norway to the Department of State"
NOTE = (
    "Source: Department of State, Central Files, 611.57/3-463. Secret; Priority; Nodis. Drafted by Miller"
    " and approved by Baker (EUR). Repeated to London."
)


def document(facts: dict[str, str], note: str = NOTE, found: Found = Found.EDITOR) -> Document:
    told = tuple(EditorFact(name, value, AT, found=found) for name, value in facts.items())
    record = Record(DocumentId.of("7"), HEAD, note, AT, AT)
    read = Document(record, parse.parse_head(HEAD), parse.parse_note(note), told)
    return parse.decided(read, VOCABULARY)


def refused(name: str, value: str) -> list[tuple[str, int, int, str, str]]:
    kept, found = parse.acceptable({"7": (EditorFact(name, value, AT),)}, VOCABULARY)
    assert (kept["7"] == ()) == bool(found)
    return [(f.code, f.line, f.column, f.message, f.hint) for f in found]


def test_correspondents_and_kind() -> None:
    heading = document({"kind": "letter", "sender": "Minister Berg; Under Secretary (Lie)"}).heading
    assert heading.kind == "letter"
    assert [(a.title, a.name, a.found) for a in heading.senders] == [
        ("Minister", "Berg", Found.EDITOR),
        ("Under Secretary", "Lie", Found.EDITOR),
    ]
    assert document({"recipient": ""}).heading.recipients == ()


def test_what_the_words_say_is_kept() -> None:
    made = document({"sender": "Ada Berg", "classification": "Confidential"})
    assert made.said_heading is not None
    assert made.said_note is not None
    assert [a.wording for a in made.said_heading.senders] == ["Embassy in Norway"]
    assert made.said_note.classification is not None
    assert made.said_note.classification.text == "Secret"
    untouched = document({"when": "1963-03-04"})
    assert (untouched.said_heading, untouched.said_note) == (None, None)


def test_what_a_document_states_of_itself_decides_nothing() -> None:
    made = document({"sender": "Ada Berg"}, found=Found.STATED)
    assert [a.wording for a in made.heading.senders] == ["Embassy in Norway"]


def test_markings() -> None:
    note = document({"classification": "top secret", "handling": "Eyes Only; Limdis"}).note
    assert note.classification is not None
    assert (note.classification.key, note.classification.text) == ("cls.ts", "Top Secret")
    assert [(m.text, m.found) for m in note.markings] == [
        ("Priority", Found.STATED),
        ("Eyes Only", Found.EDITOR),
        ("Limdis", Found.EDITOR),
    ]
    assert document({"classification": "unstated"}).note.classification is None
    assert [m.text for m in document({"precedence": "", "handling": ""}).note.markings] == []


def test_values_are_kept_in_the_words_of_the_vocabulary() -> None:
    told = (EditorFact("classification", "top-secret", AT), EditorFact("handling", "eyes alone;NODIS", AT))
    kept, found = parse.acceptable({"7": told}, VOCABULARY)
    assert found == []
    assert [f.value for f in kept["7"]] == ["Top Secret", "Eyes Only; Nodis"]


def test_who_made_it() -> None:
    note = document({"drafted": "Ann Hall (S/AL), Lund", "approved": ""}).note
    assert [(str(a.kind), [(g.name, g.office) for g in a.agents]) for a in note.acts if str(a.kind) in MAKING] == [
        ("drafted", [("Ann Hall", "S/AL"), ("Lund", None)])
    ]
    assert [str(a.kind) for a in note.acts] == ["repeated", "drafted"]


@pytest.mark.parametrize(
    ("facts", "levels"),
    [
        ({"file": "POL 1"}, ["Department of State", "Central Files", "POL 1"]),
        ({"lot": "Lot 77 D 163", "file": ""}, ["Department of State", "Central Files", "Lot 77 D 163"]),
        (
            {"box": "12", "folder": "Norway"},
            ["Department of State", "Central Files", "611.57/3-463", "Box 12", "Norway"],
        ),
        ({"collection": "Hall Papers; Series B"}, ["Department of State", "Hall Papers", "Series B", "611.57/3-463"]),
        ({"repository": "Berg Archive"}, ["Berg Archive", "Central Files", "611.57/3-463"]),
        ({"recordGroup": "59"}, ["Department of State", "RG 59", "Central Files", "611.57/3-463"]),
    ],
)
def test_where_it_lies(facts: dict[str, str], levels: list[str]) -> None:
    base = document(facts).note.base
    assert base is not None
    assert base.location is not None
    assert [level.text for level in base.location.levels] == levels


def test_a_place_where_the_note_names_none() -> None:
    base = document({"repository": "Berg Archive", "box": "3"}, note="Source: See below.").note.base
    assert base is not None
    assert base.location is not None
    assert [lv.text for lv in base.location.levels] == ["Berg Archive", "Box 3"]


def test_a_printed_copy_text_becomes_a_printing_where_the_copy_is_known() -> None:
    note = "Source: Pravda, March 4, 1963, p. 3. Secret."
    made = document({"repository": "Berg Archive"}, note=note).note
    assert made.base is not None
    assert made.base.publication is None
    assert [work.title for work in made.published_in] == ["Pravda, March 4, 1963"]


def test_language() -> None:
    assert document({"language": "Russian"}).note.base_language == "ru"
    assert document({"language": "Deutsch"}).note.base_language == "de"
    assert document({"language": "Dutch"}).note.base_language == "nl"
    assert document({"language": "ru-Latn"}).note.base_language == "ru-Latn"
    assert document({"language": ""}).note.base_language is None


@pytest.mark.parametrize(
    "one", ["Ministry of Trade and Industry", "Prime Minister and Foreign Secretary", "Smith, Elder and Co."]
)
def test_one_sender_may_have_an_and(one: str) -> None:
    assert refused("sender", one) == []


@pytest.mark.parametrize(
    ("name", "value", "words", "hint"),
    [
        ("classification", "Top Sekret", "classification: “Top Sekret” is not known.", "Did you mean “Top Secret”?"),
        ("classification", "", "classification: “none” can mean two things.", "unstated"),
        ("kind", "Leter", "kind: “Leter” is not known.", "Did you mean"),
        ("handling", "Nodis; Xyzzyx", "handling: “Xyzzyx” is not known.", "vocabulary.toml"),
        ("language", "Gibberish", "language: “Gibberish” is not known.", "vocabulary.toml"),
        ("sender", "Berg; 17", "sender: “17” is no name.", "semicolon"),
        ("sender", "Nora New and Otto Old", "sender: “Nora New and Otto Old” names two.", "semicolon"),
        ("drafted", "of the", "drafted: “of the” is no name.", "semicolon"),
    ],
)
def test_bad_values_are_findings_at_their_cell(name: str, value: str, words: str, hint: str) -> None:
    ((code, line, column, message, told),) = refused(name, value)
    assert (code, line, column, message) == ("R032", 2, 3, words)
    assert hint in told


@pytest.mark.parametrize("name", [f for f in FIELDS if f not in OVERRULING])
def test_other_fields_are_not_judged_here(name: str) -> None:
    assert refused(name, "anything") == []
