"""Characters that nobody sees, digits of other scripts, odd ends of lines: words and headings are found in spite of them."""

from __future__ import annotations

import pytest

from kktei.read.plain import read_plain
from kktei.read.source import Source
from kktei.transcript import all_words, words

NOTE = "Source: Example Library, Box 2."


def read(text: str) -> Source:
    return read_plain(text, "seeds/letters.txt")


def codes(source: Source) -> list[str]:
    return [f.code for f in source.findings]


def body(text: str) -> tuple[list[str], list[tuple[str, int]]]:
    """The paragraphs of a letter with this text, and the findings."""
    source = read(f"Letters\n\n1. Letter From Winter to Berg\n\n{NOTE}\n\n{text}\n")
    assert len(source.records) == 1
    return [words(block) for block in source.records[0].body], [(f.code, f.line) for f in source.findings]


@pytest.mark.parametrize(
    ("text", "read_as", "found"),
    [
        ("A docu\u00adment of ours.", "A document of ours.", ["R050"]),
        ("A docu\u00ad\nment of ours.", "A document of ours.", ["R050"]),
        ("A docu\u00ad  \n  ment of ours.", "A document of ours.", ["R050"]),
        ("A docu\u00ad\u2028ment of ours.", "A document of ours.", ["R050"]),
        ("docu\u00ad\nment", "document", ["R050"]),
        ("A docu\u200bment of ours.", "A document of ours.", ["R050"]),
        ("An Auf\u200clage of ours.", "An Auflage of ours.", ["R050"]),
        ("A docu\ufeffment of\u2060 ours.", "A document of ours.", ["R050"]),
        ("The o\ufb03ce of the \ufb01rst \ufb02oor.", "The office of the first floor.", ["R050"]),
        ("A \u200edocument\u200e of ours.", "A document of ours.", ["R050"]),
        ("A \u202adocument\u202c of ours.", "A document of ours.", ["R050"]),
        ("A document\u2028of ours.", "A document of ours.", []),
        ("A document\x0bof ours.", "A document of ours.", []),
        # What says something stays.
        ("Box\u00a07, 10\u202f000, co\u2011operate, 5\u2009m.", "Box\u00a07, 10\u202f000, co\u2011operate, 5\u2009m.", []),
        ("He wrote \u05e9\u05dc\u05d5\u05dd\u200f!", "He wrote \u05e9\u05dc\u05d5\u05dd\u200f!", []),
        ("He wrote \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645.", "He wrote \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645.", []),
        ("He wrote \u0e2a\u0e27\u0e31\u200b\u0e2a\u0e14\u0e35.", "He wrote \u0e2a\u0e27\u0e31\u200b\u0e2a\u0e14\u0e35.", []),
        ("A \u00adhyphen\u00ad here", "A hyphen here", ["R050"]),
        # What is an accident stays, and is told.
        ("A docu\ufffdent of ours.", "A docu\ufffdent of ours.", ["R051"]),
        ("A docu\x92s of ours.", "A docu\x92s of ours.", ["R051"]),
        ("A \uf0b7 of ours.", "A \uf0b7 of ours.", ["R051"]),
    ],
)  # fmt: skip
def test_words_are_whole(text: str, read_as: str, found: list[str]) -> None:
    paragraphs, told = body(text)
    assert paragraphs == [read_as]
    assert [code for code, _ in told] == found
    assert all(line == 7 for _, line in told)


def test_paragraphs_end_where_a_page_or_paragraph_does() -> None:
    assert body("One two.\u2029Three four.\fFive six.")[0] == ["One two.", "Three four.", "Five six."]


def test_a_paragraph_that_ends_within_a_word_is_told() -> None:
    assert body("A docu\u00ad\n\nment.") == (["A docu", "ment."], [("R015", 7)])
    assert body("A docu\u00ad\n\fment.") == (["A docu", "ment."], [("R015", 7)])


def test_blanks_of_any_kind_before_a_line_are_an_indent() -> None:
    source = read(
        f"Letters\n\n\u3000 1. Letter From A to B\n\n\u00a0{NOTE}\n\nText.[1]\n\n[1] Note.\n\n\u2003\u2003\u2003 More."
    )
    (record,) = source.records
    assert record.note == NOTE
    assert [words(block) for block in record.body] == ["Text."]
    assert "More." in all_words(record.body)


