"""Hostile texts reach neither the disk nor the network, and cannot blow up memory."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

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
    with pytest.raises((InputError, etree.XMLSyntaxError)) as caught:
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
    text = '<TEI xmlns="http://www.tei-c.org/ns/1.0">' + "<p>" * 1000 + "x" + "</p>" * 1000 + "</TEI>"
    sheet = stylesheet_from(
        f'<xsl:stylesheet {XSL}><xsl:template name="driver">'
        '<xsl:sequence select="count(//*)"/></xsl:template></xsl:stylesheet>'
    )
    assert sheet.items(sheet.parse(text, "file:///deep.xml"), template="driver") == ["1001"]
    assert tei.text_of(tei.parse(text.encode(), "deep.xml")) == "x"
