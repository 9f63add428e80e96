"""What is wrong with an apparatus is found, each fault at its line; anybody's edition can be checked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree

from kktei import collate
from kktei.relaxng.tree import TreePlaces
from tests.collate.texts import TEI, body, collated, witness

HEAD = f"""<TEI xmlns="{TEI}"><teiHeader><fileDesc><sourceDesc><listWit>
<witness xml:id="A"/><witness xml:id="B"/><witness xml:id="C" n="Γ"/></listWit></sourceDesc></fileDesc>
<encodingDesc><variantEncoding method="parallel-segmentation" location="internal"/></encodingDesc></teiHeader>
<text><body><p>
"""


def found(*entries: str, texts: tuple[collate.WitnessText, ...] = ()) -> list[tuple[str, int]]:
    """The codes and lines; the first entry stands in line 5."""
    root = etree.fromstring(HEAD + "\n".join(entries) + "</p></body></text></TEI>")
    return [(f.code, f.line) for f in collate.check(root, "d.xml", texts, TreePlaces(etree.tostring(root), root))]


WELL = '<app><lem wit="#A #B">old</lem><rdg wit="#C">young</rdg></app>'


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ('<app><lem wit="#A #B #C">old</lem><rdg>x</rdg></app>', "K031"),
        ('<app><lem wit="#A #B">old</lem><rdg wit="#B #C">x</rdg></app>', "K032"),
        ('<app><lem wit="#A">old</lem><rdg wit="#C">x</rdg></app>', "K033"),
        ('<app><lem wit="#A">old</lem><rdg wit="#B">x</rdg><rdg wit="#C"> x</rdg></app>', "K034"),
        ('<app><lem>old</lem><rdg wit="#A #B">x</rdg><rdg wit="#C">y</rdg></app>', "K035"),
        ('<app><lem wit="#A #B"/><rdg wit="#C"><lacunaEnd/></rdg></app>', ""),
        ('<app><lem wit="#A #B">a</lem><rdg wit="#C"><lacunaStart/></rdg></app>' * 2, "K037"),
    ],
)
def test_each_fault_has_its_code_and_line(entry, code):
    codes = found(WELL, entry)
    assert codes == ([(code, 6)] if code else [])


def test_what_is_right_is_not_reported():
    conjecture = '<app><lem resp="#ed">bold</lem><rdg wit="#A #B">old</rdg><rdg wit="#C"/></app>'
    hands = '<app><lem wit="#A #B">old</lem><rdg wit="#C" hand="#h1">x</rdg><rdg hand="#h2">x</rdg></app>'
    nested = '<app><lem wit="#A #B">the <app><lem wit="#A">old</lem><rdg wit="#B">odd</rdg></app> one</lem><rdg wit="#C"/></app>'
    assert found(WELL, conjecture, hands) == []
    assert found(nested) == []


def test_a_witness_that_does_not_come_out_is_told_at_its_place():
    text = witness("Γ", "young")
    right = collate.WitnessText(**{**{s: getattr(text, s) for s in text.__slots__}, "witness": "C"})
    wrong = collate.WitnessText(
        **{**{s: getattr(right, s) for s in text.__slots__}, "tokens": witness("Γ", "younger").tokens}
    )
    assert found(WELL, texts=(right,)) == []
    assert found(WELL, texts=(wrong,)) == [("K036", 5)]


def test_an_apparatus_in_another_form_is_not_held_to_this_one():
    root = etree.fromstring(HEAD.replace("parallel-segmentation", "double-end-point") + "</p></body></text></TEI>")
    etree.SubElement(root[1][0], f"{{{TEI}}}app")
    assert collate.check(root, "d.xml", (), TreePlaces(etree.tostring(root), root)) == []


def test_two_texts_that_have_nothing_in_common_are_told():
    far = [witness(s, " ".join(f"{s}{i}" for i in range(600))) for s in "AB"]
    assert [f.code for f in collated(far).findings] == ["K003"]


def test_a_table_that_is_damaged_or_odd():
    assert [f.code for f in collate.read_rows([(1, ["a", "b"])], "t").findings] == ["K020"]
    rows = [(1, ["id", "lemma", "A", "type"]), (2, ["1", "x", "", ""]), (3, ["1", "y", "", "odd"])]
    assert [(f.code, f.line, f.column) for f in collate.read_rows(rows, "t").findings] == [
        ("K021", 3, 0),
        ("K022", 3, 4),
    ]
    head = ["ID", "lemma", "A", "Type", "Note", "state", "mine"]
    row = ["1", "x", "", "", "", "", "a"]
    (one,) = collate.read_rows([(1, [*head, "mine"]), (2, [*row, "b"])], "t").findings
    assert (one.code, one.message) == ("K020", "the first row names twice the column mine")
    assert one.hint == "Delete one of two columns whose cells differ (mine: G or H), or rename it."
    twice = collate.read_rows([(1, [*head, "mine"]), (2, [*row, " a"])], "t")
    assert (twice.findings, twice.further) == ((), ("mine",)), "the second says the same"
    read = collate.read_rows([(1, head), (2, ["1", "x", "", "", "n", "Withdrawn"]), (3, ["2", "y"])], "t")
    assert (read.rows[0].of("note"), read.rows[0].of("state"), read.findings) == ("n", "withdrawn", ())
    (odd,) = collate.read_rows([(1, head), (2, ["1", "x", "", "", "", "Withdrwn"])], "t").findings
    assert (odd.code, odd.line, odd.column) == ("K025", 2, 6)


def test_a_table_of_which_something_cannot_be_read_is_left():
    head = ["id", "lemma", "A", "", "type", "do", "mine"]
    rows = [(1, head), (2, ["1", "x", "", "lost"])]
    assert [(f.code, f.line, f.column) for f in collate.read_rows(rows, "t").findings] == [("K020", 2, 4)]
    rows = [(1, head), (2, ["1", "x", "", "", "", "", "", "beyond"])]
    read = collate.read_rows(rows, "t", [(2, 7), (3, 8)])  # formulas of the editors' own
    assert (read.findings, read.rows[0].of("column 8")) == ((), "beyond")
    (found,) = collate.read_rows(rows, "t", [(2, 3)]).findings
    assert (found.code, found.line, found.column) == ("K020", 2, 3)


def test_columns_are_known_by_their_names_wherever_they_stand():
    head = ["State", "own", "type", "B", "lemma", "", "A", "place", "id"]
    line = ["decided", "mine", "case", "x", "X", "aside", "X", "1.1", "1"]
    read = collate.read_rows([(1, head), (2, line)], "t", (), collate.Columns(frozenset("AB"), between=False))
    assert (set(read.sigla), read.further, read.findings) == ({"A", "B"}, ("own", "column 6"), ())
    (row,) = read.rows
    assert (row.id, row.readings, row.of("state"), row.of("own")) == ("1", {"A": "X", "B": "x"}, "decided", "mine")


def test_words_left_out_leave_no_blank_before_a_comma():
    parsed = body(
        "It was <del>dark</del> <add>black</add>; a <del>dim</del> light <del>far off</del>, <del>so</del> (<add>yes</add>)."
    )
    texts = [
        "".join(" " * t.space + t.form for t in collate.witness_text(parsed, "A", layer).tokens) for layer in (1, 2)
    ]
    assert texts == ["It was dark; a dim light far off, so ().", "It was black; a light, (yes)."]


def test_layers_are_told_apart():
    made = body("It came <del>late</del><add>soon</add>.")
    assert collate.layers(made) == 2
    assert [collate.witness_text(made, "B", n).forms[2] for n in (1, 2)] == ["late", "soon"]
    assert collate.witness_text(made, "B", 1).siglum == "B¹"


def test_findings_have_the_column_of_what_is_wrong():
    faults = [
        '<app><lem wit="#A #B #C">old</lem><rdg>x</rdg></app>',
        'a &amp; <!-- no -->b <app><lem wit="#A #B">old</lem><rdg wit="#B #C">x</rdg></app>',
    ]
    raw = (HEAD + "\n".join(faults) + "</p></body></text></TEI>").encode()
    root = etree.fromstring(raw)
    placed = [(f.code, f.line, f.column) for f in collate.check(root, "d.xml", (), TreePlaces(raw, root))]
    assert placed == [("K031", 5, faults[0].index("<rdg") + 1), ("K032", 6, faults[1].index("<app") + 1)]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("<p>The old king came</p>", "king"),
        ("<p>The &amp; old <!-- x --><hi>one</hi> king came</p>", "king"),
        ("<p>The\n  old\n   king</p>", "king"),
        ("<p>The\r\n  old\r\n   king</p>", "king"),
        ("<p>The <![CDATA[<old>]]> king</p>", "king"),
        ('<p>The <app><lem wit="#A">old king</lem><rdg wit="#B #C">x</rdg></app></p>', "king"),
    ],
)
def test_a_word_that_does_not_come_out_is_told_with_its_column(text, wrong):
    raw = (HEAD + WELL + "</p>\n" + text + "</body></text></TEI>").encode()
    root = etree.fromstring(raw)
    other = etree.fromstring(raw.replace(wrong.encode(), b"other"))
    wanted = replace(collate.witness_text(other.find(f".//{{{TEI}}}body"), "A"), witness="A")
    told = next(f for f in collate.check(root, "d.xml", (wanted,), TreePlaces(raw, root)) if f.code == "K036")
    lines = raw.decode().split("\n")
    line = next(n for n, said in enumerate(lines, 1) if wrong in said)
    assert (told.line, told.column) == (line, lines[line - 1].index(wrong) + 1)
