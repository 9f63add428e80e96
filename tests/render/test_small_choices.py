"""Small choices that stylesheets make, one by one: each of them was once turned round, and no test saw it."""

from __future__ import annotations

import json
from functools import cache

import pytest
from lxml import html

from kktei.project import data
from kktei.render.records import RecordFact, RegisterRecord
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
    printed = "<fileDesc><sourceDesc><listWit><witness><biblStruct>A: B, 1901</biblStruct></witness></listWit></sourceDesc></fileDesc>"
    assert said("print", {"source": "k:description(/)"}, tei("<p>a</p>", printed)) == {"source": "A: B, 1901."}


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
        "one text in two forms": "//t:div[not(t:head)]!string(k:is-parallel(.))",
    }
    forms = {'n="1" xml:lang="la"': "false", 'n="1" xml:lang="en"': "true", 'n="2" xml:lang="de"': "false",
             'n="2" xml:lang="de" rend="x"': "false", 'xml:id="a" corresp="#b"': "false", 'xml:id="b"': "true",
             'corresp="#b"': "true", 'type="translation"': "true"}  # fmt: skip
    divisions = "".join(f"<div {attributes}/>" for attributes in forms)
    heads = '<div type="document"><head>Doc</head><div><head>A</head><div><head>B</head><p>x</p></div></div></div>'
    found = said("html", asked, tei(heads + divisions, f"<profileDesc>{steps}</profileDesc>"))
    assert found.pop("one text in two forms").split() == list(forms.values())
    assert found == {"doubts": "false false true", "heads": "h2 h3"}


NAMES = {
    'Vil<lb break="no"/>lach': "Villach",
    "Vil\u00ad<lb/>lach": "Villach",
    "Vi<app><lem>ll</lem><rdg>l</rdg></app>ach": "Villach",
    "<app><rdg>Villach</rdg><rdg>Filach</rdg></app>": "Villach",
    "V<subst><del>a</del><add>i</add></subst>llach": "Villach",
    "Vi<surplus>i</surplus>l<unclear>l</unclear><supplied>ach</supplied>": "Villach",
    'Vil<fw>3</fw><pb break="no"/><hi>lach</hi><note>town</note>': "Villach",
    "<choice><unclear>Villach</unclear><unclear>Vilbach</unclear></choice>": "Villach",
    "Bad<space/>Ischl": "Bad Ischl",
    "Bad<lb/>Ischl": "Bad Ischl",
    "Baden-<lb/>Baden": "Baden-Baden",
}


def test_a_name_is_what_a_reader_has_of_it() -> None:
    """Words for somebody are those of the text before those of a stamp; a zone is called by its first sixty signs."""
    body = "".join(f"<placeName>{name}</placeName>" for name in NAMES)
    body += "<persName><forename>A<del>b</del>nn</forename><surname>Be<lb break='no'/>rg</surname><genName>Jr.</genName></persName>"
    stamp = '<fileDesc><sourceDesc><msDesc><physDesc><p><rs type="place" ref="#v">Vi</rs></p></physDesc></msDesc></sourceDesc></fileDesc>'
    body += '<rs type="place" ref="#v">Villach</rs>'
    short = "abcd " * 11
    words = {f"{short}abcde": f"{short}abcde", f"{short}abcdef": f"{short}…", f"{short}abcde abcd": f"{short}…"}
    zones = "".join(f'<zone xml:id="z{n}"/>' for n in range(len(words)))
    body += "".join(f'<seg facs="#z{n}">{text}</seg>' for n, text in enumerate(words))
    asked = {
        "names": "//t:placeName!(k:name-text(.)||'/')",
        "heading": "//t:persName!k:name-heading(.)",
        "called": "k:mentioned(/)[?key='v']?called?*",
        "zones": "//t:zone!(k:zone-words(.)||'/')",
    }
    found = said("html", asked, tei(f"<p>{body}</p>", stamp, zones))
    assert found.pop("names").rstrip("/").split("/ ") == list(NAMES.values())
    assert found.pop("zones").rstrip("/").split("/ ") == list(words.values())
    assert found == {"heading": "Berg, Ann, Jr.", "called": "Villach Vi"}


def test_parts_of_a_verse_follow_each_other() -> None:
    verse = "".join(f'<l part="{part}">a</l>' for part in "IMFFIF")
    assert said("tei/styles", {"n": "//t:l!string(count(k:parts-before(.)))"}, tei(verse)) == {"n": "0 1 2 0 0 1"}


def test_what_held_only_notes_goes_with_them_and_an_entry_on_the_header_stays() -> None:
    back = '<back><div><noteGrp><note target="#p1">n</note></noteGrp></div></back>'
    entries = '<listApp><app from="#t" to="#t"><lem>T</lem><rdg>t</rdg></app></listApp>'
    header = '<fileDesc><titleStmt><title xml:id="t">T</title></titleStmt></fileDesc>'
    asked = {"left": "k:placed(/)//t:text//*!name()", "entry": "k:placed(/)//t:app!name(..)"}
    text = tei(f'<p xml:id="p1">a</p><p/>{entries}', header).replace("</body>", f"</body>{back}")
    assert said("reading", asked, text) == {"left": "body p note p listApp app lem rdg", "entry": "listApp"}


def test_a_witness_has_the_readings_of_its_own_that_the_text_has_not() -> None:
    """Each is asked of the entry that it stands in, also within a reading; what a note quotes is not counted."""
    inner = '<app><lem wit="#B">very</lem><rdg wit="#C">quite</rdg></app>'
    outer = f'<app><lem wit="#A">x</lem><rdg wit="#B">so {inner}</rdg></app>'
    quoted = '<note><app><lem wit="#A">y</lem><rdg wit="#C">z</rdg></app></note>'
    listed = "".join(f'<witness xml:id="{siglum}"/>' for siglum in "ABC")
    header = f"<fileDesc><sourceDesc><listWit>{listed}</listWit></sourceDesc></fileDesc>"
    asked = {"n": "//t:witness!string(count(k:variants-of(.)))"}
    assert said("tei/witnesses", asked, tei(f"<p>{outer}{quoted}</p>", header)) == {"n": "0 1 1"}


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


