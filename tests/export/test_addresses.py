"""A document has one address, whoever says it, and something stands there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from http.client import HTTPConnection
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote, urlsplit

import pytest
from lxml import etree, html

from kktei import citations
from kktei.addresses import Addresses
from kktei.pipeline.export import ExportRun
from kktei.project import Project

BASE = "https://example.org/letters/"
PAGE = f"{BASE}documents/d001.html"
_WITH_ADDRESSES = {
    ".xml", ".json", ".jsonld", ".ttl", ".ndjson", ".csv", ".bib", ".ris", ".html", ".txt", ".cff", ".graphml",
}  # fmt: skip


def test_all_say_the_same(letters: tuple[Project, ExportRun], exported: Path) -> None:
    project, _ = letters
    tei = etree.parse(project.documents / "d001.xml")
    page = html.parse(project.output / "html" / "documents" / "d001.html")
    linked = json.loads(page.xpath("string(//script[@type='application/ld+json'])"))
    csl = json.loads((project.output / "html" / "records.json").read_text("utf-8"))[0]
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


def test_the_site_and_the_exports_have_the_same_records(letters: tuple[Project, ExportRun], exported: Path) -> None:
    site = letters[0].output / "html"
    for stem in ("d001", "d002"):
        page = html.parse(site / "documents" / f"{stem}.html")
        for name in ("bib", "ris"):
            offered = page.xpath(f"string(//a[@download='{stem}.{name}']/@href)").partition(",")[2]
            assert unquote(offered) in (exported / "citations" / f"all.{name}").read_bytes().decode()
    everything = json.loads((exported / "citations" / "all.json").read_text("utf-8"))
    assert everything == json.loads((site / "records.json").read_text("utf-8"))


class _Host(SimpleHTTPRequestHandler):
    """Serves a site as docs/library.md has it put on the web: at /letters/, with the exports beside it."""

    output: Path

    def translate_path(self, path: str) -> str:
        within = unquote(urlsplit(path).path).removeprefix("/letters/")
        return str(self.output / within if within.startswith("export/") else self.output / "html" / within)

    def list_directory(self, path: object) -> None:
        self.send_error(404)

    def log_message(self, *_words: object) -> None:
        """Nothing is said."""


@pytest.fixture(scope="module")
def host(letters: tuple[Project, ExportRun]) -> Iterator[HTTPConnection]:
    """A connection to a server that has the built site."""
    handler = type("Host", (_Host,), {"output": letters[0].output})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield HTTPConnection("127.0.0.1", server.server_port)
        server.shutdown()


def test_every_address_of_the_edition_is_answered(letters: tuple[Project, ExportRun], host: HTTPConnection) -> None:
    """Asked over HTTP; where an address names a part, the file has it.  DTS's templates (`.../{id}`) are none."""
    output = letters[0].output
    texts = [
        *(output / "export").rglob("*"),
        *(output / "html").rglob("*.html"),
        *(output / "html").glob("*.*"),
        output / "html" / "records.json",
        *(output / "html" / "tei").rglob("*.xml"),
    ]
    found = set()
    for file in texts:
        if file.suffix in _WITH_ADDRESSES:
            found |= set(re.findall(rf"{re.escape(BASE)}[^\s\"'<>,;)\\{{}}]*+(?!{{)", file.read_text("utf-8")))
    assert len(found) > 60
    missing = {address: why for address in found if (why := _answer(address.rstrip("."), host))}
    assert missing == {}


def _answer(address: str, host: HTTPConnection) -> str:
    """What is wrong with the answer to an address; "" where nothing is."""
    parts = urlsplit(address)
    host.request("GET", parts.path)
    answer = host.getresponse()
    body = answer.read()
    if answer.status != 200:
        return str(answer.status)
    pages = (".html", "authorities.xml")  # what is said of facts in RDF has names below pages, not places
    if parts.fragment and parts.path.endswith(pages) and not parts.fragment.startswith("fact-"):
        return "" if f'id="{unquote(parts.fragment)}"'.encode() in body else "no such part"
    return ""


def test_the_map_names_every_page(letters: tuple[Project, ExportRun]) -> None:
    folder = letters[0].output / "html"
    listed = etree.parse(folder / "sitemap.xml").xpath("//*[local-name()='loc']/text()")
    pages = {p.relative_to(folder).as_posix() for p in folder.rglob("*.html")} - {"404.html"}
    assert {address.removeprefix(BASE) for address in listed} == pages
    assert f"Sitemap: {BASE}sitemap.xml" in (folder / "robots.txt").read_text("utf-8")
    assert (folder / "CITATION.cff").read_text("utf-8") == citations.citation_file(letters[0].settings())


def test_an_address_without_its_slash_and_a_name_with_signs() -> None:
    assert Addresses("").page("d001") == ""
    assert Addresses("https://example.org/x/").page("a b%é") == "https://example.org/x/documents/a%20b%25%C3%A9.html"


def test_pages_are_named_by_their_addresses(letters: tuple[Project, ExportRun]) -> None:
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


def test_a_feed_tells_what_was_changed(letters: tuple[Project, ExportRun]) -> None:
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


def test_zotero_finds_a_part_of_an_edition(letters: tuple[Project, ExportRun]) -> None:
    page = html.parse(letters[0].output / "html" / "documents" / "d001.html")
    pairs = [(m.get("name"), m.get("content")) for m in page.xpath("//meta[starts-with(@name, 'citation_')]")]
    told = {name.removeprefix("citation_"): content for name, content in pairs}
    assert told.keys() <= _ZOTERO
    assert told["author"] == "Winter, Ada"
    assert told["inbook_title"] == "Letters of Ada Winter and Jonas Berg"
    assert told["publication_date"] == "2026"
    rels = set(" ".join(page.xpath("//head/link/@rel")).split())
    assert {"canonical", "describedby", "item", "license", "collection"} <= rels
