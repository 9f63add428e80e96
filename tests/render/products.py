"""What a reader finds in each product of a text: its words in order, calls, notes and entries under their labels."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from lxml import etree, html

from kktei.project import data
from kktei.render.words import texts, words
from kktei.saxon import Stylesheet, stylesheet

XHTML = "{http://www.w3.org/1999/xhtml}"
MEDIA = ("print", "web", "epub", "docx")

# What a product has beside the text or says of its own: ways about the page, numbers of lines and pages, pictures, and
# what only the site's view of the document has.
_OF_THE_PAGE = (
    "//a[@class='back' or contains(@class, 'permalink') or contains(@class, 'line-number') or @class = 'evidence-call'"
    " or contains(@class, 'picture')] | //span[@class = 'graphic' or @class = 'pb' or @class = 'cb' or @class = 'gb' or @class = 'note-type'"
    " or @class = 'milestone' or @class = 'mark'] | //*[contains(concat(' ', @class, ' '), ' diplomatic ')]"
)
_INLINE = {"span", "a", "sup", "bdi", "i", "b", "em", "q", "s", "u", "sub", "ins", "del", "small", "mark"}
_OWN_LINE = {"dateline", "salute", "signed", "addr-line", "note", "line"}


@dataclass
class Told:
    """What a product tells of a text."""

    words: list[str]  # of the reading text below the heading, what was struck too, without the marks of calls
    calls: list[str]  # the labels of notes and entries, in the order of heading and text
    notes: dict[str, list[str]]  # the words of each note by its label
    entries: dict[str, list[str]]  # the words of each entry by its letter


@cache
def _sheet(name: str) -> Stylesheet:
    return stylesheet(data("xslt") / f"{name}.xsl")


def told(text: str, medium: str) -> Told:
    """What the product called ``medium`` tells of a TEI document that was put in reading order."""
    if medium == "print":
        return _printed(text)
    return _web(text) if medium == "web" else _book(text, medium)


def split(text: str) -> list[str]:
    """The words of a text without the editors' signs, which some products draw, and where what has no margin says so."""
    unsigned = re.sub(r"\[\?\]| \[sic\]|\[in the margin:|[⟦⟧⟨⟩\[\]]", "", text)
    return re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", unsigned))


