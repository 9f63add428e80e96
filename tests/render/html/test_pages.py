"""The finished pages of this repository's edition and of other letters: whole, valid, linked, safe."""

from __future__ import annotations

import itertools
import re
import warnings
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree, html

from kktei.config import check
from kktei.render.html.pages import again, pages_of_documents, titled
from kktei.render.job import Live
from kktei.slugs import file_names
from tests.websites import Site, document, letter_job, made, small, well_formed

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # html5lib imports what Python has deprecated
    import html5lib

TEI = "{http://www.tei-c.org/ns/1.0}"


def parsed(site: Site, path: str) -> etree._Element:
    return html.document_fromstring(site.text(path).encode(), parser=html.HTMLParser(encoding="utf-8"))


def visible(site: Site, path: str, part: str = "document-body") -> str:
    return " ".join(parsed(site, path).xpath(f"//*[contains(@class, '{part}')]//text()"))


def test_every_document_has_a_page_a_download_and_a_row(site: Site, root: Path) -> None:
    stems = [p.stem for p in sorted((root / "edition" / "documents").glob("*.xml"))]
    rows = parsed(site, "calendar.html").xpath("//tbody//th/a/@href")
    assert len(stems) == 30
    for stem in stems:
        lines = (root / f"edition/documents/{stem}.xml").read_bytes().splitlines()
        assert (site.folder / f"tei/documents/{stem}.xml").read_bytes().splitlines() == [n.strip() for n in lines]
        assert f"documents/{stem}.html" in rows


def test_no_finding_about_links_ids_or_elements(site: Site, letters: Site) -> None:
    assert [f.message for f in site.findings] == []
    found = Counter((f.code, f.place, f.file.partition("/")[0]) for f in letters.findings)
    assert found == {
        ("H010", "", "correspdesc"): 9,  # examples of a header, with no text
        ("H013", "", "schnitzler"): 1,  # a letter that is not among these
        ("H020", "", "correspdesc"): 1,  # pictures that are not among these
        ("H014", "addSpan", "schnitzler"): 1,  # words in elements that TEI keeps empty
        # names without a pointer that are spelled as others are
        ("H034", "archives: paul 1886 1965 papers 1894 1974 tillich", "tillich"): 1,
        ("H034", "archives: staatsbibliothek zu berlin preussischer kulturbesitz", "correspdesc"): 1,
        ("H034", "places: berlin", "correspdesc"): 1,
        ("H034", "places: dresden", "correspdesc"): 1,
    }


@pytest.mark.parametrize("kind", ["site", "letters"])
def test_html_is_valid(kind: str, request: pytest.FixtureRequest) -> None:
    """html5lib follows the parsing rules of the standard; any error of a page is one of ours."""
    made_site: Site = request.getfixturevalue(kind)
    pages = made_site.pages if kind == "site" else made_site.pages[::23]
    for path in pages:
        parser = html5lib.HTMLParser(strict=False)
        parser.parse(made_site.text(path))
        assert not parser.errors, (path, parser.errors[:3])


def test_no_inline_script_style_or_handler(site: Site) -> None:
    for path in site.pages:
        page = parsed(site, path)
        assert page.xpath("//script[not(@src)][not(@type = 'application/ld+json')]") == []
        assert page.xpath("//style | //@style | //@*[starts-with(name(), 'on')]") == []
        assert page.xpath("//meta[@http-equiv = 'Content-Security-Policy']")


def test_nothing_comes_from_outside(site: Site) -> None:
    assert "H004" not in {f.code for f in site.findings}
    for sheet in (site.folder / "assets").glob("*.css"):
        assert not re.search(r"@import|url\(\s*[\"']?(https?:)?//", sheet.read_text(encoding="utf-8"))


def test_headings_go_down_one_by_one(site: Site) -> None:
    for path in site.pages:
        levels = [int(h.tag[1]) for h in parsed(site, path).iter("h1", "h2", "h3", "h4", "h5", "h6")]
        assert levels.count(1) == 1, path
        assert all(b - a <= 1 for a, b in itertools.pairwise(levels)), (path, levels)


