"""Transcripts as editors really write them: footnotes of every make, marks left open, layouts that a text only hints at."""

from __future__ import annotations

import time

import pytest

from kktei.read import Source
from kktei.read.plain import read_plain
from kktei.read.plain.writer import write_plain
from kktei.transcript import (
    Attachment,
    Block,
    Closing,
    Dateline,
    Gap,
    Hi,
    LineBreak,
    List,
    Note,
    PageBreak,
    Paragraph,
    Postscript,
    Salutation,
    Signature,
    Supplied,
    Table,
    Text,
    Unclear,
    all_words,
    walk,
    words,
)


def read(body: str) -> Source:
    return read_plain(f"Letters\n\n1. Letter From Miller to Baker\n\nSource: Here.\n\n{body}", "x")


def blocks(body: str) -> list[Block]:
    return list(read(body).records[0].body)


def notes(source: Source) -> list[tuple[str, str]]:
    return [(n.label, words(n.content[0])) for r in source.records for n in walk(r.body) if isinstance(n, Note)]


def codes(source: Source) -> list[tuple[str, int, int]]:
    return [(f.code, f.line, f.column) for f in source.findings]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("One¹ and two.²\n\n¹ First.\n² Second.", [("1", "First."), ("2", "Second.")]),
        ("One¹ here.\n\n¹First.", [("1", "First.")]),
        ("One* and two.**\n\n* First.\n\n** Second.", [("*", "First."), ("**", "Second.")]),
        ("One† here.\n\n† First.", [("†", "First.")]),
        ("One[*] here.\n\n[*] First.", [("*", "First.")]),
        ("One[^a] here.\n\n[^a]: First.", [("a", "First.")]),
        ("One.[1]\n\n[1] A.\n\n[p. 2]\n\nTwo.[1]\n\n[1] B.", [("1", "A."), ("1", "B.")]),
        ("A *word[1] that nothing closes.\n\n[1] Kept.", [("1", "Kept.")]),
    ],
)
def test_footnotes_of_every_make(body: str, expected: list[tuple[str, str]]) -> None:
    source = read(body)
    assert notes(source) == expected
    assert [code for code, _, _ in codes(source) if code != "R014"] == []


def test_blanks_that_hold_words_together_are_blanks() -> None:
    """Word processors and web pages put them behind marks and numbers."""
    written = "Words.[1]\n\n## Heading\n\n- one\n- two\n\n[1] A note.\n"
    kept = written.replace(" ", "\u00a0")
    assert [type(block) for block in blocks(kept)] == [type(block) for block in blocks(written)]
    assert not read(kept).findings


def test_a_footnote_called_in_a_footnote_stands_at_its_end() -> None:
    source = read("One.[1]\n\n[1] See also.[2]\n\n[2] Inner.")
    (note,) = [part for part in walk(source.records[0].body) if isinstance(part, Note)]
    assert [words(line) for line in note.content] == ["See also.[2]", "[2] Inner."]
    assert codes(source) == [("R010", 7, 0)]


def test_footnotes_that_only_call_each_other_are_kept_as_paragraphs() -> None:
    source = read("Text.\n\n[1] See [2].\n\n[2] See [1].")
    assert [words(block) for block in source.records[0].body] == ["Text.", "[1] See [2].", "[2] See [1]."]
    assert [code for code, _, _ in codes(source)] == ["R011", "R011", "R010", "R010"]


def test_a_footnote_called_within_another_mark_is_kept() -> None:
    source = read("Text [2 lines [1] illegible] here.\n\n[1] Words of the footnote.")
    assert "Words of the footnote." in all_words(source.records[0].body)
    assert "R011" in {code for code, _, _ in codes(source)}


def test_footnotes_at_the_end_of_a_file_go_to_their_documents() -> None:
    source = read("One.[1]\n\n2. Letter From Baker\n\nSource: There.\n\nTwo.[2]\n\nNotes\n\n[1] First.\n\n[2] Second.")
    assert notes(source) == [("1", "First."), ("2", "Second.")]
    assert [type(block) for block in source.records[1].body] == [Paragraph, Paragraph]
    assert codes(source) == [("R016", 15, 1)]


