"""Small choices that stylesheets make, one by one: each of them was once turned round, and no test saw it."""

from __future__ import annotations

import json
from functools import cache

import pytest
from lxml import html

from kktei.project import data
from kktei.render.words import texts
from kktei.saxon import Stylesheet, stylesheet, stylesheet_from
from tests.xpath import evaluate

K = {"k": "https://kktei.org/ns/xslt", "t": "http://www.tei-c.org/ns/1.0"}
CERTAIN = (
    '<correspDesc><correspAction type="sent"{}><placeName cert="low">Ulm</placeName></correspAction></correspDesc>'
)
DESCRIBED = (
    "<fileDesc><titleStmt><title>T</title><respStmt><resp>Transcription</resp><name>Moor</name></respStmt></titleStmt>"
    "<sourceDesc><listWit><witness><bibl>Times, <note>seen</note> 1 May</bibl></witness></listWit>"
    "<msDesc><msIdentifier><repository>R</repository></msIdentifier><physDesc><p>Typed.</p></physDesc></msDesc>"
    "</sourceDesc></fileDesc>"
)


def tei(body: str, header: str = "", beside: str = "") -> str:
    return (
        f'<TEI xmlns="{K["t"]}"><teiHeader>{header}</teiHeader><text><body>{body}</body></text>'
        f"<standOff>{beside}</standOff></TEI>"
    )


def said(product: str, expressions: dict[str, str], text: str) -> dict[str, str]:
    """What each of the expressions, by a name, gives of a text."""
    named = ", ".join(f"'{name}', string-join({expression}, ' ')" for name, expression in expressions.items())
    params = {"stem": "d"} if product in ("print", "epub") else {}
    items = evaluate(data("xslt") / f"{product}.xsl", named, context=text, namespaces=K, params=params)
    return dict(zip(items[::2], items[1::2], strict=True))


def test_print() -> None:
    inner = (
        "<list><item>a<note><list><item>b<note><list><item>c</item></list></note></item></list></note></item></list>"
    )
    verses = '<lg><l n="5">a</l><l n="10">b</l><l>c</l></lg>'
    figures = "<figure><list><item>c</item></list></figure><figure/>"
    asked = {
        "the number of a verse, or counted from the last that has one": "//t:l!k:verse-number(.)",
        "depth in the nearest note": "(//t:note//t:list)[last()]!string(k:list-form(.))",
        "figures whose words stand in brackets": "//t:figure!string(contains(string-join(k:blocks(.)), '#sign'))",
        "lines at the top": "k:first-lines(/)!string(string-length(.))",
    }
    short, long = (tei(f"<p>{'a' * length}</p><p>two</p><p>three</p>{verses}{inner}{figures}") for length in (60, 90))
    assert said("print", asked, short) == dict(zip(asked, ("5 10 11", "", "false true", "60 3"), strict=True))
    assert said("print", {"lines": asked["lines at the top"]}, long) == {"lines": "90"}


def test_the_book() -> None:
    picture = (
        '<figure><head>Map</head><graphic url="https://a.example/b.png"/></figure><figure><head>Map</head></figure>'
    )
    asked = {
        "a picture on the web": "string-join(k:flow-of((//t:figure)[1]))",
        "no picture": "string-join(k:flow-of((//t:figure)[2]))",
        "the call in the title, which the note leads back to": "k:title-nodes(/)/@id",
        "the id of a footnote": "//t:body//t:note!k:id-here(.)",
        "a print as listed": "//t:witness!k:witness-facts(.)?printed?*?label",
    }
    found = said("epub", asked, tei(f'<p>a<note place="foot">n</note></p>{picture}', DESCRIBED))
    expected = ("[Map. print.figure]", "[Map]", "n-source-call", "n-1.1.1", "Times, 1 May")
    assert found == dict(zip(asked, expected, strict=True))


def test_doubt_of_a_part_is_not_told_twice_and_headings_grow_by_one() -> None:
    steps = "".join(CERTAIN.format(said) for said in (' cert="low"', ' evidence="conjecture"', ""))
    asked = {
        "doubts": "//t:placeName!string(count(k:doubt(.)) gt 0)",
        "heads": "//t:head!name(k:flow-of(.))[. != '']",
    }
    heads = '<div type="document"><head>Doc</head><div><head>A</head><div><head>B</head><p>x</p></div></div></div>'
    found = said("html", asked, tei(heads, f"<profileDesc>{steps}</profileDesc>"))
    assert found == {"doubts": "false false true", "heads": "h2 h3"}


def test_parts_of_a_verse_follow_each_other() -> None:
    verse = "".join(f'<l part="{part}">a</l>' for part in "IMFFIF")
    assert said("tei/styles", {"n": "//t:l!string(count(k:parts-before(.)))"}, tei(verse)) == {"n": "0 1 2 0 0 1"}


@pytest.mark.parametrize("other", ["note", "pb", "cb", "gb"])
def test_the_number_of_a_note_or_a_page_is_no_place_of_an_entry(other: str) -> None:
    note = f'<p n="1">a word <{other} n="1"/></p>'
    entry = '<listApp><app loc="1"><lem>word</lem><rdg>w</rdg></app></listApp>'
    assert said("reading", {"n": "//t:app!k:spot(.)?node!name(..)"}, tei(note + entry)) == {"n": "p"}


@cache
def _site() -> Stylesheet:
    return stylesheet(data("xslt") / "html.xsl")


def test_the_site_knows_collections_and_prints_apart() -> None:
    lists = "".join(
        f'<listBibl type="{kind}"><bibl xml:id="{kind}.a"><title>A</title></bibl></listBibl>'
        for kind in ("collections", "printed")
    )
    file = _site().parse(tei("", beside=lists), "file:///authorities.xml")
    rows = json.loads(_site().run(template="authorities", params={"authorities": file}).texts["authorities.json"])
    assert [(row["key"], row["kind"]) for row in rows["records"]] == [
        ("collections.a", "unit"),
        ("printed.a", "printed"),
    ]


@pytest.mark.parametrize(("header", "items"), [(DESCRIBED, ["Transcription: Moor"]), ("", [])])
def test_who_is_responsible_is_told_where_somebody_is(header: str, items: list[str]) -> None:
    context = {"path": "documents/a.html", "stem": "a", "tei": "a.xml", "names": {}, "labels": {}, "docs": {}}
    params = {"context": json.dumps(context | {"cited_by": [], "pair": {}}), "texts": json.dumps(texts("en"))}
    node = _site().parse(tei("<p>x</p>", header), "file:///a.xml")
    page = html.fromstring(_site().run(node, mode="page", params=params).texts["page"])
    assert page.xpath("//section[contains(@class, 'responsible')]//li/text()") == items
    assert bool(page.xpath("//*[@id = 'k-responsible']")) == bool(items)


def test_an_entry_of_an_index_is_a_line_of_its_own_in_word() -> None:
    book = (data("xslt") / "epub.xsl").resolve().as_uri()
    driver = stylesheet_from(
        f'<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:k="{K["k"]}">'
        f'<xsl:import href="{book}"/><xsl:template name="driver">'
        '<xsl:apply-templates select="/*/*" mode="k:styled"/></xsl:template></xsl:stylesheet>'
    )
    entries = '<section class="lists"><ul><li>Berg <div><ul><li>wife</li></ul></div></li></ul></section>'
    lines = driver.items(driver.parse(entries, "file:///a.xml"), params={"medium": "docx"}, template="driver")
    assert [html.fromstring(line).text_content().strip() for line in lines] == ["Berg", "wife"]