def _page(text: str, **known: str) -> html.HtmlElement:
    context = {"path": "documents/a.html", "stem": "a", "tei": "a.xml", "names": {}, "labels": {}, "docs": {}}
    beside = {"cited_by": [], "pair": {}, "site": {"language": "en"}}
    params = {"context": json.dumps(context | beside | known), "texts": json.dumps(texts("en"))}
    return html.fromstring(_site().run(_site().parse(text, "file:///a.xml"), mode="page", params=params).texts["page"])


def test_all_numbers_by_which_others_find_a_document_are_told() -> None:
    numbers = ("DOI", "10.1/no"), ("DOI", "10.5281/a"), ("doi", "https://doi.org/10.5281/b"), ("document", "7")
    numbers += ("ARK", "ark:/12345/x"), ("handle", "https://hdl.handle.net/1/2"), ("DOI", "doi:10.5281/a")
    told = "".join(f'<idno type="{kind}">{value}</idno>' for kind, value in numbers)
    text = tei("<p>x</p>").replace(
        "<teiHeader>", f"<teiHeader><fileDesc><publicationStmt>{told}</publicationStmt></fileDesc>"
    )
    cite = _page(text, doi="10.5281/a").xpath("//section[@class = 'cite']/dl")[0]
    shown = [dd.text_content() for dd in cite.xpath("dd[position() > 2]")]
    assert shown == ["10.5281/a", "10.5281/b", "ark:/12345/x", "https://hdl.handle.net/1/2"]
    assert cite.xpath("dt[position() > 2]/text()") == ["DOI", "ARK", "HANDLE"]
    assert cite.xpath("dd/a/@href")[1] == "https://doi.org/10.5281/b"


def test_a_note_at_the_foot_has_the_language_that_it_has_in_the_text() -> None:
    inner = '<div xml:lang="fra"><p>un<note>deux</note> <note xml:lang="en">two</note></p></div><p>eins<note>zwei</note></p>'
    page = _page(tei(inner).replace("<text>", '<text xml:lang="de">'))
    assert [li.get("lang") for li in page.xpath("//section[@class = 'notes']//li")] == ["fr", None, "de"]


@pytest.mark.parametrize(("header", "items"), [(DESCRIBED, ["Transcription: Moor"]), ("", [])])
def test_who_is_responsible_is_told_where_somebody_is(header: str, items: list[str]) -> None:
    page = _page(tei("<p>x</p>", header))
    assert page.xpath("//section[contains(@class, 'responsible')]//li/text()") == items
    assert bool(page.xpath("//*[@id = 'k-responsible']")) == bool(items)


def _driver(product: str, template: str) -> Stylesheet:
    return stylesheet_from(
        f'<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:k="{K["k"]}">'
        f'<xsl:import href="{(data("xslt") / f"{product}.xsl").resolve().as_uri()}"/>{template}</xsl:stylesheet>'
    )


def test_two_of_one_name_have_their_years_in_an_index() -> None:
    dates = {
        "a": "<birth when='1850-05-01'/><death>in Vienna, <date when='1901'>1901</date></death>",
        "b": "<death when='1880'/>",
        "c": "",
    }
    people = "".join(
        f'<person xml:id="{key}"><persName><forename>Ann</forename><surname>Berg</surname></persName>{more}</person>'
        for key, more in dates.items()
    )
    records = {
        key: {"name": "Cy Ash", "sort": "", "kind": "person", "lived": lived}
        for key, lived in (("d", "1700–1750"), ("e", ""))
    }
    names = [{"key": key, "kind": "person", "label": "x", "head": "", "sure": False} for key in "abcde"]
    driver = _driver(
        "print",
        """<xsl:template name="driver">
        <xsl:for-each select="k:headings('person')"><b><xsl:value-of select="?label"/></b></xsl:for-each></xsl:template>""",
    )
    params = {"stem": "d", "facts": json.dumps([{"names": names}]), "records": json.dumps(records)}
    file = driver.parse(tei("", beside=f"<listPerson>{people}</listPerson>"), "file:///authorities.xml")
    items = driver.items(file, params={**params, "authorities": file}, template="driver")
    found = [html.fromstring(item).text_content() for item in items]
    expected = ["Ash, Cy", "Ash, Cy (1700–1750)", "Berg, Ann", "Berg, Ann (1850–1901)", "Berg, Ann (–1880)"]
    assert sorted(found) == expected
    told = [
        RecordFact(element="birth", text="May 1, 1850", ref=""),
        RecordFact(element="death", text="in 1901, Wien", ref=""),
    ]
    assert RegisterRecord(key="a", kind="person", name="A", sort="", about=tuple(told)).lived == "1850–1901"
    assert RegisterRecord(key="a", kind="person", name="A", sort="").lived == ""


def test_an_entry_of_an_index_is_a_line_of_its_own_in_word() -> None:
    styled = '<xsl:template name="driver"><xsl:apply-templates select="/*/*" mode="k:styled"/></xsl:template>'
    driver = _driver("epub", styled)
    entries = '<section class="lists"><ul><li>Berg <div><ul><li>wife</li></ul></div></li></ul></section>'
    lines = driver.items(driver.parse(entries, "file:///a.xml"), params={"medium": "docx"}, template="driver")
    assert [html.fromstring(line).text_content().strip() for line in lines] == ["Berg", "wife"]
