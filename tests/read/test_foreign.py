"""TEI of other editions as it comes: older, in a corpus, with inclusions and entities; registers and letters."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from kktei import encode, tei
from kktei.errors import InputError
from kktei.read.foreign import Opened, Opener

HEAD = "<teiHeader><fileDesc><titleStmt><title>T</title></titleStmt><publicationStmt><p/></publicationStmt>"
HEAD += "<sourceDesc><p/></sourceDesc></fileDesc></teiHeader>"
NS = 'xmlns="http://www.tei-c.org/ns/1.0" xmlns:xi="http://www.w3.org/2001/XInclude"'


def opened(folder: Path, text: str | bytes, name: str = "a.xml") -> Opened:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return Opener(folder, encode.is_older, encode.modern).read(path, name)


def body(one: Opened) -> str:
    """The text of the only document, as it was read."""
    data = one.pieces[0].data
    root = tei.parse(data.lstrip(), "a") if data else tei.load(one.path)
    return tei.text_of(root.find("tei:text", tei.NS))


def codes(one: Opened) -> list[str]:
    return sorted(f.code for f in one.findings)


def test_a_letter_stands_as_it_is(tmp_path: Path) -> None:
    one = opened(tmp_path, f"<TEI {NS}>{HEAD}<text><body><p>Words.</p></body></text></TEI>")
    assert (one.pieces[0].stem, one.pieces[0].data, codes(one)) == ("a", None, [])


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "iso-8859-1"])
def test_any_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    declared = encoding.removesuffix("-sig")
    text = f'<?xml version="1.0" encoding="{declared}"?><TEI {NS}>{HEAD}<text><body><p>Grüße</p></body></text></TEI>'
    assert opened(tmp_path, text.encode(encoding)).pieces


OLD = """<TEI.2 id="L7">{head}<text lang="ger"><body><div0 type="letter"><p id="p1">Two <date value="1802-03-04">then
</date> <sic corr="their">thier</sic> <xref url="http://a.example/">x</xref> <ref target="p1">up</ref>
<figure entity="plan"><figDesc>Plan</figDesc></figure></p></div0></body></text></TEI.2>"""


def test_tei_p4_becomes_p5(tmp_path: Path) -> None:
    doctype = '<!DOCTYPE TEI.2 SYSTEM "tei2.dtd" [<!NOTATION jpeg SYSTEM "x">'
    doctype += '<!ENTITY plan SYSTEM "plan.jpg" NDATA jpeg>]>'
    one = opened(tmp_path, doctype + OLD.format(head=HEAD))
    assert codes(one) == ["F001"]
    root = etree.fromstring((one.pieces[0].data or b"").lstrip())
    made = etree.tostring(root, encoding="unicode")
    assert root.tag == tei.q("TEI")
    assert root.get(tei.XML_ID) == "L7"
    for part in ('xml:lang="ger"', 'when="1802-03-04"', "<choice><sic>thier</sic><corr>their</corr></choice>",
                 '<ref target="http://a.example/">', '<ref target="#p1">', '<graphic url="plan.jpg"/>', '<div type='):  # fmt: skip
        assert part in made, part
    assert "ns0" not in made


def test_lines_stay_where_they_were(tmp_path: Path) -> None:
    one = opened(tmp_path, "\n\n" + OLD.format(head=HEAD))
    root = etree.fromstring(one.pieces[0].data or b"")
    assert next(root.iter(tei.q("figure"))).sourceline == 5


@pytest.mark.parametrize("space", ["", 'xmlns="http://www.tei-c.org/ns/0.9"'])
def test_tei_without_its_namespace_is_read(tmp_path: Path, space: str) -> None:
    one = opened(tmp_path, f"<TEI {space}>{HEAD}<text><body><p>Words.</p></body></text></TEI>")
    assert (codes(one), body(one)) == (["F001"], "Words.")


def test_what_is_no_tei_is_named(tmp_path: Path) -> None:
    assert codes(opened(tmp_path, "<html/>")) == ["B003"]
    assert codes(opened(tmp_path, '<TEI xmlns="urn:other"/>')) == ["B003"]


def test_a_corpus_gives_its_documents_and_its_records(tmp_path: Path) -> None:
    letter = f"<TEI xml:id='{{}}'>{HEAD}<text><body><p>Letter {{}}.</p></body></text></TEI>"
    people = "<standOff><listPerson><person xml:id='p1'><persName>Ada</persName></person></listPerson></standOff>"
    inner = f"<teiCorpus xml:lang='de'>{HEAD}{letter.format('c2', 2)}</teiCorpus>"
    terms = "<publicationStmt><publisher>P</publisher><availability><licence>CC BY</licence></availability></publicationStmt>"
    head = HEAD.replace("<publicationStmt><p/></publicationStmt>", terms)
    head = head.replace(
        "</teiHeader>", "<encodingDesc>\n<tagsDecl><rendition xml:id='wide'/></tagsDecl></encodingDesc></teiHeader>"
    )
    one = opened(tmp_path, f"<teiCorpus {NS}>{head}{people}{letter.format('c1', 1)}{inner}</teiCorpus>")
    assert [p.stem for p in one.pieces] == ["c1", "c2"]
    assert b'xml:lang="de"' in (one.pieces[1].data or b"")
    assert all(b"<licence>CC BY</licence>" in (piece.data or b"") for piece in one.pieces)
    assert [(piece.data or b"").count(b'xml:id="wide"') for piece in one.pieces] == [1, 1]
    assert all((piece.data or b"").rstrip().count(b"\n") <= 1 for piece in one.pieces), "lines stay where they were"
    assert b"Ada" in (one.register or b"")
    assert codes(one) == ["F002"]
    assert one.findings[0].message.endswith("have terms and encodingDesc")


def test_addresses_are_read_from_their_base(tmp_path: Path) -> None:
    (tmp_path / "b.xml").write_text("<TEI/>", "utf-8")
    text = (
        f"<TEI {NS}>{HEAD}<text><body>"
        "<p xml:base='https://example.org/x/a.xml'><ref target='page.html#p1 #here'/><ref target='b.xml'/>"
        "<graphic url='/scan.png' xml:base='scans/'/><graphic url='one.png' xml:base='scans/'/><ref target='mailto:a@b'/></p>"
        "<p xml:base='scans/'><graphic url='two.png'/><pb facs='#f1'/></p><p xml:base='file:///etc/'><ptr target='x'/></p>"
        "<ref target='page.html'/></body></text></TEI>"
    )
    data = opened(tmp_path, text).pieces[0].data
    assert data is not None
    found = etree.fromstring(data.strip()).xpath("//@target | //@url | //@facs")
    assert found == [
        "https://example.org/x/page.html#p1 #here", "b.xml", "https://example.org/scan.png", "https://example.org/x/scans/one.png",
        "mailto:a@b", "scans/two.png", "#f1", "x", "page.html",
    ]  # fmt: skip


def test_a_corpus_does_not_double_the_letters_beside_it(tmp_path: Path) -> None:
    (tmp_path / "l.xml").write_text(f"<TEI {NS}>{HEAD}<text><body><p>L</p></body></text></TEI>")
    one = opened(tmp_path, f'<teiCorpus {NS}>{HEAD}<xi:include href="l.xml"/></teiCorpus>')
    assert (one.pieces, one.taken) == ((), frozenset())


def test_inclusions_are_followed_within_the_folder_only(tmp_path: Path) -> None:
    (tmp_path.parent / "outside.xml").write_text(f"<p {NS}>Secret.</p>")
    (tmp_path / "part.xml").write_text(f'<div {NS}><p xml:id="x">Part</p><xi:include href="a.xml"/></div>')
    (tmp_path / "words.txt").write_text("plain words")
    inside = '<xi:include href="part.xml"/><p><xi:include href="words.txt" parse="text"/>.</p>'
    inside += '<xi:include href="part.xml" xpointer="x"/><xi:include href="../outside.xml"/>'
    inside += '<xi:include href="http://a.example/x.xml"><xi:fallback><p>instead</p></xi:fallback></xi:include>'
    one = opened(tmp_path, f"<TEI {NS}>{HEAD}<text><body>{inside}</body></text></TEI>")
    assert body(one) == "Partplain words.Partinstead"
    assert codes(one) == ["F004"] * 3
    assert {p.name for p in one.taken} == {"part.xml", "words.txt"}


def test_entities_of_the_file_are_expanded_and_no_others(tmp_path: Path) -> None:
    inner = '<!DOCTYPE TEI [<!ENTITY w "an &i; word"><!ENTITY i "<hi>inner</hi>"><!ENTITY o SYSTEM "/etc/passwd">]>\n'
    text = "&w; &o; &mdash; &nowhere; <!-- &w; -->"
    one = opened(tmp_path, f"{inner}<TEI {NS}>{HEAD}<text><body><p>{text}</p></body></text></TEI>")
    assert body(one) == "an inner word &o; — &nowhere;"
    assert [(f.code, f.line) for f in one.findings] == [("F003", 2), ("F003", 2)]


def test_entities_that_grow_without_end_are_refused(tmp_path: Path) -> None:
    grown = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    with pytest.raises(InputError, match="grow"):
        opened(tmp_path, f'<!DOCTYPE TEI [<!ENTITY e0 "words ">{grown}]><TEI {NS}>&e11;</TEI>')


RECORDS = (
    "<listPerson><head>Persons</head><person xml:id='p'><persName>Ada</persName><note>A long note.</note></person>"
)
RECORDS += "</listPerson>"


@pytest.mark.parametrize(
    ("text", "is_register"),
    [
        (f"<TEI {NS}>{HEAD}<text><body>{RECORDS}</body></text></TEI>", True),
        (f"<TEI {NS}>{HEAD}<standOff>{RECORDS}</standOff></TEI>", True),
        (f"<listPerson {NS}><person xml:id='p'><persName>Ada</persName></person></listPerson>", True),
        (f"<TEI {NS}>{HEAD}<text><body><p>Dear Ada, I write to say so.</p></body><back>{RECORDS}</back></text></TEI>", False),
        (f"<TEI {NS}>{HEAD}<text><body><p>Dear</p></body></text></TEI>", False),
    ],
)  # fmt: skip
def test_a_register_is_no_letter(tmp_path: Path, text: str, is_register: bool) -> None:
    one = opened(tmp_path, text)
    assert (one.register is not None, not one.pieces) == (is_register, is_register)
    assert codes(one) == ["F005"] * is_register