def test_every_page_says_its_address_once(site: Site) -> None:
    """Notes of readers and search engines go by it; the page for lost addresses has none of its own."""
    for path in site.pages:
        said = parsed(site, path).xpath("//link[@rel = 'canonical']/@href")
        base = "https://example.org/kennedy-khrushchev/"
        assert said == ([] if path == "404.html" else [base + ("" if path == "index.html" else path)]), path


def test_document_pages_are_light(site: Site) -> None:
    for path in site.pages:
        if path.startswith("documents/"):
            page = parsed(site, path)
            own = len(site.text(path).encode())
            loaded = sum(
                (site.folder / "documents" / address).stat().st_size
                for address in page.xpath("//script/@src | //link[@rel = 'stylesheet']/@href")
            )
            assert own + loaded < 65_000, (path, own, loaded)


def test_source_note_reads_as_printed_and_leads_to_facts(site: Site) -> None:
    note = " ".join(visible(site, "documents/d096.html", "note-text").split())
    assert "Repeated to Geneva and London." in re.sub(r"\s+([.,;])", r"\1", note)
    page = parsed(site, "documents/d096.html")
    facts = page.xpath("//li[@id = 'k-facts-d096.s4']")[0].text_content()
    assert "Geneva" in facts
    assert "London" in facts


def test_the_journey_of_the_april_message(site: Site) -> None:
    steps = [
        " ".join(s.text_content().split())
        for s in parsed(site, "documents/d093.html").xpath("//li[contains(@class, 'step ')]")
    ]
    delivered = next(i for i, s in enumerate(steps) if s.startswith("Delivered") and "Robert Kennedy" in s)
    returned = next(i for i, s in enumerate(steps) if s.startswith("Returned") and "Dobrynin" in s)
    assert delivered < returned


def test_lot_77_d_163_lists_its_documents(site: Site, root: Path) -> None:
    page = parsed(site, "archives/dos.html")
    level = page.xpath("//section[contains(@class, 'level')][*[1][starts-with(normalize-space(), 'Lot 77 D 163')]]")[0]
    listed = {a.rpartition("/")[2].removesuffix(".html") for a in level.xpath(".//a/@href")}
    corresp = f".//{TEI}witness//{TEI}idno[@type='lot']"
    lying = {
        p.stem
        for p in (root / "edition" / "documents").glob("*.xml")
        if any((i.get("corresp") or "").endswith("#lot.77D163") for i in etree.parse(p).iterfind(corresp))
    }
    assert lying
    assert listed == lying


def test_pair_neighbours_lead_on(site: Site) -> None:
    page = parsed(site, "documents/d101.html")
    for kind in ("prev", "next", "pair-prev", "pair-next"):
        assert page.xpath(f"//li[@class = '{kind}']/a/@href"), kind


# Records at the end of a letter are no running text: the registers have them.
SPACES = {"t": TEI[1:-1]}
RUNNING = (
    ".//text()[not(ancestor::t:back[descendant::t:listPerson or descendant::t:listPlace or descendant::t:listBibl])]"
)


def test_no_word_of_the_body_is_lost(letters: Site, datadir: Path) -> None:
    files = well_formed(datadir / "letters")
    assert len(files) == 39
    names = file_names([file.stem for file in files])
    assert len(set(names)) == 39
    for file, name in zip(files, names, strict=True):
        root = etree.parse(file).getroot()
        etree.strip_tags(root, f"{TEI}c", f"{TEI}pc", f"{TEI}w")  # the page has no elements for these
        root = etree.fromstring(etree.tostring(root))
        tops = [t for t in root.iter(f"{TEI}text") if not any(a.tag == f"{TEI}text" for a in t.iterancestors())]
        wanted = Counter(w for top in tops for w in re.findall(r"\w+", " ".join(top.xpath(RUNNING, namespaces=SPACES))))
        shown = Counter(re.findall(r"\w+", visible(letters, f"documents/{name}.html")))
        assert not wanted - shown, (file.name, wanted - shown)


