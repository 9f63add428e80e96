"""Blocks as the typesetter is told of them: closers tied to words, items of lists that a repair may name."""

from __future__ import annotations

import json
import re
from itertools import combinations
from pathlib import Path

import pypdfium2
import pytest
import typst

from kktei.project import data
from kktei.render.print import render_print
from tests.render.print.conftest import make_job
from tests.render.print.pages import page_texts
from tests.render.print.test_facing import HEAD
from tests.xpath import evaluate

NAMESPACES = {"k": "https://kktei.org/ns/xslt"}
LETTER = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><div>{}<closer>Yours, A.</closer></div></body></text></TEI>'
)


def blocks_of(letter: str) -> str:
    words = "string-join(k:blocks(//*:div/node()))"
    sheet, params = data("xslt") / "print.xsl", {"stem": "d"}
    return "".join(evaluate(sheet, words, context=letter, namespaces=NAMESPACES, params=params))


@pytest.mark.parametrize(
    ("paragraph", "calls"),
    [
        ("<p>Words.</p>", ["closing"]),
        ("<p><salute>Dear B.,</salute> Words.</p>", ["mixed", "salute", "closing"]),
        ("<p>Words <list><item>one</item></list> more.</p>", ["mixed", "p", "items", "item", "closing"]),
        (f"<p>{'Words ' * 20}.</p><p>Faithfully,</p>", ["closing", "parting"]),
        (f"<p>{'Words ' * 20}.</p><p>Faithfully<note>n</note>,</p>", ["p", "closing"]),
        ("<p>Words.</p><p>Faithfully,</p>", ["p", "closing"]),
        (f"<p>{'Words ' * 20}.</p><p>Ada</p></div><div><p>New</p>", ["p", "trailing", "closing"]),
        ("<p>Words <signed>Ada</signed></p></div><div><p>New</p>", ["closing", "signed", "closing"]),
        ("<p>Words <signed>Ada</signed> <dateline>Bern</dateline></p>", ["closing", "signed", "dateline"]),
        ("<p><salute>B.,</salute> words <signed>Ada</signed></p>", ["p", "salute", "p", "signed", "closer"]),
        ("<p>Words <signed>Ada</signed> more.</p>", ["mixed", "p", "signed", "closing"]),
        ("<p>To B. <dateline>Bern</dateline></p><p>Words.</p>", ["p", "p", "dateline", "closing"]),
        ("<p>Words <signed>Ada</signed></p><p>New.</p>", ["closing", "signed", "closing"]),
        ("<p><signed>Ada</signed></p>", ["p", "signed", "closer"]),
        ("<p>Words <list><item>one</item></list></p>", ["mixed", "p", "items", "item", "closer"]),
        ("<p>Words <hi>of <quote><p>another</p></quote></hi> end.</p>", ["mixed", "p", "p", "p", "closing"]),
        ("<p>Words<note><quote><p>of a note</p></quote></note>?</p>", ["closing"]),
        ("<p>Bring <list rend='inline'><item>tea</item><item>salt</item></list>.</p>", ["closing"]),
        ("<p>He said <q><l>A verse</l></q> so.</p>", ["mixed", "p", "verse", "closing"]),
        ("<cit><quote><lg><l>A verse</l></lg></quote><bibl>B</bibl></cit>", ["stanza", "verse", "p", "closer"]),
        ("<ab><lg><l>A verse</l></lg></ab>", ["mixed", "stanza", "verse", "closer"]),
        ("<p/>", ["p", "closer"]),
    ],
)
def test_a_closer_follows_words(paragraph: str, calls: list[str]) -> None:
    made = blocks_of(LETTER.format(paragraph))
    blocks = {"closing", "mixed", "salute", "items", "item", "p", "closer", "stanza", "verse", "parting", "trailing"}
    blocks |= {"signed", "dateline"}
    assert [name for name in re.findall(r"#(\w+)", made) if name in blocks] == calls, made
    assert made.count("Yours") == 1, made
    assert made.count("#clos") == 1 + ("Ada</signed></p>" in paragraph and "New" in paragraph), made


