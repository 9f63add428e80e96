"""Letters that are taken as they are: several in one file, and names that two of them would have."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from kktei.errors import InputError
from kktei.read import Source, distinct, read_source
from kktei.tei import TEI, XML_LANG, name, q

LETTER = b"""<TEI xml:id="%s"><!-- \xc3\xa9 --><teiHeader/>\r\n<text  a = '/>'><x:y/> &amp;</text></TEI>"""
START = b"""<?xml version="1.0" encoding="UTF-8"?>
<teiCorpus xmlns="http://www.tei-c.org/ns/1.0" xmlns:x="urn:x?a&amp;b" xml:lang="de"><teiHeader/>"""


def read(tmp_path: Path, data: bytes, name: str = "letters.xml") -> Source:
    path = tmp_path / name
    path.write_bytes(data)
    return read_source(path, f"seeds/{name}")


def test_each_letter_of_a_corpus_byte_for_byte(tmp_path: Path) -> None:
    one, two = LETTER % b"one", (LETTER % b"").replace(b' xml:id=""', b' xml:lang="la"').replace(b"'/>'", b"'>'")
    data = START + one + b"\n\n" + two + b"<teiCorpus><teiHeader/><TEI/></teiCorpus></teiCorpus>"
    source = read(tmp_path, data)
    first, second, third = source.documents
    said = b' xmlns="http://www.tei-c.org/ns/1.0" xmlns:x="urn:x?a&amp;b"'
    declaration = b'<?xml version="1.0" encoding="UTF-8"?>\n'
    assert first.data == declaration + one.replace(b"<TEI", b"<TEI" + said + b' xml:lang="de"', 1) + b"\n"
    assert second.data == declaration + two.replace(b"<TEI", b"<TEI" + said, 1) + b"\n"
    assert third.data.endswith(b' xml:lang="de"/>\n')
    roots = [etree.fromstring(d.data) for d in source.documents]
    assert [root.tag for root in roots] == [q("TEI")] * 3
    assert [root.get(XML_LANG) for root in roots] == ["de", "la", "de"]
    assert [d.id.stem for d in source.documents] == ["one", "letters-2", "letters-3"]
    assert [d.at.line for d in source.documents] == [2, 5, 6]
    assert [f.code for f in source.findings] == ["R038"]


def test_what_a_corpus_declares_goes_with_the_letters_that_declare_nothing(tmp_path: Path) -> None:
    declared = b'<encodingDesc>\n<p xml:id="julian">\xc3\xa9</p></encodingDesc>'
    letter = b"<TEI><teiHeader><fileDesc%s</teiHeader><text/></TEI>"
    own = letter % b"/><encodingDesc><projectDesc>own</projectDesc></encodingDesc>"
    inner = b"<teiCorpus><teiHeader><fileDesc/>%s</teiHeader>" % declared.replace(b"julian", b"inner")
    data = START.replace(b"<teiHeader/>", b"<teiHeader><fileDesc/>%s</teiHeader>" % declared)
    data += letter % b"></fileDesc ><profileDesc/>" + own + inner + letter % b"/>" + b"</teiCorpus>" + letter % b"/>"
    said = [document.data.partition(b"<teiHeader>")[2] for document in read(tmp_path, data + b"</teiCorpus>").documents]
    assert said[0].startswith(b"<fileDesc></fileDesc >" + declared + b"<profileDesc/>")
    assert b"own</projectDesc>" + declared.removeprefix(b"<encodingDesc>\n") in said[1], (
        "and what its own encodingDesc lacks"
    )
    assert b'<fileDesc/><encodingDesc>\n<p xml:id="inner">' in said[2]
    assert said[3].startswith(b"<fileDesc/>" + declared + b"</teiHeader>")


def test_letters_have_the_terms_of_their_corpus_and_its_records_of_those_whom_they_name(tmp_path: Path) -> None:
    rights = b"<publicationStmt><publisher>\xc3\xa9</publisher><availability>CC</availability></publicationStmt>"
    header = b"<teiHeader><fileDesc>%s</fileDesc>%s</teiHeader>"
    people = b'<listPerson><person xml:id="P1"><note target="#P2"/></person><person xml:id="P2"/><person xml:id="P3"/>'
    people += b'<listRelation><relation active="#P1" passive="#P3"/></listRelation></listPerson>'
    corpus = header % (rights, b"<profileDesc><particDesc>%s</particDesc></profileDesc>" % people)
    corpus += b'<standOff><listObject><object xml:id="O1">\xc3\xa9</object></listObject></standOff>'
    blank, named = (
        b"<publicationStmt><p/></publicationStmt>",
        b"<publicationStmt><publisher>X</publisher></publicationStmt>",
    )
    own = rights.replace(b"CC", b"mine")
    texts = [(blank, b"#P1 #O1"), (named, b"x"), (own, b"#P3"), (b"<publicationStmt/>", b"#gone")]
    letters = [b'<TEI>%s<text xml:lang="la"><rs ref="%s"/></text></TEI>' % (header % (p, b""), to) for p, to in texts]
    data = START.replace(b"<teiHeader/>", corpus) + b"".join(letters) + b"</teiCorpus>"
    taken = [etree.fromstring(document.data) for document in read(tmp_path, data).documents]
    statements = [["".join(part.itertext()) for part in root.iter(q("publicationStmt"))] for root in taken]
    assert statements == [["éCC"], ["XCC"], ["émine"], ["éCC"]]
    found = [[key for part in root.iter(q("standOff")) for key in part.xpath(".//@xml:id")] for root in taken]
    assert found == [["P1", "P2", "O1"], [], ["P3"], []]
    assert [[name(part) for part in root] for root in taken][:2] == [
        ["teiHeader", "standOff", "text"],
        ["teiHeader", "text"],
    ]
    assert not list(taken[0].iter(q("relation")))
    assert {part.prefix for root in taken for part in root.iter()} == {None}


def test_the_encoding_of_a_corpus_stays(tmp_path: Path) -> None:
    data = (START + LETTER % b"one" + b"</teiCorpus>").decode().replace("UTF-8", "ISO-8859-1").encode("iso-8859-1")
    (taken,) = read(tmp_path, data).documents
    assert etree.fromstring(taken.data)[0].text.strip() == "é"


@pytest.mark.parametrize("inner", [b"", b'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="a.xml"/>'])
def test_a_corpus_that_holds_no_letter(tmp_path: Path, inner: bytes) -> None:
    with pytest.raises(InputError, match="teiCorpus without a TEI element"):
        read(tmp_path, START + inner + b"</teiCorpus>")


def test_a_corpus_that_is_not_well_formed(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"letters\.xml:\d+:\d+: not well-formed"):
        read(tmp_path, START + b"<TEI>")


def taken(tmp_path: Path, *named: tuple[str, str]) -> tuple[list[str], list[str]]:
    """The names that letters get, and the codes of what was left out; each is given by file and id."""
    sources = [read(tmp_path, f'<TEI xmlns="{TEI}" xml:id="{key}"/>'.encode(), file) for file, key in named]
    kept, found = distinct(sources)
    return [d.id.stem for source in kept for d in source.documents], [f.code for f in found]


def test_two_letters_with_one_id(tmp_path: Path) -> None:
    assert taken(tmp_path, ("L1.xml", "L1"), ("L2.xml", "L1"), ("L3.xml", "L3")) == (["L1", "L2", "L3"], [])
    assert taken(tmp_path, ("L2.xml", "L1"), ("L1.xml", "L1")) == (["L1"], ["R003"])


def test_a_letter_called_as_a_numbered_document_would_be(tmp_path: Path) -> None:
    letters = read(tmp_path, f'<TEI xmlns="{TEI}" xml:id="d007"/>'.encode(), "d007.xml")
    (tmp_path / "a.txt").write_text("Letters\n\n7. Letter From A to B\n\nSource: X.\n", encoding="utf-8")
    numbered = read_source(tmp_path / "a.txt", "seeds/a.txt")
    kept, found = distinct([numbered, letters])
    assert ([len(s.documents) + len(s.records) for s in kept], [f.code for f in found]) == ([1, 0], ["R003"])
