"""OpenDocument texts: read as Word documents are; what pandoc would leave is told."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from kktei.errors import InputError
from kktei.read import read_source
from kktei.transcript import Hi, Note, Paragraph, Text, words

SPACES = (
    " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in {"office": "office", "text": "text", "style": "style", "draw": "drawing"}.items()
    )
    + ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
)
ITALIC = '<style:style style:name="I" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>'
HEAD = (
    "<text:p>Letters</text:p><text:p>1. Letter From Ada to Bo</text:p><text:p>Source: Archive, Box 3.</text:p>"
    "<text:p>Dear Bo:</text:p>"
)
MARKS = """<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion>
  </text:changed-region></text:tracked-changes>"""
BODY = """<text:p>One<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>
  <text:p>A foot<text:span text:style-name="I">note</text:span>.</text:p></text:note-body></text:note> of
  <text:date>May 4</text:date><office:annotation><text:p>why?</text:p></office:annotation>, <text:ruby><text:ruby-base
  >base</text:ruby-base><text:ruby-text>above</text:ruby-text></text:ruby>.<draw:frame><draw:image/></draw:frame></text:p>
  <text:p>End.<draw:frame><draw:text-box><text:p>In a box</text:p></draw:text-box></draw:frame></text:p>
  <text:table-of-content><text:index-body><text:p>Letter 5</text:p></text:index-body></text:table-of-content>"""
PAGES = """<office:master-styles><style:master-page><style:header><text:p>Head words</text:p></style:header>
  </style:master-page></office:master-styles>"""


def opendocument(path: Path, body: str, kind: str = "text") -> Path:
    start = "<?xml version='1.0'?><office:document-{0} " + SPACES + ">{1}</office:document-{0}>"
    text = f"<office:automatic-styles>{ITALIC}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        made.writestr("content.xml", start.format("content", text))
        made.writestr("styles.xml", start.format("styles", PAGES))
    return path


def test_it_is_read_as_a_word_document_is_and_what_is_left_is_told(tmp_path: Path) -> None:
    source = read_source(opendocument(tmp_path / "letters.odt", MARKS + HEAD + BODY), "letters.odt")
    (record,) = source.records
    assert (source.title, record.head, record.note) == ("Letters", "Letter From Ada to Bo", "Source: Archive, Box 3.")
    first = record.body[1]
    assert isinstance(first, Paragraph)
    assert first.content[1] == Note("1", ((Text("A foot"), Hi("italic", (Text("note"),)), Text(".")),))
    assert [words(block) for block in record.body] == ["Dear Bo:", "One of May 4, base.", "End."]
    assert [(f.code, f.message) for f in source.findings] == [
        ("R043", "The deleted text “gone” was left out."),
        ("R043", "The comment “why?” was left out."),
        ("R043", "The text above words “above” was left out."),
        ("R043", "The contents “Letter 5” was left out."),
        ("R043", "A picture was left out."),
        ("R043", "The header of the pages “Head words” was left out."),
        ("R047", "These words of the Word document are not in the text: “Inabox”."),
    ]


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is an OpenDocument file of another kind but no Word document"):
        read_source(opendocument(tmp_path / "sheet.ods", HEAD, "spreadsheet"), "sheet.ods")
    (broken := tmp_path / "b.odt").write_bytes(opendocument(tmp_path / "c.odt", "&").read_bytes())
    with pytest.raises(InputError, match=r"b.odt is damaged: content.xml: .*"):
        read_source(broken, "b.odt")