def test_a_translation_without_a_heading_stands_apart_from_its_original() -> None:
    sheet, letter = data("xslt") / "print.xsl", LETTER.format("<p>Ernst</p></div><div>{}<p>Munich</p>")
    words = "string-join(k:blocks(//*:body/node()))"
    for head, apart in {"": 1, "<head>Translation</head>": 0}.items():
        context = letter.replace("{}", head)
        made = "".join(evaluate(sheet, words, context=context, namespaces=NAMESPACES, params={"stem": "d"}))
        assert made.count("#next-part") == apart, made


def test_items_are_blocks_of_their_own_for_notes_that_stray() -> None:
    note = "<note><list><item>in a note</item></list></note>"
    made = blocks_of(LETTER.format(f"<list><item>one</item><item>two{note}</item><item><p>three</p></item></list>"))
    assert re.findall(r"#item\(([^)]*)\)", made) == [
        '"1", none, id: "d#1.1.1.1"',
        '"2", none, id: "d#1.1.1.2", loose: ("first", ',
        '"1", none',
        '"3", none, place: "d#1.1.1.3"',
    ]


@pytest.mark.parametrize(
    ("paragraph", "loose"),
    [
        (f"Words<note>n</note> {'words ' * 60}", ['"first", ']),
        (f"{'words ' * 60}<note>n</note> {'words ' * 15}", ['"last", ']),
        (f"{'words ' * 60}<note>n</note>", []),  # the last line takes its note with it
        (f"{'words ' * 60}<note>n</note> {'words ' * 30}", []),
        (f"Words<note>a</note> and<note>b</note> {'words ' * 60}", ['"first", ']),
    ],
)
def test_only_lines_that_a_call_needs_may_stand_alone(paragraph: str, loose: list[str]) -> None:
    assert (
        re.findall(r"loose: \(([^)]*)\)", blocks_of(LETTER.format(f"<p>{paragraph}</p><p>{'end ' * 20}</p>"))) == loose
    )


def test_a_list_in_a_list_has_its_own_marks_and_leaves_those_around_it() -> None:
    inner = "<list rend='bulleted'><item>grey</item></list>"
    made = blocks_of(LETTER.format(f"<list type='ordered'><item>one {inner}</item><item>two</item></list>"))
    assert re.findall(r"#item\(([^)]*)\)", made) == [
        '"1", none, kind: "ordered", place: "d#1.1.1.1"',
        '"1", none, kind: "bulleted", depth: 1, id: "d#1.1.1.1.1.1"',
        '"2", none, kind: "ordered", id: "d#1.1.1.2"',
    ]


def test_who_speaks_stands_with_what_is_said(tmp_path: Path) -> None:
    said = "A speech of two lines, which stay together on a page, whatever it is that stands before. "
    for lines in range(33, 39):
        play = f"{'<p>Before.</p>' * lines}<sp><speaker>Ulysses</speaker><p>{said}</p></sp>"
        text = f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{HEAD}<text><body><div>{play}</div></body></text></TEI>'
        (tmp_path / f"{lines}.xml").write_text(text, encoding="utf-8")
    job = make_job(tmp_path / "out", sorted(tmp_path.glob("*.xml")))
    render_print(job)
    pages = page_texts(job.target / "screen.pdf")
    assert [p.lower().count("ulysses") for p in pages] == [p.count("A speech") for p in pages]
    assert sum(p.count("A speech") for p in pages) == 6


@pytest.mark.parametrize(
    ("before", "calls"),
    [
        ("<p>a</p><pb n='2'/><p>b</p>", ['p("d#1.1.1")[#"a', 'p("d#1.1.3")[#source-page("2");#"b']),
        (
            "<pb n='2'/><list><item>b</item></list>",
            ['lead[#source-page("2")', 'items[\n#item("1", none, id: "d#1.1.2.1")[#"b'],
        ),
        ("words <pb n='2'/><p>b</p>", ['p("d#1.1-0")[#"words"; #source-page("2")', 'p("d#1.1.2")[#"b']),
        ("<pb n='2'/> <!-- x --><pb n='3'/>\n<p>b</p>", ['p("d#1.1.3")[#source-page("2"); #source-page("3");#"b']),
    ],
)
def test_a_page_that_begins_before_a_paragraph_is_in_it(before: str, calls: list[str]) -> None:
    made = blocks_of(LETTER.format(before + "<p>c</p>"))
    assert made.count("#source-page") == before.count("<pb")
    for call in calls:
        assert f"#{call}" in made, made


