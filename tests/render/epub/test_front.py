"""A volume's front matter in the e-book: sections before the documents, chapters in the contents, nothing lost."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from kktei.render.docx import render_docx
from kktei.render.epub import render_epub
from kktei.render.epub.sections import BookSection, SectionFacts, numbered
from kktei.render.listed import ListedFacts
from tests.render.print.pages import body_words, words
from tests.render.volumes import edition, job

XHTML = "{http://www.w3.org/1999/xhtml}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAMES = ["front-preface", "front-sources", "front-persons"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return edition(tmp_path_factory.mktemp("volume") / "edition")


@pytest.fixture(scope="module")
def files(folder):
    made = job(folder, folder.parent / "epub", folder.parent / "cache")
    assert render_epub(made) == []
    with zipfile.ZipFile(made.target / "edition.epub") as archive:
        return {n.removeprefix("EPUB/"): archive.read(n) for n in archive.namelist()}


def test_documents_without_numbers_are_numbered_as_in_print():
    def section(stem, number):
        listed = ListedFacts(
            stem=stem, number=number, title="", witnesses=(), names=(), signs=(), abbreviations=(), categories=()
        )
        facts = SectionFacts(stem, "", (), (), (), listed)
        return BookSection(Path(stem), stem, stem, f'<section><h1 id="heading">{stem}</h1><h1>b</h1></section>', facts)

    told = numbered([section("w1", ""), section("a1", "")])
    assert [(s.title, s.facts.listed.number) for s in told] == [("1. w1", "1"), ("2. a1", "2")]
    assert told[0].xhtml == '<section><h1 id="heading">1. w1</h1><h1>b</h1></section>'
    assert numbered([section("w1", ""), section("a1", "7")]) == [section("w1", ""), section("a1", "7")]


def test_sections_come_before_the_documents(files):
    package = etree.fromstring(files["package.opf"])
    named = {item.get("id"): item.get("href") for item in package.iter("{*}item")}
    spine = [named[ref.get("idref")] for ref in package.iter("{*}itemref")]
    assert spine == [
        "cover.xhtml",
        "title.xhtml",
        "nav.xhtml",
        *(f"{n}.xhtml" for n in NAMES),
        *(f"d00{n}.xhtml" for n in range(1, 5)),
        "index-person.xhtml",
    ]
    landmark = re.search(rb'epub:type="bodymatter" href="([^"]+)"', files["nav.xhtml"])
    assert landmark[1] == b"d001.xhtml"


def test_contents_hold_sections_and_chapters(files):
    toc = next(etree.fromstring(files["nav.xhtml"]).iter(f"{XHTML}nav"))

    def tree(listed):
        rows = []
        for item in listed:
            inner = item.find(f"{XHTML}ol")
            title = item.find(f"{XHTML}a").text
            rows.append(title if inner is None else (title, tree(inner)))
        return rows

    assert tree(toc.find(f"{XHTML}ol")) == [
        "Preface",
        "Sources and Thanks",
        "Persons",
        ("The First Year", [("Winter and Spring", ["1. Letter 1", "2. Letter 2"]), ("Summer", ["3. Letter 3"])]),
        ("The Second Year", ["4. Letter 4"]),
        "Index of Persons",
    ]


def test_every_word_note_and_link(files, folder):
    pages = {n: etree.fromstring(re.sub(rb"(</(p|h1|h2|td|th|li)>)", rb" \1", files[f"{n}.xhtml"])) for n in NAMES}
    printed = words(" ".join("".join(page.itertext()) for page in pages.values()))
    contents = {"Contents", "The", "First", "Second", "Year", "Winter", "and", "Spring", "Summer", *"1234"}
    printed |= {w.strip("0123456789") for w in printed}
    assert body_words(folder / "front.xml") - printed <= contents
    asides = [len(list(page.iter(f"{XHTML}aside"))) for page in pages.values()]
    assert asides == [3, 3, 0]
    for name, root in pages.items():
        ids = {e.get("id") for e in root.iter() if e.get("id")}
        for link in root.iter(f"{XHTML}a"):
            file, _, fragment = link.get("href").partition("#")
            assert f"{file}" in files if file else fragment in ids, (name, link.get("href"))
    hrefs = re.findall(r'href="([^"#]+)', files["d001.xhtml"].decode())
    assert hrefs.count("front-sources.xhtml") == 2


def test_word_gets_them_as_chapters(folder):
    made = job(folder, folder.parent / "docx", folder.parent / "cache")
    assert render_docx(made) == []
    with zipfile.ZipFile(made.target / "edition.docx") as archive:
        document = etree.fromstring(archive.read("word/document.xml"))
        notes = archive.read("word/footnotes.xml").decode()
    styled = [(p.find(f".//{W}pStyle"), "".join(p.itertext()).strip()) for p in document.iter(f"{W}p")]
    heads = [
        (style.get(f"{W}val")[-1], words)
        for style, words in styled
        if "Heading" in str(style is not None and style.get(f"{W}val"))
    ]
    assert heads == [
        ("1", "Preface"), ("2", "Selection"), ("1", "Sources and Thanks"), ("1", "Persons"),
        ("1", "The First Year"), ("2", "Winter and Spring"), ("3", "1. Letter 1"), ("3", "2. Letter 2"),
        ("2", "Summer"), ("3", "3. Letter 3"), ("1", "The Second Year"), ("3", "4. Letter 4"), ("1", "Index of Persons"),
    ]  # fmt: skip
    for word in ("quicksand", "marzipan", "periwinkle", "essaynotec"):
        assert notes.count(f"{word}") == 1
