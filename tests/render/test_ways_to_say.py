"""What TEI says in several ways is told in one, in every product: nothing lost, run together or claimed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from kktei.render.reading import reading
from tests.render.products import MEDIA, Told, told
from tests.render.test_products_agree import letter


def everywhere(text: str) -> Told:
    """What all products tell alike of a text."""
    first, *others = (told(reading(text, "file:///letter.xml"), medium) for medium in MEDIA)
    assert all(other.words == first.words and other.entries == first.entries for other in others)
    return first


def line(inner: str) -> str:
    return letter(f"<body><div><p>one {inner} two</p></div></body>")


NUMBERED = {
    "an entry without readings is a note": '<app><note>remark</note><witDetail wit="#A">torn</witDetail></app>',
    "notes of a group are notes": '<noteGrp><note xml:lang="de">remark</note><note xml:lang="en">torn</note></noteGrp>',
    "what holds nothing has no number": "<note/><note>remark</note><note> </note><app/><note>torn</note>",
}


@pytest.mark.parametrize("said", NUMBERED)
def test_notes(said: str) -> None:
    found = everywhere(line(NUMBERED[said]))
    assert (found.words, found.notes) == (["one", "two"], {"1": ["remark"], "2": ["torn"]})


ENTRIES = {
    "<choice><choice><sic>a</sic><corr>b</corr></choice><choice><orig>c</orig><reg>d</reg></choice></choice>": (
        ["one", "b", "two"],
        ["b a in the source", "b d c in the source"],
    ),
    "<choice><orig><choice><sic>a</sic><corr>b</corr></choice></orig><reg>c</reg></choice>": (
        ["one", "c", "two"],
        ["c b a in the source in the source"],
    ),
    '<app><lem>a<lb/>b</lem><rdg wit="#B"><p>c</p><p>d</p></rdg></app>': (["one", "a", "b", "two"], ["a b c d B"]),
    '<app><lem wit="#A">a</lem><rdg source="#H">b<note>c</note></rdg><witDetail wit="#C">torn</witDetail></app>': (
        ["one", "a", "two"],
        ["a A b c H C torn"],
    ),
    "<choice><abbr>a</abbr><expan>b</expan><expan>c</expan></choice>": (["one", "a", "b", "c", "two"], []),
}


@pytest.mark.parametrize("inner", ENTRIES)
def test_readings(inner: str) -> None:
    """A choice among choices, blocks in a reading, two meanings of one abbreviation."""
    words, entries = ENTRIES[inner]
    found = everywhere(line(inner))
    assert (found.words, sorted(" ".join(e) for e in found.entries.values())) == (words, entries)


def test_parts_of_data_are_words_apart() -> None:
    """Records that a program wrote have no blanks between their elements."""
    book = "<biblStruct><monogr><title>a</title><imprint><publisher>b</publisher><date>c</date></imprint></monogr></biblStruct>"
    assert everywhere(line(book)).words == ["one", "a", "b", "c", "two"]
    dated = book.replace("<date>c</date>", '<date when="1888"/>')
    text = letter("<body><p>W.</p></body>").replace("<sourceDesc>", f"<sourceDesc>{dated}")
    assert etree.fromstring(reading(text, "file:///letter.xml").encode()).findtext(".//{*}imprint/{*}date") == "1888"


def test_parts_of_an_entry_of_literature_have_their_signs() -> None:
    book = """<biblStruct>
        <monogr><author>Winter, Ada</author> <author>Hart, Bert</author><title>Letters</title><editor>Oak, Cay</editor>
        <imprint><pubPlace>Graz</pubPlace><publisher>House</publisher><date>1921</date></imprint>
        <biblScope>3–4</biblScope><respStmt><resp>for</resp><name>Elm</name></respStmt></monogr></biblStruct>"""
    found = etree.fromstring(reading(line(book), "file:///letter.xml").encode()).find(".//{*}biblStruct")
    said = "".join(found.itertext())
    assert said == "Winter, Ada; Hart, Bert: Letters, Oak, Cay, Graz: House, 1921, 3–4, for Elm"


def test_texts_side_by_side() -> None:
    """TEI allows several texts in one file; what stands apart follows them once."""
    more = "<text><body><p>zwei<note>Erste.</note></p></body></text><standOff><note target='#x'>drei</note></standOff>"
    text = letter("<body><p>one<note>First.</note></p></body>").replace("</TEI>", f"{more}</TEI>")
    found = everywhere(text)
    assert (found.words, found.notes) == (["one", "zwei", "drei"], {"1": ["First"], "2": ["Erste"]})


FORMULAS = {
    "<m:mfrac><m:mi>a</m:mi><m:mrow><m:mi>b</m:mi><m:mo>+</m:mo><m:mi>c</m:mi></m:mrow></m:mfrac>": "a/(b+c)",
    "<m:msup><m:mi>x</m:mi><m:mn>2</m:mn></m:msup><m:mo>=</m:mo><m:msqrt><m:msub><m:mi>y</m:mi><m:mi>i</m:mi></m:msub>"
    "</m:msqrt>": "x^2=√(y_i)",
    "<m:semantics><m:mi>e</m:mi><m:annotation encoding='TeX'>e</m:annotation></m:semantics>": "e",
}


@pytest.mark.parametrize("inner", FORMULAS)
def test_formulas_do_not_run_together(inner: str) -> None:
    formula = f"<formula><m:math xmlns:m='http://www.w3.org/1998/Math/MathML'>{inner}</m:math></formula>"
    read = reading(line(formula), "file:///letter.xml")
    assert f"<formula>{FORMULAS[inner]}</formula>" in read


@pytest.mark.parametrize("medium", MEDIA)
def test_directions_and_music_are_apart(medium: str) -> None:
    music = '<notatedMusic><ptr target="https://example.org/m"/><desc>tune</desc></notatedMusic>'
    found = told(reading(line(f"<camera>close</camera> {music}"), "file:///letter.xml"), medium).words
    assert found[:3] == ["one", "close", "tune"]


@pytest.mark.parametrize("medium", MEDIA)
def test_an_entry_without_a_place_has_no_lemma(medium: str) -> None:
    """Its one reading is not what the text has."""
    text = letter(
        '<body><p n="1">one</p></body><back><listApp><app loc="9"><rdg wit="#B">else</rdg></app></listApp></back>'
    )
    assert "".join(told(reading(text, "file:///letter.xml"), medium).words) == "one9elseB"


@pytest.mark.parametrize("said", ["<note>remark</note>", "<desc>remark</desc>", "<p>remark</p><licence>CC0</licence>"])
def test_an_annotation_is_a_note_on_what_it_is_on(said: str) -> None:
    text = line('<seg xml:id="s">torn</seg>').replace(
        "</TEI>",
        f'<standOff><listAnnotation><annotation target="#s">{said}</annotation></listAnnotation></standOff></TEI>',
    )
    found = everywhere(text)
    assert (found.words, found.notes) == (["one", "torn", "two"], {"1": ["remark"]})
    assert re.search("<note[^>]*>(<p[^>]*>)?remark", reading(text, "file:///letter.xml")), "its words, not its element"


@pytest.mark.parametrize(
    "said", ["<respStmt><resp>by</resp><name>Ann</name></respStmt>", '<note target="#s">its own</note>']
)
def test_an_annotation_without_words_of_its_own_is_no_note(said: str) -> None:
    text = line('<seg xml:id="s">torn</seg>').replace(
        "</TEI>",
        f'<standOff><listAnnotation><annotation target="#s">{said}</annotation></listAnnotation></standOff></TEI>',
    )
    assert len(everywhere(text).notes) == said.count("note target")


def test_blanks_and_lines_that_are_of_the_text_are_kept() -> None:
    case = Path(__file__).parents[1] / "data" / "cases" / "tei" / "213-blanks.xml"
    tree = etree.fromstring(reading(case.read_text(encoding="utf-8"), "file:///letter.xml"))
    for line in tree.iter("{*}lb"):
        line.text = "|"
    assert [
        "".join(block.itertext()).replace("\xa0", "_") for block in tree.iter("{*}ab", "{*}l", "{*}code", "{*}formula")
    ] == [
        "Tea___ two pounds|__Sugar __one|____SaltOr\n      pepper.",
        "The sea",
        "______the land",
        "AB_ CD|_EF",
        "a_ =|b",
    ]
    assert "indented\n        line" in "".join(tree.itertext())  # the attribute of the body is a program's


PARTS = {
    "<additions><incident><desc>torn</desc></incident> <incident><desc>wet</desc></incident></additions>": "torn; wet",
    "<additions><incident><p>torn</p></incident><incident><p>wet</p></incident></additions>": "torn wet",
    "<additions>both <incident><desc>torn</desc></incident> and wet</additions>": "both torn and wet",
    "<supportDesc>\n<extent><measure unit='leaf' quantity='2'/></extent>\n<support>laid</support></supportDesc>": "2 leaf; laid",
    "<supportDesc><support/><extent>2 leaves</extent></supportDesc>": "2 leaves",
    "<origin><origDate>1900</origDate><origPlace>Oslo</origPlace></origin>": "1900 Oslo",
    "<additions><stamp><placeName>Oslo</placeName><date>4. 5.</date></stamp></additions>": "Oslo 4. 5.",
}


@pytest.mark.parametrize("described", PARTS)
def test_parts_of_a_description_are_not_read_as_one_word(described: str) -> None:
    read = etree.fromstring(reading(line(described), "file:///letter.xml").encode())
    (part,) = read.xpath("//*[local-name()='p']/*")
    assert " ".join("".join(part.itertext()).split()) == PARTS[described]