@pytest.mark.parametrize(
    ("body", "alone"),
    [
        ("<p><gap/></p>", "true"),
        ("<p><gap/></p><closer>A.</closer>", "false"),
        ("<p>One.</p><p>Two.</p>", "false"),
        (f"<p>{'Words of a paragraph. ' * 9}</p>", "false"),
        ("", "true"),
    ],
)
def test_a_line_by_itself_is_known(body: str, alone: str) -> None:
    tei = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><div><head>H</head>{body}</div></body></text></TEI>'
    said = evaluate(data("xslt") / "print.xsl", "string(k:has-one-line(/))", context=tei, namespaces=NAMESPACES)
    assert said == [alone]


def test_a_column_needs_its_longest_cell_and_word_but_not_its_notes() -> None:
    rows = (
        "<row><cell cols='2'>Both of these columns</cell><cell>c</cell></row>"
        "<row><cell>7</cell><cell>Ada Winter<note>A long note, set below.</note></cell><cell>cd</cell></row>"
    )
    assert "needs: ((11, 4, 1), (11, 6, 1), (2, 2, 1), )" in blocks_of(LETTER.format(f"<table>{rows}</table>"))


def test_a_cell_that_hangs_into_a_row_takes_its_column_there_and_a_short_row_is_filled() -> None:
    rows = (
        "<row><cell rows='2'>Ada</cell><cell>1,250</cell><cell>x</cell></row>"
        "<row><cell>Representation</cell></row><row><cell>Berg</cell></row>"
    )
    made = blocks_of(LETTER.format(f"<table>{rows}</table>"))
    assert "needs: ((4, 4, 1), (14, 14, 5), (1, 1, 1), )" in made
    assert re.findall(r"(?:\[\], )+", made) == ["[], ", "[], [], "]


def _tables() -> str:
    """What the template does with tables, and what it takes from elsewhere."""
    sheet = (data("xslt") / "print" / "kktei.typ").read_text(encoding="utf-8")
    around = "#let design = (size: 16)\n#let step = 20pt\n#let line-edges(height) = (:)\n"
    return around + sheet[sheet.index("#let entry(") : sheet.index("// Pages with a table turned")]


@pytest.mark.parametrize(
    ("columns", "cell", "need"),
    [
        (12, "6,172,835", "(9, 9, 9)"),
        (8, "Representation", "(14, 14, 1)"),
        (14, "Representation", "(14, 14, 1)"),
        (4, "Representation of all", "(21, 14, 1)"),
        (3, "6,172,835,914,007,114,235", "(25, 25, 25)"),
        (2, "x" * 60, "(60, 60, 1)"),
    ],
)
def test_no_word_of_a_table_stands_over_another(columns: int, cell: str, need: str) -> None:
    row = f"(entry(1, 1, false, false)[{cell}],) * {columns}"
    page = f"#set page(width: 300pt, height: 600pt, margin: 20pt)\n#set text(size: 16pt)\n{_tables()}"
    table = f"#context table-on(260pt, {columns}, 0, true, ({need},) * {columns}, ({row},))"
    made = typst.compile(f"{page}\n{table}".encode(), ignore_system_fonts=True)
    text = pypdfium2.PdfDocument(made)[0].get_textpage()
    boxes = [text.get_charbox(at) for at in range(text.count_chars()) if text.get_text_range(at, 1).strip()]
    assert max(right for _, _, right, _ in boxes) < 285
    apart = [(a, b) for (at, a), (later, b) in combinations(enumerate(boxes), 2) if later - at > 2]  # no kerning
    assert not [(a, b) for a, b in apart if _overlap(a[::2], b[::2]) > 0.25 and _overlap(a[1::2], b[1::2]) > 0.25]


