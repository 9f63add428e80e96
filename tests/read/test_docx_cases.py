"""Word files as editors have them: what pandoc forgets is kept or told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kktei.model import DocumentId, Record
from kktei.read import Source, read_source
from kktei.read.plain import read_plain
from kktei.transcript import (
    Date,
    Dateline,
    Hi,
    List,
    Name,
    Note,
    Paragraph,
    Signature,
    Table,
    Text,
    all_words,
    walk,
    words,
)
from tests.read.docx_files import with_document, word
from tests.read.mutants import packed, unpacked

CASES = Path(__file__).parent / "cases"
HEAD = "---\ntitle: T\n---\n\n# 1. Letter\n\nSource: Here.\n\n"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def case(name: str) -> Source:
    (path,) = CASES.glob(f"{name}*.docx")
    return read_source(path, "case.docx")


def one(source: Source) -> Record:
    (record,) = source.records
    return record


def codes(source: Source) -> list[str]:
    return [f.code for f in source.findings]


def notes(part: object) -> list[str]:
    return [all_words(note.content) for note in walk(part) if isinstance(note, Note)]


def marked(part: object, rend: str) -> list[str]:
    return [words(hi.content) for hi in walk(part) if isinstance(hi, Hi) and hi.rend == rend]


def test_a_footnote_in_an_item_of_a_list() -> None:
    source = case("019")
    (block,) = [block for block in one(source).body if isinstance(block, List)]
    assert notes(block.items[0]) == ["Note in a list item"]
    assert notes(block.items[1]) == []
    assert codes(source) == []


@pytest.mark.parametrize(
    "text",
    [
        "| a | b[^1] |\n|---|---|\n| c[^2] | d |\n",
        "- item[^1]\n\n    inner[^2]\n",
        "> quoted[^1] and[^2]\n",
        "# 1a. Second[^1] document[^2]\n",
        "## Heading[^1] within[^2]\n",
        "Term[^1]\n:   Sense[^2]\n",
        "Text[^1] and[^2] more.\n",
    ],
)
def test_footnotes_anywhere(tmp_path: Path, text: str) -> None:
    source = read_source(word(f"{HEAD}{text}\n[^1]: One.\n\n[^2]: Two.\n", tmp_path / "w.docx"), "w.docx")
    assert notes(tuple((r.head_notes, r.body) for r in source.records)) == ["One.", "Two."]
    assert not {"R047", "R055", "R010", "R011"} & set(codes(source))


def test_footnotes_within_footnotes(tmp_path: Path) -> None:
    """Pandoc's markdown has none: the call of an endnote is put into the footnote by hand."""
    parts = unpacked(word(f"{HEAD}Text[^1] and[^2].\n\n[^1]: One.\n\n[^2]: Two.\n", tmp_path / "w.docx").read_bytes())
    call = parts["word/document.xml"].decode().rpartition("<w:footnoteReference")[2].partition("/>")[0]
    text = parts["word/footnotes.xml"].decode()
    assert "One.</w:t></w:r>" in text
    inner = text.replace("One.</w:t></w:r>", f"One.</w:t></w:r><w:r><w:footnoteReference{call}/></w:r>")
    (tmp_path / "n.docx").write_bytes(packed(parts | {"word/footnotes.xml": inner.encode()}))
    source = read_source(tmp_path / "n.docx", "n.docx")
    assert " ".join(notes(one(source).body)).count("Two.") == 2
    assert not {"R047", "R055"} & set(codes(source))


def test_a_footnote_that_calls_itself_or_is_called_in_turn(tmp_path: Path) -> None:
    """Pandoc would follow the call for ever."""
    parts = unpacked(word(f"{HEAD}Text[^1] and[^2].\n\n[^1]: One.\n\n[^2]: Two.\n", tmp_path / "w.docx").read_bytes())
    text = parts["word/footnotes.xml"].decode()
    call = "<w:r><w:footnoteReference w:id='{}'/></w:r>"
    first, second = (part.split('"')[1] for part in text.split("w:footnote w:id=")[-2:])
    for one_calls, two_calls in ((first, ""), (second, first)):
        inner = text.replace("One.</w:t></w:r>", f"One.</w:t></w:r>{call.format(one_calls)}")
        inner = inner.replace("Two.</w:t></w:r>", f"Two.</w:t></w:r>{call.format(two_calls) if two_calls else ''}")
        (tmp_path / "n.docx").write_bytes(packed(parts | {"word/footnotes.xml": inner.encode()}))
        source = read_source(tmp_path / "n.docx", "n.docx")
        said = " ".join(notes(one(source).body))
        assert "One." in said
        assert "Two." in said
        assert any("calls itself" in f.message for f in source.findings)


def test_capitals_and_frames_are_told_strokes_and_spaces_are_kept() -> None:
    source = case("110")
    assert marked(one(source).body, "strikethrough") == ["double"]
    assert marked(one(source).body, "underline") == ["uu"]
    assert [f.message.split("”")[0] for f in source.findings] == [
        f"The words “{said}" for said in ("united nations", "boxed", "highlight", "emph")
    ]
    assert marked(one(source).body, "letterspaced") == ["spaced"]
    assert set(codes(source)) == {"R045"}