def _labelled(found: list[tuple[str, str]]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Notes and entries apart, each under its label."""
    every = {label: split(text) for label, text in found}
    return {k: v for k, v in every.items() if not k.isalpha()}, {k: v for k, v in every.items() if k.isalpha()}


def _cut(element: etree._Element) -> None:
    """Take what an element holds away, and leave what follows it."""
    element.text = None
    for child in list(element):
        element.remove(child)


def _spaced(element: etree._Element) -> str:
    """The text of an element, blocks and breaks parted."""
    pieces: list[str] = []

    def walk(e: etree._Element) -> None:
        if isinstance(e.tag, str):
            line = etree.QName(e).localname not in _INLINE or e.get("class") in _OWN_LINE
            inner = "" if line and e.get("class") == "diplomatic" else " " * line
            pieces.extend((inner, e.text or ""))
            for child in e:
                walk(child)
                pieces.append(child.tail or "")
            pieces.append(inner)

    walk(element)
    return "".join(pieces)


def _web(text: str) -> Told:
    context = {"path": "documents/a.html", "stem": "a", "tei": "a.xml", "names": {}, "labels": {}, "docs": {}}
    params = {"context": json.dumps(context | {"cited_by": [], "pair": {}}), "texts": json.dumps(texts("en"))}
    style = _sheet("html")
    page = html.fromstring(style.run(style.parse(text, "file:///a.xml"), mode="page", params=params).texts["page"])
    found = [
        (li.xpath("string(span[@class = 'mark'])") or li.get("value"), li)
        for li in page.xpath("//section[@class = 'notes']//li[@value][not(ancestor::li)]")
    ]
    for li in page.xpath("//section[@class = 'apparatus']/ul/li"):
        found.append((li[0].text, li))
        _cut(li[0])
    found += [("*", e) for e in page.xpath("//section[@class = 'source-note']/div[@class = 'note-text']")]
    for part in page.xpath(_OF_THE_PAGE):
        if part.tag not in ("del", "br") and "metamark" not in part.get("class"):
            _cut(part)
    (shown,) = page.xpath("//div[@class = 'text']")
    at = "//h1//a[@role = 'doc-noteref'] | //div[@class = 'text']//a[@role = 'doc-noteref']"
    calls = [c.text_content() for c in page.xpath(at)]
    headed = re.search(r"<body\b[^>]*>\s*(<div\b(?! type=.document)[^>]*>\s*)?(<pb\b[^>]*>\s*)*<head\b", text)
    for part in page.xpath(
        at + " | (//div[@class = 'text']//*[self::h2 or self::h3][@class = 'head'])[1]" * bool(headed)
    ):
        _cut(part)
    notes = [(label, _spaced(e)) for label, e in found]
    return Told(split(_spaced(shown)), calls, *_labelled(notes))


def _book(text: str, medium: str) -> Told:
    params = {"stem": "a", "texts": json.dumps(words("en")), "medium": medium}
    style = _sheet("epub")
    if medium == "docx":  # where numbers of pages stand in the text
        text = re.sub(r"(<pb\b[^>]*?)\sn=([\"']).*?\2", r"\1", text)
    page = etree.fromstring(style.run(style.parse(text, "file:///a.xml"), params=params).texts["section"])
    calls = [c for c in page.iter(f"{XHTML}a") if c.get("role") == "doc-noteref"]
    labels = {c.get("href"): c.text or "" for c in calls}
    found = []
    for aside in list(page.iter(f"{XHTML}aside")):
        for back in aside.iter(f"{XHTML}a"):
            if back.get("role") == "doc-backlink":
                _cut(back)
        found.append((labels["#" + aside.get("id")], _spaced(aside)))
        _cut(aside)
    called = [c.text or "" for c in calls if c.text != "*"]
    beside = [e for e in page.iter() if e.get("class") in ("witnesses", "line-number")]
    for part in [*calls, *page.iter(f"{XHTML}h1"), *beside]:
        _cut(part)
    return Told(split(_spaced(page)), called, *_labelled(found))


# ===== the book =====

_LABELLED = {"#note", "#reading", "#call", "#call-again", "#call-here"}
_IN_LINE = {"#em", "#strong", "#sc", "#raised", "#lowered", "#underlined", "#struck", "#spaced", "#larger", "#smaller"}
_IN_LINE |= {"#same", "#sign", "#missing", "#xref", "#web", "#i", "#anchor", "#source-page", "#foreign", *_LABELLED}
_NAMES = {"notes:": "notes", "calls:": "calls"}


@dataclass
class _Typeset:
    """Typst's markup as it is read: just as much of the language as the stylesheets write."""

    pieces: list[str]
    at: int = 0
    calls: list[str] = field(default_factory=list)
    told: list[tuple[str, str]] = field(default_factory=list)

    def content(self) -> str:
        """The words up to the bracket that closes them."""
        said: list[str] = []
        while self.at < len(self.pieces):
            piece = self.pieces[self.at]
            self.at += 1
            if piece == "]":
                break
            if piece == "#" and self.pieces[self.at].startswith('"'):
                said.append(_string(self.pieces[self.at]))
                self.at += 1
            elif piece.startswith("#") and len(piece) > 1:
                said.append(self.function(piece))
            elif piece != ";":
                said.append(piece)
        return "".join(said)

    def function(self, name: str) -> str:
        """The words of a function in the running text; what is a note goes to the notes."""
        strings: list[str] = []
        inner: list[str] = []
        if self.pieces[self.at] == "(":
            strings, inner = self.arguments(name)
        bodies = list(self.bodies())
        if name in _LABELLED:
            self.calls.append(strings[-1])
            self.told += [(strings[-1], body) for body in bodies]
            return ""
        if name == "#document-heading":
            return f" {' '.join(bodies[1:])} "
        edge = "" if name in _IN_LINE else " "
        return edge + edge.join([*inner, *bodies]) + edge

    def bodies(self) -> Iterator[str]:
        while self.at < len(self.pieces) and self.pieces[self.at] == "[":
            self.at += 1
            yield self.content()

    def arguments(self, name: str) -> tuple[list[str], list[str]]:
        """Strings among the arguments, and the words of contents; notes that are held go to the notes."""
        strings: list[str] = []
        inner: list[str] = []
        depth = 0
        while True:
            piece = self.pieces[self.at]
            self.at += 1
            depth += (piece == "(") - (piece == ")")
            if piece.startswith('"'):
                strings.append(_string(piece))
            elif piece == "[":
                body = self.content()
                if name in ("#held-notes", "#together"):
                    self.told.append((strings[-1], body))
                    self.calls += [strings[-1]] if name == "#together" else []
                else:
                    inner.append(body)
            elif piece.startswith("#") and len(piece) > 1:
                inner.append(self.function(piece))
            if depth == 0:
                return strings, inner


def _string(piece: str) -> str:
    return re.sub(r"\\u\{([0-9a-f]+)\}", lambda m: chr(int(m[1], 16)), piece[1:-1]).replace('\\"', '"')


def _printed(text: str) -> Told:
    style = _sheet("print")
    params = {"stem": "a", "stems": [], "texts": json.dumps(words("en"))}
    markup = style.run(style.parse(text, "file:///a.xml"), params=params).texts["markup"]
    markup = re.sub(r'#subhead\[#"Witnesses";\]\s*#items\[\s*(#item\(.*)?\]\s*\]\s*$', "]", markup)
    markup = re.sub(r'\b(?:number|after): "(?:[^"\\]|\\.)*"', "", markup).partition("\n")[2]
    pieces = re.findall(r'"(?:[^"\\]|\\.)*"|#[\w-]+|\w+:|[\[\]()]|\s+|.', markup, re.S)
    read = _Typeset(pieces)
    running = read.content()
    while read.at < len(read.pieces):
        running += read.content()
    calls = [c for c in read.calls if c != "*"]
    return Told(split(running), calls, *_labelled(read.told))
