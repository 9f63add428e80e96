"""What keeps a document out of an edition: what is TEI, or follows a schema of its own, is not left out."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from kktei import tei
from kktei.findings import Finding, Severity
from kktei.relaxng.faults import Fault, Spot
from kktei.validate import check_documents, check_edition
from kktei.validate.check import check, own_schema
from kktei.validate.tolerance import schema_of, weigh

LETTER = """<TEI xmlns="http://www.tei-c.org/ns/1.0"{}><teiHeader><fileDesc><titleStmt><title>A</title></titleStmt>
<publicationStmt><p>B</p></publicationStmt><sourceDesc><msDesc><msIdentifier>{}</msIdentifier></msDesc></sourceDesc>
</fileDesc></teiHeader><text><body>{}</body></text></TEI>"""
HELD = "<repository>C</repository>"
XSI = (
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.tei-c.org/ns/1.0 ../own.xsd"'
)


def found(tmp_path: Path, body: str, strictness: str, root: str = "", held: str = HELD) -> list[Finding]:
    file = tmp_path / "letter.xml"
    file.write_text(LETTER.format(root, held, body), encoding="utf-8")
    return check_documents([file], root=tmp_path, strictness=strictness)[file]


def errors(findings: list[Finding]) -> set[str]:
    return {f.code for f in findings if f.severity is Severity.ERROR}


@pytest.mark.parametrize(
    ("body", "root", "kktei", "tei_all", "declared"),
    [
        ("<p>a <w>b</w><pc>.</pc></p>", "", set(), set(), set()),
        ("<p>a <phr>b</phr></p>", "", {"V010"}, set(), set()),
        ("<p>a <phr>b</phr></p>", XSI, {"V010"}, set(), set()),
        ("<p>a <salute>b</salute></p>", "", {"V011"}, {"V011"}, {"V011"}),
        ("<p>a <salute>b</salute></p>", XSI, {"V011"}, {"V011"}, set()),
        ('<div type="document"><p><salute>b</salute></p></div>', XSI, {"V011"}, {"V011"}, {"V011"}),
        ("<p>a <nonsense/> <phr>b</phr></p>", "", {"V010"}, {"V010"}, {"V010"}),
    ],
)
def test_what_keeps_a_document_out(
    body: str, root: str, kktei: set[str], tei_all: set[str], declared: set[str], tmp_path: Path
) -> None:
    for strictness, wanted in {"kktei": kktei, "tei": tei_all, "declared": declared}.items():
        said = errors(found(tmp_path, body, strictness, root))
        assert {code for code in said if code[0] == "V"} == wanted, strictness


def test_a_warning_says_what_is_outside_once(tmp_path: Path) -> None:
    told = found(tmp_path, "<p><phr>b</phr> and <phr>c</phr></p>", "tei")
    assert [(f.code, f.line) for f in told] == [("V080", 3)]


def test_an_empty_identifier_breaks_a_rule_of_tei(tmp_path: Path) -> None:
    for strictness in ("kktei", "tei", "declared"):
        assert "S300" in errors(found(tmp_path, "<p>a</p>", strictness, held=""))
    assert not errors(found(tmp_path, "<p>a</p>", "declared", XSI, held=""))


def test_letters_of_others_can_be_an_edition(datadir: Path) -> None:
    """As they are: the same ids in many, xml:base, schema locations, and elements where TEI has them not."""
    files = sorted((datadir / "letters" / "schnitzler").glob("*.xml"))
    alone = check_documents(files, root=datadir, strictness="declared")
    across = check_edition(files, root=datadir, strictness="declared")
    every = [f for one in alone.values() for f in one] + across
    assert len(files) == 4
    assert not errors(every)
    assert [f.code for f in across if f.code == "S200"] == ["S200"]
    assert len(every) < 6 * len(files), "a kind is told once a document"


@pytest.mark.parametrize(
    ("before", "name"),
    [
        ('<?xml-model href="http://a.org/letters.rng" type="application/xml"?>', "letters.rng"),
        ('<?oxygen RNGSchema="../x/own.rnc" type="compact"?>', "own.rnc"),
        ('<?xml-model href="rules.sch"?>', ""),
        ('<?xml-model href="https://tei-c.org/release/xml/tei/custom/schema/relaxng/tei_all.rng"?>', ""),
        ('<?xml-model href="../../schema/kktei.rng"?>', ""),
        ('<?xml-stylesheet href="a.css"?>', ""),
        ("", ""),
    ],
)
def test_the_schema_that_a_document_names(before: str, name: str) -> None:
    assert schema_of(tei.parse(f"{before}<TEI/>".encode(), "a.xml")) == name


def test_of_a_fault_that_both_grammars_find_ours_is_told() -> None:
    ours, theirs = (Fault("V011", words, Spot(3, 4, 0)) for words in ("in our words", "in TEI's words"))
    assert weigh([ours], [theirs], "").errors == (ours,)
    elsewhere = replace(theirs, spot=Spot(9, 9, 0))
    assert weigh([ours], [elsewhere], "").errors == (elsewhere,)


def test_what_is_said_to_other_programs_is_not_judged() -> None:
    raw = LETTER.format(XSI, HELD, "<p>a</p>").encode()
    assert check(raw, "a.xml", own_schema()) == []
    assert [f.code for f in check(re.sub(b"xsi:schemaLocation", b"xsi:other", raw), "a.xml", own_schema())] == ["V020"]
