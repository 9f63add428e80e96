"""Everything that encoding makes is TEI: checked against tei_all where it is at hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import hypothesis
import pytest
from hypothesis import strategies as st
from lxml import etree

from kktei import encode, parse, tei
from kktei.config import Settings
from kktei.encode import authorities
from kktei.model import DocumentId, EditorFact, Position
from kktei.transcript import Dateline, Paragraph, Salutation, Signature, Text


def _valid(schema: etree.RelaxNG, tree: Any, what: str) -> None:
    assert schema.validate(tree), (what, schema.error_log.last_error)


def test_documents_authorities_and_the_whole_are_tei(
    tei_all: etree.RelaxNG, encoded: Any, documents: Any, settings: Settings, tmp_path: Path
) -> None:
    for number, data in encoded.items():
        _valid(tei_all, tei.parse(data, number), number)
    grown, _ = authorities.grow(None, documents, settings)
    _valid(tei_all, tei.parse(grown, "authorities.xml"), "a new authority file")
    empty, _ = authorities.grow(None, (), settings)
    _valid(tei_all, tei.parse(empty, "authorities.xml"), "an empty authority file")
    _valid(tei_all, _whole(encoded, settings, tmp_path), "the corpus with its documents")


def _whole(encoded: Any, settings: Settings, folder: Path) -> Any:
    (folder / "documents").mkdir()
    names = [DocumentId.of(number).file for number in encoded]
    for name, data in zip(names, encoded.values(), strict=True):
        (folder / name).write_bytes(data)
    (folder / "edition.xml").write_bytes(encode.encode_corpus(settings, names, parse.load_vocabulary()))
    tree = etree.parse(str(folder / "edition.xml"))
    tree.xinclude()
    assert len(tree.findall(f"{{{tei.TEI}}}TEI")) == 30
    return tree


def test_strange_notes_are_tei_too(tei_all: etree.RelaxNG, one: Any) -> None:
    notes = [
        "",
        "Source: .",
        "No classification marking.",
        "Source: Department of State, Central Files. Drafted by the White House. Repeated to Atlantis and Geneva.",
        "Source: ibid. (Ibid.) Another copy is ibid.",
        "Source: Author, A Book (1963). Another copy was sent to President Kennedy on May 1, 1963.",
        "Source: Kennedy Library. There are no copies in the Johnson Library. Two drafts are ibid.",
    ]
    for note in notes:
        for head in ("Letter From Chairman Khrushchev to President Kennedy", "Memorandum of Conversation", "???"):
            _valid(tei_all, one(note, head), f"{head}: {note}")


def test_shelfmarks_are_tei_too(tei_all: etree.RelaxNG, one: Any, found: Any) -> None:
    """Leaves and numbers are idno and the seat of an archive its settlement; a form of several words is told."""
    note = "ALS (Goethe- und Schiller-Archiv Weimar, GSA 71/12, Bl. 4–5)."
    tree = one(note, "Clara Holm an Paul Wieland, Weimar, 3. März 1893")
    _valid(tei_all, tree, note)
    (place,) = found(tree, "//tei:msIdentifier")
    said = [(etree.QName(level).localname, level.get("type"), level.get("subtype"), level.text) for level in place]
    assert said == [
        ("settlement", None, None, "Weimar"),
        ("repository", None, None, "Goethe- und Schiller-Archiv"),
        ("idno", "file", None, "GSA 71/12"),
        ("idno", "leaf", None, "Bl. 4–5"),
    ]
    assert [p.text for p in found(tree, "//tei:objectDesc/tei:p")] == ["autograph letter, signed"]
    for note in (
        "РГАСПИ. Ф. 17. Оп. 3. Д. 45. Л. 12. Подлинник.",
        "TLS, carbon copy, Berg Papers, Box 3, Example Library",
        "MS: Bodleian Library, MS. Eng. lett. c. 12, fols. 3-4",
        "Konzept: StA Zürich, B II 12, Nr. 3; Abschrift: GSA 71/13.",
    ):
        _valid(tei_all, one(note, "Letter From A to B"), note)


def test_any_column_of_the_table_is_recorded(tei_all: etree.RelaxNG, one: Any, found: Any) -> None:
    tree = one("Source: Kennedy Library.", facts={"when": "1963-05-01", "weather report": "fine", "place": "Nowhere"})
    _valid(tei_all, tree, "a table with a column of its own")
    (note,) = found(tree, "//tei:notesStmt/tei:note[@type='editorial']")
    assert (note.get("subtype"), note.text, note.get("resp")) == ("weather-report", "fine", "../edition.xml#ed")


def test_who_and_why_of_an_editor_s_fact_are_kept(one_with: Any, found: Any) -> None:
    at = Position("facts.csv", 2)
    tree = one_with(EditorFact("when", "1963-05-01", at, who="A. Editor", why="by the postmark"))
    (note,) = found(tree, "//tei:notesStmt/tei:note[@type='editorial']")
    assert (note.get("subtype"), note.text) == ("when", "by the postmark (A. Editor)")


def test_what_xml_cannot_hold_does_not_stop_a_run(one_with: Any) -> None:
    tree = one_with(EditorFact("note", "a\x01b\x0cc", Position("facts.csv", 2)))
    assert "a\ufffdb\ufffdc" in "".join(tree.itertext())


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ((Paragraph((Text("Words."),)),), ["head", "opener", "p", "closer"]),
        ((Salutation((Text("Dear B:"),)), Paragraph((Text("Words."),))), ["head", "opener", "p", "closer"]),
        (
            (Dateline((Text("Here, now."),)), Paragraph((Text("W."),)), Signature((Text("A"),))),
            ["head", "opener", "p", "closer"],
        ),
    ],
)
def test_an_editor_completes_a_transcription(
    tei_all: etree.RelaxNG, one_with: Any, found: Any, body: Any, expected: list[str]
) -> None:
    at = Position("facts.csv", 2)
    facts = (EditorFact("dateline", "Bonn, May 1, 1963.", at), EditorFact("signed", "Rusk", at))
    tree = one_with(*facts, body=body)
    _valid(tei_all, tree, "a completed transcription")
    (div,) = found(tree, "//tei:body/tei:div")
    assert [tei.name(e) for e in div] == expected
    own = any(isinstance(block, Dateline) for block in body)
    assert len(found(div, "tei:opener/tei:dateline")) == 1
    assert len(found(div, "*/tei:signed")) == 1
    assert len(found(div, ".//tei:supplied")) == (0 if own else 2)


_CLAUSES = st.sampled_from(
    [
        "Source: Kennedy Library, National Security Files, Box 3.",
        "Source: Department of State, Presidential Correspondence: Lot 77 D 163.",
        "Source: A. Author, A Book (London, 1970), pp. 3-4.",
        "Secret; Priority; Fancy Caption.",
        "Drafted by Davis (EUR) on May 1; cleared in draft by Henry and at the White House; and approved in S.",
        "The Russian-language text is ibid.",
        "(Ibid., Central Files, DEF 18-4)",
        "Other copies are ibid., and in the Johnson Library, Bundy Files.",
        "There are no copies in the Kennedy Library.",
        "Two drafts of the letter are ibid.",
        "The original letter has not been located.",
        "It was handed to Thompson by Dobrynin at 6 p.m. May 13.",
        "A copy was sent to McGeorge Bundy and returned.",
        "According to telegram 12 from Paris, May 3, it was read by Rusk; see vol. VII, pp. 685686.",
        "The source text is a Department of State translation of a telegram from Moscow.",
        "The source text is in Russian; it was translated by John Doe.",
        "Repeated to London, Geneva, and Atlantis.",
        "It is attached to a memorandum by Bundy.",
        "Also printed in A Book, pp. 1-2, and Another Book.",
    ]
)
_HEADS = st.sampled_from(
    [
        "Letter From Chairman Khrushchev to President Kennedy",
        "Telegram From the Department of State to the Embassy in the Soviet Union",
        "Message From the Soviet Ministry of Foreign Affairs to the Soviet Ambassador to the United States (Dobrynin)",
        "Memorandum of Conversation",
        "Editorial Note",
    ]
)


@hypothesis.settings(max_examples=40, deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
@hypothesis.given(clauses=st.lists(_CLAUSES, max_size=7), head=_HEADS)
def test_any_note_of_the_genre_is_tei(tei_all: etree.RelaxNG, one: Any, clauses: list[str], head: str) -> None:
    _valid(tei_all, one(" ".join(clauses), head), " ".join(clauses))
