"""Texts of witnesses, body only, in each format; and the table that says what each is."""

from __future__ import annotations

from pathlib import Path

import pytest

from kktei.errors import InputError
from kktei.read import read_witness, read_witness_rows
from kktei.transcript import Addition, Deletion, Text, words
from tests.read.docx_files import with_document, word
from tests.read.test_docx import RUN


def given(tmp_path: Path, name: str, text: str) -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_plain_text_is_read_without_a_heading(tmp_path):
    taken = read_witness(Path("B.txt"), b"Dear Sir:\n\nIt came [-late-] [+soon+].\n", "B.txt")
    assert [words(block) for block in taken.blocks] == ["Dear Sir:", "It came late soon."]
    assert taken.findings == ()


def test_tracked_changes_of_word_are_what_the_writer_crossed_out_and_added(tmp_path):
    plain = word("Dear Sir:\n\nWe agree wholly.\n", tmp_path / "p.docx")
    ins = f'<w:ins w:id="1" w:author="Ada" w:date="2026-01-01T00:00:00Z">{RUN.format("not ")}</w:ins>'
    gone = '<w:del w:id="2" w:author="Jonas"><w:r><w:delText xml:space="preserve">wholly</w:delText></w:r></w:del>'
    new = f"{RUN.format('We agree ')}{ins}{gone}{RUN.format('.')}"
    path = with_document(plain, tmp_path / "B.docx", RUN.format("We agree wholly."), new)
    taken = read_witness(path, path.read_bytes(), "B.docx")
    assert taken.blocks[1].content == (
        Text("We agree "),
        Addition((Text("not"),)),
        Text(" "),
        Deletion((Text("wholly"),)),
        Text("."),
    )
    assert taken.findings == ()


def test_tei_is_kept_as_it_is_and_needs_a_body_with_words():
    text = b"<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><body><p>Yes</p></body></text></TEI>"
    assert read_witness(Path("B.xml"), text, "B.xml").tei == text
    with pytest.raises(InputError, match="no text/body"):
        read_witness(Path("B.xml"), text.replace(b"Yes", b""), "B.xml")
    with pytest.raises(InputError, match=r"B\.xml:1:"):
        read_witness(Path("B.xml"), text[:-6], "B.xml")
    with pytest.raises(InputError, match="is empty"):
        read_witness(Path("B.txt"), b" \n", "B.txt")


def test_the_table_of_witnesses(tmp_path):
    path = given(
        tmp_path, "w.csv", "n;siglum;witness;base;layer;kind\n1;A;2;x;;\n1;B;;;no;draft\n1;A;;;;\n1;C;;x;;odd\n"
    )
    rows, found = read_witness_rows(path, "w.csv")
    assert [(r.siglum, r.witness, r.base, r.layers, r.kind) for r in rows] == [
        ("A", "2", True, True, ""),
        ("B", "", False, False, "draft"),
        ("C", "", True, True, ""),
    ]
    assert [(f.code, f.line) for f in found] == [("K001", 5), ("K001", 4), ("K001", 5)]


def test_a_table_without_its_columns_cannot_be_read(tmp_path):
    with pytest.raises(InputError, match="names no column"):
        read_witness_rows(given(tmp_path, "w.csv", "a,b\n1,2\n"), "w.csv")
    with pytest.raises(InputError, match=r"w\.csv:1:3: two columns have one name: 'siglum'"):
        read_witness_rows(given(tmp_path, "w.csv", "n,siglum,Siglum\n1,A,B\n"), "w.csv")


def test_words_of_the_table_that_no_column_names_are_told(tmp_path):
    rows, found = read_witness_rows(given(tmp_path, "w.csv", "n,siglum,\n1,A,odd\n1,B,,beyond\n"), "w.csv")
    assert [row.siglum for row in rows] == ["A", "B"]
    assert [(f.code, f.line, f.column) for f in found] == [("K001", 2, 3), ("K001", 3, 4)]
