"""The parts that pages are made from: texts, names of files, dates, citations, the search index, fonts."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import brotli
import pytest
from fontTools.subset import parse_unicodes
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from kktei.cache import Cache
from kktei.config import check
from kktei.errors import InputError
from kktei.project import data
from kktei.render.html.about import prose
from kktei.render.html.compressed import write_compressed
from kktei.render.html.downloads import taken_away
from kktei.render.html.fonts import SCRIPTS, STYLES, fonts
from kktei.render.html.index import alike
from kktei.render.words import plurals, texts, words
from kktei.slugs import Slugs, file_names, same_name, slug
from tests.websites import Site, document, letter_job, made, no_search, small
from tests.xpath import evaluate

NS = {"k": "https://kktei.org/ns/xslt", "map": "http://www.w3.org/2005/xpath-functions/map"}
SHEET = data("xslt") / "html.xsl"


def function(call: str, context: str | None = None, language: str = "en") -> str:
    params = {"texts": json.dumps(texts(language))}
    return " ".join(evaluate(SHEET, call, context=context, namespaces=NS, params=params))


# ---- texts ---------------------------------------------------------------------------


def test_every_language_has_every_text_with_the_same_blanks() -> None:
    english = json.loads((data("xslt") / "texts" / "en.json").read_text(encoding="utf-8"))
    for file in (data("xslt") / "texts").glob("??.json"):
        other = json.loads(file.read_text(encoding="utf-8"))
        forms = {"zotfmx"[n]: form for n, form in enumerate(("zero", "one", "two", "few", "many", "other"))}
        wanted = {f"count.documents.{forms[letter]}" for letter in plurals(file.stem)} | {"count.documents.other"}
        assert {key for key in other if key.startswith("count.documents.")} == wanted, file.name
        assert other.keys() - wanted == english.keys() - {"count.documents.one", "count.documents.other"}, file.name
        for key in other.keys() & english.keys():
            text = other[key]
            assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", english[key])), (file.name, key)


def test_a_usage_that_regions_share_stands_between_language_and_region() -> None:
    assert function("k:day-words('1963-05-08')", language="en-AU") == "8 May 1963"
    assert function("k:day-words('1963-05-08')", language="en-US") == "May 8, 1963"


def test_every_text_that_is_asked_for_exists() -> None:
    english = texts("en")
    asked: set[str] = set()
    for file in [*(data("xslt") / "html").rglob("*.xsl"), *(data("xslt") / "html").rglob("*.js")]:
        asked |= set(
            re.findall(r"\bk?:?\bt\(['\"]([a-z-]+\.[a-z0-9.-]*[a-z0-9])['\"][,)]", file.read_text(encoding="utf-8"))
        )
    assert len(asked) > 80
    assert asked - english.keys() == set()


def test_a_language_may_be_added_or_changed_by_a_file(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "fr.json").write_text('{"nav.persons": "Personnes"}', encoding="utf-8")
    found = texts("fr-CH", tmp_path)
    assert found["nav.persons"] == "Personnes"
    assert found["nav.places"] == "Places"


def test_words_in_another_language_never_win_over_the_editions_language(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "en.json").write_text('{"nav.persons": "People here"}', encoding="utf-8")
    for found in (texts("de", tmp_path), words("de", tmp_path)):
        assert found["nav.persons"] == texts("de")["nav.persons"]
    for found in (texts("en", tmp_path), words("fr", tmp_path)):
        assert found["nav.persons"] == "People here"
    assert words("de-AT-x", tmp_path).items() >= texts("de-AT-x", tmp_path).items()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("pl", "1 dokument, 3 dokumenty, 5 dokumentów, 12 dokumentów, 22 dokumenty, 101 dokumentów, 1003 dokumenty"),
        ("ru", "1 документ, 3 документа, 5 документов, 12 документов, 22 документа, 101 документ, 1003 документа"),
        ("en", "1 document, 3 documents, 5 documents, 12 documents, 22 documents, 101 documents, 1003 documents"),
    ],
)
def test_numbers_are_worded_as_the_language_does(language: str, said: str, tmp_path: Path) -> None:
    """With an edition's own words; the forms are CLDR's."""
    own = {
        "pl": {"one": "{n} dokument", "few": "{n} dokumenty", "many": "{n} dokumentów"},
        "ru": {"one": "{n} документ", "few": "{n} документа", "many": "{n} документов"},
    }.get(language, {})
    (tmp_path / "texts").mkdir()
    content = json.dumps({f"count.documents.{form}": text for form, text in own.items()})
    (tmp_path / "texts" / f"{language}.json").write_text(content, encoding="utf-8")
    call = "string-join((1, 3, 5, 12, 22, 101, 1003) ! k:count('documents', .), ', ')"
    params = {"texts": json.dumps(texts(language, tmp_path))}
    assert evaluate(SHEET, call, namespaces=NS, params=params) == [said]


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("[]", "1:1"),
        ("", "1:1"),
        ("{", "1:2"),
        ('{"a":\n 1}', "1:2"),
        ('{"b": "c",\n "a": null}', "2:2"),
        ('{"a": {"b": "c"}}', "1:2"),
        ('{"a": ["b"]}', "1:2"),
        ('{"a": "b",}', "1:11"),
        ('{"a": NaN}', "1:2"),
        ('{"a": "\\u0000"}', "1:2"),
        ('{"a": "\\ud800"}', "1:2"),
        (f'{{"a": {"9" * 5000}}}', "1:7"),
        ("[" * 100_000, "1:1"),
        (b'{"a":\n"\xff"}', "2:2"),
        ('{"a": "b"}'.encode("utf-16") + b"\0", "1:11"),
    ],
)
def test_a_broken_file_of_texts_is_said(tmp_path: Path, content: str | bytes, place: str) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "fr.json").write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(InputError) as said:
        texts("fr", tmp_path)
    assert said.value.message.startswith(f"texts/fr.json:{place}: ")
    assert len(said.value.message) < 300
    assert said.value.hint


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_texts_in_the_encodings_of_windows(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "fr.json").write_bytes('{"nav.persons": "Ä"}'.encode(encoding))
    assert texts("fr", tmp_path)["nav.persons"] == "Ä"


def test_a_link_of_texts_that_leads_nowhere_is_said(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "fr.json").symlink_to("gone.json")
    with pytest.raises(InputError, match=r"texts/fr\.json cannot be read"):
        texts("fr", tmp_path)


def test_readers_of_an_edition_of_ours_are_told_of_its_encoding() -> None:
    german, english, none = prose(True, "de"), prose(True, "pl"), prose(False, "en")
    assert "<h2" in german != english != none == ""


def test_a_language_never_reaches_another_folder() -> None:
    assert texts("../../../etc/passwd") == texts("en")


# ---- names of files ------------------------------------------------------------------


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_a_slug_is_a_safe_file_name(key: str) -> None:
    assert re.fullmatch(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?", slug(key))
    assert ".." not in slug(key)
    assert len(slug(key)) <= 60


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(alphabet="aA./-ä ", max_size=4), unique=True, max_size=12))
def test_no_two_keys_share_a_file(keys: list[str]) -> None:
    slugs = Slugs()
    names = [slugs.of(key) for key in keys]
    assert len({n.casefold() for n in names}) == len(keys)
    assert names == [slugs.of(key) for key in keys]


# ---- functions of the stylesheets ----------------------------------------------------


@pytest.mark.parametrize(
    ("iso", "words"),
    [("1963-05-08", "May 8, 1963"), ("1963-05", "May 1963"), ("1963", "1963"), ("", ""), ("soon", "soon")],
)
def test_days_in_words(iso: str, words: str) -> None:
    assert function(f"k:day-words('{iso}')") == words


def test_days_in_german() -> None:
    assert function("k:day-words('1905-06-24')", language="de") == "24. Juni 1905"


@pytest.mark.parametrize(
    ("bounds", "words"),
    [
        ("'1963-05-08', '1963-05-08'", "May 8, 1963"),
        ("'1963-04-23', '1963-04-29'", "between April 23, 1963 and April 29, 1963"),
        ("'', '1963'", "1963 or earlier"),
        ("'1963', ''", "1963 or later"),
        ("'', ''", "Undated"),
    ],
)
def test_bounds_in_words(bounds: str, words: str) -> None:
    assert function(f"k:span-words({bounds})") == words


@pytest.mark.parametrize(
    ("pointer", "key", "stem"),
    [
        ("../authorities.xml#pers.x", "pers.x", "authorities"),
        ("#d096.s3", "d096.s3", ""),
        ("d095.xml", "d095.xml", "d095"),
        ("https://example.org/a#b", "b", ""),
        ("javascript:alert(1)", "javascript:alert(1)", ""),
    ],
)
def test_pointers(pointer: str, key: str, stem: str) -> None:
    assert function(f"k:key('{pointer}')") == key
    assert function(f"k:stem('{pointer}')") == stem


@pytest.mark.parametrize(
    "pointer", ["javascript:alert(1)", "data:text/html,x", "HTTP://a b", "//x", "vbscript:x", "file:///x"]
)
def test_only_the_web_is_linked(pointer: str) -> None:
    assert function(f"k:is-web('{pointer}')") == "false"


def test_text_cannot_end_the_element_of_json() -> None:
    assert "<" not in function("k:json(map { 'a': '</script><script>' })")
    assert json.loads(function("k:json(map { 'a': '</script>\\u0026' })"))["a"].startswith("</script>")


def test_steps_come_in_the_order_of_their_numbers() -> None:
    header = """<profileDesc><correspDesc><correspAction type="received" n="2"/><correspAction type="sent" n="1"/>
    <correspAction type="returned" n="10"/></correspDesc></profileDesc>"""
    call = "k:steps(k:communications(/)) ! string(@type)"
    assert function(call, document("<p/>", header=header)) == "sent received returned"


# ---- citations -----------------------------------------------------------------------


def record(site: Site, kind: str) -> str:
    page = html.document_fromstring(site.text("documents/d096.html"))
    ((address, name),) = [
        (a.get("href"), a.get("download")) for a in page.xpath(f"//p[@class='downloads']/a[.='{kind}']")
    ]
    text = unquote(address.partition(",")[2])
    if name.endswith(".json"):
        assert json.loads(text)[0] in json.loads(site.text("records.json"))
    return text


def test_records_for_reference_managers(site: Site) -> None:
    (csl,) = json.loads(record(site, "CSL-JSON"))
    assert csl["title"] == "Telegram From the Department of State to the Embassy in the Soviet Union"
    assert csl["original-date"] == {"date-parts": [[1963, 4, 15]]}
    assert csl["issued"] == {"date-parts": [[2026]]}
    assert (csl["archive"], csl["recipient"]) == ("Department of State", [{"literal": "Embassy in the Soviet Union"}])
    ris = dict(line.split("  - ", 1) for line in record(site, "RIS").splitlines() if "  - " in line)
    assert (ris["TY"], ris["DA"], ris["M1"]) == ("PCOMM", "1963/04/15", "96")
    assert record(site, "RIS").rstrip().endswith("ER  -")
    bibtex = record(site, "BibTeX")
    assert bibtex.count("{") == bibtex.count("}")
    assert "number = {{96}}" in bibtex


def test_machines_read_the_page(site: Site) -> None:
    page = html.document_fromstring(site.text("documents/d096.html"))
    meta = {m.get("name"): m.get("content") for m in page.xpath("//meta[@name]")}
    assert meta["citation_title"].startswith("Telegram From")
    assert meta["DC.date"] == meta["citation_date"] == "1963-04-15"
    assert meta["citation_publication_date"] == "2026"
    assert {"describedby", "item", "license", "collection"} <= set(" ".join(page.xpath("//head/link/@rel")).split())
    linked = json.loads(page.xpath("//script[@type='application/ld+json']/text()")[0])
    assert "ArchiveComponent" in linked["@type"]
    assert linked["holdingArchive"]["name"] == "Department of State"
    assert linked["sender"][0]["name"] == "Department of State"
    assert linked["sender"][0]["@id"].startswith("https://example.org/kennedy-khrushchev/bodies/")
    assert linked["isPartOf"]["@id"] == "https://example.org/kennedy-khrushchev/"


# ---- search --------------------------------------------------------------------------


def test_the_index_travels_as_scripts(site: Site) -> None:
    names = [p.relative_to(site.folder / "search").as_posix() for p in (site.folder / "search").rglob("*.js")]
    fragments = [n for n in names if n.startswith("fragment/")]
    assert len(fragments) == 30
    name, blob = re.fullmatch(r'kkteiPart\("(.*)", "(.*)"\);\n', site.text(f"search/{fragments[0]}")).groups()
    assert f"{name}.js" == fragments[0]
    assert b"documents/" in gzip.decompress(base64.b64decode(blob))
    engine = site.text(site.named("search/engine.js"))
    assert "import.meta" not in engine
    assert not re.search(r"\bexport\s*\{", engine)


def test_the_table_of_letters_knows_every_page(site: Site) -> None:
    table = json.loads(
        site.text(site.named("search/documents.js")).removeprefix('kkteiPart("documents", ').removesuffix(");\n")
    )
    columns = table["documents"]
    rows = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    assert len({row["fragment"] for row in rows}) == 30
    assert all((site.folder / row["address"]).is_file() for row in rows)
    d096 = next(row for row in rows if row["number"] == "96")
    places = next(f for f in table["facets"] if f["name"] == "place")["values"]
    assert {"Geneva", "London"} <= {places[v] for v in d096["place"]}


# ---- assets --------------------------------------------------------------------------


def test_every_asset_has_its_content_in_its_name(site: Site) -> None:
    by_pagefind = re.compile(r"search/((fragment|index)/|pagefind\.).*_[0-9a-f]{7,}\.pf_[a-z]+\.js")
    names = [n for n in site.bytes() if n.startswith(("assets/", "search/")) and not by_pagefind.fullmatch(n)]
    plain = [n for n in names if hashlib.sha256(site.bytes()[n]).hexdigest()[:10] != n.split(".")[-2]]
    assert plain == ["assets/fonts/LICENSE.txt"]
    assert len(names) > 25


def test_another_theme_gives_every_page_its_name_and_makes_none_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kktei.render.html.site.write_search", no_search)
    job = replace(letter_job(small(tmp_path, a="<p>Word.</p>"), tmp_path, tmp_path / "one"), overrides=tmp_path)
    (tmp_path / "theme.css").write_text(":root { --accent: red; }", encoding="utf-8")
    first = made(job)
    assert first.named("assets/edition.css") in first.text("documents/a.html")
    (tmp_path / "theme.css").write_text(":root { --accent: blue; }", encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr("kktei.render.html.pages._make", lambda task: pytest.fail(task.page.path))
        second = made(replace(job, target=tmp_path / "two"))
    assert second.named("assets/edition.css") != first.named("assets/edition.css")
    for site in (first, second):
        assert not [f for f in site.findings if "edition" in f.message]
        assert all(site.named("assets/edition.css") in site.text(page) for page in site.pages)
    (tmp_path / "theme.css").unlink()
    (tmp_path / "theme.css").mkdir()
    with pytest.raises(InputError, match=r"theme\.css is no regular file but a folder"):
        made(replace(job, target=tmp_path / "three"))


def test_every_link_says_where_it_leads(site: Site, letters: Site) -> None:
    for one in (site, letters):
        silent = re.compile(r'<a(?: (?!aria-label)[a-z-]+="[^"]*")*></a>')
        assert [found[0] for path in one.pages if (found := silent.search(one.text(path)))] == []


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("25.\u00a010.\u20091890", ""),
        ("[25. 10.] 1890", "[25. 10.] 1890"),
        ("Martini", "Martini"),
        ("25. Oktober 1890", ""),  # in an English edition
        ("25 oct. 90", ""),
        ("13. Oktober 1890", "13. Oktober 1890"),
        ("25. November 1890", "25. November 1890"),
    ],
)
def test_a_date_is_said_twice_only_where_its_words_say_more(written: str, said: str) -> None:
    date = f"<date xmlns='http://www.tei-c.org/ns/1.0' when='1890-10-25'>{written}</date>"
    assert function(f'k:said(parse-xml("{date}")/*)') == said


# ---- for hosts ---------------------------------------------------------------------------


def test_the_page_for_what_is_missing_leads_home_from_any_folder(site: Site) -> None:
    page = html.fromstring(site.text("404.html"))
    linked = {str(link) for link in page.xpath("//@href | //@src") if not link.startswith(("http", "#"))}
    assert all(link.startswith("/kennedy-khrushchev/") for link in linked), linked
    assert all((site.folder / link.removeprefix("/kennedy-khrushchev/")).is_file() for link in linked)
    assert "404.html" not in site.text("sitemap.xml")


def test_compressed_files_stand_beside_what_is_worth_it(tmp_path: Path) -> None:
    page = "<p>Many words, and the same words again.</p>" * 60
    job = letter_job([], tmp_path, tmp_path)
    for name, text in {"a.html": page, "b.html": "<p>Few.</p>", "c.png": page}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    write_compressed(job)
    assert len(list(tmp_path.iterdir())) == 3  # only on demand
    write_compressed(replace(job, settings=check({"edition": {"title": "L"}, "publish": {"compressed": True}})))
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.html", "a.html.br", "a.html.gz", "b.html", "c.png"]
    assert brotli.decompress((tmp_path / "a.html.br").read_bytes()).decode() == page
    assert gzip.decompress((tmp_path / "a.html.gz").read_bytes()).decode() == page


def test_the_tei_to_take_away_has_no_indentation_but_all_its_lines(tmp_path: Path) -> None:
    job = letter_job([], tmp_path, tmp_path)
    raw = b'<p a="x\n   y">One\n   <hi>two</hi>\n\t<hi>three</hi>\r\n    four</p>\n'
    lean = b'<p a="x\n   y">One\n<hi>two</hi>\n<hi>three</hi>\r\nfour</p>\n'
    assert taken_away(job, "tei/a.xml", raw) == lean
    utf_16 = "\u0c0a\u2010<b/>".encode("utf-16-be")  # 0C0A 2010
    tags = (b'<p xml:space="preserve">\n <b/></p>', b"<tei:eg>\n <b/></tei:eg>", b"<![CDATA[\n <b/>]]>")
    for kept in (*tags, b'<p style="white-space: pre">\n <b/></p>', utf_16):
        assert taken_away(job, "tei/a.xml", kept + raw) == kept + raw
    assert taken_away(job, "tei/a.xml.txt", raw) == raw
    whole = replace(job, settings=check({"edition": {"title": "L"}, "publish": {"indented": True}}))
    assert taken_away(whole, "tei/a.xml", raw) == raw


# ---- fonts ---------------------------------------------------------------------------


def test_fonts_come_with_their_licence(site: Site) -> None:
    folder = site.folder / "assets" / "fonts"
    assert "SIL OPEN FONT LICENSE" in (folder / "LICENSE.txt").read_text(encoding="utf-8").upper()
    sheet = site.text(site.named("assets/site.css"))
    for style in STYLES:
        for script in SCRIPTS:
            name = site.named(f"assets/fonts/eb-garamond-{style}-{script}.woff2")
            assert (site.folder / name).read_bytes()[:4] == b"wOF2"
            assert name.removeprefix("assets/") in sheet


def test_what_the_site_says_of_its_own_takes_the_basic_font_alone(root: Path) -> None:
    """A sign of another range (↩, which no font has) made every page with a note load 100 kB more."""
    ours = [*(root / "xslt" / "html").rglob("*.xsl"), *(root / "xslt" / "texts").glob("*.json")]
    shown = "".join(re.sub(r"<!--.*?-->", "", path.read_text("utf-8"), flags=re.DOTALL) for path in ours)
    others = {
        c for name, ranges in SCRIPTS.items() if name != "basic" for c in parse_unicodes(ranges.replace("U+", ""))
    }
    assert {c for c in shown if ord(c) in others} == set()


def test_fonts_are_cut_again_to_the_same_bytes(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kktei.render.html.fonts.STYLES", {"italic": STYLES["italic"]})
    monkeypatch.setattr("kktei.render.html.fonts.SCRIPTS", {"greek": SCRIPTS["greek"]})
    name = "eb-garamond-italic-greek.woff2"
    cut = dict(fonts(Cache(tmp_path / "cache")))[name]
    assert cut == (site.folder / site.named(f"assets/fonts/{name}")).read_bytes()


@pytest.mark.parametrize(
    ("title", "chicago", "mla"),
    [
        ("On trade", "On trade,", "On trade."),
        ("Aid asked.", "Aid asked,", "Aid asked."),
        ("Who came?", "Who came?", "Who came?"),
        ("To Jonas Berg, Jr.", "To Jonas Berg, Jr.,", "To Jonas Berg, Jr."),
    ],
)
def test_a_title_cited_has_one_mark_at_its_end(title: str, chicago: str, mla: str) -> None:
    assert function(f"k:ended('{title}', ',')") == chicago
    assert function(f"k:ended('{title}', '.')") == mla


def test_values_are_said_in_their_own_order_and_apart() -> None:
    measures = '<measure unit="leaf" quantity="1"/><measure unit="page" quantity="2"/> <measure quantity="9"/>; <measure quantity="3"/>'

    def valued(context: str) -> str:
        sheet = data("xslt") / "reading.xsl"
        return evaluate(sheet, "normalize-space(k:valued(/))", context=context, namespaces=NS)[0]

    context = f'<extent xmlns="http://www.tei-c.org/ns/1.0">{measures}</extent>'
    assert valued(context) == "1 leaf, 2 page, 9; 3"
    dates = '<text xmlns="http://www.tei-c.org/ns/1.0"><date to="1901" from="1899"/></text>'
    assert valued(dates) == "1899/1901"
    assert function("k:from(/*/*)", context=dates.replace("from", 'notBefore="1890" from')) == "1899"


def test_the_name_of_two_is_no_name_of_either() -> None:
    text = document('<p><persName ref="#x #y">Karl and Anna</persName> <persName ref="#y">Anna</persName></p>')
    said = "k:mentioned(/) ! (?key || ':' || ?name || ':' || string-join(?called?*))"
    assert function(said, context=text).split(" ", 1)[0].startswith("x::Karl")
    assert "y:Anna:Karl and Anna" in function(said, context=text)


def test_whoever_the_description_points_to_is_in_the_register() -> None:
    named = '<p><persName ref="#z">Zoe</persName> and <persName>nobody</persName></p>'
    text = document("<p>Words.</p>", header=f"<profileDesc><abstract>{named}</abstract></profileDesc>")
    assert function("k:mentioned(/)?name", context=text) == "Zoe"


def test_words_from_right_to_left_say_so() -> None:
    params = {"context": json.dumps({"site": {"language": "en"}})}
    said = [evaluate(SHEET, f"k:lang('{tag}') ! string()", namespaces=NS, params=params) for tag in ("he", "de", "en")]
    assert said == [["he", "rtl"], ["de"], []]


@pytest.mark.parametrize(
    ("kept", "copy"),
    [
        ("d001", "D001"),
        ("L-2", "l-2"),
        ("m\u00fcller", "mu\u0308ller"),
        ("m\u00fcller", "M\u00dcLLER"),
        ("d001", "d001 "),
    ],
)
def test_a_copy_takes_no_address(kept: str, copy: str) -> None:
    kept, copy = (kept, copy) if kept != "L-2" else (copy, kept)
    alone = file_names([kept])
    assert file_names([copy, kept])[1:] == file_names([kept, copy])[:1] == alone
    later = file_names(["a", copy, "b", kept])
    assert later[1] == file_names([kept, copy])[1], "what else there is moves nobody"
    told = same_name([copy, kept])
    assert told == ({} if copy.endswith(" ") else {0: 1})


def test_a_copy_is_told() -> None:
    files = ["D001.xml", "d001.xml", "other/d001.xml"]
    found = list(alike([(file, f"documents/{at}.html") for at, file in enumerate(files)]))
    assert [(f.code, f.file) for f in found] == [("H032", "D001.xml")], "one of another folder is no copy"
    assert found[0].message.startswith("is named as d001.xml")