@pytest.mark.parametrize(
    "heading",
    [
        "1. Letter", "\u200f1. Letter", "1\u200e. Letter", "1.\u00a0Letter", "1.\u2003Letter", "\ufeff1. Letter", "\u00a01. Letter",
        "1\u00ad. Letter", "\u202a1. Letter\u202c", "１. Letter", "１．Letter", "١. Letter", "१. Letter", "߁. Letter",
        "\u200f١.\u200f Letter \u05e9", "1.\nLetter", "1. Letter\nFrom A", "0001. Letter",
    ],
)  # fmt: skip
def test_a_heading_is_found_in_spite_of_them(heading: str) -> None:
    source = read(f"T\n\n{heading} to B\n\nDear B:\n\nText.")
    assert [record.number.lstrip("0") for record in source.records] == ["1"]
    assert source.records[0].head.startswith("Letter ")
    assert "R055" not in codes(source)


@pytest.mark.parametrize(
    "no_number", ["¹. Letter to B", "I. Letter to B", "①. Letter to B", "½. Letter to B", f"{'1' * 5000}. Letter"]
)
def test_other_signs_are_no_numbers_of_documents(no_number: str) -> None:
    """They are used in texts, for notes and parts; the line is kept, and where it looks like a heading that is told."""
    source = read(f"T\n\n1. Letter to A\n\n{NOTE}\n\nText.\n\n{no_number}\n\nMore.")
    assert [record.number for record in source.records] == ["1"]
    assert no_number in [words(block) for block in source.records[0].body]
    assert ("R053" in codes(source)) == (no_number.endswith(" to B"))


def test_documents_in_digits_of_another_script_are_documents_of_their_own() -> None:
    source = read(
        f"T\n\n٣. Letter to A\n\n{NOTE}\n\nOne.\n\n٤. Letter to B\n\n{NOTE}\n\nTwo.\n\n4. Letter to C\n\n{NOTE}\n\nThree."
    )
    assert [record.number for record in source.records] == ["3", "4"]
    assert codes(source) == ["R050", "R003"]
    assert source.findings[0].message == "2 numbers in digits of another script are read in 0 to 9, first “٣” as 3."


def test_the_first_paragraph_is_a_title_or_an_introduction() -> None:
    said = "This is an introduction of many words; it is the only place where it is said that the originals were burnt."
    source = read(f"{said}\n\n1. Letter to A\n\n{NOTE}\n\nText.")
    assert source.title == ""
    assert [words(section.blocks) for section in source.front] == [said]
    assert codes(source) == ["R001"]
    for title in ("Letters to my friends.", "Who wrote it?", "Letters\nof Ada Winter\n1921", "# Letters"):
        assert read(f"{title}\n\n1. Letter to A\n\n{NOTE}\n\nText.").title == " ".join(title.strip("# ").split())


def test_a_heading_on_two_lines() -> None:
    source = read(
        f"1. Letter From Winter to Berg\nconcerning the proofs\n\nDear Mr. Berg:\n\nOne.\n\n2. Letter From Berg\n\n{NOTE}\n\nTwo."
    )
    assert [(r.number, r.head) for r in source.records] == [
        ("1", "Letter From Winter to Berg concerning the proofs"),
        ("2", "Letter From Berg"),
    ]
    assert codes(source) == ["R001", "R004"]


def test_a_list_and_a_paragraph_of_a_text_are_no_headings() -> None:
    text = "2. Apples for the\n3. children\n\n2. We shall go there with all\nthat we have, and stay.\n\n9. Of other things\nto be done"
    source = read(f"T\n\n1. Letter to A\n\n{NOTE}\n\n{text}")
    assert [r.number for r in source.records] == ["1"]
    assert codes(source) == []


@pytest.mark.parametrize(
    "line",
    ["5. Letter From Berg to Winter", "2) Letter From Berg to Winter", "II. Letter From Berg to Winter", "No. 2: Letter From Berg",
     "Letter From Berg to Winter", "2.Letter From Berg"],
)  # fmt: skip
def test_what_looks_like_the_headings_of_the_source_is_told(line: str) -> None:
    source = read(f"T\n\n1. Letter From Winter to Berg\n\n{NOTE}\n\nText.\n\n{line}\n\nMore.")
    assert [r.number for r in source.records] == ["1"]
    assert [(f.code, f.line) for f in source.findings] == [("R053", 9)]
    escaped = read(f"T\n\n1. Letter From Winter to Berg\n\n{NOTE}\n\nText.\n\n\\{line}\n\nMore.")
    assert codes(escaped) == []


def test_a_signature_is_no_heading_though_headings_begin_with_the_name() -> None:
    source = read(f"T\n\n1. Anna Berg to Karl Vogt\n\n{NOTE}\n\nDear Karl,\n\nText.\n\nAnna Berg")
    assert codes(source) == []
