"""A short closer is the last line of the words before it, whatever else their paragraph holds."""

from __future__ import annotations

import re

import pytest

from kktei.project import data
from tests.xpath import evaluate

NAMESPACES = {"k": "https://kktei.org/ns/xslt"}
LETTER = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><div>{}<closer>Yours, A.</closer></div></body></text></TEI>'
)


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
    sheet = data("xslt") / "print.xsl"
    params = {"stem": "d"}
    words = "string-join(k:blocks(//*:div/node()))"
    (made,) = evaluate(sheet, words, context=LETTER.format(paragraph), namespaces=NAMESPACES, params=params)
    blocks = {"closing", "mixed", "salute", "items", "item", "p", "closer", "stanza", "verse"}
    assert [name for name in re.findall(r"#(\w+)", made) if name in blocks] == calls, made
    assert made.count("Yours") == made.count("#clos") == 1, made