@pytest.mark.parametrize(
    ("body", "code", "line", "column"),
    [
        ("Text¹ and text¹ again.\n\n¹ Which?", "R016", 9, 0),
        ("Vienn[a] and\n\n[a] man came.", "R016", 9, 0),
        ("A line and\nnever [closed here.", "R014", 8, 7),
        ("Closed] only.", "R014", 7, 7),
        ("So *open and on.", "R014", 7, 4),
        ("And {italic: so on.", "R014", 7, 5),
        ("And {orig: so} on.", "R014", 7, 5),
        ("Text.\n\n[End of attachment]\n\nMore text.", "R014", 7, 0),
        ("The sec-\nond line.", "R015", 7, 5),
        ("one\ttwo\nthree\tfour", "R015", 7, 0),
        ("The snow came down,\nThe bell was dumb,\nAnd no one asked.", "R015", 7, 0),
        ("> The moon is up,\n> the stars are out.", "R015", 7, 0),
        ("With love\nfrom all of us\nin the house", "R015", 7, 0),
        ("> Prose of a letter that\n> goes on at some length.\n>\n> Ada,\n> my dear,\n> come.", "R015", 7, 0),
        ("One[1] and again.[1]\n\n[1] Note.", "R010", 7, 18),
        ("We want\n\n1. a sheet\n\n2. a map", "R013", 11, 1),
    ],
)
def test_what_is_doubtful_is_reported_where_it_stands(body: str, code: str, line: int, column: int) -> None:
    assert codes(read(body)) == [(code, line, column)]


@pytest.mark.parametrize(
    "body",
    [
        "In [1921] or so.",
        "The \\[3] stays.",
        "2*3 is six, 2*3*4 and 2**3**4 are more.",
        "With love from all of us who\nlive in the old house by the\nriver.",
        "I remain,\nSir,\nYour most obedient\nhumble servant,\nAda Winter",
        "No twenty- and thirty-\nor more.",
        "> The moon is up,\\\n> the stars are out.",
        "The snow came down,\\\nThe bell was dumb,\\\nAnd no one asked.",
        "> A line that goes on to the margin of this page, as\n> prose does until it\n>\n> ends.",
    ],
)
def test_what_is_not_doubtful_is_not_reported(body: str) -> None:
    assert codes(read(body)) == []


def test_a_year_in_brackets_was_put_in() -> None:
    assert blocks("March 4, [1921] it was.")[0] == Paragraph(
        (Text("March 4, "), Supplied((Text("1921"),)), Text(" it was."))
    )


def test_marks_in_marks() -> None:
    (block,) = blocks("***both*** and **a *b* c**")
    bold = Hi("bold", (Text("a "), Hi("italic", (Text("b"),)), Text(" c")))
    assert block == Paragraph((Hi("bold", (Hi("italic", (Text("both"),)),)), Text(" and "), bold))


@pytest.mark.parametrize(
    "body", ["*a " * 3000, "[a " * 3000, "[" * 3000 + "x" + "]" * 3000, "{italic: " * 3000 + "x" + "}" * 3000]
)
def test_marks_without_end_take_no_time_and_no_word(body: str) -> None:
    start = time.process_time()
    source = read(body)
    assert time.process_time() - start < 20
    assert all_words(source.records[0].body).count("a") >= body.count("a ")


def test_a_page_end_parts_words() -> None:
    assert [words(block) for block in blocks("end of page\fNext page")] == ["end of page", "Next page"]


def test_a_letter_with_lines_above_the_dateline_and_several_signatures() -> None:
    found = blocks(
        "CONFIDENTIAL\n\nVienna, 4th March 1921\n\nDear Mr. Baker\n\nThe text.\n\nVery truly yours\n\n"
        "Ada Winter\nSecretary\n\nM. de la Tour\nPrinter\n\nEnclosures"
    )
    kinds = [Paragraph, Dateline, Salutation, Paragraph, Closing, Signature, Signature, Paragraph]
    assert [type(block) for block in found] == kinds
    assert found[6] == Signature((Text("M. de la Tour"), LineBreak(), Text("Printer")))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Dear Ada!", Salutation),
        ("My dear Berg,", Salutation),
        ("Dear Mr. Berg.—", Salutation),
        ("Dear all of you.", Paragraph),
    ],
)
def test_salutations(text: str, kind: type) -> None:
    assert type(blocks(f"{text}\n\nThe text goes on.")[0]) is kind


@pytest.mark.parametrize(
    "text", ["Kind regards,", "Your obedient servant,", "Ever yours,", "Yours sincerely", "In haste,", "Yours etc."]
)
def test_closes(text: str) -> None:
    assert [type(b) for b in blocks(f"The text.\n\n{text}\n\nAda")] == [Paragraph, Closing, Signature]


def test_a_close_of_several_lines_keeps_them() -> None:
    *_, close, signature = blocks("The text.\n\nI have the honor to be,\nSir,\nYour most obedient\nservant,\nAda\nRome")
    assert [words(block) for block in (close, signature)] == [
        "I have the honor to be, Sir, Your most obedient servant,",
        "Ada Rome",
    ]
    assert sum(isinstance(part, LineBreak) for part in walk(close)) == 3


def test_a_mark_between_figures_is_a_sign_of_sums() -> None:
    assert words(blocks("2*3*4, 2**3**4 and *5*")[0]) == "2*3*4, 2**3**4 and 5"


