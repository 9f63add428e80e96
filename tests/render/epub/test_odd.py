"""One odd file costs the e-book nothing: every other document is in it, and the book is well formed."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import etree

from kktei.cache import Cache
from kktei.config import check
from kktei.errors import InputError, MachineryError
from kktei.findings import Finding
from kktei.render.docx import render_docx
from kktei.render.epub import render_epub, sections
from kktei.render.epub.package import Book, section_page
from kktei.render.epub.sections import BookSection, SectionFacts
from kktei.render.front import front_matter
from kktei.render.job import RenderJob
from tests.render.odd import FILES, GOOD
from tests.render.volumes import edition
from tests.render.volumes import job as job_of

XHTML = "{http://www.w3.org/1999/xhtml}"
Pages = dict[str, etree._Element]


def book(folder: Path, documents: list[Path], **settings: object) -> Pages:
    """The parsed files of a book by their names."""
    target = folder / "out"
    target.mkdir()
    said = check({"edition": {"title": "Letters", **settings}})
    job = RenderJob(folder, tuple(documents), said, target, Cache(folder / "cache"))
    assert render_epub(job) == []
    with zipfile.ZipFile(target / "edition.epub") as archive:
        names = archive.namelist()
        assert len({name.casefold() for name in names}) == len(names)
        parser = etree.XMLParser(huge_tree=True)
        marked = [n for n in names if n.endswith((".xhtml", ".opf"))]
        return {n.removeprefix("EPUB/"): etree.fromstring(archive.read(n), parser) for n in marked}


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> tuple[Pages, list[str]]:
    """All odd files and a good one as a book; the names of their files in it, in order."""
    folder = tmp_path_factory.mktemp("odd")
    for stem, file in FILES.items():
        text = file.text
        (folder / f"{stem}.xml").write_bytes(text if isinstance(text, bytes) else text.encode())
    words, end, rest = GOOD.rpartition("</p>")
    tables = "".join(f"<table><row>{'<cell>1</cell>' * columns}</row></table>" for columns in (4, 5, 9))
    (folder / "good.xml").write_text(words + end + tables + rest, "utf-8")
    documents = sorted(folder.glob("*.xml"))
    pages = book(folder, documents)
    spine = [e.get("href") for e in pages["package.opf"].iter("{*}item") if e.get("id", "").startswith("s")]
    names = [
        name for name in spine if name != "style.css" and pages[name].find(f".//{XHTML}section[@class='lists']") is None
    ]
    assert len(names) == len(documents)
    return pages, names


def named(odd: tuple[Pages, list[str]], stem: str) -> etree._Element:
    stems = sorted([*(f"{s}.xml" for s in FILES), "good.xml"])
    return odd[0][odd[1][stems.index(f"{stem}.xml")]]


@pytest.mark.parametrize("stem", FILES)
def test_its_words_and_its_title_are_there(odd: tuple[Pages, list[str]], stem: str) -> None:
    root = named(odd, stem)
    text = " ".join("".join(root.itertext()).split())
    assert all(words in text for words in FILES[stem].words)
    assert "".join(root.find(f".//{XHTML}h1").itertext()).strip()
    assert (root.findtext(f".//{XHTML}title") or "").strip()


def test_every_link_leads_somewhere_and_no_id_stands_twice(odd: tuple[Pages, list[str]]) -> None:
    pages, _ = odd
    ids = {name: [e.get("id") for e in root.iter() if e.get("id")] for name, root in pages.items()}
    assert all(len(set(found)) == len(found) for found in ids.values())
    for name, root in pages.items():
        for link in [a.get("href") for a in root.iter(f"{XHTML}a") if a.get("href")]:
            file, _, fragment = link.partition("#")
            there = posixpath.normpath(unquote(file)) if file else name
            assert there in pages, (name, link)
            assert not fragment or unquote(fragment) in ids[there], (name, link)


def test_the_contents_name_everything(odd: tuple[Pages, list[str]]) -> None:
    pages, names = odd
    rows = pages["nav.xhtml"].find(f".//{XHTML}nav")
    links = [(a.get("href"), "".join(a.itertext())) for a in rows.iter(f"{XHTML}a")]
    listed = [unquote(href) for href, _ in links]
    assert [href for href in listed if href in names] == names
    assert set(listed) - set(names) == {"abbreviations.xhtml"}
    assert all(words.strip() for _, words in links)


def test_files_of_one_name_in_two_folders_are_two(tmp_path: Path) -> None:
    for folder, words in (("a", "first"), ("b", "second")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.xml").write_text(GOOD.replace("good words", words), "utf-8")
    pages = book(tmp_path, [tmp_path / "a/x.xml", tmp_path / "b/x.xml"])
    said = ["".join(root.itertext()) for name, root in pages.items() if name.startswith("x")]
    assert ["first" in said[0], "second" in said[1], len(said)] == [True, True, 2]


def test_a_wide_table_is_whole_on_a_narrow_page(odd: tuple[Pages, list[str]]) -> None:
    tables = named(odd, "good").iter(f"{XHTML}table")
    assert [table.get("class") for table in tables] == [None, "many-columns", "many-columns very-many"]


def test_a_letter_may_speak_of_languages(tmp_path: Path) -> None:
    (tmp_path / "x.xml").write_text(GOOD.replace("good words", 'lang="und" xml:lang="und"'), "utf-8")
    pages = book(tmp_path, [tmp_path / "x.xml"])
    assert 'lang="und" xml:lang="und"' in "".join(pages["x.xhtml"].itertext())
    assert pages["x.xhtml"].find(f".//{XHTML}section").get("lang") == "en"


@pytest.mark.parametrize("title", ["\"'<&>", "日" * 300])
def test_a_title_of_any_kind(tmp_path: Path, title: str) -> None:
    (tmp_path / "x.xml").write_text(GOOD, "utf-8")
    pages = book(tmp_path, [tmp_path / "x.xml"], title=title, language="en", editors=["<b>", ""])
    assert (pages["title.xhtml"].findtext(f".//{XHTML}h1") or "").strip()
    assert (pages["package.opf"].findtext(".//{http://purl.org/dc/elements/1.1/}title") or "").strip()


BROKEN = {
    "cut": (b"<TEI", 1),
    "empty": (b"", 1),
    "doctype": (b'<!DOCTYPE TEI [<!ENTITY a "b">]>\n<TEI/>', 0),
    "encoding": (b'<?xml version="1.0" encoding="nonsense"?>\n<TEI/>', 1),
    "deep": (b"<a>" * 600 + b"</a>" * 600, 1),
    "folder": (None, 0),
    "gone": (None, 0),
}


@pytest.mark.parametrize("render", [render_epub, render_docx])
def test_what_cannot_be_read_is_left_out_and_named(
    render: Callable[[RenderJob], list[Finding]], tmp_path: Path
) -> None:
    for stem, (data, _) in BROKEN.items():
        if data is not None:
            (tmp_path / f"{stem}.xml").write_bytes(data)
    (tmp_path / "folder.xml").mkdir()
    (tmp_path / "good.xml").write_text(GOOD, "utf-8")
    documents = [tmp_path / f"{stem}.xml" for stem in (*BROKEN, "good")]
    target = tmp_path / "out"
    target.mkdir()
    job = RenderJob(tmp_path, tuple(documents), check({"edition": {"title": "Letters"}}), target, Cache(tmp_path / "c"))
    found = render(job)
    assert [(f.code, f.file, f.line > 0) for f in found] == [
        ("P001", f"{stem}.xml", line > 0) for stem, (_, line) in BROKEN.items()
    ]
    assert len(list(target.iterdir())) == 1


def test_a_front_that_has_become_another_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "front.xml").write_text("<TEI>\n<text", "utf-8")
    with pytest.raises(InputError, match=r"front\.xml:2:\d+: not well-formed XML"):
        front_matter(tmp_path / "front.xml", "x")


def test_a_section_in_which_the_stylesheet_fails_costs_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(path: Path, stem: str, *rest: object) -> object:
        if stem == "front-preface":
            raise MachineryError("A stylesheet failed: x")
        return made(path, stem, *rest)  # type: ignore[arg-type]

    made = sections._made
    monkeypatch.setattr(sections, "_made", failing)
    folder = edition(tmp_path / "edition")
    whole = job_of(folder, tmp_path / "epub", tmp_path / "cache")
    assert [(f.code, f.file) for f in render_epub(whole)] == [("P001", "front.xml")]
    with zipfile.ZipFile(whole.target / "edition.epub") as archive:
        names = set(archive.namelist())
    assert "EPUB/front-preface.xhtml" not in names
    assert {"EPUB/front-sources.xhtml", "EPUB/d001.xhtml"} <= names


@pytest.mark.parametrize("language", ["und", "la"])
def test_a_text_of_an_unknown_language_is_told_as_the_books(language: str) -> None:
    facts = SectionFacts("A", language, (), (), (), None)
    section = BookSection(
        Path("a.xml"), "a", "a", f'<section xml:lang="{language}" lang="{language}">A</section>', facts
    )
    made = section_page(Book(check({"edition": {"title": "T", "language": "de"}}), None, ()), section)
    assert set(re.findall(r'\blang="(\w+)"', made)) == {"de" if language == "und" else "la"}
