"""FRUS volumes: documents, lists, chapters; known faults reported and not copied; broken files refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from kktei.errors import InputError
from kktei.model import DocumentId, Link
from kktei.read import Source, read_source
from kktei.transcript import (
    Closing,
    Date,
    Dateline,
    Heading,
    List,
    Name,
    Note,
    PageBreak,
    Paragraph,
    Ref,
    Salutation,
    Signature,
    Text,
    walk,
)
from tests.read.frus_volume import SENDER, document, volume


def read(tmp_path: Path, text: str) -> Source:
    path = tmp_path / "frus1921v99.xml"
    path.write_text(text, encoding="utf-8")
    return read_source(path, "seeds/frus1921v99.xml")


def codes(source: Source) -> list[str]:
    return [f.code for f in source.findings if f.code != "R026"]


def test_a_volume(tmp_path: Path) -> None:
    source = read(tmp_path, volume(120))
    assert source.title == "Invented Relations, 1921, Volume XCIX, Letters"
    assert [r.number for r in source.records] == [str(n) for n in range(1, 121)]
    assert codes(source) == []
    assert [(c.heading, len(c.documents)) for c in source.chapters] == [
        ("Letters", 0), ("Chapter 1", 50), ("Chapter 2", 50), ("Chapter 3", 20),
    ]  # fmt: skip
    assert [f.kind for f in source.front] == ["preface", "persons", "terms"]
    assert [(a.kind, a.key, a.name, a.note) for a in source.authorities][:1] == [
        ("person", "p_WA1", "Winter, Ada B.", "President of the Republic")
    ]
    assert source.authorities[-1].kind == "term"
    assert source.authorities[-1].note == "Office of Letters"


def test_a_document_of_a_volume(tmp_path: Path) -> None:
    text = volume(2)
    source = read(tmp_path, text)
    record = source.records[1]
    assert record.head == "Letter From President Winter to Chairman Berg"
    assert record.note.startswith("Source: Department of State, Presidential Correspondence: Lot 66 D 204. Secret;")
    assert 'frus:doc-dateTime-min="1921-01-02' in text.splitlines()[record.at.line - 1]
    named = [(link.part, link.kind, link.key, link.span.of(getattr(record, link.part))) for link in record.links]
    assert named == [
        ("head", "person", "p_WA1", "President Winter"),
        ("head", "sender", "p_WA1", "President Winter"),
        ("head", "person", "p_BJ1", "Chairman Berg"),
        ("head", "recipient", "p_BJ1", "Chairman Berg"),
        ("note", "person", "p_HK1", "Holm"),
        ("note", "term", "t_OL1", "OL"),
        ("note", "person", "p_WA1", "Winter"),
    ]
    assert isinstance(record.links[0], Link)
    assert [type(b) for b in record.body] == [
        Dateline, Salutation, Paragraph, PageBreak, Heading, List, Paragraph, Closing, Signature,
    ]  # fmt: skip
    parts = list(walk(record.body))
    assert Ref("1", (Text("Document 1"),)) in parts
    assert Name("term", (Text("OL"),), "t_OL1") in parts
    assert [n.label for n in parts if isinstance(n, Note)] == ["1"]
    facts = {f.name: f.value for f in source.facts[DocumentId.of("2")]}
    assert facts == {
        "dateline": "Vienna, January 2, 1921, 10:15 a.m.",
        "place": "Vienna",
        "when": "1921-01-02T10:15:00-05:00",
        "signed": "Ada Winter",
    }


def test_the_sample(datadir: Path) -> None:
    source = read_source(datadir / "encoding" / "frus-sample-d103.xml", "seeds/d103.xml")
    (record,) = source.records
    assert source.findings == ()
    assert record.number == "103"
    assert record.note.endswith("USSR, Khrushchev Correspondence.")
    assert {f.name: f.value for f in source.facts[DocumentId.of("103")]}["when"] == "1963-05-19T11:15:00-04:00"


def test_a_pointer_to_the_wrong_namesake(tmp_path: Path) -> None:
    wrong = SENDER.replace("p_WA1", "p_WR1")
    source = read(tmp_path, volume(1, document(2, sender=wrong)))
    assert codes(source) == ["R021", "R063"]
    assert "President is rather" in source.findings[0].message
    assert [link.key for link in source.records[1].links if link.kind == "sender"] == ["p_WR1"]
    text = volume(1).replace(
        '<persName corresp="#p_WA1"><hi rend="strong">Ada',
        '<persName corresp="#p_WR1"><hi rend="strong">Ada',
    )
    source = read(tmp_path, text)
    assert codes(source) == ["R021"]
    assert "Winter, Rudolf C." in source.findings[0].message
    assert "p_WR1" in [part.key for part in walk(source.records[0].body) if isinstance(part, Name)]


def test_a_pointer_to_nobody(tmp_path: Path) -> None:
    source = read(tmp_path, volume(1).replace('corresp="#p_HK1">Karin Holm', 'corresp="#p_XX9">Karin Holm'))
    assert codes(source) == ["R024"]


def test_an_offset_that_names_another_day(tmp_path: Path) -> None:
    dateline = '<date when="1921-03-05T01:00:00+02:00">March 4, 1921, 11 p.m.</date>'
    source = read(tmp_path, volume(1, document(2, dateline=dateline)))
    assert codes(source) == ["R022"]
    assert [d.when for d in walk(source.records[1].body) if isinstance(d, Date)] == ["1921-03-04T23:00:00"]


def test_undated_with_a_date(tmp_path: Path) -> None:
    source = read(tmp_path, volume(1, document(2, dateline='<date when="1921-03-05">undated</date>.')))
    assert codes(source) == ["R023"]
    assert "when" not in {f.name for f in source.facts[DocumentId.of("2")]}


def test_one_of_two_senders_unmarked(tmp_path: Path) -> None:
    source = read(tmp_path, volume(1, document(2, sender=f"{SENDER} and Secretary Holm")))
    assert codes(source) == ["R025"]
    assert "Secretary Holm" in source.findings[0].message


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("1. Letter From", "7. Letter From", "R020"),
        (' n="1" subtype', " subtype", None),
        ('type="source"', 'type="other"', "R004"),
    ],
)
def test_odd_documents(tmp_path: Path, old: str, new: str, code: str | None) -> None:
    source = read(tmp_path, volume(1).replace(old, new, 1))
    assert codes(source) == ([code] if code else [])
    assert [r.number for r in source.records] == ["1"]


BROKEN = {
    "a tag that is not closed": (volume(3).replace("</closer>", "", 1), r":42:15: not well-formed XML: .*closer line 40"),
    "cut off in the middle": (volume(3)[:2000], r":\d+:\d+: not well-formed"),
    "an entity that nobody declared": (volume(1).replace("Points", "&nbsp;"), r":38:29: not well-formed.*nbsp"),
    "more after the end": (volume(1) + "more", r":\d+:1: not well-formed"),
    "a document type": (volume(1).replace("<TEI ", '<!DOCTYPE TEI [<!ENTITY x "y">]><TEI ', 1), "DOCTYPE"),
    "another namespace": (volume(1).replace("http://www.tei-c.org/ns/1.0", "urn:x"), "not in the namespace"),
    "no namespace": (volume(1).replace('xmlns="http://www.tei-c.org/ns/1.0"', ""), "not in the namespace"),
    "too deep": (volume(1).replace("<p>Thank", f"{'<p>' * 500}Thank").replace("OL</gloss>.</p>",
        f"OL</gloss>.{'</p>' * 500}"), "more than 200 elements"),
    "a piece on one line": ('<div type="document" n="1"><p></q></div>', r":1:35: not well-formed"),
}  # fmt: skip


@pytest.mark.parametrize("why", BROKEN)
def test_broken_and_hostile_volumes(tmp_path: Path, why: str) -> None:
    text, words = BROKEN[why]
    with pytest.raises(InputError, match=rf"^seeds/frus1921v99\.xml.*{words}") as raised:
        read(tmp_path, text)
    assert "\n" not in raised.value.message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "iso-8859-1", "shift_jis"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "v.xml"
    path.write_bytes(volume(3).replace("UTF-8", encoding.removesuffix("-sig")).encode(encoding))
    assert len(read_source(path, "v.xml").records) == 3


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_utf_16_as_xml_editors_offer_it(tmp_path: Path, encoding: str) -> None:
    """With its mark, or with a declaration by which it is known."""
    path = tmp_path / "v.xml"
    path.write_bytes(volume(3).replace("UTF-8", "UTF-16").encode(encoding))
    assert len(read_source(path, "v.xml").records) == 3


def test_a_beginning_of_comments_is_looked_at_once(tmp_path: Path) -> None:
    """Tried in every way, forty comments and no element would take for ever."""
    (tmp_path / "v.xml").write_bytes(b"<?xml version='1.0'?>" + b"<!--a--><!b>" * 4000)
    with pytest.raises(InputError, match="not well-formed"):
        read_source(tmp_path / "v.xml", "v.xml")


def test_a_piece_of_a_volume_points_to_documents_of_others(tmp_path: Path) -> None:
    text = document(5).replace('target="#d4"', 'target="#d4fn2"')
    source = read(tmp_path, text)
    assert codes(source) == []
    assert [p.target for p in walk(source.records[0].body) if isinstance(p, Ref)] == ["4#2"]


def test_a_letter_is_taken_as_it_is(tmp_path: Path) -> None:
    text = (
        b'<?xml version="1.0"?>\r\n<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="../L 1"><teiHeader/><text/></TEI>'
    )
    path = tmp_path / "letter.xml"
    path.write_bytes(text)
    source = read_source(path, "seeds/letter.xml")
    (taken,) = source.documents
    assert (taken.data, taken.id.stem, source.records) == (text, "L-1", ())


@pytest.mark.parametrize("text", ["<html><body/></html>", "<TEI/>", "<a><b></a>"])
def test_xml_that_is_no_tei(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError):
        read(tmp_path, text)


def test_letters_of_other_editions_are_taken(datadir: Path) -> None:
    taken, refused = 0, []
    for path in sorted((datadir / "letters" / "tillich").glob("*.xml")):
        try:
            (document_,) = read_source(path, path.name).documents
        except InputError as problem:
            refused.append(problem.message)
        else:
            assert document_.data == path.read_bytes()
            taken += 1
    assert taken == 24
    assert len(refused) == 1
    assert "not well-formed" in refused[0]