def test_records_at_the_back_are_in_the_registers(letters: Site, datadir: Path) -> None:
    folder = {"person": "persons", "place": "places", "org": "bodies"}
    texts = {kind: " ".join(parsed(letters, p).text_content() for p in letters.pages if p.startswith(f"{name}/")) for kind, name in
             folder.items()}  # fmt: skip
    seen = 0
    for file in well_formed(datadir / "letters"):
        root = etree.parse(file).getroot()
        named = {
            i
            for a in ("ref", "key")
            for v in root.xpath(f".//@{a}[not(ancestor::*[local-name() = 'back'])]")
            for i in re.findall(r"#(\S+)", v)
        }
        for kind, shown in texts.items():
            for record in root.iterfind(f".//{TEI}back//{TEI}{kind}"):
                name = record.find(TEI + {"person": "persName", "place": "placeName", "org": "orgName"}[kind])
                if record.get("{http://www.w3.org/XML/1998/namespace}id") in named and name is not None:
                    seen += 1
                    assert all(word in shown for word in re.findall(r"\w+", "".join(name.itertext()))), record.get(
                        "{http://www.w3.org/XML/1998/namespace}id"
                    )
    assert seen > 10


def test_people_are_gathered_without_an_authority_file(letters: Site) -> None:
    register = parsed(letters, "persons/index.html").text_content()
    assert "Tillich, Paul" in register
    assert "Tillich, Johannes" in register
    assert parsed(letters, "places/index.html").text_content().count("Berlin") >= 1


def test_interface_speaks_the_language_of_the_settings(letters: Site) -> None:
    page = parsed(letters, "index.html")
    assert page.get("lang") == "de"
    assert "Personen" in page.text_content()
    assert "<h1>„Häfele“</h1>" in letters.text("persons/tillich-person-id-131.html")  # its quotation marks, too


HOSTILE = """<p xml:id="k-main">&lt;script>alert(1)&lt;/script> <ref target="javascript:alert(2)">here</ref>
<graphic url="javascript:alert(3)"/> <graphic url="https://evil.example/pixel.png"/>
<hi rend='x" onmouseover="alert(4)'>over</hi> <persName ref='"&gt;&lt;img src=x onerror=alert(5)&gt;'>Mallory</persName>
<placeName ref="../../../../etc/passwd">Place</placeName>
<ref target="data:text/html,&lt;script&gt;alert(6)&lt;/script&gt;">data</ref>
<seg xml:lang='en" onclick="x'>lang</seg> <date when='&quot;&gt;&lt;script&gt;'>date</date></p>"""


def test_a_text_never_becomes_a_script(tmp_path: Path) -> None:
    evil = "</title></script><script>alert(0)</script><img src=x onerror=alert(9)>"
    escaped = evil.replace("&", "&amp;").replace("<", "&lt;")
    (tmp_path / "evil.xml").write_text(document(HOSTILE, "evil", title=escaped), encoding="utf-8")
    hostile = made(letter_job([tmp_path / "evil.xml"], tmp_path, tmp_path / "out" / "site"))
    for path in hostile.pages:
        page = parsed(hostile, path)
        assert page.xpath("//script[not(@src)][not(@type = 'application/ld+json')]") == [], path
        assert page.xpath("//img | //iframe | //object | //embed | //form[not(contains(@action, 'search.html'))]") == []
        assert not [a for a in page.xpath("//@href | //@src") if re.match(r"\s*(javascript|data:text)", a, re.I)]
        assert page.xpath("//@*[starts-with(name(), 'on')]") == []
    assert all(".." not in p for p in hostile.pages)
    assert "alert(0)" in visible(hostile, "documents/evil.html", "document")
    written = {p.resolve() for p in tmp_path.rglob("*") if p.is_file()}
    assert all(tmp_path.resolve() in p.parents for p in written)


def test_an_unknown_element_is_shown_and_reported(tmp_path: Path) -> None:
    paths = small(tmp_path, a="<p>one <strange>two</strange></p><p><strange>three</strange></p>")
    unknown = made(letter_job(paths, tmp_path, tmp_path / "out" / "site"))
    found = [f for f in unknown.findings if f.code == "H001"]
    assert [(f.file, f.place, f.count) for f in found] == [("a.xml", "strange", 2)]
    assert found[0].line == 4
    assert "two" in visible(unknown, "documents/a.html")


