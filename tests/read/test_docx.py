"""Word documents, styled and plain, sound and broken."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from kktei.errors import InputError
from kktei.read import Source, read_source
from kktei.transcript import (
    Closing,
    Dateline,
    Hi,
    Item,
    List,
    Note,
    PageBreak,
    Paragraph,
    Postscript,
    Quotation,
    Salutation,
    Signature,
    Table,
    Text,
    walk,
)
from tests.read.docx_files import TEMPLATE, with_document, word

RUN = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'


def codes(source: Source) -> list[tuple[str, int]]:
    return [(f.code, f.line) for f in source.findings]


def read(tmp_path: Path, markdown: str) -> Source:
    return read_source(word(markdown, tmp_path / "letters.docx"), "seeds/letters.docx")


def test_the_template_of_a_new_edition(root: Path, tmp_path: Path) -> None:
    path = root / "kktei" / "starter" / "templates" / "letters.docx"
    source = read_source(path, "letters.docx")
    assert source.findings == ()
    assert source.title == "Title of the collection"
    first, second = source.records
    assert (first.number, first.head) == ("1", "Letter From Ada Winter to Jonas Berg")
    assert first.note.startswith("Source: Example Library, Berg Papers")
    kinds = [type(block) for block in first.body]
    assert kinds == [Dateline, Salutation, Paragraph, Closing, Signature, Postscript]
    assert [type(block) for block in second.body] == [Dateline, Salutation, Paragraph, Closing, Signature]
    parts = list(walk(first.body))
    assert Hi("italic", (Text("Italics"),)) in parts
    assert Note("1", ((Text("A footnote."),),)) in parts
    assert PageBreak("2") in parts
    made = read_source(word(TEMPLATE, tmp_path / "t.docx"), "letters.docx")
    assert made == source


def test_lists_quotations_and_tables(tmp_path: Path) -> None:
    source = read(
        tmp_path,
        "# 1. Memorandum\n\nSource: Here.\n\n"
        "a) one\n\nb) *two* | three\n\n(1) x\n(2) y\n\n- bullet\n\n> quoted\n\n| a | b |\n|---|---|\n| 1 \\* | 2 |\n",
    )
    blocks = source.records[0].body
    assert [type(b) for b in blocks] == [List, List, List, Quotation, Table]
    assert blocks[0] == List((Item("a)", (Text("one"),)), Item("b)", (Hi("italic", (Text("two"),)), Text(" | three")))))
    assert [item.label for item in blocks[1].items] == ["(1)", "(2)"]  # type: ignore[union-attr]
    assert [row.head for row in blocks[4].rows] == [True, False]  # type: ignore[union-attr]


def test_a_footnote_of_the_heading_is_the_source_note(tmp_path: Path) -> None:
    source = read(
        tmp_path, "---\ntitle: T\n---\n\n# 5. Letter[^a]\n\nText.[^b]\n\n[^a]: Source: Here.\n\n[^b]: Note.\n"
    )
    (record,) = source.records
    assert (record.head, record.note) == ("Letter", "Source: Here.")
    assert [n.label for n in walk(record.body) if isinstance(n, Note)] == ["1"]
    assert source.findings == ()


def test_headings_without_numbers_are_numbered_and_reported(tmp_path: Path) -> None:
    source = read(tmp_path, "---\ntitle: T\n---\n\n# Letter one\n\nSource: Here.\n\n# Letter two\n\nSource: There.\n")
    assert [(r.number, r.head) for r in source.records] == [("1", "Letter one"), ("2", "Letter two")]
    assert codes(source) == [("R040", 1), ("R040", 3)]


def test_tracked_changes_and_comments_are_reported(tmp_path: Path) -> None:
    plain = word("---\ntitle: T\n---\n\n# 1. Letter\n\nSource: Here.\n\nWe agree wholly.\n", tmp_path / "p.docx")
    ins = f'<w:ins w:id="1" w:author="Ada" w:date="2026-01-01T00:00:00Z">{RUN.format("not ")}</w:ins>'
    gone = '<w:del w:id="2" w:author="Jonas"><w:r><w:delText xml:space="preserve">at all</w:delText></w:r></w:del>'
    old = RUN.format("We agree wholly.")
    path = with_document(
        plain, tmp_path / "t.docx", old, f"{RUN.format('We agree ')}{ins}{RUN.format('wholly.')}{gone}"
    )
    source = read_source(path, "t.docx")
    assert source.records[0].body == (Paragraph((Text("We agree not wholly."),)),)
    assert codes(source) == [("R041", 3), ("R041", 3)]
    assert [f.message for f in source.findings] == [
        "Ada inserted “not”; it was taken as accepted.",
        "Jonas deleted “at all”; it was taken as deleted.",
    ]


def test_marks_of_the_plain_form_mean_nothing_in_word(tmp_path: Path) -> None:
    source = read(tmp_path, "# 1. Letter\n\nSource: Here.\n\n\\# no heading \\*not italic\\* {x}\n\n\\> no quotation\n")
    assert source.records[0].body == (
        Paragraph((Text("# no heading *not italic* {x}"),)),
        Paragraph((Text("> no quotation"),)),
    )


@pytest.mark.parametrize(
    ("part", "kind"),
    [("readme.txt", "a ZIP file"), ("META-INF/container.xml", "an e-book (.epub)"), ("xl/x", "a workbook (.xlsx)"),
     ("ppt/x", "a presentation (.pptx)")],
)  # fmt: skip
def test_a_file_of_another_kind_is_called_by_it(part: str, kind: str, tmp_path: Path) -> None:
    other = tmp_path / "other.docx"
    with zipfile.ZipFile(other, "w") as file:
        file.writestr(part, "x")
    with pytest.raises(InputError) as told:
        read_source(other, "other.docx")
    assert str(told.value).startswith(f"other.docx is {kind} but no Word document")


def test_damaged_files(tmp_path: Path) -> None:
    whole = word(TEMPLATE, tmp_path / "t.docx").read_bytes()
    cut = tmp_path / "cut.docx"
    cut.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(InputError, match="is damaged"):
        read_source(cut, "cut.docx")
    broken = with_document(tmp_path / "t.docx", tmp_path / "b.docx", "</w:body>", "")
    with pytest.raises(InputError, match=r"b\.docx"):
        read_source(broken, "b.docx")
    with pytest.raises(InputError, match="no document found"):
        read(tmp_path, "Only words.\n")


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"<html><p>x</p></html>", "a web page"), (b"<!DOCTYPE html><HTML xmlns='http://www.w3.org/1999/xhtml'/>", "a web page"),
     (b"%PDF-1.4", "a PDF"), (b"{\\rtf1 x}", "rich-text"), (b"\x89PNG\r\n\x1a\n", "a picture"), (b"\x1f\x8b\x08", "compressed")],
)  # fmt: skip
def test_files_of_other_programs_are_named(tmp_path: Path, data: bytes, said: str) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    with pytest.raises(InputError, match=f"a.txt is .*{said}.*which kktei does not read"):
        read_source(tmp_path / "a.txt", "a.txt")


def test_remarks_and_misnamed_styles_are_told(tmp_path: Path) -> None:
    text = '# 1. Letter\n\n::: {custom-style="Source"}\nExample Library, Berg Papers.\n:::\n\nText [why]{.comment-start id="1" author="E"}here[]{.comment-end id="1"}.\n'
    source = read(tmp_path, text)
    assert {f.code for f in source.findings} == {"R001", "R042", "R044"}
    (style,) = [f for f in source.findings if f.code == "R044"]
    assert style.message.endswith('does not begin with "Source:"; it was read as the source note, as its style says.')
    assert source.records[0].note == "Example Library, Berg Papers."
    (remark,) = [f for f in source.findings if f.code == "R042"]
    assert "why" in remark.message
