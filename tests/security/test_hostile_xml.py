"""Hostile texts reach neither the disk nor the network, and cannot blow up memory."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest

from kktei import tei
from kktei.errors import InputError, MachineryError
from kktei.saxon import stylesheet_from

XSL = 'xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema" version="3.0"'

EXTERNAL_ENTITY = '<!DOCTYPE TEI [<!ENTITY x SYSTEM "{uri}">]><TEI xmlns="http://www.tei-c.org/ns/1.0">&x;</TEI>'
EXTERNAL_DTD = '<!DOCTYPE TEI SYSTEM "{uri}"><TEI xmlns="http://www.tei-c.org/ns/1.0"/>'
LAUGHS = (
    "<!DOCTYPE TEI ["
    + '<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
    + ']><TEI xmlns="http://www.tei-c.org/ns/1.0">&a11;</TEI>'
)


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    file = tmp_path / "secret.txt"
    file.write_text("the secret")
    return file


@pytest.mark.parametrize("attack", [EXTERNAL_ENTITY, EXTERNAL_DTD, LAUGHS], ids=["entity", "dtd", "laughs"])
def test_lxml_refuses_a_doctype(attack: str, secret: Path, tmp_path: Path) -> None:
    file = tmp_path / "attack.xml"
    file.write_text(attack.replace("{uri}", secret.as_uri()))
    with pytest.raises(InputError) as caught:
        tei.load(file)
    assert "the secret" not in str(caught.value)


@pytest.mark.parametrize("attack", [EXTERNAL_ENTITY, EXTERNAL_DTD, LAUGHS], ids=["entity", "dtd", "laughs"])
def test_saxon_refuses_a_doctype(attack: str, secret: Path) -> None:
    sheet = stylesheet_from(f'<xsl:stylesheet {XSL}><xsl:template match="/"/></xsl:stylesheet>')
    with pytest.raises(MachineryError, match="DOCTYPE"):
        sheet.parse(attack.replace("{uri}", secret.as_uri()), "file:///attack.xml")


@pytest.mark.parametrize(
    "expression",
    ["doc($uri)", "unparsed-text($uri)", "collection($uri)", "doc('http://127.0.0.1:9/')", "json-doc($uri)"],
)
def test_a_stylesheet_reads_nothing_at_run_time(expression: str, secret: Path) -> None:
    sheet = stylesheet_from(
        f'<xsl:stylesheet {XSL}><xsl:param name="uri" as="xs:string"/>'
        f'<xsl:template name="driver"><xsl:sequence select="string({expression})"/></xsl:template></xsl:stylesheet>'
    )
    with pytest.raises(MachineryError, match=r"prohibited|disallowed"):
        sheet.items(params={"uri": secret.as_uri()}, template="driver")


def test_a_stylesheet_writes_nothing(tmp_path: Path) -> None:
    target = tmp_path / "escaped.xml"
    with pytest.raises(MachineryError, match="result-document is disabled"):
        stylesheet_from(
            f'<xsl:stylesheet {XSL}><xsl:template name="driver">'
            f'<xsl:result-document href="{target.as_uri()}"><x/></xsl:result-document></xsl:template></xsl:stylesheet>'
        )
    assert not target.exists()


def test_external_functions_are_off() -> None:
    with pytest.raises(MachineryError):
        stylesheet_from(
            f'<xsl:stylesheet {XSL} xmlns:s="java:java.lang.System"><xsl:template name="driver">'
            "<xsl:sequence select=\"s:getenv('HOME')\"/></xsl:template></xsl:stylesheet>"
        )


def test_deep_nesting_is_read() -> None:
    text = '<TEI xmlns="http://www.tei-c.org/ns/1.0">' + "<p>" * 499 + "x" + "</p>" * 499 + "</TEI>"
    sheet = stylesheet_from(
        f'<xsl:stylesheet {XSL}><xsl:template name="driver">'
        '<xsl:sequence select="count(//*)"/></xsl:template></xsl:stylesheet>'
    )
    assert sheet.items(sheet.parse(text, "file:///deep.xml"), template="driver") == ["500"]
    assert tei.text_of(tei.parse(text.encode(), "deep.xml")) == "x"


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("<p>" * 501 + "</p>" * 501, 1501),
        ("<p>" * 1_000_000, 1501),
        ("<a>\n<b " + " ".join(f"c{n}='x'" for n in range(1_001)) + "/></a>", 1),
        ("<a>\n<b " + " ".join(f"xmlns:c{n}='x'" for n in range(1_001)) + "/></a>", 1),
        ("<a>\n" + "<b xmlns:c='d' xmlns:e='f' xmlns:g='h'>" * 400, 12988),
    ],
)
def test_what_no_text_needs_is_refused_before_it_grows(text: str, column: int) -> None:
    with pytest.raises(tei.LimitError) as said:
        tei.parse(text.encode(), "x.xml")
    assert (said.value.line, said.value.column) == (text.count("\n") + 1, column)
    assert said.value.hint


def test_thousands_of_elements_may_each_declare_their_namespace() -> None:
    many = " ".join(f"c{n}='x'" for n in range(999))
    text = "<a>" + "<b xmlns='u' xmlns:c='v' c:d='e'/>" * 5_000 + f"<b {many}/></a>"
    assert len(tei.parse(text.encode(), "x.xml")) == 5_001


def test_an_entity_cannot_grow_in_an_attribute() -> None:
    """libxml2 expands entities in attributes, and lifts its limit where trees may be huge."""
    grown = "".join(f"<!ENTITY e{n} '{inner}'>" for n in range(1, 8) for inner in [f"&e{n - 1};" * 50])
    text = f"<!DOCTYPE a [<!ENTITY e0 'some words'>{grown}]><a b='&e7;'/>"
    with pytest.raises(tei.DoctypeError):
        tei.parse(text.encode(), "x.xml")


def test_a_limit_knows_its_place_in_another_process() -> None:
    with pytest.raises(tei.LimitError) as said:
        tei.parse(b"<a>\n" + b"<p>" * 600, "x.xml")
    crossed = copy.copy(said.value)  # as pickling does, by __reduce__
    assert (type(crossed), crossed.line, crossed.column, crossed.hint) == (
        tei.LimitError,
        2,
        1498,
        said.value.hint,
    )
