"""Schemas as others have them: compact syntax, an ODD, Schematron in a grammar; documents that rules open."""

from __future__ import annotations

from pathlib import Path

import pytest

from kktei.errors import MachineryError
from kktei.findings import Finding
from kktei.validate import check_documents
from kktei.validate.embedded import has_rules

TEI = "http://www.tei-c.org/ns/1.0"
LETTER = f'<TEI xmlns="{TEI}"><text><p n="a">x</p></text></TEI>'
GRAMMAR = f"""<grammar xmlns="http://relaxng.org/ns/structure/1.0" xmlns:sch="http://purl.oclc.org/dsdl/schematron" ns="{TEI}"
  datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"><sch:ns prefix="tei" uri="{TEI}"/>
<start><element name="TEI"><element name="text"><ref name="p"/></element></element></start>
<define name="p"><element name="p"><optional><attribute name="n"/></optional><text/>
<sch:pattern id="n-b"><sch:rule context="tei:p"><sch:assert test="@n = 'b'">n must be b</sch:assert></sch:rule></sch:pattern>
</element></define></grammar>"""


def checked(folder: Path, schema: str, name: str, letter: str = LETTER, **options: Path) -> list[Finding]:
    file, grammar = folder / "letter.xml", folder / name
    file.write_text(letter)
    grammar.write_text(schema)
    return check_documents([file], root=folder, grammar=grammar, **options)[file]


def test_rules_within_a_grammar_are_tried(tmp_path: Path) -> None:
    found = checked(tmp_path, GRAMMAR, "a.rng")
    assert [(f.code, f.message) for f in found] == [("S000", "n-b: n must be b")] or "n must be b" in found[0].message
    assert checked(tmp_path, GRAMMAR, "a.rng", LETTER.replace('"a"', '"b"')) == []


def test_compact_syntax_is_read(tmp_path: Path) -> None:
    compact = f'default namespace = "{TEI}"\nstart = element TEI {{ element text {{ element p {{ text }} }} }}'
    assert [f.code for f in checked(tmp_path, compact, "a.rnc")] == ["V020"]
    with pytest.raises(MachineryError, match="compact syntax"):
        checked(tmp_path, "start = element {", "b.rnc")


def test_an_odd_goes_by_its_grammar_and_its_own_rules(tmp_path: Path) -> None:
    odd = f"""<TEI xmlns="{TEI}"><elementSpec ident="p"><constraintSpec ident="long" scheme="schematron"><constraint>
    <assert xmlns="http://purl.oclc.org/dsdl/schematron" test="string-length(.) gt 3">too short</assert>
    </constraint></constraintSpec></elementSpec></TEI>"""
    with pytest.raises(MachineryError, match="is an ODD"):
        checked(tmp_path, odd, "lone.odd")
    (tmp_path / "a.rng").write_text(GRAMMAR)
    assert ["too short" in f.message for f in checked(tmp_path, odd, "a.odd")] == [True]


RULES = """<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt3"><ns prefix="tei" uri="%s"/>
<pattern><rule context="tei:p"><assert test="@n = document('%s')//@n">unknown n</assert></rule></pattern></schema>"""


def test_rules_open_documents_beside_the_text_only(tmp_path: Path) -> None:
    (tmp_path / "list.xml").write_text('<list n="b"/>')
    rules = tmp_path / "r.sch"
    rules.write_text(RULES % (TEI, "list.xml"))
    assert checked(tmp_path, GRAMMAR, "a.rng", LETTER.replace('"a"', '"b"'), rules=rules) == []
    rules.write_text(RULES % (TEI, "/etc/hosts.xml"))
    told = checked(tmp_path, GRAMMAR, "a.rng", LETTER.replace('"a"', '"b"'), rules=rules)
    assert any(f.code == "V040" and "where rules may read" in f.message for f in told)


def test_a_grammar_that_cannot_be_read_has_no_rules(tmp_path: Path) -> None:
    assert not has_rules(tmp_path / "none.rng")
    (tmp_path / "plain.rng").write_text("<grammar/>", encoding="utf-8")
    assert not has_rules(tmp_path / "plain.rng")
