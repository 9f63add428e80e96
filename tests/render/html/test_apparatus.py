"""What pages with an apparatus offer: entries by type and witness, the stemma, every word of every witness."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from lxml import etree

from kktei.render.html.entries import PLAIN
from kktei.render.words import texts
from tests.collate.texts import TEI, critical_file

CONTEXT = {"names": {}, "docs": {}, "labels": {}}
WITNESS = {"path": "witnesses/x/B.html", "home": {"address": "x.html", "title": "T"}, "witness_pages": {}}
Made = Callable[..., etree._Element]


@pytest.fixture(scope="module")
def page() -> Made:
    sheet = PLAIN.compiled()
    words = json.dumps(dict(texts("en")))

    def made(text: str, mode: str = "page", **context: object) -> etree._Element:
        given = json.dumps({"path": "documents/x.html", **CONTEXT, **context})
        result = sheet.run(sheet.parse(text, "file:///x.xml"), params={"context": given, "texts": words}, mode=mode)
        return etree.HTML(result.texts["page"])

    return made


def foreign(body: str, witnesses: str = "AB", relations: str = "", encoding: str = "") -> str:
    listed = "".join(f'<witness xml:id="{s}">Copy {s}</witness>' for s in witnesses)
    return (
        f'<TEI xmlns="{TEI}"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt><publicationStmt><p/>'
        f"</publicationStmt><sourceDesc><listWit>{listed}</listWit><listRelation>{relations}</listRelation>"
        f"</sourceDesc></fileDesc>{encoding}</teiHeader><text><body>{body}</body></text></TEI>"
    )


def said(node: etree._Element) -> str:
    return " ".join("".join(node.itertext()).split())


def test_entries_are_chosen_by_type_and_witness(page: Made) -> None:
    whole = page(critical_file())
    options = {
        s.get("id"): [o.get("value") for o in s] for s in whole.iterfind(".//section[@id='k-apparatus-tools']//select")
    }
    assert options["k-filter-witness"] == ["", "B", "F"]
    assert options["k-filter-type"][:2] == ["", "substantive"]
    entries = whole.findall(".//section[@class='apparatus']//li")
    assert {(e.get("data-type"), e.get("data-witness")) for e in entries} >= {("substantive", "B"), ("lacuna", "F")}


def test_without_scripts_what_needs_them_is_hidden(page: Made) -> None:
    whole = page(critical_file())
    for name in ("k-apparatus-tools", "k-beside", "k-facing"):
        assert whole.find(f".//section[@id='{name}']").get("hidden") is not None, name


def test_a_text_without_an_apparatus_has_none_of_it(page: Made) -> None:
    whole = page(foreign("<div><p>One <choice><sic>tow</sic><corr>two</corr></choice></p></div>"))
    assert whole.find(".//section[@id='k-apparatus-tools']") is None
    assert "apparatus.js" not in etree.tostring(whole).decode()


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<div><head>H</head><p>a <app><lem wit='#A'>b</lem><rdg wit='#B'>c</rdg></app></p></div>", "H a c"),
        ("<div><app><lem wit='#A'><p>b</p></lem><rdg wit='#B'><p>c d</p></rdg></app><p>e</p></div>", "c d e"),
        ("<div><app><lem wit='#A'/><rdg wit='#B'><p>c</p><p>d</p></rdg></app><p>e</p></div>", "c d e"),
        ("<div><q>a <app><lem wit='#A'>b</lem><rdg wit='#B'>c</rdg></app></q><lg><l>e</l></lg></div>", "a c e"),
        ("<div><opener>Dear <app><lem wit='#A'>b</lem><rdg wit='#B'>c</rdg></app></opener><p>e</p></div>", "Dear c e"),
        ("<div><p>a<app><rdgGrp><lem wit='#A'>b</lem><rdg wit='#B'>c</rdg></rdgGrp></app></p></div>", "ac"),
    ],
)
def test_no_word_of_a_witness_is_left_out_of_its_page(page: Made, body: str, words: str) -> None:
    whole = page(foreign(body), mode="witness-page", witness="B", **WITNESS)
    assert " ".join(said(block) for block in whole.find(".//div[@class='text witness-text']")) == words


def test_an_apparatus_that_names_no_form_is_parallel_where_its_entries_are(page: Made) -> None:
    entry = "<p>a <app{}><lem wit='#A'>b</lem><rdg wit='#B'>c</rdg></app></p>"
    assert page(foreign(entry.format(""))).find(".//table[@class='witness-table']") is not None
    assert page(foreign(entry.format(" loc='1'"))).find(".//table[@class='witness-table']") is None


def test_the_stemma_stands_in_order_and_is_told_in_words(page: Made) -> None:
    relations = "".join(f"<relation name='copyOf' active='#{a}' passive='#{b}'/>" for a, b in ("BA", "CB", "DA"))
    whole = page(foreign("<p>a</p>", "ABCD", relations))
    svg = whole.find(".//figure[@class='stemma']/svg")
    assert svg.get("role") == "img"
    assert float(svg.get("width")) < 1.5 * float(svg.get("viewbox").split()[2])  # however wide the page is
    assert svg.find("desc").text == ("B has the same text as A; C has the same text as B; D has the same text as A")
    level = {t.text: float(t.get("y")) for t in svg.iterfind("text") if t.get("class") is None}
    assert level["A"] < level["B"] == level["D"] < level["C"]
    assert len(svg.findall("path")) == 3


@pytest.mark.parametrize(
    ("relations", "first"),
    [
        ("<relation name='exemplar' active='#A' passive='#B #C'/>", "A"),  # active is the source here
        ("".join(f"<relation name='copyOf' active='#{a}' passive='#{b}'/>" for a, b in ("AB", "BC", "CA")), None),
        (
            "<relation name='copyOf' active='#A' passive='#A'/><relation name='copyOf' active='#B #C' passive='#A'/>",
            "A",
        ),
    ],
)
def test_any_relations_make_a_picture(page: Made, relations: str, first: str | None) -> None:
    svg = page(foreign("<p>a</p>", "ABC", relations)).find(".//figure[@class='stemma']/svg")
    level = {t.text: float(t.get("y")) for t in svg.iterfind("text") if t.get("class") is None}
    assert len(level) == 3
    assert first is None or level[first] == min(level.values()) < max(level.values())


def test_two_need_no_picture(page: Made) -> None:
    assert page(foreign("<p>a</p>", "AB", "<relation name='copyOf' active='#B' passive='#A'/>")).find(
        ".//figure[@class='stemma']") is None  # fmt: skip


def test_pictures_of_a_witness_stand_beside_its_text(page: Made) -> None:
    body = "<p><pb edRef='#B' n='2r' facs='b2.png'/>a <app><lem wit='#A'>b</lem><rdg wit='#B'>c</rdg></app></p>"
    text = foreign(body).replace('xml:id="B"', 'xml:id="B" facs="b1.png https://example.org/b3.png"')
    pictures = {f"b{n}.png": {"address": f"pictures/b{n}.png", "width": 10, "height": 10} for n in (1, 2)}
    whole = page(text, mode="witness-page", witness="B", pictures=pictures, **WITNESS)
    shown = [i.get("src") for i in whole.iterfind(".//section[@class='witness-pictures']//img")]
    assert shown == ["../../pictures/b1.png", "../../pictures/b2.png"]
    assert whole.find(".//a[@href='https://example.org/b3.png']") is not None
    assert said(whole.find(".//span[@class='pb']")) == "leaf 2r"
    other = page(text, mode="witness-page", witness="A", pictures=pictures, **WITNESS)
    assert other.find(".//img") is None
    two = page(text, pictures=pictures).find(".//section[@id='k-facing']")
    assert two.find(".//select/option[@value='k-pictures-B']") is not None


def test_a_group_reads_for_its_members_and_what_an_entry_does_not_say_is_no_omission(page: Made) -> None:
    entry = "<p>a <app><lem wit='#A'>b</lem><wit>in margin</wit><rdg wit='#fam'>c</rdg></app></p>"
    text = foreign(entry, "AX").replace("</listWit>", "<listWit xml:id='fam'><witness xml:id='C'/></listWit></listWit>")
    whole = page(text.replace("<listWit>", "<listWit><witness xml:id='B'/>").replace("#A'", "#A B'"))
    rows = [said(cell) for cell in whole.iterfind(".//table[@class='witness-table']//td")]
    assert rows == ["a b", "a b", "a b", "a c"]
    assert "b A B in margin] c fam" in said(whole.find(".//section[@class='apparatus']//li"))
    more = page(text.replace("</p>", "<app><lem wit='#C'>d</lem><rdg wit='#X'>e</rdg></app></p>"))
    assert [said(cell) for cell in more.iterfind(".//table[@class='witness-table']//td")] == [
        "a bd", "a b[?]", "a [?]e", "a cd"]  # fmt: skip


def test_the_pages_of_several_witnesses_say_whose_they_are_and_their_pictures_stand_with_them(page: Made) -> None:
    body = "<p><pb edRef='#B' n='2r' facs='b2.png'/>a <app><lem wit='#A'>b</lem><rdg wit='#B'>c</rdg></app></p>"
    pictures = {"b2.png": {"address": "pictures/b2.png", "width": 10, "height": 10}}
    one = page(foreign(body), pictures=pictures)
    assert said(one.find(".//span[@class='pb']")) == "B leaf 2r"
    assert one.find(".//a[@class='page-picture']") is not None
    both = page(foreign(body.replace("a <app>", "a <pb ed='A' n='3'/><app>")), pictures=pictures)
    assert [said(e) for e in both.iterfind(".//span[@class='pb']")] == ["B leaf 2r", "A page 3"]
    assert both.find(".//a[@class='page-picture']") is None


def test_a_translation_stands_beside_its_text_and_is_no_text_of_the_witnesses(page: Made) -> None:
    text = "<p xml:id='p1'>a <app><lem wit='#A'>b</lem><rdg wit='#B'>c</rdg></app></p><p xml:id='p2'>e</p><p>f</p>"
    other = "<p corresp='#p1'>A</p><p>AA</p><p corresp='#p2'>E</p>"
    body = f"<div xml:id='d'>{text}</div><div type='translation' xml:id='t' xml:lang='de'>{other}</div>"
    whole = page(foreign(body))
    rows = [[said(cell).replace("¶", "").split() for cell in row] for row in whole.iterfind(".//div[@class='row']")]
    assert rows == [[["a", "ba"], ["AAA"]], [["e"], ["E"]], [["f"], []]]
    assert {row.get("lang") for row in whole.iterfind(".//div[@class='row']/div[2]")} == {"de"}
    assert [said(cell) for cell in whole.iterfind(".//td[@class='w2']")] == ["a c", "e", "f"]
    assert whole.find(".//*[@id='t']") is not None
    second = "<div type='translation' n='U'><p corresp='#p1 #p2'>U</p></div>"
    both = page(foreign(body.replace("xml:id='t'", "n='T' xml:id='t'") + second))
    rows = [[said(cell).replace("¶", "").split() for cell in row] for row in both.iterfind(".//div[@class='row']")]
    assert rows == [[[], ["T"], ["U"]], [["a", "bae"], ["AAAE"], ["U"]], [["f"], [], []]]
    told = both.xpath(".//div[contains(@class, 'theirs')]/@data-name")
    assert told == ["T", "U"], "on a phone each says whose it is, where it has words"
    apart = page(foreign(body.replace("corresp", "n") + second))
    assert [said(e).count("AA") for e in apart.iterfind(".//div[@class='parallel']")] == [1], "no translation is lost"


def test_a_line_of_verse_is_set_in_and_no_language_is_claimed(page: Made) -> None:
    whole = page(foreign("<lg><l rend='indent2'>a</l><l>b</l></lg>"))
    assert [line.get("class").split() for line in whole.iterfind(".//div[@class='lg']/div")] == [
        ["l", "r-indent2", "in2"],
        ["l"],
    ]
    assert all('"inLanguage":""' not in (script.text or "") for script in whole.iter("script"))


@pytest.mark.parametrize("times", [1, 20])
def test_a_licence_of_many_lines_is_no_link_as_a_whole(page: Made, times: int) -> None:
    words, address = " ".join(["Use it freely."] * times), "https://example.org/l"
    given = f'<availability><licence target="{address}">{words}</licence></availability></publicationStmt>'
    told = page(foreign("<p>a</p>").replace("<p/></publicationStmt>", f"<publisher>P</publisher>{given}"))
    licence = told.find(".//p[@class='licence']")
    assert said(licence.find("a")) == (words if times == 1 else address)
    assert words in said(licence)