def test_all_kinds_of_underline() -> None:
    source = case("111")
    assert " ".join(marked(one(source).body, "underline")) == "dbl single words wave dotted thick"
    assert " ".join(marked(one(source).body, "strikethrough")) == "dstrike strike"
    assert codes(source) == []


def test_strict_open_xml_is_read_as_any_other() -> None:
    source = case("112")
    said = " ".join(words(block) for block in one(source).body)
    for part in ("Europe", "Custom", "dirtext", "Figure 1", "hidden", "Block SDT text.", "In the box"):
        assert part in said
    assert codes(source) == ["R045", "R045"]


def test_labels_of_a_list_in_a_footnote() -> None:
    source = case("114")
    (note,) = [part for part in walk(one(source).body) if isinstance(part, Note)]
    assert [words(line) for line in note.content] == ["Intro:", "1. first", "2. second", "After the list."]
    assert codes(source) == []


@pytest.mark.parametrize(
    ("markup", "labels"),
    [
        ("1. one\n    2. two\n", ["1.", "2."]),
        ("5) one\n    6) two\n", ["5)", "6)"]),
        ("(c) one\n    (d) two\n", ["(c)", "(d)"]),
        ("iv. one\n    v. two\n", ["iv.", "v."]),
        ("- one\n    - two\n", ["one", "two"]),
        ("1. one\n        a. inner\n    2. two\n", ["1.", "a.", "2."]),
    ],
)
def test_labels_of_lists_of_every_kind_in_footnotes(tmp_path: Path, markup: str, labels: list[str]) -> None:
    source = read_source(word(f"{HEAD}Text.[^1]\n\n[^1]: Intro:\n\n    {markup}", tmp_path / "w.docx"), "w.docx")
    (note,) = [part for part in walk(one(source).body) if isinstance(part, Note)]
    assert [words(line).split()[0] for line in note.content[1:]] == labels


def test_a_deleted_row_is_gone() -> None:
    source = case("116")
    (block,) = [block for block in one(source).body if isinstance(block, Table)]
    assert [words(row.cells[0]) for row in block.rows] == ["keep"]
    assert ("R041", "Ed deleted the row “row gone” of a table; it was taken as deleted.") in [
        (f.code, f.message) for f in source.findings
    ]


def test_a_table_of_deleted_rows_is_gone(tmp_path: Path) -> None:
    row = '<w:tr><w:trPr><w:del w:id="9" w:author="Ed"/></w:trPr><w:tc><w:p><w:del w:id="2"><w:r><w:delText>gone</w:delText></w:r></w:del></w:p></w:tc></w:tr>'
    plain = word(f"{HEAD}Text.\n", tmp_path / "p.docx")
    path = with_document(plain, tmp_path / "t.docx", "<w:sectPr", f"<w:tbl>{row}{row}</w:tbl><w:p/><w:sectPr")
    source = read_source(path, "t.docx")
    assert [type(block) for block in one(source).body] == [Paragraph]
    assert codes(source) == ["R041", "R041"]


def test_a_dateline_with_a_footnote_is_dated() -> None:
    source = case("118")
    dateline = one(source).body[0]
    assert isinstance(dateline, Dateline)
    assert [words(part) for part in dateline.content if isinstance(part, Name | Date)] == ["Vienna", "March 4, 1921"]
    assert notes(dateline) == ["Dateline note"]
    assert {f.name: f.value for f in source.facts[DocumentId.of("1")]} == {
        "dateline": "Vienna, March 4, 1921.", "place": "Vienna", "when": "1921-03-04", "signed": "Ada Winter",
    }  # fmt: skip
    assert isinstance(one(source).body[-1], Signature)


@pytest.mark.parametrize(
    "line",
    [
        "Vienna[1], March 4, 1921.[2]",
        "Vienna, March 4[1], 1921[2].",
        "Vienna, March 4, 1921[1][2].",
        "Vienna, [1]undated.[2]",
    ],
)
def test_footnotes_anywhere_in_a_dateline(line: str) -> None:
    text = f"T\n\n1. Letter\n\nSource: There.\n\n{line}\n\nDear B:\n\nText.\n\n[1] One.\n\n[2] Two.\n"
    dateline = one(read_plain(text, "x")).body[0]
    assert isinstance(dateline, Dateline)
    assert words(dateline) == line.replace("[1]", "").replace("[2]", "")
    assert notes(dateline) == ["One.", "Two."]
    assert [words(p) for p in dateline.content if isinstance(p, Name)] == ["Vienna"]


