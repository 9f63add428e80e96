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
