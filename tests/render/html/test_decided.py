"""What xslt/tei decides, as the site writes it: styles, calls inside links, registers, facts, neighbours."""

from __future__ import annotations

import re
from pathlib import Path

import html5lib
import pytest
from lxml import etree, html

from kktei.project import data
from tests.websites import Site, document, letter_job, made
from tests.xpath import evaluate

SHEET = data("xslt") / "tei" / "styles.xsl"
K = {"k": "https://kktei.org/ns/xslt"}
TEI = 'xmlns="http://www.tei-c.org/ns/1.0"'


def page(site: Site, path: str) -> etree._Element:
    return html.fromstring(site.text(path))


def letters(folder: Path, **texts: str) -> Site:
    files = [folder / f"{stem}.xml" for stem in texts]
    for file, text in zip(files, texts.values(), strict=True):
        file.write_text(text, encoding="utf-8")
    return made(letter_job(files, folder, folder / "site"))


# ---- styles --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("element", "styles"),
    [
        ('<hi rend="bold italic"/>', "bold italic"),
        ('<hi rend="Strikethrough"/>', "strikethrough"),
        ('<hi rendition="#u simple:sup"/>', "superscript underline"),
        ('<hi style="font-weight: bold; text-decoration: line-through"/>', "bold strikethrough"),
        ('<hi style="font-variant:small-caps;letter-spacing:2pt" rend="larger"/>', "small-caps spaced larger"),
        ("<hi/>", "italic"),
        ('<hi rend="blue"/>', ""),
        ("<emph/>", "italic"),
        ('<emph rend="bold"/>', "bold italic"),
        ('<title level="m"/>', "italic"),
        ('<title level="a"/>', ""),
        ("<foreign>mot</foreign>", "italic"),
        ("<foreign>слово</foreign>", ""),
        ('<seg rend="sub"/>', "subscript"),
    ],
)
def test_styles_of_an_element(element: str, styles: str) -> None:
    whole = element.replace("<hi", f"<hi {TEI}").replace("<emph", f"<emph {TEI}").replace("<title", f"<title {TEI}")
    whole = whole.replace("<foreign", f"<foreign {TEI}").replace("<seg", f"<seg {TEI}")
    assert " ".join(evaluate(SHEET, "k:styles(/*)", context=whole, namespaces=K)) == styles


def test_a_rendition_of_the_header_is_looked_up() -> None:
    text = f'<TEI {TEI}><rendition xml:id="r1">font-style: italic</rendition><hi rendition="#r1"/></TEI>'
    assert evaluate(SHEET, "k:styles(//*:hi)", context=text, namespaces=K) == ["italic"]


# ---- calls ---------------------------------------------------------------------------


def test_a_call_never_stands_inside_a_link(tmp_path: Path) -> None:
    body = (
        '<p>By <persName ref="#ada">Ada <choice><sic>Lovelce</sic><corr>Lovelace</corr></choice><note>She.</note>'
        '</persName> and <settlement ref="#rome">Rome <placeName ref="#lazio">Lazio</placeName></settlement>'
        '<note>It.</note> to <rs ref="b.xml">the <app><lem>last</lem><rdg>first</rdg></app> letter</rs>.</p>'
    )
    site = letters(tmp_path, a=document(body), b=document("<p>Other.</p>"))
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(site.text("documents/a.html"))
    assert not parser.errors
    root = page(site, "documents/a.html")
    assert root.xpath("//a//a") == []
    calls = [c.text_content() for c in root.xpath("//div[@class = 'text']//a[@role = 'doc-noteref']")]
    assert calls == ["a", "1", "2", "b"]
    assert site.findings == []


# ---- registers -----------------------------------------------------------------------


def test_registers_stand_in_the_order_of_the_language(tmp_path: Path) -> None:
    names = ["Charles de Gaulle", "Anna Zorn", "Émile Élan", "Heinrich von Brentano", "Jan Łuk", "Per Ørsted", "Ann Obst",
             "Leo Lynd", "Alcide De Gasperi"]  # fmt: skip
    body = "".join(f'<p><persName ref="#p{n}">{name}</persName></p>' for n, name in enumerate(names))
    shown = [a.text for a in page(letters(tmp_path, a=document(body)), "persons/index.html").xpath("//ul/li/a")]
    listed = [name for name in shown if name and "," in name]
    assert [name.partition(",")[0] for name in listed] == [
        "Brentano", "De Gasperi", "Élan", "Gaulle", "Łuk", "Lynd", "Obst", "Ørsted", "Zorn",
    ]  # fmt: skip


