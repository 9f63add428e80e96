"""No script runs from the TEI that a site offers, however it is written; what is harmless is offered as it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from kktei.render.html.inert import active_part
from tests.security.downloads import ACTIVE, INERT, XHTML, raw, script, tei
from tests.websites import Site, edition_job, letter_job, made


@pytest.mark.parametrize("kind", ACTIVE)
def test_what_a_browser_would_carry_out_is_seen(kind: str) -> None:
    assert active_part(raw(ACTIVE[kind]), "x.xml") is not None


@pytest.mark.parametrize("kind", INERT)
def test_what_a_browser_shows_as_text_is_left(kind: str) -> None:
    assert active_part(raw(INERT[kind]), "x.xml") is None


def test_the_line_and_the_part_are_named() -> None:
    assert active_part(tei(f"\n\n{script(XHTML)}").encode(), "x.xml") == (3, "an element script of XHTML")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("downloads")
    for at, text in enumerate([*ACTIVE.values(), *INERT.values()]):
        (folder / f"d{at:03}.xml").write_bytes(raw(text))
    return made(letter_job(sorted(folder.glob("*.xml")), folder, folder / "site"))


def test_it_is_offered_as_a_plain_text_byte_for_byte(site: Site) -> None:
    for at, text in enumerate([*ACTIVE.values(), *INERT.values()]):
        name = f"d{at:03}.xml.txt" if at < len(ACTIVE) else f"d{at:03}.xml"
        assert (site.folder / "tei/documents" / name).read_bytes() == raw(text)
        page = html.fromstring(site.text(f"documents/d{at:03}.html"), parser=html.HTMLParser(huge_tree=True))
        (link,) = page.xpath("//p[@class='downloads']/a[.='TEI']")
        assert link.get("href") == f"../tei/documents/{name}"
        assert link.get("download") == name
        assert link.get("type") == ("text/plain" if at < len(ACTIVE) else "application/tei+xml")
    assert len(list((site.folder / "tei/documents").iterdir())) == len(ACTIVE) + len(INERT)


def test_each_such_file_is_a_finding(site: Site) -> None:
    found = [f for f in site.findings if f.code == "H005"]
    assert [f.file for f in found] == [f"d{at:03}.xml" for at in range(len(ACTIVE))]
    assert ".xml.txt" in found[0].message
    assert not [f for f in site.findings if f.code == "H002"]  # the pages' links lead there


def test_shared_files_are_judged_too(root: Path, tmp_path: Path) -> None:
    job = edition_job(root, tmp_path / "site", letter_job([], tmp_path, tmp_path).cache)
    assert job.authorities is not None
    text = job.authorities.read_text("utf-8")
    hostile = tmp_path / "authorities.xml"
    hostile.write_text(text.replace("</teiHeader>", f"</teiHeader>{script(XHTML)}", 1), "utf-8")
    site = made(replace(job, documents=job.documents[:1], authorities=hostile))
    assert "H005" in [f.code for f in site.findings if f.file == "authorities.xml"]
    assert (site.folder / "tei/authorities.xml.txt").read_bytes() == hostile.read_bytes()
    assert not (site.folder / "tei/authorities.xml").exists()
