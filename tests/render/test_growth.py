"""A document four times as long takes about four times as long: nothing is counted anew for each element."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable

import pytest

from kktei.project import data
from kktei.render.words import texts, words
from kktei.saxon import Stylesheet, stylesheet
from tests.websites import document

pytestmark = pytest.mark.long

SHORT, LONG = 300, 1200
SHALLOW, DEEP = 120, 480  # a document of more than 500 levels is refused before it comes to a product
MOST = 9.0  # four times the work; sixteen times would be the square of it

CONTEXT = json.dumps(
    {"path": "documents/x.html", "stem": "x", "tei": "x.xml", "names": {}, "labels": {}, "docs": {}, "site": {}}
)


# What stands between the marks is there many times, "@" being its number.
BODIES = {
    "paragraphs": '⟪<p>w @<note>n</note></p><p xml:id="p@">w</p>⟫',
    "notes in one paragraph": "<p>⟪w<note>n <p>q</p></note> ⟫</p>",
    "notes between blocks": "<div><p>w</p>⟪<note>n</note>⟫</div>",
    "notes called": '<p>⟪<ptr target="#n@"/> ⟫</p><noteGrp>⟪<note xml:id="n@">n</note>⟫</noteGrp>',
    "readings": '<p>⟪w <app><lem>a</lem><rdg wit="#A">b</rdg></app> ⟫</p>',
    "corrections": "<p>⟪w <choice><sic>a</sic><corr>b</corr></choice> ⟫</p>",
    "page breaks": '<p>w</p>⟪<pb n="@"/>⟫<note>n</note>',
    "references": '<p>⟪<ref target="#q@">r</ref> ⟫</p>⟪<q xml:id="q@">w</q>⟫',
    "list": "<list>⟪<label>l</label><item>w <list><item>v</item></list></item>⟫</list>",
    "table": "<table>⟪<row><cell>w</cell><cell><p>v</p></cell></row>⟫</table>",
    "divisions": "⟪<div><head>h</head><p>w</p><floatingText><p>v</p></floatingText></div>⟫",
    "names": '<p>⟪w <persName ref="#x@">N @</persName> ⟫</p>',
    "nesting": "<p>⟪<hi>w ⟫⟪</hi>⟫</p>",
    "nested styles": '<p>⟪<hi rend="bold italic">w ⟫⟪</hi>⟫</p>',
    "nested quotations": "<p>⟪<q>w ⟫⟪</q>⟫</p>",
}
SOURCES = {
    "levels": "<msDesc><msIdentifier><repository>R</repository>⟪<collection>c @</collection>⟫</msIdentifier></msDesc>",
    "witnesses": "<listWit>⟪<witness><bibl>w @</bibl></witness>⟫</listWit>",
    "bibliography": '<bibl>x</bibl><listBibl>⟪<bibl corresp="#b@">w</bibl>⟫</listBibl>',
}
ACTS = (
    '<profileDesc>⟪<correspDesc><correspAction type="sent"><persName>A</persName></correspAction>'
    '<correspAction type="received"><persName>B @</persName></correspAction></correspDesc>⟫</profileDesc>'
)
KINDS = [*BODIES, *SOURCES, "acts of communication"]


def letter(kind: str, n: int) -> str:
    """A letter that holds ``n`` things of one kind."""

    def many(match: re.Match[str]) -> str:
        return "".join(match[1].replace("@", str(i)) for i in range(n))

    plain = document(BODIES.get(kind, "<p>x</p>"), header="" if kind in {*BODIES, *SOURCES} else ACTS)
    return re.sub("⟪(.*?)⟫", many, plain.replace("<p>None</p>", SOURCES.get(kind, "<p>None</p>")))


def spent(sheet: Stylesheet, text: str, mode: str | None, params: dict[str, object]) -> float:
    """Seconds of work, not of waiting for other processes."""
    begun = time.process_time()
    sheet.run(sheet.parse(text, "file:///x.xml"), mode=mode, params=params)
    return time.process_time() - begun


def entry(text: str) -> float:
    return spent(stylesheet(data("xslt") / "html.xsl"), text, "entry", {})


def page(text: str) -> float:
    given = {"context": CONTEXT, "texts": json.dumps(texts("en"))}
    return spent(stylesheet(data("xslt") / "html.xsl"), text, "page", given)


def section(text: str) -> float:
    given = {"stem": "x", "stems": [], "medium": "epub", "texts": json.dumps(words("en"))}
    return spent(stylesheet(data("xslt") / "epub.xsl"), text, None, given)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("product", [entry, page, section])
def test_time_grows_with_the_text(product: Callable[[str], float], kind: str) -> None:
    few, many = (SHALLOW, DEEP) if kind.startswith("nest") else (SHORT, LONG)
    short, long = letter(kind, few), letter(kind, many)
    product(short)  # the stylesheet is compiled once
    ratios = []
    for _ in range(4):  # a machine that is busy may disturb one measurement, not all
        ratios.append(product(long) / max(product(short), 0.01))
        if ratios[-1] < MOST:
            return
    pytest.fail(f"{kind}: four times the text took {', '.join(f'{r:.0f}' for r in ratios)} times the time")
