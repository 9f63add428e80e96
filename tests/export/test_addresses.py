"""A document has one address, whoever says it, and something stands there."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree, html

from kktei import citations
from kktei.addresses import Addresses
from kktei.pipeline.export import Outcome
from kktei.project import Project

BASE = "https://example.org/letters/"
PAGE = f"{BASE}documents/d001.html"


def test_all_say_the_same(letters: tuple[Project, Outcome], exported: Path) -> None:
    project, _ = letters
    tei = etree.parse(project.documents / "d001.xml")
    page = html.parse(project.output / "html" / "documents" / "d001.html")
    linked = json.loads(page.xpath("string(//script[@type='application/ld+json'])"))
    (csl,) = json.loads((project.output / "html" / "records" / "d001.json").read_text("utf-8"))
    sitemap = etree.parse(project.output / "html" / "sitemap.xml")
    cmif = etree.parse(exported / "cmif" / "cmif.xml")
    said = [
        tei.xpath("string(//*[local-name()='idno'][@type='URI'])"),
        page.xpath("string(//link[@rel='canonical']/@href)"),
        page.xpath("string(//meta[@name='DC.identifier']/@content)"),
        linked["@id"],
        csl["URL"],
        cmif.xpath("string(//*[local-name()='correspDesc']/@ref)"),
        *sitemap.xpath(f"//*[local-name()='loc'][.='{PAGE}']/text()"),
    ]
    assert said == [PAGE] * 7


def test_the_site_and_the_exports_have_the_same_records(letters: tuple[Project, Outcome], exported: Path) -> None:
    records = letters[0].output / "html" / "records"
    for name, whole in (("bib", "all.bib"), ("ris", "all.ris")):
        together = (exported / "citations" / whole).read_bytes()
        assert all((records / f"{stem}.{name}").read_bytes() in together for stem in ("d001", "d002"))
    everything = json.loads((exported / "citations" / "all.json").read_text("utf-8"))
    assert everything == [json.loads((records / f"{stem}.json").read_text("utf-8"))[0] for stem in ("d001", "d002")]


def test_every_address_of_the_edition_is_a_file(letters: tuple[Project, Outcome]) -> None:
    """The site lies at the base, the exports beside it in export/; DTS's templates end before their variables."""
    output = letters[0].output
    texts = [
        *(output / "export").rglob("*"),
        *(output / "html").rglob("*.html"),
        *(output / "html" / "tei").rglob("*.xml"),
    ]
    found = set()
    for file in texts:
        if file.suffix in {".xml", ".json", ".jsonld", ".ttl", ".ndjson", ".csv", ".bib", ".ris", ".html"}:
            found |= set(re.findall(rf"{re.escape(BASE)}[^\s\"'<>,;)\\{{}}]*", file.read_text("utf-8")))
    assert len(found) > 30
    paths = {unquote(urlsplit(address).path).removeprefix("/letters/").rstrip(".") for address in found}
    missing = {path for path in paths if path and not _there(output, path)}
    assert missing == set()


def _there(output: Path, path: str) -> bool:
    place = output / path if path.startswith("export/") else output / "html" / path
    return place.exists()


def test_the_map_names_every_page(letters: tuple[Project, Outcome]) -> None:
    folder = letters[0].output / "html"
    listed = etree.parse(folder / "sitemap.xml").xpath("//*[local-name()='loc']/text()")
    pages = {p.relative_to(folder).as_posix() for p in folder.rglob("*.html")}
    assert {address.removeprefix(BASE) for address in listed} == pages
    assert f"Sitemap: {BASE}sitemap.xml" in (folder / "robots.txt").read_text("utf-8")
    assert (folder / "CITATION.cff").read_text("utf-8") == citations.citation_file(letters[0].settings())


def test_an_address_without_its_slash_and_a_name_with_signs() -> None:
    assert Addresses("").page("d001") == ""
    assert Addresses("https://example.org/x/").page("a b%é") == "https://example.org/x/documents/a%20b%25%C3%A9.html"


def test_pages_are_named_by_their_addresses(letters: tuple[Project, Outcome]) -> None:
    """JSON-LD of the home page, of persons and archives: what it is about is called by the page's address."""
    folder = letters[0].output / "html"
    types = {}
    for file in (folder / "index.html", *folder.glob("persons/*.html"), *folder.glob("archives/*.html")):
        path = file.relative_to(folder).as_posix()
        if path.endswith("/index.html"):
            continue
        told = html.parse(file).xpath("string(//script[@type='application/ld+json'])")
        linked = json.loads(told)
        assert linked["@id"] == linked["url"] == BASE + path.removesuffix("index.html")
        types[path.partition("/")[0]] = linked["@type"]
    assert types == {"index.html": ["Dataset", "Collection"], "persons": "Person", "archives": "ArchiveOrganization"}


def test_a_feed_tells_what_was_changed(letters: tuple[Project, Outcome]) -> None:
    folder = letters[0].output / "html"
    feed = etree.parse(folder / "feed.xml")
    atom = {"a": "http://www.w3.org/2005/Atom"}
    entries = feed.xpath("/a:feed/a:entry/a:id/text()", namespaces=atom)
    assert sorted(entries) == [f"{BASE}documents/{name}.html" for name in ("d001", "d002")]
    days = feed.xpath("//a:updated/text()", namespaces=atom)
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", day) for day in days)
    assert days[0] == max(days)
    home = html.parse(folder / "index.html")
    assert home.xpath("string(//link[@type='application/atom+xml']/@href)") == "feed.xml"
    assert feed.xpath("string(/a:feed/a:link[@rel='self']/@href)", namespaces=atom) == f"{BASE}feed.xml"


# What Zotero's translator "Embedded Metadata" takes of Highwire's tags for a part of a book.
_ZOTERO = {
    "title", "author", "publication_date", "date", "inbook_title", "publisher", "language", "public_url", "doi",
}  # fmt: skip


def test_zotero_finds_a_part_of_an_edition(letters: tuple[Project, Outcome]) -> None:
    page = html.parse(letters[0].output / "html" / "documents" / "d001.html")
    pairs = [(m.get("name"), m.get("content")) for m in page.xpath("//meta[starts-with(@name, 'citation_')]")]
    told = {name.removeprefix("citation_"): content for name, content in pairs}
    assert told.keys() <= _ZOTERO
    assert told["author"] == "Winter, Ada"
    assert told["inbook_title"] == "Letters of Ada Winter and Jonas Berg"
    assert told["publication_date"] == "2026"
    rels = {link.get("rel") for link in page.xpath("//head/link[not(@rel='stylesheet')]")}
    assert {"canonical", "describedby", "item", "license", "collection"} <= rels
