"""Witnesses come out of other projects' apparatus as these have them."""

from __future__ import annotations

import pytest
from lxml import etree

from kktei import collate
from kktei.relaxng.tree import TreePlaces
from tests.collate.texts import TEI

LISTED = """<listWit><witness xml:id="A"/><witness xml:id="B"/><listWit xml:id="fam"><witness xml:id="C"/>
<witness xml:id="D"/></listWit></listWit>"""


def document(body: str, encoding: str = "") -> etree._Element:
    return etree.fromstring(
        f'<TEI xmlns="{TEI}"><teiHeader><fileDesc><sourceDesc>{LISTED}</sourceDesc></fileDesc>{encoding}</teiHeader>'
        f"<text><body><p>{body}</p></body></text></TEI>"
    )


def checked(root: etree._Element) -> list[str]:
    return [f.code for f in collate.check(root, "d.xml", (), TreePlaces(etree.tostring(root), root))]


def read(body: str) -> dict[str, str]:
    root = document(body)
    found = {siglum: collate.rebuilt(root, siglum) for siglum in "ABCD"}
    return {siglum: " ".join(text.forms) for siglum, text in found.items() if text is not None}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<app><rdg wit='#A'>a</rdg><rdg wit='#B #C #D'>b</rdg></app>", {"A": "a", "B": "b", "C": "b", "D": "b"}),
        ("<app><lem>a</lem><rdg wit='#B'>b</rdg></app>", {"A": "a", "B": "b", "C": "a", "D": "a"}),
        ("<app><lem wit='A B'>a</lem><rdg wit='C D'>b</rdg></app>", {"A": "a", "B": "a", "C": "b", "D": "b"}),
        ("<app><lem wit='#A #B'>a</lem><rdg wit='#fam'>c</rdg></app>", {"A": "a", "B": "a", "C": "c", "D": "c"}),
        (
            "<app><lem wit='#A #B'>a</lem><rdg wit='#fam'>c</rdg><rdg wit='#D'>d</rdg></app>",
            {"A": "a", "B": "a", "C": "c", "D": "d"},
        ),
        ("<app><lem source='#x'>a</lem><rdg wit='#A #B #fam'>b</rdg></app>", dict.fromkeys("ABCD", "b")),
        (
            "x <app><lem wit='#A'>a</lem><rdg wit='#B #C'>b</rdg></app> <app><lem wit='#A #B #C'>y</lem><rdg wit='#D'/></app>",
            {"A": "x a y", "B": "x b y", "C": "x b y", "D": "x [ ? ]"},
        ),
        ("x <app><lem wit='#A'>a</lem><rdg wit='#B #C'>b</rdg></app>", {"A": "x a", "B": "x b", "C": "x b"}),
        (
            "<app><rdgGrp><lem wit='#A'>a</lem><rdg wit='#B'>b</rdg></rdgGrp><rdgGrp><rdgGrp><rdg wit='#fam'>c</rdg>"
            "</rdgGrp></rdgGrp></app>",
            {"A": "a", "B": "b", "C": "c", "D": "c"},
        ),
        (
            "<app><lem wit='#A #B'>a <app><lem wit='#A'>x</lem><rdg wit='#B'>y</rdg></app></lem><rdg wit='#fam'/></app> z",
            {"A": "a x z", "B": "a y z", "C": "z", "D": "z"},
        ),
        (
            "a <app><lem wit='#A #fam'>b</lem><rdg wit='#B'>x <witEnd/></rdg></app> c",
            {"A": "a b c", "B": "a x", "C": "a b c", "D": "a b c"},
        ),
        (
            "a <app><lem wit='#A #B'>b</lem><rdg wit='#fam'><lacunaEnd/>c</rdg></app> d",
            {"A": "a b d", "B": "a b d", "C": "c d", "D": "c d"},
        ),
    ],
)  # fmt: skip
def test_a_witness_has_what_names_it_or_its_group_or_the_lemma_of_nobody(body, expected):
    assert read(body) == expected


def test_groups_are_no_faults_and_count_for_their_members():
    parallel = '<encodingDesc><variantEncoding method="parallel-segmentation" location="internal"/></encodingDesc>'
    well = "<app><lem wit='#A #B'>a</lem><rdg wit='#fam'>c</rdg></app>"
    negative = "<app><lem>a</lem><rdg wit='#D'>d</rdg></app>"
    assert checked(document(well + negative, parallel)) == []
    twice = "<app><lem wit='#A #B #C'>a</lem><rdg wit='#fam #C'>c</rdg></app>"
    assert checked(document(well + twice, parallel)) == ["K032"]


@pytest.mark.parametrize(
    "entry", ["<app from='#s'><rdg wit='#A'>b</rdg></app>", "<app loc='1'><rdg wit='#A'>b</rdg></app>"]
)
def test_what_stands_apart_from_the_text_gives_no_witness(entry):
    assert not collate.is_parallel(document(entry))
    assert collate.is_parallel(document("<app><rdg wit='#A'>b</rdg></app>"))
