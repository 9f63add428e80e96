"""The validator never falls over a document, and never calls one valid that libxml2 refuses, or the other way round."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from lxml import etree

from kktei import files, tei
from kktei.errors import InputError
from kktei.findings import Finding
from kktei.validate import check_documents
from kktei.validate.check import UNREADABLE, check, own_schema
from tests.validate.damage import damaged
from tests.validate.mutants import mutant

TEI = "http://www.tei-c.org/ns/1.0"
FRAME = f'<TEI xmlns="{TEI}">%s</TEI>'


def checked(tmp_path: Path, raw: bytes | str) -> list[Finding]:
    file = tmp_path / "x.xml"
    file.write_bytes(raw.encode() if isinstance(raw, str) else raw)
    return check_documents([file], root=tmp_path)[file]


def test_damaged_documents(tmp_path: Path, root: Path) -> None:
    """A sample; the whole was run by the thousand."""
    judge = etree.RelaxNG(etree.parse(str(own_schema().path)))
    sources = sorted((root / "edition").rglob("*.xml"))
    unread = 0
    for seed in range(60):
        chance = random.Random(seed)
        source = chance.choice(sources).read_bytes()
        raw = damaged(source, chance) if seed % 3 else mutant(tei.parse(source, "x.xml"), chance)
        found = checked(tmp_path, raw)
        refused = [f.code for f in found if f.code in UNREADABLE or "V010" <= f.code < "V040"]
        try:
            valid = judge.validate(tei.parse(files.as_utf8(raw, "x.xml"), "x.xml"))
        except InputError:
            valid = False
            unread += 1
            assert UNREADABLE & set(refused), seed
        assert valid == (not refused), seed
        assert all(f.message and len(f.message) < 3_000 and len(f.place) < 2_000 for f in found), seed
    assert 5 < unread < 50


# What fell, or could have: each has a verdict, and the code that says why.
CASES = {
    "one of several was missing and several came late": ("<div><postscript/><p/><list/></div>", "V013"),
    "several groups were missing": ("<teiHeader/><div><postscript/><p/><list/><ab/><table/><postscript/><p/></div>", "V013"),
    "a pointer of blanks": ('<text><body><p><ref target=" "/></p></body></text>', "V021"),
    "a number of 5,000 digits": (f'<text><body><div type="document" n="{"9" * 5000}"><p/></div></body></text>', "V012"),
    "a number that is none": ('<text><body><div type="document" n="²"><p/></div></body></text>', "V012"),
    "an element without a namespace": ('<div xmlns=""><p/></div>', "V016"),
    "an empty element with text": ("<text><body><p><pb>x</pb></p></body></text>", "V015"),
    "an end tag without >": ("<text><body><p>x</p</body></text>", "V001"),
    "a name of 100,000 letters": (f"<{'x' * 100_000}/>", "V010"),
    "an end tag that is not closed": (f"<{'x' * 100_000}></p>", "V002"),
    "an end tag of 100,000 letters": (f"<p></{'x' * 100_000}>", "V002"),
    "an entity of 100,000 letters": (f"<p>&{'x' * 100_000};</p>", "V003"),
    "an attribute twice": (f"<p {'x' * 100_000}='1' {'x' * 100_000}='2'/>", "V001"),
    "a prefix of 100,000 letters": (f"<{'x' * 100_000}:p/>", "V005"),
    "a namespace of 100,000 letters": (f"<p xmlns='{'x' * 100_000}'/>", "V016"),
    "a name of 2,000 letters": (f"<{'x' * 2_000}/>", "V010"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_verdict_and_no_fall(name: str, tmp_path: Path) -> None:
    body, code = CASES[name]
    found = checked(tmp_path, FRAME % body)
    assert code in {f.code for f in found}
    assert all(f.line == 1 and f.column for f in found)
    assert all(len(f.message) < 500 for f in found)


def test_what_was_missing_and_comes_later_is_one_fault_each(tmp_path: Path) -> None:
    """<p> or <list> was missing before <postscript>; neither is called missing once one has come."""
    found = checked(
        tmp_path, FRAME % "<text><body><div><postscript><p/></postscript><p/><list><item/></list></div></body></text>"
    )
    assert [(f.code, f.place) for f in found if "div" in f.place] == [("V013", "div/p"), ("V013", "div/list")]


def test_an_empty_element_that_holds_text_lacks_nothing(tmp_path: Path) -> None:
    found = checked(tmp_path, FRAME % "<text><body><p><pb>x</pb></p></body></text>")
    assert "V015" in {f.code for f in found}
    assert not [f for f in found if f.message.endswith("lacks ")]


@pytest.mark.parametrize(
    "raw", [b"", b" \n", b"<x/>", b"\xff", b"\xff\xfe", b"\x00", b"<TEI", b"no XML", b"<!-- c -->", b"<?p?>"]
)
def test_what_is_no_document(raw: bytes, tmp_path: Path) -> None:
    found = checked(tmp_path, raw)
    assert len(found) == 1
    assert found[0].hint
    assert found[0].code in UNREADABLE | {"V017"}


def test_what_libxml2_refuses_and_expat_reads_is_refused() -> None:
    """And what expat refuses and libxml2 reads has its words."""
    found = check(f"<{'x' * 10_100_000}/>".encode(), "x.xml", own_schema())
    assert [f.code for f in found][-1] == "V001"
    assert all(len(f.message) < 500 for f in found)
    assert [f.code for f in check("<\U00010400/>".encode(), "x.xml", own_schema())] == ["V001"]


ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32", "latin-1", "windows-1252", "UTF8")


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_places_are_those_that_an_editor_shows(encoding: str, tmp_path: Path) -> None:
    """Line and column count characters, whatever the encoding; a mark counts for nothing."""
    declared = {"utf-8-sig": "UTF-8", "utf-16-be": "UTF-16"}.get(encoding, encoding)
    text = f'<?xml version="1.0" encoding="{declared}"?>\n<TEI xmlns="{TEI}"><text><body><p>\n é ü <hj/> § <hi rend="é" xyz="1"/>é</p></body></text></TEI>'
    found = {f.code: f for f in checked(tmp_path, text.encode(encoding))}
    assert (found["V010"].line, found["V010"].column) == (3, 6)
    assert (found["V020"].line, found["V020"].column) == (3, 27)
    rules = checked(tmp_path, text.replace("é ü <hj/>", 'é ü <ref target="#x"/>').encode(encoding))
    assert [(f.line, f.column) for f in rules if f.code == "S060"] == [(3, 11)]


def test_places_beyond_the_first_plane(tmp_path: Path) -> None:
    found = checked(tmp_path, f'<TEI xmlns="{TEI}"><text><body><p>𝒳𝒳 <hj/></p></body></text></TEI>'.encode("utf-16"))
    assert [(f.line, f.column) for f in found if f.code == "V010"] == [(1, 60)]


@pytest.mark.parametrize(
    ("raw", "line", "column", "words"),
    [
        (b'<?xml version="1.0" encoding="rot13"?><a/>', 1, 31, "declares the encoding rot13"),
        (b'<?xml version="1.0" encoding="UTF-16"?><a/>', 1, 31, "declares the encoding UTF-16"),
        ("<a>\n\u00e9\u00e9 x</a>".encode("utf-16") + b"\0", 2, 9, "not UTF-16"),
        (b"<a>\n\xc3\xa9 \xe9</a>", 2, 3, "0xE9 is not UTF-8"),
        (b'<?xml version="1.0" encoding="ascii"?><a>\xc3\xa9</a>', 1, 42, "is not ASCII"),
    ],
)
def test_wrong_bytes(raw: bytes, line: int, column: int, words: str, tmp_path: Path) -> None:
    only = checked(tmp_path, raw)[-1]
    assert (only.code, only.line, only.column) == ("V004", line, column)
    assert words in only.message
    assert only.hint