def test_a_table_in_a_cell_may_have_more_columns_than_the_one_around_it() -> None:
    inner = "table-on(60pt, 3, 0, true, ((40, 40, 1),) * 3, ((entry(1, 1, false, false)[a],) * 3,))"
    outer = f"table-on(60pt, 1, 0, true, ((40, 40, 1),), ((entry(1, 1, false, false)[#{inner}],),))"
    made = typst.compile(f"{_tables()}\n#context {outer}".encode(), ignore_system_fonts=True)
    assert pypdfium2.PdfDocument(made)[0].get_textpage().get_text_range().split() == ["a", "a", "a"]


@pytest.mark.parametrize(("words", "pages"), [(20, 1), (400, 3)])
def test_a_row_that_no_page_has_room_for_is_broken(words: int, pages: int) -> None:
    need = f"((5, 5, 1), ({words * 5}, 4, 1))"
    row = f"(entry(1, 1, false, false)[first], entry(1, 1, false, false)[{'word ' * words}])"
    page = f"#set page(width: 200pt, height: 300pt, margin: 20pt)\n#set text(size: 16pt)\n{_tables()}"
    table = f"#context table-on(160pt, 2, 0, true, {need}, broken-where-tall(160pt, 260pt, 2, {need}, ({row},)))"
    made = pypdfium2.PdfDocument(typst.compile(f"{page}\n{table}".encode(), ignore_system_fonts=True))
    boxes = [text.get_charbox(at) for text in (p.get_textpage() for p in made) for at in range(text.count_chars())]
    assert sum("word" in line for p in made for line in p.get_textpage().get_text_range().split()) == words
    assert len(made) >= pages
    assert min(bottom for _, bottom, _, top in boxes if top > bottom) > 0


@pytest.mark.parametrize(
    ("word", "ends"),
    [
        ("http://example.org/a/very/long/address/of/a/page", "[/.]"),
        ("editor.of.letters@organisations.example.org/unpublished", "[/.@]"),
        ("Rechtsschutzversicherungsgesellschaftenundwasnoch", "[a-z]"),
    ],
)
def test_what_is_parted_anywhere_has_no_sign_of_its_own(word: str, ends: str) -> None:
    page = f"#set page(width: 100pt, height: 900pt, margin: 5pt)\n#set text(size: 10pt)\n{_tables()}"
    made = typst.compile(f"{page}\n#parted-anywhere(40)[#{json.dumps(word)}]".encode(), ignore_system_fonts=True)
    lines = pypdfium2.PdfDocument(made)[0].get_textpage().get_text_range().splitlines()
    assert len(lines) > 2
    assert "".join(lines) == word
    assert all(re.search(f"{ends}$", line) for line in lines[:-1])


@pytest.mark.parametrize(
    ("block", "indented"),
    [
        ("<eg>one<lb type='hard'/>two</eg>", False),
        ("<p xml:space='preserve'>one<lb type='hard'/>two</p>", False),
        ("<quote xml:space='preserve'><p>one<lb type='hard'/>two</p></quote>", False),
        ("<p><code>one<lb type='hard'/>two</code></p>", False),
        ("<p>See <code>one<lb type='hard'/>two</code></p>", True),
        ("<p xml:space='preserve'>one</p>", True),
        ("<p>one<lb type='hard'/>two</p>", True),
    ],
)
def test_lines_that_are_kept_begin_without_an_indent(block: str, *, indented: bool) -> None:
    assert ("indented: false" in blocks_of(LETTER.format(f"{block}<p>Words.</p>"))) != indented


