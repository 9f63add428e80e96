"""A long document in pieces: a part of a volume ends within it, and its pages are those of one that is set whole."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pikepdf
import pytest

from kktei.render.print import pieces
from kktei.render.print.feet import Counted
from kktei.render.print.parts import Piece
from tests.render.print.test_facing import HEAD
from tests.render.print.test_parts import whole_and_parted

CHANCE = random.Random()
WORDS = ["We met in the garden behind the house", "nothing but the weather", "said that they would never have been"]


def said(least: int, most: int) -> str:
    words = " ".join(CHANCE.choice(WORDS) for _ in range(CHANCE.randint(least, most)))
    return f"{words}.<note>A note.</note>" if CHANCE.random() < 0.1 else f"{words}."


def verses(least: int, most: int) -> str:
    return "".join(f"<l>{said(1, 1)}</l>" for _ in range(CHANCE.randint(least, most)))


def paragraphs(many: int) -> str:
    return "".join(f"<p>{said(4, 40)}</p>" for _ in range(many))


def files(folder: Path, *bodies: str) -> list[Path]:
    for number, body in enumerate(bodies):
        tei = f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">{HEAD}<text><body>{body}</body></text></TEI>'
        (folder / f"{'ab'[number]}.xml").write_text(tei, encoding="utf-8")
    return sorted(folder.glob("*.xml"))


@pytest.mark.long
def test_a_part_ends_within_a_long_document(tmp_path):
    """Between paragraphs, at a page's end: pages, references, running heads and the indents of paragraphs are the same.

    With few notes: where passes are made for some, last lines alone are mended on the way, and a part makes fewer passes.
    """
    CHANCE.seed(6)
    days = "".join(
        f"<div xml:id='day{n}'><head>Day {n}</head><p>See <ref target='a.xml#day{24 - n}'>the other</ref>.</p>"
        + paragraphs(6)
        + "</div>"
        for n in range(25)
    )
    job, (in_parts, alone, whole) = whole_and_parted(tmp_path, files(tmp_path, days, days), share=8)
    assert in_parts == alone
    assert in_parts == whole
    with pikepdf.open(job.target / "screen.pdf") as pdf:
        labels = {page.obj.objgen: page.label for page in pdf.pages}
        found = [link for page in pdf.pages for link in page.obj.get("/Annots", ()) if "/Dest" in link]
        told = [(str(link.Contents), f"page {labels[link.Dest[0].objgen]}") for link in found if "/Contents" in link]
    assert [pair for pair in told if pair[0].startswith("page ") and pair[0] != pair[1]] == []


def test_a_long_document_is_cut_between_paragraphs_of_its_text_only() -> None:
    """What lies in a quotation or a list, or stands behind anything but a paragraph, begins no piece; no word is lost."""
    words = f'[#"{"x" * 500} [ \\"#p(";]'
    paragraphs = [f'#p("a#{n}", loose: ("last", )){words}' for n in range(60)]
    inner = ["#extract()[", *paragraphs[20:22], "]", '#subhead[#"Day";]', *paragraphs[22:]]
    heading = '#document-heading("a", number: "", title: "A, (B", date: "", language: "", calls: [])[][]'
    letter = ['#import "../kktei.typ": *', heading, '#letter("a", "en")[', *paragraphs[:20], *inner, "]", "#journey[]"]
    markup = "\n".join(letter)
    others = [Piece("b", "b", "short", "b", opens=False), Piece("c", "c", markup, "c", opens=False, entries="x")]
    long = [Piece("a", "a", markup, '#include "a.typ"', opens=True), *others]
    assert pieces.cut(long, Counted("document", 5), None, {"a"}) == long
    found = pieces.cut(long, Counted("document", 5), None)
    assert [piece.lines for piece in found[-2:]] == ["b", "c"]
    found = found[:-2]
    assert [piece.stem for piece in found[:3]] == ["a", "a#1~", "a#2~"]
    assert {f"a#{n}~" for n in (20, 21, 22)}.isdisjoint(piece.stem for piece in found)
    assert "\n".join(letter[1:]) == "".join(piece.markup for piece in found).lstrip()
    bare = [re.sub(r'"(?:[^"\\]|\\.)*"', "", piece.lines) for piece in found]
    assert all(lines.count("[") == lines.count("]") for lines in bare)
    assert [piece.opens for piece in found] == [True, *[False] * (len(found) - 1)]
    assert ["ends: false" in piece.lines for piece in found] == [*[True] * (len(found) - 1), False]


@pytest.mark.long
@pytest.mark.parametrize("kind", ["play", "stanza", "list", "quotation"])
def test_a_part_ends_between_blocks_of_a_long_document(tmp_path, kind):
    """Speeches, verses of one stanza, items, paragraphs of a quotation: all pages are the same."""
    speech = "<sp><speaker>Ada</speaker>{}</sp>"
    made = {
        "play": lambda: "".join(speech.format(verses(2, 14) if n % 3 else paragraphs(2)) for n in range(110)),
        "stanza": lambda: f"<lg><head>Canto</head>{verses(1300, 1300)}</lg>",
        "list": lambda: (
            f"<list>{''.join(f'<item>{said(3, 20)}</item><item>{paragraphs(2)}</item>' for _ in range(70))}</list>"
        ),
        "quotation": lambda: f"<quote>{paragraphs(60)}<head>Second</head><pb n='4'/>{paragraphs(60)}</quote>",
    }
    CHANCE.seed(6)
    body = f"<div><head>The long one</head>{made[kind]()}</div>"
    _, (in_parts, alone, whole) = whole_and_parted(tmp_path, files(tmp_path, body, "<p>End.</p>"), share=8)
    assert in_parts == alone
    assert in_parts == whole


def test_what_goes_on_in_another_piece_neither_ends_nor_begins_again() -> None:
    """A piece may begin with a stanza, a verse of a long one, a paragraph that goes on a quotation, but no other block."""
    words = f'[#"{"x" * 500}";]'
    verses = [f'#verse(0, id: "a#v{n}", number: "[5", stays: true){words}' for n in range(30)]
    stanza = ['#stanza("a#s")[', *verses, "]"]
    speeches = [
        line for n in range(12) for line in (f'#stanza("a#s{n}")[', f"#speaker{words}", "]", '#stage[#"Exit";]')
    ]
    quoted = [
        line for n in range(9) for line in (f'#extract(follows: "a#q{n}", ends: false)[', f'#p("a#q{n}"){words}', "]")
    ]
    letter = ['#letter("a", "en")[', *stanza, *speeches, *quoted, "]", ""]
    heading = '#document-heading("a", number: "", title: "A", date: "", language: "", calls: [])[][]'
    whole = Piece("a", "a", "\n".join(['#import "../kktei.typ": *', heading, *letter]), "", opens=True)
    found = pieces.cut([whole], Counted("page", 5), None)
    expected = [
        "a",
        *(f"a#v{n}~" for n in range(1, 30)),
        *(f"a#s{n}~" for n in range(12)),
        *(f"a#q{n}~" for n in range(1, 9)),
    ]
    assert [piece.stem for piece in found] == expected
    lines = {piece.stem: piece.lines for piece in found}
    assert '#stanza(ends: false, "a#s")[' in lines["a"]
    assert '#stanza(ends: false, begins: false, "a#s")[' in lines["a#v7~"]
    assert '#stanza(begins: false, "a#s")[' in lines["a#v29~"]
    assert '#stanza("a#s1")[#piece("a#s1~");' in lines["a#s1~"]
    assert '#p("a#q1")[#piece("a#q1~");' in lines["a#q1~"]
    assert ["#letter(ends: false" in piece.lines for piece in found] == [*[True] * (len(found) - 1), False]
    bare = [re.sub(r'"(?:[^"\\]|\\.)*"', "", text) for text in lines.values()]
    assert all(text.count("[") == text.count("]") for text in bare)
