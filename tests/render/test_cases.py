"""Texts of every kind that editions have, in every product: what their reader must find there, and must not."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest
from lxml import etree, html

from kktei.project import data
from kktei.render.reading import reading
from kktei.render.words import texts, words
from kktei.saxon import Stylesheet, stylesheet

CASES = Path(__file__).parents[1] / "data" / "cases"
PRODUCTS = ("web", "print", "epub", "docx")

# What stands in every product of a case, as regular expressions; blanks stand for any white space.
SHOWN: dict[str, list[str]] = {
    "tei/001-relative-input": ["Any letter"],
    "tei/090-search-folding": ["Schloß Söllingen; Łódź"],
    "tei/093-search-elision": ["d’hier, à l’hôtel"],
    "tei/102-wide-table-paper": ["Column number 0 with words.*Column number 11 with words"],
    "tei/010-notes-in-back": [r"Greet Ben ?2 and so on", r"Also Ann ?3 too", "Benjamin Bee"],
    "tei/012-note-called-twice": [r"Here ?1 and again ?1", "One note"],
    "tei/014-note-standoff": [r"A word lemma ?1 annotated", r"and ?2 ?another", "Standoff note at the anchor"],
    "tei/015-note-in-app": ["zebra comment", "dog B"],
    "tei/016-table-many-notes": ["Note to row 19"],
    "tei/017-link-with-note": [r"See the map ?1", "Note"],
    "tei/050-hyphen-at-line-end": ["also Gesandter and commission"],
    "tei/051-forme-work": ["consulted, after"],
    "tei/053-choice-alternatives": [r"cat] cut", r"one] two", r"the] teh"],
    "tei/056-figure-head-desc": [r"Map\.? ?A map of Elm"],
    "tei/060-restore": ["He is truly glad"],
    "tei/063-corr-alone": ["received"],
    "tei/064-figure-contents-lost": ["zebra", "giraffe", "tapir", "lemur", "panther"],
    "tei/071-epub-said": ["“They are,” said he, “one ‘two’ three”"],
    "tei/080-rtl": ["שלום עולם", "הערה"],
    "tei/081-quotes-by-language": ["Le « mot » dit « une “citation” ici »"],
    "tei/100-rend-style": ["struck bold rd dbl"],
    "tei/101-list-numbers-pagebreaks": ["five", "six", "six.* end of list"],
    "tei/130-corresp-prose": ["Sent by the post of Tuesday to the Widow Ash"],
    "tei/200-spans": [
        "and kept again",
        "The undone deletion, a person",
        "One word unbroken. All glued words, apart",
        "on and a broken word",
    ],
    "tei/202-header": ["Transcription: Moor, Zoe; Ash, Ann", "The Guild", "Editor: Lee, Kim; Oak, Cay"],
    "tei/204-title-page": [
        "Zebra main Giraffe sub By Lemur Okapi, esquire Panther alone Second edition Seen by Ocelot",
        "London, Serval, 1921 1922 First given Margay, a servant Kodkod Caracal Hello Main",
    ],
    "tei/203-values": [r"Bring 5 pound tea and 7\.\.\. on 1921-03-04\."],
    "tei/201-notes": [
        r"First ?7 and second ?9 and a range ?11 of words",
        r"A paragraph\. ?12",
        r"See ?4 there",
        "Between blocks, called",
        "Stands off",
        "On the paragraph",
    ],
    "tei/210-ruby": [r"Written ?日本 ?\( ?nihon ?\) ?at the end ?1"],
    "tei/212-letterhead": [r"REVIEW EDITOR ?Sir", r"In words\."],
    "tei/213-blanks": [r"Tea two pounds Sugar one Salt ?1", "The key is AB CD EF and a = ?b", r"Or pepper\."],
    "apparatus/m01-witness-in-witness": ["alpha lost parent", "A Alpha"],
    "apparatus/m02-omission": [r"We met yesterday ?a in the garden", r"yesterday( A B)?] (omitted|om\.) C"],
    "apparatus/m04-nested-app": [
        r"We met quietly ?a at noon ?b in the garden",
        r"quietly( A)?] secretly B",
        r"met quietly at noon( A B)?] never met C",
    ],
    "apparatus/m05-rdggrp-lem": [r"We met quietly ?a in", r"quietly( A)?] quiettly B; secretly C"],
    "apparatus/m07-witdetail": [r"] quickly B \(over an erasure\)"],
    "apparatus/m08-lacuna": [
        "A B begins here",
        "B is lacking from here",
        "B is lacking to here",
        "C ends here",
        "] […] C",
    ],
    "apparatus/m09-sourcedoc": ["We met", "quietly", "in the garden"],
    "apparatus/m10-witness-in-prose": ["A( ·.*?)? Invented City, Library, Codex 5", "B2( ·.*?)? Second draft"],
    "apparatus/m11-note-in-app": [r"in the garden\. ?1", "quickly B; Perhaps a slip", "An explanatory note"],
    "apparatus/m13-location-referenced": [r"met quietly ?a in the garden", r"are blue ?b", r"quietly] quickly B"],
    "apparatus/m14-double-end-point": [r"We met quietly ?a in the garden", r"met quietly] talked B"],
    "apparatus/n03-end-points-in-text": [
        r"wrote a long letter ?a to the Board ?b on Monday ?c\.",
        r"a long letter\] letters B",
        r"Board A\] Bord B",
        r"Monday\] Tuesday B",
    ],
    "apparatus/n04-located-in-text": [
        r"the outer rock ?a",
        r"that failed ?b before the ice ?c was come",
        r"outer rock\] utter reef B",
        r"[^\]] ?faded B",
        r"ice\] frost B",
    ],
    "apparatus/m15-break-no": ["We met quietly in the garden"],
    "apparatus/m16-nested-in-reading": [
        r"met( A)?] had a long( B)?( talk)? [(\[](long B\] )?ling C[)\]].* of roses C[)\]] B C",
    ],
    "apparatus/m18-transposition": [
        r"a second there\..*One line stands here,.*“One line stands here,” – “a second there\.”",
    ],
    "apparatus/m21-facsimile": ["We met quietly", "In the garden"],
    "apparatus/m24-positive-sigla-unknown": ["quickly Z"],
    "apparatus/m25-rdg-hand": ["quickly B, first hand; quietly B, second hand, correction, slip"],
    "apparatus/m26-verse-numbers": ["line five of the poem ?5", "line ten of the poem ?10"],
    "apparatus/m27-drama": ["Anna A line, begun by Anna Bela and ended. goes Prose"],
    "apparatus/m29-app-in-head": [r"The quiet ?a meeting", r"One cell ?b", r"quiet( A)?] quick B"],
    "apparatus/m30-second-div": ["We met quietly", "Мы встретились тихо"],
    "apparatus/m31-note-following-app": ["magma B; Within the entry one"],
    "apparatus/m32-many-entries": ["this27 ?aa word", "that120 B"],
    "apparatus/n01-unplaced": [r"sky above ?a ?\.", r"2 the] a A"],
    "apparatus/n02-pages": [
        "Foreword here.*Main words.*Afterword there",
        "Recto label",
        "Inner line",
        "Loose words",
        "Surface line",
        "Weather reports",
    ],
}
# What stands in none of them.
HIDDEN: dict[str, list[str]] = {
    "tei/015-note-in-app": [r"cat ?1"],
    "tei/051-forme-work": ["RUNNING HEAD", "consul"],
    "tei/053-choice-alternatives": ["catcut", "onetwo", "theten"],
    "tei/063-corr-alone": ["{was}"],
    "apparatus/m08-lacuna": ["omitted", r"\bom"],
    "apparatus/m15-break-no": ["gar-"],
    "apparatus/m29-app-in-head": ["quietquick"],
}


@cache
def sheet(name: str) -> Stylesheet:
    return stylesheet(data("xslt") / f"{name}.xsl")


@cache
def shown(case: str, product: str) -> str:
    """What a product shows of a case, without what only the view of the document has."""
    path = CASES / f"{case}.xml"
    text = reading(re.sub(r"<\?xml.*?\?>", "", path.read_text(encoding="utf-8")), path.as_uri())
    if product == "web":
        return web(text)
    return volume(text) if product == "print" else book(text, product)


def web(text: str) -> str:
    context = {"path": "documents/a.html", "stem": "a", "tei": "a.xml", "names": {}, "labels": {}, "docs": {}}
    params = {"context": json.dumps(context | {"cited_by": [], "pair": {}}), "texts": json.dumps(texts("en"))}
    style = sheet("html")
    page = html.fromstring(style.run(style.parse(text, "file:///a.xml"), mode="page", params=params).texts["page"])
    for part in page.xpath(
        "//head | //nav | //section[@class = 'cite'] | //*[contains(@class, 'permalink') or (self::a and @class = 'back') or @class = 'pb'"
        " or contains(@class, 'quiet') or contains(concat(' ', @class, ' '), ' diplomatic ')]"
    ):
        part.text = None
        for child in list(part):
            part.remove(child)
    for line in page.xpath("//br[not(contains(@class, 'diplomatic'))]"):
        line.tail = f" {line.tail or ''}"
    return spaced(page)


def book(text: str, medium: str) -> str:
    params = {"stem": "a", "texts": json.dumps(words("en")), "medium": medium}
    style = sheet("epub")
    return spaced(etree.fromstring(style.run(style.parse(text, "file:///a.xml"), params=params).texts["section"]))


def volume(text: str) -> str:
    """The words of the Typst source in their order: calls where they stand, notes and entries behind the text."""
    params = {"stem": "a", "stems": [], "texts": json.dumps(words("en"))}
    style = sheet("print")
    markup = style.run(style.parse(text, "file:///a.xml"), params=params).texts["markup"]
    markup = re.sub(r', after: "(?:[^"\\]|\\.)*"', "", markup)  # words that only tell how far a verse is set in
    return " ".join(" ".join(Typeset(markup).parts()).split())


class Typeset:
    """Typst markup as the words that it sets; just as much of the language as the stylesheets write."""

    def __init__(self, markup: str) -> None:
        self.pieces = re.findall(r'"(?:[^"\\]|\\.)*"|#[\w-]+|\w+:|[\[\]()]|\s+|.', markup, re.S)
        self.at = 0
        self.notes: list[str] = []

    def parts(self) -> list[str]:
        return [self.content(), *self.notes]

    def content(self) -> str:
        """Up to the bracket that closes it."""
        said = ""
        while self.at < len(self.pieces):
            piece = self.pieces[self.at]
            self.at += 1
            if piece == "]":
                break
            if piece == "#" and self.pieces[self.at].startswith('"'):
                said += self.pieces[self.at][1:-1]
                self.at += 1
            elif piece.startswith("#") and len(piece) > 1:
                said += self.called(piece)
            elif piece != ";":
                said += piece
        return said

    def called(self, name: str) -> str:
        """A function: its arguments, then its bodies."""
        strings, contents = self.arguments(name) if self.pieces[self.at] == "(" else ([], [])
        bodies = []
        while self.at < len(self.pieces) and self.pieces[self.at] == "[":
            self.at += 1
            bodies.append(self.content())
        if name in ("#note", "#reading"):
            self.notes += bodies
            bodies = []
        label = strings[-1:] if name in ("#note", "#reading", "#call", "#call-again") else []
        number = strings if name == "#verse" else []
        return " ".join([*contents, *label, *bodies, *number])

    def arguments(self, name: str) -> tuple[list[str], list[str]]:
        """Strings and contents among the arguments; what is held for the foot goes to the notes."""
        strings: list[str] = []
        contents: list[str] = []
        held, measured, depth = False, False, 0
        while True:
            piece = self.pieces[self.at]
            self.at += 1
            depth += (piece == "(") - (piece == ")")
            if piece.startswith('"'):
                strings += [] if measured else [piece[1:-1]]
            elif piece.endswith(":"):
                held, measured = piece == "notes:", piece == "after:"  # words that a verse only begins below
            elif piece == "[":
                inner = self.content()
                (self.notes if held or name in ("#held-notes", "#together") else contents).append(inner)
            elif piece.startswith("#"):
                contents.append(self.called(piece))
            if depth == 0:
                return strings, contents


def spaced(element: etree._Element) -> str:
    """The text of an element, blocks and breaks parted."""
    inline = ("span", "a", "sup", "bdi", "i", "b", "em", "q", "s", "u", "sub", "ins", "del", "br")
    parts: list[str] = []

    def walk(node: etree._Element) -> None:
        apart = isinstance(node.tag, str) and etree.QName(node).localname not in inline
        parts.extend([" " * apart, node.text or ""] if isinstance(node.tag, str) else [])
        for child in node:
            walk(child)
        parts.extend([" " * apart, node.tail or ""])

    walk(element)
    return " ".join("".join(parts).split())


def found(pattern: str, text: str) -> bool:
    return re.search(re.sub(r" (?!\?)", r"\\s+", pattern).replace("[…]", r"\[…\]"), text) is not None


@pytest.mark.parametrize("product", PRODUCTS)
@pytest.mark.parametrize("case", SHOWN)
def test_every_product_shows_what_a_reader_must_find(case: str, product: str) -> None:
    text = shown(case, product)
    missing = [p for p in SHOWN[case] if not found(p, text)]
    assert not missing, text
    assert not [p for p in HIDDEN.get(case, []) if re.search(p.replace("{", r"\{") + r"\b", text)], text


# What needs a folder, a search or a sheet of paper to be seen; others are tests/pipeline/test_cases.py's.
ELSEWHERE = {"001", "004", "006", "008", "030", "032", "034", "035", "042", "044", "045", "046", "090", "093", "102"}


def test_no_case_is_left_out() -> None:
    every = {f"{p.parent.name}/{p.stem}" for kind in ("tei", "apparatus") for p in (CASES / kind).glob("*.xml")}
    rest = {case for case in every - set(SHOWN) if not (case.startswith("tei/") and case[4:7] in ELSEWHERE)}
    assert rest == {"tei/031-date-words-dropped", "tei/131-corresp-context", "apparatus/m20-rtl"}


def test_the_site_tells_dates_contexts_and_directions() -> None:
    assert "1790 [about Easter 1790?]" in shown("tei/031-date-words-dropped", "web")
    told = shown("tei/131-corresp-context", "web")
    assert all(words in told for words in ("Answers a lost letter.", "Widow Ash, 1 May", "Ring 5"))
    assert "קורין A] קוראין B" in shown("apparatus/m20-rtl", "web")
