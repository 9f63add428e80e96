"""The products of a text agree: the same notes with the same labels, the same entries, the same words in order."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from functools import cache

import pytest
from lxml import etree, html

from kktei.project import data
from kktei.render.words import texts, words
from kktei.saxon import Stylesheet, stylesheet

XHTML = "{http://www.w3.org/1999/xhtml}"
HEAD = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>A letter</title></titleStmt>'
    "<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc>"
    '<encodingDesc><tagsDecl><rendition xml:id="wide">letter-spacing: 0.2em; font-weight: bold</rendition></tagsDecl>'
    "</encodingDesc></teiHeader>"
)
LETTERS = {
    "notes of every kind": """<body><div><head>Ada to Bo<note>On the head.</note></head><opener><dateline>Rome,<lb/>
      May 1</dateline><salute>Dear Bo<note>Who he was.</note>,</salute></opener><p>First<note>One.</note> words.</p>
      <note>Stands alone.</note><p>Second<note>Two <note>inner</note>.</note> words<note><p>Three.</p><p>More.</p></note>
      </p><note>Alone again.</note><closer>Yours<note>Four.</note><signed>Ada</signed></closer></div></body>""",
    "notes called from afar": """<body><div><p>One<ref target="#e2">2</ref> two<ptr target="#e1"/> three<note>Here.</note>
      four<ref target="#e2">again</ref>.</p></div></body><back><noteGrp><note xml:id="e1">First at the end.</note>
      <note xml:id="e2">Second at the end.</note></noteGrp></back>""",
    "readings": """<body><div><p>See <choice><sic>teh</sic><corr>the</corr></choice> <app><lem wit="#A">lemma</lem>
      <rdg wit="#B">other</rdg><rdg wit="#C"/></app> and <choice><orig>vnd</orig><reg>und</reg></choice><note>A note with
      <choice><sic>erors</sic><corr>errors</corr></choice> and <app><lem>this</lem><rdg wit="#B">that</rdg></app>.</note>
      of <choice><unclear>sea</unclear><unclear>tea</unclear></choice>, <choice><sic>kept</sic><corr/></choice>,
      <choice><abbr>Dr.</abbr><expan>Doctor</expan></choice> <choice><seg>either</seg><seg>or</seg></choice> end
      <app><rdg wit="#A">one</rdg><rdgGrp><rdg wit="#B">two</rdg><rdg wit="#C">three</rdg></rdgGrp></app>.</p></div>
      </body>""",
    "a note in a reading not taken": """<body><div><p>Text <app><lem>taken</lem><rdg wit="#B">left<note>Of no number.
      </note></rdg></app> and<note>Numbered.</note> <choice><sic>wrng<note>Nor this.</note></sic><corr>wrong</corr>
      </choice> last<note>The next.</note></p></div></body>""",
    "letters within names and quotations": """<body><div><p><persName>Ada <choice><sic>Lovelce</sic><corr>Lovelace</corr>
      </choice><note>She.</note></persName> said <q>yes<note>Aye.</note></q> and <hi rend="bold italic">twice</hi>,
      <hi rend="strikethrough">never</hi> <foreign xml:lang="fr">en <emph>passant</emph></foreign>.</p><list><item>a<note>In
      a list.</note></item><item>b</item></list><table><row><cell>c<lb/>d</cell><cell>e<note>In a cell.</note></cell></row>
      </table><lg><l>verse<note>In verse.</note></l><l>two</l></lg></div></body>""",
    "a source note and a heading": """<body><div type="document" n="3"><head>3. Letter<note type="source">Source: Archive.
      </note><note>On it.</note></head><p>Words <del>struck</del> <add>put in</add><note>Last.</note></p><floatingText><body>
      <p>Within<note>Floating.</note></p></body></floatingText></div></body>""",
}


@dataclass(frozen=True)
class Product:
    """What a product shows of a text."""

    words: list[str]  # the reading text below the heading, what was struck too, without the marks of calls
    calls: list[str]  # the labels of notes and entries, in the order of the text
    notes: dict[str, str]  # the first word of each note by its label
    entries: dict[str, str]  # the first word of each entry by its letter


@cache
def sheet(name: str) -> Stylesheet:
    return stylesheet(data("xslt") / f"{name}.xsl")


def letter(inner: str) -> str:
    return f"{HEAD}<text xml:lang='en'>{inner}</text></TEI>"


def split(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text))


def labelled(found: list[tuple[str, str]]) -> tuple[dict[str, str], dict[str, str]]:
    """Notes and entries apart, each with its first word."""
    first = {label: (split(text) or [""])[0] for label, text in found}
    return {k: v for k, v in first.items() if k.isdigit()}, {k: v for k, v in first.items() if k.isalpha()}


def cut(element: etree._Element) -> None:
    """Take an element out and leave what follows it."""
    element.text = " " if element.text else None
    for child in list(element):
        element.remove(child)


def web(text: str) -> Product:
    context = {"path": "documents/a.html", "stem": "a", "tei": "a.xml", "names": {}, "labels": {}, "docs": {}}
    params = {"context": json.dumps(context | {"cited_by": [], "pair": {}}), "texts": json.dumps(texts("en"))}
    style = sheet("html")
    page = html.fromstring(style.run(style.parse(text, "file:///a.xml"), mode="page", params=params).texts["page"])
    for hidden in page.xpath(
        "//*[contains(@class, 'permalink') or @class = 'back' or contains(concat(' ', @class, ' '), ' diplomatic ')]"
    ):
        if hidden.tag != "br" and "del" not in hidden.tag:
            cut(hidden)
    notes = [(li.get("value"), li.text_content()) for li in page.xpath("//section[@class = 'notes']//li[@value]")]
    entries = [
        (li[0].text, "".join(li.itertext())[len(li[0].text) :])
        for li in page.xpath("//section[@class = 'apparatus']/ul/li")
    ]
    (shown,) = page.xpath("//div[@class = 'text']")
    at = "//h1//a[@role = 'doc-noteref'] | //div[@class = 'text']//a[@role = 'doc-noteref']"
    calls = [c.text_content() for c in page.xpath(at)]
    for call in page.xpath(f"{at} | //div[@class = 'text']//h3[@class = 'head']"):
        cut(call)
    return Product(split(spaced(shown)), calls, *labelled(notes + entries))


def book(text: str, medium: str) -> Product:
    params = {"stem": "a", "texts": json.dumps(words("en")), "medium": medium}
    style = sheet("epub")
    made = style.run(style.parse(text, "file:///a.xml"), params=params).texts["section"]
    page = etree.fromstring(made)
    asides = list(page.iter(f"{XHTML}aside"))
    calls = [c for c in page.iter(f"{XHTML}a") if c.get("role") == "doc-noteref"]
    labels = {c.get("href"): c.text or "" for c in calls}
    found = []
    for aside in asides:
        label = labels["#" + aside.get("id")]
        told = spaced(aside).strip()
        found.append((label, told.removeprefix(label) if medium == "epub" else told))
        cut(aside)
    called = [c.text or "" for c in calls if c.text != "*"]
    for call in [*calls, *page.iter(f"{XHTML}h1")]:
        cut(call)
    return Product(split(spaced(page)), called, *labelled(found))


def spaced(element: etree._Element) -> str:
    """The text of an element, blocks and breaks parted."""
    blocks = {"p", "div", "li", "td", "tr", "br", "h1", "h2", "h3", "h4", "blockquote", "dd"}
    own_line = {"dateline", "salute", "signed"}
    pieces: list[str] = []

    def walk(e: etree._Element) -> None:
        edge = " " if etree.QName(e).localname in blocks or e.get("class") in own_line else ""
        pieces.append(edge + (e.text or ""))
        for child in e:
            if isinstance(child.tag, str):
                walk(child)
            pieces.append(child.tail or "")
        pieces.append(edge)

    walk(element)
    return "".join(pieces)


_NOTE = re.compile(r"#(note|reading|call-here|call|call-again)\(")


def typeset(text: str) -> Product:
    style = sheet("print")
    params = {"stem": "a", "texts": json.dumps(words("en"))}
    markup = style.run(style.parse(text, "file:///a.xml"), params=params).texts["markup"]
    held, _, opening = markup.partition("notes: [")[2].partition("], roles:")
    after = opening.index(")[") + 1
    found = [
        (m[1], strings(m[2])) for m in re.finditer(r'\("a#[^"]*", (?:emph\()?"(\w+|\*)"\)?, \[(.*?)\]\)(?=[,)])', held)
    ]
    calls = re.findall(r'"a#[^"]*", (?:emph\()?"(\w+)"', markup.partition("calls: [")[2].partition("], notes:")[0])
    running, marks, below = apart(opening[closing(opening, after) :])
    notes, entries = labelled([f for f in found if f[0] != "*"] + below)
    return Product(split(running), calls + marks, notes, entries)


def apart(markup: str) -> tuple[str, list[str], list[tuple[str, str]]]:
    """The running text of Typst's markup, the labels of its calls, and the notes at their places."""
    kept, calls, notes, at = [], [], [], 0
    for match in _NOTE.finditer(markup):
        if match.start() < at:
            continue
        kept.append(markup[at : match.start()])
        end = markup.index(")", match.end())
        end = end + 1 if markup[end + 1 : end + 2] == ")" else end
        end = end + 1 if markup[match.end() : end].count("(") > markup[match.end() : end].count(")") else end
        label = re.findall(r'"(\w+|\*)"', markup[match.end() : end])[-1]
        calls.append(label)
        at = end + 1
        if match[1] in ("note", "reading"):
            close = closing(markup, at)
            notes.append((label, strings(markup[at:close])))
            at = close
    kept.append(markup[at:])
    return strings("".join(kept)), calls, notes


