"""What Word documents hold beyond paragraphs: every word is read, or a finding says that it was not and where."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from kktei.errors import InputError
from kktei.read import Source, read_source
from kktei.read.docx.blocks import WordLayout
from kktei.read.docx.package import WordFile
from kktei.read.docx.reader import _missing
from kktei.transcript import (
    Closing,
    Hi,
    LineBreak,
    List,
    Note,
    Paragraph,
    Ref,
    Signature,
    Table,
    Text,
    all_words,
    walk,
    words,
)
from tests.read.docx_files import with_document, with_parts, word

RUN = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
BOX = (
    '<w:r><w:t>Anchor</w:t></w:r><w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape><v:textbox>'
    "<w:txbxContent><w:p><w:r><w:t>In the box</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)
HEAD = "---\ntitle: T\n---\n\n# 1. Letter\n\nSource: Here.\n\n"


def read(tmp_path: Path, markdown: str) -> Source:
    return read_source(word(markdown, tmp_path / "letters.docx"), "letters.docx")


def spliced(tmp_path: Path, xml: str) -> Source:
    """A document whose only paragraph holds some XML of Word."""
    plain = word(f"{HEAD}Marker.\n", tmp_path / "plain.docx")
    return read_source(with_document(plain, tmp_path / "s.docx", RUN.format("Marker."), xml), "s.docx")


def said(source: Source) -> list[str]:
    return [words(block) for block in source.records[0].body]


def codes(source: Source) -> list[str]:
    return [f.code for f in source.findings]


@pytest.mark.parametrize(
    ("xml", "expected", "found"),
    [
        (f'<w:fldSimple w:instr=" DATE ">{RUN.format("March 4")}</w:fldSimple>', ["March 4"], []),
        (f'<w:customXml w:element="y">{RUN.format("custom")}</w:customXml>', ["custom"], []),
        (f'<w:bdo w:val="rtl">{RUN.format("turned")}</w:bdo>', ["turned"], []),
        (f"<w:sdt><w:sdtContent>{RUN.format('control')}</w:sdtContent></w:sdt>", ["control"], []),
        ("<w:r><w:t>one</w:t><w:cr/><w:t>two</w:t><w:ptab/><w:t>three</w:t></w:r>", ["one two three"], []),
        ('<w:r><w:t>one</w:t><w:br w:type="page"/><w:t>two</w:t></w:r>', ["one two"], []),
        (BOX, ["Anchor", "In the box"], ["R045"]),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>", ["hidden"], ["R045"]),
        ('<w:r><w:t>a</w:t><w:sym w:font="Private" w:char="F04A"/></w:r>', ["a"], ["R043"]),
        (
            f"<w:r><w:ruby><w:rubyPr/><w:rt>{RUN.format('above')}</w:rt><w:rubyBase>{RUN.format('base')}</w:rubyBase>"
            "</w:ruby></w:r>",
            ["base"],
            ["R043"],
        ),
    ],
)
def test_words_that_pandoc_drops_are_read(tmp_path: Path, xml: str, expected: list[str], found: list[str]) -> None:
    source = spliced(tmp_path, xml)
    assert said(source) == expected
    assert codes(source) == found


def test_a_page_break_is_layout_and_a_line_break_is_not(tmp_path: Path) -> None:
    source = spliced(tmp_path, '<w:r><w:t>a</w:t><w:br w:type="page"/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>')
    assert sum(isinstance(part, LineBreak) for part in walk(source.records[0].body)) == 1


def test_a_close_typed_in_one_paragraph(tmp_path: Path) -> None:
    source = spliced(tmp_path, "<w:r><w:t>Sincerely yours,</w:t><w:br/><w:t>Ada Winter</w:t></w:r>")
    assert source.records[0].body == (Closing((Text("Sincerely yours,"),)), Signature((Text("Ada Winter"),)))


def test_a_number_that_a_tab_parts_from_its_heading(tmp_path: Path) -> None:
    plain = word(HEAD.replace("# 1. Letter", "# Marker"), tmp_path / "plain.docx")
    number = "<w:r><w:t>7</w:t></w:r><w:r><w:tab/></w:r><w:r><w:t>Letter</w:t></w:r>"  # as pandoc numbers
    source = read_source(with_document(plain, tmp_path / "s.docx", RUN.format("Marker"), number), "s.docx")
    assert [(record.number, record.head) for record in source.records] == [("7", "Letter")]


def test_words_that_are_not_read_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kktei.read.docx.blocks.WordLayout._table", lambda self, content: None)
    source = read(tmp_path, f"{HEAD}Text.\n\n| one | two |\n|-----|-----|\n| three | four |\n")
    assert codes(source) == ["R047"] * 4
    assert "“one”" in source.findings[0].message


def test_images_are_left_out_and_named_with_their_paragraph(tmp_path: Path) -> None:
    image = tmp_path / "i.svg"
    image.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>', encoding="utf-8")
    source = read(tmp_path, f"{HEAD}Before ![a map]({image}) and after.\n")
    assert said(source) == ["Before and after."]
    (found,) = source.findings
    assert (found.code, found.message) == ("R043", "An image (“a map”) was left out.")
    assert found.place == "paragraph 3, “Before and after.”"


def test_lists_in_lists_keep_their_words_and_labels(tmp_path: Path) -> None:
    source = read(tmp_path, f"{HEAD}1. one\n    a. sub\n    b. more\n2. two\n")
    (block,) = source.records[0].body
    assert isinstance(block, List)
    assert [words(item) for item in block.items] == ["one a. sub b. more", "two"]
    assert codes(source) == ["R045"]


def test_merged_cells_leave_empty_ones(tmp_path: Path) -> None:
    table = "+---+---+\n| a | b |\n+   +---+\n|   | c |\n+---+---+\n"
    source = read(tmp_path, f"{HEAD}{table}")
    (block,) = source.records[0].body
    assert isinstance(block, Table)
    assert [[words(cell) for cell in row.cells] for row in block.rows] == [["a", "b"], ["", "c"]]
    assert codes(source) == ["R045"]


def test_what_a_footnote_holds_beyond_paragraphs(tmp_path: Path) -> None:
    note = "[^1]: First.\n\n    - item\n\n    | x | y |\n    |---|---|\n    | p | q |\n"
    source = read(tmp_path, f"{HEAD}Text.[^1]\n\n{note}")
    (found,) = [part for part in walk(source.records[0].body) if isinstance(part, Note)]
    assert " ".join(words(line) for line in found.content) == "First. item x y p q"


def test_a_footnote_of_the_heading_that_is_no_source_note(tmp_path: Path) -> None:
    source = read(
        tmp_path, "---\ntitle: T\n---\n\n# 1. Letter[^1]\n\nSource: Here.\n\nText.\n\n[^1]: It has no date.\n"
    )
    assert source.records[0].head == "Letter"
    assert source.records[0].head_notes == (Note("1", ((Text("It has no date."),),)),)
    assert (said(source), codes(source)) == (["Text."], [])


def test_footnotes_typed_by_hand(tmp_path: Path) -> None:
    source = read(tmp_path, f"{HEAD}Text.\\[1\\]\n\n\\[1\\] Typed.\n")
    assert [part.label for part in walk(source.records[0].body) if isinstance(part, Note)] == ["1"]
    both = read(tmp_path, f"{HEAD}Typed \\[1\\] and real.[^1]\n\n\\[1\\] Typed.\n\n[^1]: Real.\n")
    (note,) = [part for part in walk(both.records[0].body) if isinstance(part, Note)]
    assert (words(note.content[0]), said(both)) == ("Real.", ["Typed [1] and real.", "[1] Typed."])
    assert codes(both) == ["R016"]


def test_everything_before_the_first_document_is_read(tmp_path: Path) -> None:
    source = read(
        tmp_path,
        "---\ntitle: T\nsubtitle: Sub\nauthor: Ada\ndate: Spring\n---\n\n# Preface\n\nPrefatory.\n\n"
        "# 1. Letter\n\nSource: Here.\n\nText.\n\n# Another\n\nSource: There.\n\n# 2. Letter\n\nSource: Here.\n",
    )
    assert source.title == "T"
    assert all_words(source.front[0].blocks).split() == ["Sub", "Ada", "Spring", "Preface", "Prefatory."]
    assert [r.number for r in source.records] == ["1", "1a", "2"]
    assert codes(source) == ["R040"]


def test_code_definitions_and_captions_are_paragraphs(tmp_path: Path) -> None:
    source = read(
        tmp_path, f"{HEAD}Term\n:   Sense\n\n```\nline one\nline two\n```\n\n| a |\n|---|\n| b |\n\n: Caption\n"
    )
    assert [type(block) for block in source.records[0].body] == [Paragraph, Paragraph, Paragraph, Paragraph, Table]
    assert said(source)[:4] == ["Term", "Sense", "line one line two", "Caption"]


def test_changes_of_paragraph_ends_are_reported(tmp_path: Path) -> None:
    plain = word(f"{HEAD}One\n\nMarker.\n", tmp_path / "p.docx")
    old = RUN.format("One")
    path = with_document(plain, tmp_path / "t.docx", old, f"{old}")
    data = path.read_bytes()
    mark = '<w:rPr><w:del w:id="5" w:author="Ada" w:date="2020-01-01T00:00:00Z"/></w:rPr></w:pPr>'
    changed = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as before, zipfile.ZipFile(changed, "w") as after:
        for name in before.namelist():
            text = before.read(name)
            if name == "word/document.xml":
                head, tail = text.decode().split(old, 1)
                text = (head[::-1].replace("</w:pPr>"[::-1], mark[::-1], 1)[::-1] + old + tail).encode()
            after.writestr(name, text)
    path.write_bytes(changed.getvalue())
    source = read_source(path, "t.docx")
    assert [f.message for f in source.findings] == ["Ada joined this paragraph to the next; they were kept apart."]


def test_packages_that_are_a_danger(tmp_path: Path) -> None:
    plain = word(f"{HEAD}Text.\n", tmp_path / "p.docx")
    declared = with_document(plain, tmp_path / "d.docx", "<w:document ", '<!DOCTYPE x [<!ENTITY a "b">]><w:document ')
    with pytest.raises(InputError, match="declares a document type"):
        read_source(declared, "d.docx")
    bomb = tmp_path / "bomb.docx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", b"<w:p/>" * 12_000_000)
    with pytest.raises(InputError, match="larger than 60 MB"):
        read_source(bomb, "bomb.docx")


def test_tables_in_tables_without_end(tmp_path: Path) -> None:
    plain = word(f"{HEAD}Marker.\n", tmp_path / "p.docx")
    depth = 500
    begin, end = "<w:tbl><w:tr><w:tc>" * depth, "</w:tc></w:tr></w:tbl><w:p/>" * depth
    path = with_document(plain, tmp_path / "deep.docx", "<w:body>", f"<w:body>{begin}<w:p/>{end}")
    with pytest.raises(InputError, match=r"deep\.docx"):
        read_source(path, "deep.docx")


def test_links_lead_where_they_led(tmp_path: Path) -> None:
    source = read(tmp_path, f"{HEAD}See [the map](https://example.org/map) and [the part](#below).\n")
    assert [p for p in walk(source.records[0].body) if isinstance(p, Ref)] == [
        Ref("https://example.org/map", (Text("the map"),))
    ]
    assert said(source) == ["See the map and the part."]
    assert [f.code for f in source.findings] == ["R045"]
    assert "#below" in source.findings[0].message


def field(told: str, made: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    order = (
        f'<w:r><w:instrText xml:space="preserve"> {told[:4]}</w:instrText><w:instrText>{told[4:]}</w:instrText></w:r>'
    )
    return f"{mark('begin')}{order}{mark('separate')}{made}{mark('end')}"


PART = "</w:p><w:p>"
CONTENTS = field(
    'TOC \\o "1-3"',
    f"{RUN.format('1. Letter')}{field('PAGEREF _Toc1', RUN.format('3'))}{PART}{RUN.format('2. Letter')}",
)
GALLERY = (
    '</w:p><w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>'
    f'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>{RUN.format("Contents")}</w:p><w:p>{RUN.format("1. Letter 3")}</w:p>'
    "</w:sdtContent></w:sdt><w:p>"
)


@pytest.mark.parametrize(
    ("made", "kind"),
    [
        (f"{RUN.format('Text.')}{PART}{CONTENTS}", "table of contents “1. Letter3 2. Letter”"),
        (f"{RUN.format('Text.')}{GALLERY}", "table of contents “Contents 1. Letter 3”"),
        (f"{RUN.format('Text.')}{PART}{field('INDEX', RUN.format('Berg, 3'))}", "index “Berg, 3”"),
    ],
)
def test_lists_that_word_makes_are_no_text(tmp_path: Path, made: str, kind: str) -> None:
    source = spliced(tmp_path, made)
    assert [record.number for record in source.records] == ["1"]
    assert said(source) == ["Text."]
    assert [f.message for f in source.findings] == [f"The {kind} was left out; it is made anew."]


def test_lists_that_word_made_once_are_known_by_their_styles(tmp_path: Path) -> None:
    text = '# Index\n\n::: {custom-style="index 1"}\nBerg, 3\n:::\n'
    listed = '# Contents\n\n::: {custom-style="toc 1"}\n1\\. Letter 3\n:::\n'
    source = read(tmp_path, f"---\ntitle: T\n---\n\n{listed}\n# 1. Letter\n\nSource: Here.\n\nText.\n\n{text}")
    assert [(record.number, record.note) for record in source.records] == [("1", "Source: Here.")]
    assert said(source) == ["Text."]
    assert [f.message.split(" was")[0] for f in source.findings] == [
        "The table of contents “Contents 1. Letter 3”",
        "The index “Index Berg, 3”",
    ]


def test_page_numbers_of_the_word_file_are_told(tmp_path: Path) -> None:
    source = spliced(tmp_path, f"{RUN.format('See page ')}{field('PAGEREF x', RUN.format('17'))}{RUN.format('.')}")
    assert said(source) == ["See page 17."]
    (found,) = source.findings
    assert found.message == "The page number “17” is one of the Word file; it was read as plain words."


@pytest.mark.parametrize("grid", ["", "<w:tblGrid/>", '<w:tblGrid><w:gridCol w:w="1"/></w:tblGrid>'])
def test_cells_beyond_the_grid_of_a_table_are_read(tmp_path: Path, grid: str) -> None:
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="{}"/></w:tcPr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>'.format
    rows = f"<w:tr>{cell(2, 'a')}{cell('x', 'b')}</w:tr><w:tr>{cell(1, 'c')}{cell(1, 'd')}{cell(1, 'e')}</w:tr>"
    source = spliced(tmp_path, f"{RUN.format('Text.')}</w:p><w:tbl>{grid}{rows}</w:tbl><w:p>")
    (table,) = [block for block in source.records[0].body if isinstance(block, Table)]
    assert [[words(cell) for cell in row.cells] for row in table.rows] == [["a", "", "b"], ["c", "d", "e"]]
    assert codes(source) == ["R045"]


def test_letters_that_are_spaced_are_set_off(tmp_path: Path) -> None:
    run = '<w:r><w:rPr><w:i/><w:spacing w:val="{}"/></w:rPr><w:t>{}</w:t></w:r>'.format
    source = spliced(tmp_path, f"{run(60, 'wide')}{run(5, 'fit')}{run(-20, 'narrow')}{run('much', 'odd')}")
    found = [(part.rend, words(part)) for part in walk(source.records[0].body) if isinstance(part, Hi)]
    assert ("letterspaced", "wide") in found
    assert [rend for rend, _ in found].count("letterspaced") == 1
    assert "".join(text for rend, text in found if rend == "italic") == "widefitnarrowodd"


@pytest.mark.parametrize(("shown", "part"), [("%1.", "styles"), ("%1", "document")])
def test_numbers_that_word_gives_to_headings_are_read(tmp_path: Path, shown: str, part: str) -> None:
    """By the style of the paragraph, or by itself; a list between them counts for itself."""
    text = "---\ntitle: T\n---\n\n# Letter From A to B\n\nSource: Here.\n\n1. one\n\n# Letter From B to A\n\nSource: There.\n"
    order = '<w:numPr><w:numId w:val="77"/></w:numPr>'
    level = f'<w:lvl w:ilvl="0"><w:start w:val="91"/><w:pStyle w:val="Heading1"/><w:lvlText w:val="{shown}"/></w:lvl>'
    counted = f'<w:abstractNum w:abstractNumId="77">{level}</w:abstractNum>'
    ended = '<w:num w:numId="77"><w:abstractNumId w:val="77"/></w:num></w:numbering>'
    at = "<w:keepNext />" if part == "styles" else '<w:pStyle w:val="Heading1" />'
    made = with_parts(
        word(text, tmp_path / "p.docx"),
        tmp_path / "n.docx",
        {"word/numbering.xml": ("</w:numbering>", counted + ended), f"word/{part}.xml": (at, at + order)},
    )
    source = read_source(made, "n.docx")
    assert [(r.number, r.head) for r in source.records] == [("91", "Letter From A to B"), ("92", "Letter From B to A")]
    assert codes(source) == []


def test_words_that_come_in_another_order_are_there() -> None:
    layout = WordLayout("n.docx", layers=False)
    layout.lay_out({"meta": {}, "blocks": [{"t": "Para", "c": [{"t": "Str", "c": "One two."}]}]})
    found = _missing(WordFile(b"", ["two", "One", "three"]), layout, "n.docx")
    assert [f.message for f in found] == ["These words of the Word document are not in the text: “three”."]
