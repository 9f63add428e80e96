"""The seed's form: title, numbered headings, source notes, and everything that can be wrong with them."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from kktei.errors import InputError
from kktei.model import DocumentId
from kktei.read import Source, distinct, read_source


def read(tmp_path: Path, text: str | bytes) -> Source:
    path = tmp_path / "letters.txt"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_source(path, "seeds/letters.txt")


def codes(source: Source) -> list[tuple[str, int]]:
    return [(f.code, f.line) for f in source.findings]


SMALL = """Letters

1. Letter From Miller to Baker

Source: Town Archive, Miller Papers. Confidential.


2. Letter From Baker to Miller

Source: Town Archive, Baker Papers."""


def test_the_seed(root: Path) -> None:
    source = read_source(root / "seeds" / "kennedy-khrushchev-exchanges.txt", "seeds/kk.txt")
    assert source.title == "Kennedy-Khrushchev Exchanges"
    assert [r.number for r in source.records] == [str(n) for n in range(91, 121)]
    assert source.findings == ()
    text = (root / "seeds" / "kennedy-khrushchev-exchanges.txt").read_text(encoding="utf-8")
    lines = text.splitlines()
    for record in source.records:
        assert lines[record.at.line - 1] == f"{record.number}. {record.head}"
        assert lines[record.note_at.line - 1] == record.note
        assert record.body == ()


def test_a_small_text_without_final_newline(tmp_path: Path) -> None:
    source = read(tmp_path, SMALL)
    assert [(r.number, r.head, r.at.line, r.note_at.line) for r in source.records] == [
        ("1", "Letter From Miller to Baker", 3, 5),
        ("2", "Letter From Baker to Miller", 8, 10),
    ]
    assert source.records[1].note == "Source: Town Archive, Baker Papers."


@pytest.mark.parametrize("change", ["\r\n", "\r", "bom", "blanks"])
def test_line_ends_and_marks_of_other_systems(tmp_path: Path, change: str) -> None:
    if change == "bom":
        text = "\ufeff" + SMALL
    elif change == "blanks":
        text = SMALL.replace("\n\n", "\n   \n\t\n\n")
    else:
        text = SMALL.replace("\n", change)
    records = read(tmp_path, text).records
    assert [(r.head, r.note) for r in records] == [(r.head, r.note) for r in read(tmp_path, SMALL).records]


def test_wrapped_lines_are_one_paragraph(tmp_path: Path) -> None:
    wrapped = SMALL.replace("Miller Papers. Conf", "Miller\nPapers. Conf").replace(
        "Letter From Baker", "Letter\nFrom Baker"
    )
    source = read(tmp_path, wrapped)
    assert source.records[0].note == "Source: Town Archive, Miller Papers. Confidential."
    assert source.records[1].head == "Letter From Baker to Miller"


def test_a_note_without_a_blank_line_before_it(tmp_path: Path) -> None:
    source = read(tmp_path, SMALL.replace("Baker\n\nSource", "Baker\nSource"))
    assert source.records[0].note.startswith("Source: Town Archive, Miller")
    assert source.records[0].note_at.line == 4


def test_a_heading_out_of_order(tmp_path: Path) -> None:
    source = read(tmp_path, SMALL.replace("1. Letter", "7. Letter"))
    assert codes(source) == [("R002", 8)]
    assert [r.number for r in source.records] == ["7", "2"]


def test_a_number_given_twice(tmp_path: Path) -> None:
    source = read(tmp_path, SMALL.replace("2. Letter", "1. Letter"))
    assert codes(source) == [("R003", 8)]
    assert [r.head for r in source.records] == ["Letter From Miller to Baker"]


def test_a_heading_without_a_note(tmp_path: Path) -> None:
    source = read(tmp_path, SMALL.replace("Source: Town Archive, Miller Papers. Confidential.\n", ""))
    assert codes(source) == [("R004", 3)]
    assert source.records[0].note == ""


def test_a_second_note(tmp_path: Path) -> None:
    source = read(tmp_path, SMALL.replace("Confidential.\n", "Confidential.\n\nSource: Another.\n"))
    assert codes(source) == [("R012", 7)]


def test_no_title(tmp_path: Path) -> None:
    source = read(tmp_path, SMALL.removeprefix("Letters\n\n"))
    assert codes(source) == [("R001", 1)]
    assert len(source.records) == 2


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "seeds/letters.txt is empty"),
        (b" \n\t\n", "is empty"),
        (b"Only a title\n", "letters.txt:1: no document found"),
        (b"Title\n\n1. L\xe9tter\n", "letters.txt:3:5: this byte (0xe9) is not UTF-8"),
        (b"Title\n\n1. Let\0ter\n", "letters.txt:3:7: a NUL"),
        (b"Title\n\n1. Let\x01ter\n", "letters.txt:3:7: the control character U+0001"),
        ("Title\n\n1. Letter\n".encode("utf-16") + b"x", "is not UTF-16"),
        ("Title\n\n1. Letter\n".encode("utf-16-le"), "binary or in UTF-16"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01", "a picture (PNG)"),
        (b"Title\n\n1. L\xe9tter\n", "in Windows-1252 it is “é”"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "or one with a password"),
        (b"%PDF-1.7\n", "is a PDF"),
        (b"{\\rtf1 }", "RTF"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(tmp_path: Path, data: bytes, words: str) -> None:
    with pytest.raises(InputError) as problem:
        read(tmp_path, data)
    assert words in problem.value.message


def test_a_huge_file_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "letters.txt"
    with path.open("wb") as file:
        os.truncate(file.fileno(), 200_000_000)
    with pytest.raises(InputError, match="larger than 100 MB"):
        read_source(path, "seeds/letters.txt")


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"seeds/x\.txt cannot be read"):
        read_source(tmp_path / "x.txt", "seeds/x.txt")


def test_a_document_from_two_sources(tmp_path: Path) -> None:
    first, second = read(tmp_path, SMALL), read(tmp_path, SMALL.replace("2. Letter", "007. Letter"))
    third = read(tmp_path, SMALL.replace("1. Letter", "6. Letter").replace("2. Letter", "7. Letter"))
    (a, b, c), found = distinct([first, second, third])
    assert [[r.number for r in s.records] for s in (a, b, c)] == [["1", "2"], ["007"], ["6"]]
    assert [(f.code, f.line) for f in found] == [("R003", 3), ("R003", 8)]


def test_a_document_stays_with_the_source_from_which_it_came(tmp_path: Path) -> None:
    one = read(tmp_path, SMALL)
    new, old = replace(one, file="a.txt"), replace(read(tmp_path, SMALL), file="b.txt")
    (a, b), found = distinct([new, old], {DocumentId.of("1"): "b.txt", DocumentId.of("9"): "b.txt"})
    assert ([r.number for r in a.records], [r.number for r in b.records]) == (["2"], ["1"])
    assert [("as before" in f.message, f.line) for f in found] == [(True, 3), (False, 8)]
    assert distinct([new, one], {DocumentId.of("1"): "gone.txt"})[0][0].records == new.records
