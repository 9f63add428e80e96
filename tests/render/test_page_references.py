"""A reference to a page leads there on the site, in the e-book and in print, in the same document and in another."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from kktei.cache import Cache
from kktei.config import check
from kktei.pipeline.convert import convert
from kktei.pipeline.watch import Silence
from kktei.project import Project
from kktei.render.epub import render_epub
from kktei.render.job import RenderJob
from kktei.render.print import render_print
from tests.read.odd_volume import odd_volume
from tests.websites import made

REFERENCES = '<ref target="#pg_14">p. 14</ref> <ref target="#pg_16">p. 16</ref> <ref target="#d1fn1">note 1</ref>'


@pytest.fixture(scope="module")
def job(tmp_path_factory: pytest.TempPathFactory) -> RenderJob:
    folder = tmp_path_factory.mktemp("pages")
    for name in ("seeds", "edition/documents"):
        (folder / name).mkdir(parents=True)
    (folder / "edition" / "edition.toml").write_text('[edition]\nid = "v"\ntitle = "V"\n', encoding="utf-8")
    (folder / "seeds" / "v.xml").write_text(odd_volume(REFERENCES), encoding="utf-8")
    convert(Project(folder), by="E", watch=Silence())
    return RenderJob(
        root=folder,
        documents=tuple(sorted((folder / "edition" / "documents").iterdir())),
        settings=check({"edition": {"title": "V"}}),
        target=folder / "out",
        cache=Cache(folder / "cache"),
        authorities=folder / "edition" / "authorities.xml",
        corpus=folder / "edition" / "edition.xml",
    )


def links(text: str) -> dict[str, str]:
    """The links of a page whose words name a page or a note."""
    found = re.findall(r'<a\b[^>]*href="([^"]*)"[^>]*>((?:p\.|note)\s\d+)</a>', text)
    return {" ".join(words.split()): address for address, words in found}


def ids(text: str) -> set[str]:
    return set(re.findall(r'\bid="([^"]*)"', text))


@pytest.mark.long
def test_on_the_site(job: RenderJob) -> None:
    site = made(job)
    first, second = site.text("documents/d001.html"), site.text("documents/d002.html")
    assert links(first) == {"p. 14": "#d001.pg14", "p. 16": "../documents/d002.html#d002.pg16", "note 1": "#d001.hn1"}
    assert {"d001.pg11", "d001.pg12", "d001.pg13", "d001.pg14", "d001.hn1"} <= ids(first)
    assert "d002.pg16" in ids(second)
    assert links(second) == {f"p. {n}": f"../documents/d001.html#d001.pg{n}" for n in (11, 12, 13)}
    calls = re.findall(r'href="#(k-call-\d+)"', first)
    assert calls
    assert set(calls) <= ids(first)


def test_in_the_e_book(job: RenderJob) -> None:
    job.target.mkdir(exist_ok=True)
    render_epub(job)
    with zipfile.ZipFile(job.target / "edition.epub") as archive:
        pages = {Path(n).name: archive.read(n).decode() for n in archive.namelist() if n.endswith(".xhtml")}
    assert links(pages["d001.xhtml"])["p. 16"] == "d002.xhtml#page-d002.pg16"
    assert set(links(pages["d002.xhtml"])) == {"p. 11", "p. 12", "p. 13"}
    for name, text in pages.items():
        for address in etree.fromstring(text.encode()).xpath("//@href[contains(., '#')]"):
            file, _, fragment = address.partition("#")
            assert fragment in ids(pages[file or name]), f"{name}: {address}"


def test_in_print(job: RenderJob) -> None:
    found = render_print(job)
    assert [f for f in found if "place" in f.message] == []
    first = (job.target / "typst" / "documents" / "d001.typ").read_text(encoding="utf-8")
    assert '#xref("d002#d002.pg16")' in first
    assert '#xref("d001#d001.pg14")' in first
