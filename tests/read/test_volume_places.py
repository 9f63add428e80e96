"""Where a volume prints the place of a document that nothing marks as its source note; whom its names point to."""

from __future__ import annotations

from pathlib import Path

import pytest

from kktei.parse import is_unmarked, load_vocabulary
from kktei.read import Source, read_source
from kktei.transcript import Paragraph, Text

HEAD = '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="frus1914v01"><teiHeader/><text>{front}<body>{body}</body></text></TEI>'
DATELINE = "<dateline>Oslo, March 3, 1914.</dateline>"
DOCUMENT = '<div type="document" n="1" xml:id="d1"><head>1. {head}</head>\n{below}</div>\n'


def read(folder: Path, head: str, below: str = "<p>Text.</p>", front: str = "") -> Source:
    file = folder / "volume.xml"
    file.write_text(HEAD.format(front=front, body=DOCUMENT.format(head=head, below=below)), encoding="utf-8")
    words = load_vocabulary()
    return read_source(file, file.name, lambda text: is_unmarked(text, words))


@pytest.mark.parametrize(
    ("head", "below", "note"),
    [
        ("[711.00/1] Mr. Berg to Mr. Winter", "<p>Text.</p>", "711.00/1"),
        ("Mr. Berg to Mr. Winter", "<p>File No. 711.00/2.</p><p>Text.</p>", "File No. 711.00/2."),
        ('Mr. Berg to Mr. Winter<note n="1">711.00/4: Telegram</note>', "<p>Text.</p>", "711.00/4: Telegram"),
        ("Mr. Berg to Mr. Winter", '<note type="source">[711.00/6]</note><p>Text.</p>', "[711.00/6]"),
        ("Mr. Berg to Mr. Winter", "<opener>711.00/5: Telegram</opener><p>Text.</p>", "711.00/5: Telegram"),
        ("Mr. Berg to Mr. Winter", f"<opener><seg>711.00/7</seg>{DATELINE}</opener><p>Text.</p>", "711.00/7"),
        ("Mr. Berg to Mr. Winter", "<opener>Copy 2.</opener><p>Text.</p>", ""),
        ("Mr. Berg to Mr. Winter", "<p>Text.</p><p>File No. 711.00/2.</p>", ""),
        ('Mr. Berg to Mr. Winter<note n="1">He came later.</note>', "<p>Text.</p>", ""),
        ("[Extract] Mr. Berg to Mr. Winter", "<p>Text.</p>", ""),
    ],
)
def test_a_place_that_nothing_marks_is_the_note_and_is_told(tmp_path: Path, head: str, below: str, note: str) -> None:
    source = read(tmp_path, head, below)
    (record,) = source.records
    assert record.note == note
    assert record.head == ("[Extract] " if head[:2] == "[E" else "") + "Mr. Berg to Mr. Winter"
    told = [f for f in source.findings if f.code == "R060"]
    assert bool(told) == (bool(note) and "[711" not in below)


@pytest.mark.parametrize("above", ["<p>711.00/8</p>", "<opener><seg>File No. 711.00/8</seg></opener>"])
def test_a_place_above_the_heading_is_the_note_and_no_text(tmp_path: Path, above: str) -> None:
    file = tmp_path / "volume.xml"
    document = DOCUMENT.format(head="Mr. Berg to Mr. Winter", below="<p>Text.</p>").replace("<head>", f"{above}<head>")
    file.write_text(HEAD.format(front="", body=document), encoding="utf-8")
    words = load_vocabulary()
    (record,) = read_source(file, file.name, lambda text: is_unmarked(text, words)).records
    assert record.note.endswith("711.00/8")
    assert record.body == (Paragraph((Text("Text."),)),)


def test_the_same_words_for_two_people_are_told(tmp_path: Path) -> None:
    people = "".join(
        f'<item><hi><persName xml:id="{key}">{name}</persName></hi></item>'
        for key, name in (("p_B1", "Berg, Jonas"), ("p_B2", "Berg, Karl"), ("p_W1", "Winter, Ada"))
    )
    front = f'<front><div type="section" xml:id="persons"><head>Persons</head><list>{people}</list></div></front>'
    names = "".join(
        f'<persName corresp="#{key}">{word}</persName> '
        for key, word in (
            ("p_B1", "Berg"),
            ("p_B1", "Berg"),
            ("p_B2", "Berg"),
            ("p_W1", "Winter"),
            ("p_B1", "Ada Winter"),
        )
    )
    source = read(tmp_path, "Mr. Berg to Mr. Winter", f"<p>{names}</p>", front)
    assert [f.message for f in source.findings if f.code == "R063"] == [
        '\'Berg\' points to "Berg, Jonas" (2), "Berg, Karl" (1).'
    ]
    assert [f.message for f in source.findings if f.code == "R021"] == [
        '\'Ada Winter\' points to #p_B1, "Berg, Jonas": that is the name of "Winter, Ada".'
    ]


@pytest.mark.parametrize(
    ("line", "when"),
    [
        ("<placeName>Oslo</placeName>, <date>October 14, 1949—6 p. m.</date>", "1949-10-14T18:00:00"),
        ("Oslo, October 14, 1949.", "1949-10-14"),
        ('Oslo, <date when="1949-10-14">October 14, 1949</date>.', "1949-10-14"),
        ("Oslo, <date>undated</date>.", ""),
    ],
)
def test_a_dateline_whose_date_has_no_value_is_read(tmp_path: Path, line: str, when: str) -> None:
    source = read(tmp_path, "Mr. Berg to Mr. Winter", f"<opener><dateline>{line}</dateline></opener><p>Text.</p>")
    facts = {fact.name: fact.value for told in source.facts.values() for fact in told}
    assert facts.get("when", "") == when
