"""A volume's front matter and chapters on the site."""

from __future__ import annotations

import base64
import gzip
import itertools
import json
import re
import warnings
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html

from tests.render.volumes import edition, front_xml, job
from tests.websites import Site, letter_job, made

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import html5lib


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return edition(tmp_path_factory.mktemp("volume") / "edition")


def site(folder: Path, name: str, **given: Any) -> Site:
    """A site, with the fonts that other tests have cut."""
    target = folder.parent / name
    cache = letter_job([], folder, target).cache
    return made(replace(job(folder, target, folder.parent / "cache", **given), cache=cache))


@pytest.fixture(scope="module")
def volume(folder: Path) -> Site:
    return site(folder, "site")


def parsed(site: Site, path: str) -> etree._Element:
    return html.document_fromstring(site.text(path).encode(), parser=html.HTMLParser(encoding="utf-8"))


def text(site: Site, path: str, where: str) -> str:
    return " ".join(" ".join(parsed(site, path).xpath(f"{where}//text()")).split())


def test_every_section_has_a_page_and_nothing_is_broken(volume: Site) -> None:
    assert [f.message for f in volume.findings] == []
    pages = [p for p in volume.pages if p.startswith("front/")]
    assert pages == ["front/index.html", "front/persons.html", "front/preface.html", "front/sources.html"]
    assert (volume.folder / "tei/front.xml").is_file()
    for path in [*pages, "index.html"]:
        parser = html5lib.HTMLParser(strict=False)
        parser.parse(volume.text(path))
        assert not parser.errors, (path, parser.errors[:3])
        levels = [int(h.tag[1]) for h in parsed(volume, path).iter("h1", "h2", "h3", "h4", "h5", "h6")]
        assert levels.count(1) == 1
        assert all(b - a <= 1 for a, b in itertools.pairwise(levels)), (path, levels)


def test_menu_home_and_neighbours_lead_there(volume: Site) -> None:
    for path in ("documents/d001.html", "persons/index.html", "front/preface.html"):
        assert parsed(volume, path).xpath("//header//a[@href = '../front/index.html'] = 'Front matter'")
    home = parsed(volume, "index.html")
    links = home.xpath("//section[@aria-labelledby = 'k-front']//a")
    assert [(a.get("href"), a.text) for a in links] == [
        ("front/preface.html", "Preface"),
        ("front/sources.html", "Sources and Thanks"),
        ("front/persons.html", "Persons"),
    ]
    around = parsed(volume, "front/sources.html").xpath("//nav[@class = 'neighbours']//a/@href")
    assert around == ["preface.html", "persons.html", "index.html"]


def test_chapters_are_headings_of_the_lists(volume: Site) -> None:
    for path, first in (("index.html", 3), ("front/index.html", 3)):
        found = parsed(volume, path).xpath("//*[@class = 'chapter'] | //ul[@class = 'document-list']/li/a")
        rows = [f"{e.tag} {e.text}" if e.tag != "a" else e.get("href").rpartition("/")[2] for e in found]
        assert rows == [
            f"h{first} The First Year",
            f"h{first + 1} Winter and Spring",
            "d001.html",
            "d002.html",
            f"h{first + 1} Summer",
            "d003.html",
            f"h{first} The Second Year",
            "d004.html",
        ]


def test_a_section_has_all_its_words_and_its_own_notes_only(volume: Site) -> None:
    page = "front/preface.html"
    words = text(volume, page, "//article")
    for part in ("These letters were never written", "Selection", "1921", "Quoted buttermilk"):
        assert part in words
    assert [text(volume, page, f"//section[@class='notes']/ol/li[{n}]").split()[1] for n in (1, 2, 3)] == [
        "quicksand.",
        "marzipan;",
        "periwinkle.",
    ]
    assert len(parsed(volume, page).xpath("//a[@class = 'note-call']")) == 3
    assert "essaynotec" in text(volume, "front/sources.html", "//section[@class='notes']")


def test_links_lead_to_documents_names_and_other_sections_and_back(volume: Site) -> None:
    hrefs = parsed(volume, "front/preface.html").xpath("//article//a/@href")
    assert {"../documents/d002.html#d002.p1", "../front/sources.html#front.item1", "../persons/winter.html"} <= set(
        hrefs
    )
    hrefs = parsed(volume, "documents/d001.html").xpath("//div[@class = 'text']//a/@href")
    for there in ("../front/sources.html", "../front/sources.html#front.item1", "../front/index.html"):
        assert there in hrefs
    # Karin Holm is in no document, so she has no page to lead to; Winter is one person, whatever key a source has.
    assert [p for p in volume.pages if p.startswith("persons/")] == ["persons/index.html", "persons/winter.html"]


def _searched(site: Site) -> tuple[dict[str, str], dict[str, dict[str, object]]]:
    """Words of each indexed page by its path, and the table of the search page by address."""
    found = {}
    for part in (site.folder / "search" / "fragment").iterdir():
        raw = base64.b64decode(part.read_text().split('"')[3])
        fragment = json.loads(gzip.decompress(raw)[len("pagefind_dcd") :])
        found[fragment["url"]] = fragment["content"]
    table = json.loads(
        re.fullmatch(r'kkteiPart\("documents", (.*)\);\n', site.text(site.named("search/documents.js")))[1]
    )
    columns = table["documents"]
    rows = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    return found, {str(row["address"]): row for row in rows}


def test_sections_are_found_like_documents(volume: Site) -> None:
    pages, table = _searched(volume)
    assert "marzipan" in pages["/front/preface.html"]
    assert "/front/index.html" not in pages
    assert len(pages) == 4 + 3
    row = table["front/preface.html"]
    assert row["fragment"]
    assert (row["number"], row["title"]) == ("", "Preface")
    assert "sections of the front matter" in volume.text(volume.named("assets/texts.js"))


def test_the_interface_is_german_where_the_edition_is(folder: Path) -> None:
    german = site(folder, "german", language="de")
    assert parsed(german, "index.html").xpath("//header//a[@href = 'front/index.html'] = 'Vorspann'")
    assert "Benachbarte Abschnitte" in german.text("front/preface.html")
    assert "Abschnitten des Vorspanns" in german.text(german.named("assets/texts.js"))


def test_chapters_alone_are_called_contents(tmp_path: Path) -> None:
    alone = site(edition(tmp_path / "edition", front_xml("")), "site")
    assert parsed(alone, "index.html").xpath("//header//a[@href = 'front/index.html'] = 'Contents'")
    assert [f.message for f in alone.findings] == []


def test_without_front_matter_the_site_knows_nothing_of_it(folder: Path) -> None:
    plain = site(folder, "plain", front=False)
    assert not [p for p in plain.bytes() if "front" in p]
    for path in plain.pages:
        assert "front/" not in plain.text(path), path
        assert "chapter" not in plain.text(path)
    assert '"{n} of {all} documents"' in plain.text(plain.named("assets/texts.js"))