def closing(markup: str, at: int) -> int:
    """Where the content block that opens at ``at`` ends; brackets in strings do not count."""
    depth, inside, place = 0, False, at
    while True:
        sign = markup[place]
        if sign == "\\" and inside:
            place += 1
        elif sign == '"':
            inside = not inside
        elif not inside:
            depth += (sign == "[") - (sign == "]")
        place += 1
        if depth == 0:
            return place


def strings(markup: str) -> str:
    """The words of Typst's markup: its string literals in content; calls part them only at blocks and breaks."""
    pieces = []
    for match in re.finditer(r'#"((?:[^"\\]|\\.)*)";|#linebreak\(\);|#(?:p|item|verse|entry)\b|\n|\s+', markup):
        pieces.append(match[1] if match[1] is not None else " ")
    return "".join(pieces)


@pytest.fixture(params=sorted(LETTERS))
def text(request: pytest.FixtureRequest) -> str:
    return letter(LETTERS[request.param])


def test_all_products_show_the_same(text: str) -> None:
    print_, site, epub, docx = typeset(text), web(text), book(text, "epub"), book(text, "docx")
    for other in (site, epub, docx):
        assert other.calls == print_.calls
        assert other.notes == print_.notes
        assert other.entries == print_.entries
        assert other.words == print_.words
    assert print_.calls, "a sample that shows nothing proves nothing"