BODIES = {
    "verse": "<lg><l>first</l><l>second</l></lg>",
    "table": "<table><head>Sums</head><row role='label'><cell>a</cell></row><row><cell cols='2'>b</cell></row></table>",
    "list": "<p>before <list rend='numbered'><head>h</head><item>one</item><item>two</item></list> after</p>",
    "pairs": "<list><label>l</label><item>i</item></list>",
    "letter": "<div type='letter'><opener><dateline><placeName>Wien</placeName>, <date when='1905-06-24'>24.6.</date>"
    "</dateline><salute>Lieber <persName>Paul</persName></salute></opener><p>Text<lb/>weiter<pb n='2'/>noch</p>"
    "<closer><salute>Dein</salute><signed>V.</signed></closer><postscript><label>PS</label><p>ps</p></postscript></div>",
    "edited": "<p>a <del rend='s'>gone</del> <add place='above'>new</add> <unclear reason='x'>dim</unclear> <gap/>"
    "<gap reason='lost' quantity='2' unit='chars'/><gap reason='illegible omitted'/><gap reason='water'/>"
    " <supplied>given</supplied> <choice><sic>teh</sic><corr>the</corr></choice> <choice><abbr>u.</abbr>"
    "<expan>und</expan></choice> <subst><del>x</del><add>y</add></subst></p>",
    "notes": "<p>text<note type='ea'><p>note para</p><list><item>in a list</item></list></note> on"
    "<note>second</note></p>",
    "apparatus": "<p><app><lem wit='#a'>reading<note>on it</note></lem><rdg wit='#b'>other</rdg><rdg wit='#c'/></app>"
    "<app><lem>a<app><lem>b</lem><rdg>c</rdg></app></lem><rdg>d<note>e</note></rdg></app></p>",
    "quotes": "<p>He said <q>“well”</q> and <quote><p>a block</p></quote></p><figure><figDesc>seal</figDesc></figure>",
    "links": "<p><placeName ref='#a'>a <settlement>b <rs ref='#c'>c <persName>d</persName></rs></settlement></placeName>"
    "<rs ref='#x'><rs ref='#y'>e</rs></rs><orgName ref='#o'>f<note>g</note></orgName><ref target='http://a.b/'>h"
    "<ptr target='http://a.b/'/><ref target='#x'>i</ref></ref><name><ref target='http://a.b/'>j</ref></name>"
    "<geogName>k <rs ref='http://a.b/'>l</rs></geogName><seg xml:id='x'>m</seg><seg xml:id='y'>n</seg></p>",
    "records": "<listPerson><person><persName>a</persName><birth><date>1850</date><settlement ref='#b'><placeName>b"
    "</placeName><location><geo>1 2</geo></location></settlement></birth><sex>m</sex><occupation>c</occupation></person>"
    "</listPerson><listEvent><event><eventName>d</eventName></event></listEvent>",
    "floating": "<p>see <floatingText><body><p>inner letter</p></body></floatingText></p>",
}


def test_whatever_letters_hold_is_shown_as_valid_html(tmp_path: Path) -> None:
    paths = small(tmp_path, **BODIES)
    shown = made(letter_job(paths, tmp_path, tmp_path / "out" / "site"))
    assert [f.message for f in shown.findings] == []
    gaps = re.findall(r'<span class="gap" title="([^"]*)"', shown.text("documents/edited.html"))
    assert gaps == ["Gap", "Lost, 2 chars", "Illegible, left out by the editor", "Gap, water"]
    assert "<thead><tr><th>a</th></tr></thead><tbody>" in shown.text(
        "documents/table.html"
    )  # again on each sheet of paper
    for name, body in BODIES.items():
        parser = html5lib.HTMLParser(strict=False)
        parser.parse(shown.text(f"documents/{name}.html"))
        assert not parser.errors, (name, parser.errors)
        words = re.findall(r"\w+", " ".join(etree.fromstring(f"<x>{body}</x>").itertext()))
        there = re.findall(r"\w+", visible(shown, f"documents/{name}.html"))
        assert not Counter(words) - Counter(there), name


