"""Somebody else's schema or rules, broken, endless or hostile: an error in words (exit code 4), never anything else."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from kktei.errors import MachineryError
from kktei.findings import Finding
from kktei.relaxng import patterns
from kktei.validate import check_documents

RNG = 'xmlns="http://relaxng.org/ns/structure/1.0" datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"'
SCH = (
    'xmlns="http://purl.oclc.org/dsdl/schematron" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" queryBinding="xslt3"'
)
ELEMENT = f'<element name="a" {RNG}>%s</element>'
GRAMMAR = f"<grammar {RNG}>%s<start><element name='a'><text/></element></start></grammar>"
ATTRIBUTE = ELEMENT % '<attribute name="b">%s</attribute>'
SCHEMA = f"<schema {SCH}>%s</schema>"
RULE = SCHEMA % '<pattern><rule context="*"><assert id="A" test="%s">no</assert></rule></pattern>'


def against(tmp_path: Path, *, rng: str | bytes = "", sch: str | bytes = "", text: str = '<a b="1"/>') -> list[Finding]:
    """What is found in a document."""
    document = tmp_path / "d.xml"
    document.write_text(text, encoding="utf-8")
    given = rng or sch
    file = tmp_path / ("r.rng" if rng else "r.sch")
    file.write_bytes(given if isinstance(given, bytes) else given.encode())
    grammar, rules = (file, None) if rng else (None, file)
    return check_documents([document], root=tmp_path, grammar=grammar, rules=rules)[document]


SCHEMAS = {
    "nothing": (b"", "not well formed"),
    "cut off": ((ELEMENT % "<text/>")[:-12], "not well formed"),
    "compact syntax": ("element a { text }", "not well formed"),
    "XML Schema": ('<x:schema xmlns:x="http://www.w3.org/2001/XMLSchema"/>', "not a RELAX NG schema"),
    "a doctype": (f"<!DOCTYPE x>{ELEMENT % '<text/>'}", "DOCTYPE"),
    "too deep": (ELEMENT % ("<optional>" * 5_000 + "<text/>" + "</optional>" * 5_000), "500 deep"),
    "deep": (ELEMENT % ("<optional>" * 450 + "<text/>" + "</optional>" * 450), "in a row"),
    "an element without a name": (f"<element {RNG}/>", "has no name"),
    "an attribute without a name": (ELEMENT % "<attribute/>", "has no name"),
    "an empty name": (ELEMENT % '<attribute name=""/>', "no name"),
    "a prefix that nobody declares": (ELEMENT % '<attribute name="x:y"/>', "prefix"),
    "a pattern that is none": (ELEMENT % "<foo/>", "not a RELAX NG pattern"),
    "a name class that is none": (f"<element {RNG}><text/></element>", "name class"),
    "no start": (f"<grammar {RNG}/>", "no start"),
    "a definition that is not there": (f'<grammar {RNG}><start><ref name="x"/></start></grammar>', "does not have"),
    "a definition of itself": (f'<grammar {RNG}><start><ref name="x"/></start><define name="x"><ref name="x"/></define></grammar>', "refers to itself"),
    "data without a type": (ATTRIBUTE % "<data/>", "names no type"),
    "a type that nobody knows": (ATTRIBUTE % '<data type="foo"/>', "not known"),
    "a library that nobody knows": (ATTRIBUTE % '<data type="x" datatypeLibrary="urn:x"/>', "not known"),
    "a value that its type has not": (ATTRIBUTE % '<value type="integer">x</value>', "not known"),
    "itself": (GRAMMAR % '<include href="r.rng"/>', "in turn"),
    "itself in an element": (ELEMENT % '<externalRef href="r.rng"/>', "in turn"),
    "a file that is not there": (GRAMMAR % '<include href="gone.rng"/>', "gone.rng"),
    "a file elsewhere": (GRAMMAR % '<include href="../x.rng"/>', "outside its folder"),
    "a file of the system": (GRAMMAR % '<include href="/etc/passwd"/>', "outside its folder"),
    "an address": (GRAMMAR % '<include href="http://example.org/x.rng"/>', "x.rng"),
    "a folder": (GRAMMAR % '<include href="."/>', "folder"),
    "no file at all": (GRAMMAR % "<include/>", "folder"),
    "a name that no file has": (GRAMMAR % f'<include href="{"x" * 5_000}"/>', "cannot be"),
}  # fmt: skip


@pytest.mark.parametrize("name", SCHEMAS)
def test_schemas_that_cannot_be_used(name: str, tmp_path: Path) -> None:
    given, words = SCHEMAS[name]
    with pytest.raises(MachineryError, match=words) as said:
        against(tmp_path, rng=given or b" ")
    assert said.value.exit_code == 4
    assert len(said.value.message) < 1_000


def test_a_sequence_of_hundreds(tmp_path: Path) -> None:
    many = "".join(f'<optional><element name="c{n}"><text/></element></optional>' for n in range(3_000))
    with pytest.raises(MachineryError, match="in a row"):
        against(tmp_path, rng=ELEMENT % many)


def chained(tmp_path: Path, make: Callable[[int], str], suffix: str, count: int) -> None:
    for number in range(count):
        (tmp_path / f"e{number}.{suffix}").write_text(make(number), encoding="utf-8")


def test_schemas_that_include_without_end(tmp_path: Path) -> None:
    chained(tmp_path, lambda n: f'<grammar {RNG}><include href="e{n + 1}.rng"/></grammar>', "rng", 60)
    with pytest.raises(MachineryError, match="one file more"):
        against(tmp_path, rng=GRAMMAR % '<include href="e0.rng"/>')
    chained(tmp_path, lambda n: f"<grammar {RNG}>" + f'<include href="e{n + 1}.rng"/>' * 2 + "</grammar>", "rng", 20)
    (tmp_path / "e20.rng").write_text(f"<grammar {RNG}/>", encoding="utf-8")
    with pytest.raises(MachineryError, match="one file more"):
        against(tmp_path, rng=GRAMMAR % '<include href="e0.rng"/>')


def test_schemas_of_several_files_are_read(tmp_path: Path) -> None:
    (tmp_path / "b.rng").write_text(
        f'<grammar {RNG}><define name="b"><attribute name="b"/></define></grammar>', encoding="utf-8"
    )
    (tmp_path / "c.rng").write_text(f'<grammar {RNG}><include href="b.rng"/></grammar>', encoding="utf-8")
    twice = (
        f'<grammar {RNG}><include href="c.rng"/><start><element name="a"><ref name="b"/></element></start></grammar>'
    )
    assert against(tmp_path, rng=twice) == []
    assert against(tmp_path, rng=twice.encode("utf-16").replace(b"x", b"x")) == []
    assert [f.code for f in against(tmp_path, rng=twice, text="<a/>")] == ["V022"]


def test_more_patterns_than_can_be_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "MOST", 40)
    many = "".join(f'<zeroOrMore><element name="c{n}"><empty/></element></zeroOrMore>' for n in range(30))
    with pytest.raises(MachineryError, match="more than can be kept"):
        against(tmp_path, rng=ELEMENT % f"<interleave>{many}</interleave>")


@pytest.mark.parametrize(("least", "schema"), [(60, "own"), (12, "rules")])
def test_damaged_schemas(least: int, schema: str, root: Path, tmp_path: Path) -> None:
    """Bytes flipped and stretches cut, doubled and moved: findings, or an error in words."""
    source = (root / "schema" / ("kktei.rng" if schema == "own" else "kktei.sch")).read_bytes()
    text = (root / "tests" / "rules" / "V021" / "text.xml").read_text(encoding="utf-8")
    refused = 0
    for seed in range(least):
        chance = random.Random(seed)
        raw = bytearray(source)
        for _ in range(chance.randint(1, 3)):
            at = chance.randrange(len(raw))
            to = at + chance.randint(1, 60)
            match chance.randrange(3):
                case 0:
                    raw[at] = chance.choice(b"<>/\"'=abc &")
                case 1:
                    del raw[at:to]
                case 2:
                    raw[at:at] = raw[at:to]
        try:
            against(tmp_path, **{"rng" if schema == "own" else "sch": bytes(raw), "text": text})
        except MachineryError:
            refused += 1
    assert refused > least / 4


RULES = {
    "nothing": (b" ", "not well formed"),
    "another language": (f'<schema {SCH.replace("xslt3", "sql")}/>', "query binding"),
    "no namespace": ("<schema/>", "not an ISO Schematron schema"),
    "a test that is none": (RULE % "1 +", "XPST0003"),
    "a function that nobody has": (RULE % "foo()", "XPST0017"),
    "a variable that nobody has": (RULE % "$x", "XPST0008"),
    "no test": (SCHEMA % '<pattern><rule context="*"><assert>no</assert></rule></pattern>', "cannot be used"),
    "no context": (SCHEMA % '<pattern><rule><assert test="1">no</assert></rule></pattern>', "cannot be used"),
    "no phase": (f'<schema {SCH} defaultPhase="x"/>', "no phase x"),
    "a variable without a name": (SCHEMA % "<let/>", "cannot be used"),
    "itself": (SCHEMA % '<include href="r.sch"/>', "in turn"),
    "a file that is not there": (SCHEMA % '<include href="gone.sch"/>', "gone.sch"),
    "a file of the system": (SCHEMA % '<include href="/etc/passwd"/>', "outside its folder"),
    "a name that no file has": (SCHEMA % f'<include href="{"x" * 5_000}"/>', "cannot be"),
    "another stylesheet": (SCHEMA % '<xsl:import href="x.xsl"/>', "fetches another stylesheet"),
    "a rule of itself": (SCHEMA % '<pattern><rule abstract="true" id="a"><extends rule="a"/></rule><rule context="*"><extends rule="a"/></rule></pattern>', "extends itself"),
    "rules of each other": (SCHEMA % '<pattern><rule abstract="true" id="a"><extends rule="b"/></rule><rule abstract="true" id="b"><extends rule="a"/></rule><rule context="*"><extends rule="a"/></rule></pattern>', "extends itself"),
    "rules that double": (SCHEMA % f'<pattern>{"".join(f"""<rule abstract="true" id="a{n}"><extends rule="a{n + 1}"/><extends rule="a{n + 1}"/></rule>""" for n in range(40))}<rule context="*"><extends rule="a0"/></rule></pattern>', "when they are extended"),
}  # fmt: skip


@pytest.mark.parametrize("name", RULES)
def test_rules_that_cannot_be_used(name: str, tmp_path: Path) -> None:
    given, words = RULES[name]
    with pytest.raises(MachineryError, match=words) as said:
        against(tmp_path, sch=given)
    assert said.value.exit_code == 4
    assert len(said.value.message) < 1_000
    assert "file:///" not in said.value.message


def test_rules_that_include_without_end(tmp_path: Path) -> None:
    chained(tmp_path, lambda n: f"<pattern {SCH}>" + f'<include href="e{n + 1}.sch"/>' * 2 + "</pattern>", "sch", 20)
    (tmp_path / "e20.sch").write_text(f"<pattern {SCH}/>", encoding="utf-8")
    with pytest.raises(MachineryError, match="one file more"):
        against(tmp_path, sch=SCHEMA % '<include href="e0.sch"/>')
    (tmp_path / "a.sch").write_text(f'<include {SCH} href="b.sch"/>', encoding="utf-8")
    with pytest.raises(MachineryError, match="itself one that is included"):
        against(tmp_path, sch=SCHEMA % '<include href="a.sch"/>')


def test_a_function_without_end_costs_one_document(tmp_path: Path) -> None:
    endless = """<xsl:function name="f:x" xmlns:f="f"><xsl:param name="n"/><xsl:sequence select="1 + f:x($n)"/></xsl:function>
      <ns prefix="f" uri="f"/><pattern><rule context="*"><assert test="f:x(1)">no</assert></rule></pattern>"""
    found = against(tmp_path, sch=SCHEMA % endless)
    assert {"V071", "V040"} & {f.code for f in found}


def test_a_message_without_end_is_cut(tmp_path: Path) -> None:
    long = (
        SCHEMA % f'<pattern><rule context="*"><assert id="A" test="false()">{"x" * 1_000_000}</assert></rule></pattern>'
    )
    assert [len(f.message) < 500 for f in against(tmp_path, sch=long) if f.code == "S000"] == [True]


def test_rules_in_utf16(tmp_path: Path) -> None:
    found = against(tmp_path, sch=(RULE % "false()").replace("no<", "é<").encode("utf-16"))
    assert [f.message for f in found if f.code == "S000"] == ["A: é"]