# ---- the panel of facts --------------------------------------------------------------


def test_facts_are_words(site: Site) -> None:
    told: list[str] = []
    for path in (p for p in site.pages if p.startswith("documents/")):
        told += [
            re.sub(r"\s+", " ", li.text_content()).strip()
            for li in page(site, path).xpath("//ul[@class = 'fact-list']/li")
        ]
    assert len(told) > 500
    assert [t for t in told if re.search(r"\b(cls|hnd|prec|pers|col|rep)\.[a-z]", t)] == []
    assert [t for t in told if re.fullmatch(r"\w+: ?( inferred.*)?", t)] == []
    assert "Folder: Khrushchev Correspondence" in told
    assert [t for t in told if t.startswith("Relation") and "has the same text as" in t]
    assert "Pages: 685–686" in told


def test_a_fact_of_two_categories_says_its_own(site: Site) -> None:
    root = page(site, "documents/d096.html")
    spoken = {
        li.xpath("string(a[@class = 'stretch-back'])"): li.xpath("string(ul[@class = 'fact-list'])")
        for li in root.xpath("//details[@class = 'evidence']//ul[@class = 'words']/li")
    }
    assert "Category: Eyes Only" in spoken["Eyes Only"]
    assert "Category: Verbatim Text" in spoken["Verbatim Text"]
    assert "Verbatim" not in spoken["Eyes Only"]


# ---- neighbours ----------------------------------------------------------------------


def sent(day: str, links: str = "") -> str:
    context = f"<correspContext>{links}</correspContext>" if links else ""
    return (
        '<profileDesc><correspDesc><correspAction type="sent"><persName ref="#a">A</persName>'
        f'<date when="1900-01-{day}"/></correspAction><correspAction type="received"><persName ref="#b">B</persName>'
        f"</correspAction>{context}</correspDesc></profileDesc>"
    )


def neighbours(site: Site, stem: str) -> dict[str, str]:
    found = page(site, f"documents/{stem}.html").xpath("//li[starts-with(@class, 'pair')]")
    return {li.get("class"): li.xpath("string(a/@href)").rpartition("/")[2] for li in found}


def test_what_the_document_says_of_its_row_is_used(tmp_path: Path) -> None:
    """c.xml was answered by e.xml, whatever the dates say; a.xml says nothing; b.xml only repeats the order."""
    said = '<ref type="prev" subtype="correspondence" target="a.xml"/><ref type="next" subtype="correspondence" target="e.xml"/>'
    days = {"a": sent("01"), "b": sent("02", '<ref type="prev" target="a.xml"/><ref type="next" target="c.xml"/>')}
    days |= {"c": sent("03", said), "d": sent("04"), "e": sent("05", '<ref type="prev" target="a.xml"/>')}
    days |= {"f": "", "g": sent("06", '<ref type="prev" target="f.xml"/>')}  # f is nobody's letter
    site = letters(tmp_path, **{stem: document("<p>x</p>", header=header) for stem, header in days.items()})
    assert neighbours(site, "a") == {"pair-next": "b.html"}
    assert neighbours(site, "b") == {"pair-prev": "a.html", "pair-next": "c.html"}
    assert neighbours(site, "c") == {"pair-prev": "a.html", "pair-next": "e.html"}
    assert neighbours(site, "e") == {"pair-prev": "a.html", "pair-next": "g.html"}
    assert neighbours(site, "g") == {"pair-prev": "e.html"}


def test_page_and_tei_name_the_same_neighbours(site: Site, root: Path) -> None:
    for number in range(91, 121):
        tree = etree.parse(root / "edition" / "documents" / f"d{number:03}.xml")
        named = {
            f"{r.get('type')} {r.get('target')}" for r in tree.iter("{*}ref") if r.get("subtype") == "correspondence"
        }
        for kind, target in neighbours(site, f"d{number:03}").items():
            assert not named or f"{kind.removeprefix('pair-')} {target.replace('.html', '.xml')}" in named
