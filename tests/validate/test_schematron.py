"""The transpiler: what ISO Schematron (ISO/IEC 19757-3:2020) asks for, and that nothing breaks in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from kktei.errors import MachineryError
from kktei.validate import schematron
from kktei.validate.schematron import CompiledRules, RuleMessage

DOCUMENT = '<r><a n="1">x</a><a n="two">y</a><b><a n="3">z</a></b><!--c--><?pi p?></r>'
HEAD = (
    'xmlns="http://purl.oclc.org/dsdl/schematron" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" queryBinding="xslt3"'
)


def said(tmp_path: Path, body: str, attributes: str = "", phase: str = "#DEFAULT") -> list[RuleMessage]:
    file = tmp_path / "rules.sch"
    file.write_text(f"<schema {HEAD} {attributes}>{body}</schema>", encoding="utf-8")
    return CompiledRules(file, phase, {}).run(DOCUMENT, "file:///x.xml")


def words(found: list[RuleMessage]) -> list[str]:
    return [s.text for s in found]


def test_assert_and_report(tmp_path: Path) -> None:
    body = '<pattern><rule context="a"><assert id="A" test="@n = 1">no</assert><report id="R" test="@n = \'3\'">yes</report></rule></pattern>'
    found = said(tmp_path, body.replace("@n = 1", "@n = '1'"))
    assert [(s.kind, s.id, s.node) for s in found] == [
        ("assert", "A", "e3"),
        ("assert", "A", "e5"),
        ("report", "R", "e5"),
    ]


def test_the_first_rule_of_a_pattern_takes_the_node(tmp_path: Path) -> None:
    body = '<pattern><rule context="b/a"><assert test="false()">inner</assert></rule><rule context="a"><assert test="false()">any</assert></rule></pattern>'
    assert sorted(words(said(tmp_path, body))) == ["any", "any", "inner"]
    apart = body.replace("</rule><rule", "</rule></pattern><pattern><rule")
    assert sorted(words(said(tmp_path, apart))) == ["any", "any", "any", "inner"]


def test_contexts_of_every_kind(tmp_path: Path) -> None:
    for context, count in {
        "@n": 3, "text()": 3, "comment()": 1, "processing-instruction()": 1, "/": 1, "/r": 1, "a | b": 4, "a[1]": 2,
        "a[@n = '1 | 2' or @n = 'two']": 1, "*[not(self::r)]": 4, "b//a": 1, "(a | b)[@n]": 3, "a[position() = last()]": 2,
    }.items():  # fmt: skip
        body = f'<pattern><rule context="{context}"><report test="true()">hit</report></rule></pattern>'
        assert len(said(tmp_path, body)) == count, context


def test_a_context_that_fails_says_so_and_the_others_are_tested(tmp_path: Path) -> None:
    body = '<pattern id="p"><rule context="a[xs:integer(@n) gt 0]"><report id="R" test="true()">hit</report></rule></pattern>'
    found = said(tmp_path, f'<ns prefix="xs" uri="http://www.w3.org/2001/XMLSchema"/>{body}')
    assert [s.kind for s in found] == ["failed", "report"]
    assert found[1].node == "e5"
    assert "two" in found[0].text


def test_a_test_that_fails_says_so_at_its_node(tmp_path: Path) -> None:
    body = '<pattern><rule context="a"><let name="n" value="xs:integer(@n)"/><assert id="A" test="$n gt 1">low</assert></rule></pattern>'
    found = said(tmp_path, f'<ns prefix="xs" uri="http://www.w3.org/2001/XMLSchema"/>{body}')
    assert [(s.kind, s.id) for s in found] == [("assert", "A"), ("failed", "A")]
    assert found[1].node == "e3"


def test_a_schema_variable_that_fails_says_so(tmp_path: Path) -> None:
    body = "<let name='other' value=\"doc('other.xml')\"/><pattern><rule context='r'><assert test='$other'>none</assert></rule></pattern>"
    found = said(tmp_path, body)
    assert [s.kind for s in found] == ["failed", "assert"]
    assert "where rules may read" in found[0].text


def test_a_message_that_fails_says_so(tmp_path: Path) -> None:
    body = "<pattern><rule context='r'><assert id='A' test='false()'><value-of select='error()'/></assert></rule></pattern>"
    assert [s.kind for s in said(tmp_path, body)] == ["failed"]


def test_words_of_a_message(tmp_path: Path) -> None:
    body = """<pattern><rule context="b/a"><assert test="false()" diagnostics="d">It's <name/> in
      <name path=".."/>: <emph><value-of select="@n, 'x'"/></emph> {not} &lt;markup&gt;</assert></rule></pattern>
      <diagnostics><diagnostic id="d">Mend <value-of select="."/>.</diagnostic></diagnostics>"""
    found = said(tmp_path, body)
    assert (found[0].text, found[0].hint) == ("It's a in b: 3 x {not} <markup>", "Mend z.")


def test_abstract_patterns_and_rules(tmp_path: Path) -> None:
    body = """<pattern abstract="true" id="t"><rule context="$x"><assert test="$xy = '9'">$x <value-of select="$xy"/></assert></rule></pattern>
      <pattern is-a="t"><param name="x" value="a[$xy]"/><param name="xy" value="@n"/></pattern>
      <pattern><rule abstract="true" id="r"><assert test="false()">inherited</assert></rule>
        <rule context="b"><extends rule="r"/></rule></pattern>"""
    found = words(said(tmp_path, body.replace('value="a[$xy]"', 'value="a"')))
    assert found == ["$x 1", "$x two", "$x 3", "inherited"]


def test_phases(tmp_path: Path) -> None:
    body = """<phase id="one"><active pattern="p"/></phase>
      <pattern id="p"><rule context="r"><report test="true()">p</report></rule></pattern>
      <pattern id="q"><rule context="r"><report test="true()">q</report></rule></pattern>"""
    assert words(said(tmp_path, body)) == ["p", "q"]
    assert words(said(tmp_path, body, 'defaultPhase="one"')) == ["p"]
    assert words(said(tmp_path, body, 'defaultPhase="one"', "#ALL")) == ["p", "q"]
    with pytest.raises(MachineryError, match="no phase two"):
        said(tmp_path, body, phase="two")


def test_variables_of_every_scope(tmp_path: Path) -> None:
    body = """<let name="s" value="1"/><pattern><let name="p" value="count(//a)"/>
      <rule context="b"><let name="r" value="$p + $s"/><let name="q" value="$r + 1"/><report test="$q">{$q}<value-of select="$q"/></report></rule></pattern>"""
    assert words(said(tmp_path, body)) == ["{$q}5"]


def test_keys_and_functions(tmp_path: Path) -> None:
    body = """<ns prefix="f" uri="urn:f"/><ns prefix="xs" uri="http://www.w3.org/2001/XMLSchema"/><xsl:key name="n" match="a" use="@n"/>
      <xsl:function name="f:twice" as="xs:string" xmlns:f="urn:f" xmlns:xs="http://www.w3.org/2001/XMLSchema"><xsl:param name="x" as="xs:string"/><xsl:sequence select="$x || $x"/></xsl:function>
      <pattern><rule context="r"><report test="key('n', '3')"><value-of select="f:twice(key('n', '3'))"/></report></rule></pattern>"""
    assert words(said(tmp_path, body)) == ["zz"]


def test_includes_beside_the_schema_only(tmp_path: Path) -> None:
    inside = f'<pattern {HEAD.split(" xmlns:xsl", maxsplit=1)[0]} id="i"><rule context="r"><report test="true()">inside</report></rule></pattern>'
    (tmp_path / "part.sch").write_text(inside)
    assert words(said(tmp_path, '<include href="part.sch"/>')) == ["inside"]
    (tmp_path / "deep").mkdir()
    with pytest.raises(MachineryError, match="outside its folder"):
        said(tmp_path / "deep", '<include href="../part.sch"/>')
    (tmp_path / "part.sch").write_text(inside.replace("<rule", '<include href="part.sch"/><rule'))
    with pytest.raises(MachineryError, match="in turn"):
        said(tmp_path, '<include href="part.sch"/>')


def test_files_are_included_to_a_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    part = f'<rule {HEAD.split(" xmlns:xsl", maxsplit=1)[0]} context="a"><report test="true()">in</report></rule>'
    (tmp_path / "part.sch").write_text(part)
    monkeypatch.setattr(schematron, "_INCLUDES", 2)
    patterns = '<pattern><include href="part.sch"/></pattern>'
    assert len(said(tmp_path, patterns * 2)) == 6
    with pytest.raises(MachineryError, match="one file more than kktei follows"):
        said(tmp_path, patterns * 3)


@pytest.mark.parametrize(
    ("body", "attributes", "why"),
    [
        ("<pattern><rule context='a['><assert test='1'>x</assert></rule></pattern>", "", "cannot be used"),
        ("<pattern is-a='nowhere'/>", "", "no abstract pattern"),
        ("<pattern><rule context='a'><extends rule='no'/></rule></pattern>", "", "no abstract rule"),
        ("<pattern/>", 'queryBinding="stx"', "query binding"),
    ],
)
def test_rules_that_cannot_be_used_stop_the_run(tmp_path: Path, body: str, attributes: str, why: str) -> None:
    file = tmp_path / "rules.sch"
    binding = HEAD if not attributes else HEAD.replace('queryBinding="xslt3"', attributes)
    file.write_text(f"<schema {binding}>{body}</schema>")
    with pytest.raises(MachineryError, match=why):
        CompiledRules(file, "#DEFAULT", {})


@pytest.mark.parametrize(
    ("body", "told", "hint"),
    [
        ("<rule context='a'><assert test='1'>a\nb</assert>\n<assert test='contains(.'>x</assert></rule>", "4: this assert", None),
        ("<rule context='a'><assert test='1'>a\nb</assert></rule>\n<rule context='q:a'/>", "4: this rule", '<ns prefix="q"'),
        ("<rule context='a'>\n<let name='b' value='no(.)'/>\n<report test='$b'>x</report></rule>", "4: this report", None),
        ("<let name='b'\nvalue='$no'/>", "3: this let", None),
    ],
)  # fmt: skip
def test_rules_that_cannot_be_used_are_named(tmp_path: Path, body: str, told: str, hint: str | None) -> None:
    (tmp_path / "part.sch").write_text(f"<pattern {HEAD}>\n{body}</pattern>", encoding="utf-8")
    (tmp_path / "r.sch").write_text(f"<schema {HEAD}>\n\n\n<include href='part.sch'/></schema>", encoding="utf-8")
    with pytest.raises(MachineryError) as said:
        CompiledRules(tmp_path / "r.sch", "#DEFAULT", {})
    assert said.value.message.startswith(f"part.sch:{told} cannot be used: Error")
    assert "column" not in said.value.message
    assert (hint or "") in (said.value.hint or "")


def test_a_part_of_a_file_is_included_by_its_id(tmp_path: Path) -> None:
    rule = '<rule context="b"><assert test="false()">{}</assert></rule>'
    parts = "".join(f'<pattern id="{name}">{rule.format(name)}</pattern>' for name in ("one", "two"))
    (tmp_path / "part.sch").write_text(f"<schema {HEAD}>{parts}</schema>", encoding="utf-8")
    assert words(said(tmp_path, '<include href="part.sch#two"/>')) == ["two"]
    with pytest.raises(MachineryError, match=r"includes part\.sch, which has no three"):
        said(tmp_path, '<include href="part.sch#three"/>')


def test_rules_that_extend_each_other_in_a_circle_are_refused(tmp_path: Path) -> None:
    first = '<rule abstract="true" id="one"><extends rule="two"/></rule>'
    second = '<rule abstract="true" id="two"><extends rule="one"/></rule>'
    with pytest.raises(MachineryError, match=r"the abstract rule '(one|two)' extends itself"):
        said(tmp_path, f'<pattern>{first}{second}<rule context="b"><extends rule="one"/></rule></pattern>')


def test_rules_cannot_read_or_write_files(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    uri = (tmp_path / "secret.txt").as_uri()
    for reach in (f"unparsed-text('{uri}')", f"doc('{uri}')", f"collection('{tmp_path.as_uri()}')"):
        body = f'<pattern><rule context="r"><report id="R" test="{reach}">reached <value-of select="{reach}"/></report></rule></pattern>'
        found = said(tmp_path, body)
        assert [s.kind for s in found] == ["failed"], reach
        assert "secret " not in found[0].text


def test_an_error_in_a_loop_stays_where_it_is(tmp_path: Path) -> None:
    """Saxon would move what does not change out of the loop, and so out of the xsl:try."""
    body = """<ns prefix="f" uri="urn:f"/><let name="other" value="()"/>
      <xsl:function name="f:has" as="xsd:boolean" xmlns:f="urn:f" xmlns:xsd="http://www.w3.org/2001/XMLSchema">
        <xsl:param name="x" as="node()"/><xsl:param name="d" as="document-node()"/>
        <xsl:sequence select="exists($d//*[name() = name($x)])"/></xsl:function>
      <pattern><rule context="a"><let name="bad" value=".[not(f:has(., $other))]"/><assert id="A" test="empty($bad)">x</assert></rule></pattern>"""
    assert [(s.kind, s.id) for s in said(tmp_path, body)] == [("failed", "A")] * 3


def test_a_document_beside_the_text_is_handed_in(tmp_path: Path) -> None:
    (tmp_path / "other.xml").write_text("<other>yes</other>")
    (tmp_path.parent.parent / "far.xml").write_text("<far/>")
    body = """<let name="near" value="doc(resolve-uri('other.xml', base-uri(/)))"/>
      <let name="far" value="doc(resolve-uri('../../far.xml', base-uri(/)))"/>
      <pattern><rule context="r"><report test="true()"><value-of select="$near, count($far)"/></report></rule></pattern>"""
    file = tmp_path / "rules.sch"
    file.write_text(f"<schema {HEAD}>{body}</schema>")
    found = CompiledRules(file, "#DEFAULT", {}).run(DOCUMENT, (tmp_path / "text.xml").as_uri())
    assert words(found) == ["yes 0"]


def test_rules_of_others_run(datadir: Path) -> None:
    """The hand-made documents keep the hand-made rules; with one broken the rule speaks."""
    rules = CompiledRules(datadir / "encoding" / "edition.sch", "#DEFAULT", {})
    for file in sorted((datadir / "encoding").glob("d[01]*.xml")):
        text = file.read_text(encoding="utf-8").split("?>", 1)[1]
        assert rules.run(text, file.as_uri()) == []
        assert {s.id for s in rules.run(text.replace("#pers.", "#prs.", 1), file.as_uri())} == {"P1"}
