"""Lines whose marks are known before they are read: nothing typed is a mark in them, and no word of them is lost."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kktei.read import read_source
from kktei.read.plain.inline import Calls, read_line
from kktei.read.plain.marked import BREAK, LineMark, Marked, cleaned, cut, folded, parted, spliced, stripped
from kktei.transcript import (
    Block,
    Gap,
    Heading,
    Hi,
    Inlines,
    Item,
    LineBreak,
    List,
    Note,
    Paragraph,
    Ref,
    Supplied,
    Table,
    Text,
    all_words,
    walk,
    words,
)
from tests.read.docx_files import word

italic, bold = partial(Hi, "italic"), partial(Hi, "bold")
TYPED = (
    "# no heading", "> no quotation", "- no item", "* no item", "• no item", "| no | table |", "|---|", "Signed: Ada", "Dateline: none",
    "*a* **b** ***c*** __d__", "{bold: a} {break} {foreign de: b}", "Postscript: no", "\\*a\\* \\ \\\\", "\\ # a", "a_b__c d|e \\{x}",
    "[a, b](#2) and (https://example.org/)", "¹ One", "¶ a¹", "[2] a", "see [2] and [^3]",
)  # fmt: skip


def read(text: str, *marks: LineMark) -> Inlines:
    return read_line(Marked(text, marks), Calls(typed=False))


def docx(tmp_path: Path, markdown: str) -> tuple[tuple[Block, ...], list[str]]:
    source = read_source(word(f"# 1. Letter\n\nSource: Here.\n\n{markdown}", tmp_path / "w.docx"), "w.docx")
    return source.records[0].body, [f.code for f in source.findings if f.code != "R001"]


def test_what_is_typed_in_word_is_no_mark(tmp_path: Path) -> None:
    verbatim = "\n\n".join("".join(f"\\{c}" if not c.isalnum() and c.isascii() else c for c in t) for t in TYPED)
    body, found = docx(
        tmp_path, f"Text.[^1]\n\n{verbatim}\n\nEnd.\n\n[^1]: \\# A \\*note\\* {{x}} of \\[1\\] \\{{break\\}}.\n"
    )
    (note,) = [part for part in walk(body) if isinstance(part, Note)]
    assert note.content == ((Text("# A *note* {x} of [1] {break}."),),)
    assert {type(block) for block in body} == {Paragraph}
    bare = [text.replace("[a, b]", "a, b") for text in TYPED]
    assert [words(block) for block in body] == ["Text.", *bare, "End."]
    kinds = {type(part) for block in body[1:] for part in walk(block)}
    assert kinds == {Paragraph, Text, Supplied}
    assert set(found) == {"R016"}, "a line that looks like a footnote, in a file that has real ones"


def test_source_notes_as_footnotes_have_no_marks(tmp_path: Path) -> None:
    text = "# 1. Letter[^1]\n\nText.\n\n[^1]: *Source:* Here, printed in *A* and\\*B [x].\n\n    More *of it*.\n"
    (record,) = read_source(word(text, tmp_path / "w.docx"), "w.docx").records
    assert (record.head, record.note) == ("Letter", "Source: Here, printed in A and*B [x]. More of it.")
    assert record.body == (Paragraph((Text("Text."),)),)


def test_numbered_headings_in_bold_are_found_where_there_are_no_others(tmp_path: Path) -> None:
    text = "A title\n\n**1. Letter to A**\n\n*Source:* Here.\n\n**2. Inner**\n\n**3. Letter to B**\n\nSource: There.\n"
    source = read_source(word(text, tmp_path / "w.docx"), "w.docx")
    assert next((r.number, r.head, r.note) for r in source.records) == ("1", "Letter to A", "Source: Here.")
    mixed, _ = docx(tmp_path, "Text\n\n**2. Not a document**\n\nMore.\n")
    assert [type(block) for block in mixed] == [Paragraph] * 3


def test_tables_lists_and_headings_are_what_the_file_says(tmp_path: Path) -> None:
    rows = "+---+---+\n| a | b |\n+===+===+\n| c | d |\n+---+---+\n"
    text = f"## *In* the text[^1]\n\n{rows}\n9) nine\n10) ten\n\n[^1]: Note.\n"
    body, found = docx(tmp_path, text)
    heading, table, numbered = body
    assert heading == Heading((Text("In the text"), Note("1", ((Text("Note."),),))))
    assert isinstance(table, Table)
    assert [row.head for row in table.rows] == [True, False]
    assert numbered == List((Item("9)", (Text("nine"),)), Item("10)", (Text("ten"),))))
    assert found == []


def test_marks_and_brackets_in_each_other() -> None:
    assert read("a [illegible] b", LineMark(0, 15, italic)) == (
        Hi("italic", (Text("a "), Gap("illegible"), Text(" b"))),
    )
    assert read("[illegible]", LineMark(1, 11, italic)) == (Gap("illegible"),)
    assert read("a [b c] d", LineMark(3, 4, italic)) == (
        Text("a "), Supplied((Hi("italic", (Text("b"),)), Text(" c"))), Text(" d"),
    )  # fmt: skip
    assert read("ab[cd]e", LineMark(1, 4, bold)) == (
        Text("a"), Hi("bold", (Text("b"),)), Supplied((Hi("bold", (Text("c"),)), Text("d"))), Text("e"),
    )  # fmt: skip
    assert read("ab[cd]e", LineMark(4, 7, bold)) == (
        Text("ab"), Supplied((Text("c"), Hi("bold", (Text("d"),)))), Hi("bold", (Text("e"),)),
    )  # fmt: skip
    note = Note("1", ())
    assert read(f"a\x02{BREAK}b", LineMark(0, 3, italic), LineMark(1, 2, instead=note)) == (
        Hi("italic", (Text("a"), note, LineBreak())), Text("b"),
    )  # fmt: skip
    assert read("see it", LineMark(4, 6, partial(Ref, "https://a.org")))[1] == Ref("https://a.org", (Text("it"),))


def test_cutting_keeps_marks() -> None:
    line = Marked("  one two  ", (LineMark(2, 9, bold), LineMark(6, 9, italic)))
    assert cut(line, 4, 8) == "e tw"
    assert cut(line, 4, 8).marks == (LineMark(0, 4, bold), LineMark(2, 4, italic))
    assert stripped(line).marks == (LineMark(0, 7, bold), LineMark(4, 7, italic))
    assert spliced(line, 0, 0, "1. ").marks == (LineMark(5, 12, bold), LineMark(9, 12, italic))
    assert parted(stripped(line)) == "one  two"
    soft = Marked("ﬁ so\u00adft x", (LineMark(0, 7, bold), LineMark(8, 9, italic)))
    assert cleaned(soft, "fi soft x").marks == (LineMark(0, 7, bold), LineMark(8, 9, italic))


@st.composite
def lines(draw: st.DrawFn) -> Marked:
    """Words, brackets and blanks in any order, with marks that lie within each other."""
    text = draw(st.text("ab [] []?-+.1\u00a0\t", max_size=24))

    def marks(start: int, end: int, depth: int) -> list[LineMark]:
        out: list[LineMark] = []
        at = start
        while at < end and depth < 4 and draw(st.booleans()):
            begin = draw(st.integers(at, end - 1))
            stop = draw(st.integers(begin + 1, end))
            out += [LineMark(begin, stop, draw(st.sampled_from([italic, bold]))), *marks(begin, stop, depth + 1)]
            at = stop
        return out

    return Marked(text, tuple(marks(0, len(text), 0)))


def letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


@given(lines())
def test_no_word_of_a_line_is_lost(line: Marked) -> None:
    flat = folded(line)
    assert flat == " ".join(line.split())
    assert letters(all_words(read_line(flat, Calls(typed=False)))) == letters(line)
    assert letters(parted(flat)) == letters(line)
    for at in range(len(flat)):
        assert cut(flat, 0, at) + cut(flat, at) == flat
