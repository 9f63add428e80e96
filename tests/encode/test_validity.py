"""Everything that encoding makes is TEI: checked against tei_all where it is at hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lxml import etree

from kktei import encode, parse, tei
from kktei.config import Settings
from kktei.encode import authorities
from kktei.model import EditorFact, Position


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
    names = [f"documents/{encode.stem_of(number)}.xml" for number in encoded]
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
