"""What volumes hold besides plain letters: pages, references, notes at odd places; no word is lost and nothing silently."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from kktei.findings import Severity
from kktei.pipeline.convert import convert
from kktei.pipeline.watch import Silence
from kktei.project import Project
from kktei.read import Source, read_source
from kktei.read.xml.own import read_own
from kktei.tei import NS, XML_ID, name, q
from kktei.transcript import Note, PageBreak, Ref, walk, words
from kktei.validate import check_text
from tests.read.frus_volume import volume
from tests.read.odd_volume import odd_volume

SETTINGS = '[edition]\nid = "v"\ntitle = "A volume"\n'


def read(tmp_path: Path, text: str) -> Source:
    path = tmp_path / "frus1921v99.xml"
    path.write_text(text, encoding="utf-8")
    return read_source(path, "seeds/frus1921v99.xml")


def told(source: Source, *codes: str) -> list[str]:
    return [f.code for f in source.findings if f.code in codes] if codes else [f.code for f in source.findings]


def converted(folder: Path, text: str) -> dict[str, bytes]:
    """Every file that a project with such a volume gets, by its name."""
    for name_ in ("seeds", "edition/documents"):
        (folder / name_).mkdir(parents=True)
    (folder / "edition" / "edition.toml").write_text(SETTINGS, encoding="utf-8")
    (folder / "seeds" / "frus1921v99.xml").write_text(text, encoding="utf-8")
    convert(Project(folder), by="E", watch=Silence())
    return {p.relative_to(folder / "edition").as_posix(): p.read_bytes() for p in (folder / "edition").rglob("*.xml")}


def targets(source: Source, number: str) -> dict[str, str]:
    (record,) = [r for r in source.records if r.number == number]
    return {words(part): part.target for part in walk((*record.body, *record.head_notes)) if isinstance(part, Ref)}


REFERENCES = {
    "#pg_14": "1#pg14",
    "#pg_16": "2#pg16",
    "#range(pg_12,pg_14)": "1#pg12",
    "range(#pg_12,#pg_14)": "1#pg12",
    "#pg_13 #pg_14": "1#pg13",
    "#d2": "2",
    "#d3": "3",
    "#d2fn2": "2#2",
    "#d2fn0": "2#sn",
    "#d1fn1": "1#hn1",
    "#d1fn4": "1#3",
    "#d1fn5": "1#4",
    "#d1a1": "1#a1",
    "#d1a1fn1": "1#5",
    "frus1921v99#pg_15": "1#pg15",
    "frus1921v98#pg_15": "https://history.state.gov/historicaldocuments/frus1921v98/pg_15",
    "frus1921v98": "https://history.state.gov/historicaldocuments/frus1921v98",
    "https://example.org/a": "https://example.org/a",
}


@pytest.mark.parametrize("pointer", REFERENCES)
def test_references_lead_on(tmp_path: Path, pointer: str) -> None:
    source = read(tmp_path, odd_volume(f'<ref target="{pointer}">here</ref>'))
    assert targets(source, "1")["here"] == REFERENCES[pointer]
    assert told(source, "R028") == []


def test_the_volume_s_own_contents_are_not_told_of_one_by_one(tmp_path: Path) -> None:
    contents = '<list type="toc"><item><ref target="#d77">Preface</ref></item></list>'
    assert told(read(tmp_path, odd_volume(contents)), "R028") == []


@pytest.mark.parametrize(
    ("pointer", "reported"),
    [("#pg_III", False), ("#pg_99", False), ("#ch1", False), ("#preface", False), ("", False),
     ("#pg_500", True), ("#d77", True), ("nonsense", True)],
)  # fmt: skip
def test_what_leads_to_no_document_keeps_its_words(tmp_path: Path, pointer: str, reported: bool) -> None:
    source = read(tmp_path, odd_volume(f'See <ref target="{pointer}">p. 500</ref>.'))
    assert "here" not in targets(source, "1")
    assert "See p. 500." in words(source.records[0].body)
    assert told(source, "R028") == (["R028"] if reported else [])
    (counted,) = [f for f in source.findings if f.code == "R026"]
    assert "ref/@target (1)" in counted.message


def test_pages_that_begin_between_documents_belong_to_the_next(tmp_path: Path) -> None:
    source = read(tmp_path, odd_volume())
    pages = {r.number: [p.n for p in walk(r.body) if isinstance(p, PageBreak)] for r in source.records}
    assert pages == {"1": ["11", "12", "13", "14", "15"], "2": ["16"], "3": []}


def test_every_page_gets_an_id_that_references_find(tmp_path: Path) -> None:
    files = converted(tmp_path, odd_volume('<ref target="#pg_16">p. 16</ref> <ref target="#pg_14">p. 14</ref>'))
    roots = {file: etree.fromstring(text) for file, text in files.items()}
    pages = {pb.get("n"): f"{file}#{pb.get(XML_ID)}" for file, root in roots.items() for pb in root.iter(q("pb"))}
    assert pages["14"] == "documents/d001.xml#d001.pg14"
    assert pages["III"] == "front.xml#front.pgIII"
    found = [
        (ref.text, ref.get("target")) for ref in roots["documents/d001.xml"].find(".//tei:body", NS).iter(q("ref"))
    ]
    assert found == [("p. 16", "d002.xml#d002.pg16"), ("p. 14", "#d001.pg14")]
    front = [ref.get("target") for ref in roots["front.xml"].find(".//tei:front", NS).iter(q("ref"))]
    assert front == ["documents/d001.xml#d001.pg14"]
    ids = [e.get(XML_ID) for e in roots["documents/d001.xml"].iter("*") if e.get(XML_ID)]
    assert [key for key, n in Counter(ids).items() if n > 1] == []


def test_a_page_number_that_comes_twice(tmp_path: Path) -> None:
    again = '<pb n="14" xml:id="pg_14a"/> <pb/> <ref target="#pg_14a">here</ref> <ref target="#pg_14">there</ref>'
    source = read(tmp_path, odd_volume(again))
    assert targets(source, "1") == {"here": "1#pg14", "there": "1#pg14.2"}
    files = converted(tmp_path / "p", odd_volume(again))
    ids = [pb.get(XML_ID) for pb in etree.fromstring(files["documents/d001.xml"]).iter(q("pb"))]
    assert ids == ["d001.pg11", "d001.pg12", "d001.pg14", "d001.pg", "d001.pg13", "d001.pg14.2", "d001.pg15"]


def test_the_first_pass_numbers_notes_as_the_text_does(tmp_path: Path) -> None:
    """References are resolved before the footnotes are read: both must count alike."""
    pointers = ["d1fn2", "d1fn3", "d1fn4", "d1fn5", "d1a1fn1"]
    source = read(tmp_path, odd_volume(" ".join(f'<ref target="#{p}">{p}</ref>' for p in pointers)))
    notes = [words(part.content).split()[0] for part in walk(source.records[0].body) if isinstance(part, Note)]
    assert notes == ["No", "In", "At", "A", "Source:"]
    assert list(targets(source, "1").values()) == ["1#1", "1#2", "1#3", "1#4", "1#5"]
    assert [words(n.content) for n in source.records[0].head_notes] == ["Sent by courier."]


def test_an_abstract_and_a_note_in_brackets_are_no_footnotes(tmp_path: Path) -> None:
    inline = 'So<note rend="inline" xml:id="x1">[as sent]</note> it ran.<note xml:id="x2">Called.</note>'
    text = odd_volume(f'{inline} <ref target="#x1">a</ref> <ref target="#x2">b</ref>')
    summary = '<note type="summary"><p>An abstract.</p></note><opener>'
    headed = '<p><figure><head>Map<note type="summary">A map.</note></head></figure></p>'
    source = read(tmp_path, text.replace("<opener>", headed + summary, 1))
    assert targets(source, "1") == {"a": "1", "b": "1#2"}
    said = [words(block) for block in source.records[0].body]
    assert "An abstract." in said
    assert any("So [as sent] it ran." in words_ for words_ in said)


def letters(text: str) -> Counter[str]:
    return Counter("".join(text.split()))


def said(element: etree._Element, *left_out: str) -> str:
    """The words below an element, those of some elements left out."""
    if name(element) in {"", *left_out}:
        return ""
    inner = (said(child, *left_out) + (child.tail or "") for child in element)
    return (element.text or "") + "".join(inner)


@pytest.mark.parametrize("text", [odd_volume('<ref target="#pg_1">p. 1</ref>'), volume(3)], ids=["odd", "plain"])
def test_no_word_of_a_document_is_lost(tmp_path: Path, text: str) -> None:
    files = converted(tmp_path, text)
    divisions = [d for d in etree.fromstring(text.encode()).iter(q("div")) if d.get("type") == "document"]
    assert len(divisions) == 3
    for number, division in enumerate(divisions, 1):
        there = etree.fromstring(files[f"documents/d{number:03}.xml"]).find(".//tei:body", NS)
        missing = letters(said(division)) - letters(said(there))
        assert missing == Counter(), f"document {number}"


def test_an_odd_volume_gives_valid_documents(tmp_path: Path) -> None:
    files = converted(tmp_path, odd_volume('<ref target="#pg_16">p. 16</ref>'))
    for file, text in files.items():
        if file.startswith("documents/"):
            assert [f for f in check_text(text, {}) if f.severity is Severity.ERROR] == [], file


def test_what_stands_outside_the_documents_is_told(tmp_path: Path) -> None:
    source = read(tmp_path, odd_volume())
    assert [f.message.split(" stand")[0] for f in source.findings if f.code == "R036"] == [
        '4 words of the chapter "Sub"',
        '2 words of the chapter "A chapter"',
        '2 words of the back matter ("Index")',
    ]
    assert [(c.heading, tuple(d.number for d in c.documents)) for c in source.chapters] == [
        ("Letters", ()), ("A chapter", ("1", "3")), ("Sub", ("2",)),
    ]  # fmt: skip


def test_markup_without_a_place_is_counted(tmp_path: Path) -> None:
    (counted,) = [f for f in read(tmp_path, odd_volume("<anchor/><milestone/>")).findings if f.code == "R026"]
    for kept in ("anchor (1)", "milestone (1)", "graphic (1)", "choice (1)", "note within a note (2)"):
        assert kept in counted.message


def test_documents_without_number_or_with_ids_given_twice(tmp_path: Path) -> None:
    more = (
        '<div type="document" xml:id="x7"><head>No number</head><p>Lost words here.</p></div>',
        '<div type="document" xml:id="d9" n="9"><head>9. First</head><p/></div>',
        '<div type="document" xml:id="d9" n="10"><head>10. Second</head><p>See <ref target="#d9">it</ref>.</p></div>',
        '<div type="document" xml:id="d11" n="10"><head>10. Third</head><p>Also <pb xml:id="pg_t" n="30"/></p></div>',
    )
    source = read(tmp_path, odd_volume('<ref target="#pg_t">a page of what is left out</ref>', *more))
    assert told(source, "R037", "R028") == ["R037", "R028"]
    assert [r.number for r in source.records] == ["1", "2", "3", "9", "10", "10"]
    assert [t for r in source.records for t in (p.target for p in walk(r.body) if isinstance(p, Ref))][-1] == "9"
    assert "a page of what is left out" not in targets(source, "1")


def test_the_plain_form_is_said_to_lose_footnotes_of_headings(tmp_path: Path) -> None:
    files = converted(tmp_path, odd_volume())
    first = read_own(files["documents/d001.xml"], "d001.xml")
    assert "document 1: footnotes of its heading (1 times)" in first.lost


def test_a_document_of_a_heading_and_a_page(tmp_path: Path) -> None:
    text = odd_volume("", '<pb n="20"/><div type="document" n="4"><head>4. Letter From Winter to Berg</head></div>')
    files = converted(tmp_path, text)
    division = etree.fromstring(files["documents/d004.xml"]).find(".//tei:div", NS)
    assert [name(child) for child in division] == ["head", "pb", "p"]
    assert read_own(files["documents/d004.xml"], "d004.xml").record.body == (PageBreak("20"),)


def test_blanks_at_the_edge_of_a_name_belong_to_the_words_around(tmp_path: Path) -> None:
    text = "From<placeName> <hi>Oslo</hi> </placeName>, to <persName> Berg </persName>and home."
    source = read(tmp_path, odd_volume(text))
    assert "From Oslo, to Berg and home." in words(source.records[0].body)
    text = "Here [<placeName> <hi>Oslo</hi> </placeName>] and (<persName> Berg </persName>)."
    source = read(tmp_path, odd_volume(text))
    assert "Here [Oslo] and (Berg)." in words(source.records[0].body)


@pytest.mark.parametrize(
    ("head", "heading"),
    [
        ("No. 7<lb/>Mr. Berg to Mr. Winter", "Mr. Berg to Mr. Winter"),
        ("<hi rend='strong'>Nr. 7</hi>\n<lb/>Mr. Berg to Mr. Winter", "Mr. Berg to Mr. Winter"),
        ("No. 8<lb/>Mr. Berg to Mr. Winter", "No. 8 Mr. Berg to Mr. Winter"),  # of a dispatch
        ("No. 7 Mr. Berg to Mr. Winter", "No. 7 Mr. Berg to Mr. Winter"),
        ("No. 7 Main Street<lb/>Mr. Berg to Mr. Winter", "No. 7 Main Street Mr. Berg to Mr. Winter"),
        ("No. 7", "No. 7"),
    ],
)
def test_a_number_on_the_first_line_of_a_heading_is_the_documents_own(tmp_path: Path, head: str, heading: str) -> None:
    div = f'<div type="document" n="7" xml:id="d7"><head>{head}</head><p>Words.</p></div>'
    assert read(tmp_path, odd_volume("", div)).records[-1].head == heading
