"""Blocks as the typesetter is told of them: closers tied to words, items of lists that a repair may name."""

from __future__ import annotations

import re

import pytest

from kktei.project import data
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
        ("<p>Words <list><item>one</item></list></p>", ["mixed", "p", "items", "item", "closer"]),
        ("<p>Words <hi>of <quote><p>another</p></quote></hi> end.</p>", ["mixed", "p", "p", "p", "closing"]),
        ("<ab><lg><l>A verse</l></lg></ab>", ["mixed", "stanza", "verse", "closer"]),
        ("<p/>", ["p", "closer"]),
    ],
)
def test_a_closer_follows_words(paragraph: str, calls: list[str]) -> None:
    made = blocks_of(LETTER.format(paragraph))
    blocks = {"closing", "mixed", "salute", "items", "item", "p", "closer", "stanza", "verse"}
    assert [name for name in re.findall(r"#(\w+)", made) if name in blocks] == calls, made
    assert made.count("Yours") == made.count("#clos") == 1, made


def test_items_are_blocks_of_their_own_for_notes_that_stray() -> None:
    note = "<note><list><item>in a note</item></list></note>"
    made = blocks_of(LETTER.format(f"<list><item>one</item><item>two{note}</item><item><p>three</p></item></list>"))
    assert re.findall(r"#item\(([^)]*)\)", made) == [
        '"1", none, id: "d#1.1.1.1"',
        '"2", none, id: "d#1.1.1.2", loose: true',
        '"1", none',
        '"3", none',
    ]
