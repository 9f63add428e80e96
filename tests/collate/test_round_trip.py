"""Each witness comes out of text and apparatus as it is transcribed, word for word and mark for mark."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from lxml import etree

from kktei import collate, encode
from kktei.relaxng.tree import TreePlaces
from kktei.tei import TEI, XML_ID
from tests.collate.texts import body, collated, document, rebuilt, texts, witness


@settings(max_examples=25, deadline=None)
@given(texts())
def test_every_witness_comes_out_as_it_is_transcribed(witnesses):
    sound(witnesses)


@pytest.mark.long
@pytest.mark.timeout(1800)
@settings(max_examples=1500, deadline=None)
@given(texts(most=5))
def test_every_witness_of_thousands_comes_out_as_it_is_transcribed(witnesses):
    sound(witnesses)


def sound(witnesses: list[collate.WitnessText]) -> None:
    """The apparatus gives every witness back, and passes its own checks."""
    done = collated(witnesses)
    assert rebuilt(done) == {w.siglum: w.forms for w in witnesses}
    root = document(done)
    assert collate.check(root, "d1.xml", (), TreePlaces(etree.tostring(root), root)) == []


def test_words_do_not_run_together_where_a_mark_is_left_out():
    done = collated([witness("A", "He said “now”."), witness("B", "He said now then.")])
    assert rebuilt(done)["B"] == ("He", "said", "now", "then", ".")


def test_paragraphs_are_told_where_witnesses_part_them_differently():
    done = collated([witness("A", "One.\n\nTwo."), witness("B", "One. Two."), witness("C", "One.\n\nTwo.\n\nThree.")])
    assert rebuilt(done) == {
        "A": ("One", ".", "¶", "Two", "."),
        "B": ("One", ".", "Two", "."),
        "C": ("One", ".", "¶", "Two", ".", "¶", "Three", "."),
    }


def test_a_paragraph_that_only_one_has_ends_for_the_others_too():
    done = collated([witness("A", "Ice.\n\nYours,\n\nC."), witness("B", "Ice.\n\nC.")])
    assert rebuilt(done)["B"] == ("Ice", ".", "¶", "C", ".")


def test_a_fragment_is_lacking_and_omits_nothing():
    done = collated([witness("A", "One.\n\nTwo three."), witness("F", "[lost]\n\nTwo\n\n[lost]")])
    root = document(done)
    assert rebuilt(done)["F"] == ("Two",)
    assert [e.tag.rpartition("}")[2] for e in root.iter("{*}witStart", "{*}witEnd", "{*}lacunaStart")] == [
        "witStart",
        "witEnd",
    ]


def test_a_witness_that_is_lost_altogether_is_a_lacuna_from_the_first_words_on():
    done = collated([witness("A", "The old king."), witness("B", "The old queen."), witness("L", "[lost]")])
    sound(list(done.collation.witnesses))
    (start,) = document(done).iterfind(".//{*}lacunaStart")
    assert start.getparent().get("wit") == "#d1.wit.L"
    lost = collate.rebuilt(document(done), "L")
    assert lost is not None
    assert collate.plain(lost) == "[lacuna]\n"


def test_styles_of_the_base_stay():
    base = collate.witness_text(body("The <hi rend='italic'>old king</hi> said <gap reason='illegible'/> it."), "A")
    done = collated([base, witness("B", "The old queen said so it.")])
    root = document(done)
    assert "".join(root.find(".//{*}hi").itertext()) == "old"
    assert rebuilt(done) == {"A": base.forms, "B": ("The", "old", "queen", "said", "so", "it", ".")}


def test_words_do_not_run_together_where_the_witness_of_the_lemma_begins():
    sound(
        [
            witness("A", "[lost]\n\nking"),
            *(witness(s, "the the the old king") for s in "BC"),
            witness("D", "the the old"),
        ]
    )


def test_words_do_not_run_together_where_one_witness_begins():
    done = collated([witness("A", "[lost]\n\nold the"), witness("B", "the old")])
    assert rebuilt(done) == {"A": ("old", "the"), "B": ("the", "old")}


def test_schemas_named_before_the_text_stay_and_comments_are_no_schemas():
    named = b'<?xml-model href="a&b.rng"?>'
    given = b'<!-- <?xml-model href="old.rng"?> -->' + named + b'<?other x?><TEI xmlns="http://www.tei-c.org/ns/1.0">'
    given += b"<teiHeader><fileDesc><sourceDesc/></fileDesc></teiHeader><text><body><div/></body></text></TEI>"
    done = collated([witness("A", "one two"), witness("B", "one three")])
    made = encode.encode_critical(given, done.collation, "d1")
    assert made.splitlines()[1] == named
    assert made.count(b"xml-model") == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>the <pb n='2'/>king</p>", "<p>the <pb n='2'/>king</p>"),
        ("<p>the<pb n='2'/> king</p>", "<p>the <pb n='2'/>king</p>"),
        ("<p>the king<pb n='2' break='no'/>, and</p>", "<p>the king<pb n='2' break='no'/>, and</p>"),
        ("<p>ki<pb n='2' break='no'/>ng, and</p>", "<p>king<pb n='2' break='no'/>, and</p>"),
        ("<pb n='1'/><p>the king</p>", "<p><pb n='1'/>the king</p>"),
        ("<p>the</p><pb n='2'/><p>king</p>", "<p>the</p><p><pb n='2'/>king</p>"),
        ("<p>the king</p><pb n='2'/>", "<p>the king<pb n='2'/></p>"),
        ("<p>the <pb n='2'/><pb n='3'/>king</p>", "<p>the <pb n='2'/><pb n='3'/>king</p>"),
    ],
)
def test_pages_of_a_witness_stand_where_they_begin(text, expected):
    parsed = etree.fromstring(f'<body xmlns="{TEI}">{text}</body>')
    one = collate.witness_text(parsed, "A")
    done = collated([one, replace(one, siglum="B", of="B", pages=())])
    found = document(done)
    for element in found.iter("{*}p", "{*}pb"):
        for key in ("edRef", XML_ID):
            element.attrib.pop(key, None)
    got = "".join(etree.tostring(e).decode() for e in found.iter("{*}p"))
    assert got.replace(f' xmlns="{TEI}"', "").replace('"', "'") == expected


def test_a_paragraph_of_the_text_begins_with_no_blank_of_another_witness():
    found = document(collated([witness("A", "one\n\ntwo three"), witness("B", "one two three")]))
    assert [p.text for p in found.iter("{*}p")] == ["one", "two three"]


def test_pages_of_layers_are_one_and_those_within_an_entry_stand_before_it():
    parsed = etree.fromstring(f'<body xmlns="{TEI}"><p>the <pb n="2" facs="x"/><del>old</del> king</p></body>')
    layers = [collate.witness_text(parsed, "B", layer) for layer in (1, 2)]
    found = document(collated([witness("A", "the old king"), *layers]))
    assert [(e.get("edRef"), e.getnext().tag.rpartition("}")[2]) for e in found.iter("{*}pb")] == [
        ("#d1.wit.B1 #d1.wit.B2", "app")
    ]
    assert {s: t.forms for s, t in ((s, collate.rebuilt(found, s)) for s in ("B¹", "B²"))}["B¹"] == (
        "the",
        "old",
        "king",
    )