def test_a_remark_on_a_copy_may_hold_whatever_a_text_holds(tmp_path: Path) -> None:
    quoted = ("»<quote><p>one</p><p>two</p></quote>«", "<list><item>three</item></list>", "<p>four</p>", "five")
    said = "".join(f"<additions><incident><desc>says {q}</desc></incident></additions>" for q in quoted)
    book = "<monogr><title>six</title><imprint><date>1950</date></imprint></monogr>"
    printed = f"<additional><listBibl><biblStruct>{book}</biblStruct></listBibl></additional>"
    described = f"<msDesc><msIdentifier/><physDesc>{said}<accMat>seven</accMat></physDesc>{printed}</msDesc>"
    witness = f"<listWit><witness>{described}</witness></listWit>"
    sent = f"<correspDesc><correspAction type='sent'><persName>A</persName></correspAction><note>{quoted[0]}</note></correspDesc>"
    body = f"<note type='source'>from {quoted[0]} and {quoted[1]}</note><p>text</p>"
    text = document(body, "a", f"<profileDesc>{sent}</profileDesc>").replace("<p>None</p>", witness)
    (tmp_path / "a.xml").write_text(text, encoding="utf-8")
    shown = made(letter_job([tmp_path / "a.xml"], tmp_path, tmp_path / "out" / "site"))
    assert [f.message for f in shown.findings] == []
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(shown.text("documents/a.html"))
    assert not parser.errors, parser.errors
    words = " ".join(visible(shown, "documents/a.html", "witnesses").split())
    (first, *_) = parsed(shown, "documents/a.html").xpath("//*[@class = 'desc']")
    assert first.text_content() == "says »one two«"  # the marks stand at the words
    assert all(word in words for word in ("three", "four", "five", "Description seven", "Literature six , 1950"))
    assert "monogr" not in words, "elements have names for readers, or that of what they are in"


def test_same_input_same_bytes_and_one_change_touches_little(tmp_path: Path) -> None:
    bodies = {f"l{n}": f"<p>Letter number {n}.</p><p>Yours.</p>" for n in range(12)}
    paths = small(tmp_path, **bodies)
    first = made(letter_job(paths, tmp_path, tmp_path / "one" / "site")).bytes()
    assert made(letter_job(paths, tmp_path, tmp_path / "two" / "site", fresh=True, jobs=2)).bytes() == first
    small(tmp_path, l5="<p>Letter number 5.</p><p>Changed.</p>")
    seen: list[Mapping[str, bytes]] = []
    then = made(
        replace(
            letter_job(paths, tmp_path, tmp_path / "one2" / "site"),
            origins={paths[0]: tmp_path / "corpus.xml", paths[1]: tmp_path / "corpus.xml"},
            live=Live(lambda: {"documents/l5.html"}, seen.append, lambda _: None, lambda _: None),
        )
    ).bytes()
    assert [set(shown) - set(first) for shown in seen] == [set()]
    assert seen[0]["documents/l5.html"] == then["documents/l5.html"]
    assert again(paths[5]) == ("documents/l5.html", then["documents/l5.html"])
    assert again(tmp_path / "l99.xml") is None
    files = pages_of_documents()  # of which one may hold several
    assert [files[f"documents/l{n}.html"].name for n in (0, 1, 5)] == ["corpus.xml", "corpus.xml", "l5.xml"]
    renamed = titled(check({"edition": {"title": "Papers"}}), {"documents/l5.html", "index.html"})
    assert {path: page.count(b"Papers</title>") for path, page in renamed.items()} == {"documents/l5.html": 1}
    changed = {p for p in then if first.get(p) != then[p] and not p.startswith("search/")}
    named = {"search.html", "compare.html"}  # these name the files of the search
    assert changed == {"documents/l5.html", "tei/documents/l5.xml", *named}


def test_a_parenthesis_of_a_name_is_closed(site: Site) -> None:
    for path in (p for p in site.pages if p.startswith("persons/")):
        for variants in parsed(site, path).xpath("//p[@class='variants']"):
            text = variants.text_content()
            assert text.count("(") == text.count(")"), (path, text)