@pytest.mark.parametrize("text", ["ATTACHMENT 2", "[ATTACHMENT]", "Enclosure (1)", "Annex II", "Tab A: the list"])
def test_attachments_by_other_names(text: str) -> None:
    assert [type(b) for b in blocks(f"The text.\n\n{text}\n\nWhat was attached.")] == [Paragraph, Attachment]


def test_attachments_within_attachments_come_back() -> None:
    source = read(
        "Text.\n\n[Attachment]\n\nOne.\n\n[Enclosure: a map]\n\nMap.\n\n[End of enclosure]\n\nTwo.\n\n[End of attachment]\n\n"
        "The letter goes on."
    )
    body = source.records[0].body
    assert [type(b) for b in body] == [Paragraph, Attachment, Paragraph]
    assert [type(b) for b in body[1].blocks] == [Paragraph, Attachment, Paragraph]  # type: ignore[union-attr]
    assert write_plain("Letters", source.records).lost == ()


def test_stars_are_bullets_where_they_begin_every_line() -> None:
    assert [type(b) for b in blocks("* one thing\n* another")] == [List]


def test_source_notes_above_their_headings() -> None:
    source = read_plain("L\n\nSource: A.\n\n1. Letter\n\nText.\n\nSource: B.\n\n2. Letter\n\nText.\n", "x")
    assert [(r.number, r.note) for r in source.records] == [("1", "Source: A."), ("2", "Source: B.")]
    assert source.findings == ()


@pytest.mark.parametrize("note", ["*Source:* Here.", "**Source**: Here.", "[*Source:* Here.]"])
def test_the_word_of_a_source_note_may_be_set_off(note: str) -> None:
    (record,) = read_plain(f"L\n\n1. Letter\n\n{note}\n\nText.\n", "x").records
    assert record.note == "Source: Here."


def test_a_heading_without_a_number_is_named() -> None:
    source = read("Text.\n\nLetter From Baker to Miller\n\nSource: There.\n\nText.")
    assert codes(source) == [("R012", 11, 1)]
    assert "“Letter From Baker to Miller” above it" in source.findings[0].message


@pytest.mark.parametrize(
    "body",
    [
        "One[^a] and two[*].\n\n[^a] A.\n\n[*] B.",
        "One.[1]\n\n[1] A.\n\nTwo.[1]\n\n[1] B.",
    ],
)
def test_footnotes_of_every_make_come_back(body: str) -> None:
    source = read(body)
    written = write_plain("Letters", source.records)
    assert written.lost == ()
    assert read_plain(written.text, "x").records[0].body == source.records[0].body


@pytest.mark.parametrize("mark", ["## {}", "**{}**"])
def test_headings_that_are_marked_as_such(mark: str) -> None:
    one, two = mark.format("1. Letter From Miller"), mark.format("2. Letter From Baker")
    source = read_plain(f"# Letters\n\n{one}\n\nSource: A.\n\nText.\n\n{two}\n\nSource: B.\n", "x")
    assert source.title == "Letters"
    assert [(r.number, r.head, r.note) for r in source.records] == [
        ("1", "Letter From Miller", "Source: A."),
        ("2", "Letter From Baker", "Source: B."),
    ]
    assert source.findings == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[P. 12]", PageBreak("12")),
        ("[fol. 3r]", PageBreak("3r")),
        ("[illegible word]", Gap("illegible", "word")),
        ("[word ?]", Unclear((Text("word"),))),
        ("[2 lines are missing]", Gap("lost", "2 lines are")),
        ("[he was lost]", Supplied((Text("he was lost"),))),
    ],
)
def test_brackets_as_editors_write_them(text: str, found: object) -> None:
    (block,) = blocks(f"One {text} two.")
    assert isinstance(block, Paragraph)
    assert block.content[1] == found


@pytest.mark.parametrize("lead", ["P.S.", "P.-S.", "P.\u00a0S.", "N.S."])
def test_a_postscript_goes_on_below(lead: str) -> None:
    found = blocks(f"I write.\n\nYours,\n\nAda Winter\n\n{lead} One.\n\nTwo.")
    assert [type(block) for block in found] == [Paragraph, Closing, Signature, Postscript]
    assert isinstance(found[-1], Postscript)
    assert [words(paragraph) for paragraph in found[-1].content] == [f"{lead} One.", "Two."]


def test_initials_begin_no_postscript_and_a_bar_no_table() -> None:
    found = blocks("I write.\n\nN.S. Berg came.\n\n|x| is no row.\n\n| a | b\n| c | d |")
    assert [type(block) for block in found] == [Paragraph, Paragraph, Paragraph, Table]
    assert isinstance(found[-1], Table)
    assert [[words(cell) for cell in row.cells] for row in found[-1].rows] == [["a", "b"], ["c", "d"]]