def _overlap(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """How much of the shorter of two stretches the other covers."""
    common = min(one[1], other[1]) - max(one[0], other[0])
    return common / max(0.1, min(one[1] - one[0], other[1] - other[0]))


@pytest.mark.parametrize(
    ("needs", "room", "widths"),
    [
        ("(3, 3, 1), (10, 6, 1)", 40, ["auto", "auto"]),
        ("(3, 3, 3), (10, 4, 1), (70, 9, 1)", 50, ["auto", "auto", "fr"]),
        ("(3, 3, 1), (10, 4, 1), (10, 6, 1), (70, 9, 1), (6, 6, 1)", 48, ["auto", "auto", "auto", "fr", "auto"]),
        ("(70, 22, 1), (60, 22, 1)", 30, ["fr", "fr"]),
    ],
)
def test_short_columns_stand_in_one_line_and_long_ones_share_the_rest(needs: str, room: int, widths: list[str]) -> None:
    asked = f"{_tables()}\n#metadata(column-widths(({needs},), {room}).map(w => str(type(w))))<w>"
    (found,) = json.loads(typst.query(asked.encode(), "<w>", field="value"))
    assert ["fr" if kind == "fraction" else "auto" for kind in found] == widths


@pytest.mark.parametrize(
    ("around", "inner", "turns"),
    [
        ("{}", "words", True),
        ("<p>Thus: {}</p>", "words", True),
        ("<quote>{}</quote>", "words", False),
        ("<list><item>{}</item></list>", "words", False),
        ("{}", "words<note>A note.</note>", False),
        ("{}", "<choice><sic>wrods</sic><corr>words</corr></choice>", False),
    ],
)
def test_a_table_with_notes_or_within_something_else_is_never_turned(around: str, inner: str, *, turns: bool) -> None:
    table = f"<table><head>Sums</head><row><cell>1</cell><cell>{inner}</cell></row></table>"
    made = blocks_of(LETTER.format(around.format(table)))
    assert ('turns: "float"' in made) == turns
    assert made.count("Sums") == 1


def test_calls_at_one_word_are_two_numbers() -> None:
    made = blocks_of(LETTER.format("<p>One<note>a</note><note>b</note>, two<note>c</note> <note>d</note></p>"))
    assert re.findall(r"#(calls-apart|note|together|call-here|call)\b", made).count("calls-apart") == 1


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["a"] * 3, ["quiet"]),
        (["a", "b<note>A note.</note>", "c"], []),
        (["a"] * 6, ["quiet", "ending"]),
        (["a<note>A note.</note>", *"bcd"], ["ending"]),
        ([*"abc", "d<note>A note.</note>"], []),
    ],
)
def test_rows_of_a_table_that_stay_together_have_no_notes(rows: list[str], said: list[str]) -> None:
    made = blocks_of(LETTER.format(f"<table>{''.join(f'<row><cell>{cell}</cell></row>' for cell in rows)}</table>"))
    assert re.findall(r"\b(quiet|ending):", made) == said


@pytest.mark.long
def test_no_short_table_is_parted_and_no_last_row_stands_alone(tmp_path: Path) -> None:
    lines = "".join(f"<p>{n}</p>" for n in range(20))
    few = "".join(f"<row><cell>few{n}</cell><cell>{'some words ' * 9}</cell></row>" for n in range(3))
    short = "".join(
        f"<div>{lines[: -n or None]}<table><head>Title{n}</head>{few}</table></div>" for n in range(0, 40, 9)
    )
    cells = [f"<row><cell>one</cell><cell>row{n}</cell></row>" for n in range(90)]
    tall = f"<row><cell>first</cell><cell>{'some words ' * 60}<note>n</note></cell></row>" * 3
    short += "".join(f"<div>{lines[: 8 * n]}<table><head>Title</head>{tall}</table></div>" for n in range(1, 9))
    long = "".join(f"<div><table>{''.join(cells[n:])}</table></div>" for n in range(30))
    file = tmp_path / "a.xml"
    text = f"<text><body><div><head>A</head>{short}{long}</div></body></text>"
    file.write_text(f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{HEAD}{text}</TEI>', encoding="utf-8")
    job = make_job(tmp_path / "out", [file])
    render_print(job)
    for page in page_texts(job.target / "screen.pdf"):
        assert len(re.findall("few[0-2]", page)) % 3 == 0
        assert page.count("few0") == len(re.findall(r"Title\d", page))
        assert not re.search(r"Title(?!\d)", page) or re.search(r"Title\s+first", page)
        assert ("row89" in page) <= ("row88" in page)