def test_footnotes_of_heading_and_source_note(datadir: Path) -> None:
    source = read_source(datadir / "cases/sources/020-heading-footnotes.txt", "x.txt")
    record = one(source)
    assert (record.head, record.note) == (
        "Letter From Ada Winter to Jonas Berg", "Source: Example Library, Berg Papers, Box 3. Confidential.",
    )  # fmt: skip
    assert [(note.label, all_words(note.content)) for note in record.head_notes] == [
        ("2", "Remark on the heading."),
        ("3", "Remark on the box."),
    ]
    assert isinstance(record.body[0], Dateline)
    assert codes(source) == []


@pytest.mark.parametrize(
    ("text", "head", "head_notes", "found"),
    [
        # At the end of the file, below another document.
        ("1. Letter to A[1]\n\nSource: X.\n\nOne.\n\n2. Letter to B\n\nSource: Y.\n\nTwo.\n\n[1] Note.", "Letter to A", ["Note."], []),
        # Called in the text too, but given once: the text has it.
        ("1. Letter to A[1]\n\nSource: X.\n\nOne.[1]\n\n[1] Note.", "Letter to A[1]", [], []),
        # Given for both.
        ("1. Letter to A[1]\n\nSource: X.\n\nOne.[1]\n\n[1] Head.\n\n[1] Text.", "Letter to A", ["Head."], []),
        # Not given at all.
        ("1. Letter to A[1]\n\nSource: X.\n\nOne.", "Letter to A[1]", [], []),
        ("1. Letter to A[^a]\n\nSource: X.[*]\n\n[^a] Of A.\n\n    More.\n\n[*] Of X.\n\nOne.", "Letter to A", ["Of A. More.", "Of X."], []),
    ],
)  # fmt: skip
def test_whose_a_footnote_is(text: str, head: str, head_notes: list[str], found: list[str]) -> None:
    source = read_plain(f"T\n\n{text}\n", "x")
    record = source.records[0]
    assert (record.head, [all_words(note.content) for note in record.head_notes]) == (head, head_notes)
    assert codes(source) == found


def test_a_main_part_of_another_name(tmp_path: Path) -> None:
    """Some programs call it document2.xml; the relationships say which it is."""
    parts = unpacked(
        word(f"{HEAD}Text[^1] [the map](https://example.org/).\n\n[^1]: Note.\n", tmp_path / "w.docx").read_bytes()
    )
    parts["text/document2.xml"] = parts.pop("word/document.xml")
    parts["text/_rels/document2.xml.rels"] = (
        parts.pop("word/_rels/document.xml.rels")
        .replace(b'Target="', b'Target="/word/')
        .replace(b'Target="/word/http', b'Target="http')
    )
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"word/document.xml", b"/text/document2.xml")
    (tmp_path / "o.docx").write_bytes(packed(parts))
    source = read_source(tmp_path / "o.docx", "o.docx")
    assert notes(one(source).body) == ["Note."]
    assert words(one(source).body) == "Text the map."
    assert codes(source) == []


MARKED = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="{}"/><w:t>{}</w:t></w:r>'
NUMBER = "<w:r><w:t>{}</w:t></w:r>"


@pytest.mark.parametrize(
    ("mark", "begins", "note", "told"),
    [
        ("*", NUMBER.format("*"), "Remark.", 0),
        ("*", NUMBER.format("*") * 2, "Remark.", 0),
        ("†", "", "† Remark.", 0),
        ("a", NUMBER.format("a"), "Remark.", 1),
        ("a", "", "aa Remark.", 1),
    ],
)
def test_marks_that_footnotes_were_given(tmp_path: Path, mark: str, begins: str, note: str, told: int) -> None:
    """They are no words of text or note: each program writes them in its own way at the note's beginning."""
    plain = word("# 1. Letter\n\nSource: Here.\n\nText[^1] on.\n\n[^1]: Remark.\n", tmp_path / "w.docx")
    packages = unpacked(plain.read_bytes())
    parts = {name: packages[name].decode() for name in ("word/document.xml", "word/footnotes.xml")}
    number = re.search(r'<w:footnoteReference w:id="(\d+)" ?/>', parts["word/document.xml"])
    assert number is not None
    run = rf"<w:r>\s*(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?\s*{number[0]}\s*</w:r>"
    parts["word/document.xml"] = re.sub(
        run, MARKED.format(number[1], mark), parts["word/document.xml"], flags=re.DOTALL
    )
    own = r"<w:r>\s*(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?\s*<w:footnoteRef ?/>\s*</w:r>"
    notes = re.sub(own, begins, parts["word/footnotes.xml"], flags=re.DOTALL)
    parts["word/footnotes.xml"] = notes.replace("Remark.", note)
    (tmp_path / "m.docx").write_bytes(packed(packages | {name: text.encode() for name, text in parts.items()}))
    source = read_source(tmp_path / "m.docx", "m.docx")
    (found,) = [part for part in walk(source.records[0].body) if isinstance(part, Note)]
    expected = "aa Remark." if note.startswith("aa") else "Remark."
    assert found.content == ((Text(expected),),)
    assert words(source.records[0].body[0]).replace(expected, "").split() == ["Text", "on."]
    assert sorted(f.code for f in source.findings) == ["R001", *["R045"] * told]
