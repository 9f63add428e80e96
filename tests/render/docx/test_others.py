"""InDesign's story and JATS: all words and notes in their order, with what the edition says of them."""

from __future__ import annotations

import copy
import re
import zipfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree

from kktei.findings import Finding
from kktei.render.docx import render_docx, render_icml, render_jats
from kktei.render.docx.parts import called, calls
from kktei.render.docx.word import _pages
from kktei.render.epub.whole import whole_book
from kktei.render.job import RenderJob
from kktei.render.plates import Medium
from tests.render.docx.test_docx import RICH
from tests.render.print.conftest import make_job
from tests.render.print.test_files import letter
from tests.render.test_products_agree import LETTERS
from tests.render.test_products_agree import letter as whole_letter
from tests.render.volumes import edition
from tests.render.volumes import job as job_of

Element = etree._Element
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
NOTES = {"{http://www.w3.org/1999/xhtml}aside", "Footnote", "fn"}


@pytest.fixture(scope="module")
def job(tmp_path_factory: pytest.TempPathFactory) -> RenderJob:
    """Letters of every kind, the rich one last."""
    folder = tmp_path_factory.mktemp("others")
    files = [folder / f"{number}.xml" for number, _ in enumerate(LETTERS)]
    for file, text in zip(files, LETTERS.values(), strict=True):
        file.write_text(whole_letter(text), "utf-8")
    given = {
        "publisher": "A Press",
        "place": "Bonn",
        "subtitle": "1913",
        "description": "One.\n\nTwo.",
        "doi": "10.5281/x",
    }
    return make_job(folder / "out", [*files, letter(folder, "z.xml", RICH)], edition=given)


def made(job: RenderJob, render: Callable[[RenderJob], list[Finding]]) -> Element:
    assert [f.code for f in render(job) if f.code != "P020"] == []
    file = next(file for file in job.target.iterdir() if file.suffix in (".icml", ".xml"))
    found = etree.fromstring(file.read_bytes(), etree.XMLParser(load_dtd=False, no_network=True))
    file.unlink()
    return found


@pytest.fixture(scope="module")
def jats(job: RenderJob) -> Element:
    return made(job, render_jats)


@pytest.fixture(scope="module")
def icml(job: RenderJob) -> Element:
    return made(job, render_icml)


def words(root: Element, without: set[str]) -> list[str]:
    """The words of a text in their order, but for the parts that are told elsewhere."""
    said: list[str] = []

    def walk(element: Element) -> None:
        if isinstance(element.tag, str) and element.tag not in without and element.get("class") != "noteref":
            said.append(element.text or "")
            for child in element:
                walk(child)
                said.append(child.tail or "")

    walk(root)
    return re.findall(r"[^\W_]", "".join(said))


def expected(job: RenderJob) -> tuple[list[str], list[list[str]], list[str]]:
    """The characters of the text, of each note, and the labels of the calls, as the page has them."""
    (page,) = _pages(whole_book(job, Medium("Word file", (), 150.0, 230.0), "docx"))
    labels = [one.said for one in calls(page)]
    notes = {note.get("id"): words(note, set()) for note in page.iter("{*}aside")}
    told = [notes[call.get("href")[1:]] for call in called(page)]
    for call in page.iter("{*}a"):
        if call.get("role") == "doc-noteref":
            call.set("class", "noteref")
    return words(page, NOTES), told, labels


def test_jats_has_every_word_note_and_label(job: RenderJob, jats: Element) -> None:
    text, notes, labels = expected(job)
    body = jats.find("body")
    calls = [call for call in body.iter("xref") if call.get("ref-type") == "fn"]
    assert [call.text for call in calls] == labels
    assert words(body, NOTES | {"xref", "alt-text"}) == text
    told = [words(note, {"label"}) for note in jats.iter("fn")]
    assert told == notes
    assert [note.findtext("label") for note in jats.iter("fn")] == labels


def test_the_story_has_every_word_and_note(job: RenderJob, icml: Element) -> None:
    text, notes, _ = expected(job)
    story = icml.find("Story")
    assert words(story, NOTES) == text
    assert [words(note, set()) for note in story.iter("Footnote")] == notes
    used = {e.get(f"Applied{kind}Style") for kind in ("Paragraph", "Character") for e in icml.iter(f"{kind}StyleRange")}
    defined = {e.get("Self") for kind in ("Paragraph", "Character") for e in icml.iter(f"{kind}Style")}
    assert {style for style in used if style and not style.startswith("$ID")} <= defined
    assert {"ParagraphStyle/Dateline > Paragraph", "ParagraphStyle/Verse 2 > Paragraph", "CharacterStyle/Letter-spaced",
            "ParagraphStyle/Footnote > Source Note > Paragraph", "ParagraphStyle/Footnote > Apparatus Note > Paragraph"} <= used  # fmt: skip


def test_the_story_has_no_empty_paragraphs(icml: Element) -> None:
    assert [e for e in icml.iter("ParagraphStyleRange") if not len(e)] == []
    assert list(icml.iter("Table"))
    breaks = [e.tag for e in icml.find("Story") if isinstance(e.tag, str)]
    assert ("Br", "Br") not in set(pairwise(breaks))


def told(root: Element, kind: str = "*") -> list[tuple[object, ...]]:
    """All elements of a kind in their order, with attributes and words; layout does not count, nor where bookmarks end."""
    return [
        (e.tag, {k: v for k, v in e.items() if k not in COUNTED}, "".join(e.itertext()).split())
        for e in root.iter(kind) if isinstance(e.tag, str) and e.tag != f"{W}bookmarkEnd"
    ]  # fmt: skip


COUNTED = {f"{W}id", "id", f"{R}id", f"{R}embed"}  # numbers of a Word file: they only have to agree


@pytest.mark.long
def test_chapters_go_on_where_parts_are_joined(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    volume = job_of(edition(tmp_path / "edition"), tmp_path / "out", tmp_path / "cache")
    monkeypatch.setattr("kktei.render.docx.word._SIZE", 1)
    joined = made(volume, render_jats)
    monkeypatch.undo()
    whole = made(volume, render_jats)
    assert [*map(shape, joined.find("body"))] == [*map(shape, whole.find("body"))]
    assert told(joined) == told(whole)
    ids = [e.get("id") for e in joined.iter("*") if e.get("id")]
    assert len(ids) == len({*ids})
    assert {e.get("rid") for e in joined.iter("xref")} <= {*ids}


@pytest.mark.long
def test_articles_of_pieces_of_documents_are_those_of_one(
    job: RenderJob, monkeypatch: pytest.MonkeyPatch, jats: Element
) -> None:
    """Where documents are cut between their paragraphs and divisions."""
    monkeypatch.setattr("kktei.render.docx.word._SIZE", 1)
    joined = made(job, render_jats)
    assert told(joined) == told(jats)


def shape(element: Element) -> object:
    """An element as the tree of its identifiers."""
    return element.tag, element.get("id"), [shape(e) for e in element.iter("sec") if e.getparent() is element]


@pytest.mark.long
def test_a_story_of_joined_parts_is_that_of_one(job: RenderJob, monkeypatch: pytest.MonkeyPatch, icml: Element) -> None:
    monkeypatch.setattr("kktei.render.docx.word._SIZE", 1)
    joined = made(job, render_icml)
    assert told(joined.find("Story")) == told(icml.find("Story"))
    for kind in ("Hyperlink", "HyperlinkURLDestination", "CharacterStyle", "ParagraphStyle"):
        assert sorted(told(joined, kind), key=str) == sorted(told(icml, kind), key=str)


@pytest.mark.long
def test_a_word_file_of_joined_parts_is_that_of_one(job: RenderJob, monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    for size in (10**9, 1):
        monkeypatch.setattr("kktei.render.docx.word._SIZE", size)
        assert {f.code for f in render_docx(job)} <= {"P020"}
        with zipfile.ZipFile(job.target / "edition.docx") as archive:
            found.append({name: archive.read(name) for name in archive.namelist()})
        (job.target / "edition.docx").unlink()
    one, many = (
        {n: etree.fromstring(raw) for n, raw in parts.items() if n.endswith((".xml", ".rels"))} for parts in found
    )
    assert one.keys() == many.keys()
    for name in one.keys() - {"word/styles.xml"}:
        assert told(many[name]) == told(one[name]), name
    assert sorted(told(many["word/styles.xml"], f"{W}style"), key=str) == sorted(
        told(one["word/styles.xml"], f"{W}style"), key=str
    )
    text, notes = many["word/document.xml"], many["word/footnotes.xml"]
    used = [e.get(f"{W}id") for e in text.iter(f"{W}footnoteReference")]
    assert used == [e.get(f"{W}id") for e in notes.iter(f"{W}footnote")][2:]
    assert len(used) == len({*used})
    for name, root in (("document", text), ("footnotes", notes)):
        asked = {v for e in root.iter("*") for k, v in e.items() if k.startswith(R)}
        assert asked <= {r.get("Id") for r in many[f"word/_rels/{name}.xml.rels"]}
    lists = {e.get(f"{W}val") for e in text.iter(f"{W}numId")}
    assert lists <= {e.get(f"{W}numId") for e in many["word/numbering.xml"].iter(f"{W}num")}


def test_jats_is_valid(jats: Element, datadir: Path) -> None:
    """Version 1.1 as RELAX NG, of which 1.2, which the file names, is a superset."""
    grammar = etree.RelaxNG(etree.parse(datadir / "jats" / "archiving-1.1.rng"))
    said = copy.deepcopy(jats)
    said.set("dtd-version", "1.1")
    grammar.assertValid(said)
    said.find("front").append(etree.Element("verse-line"))
    assert not grammar.validate(said)


def test_jats_says_what_is_so_of_an_edition(jats: Element) -> None:
    meta = jats.find("front/article-meta")
    assert jats.findtext("front/journal-meta/publisher/publisher-name") == "A Press"
    assert (meta.findtext("article-id"), meta.findtext("title-group/subtitle")) == ("10.5281/x", "1913")
    assert [part.text for part in meta.find("pub-date")] == ["01", "02", "2026"]
    assert [p.text for p in meta.iterfind("abstract/p")] == ["One.", "Two."]
    assert not list(jats.iter("issn", "boxed-text"))
    assert all(element.text or len(element) for element in jats.find("front").iter() if element.tag != "self-uri")


def test_jats_knows_verse_tables_and_kinds_of_paragraph(jats: Element) -> None:
    *_, rich = jats.iterfind("body/sec[@id='z-heading']")
    assert [[line.text for line in group] for group in rich.iter("verse-group")] == [["First", "Second"], ["Third"]]
    told = {p.get("content-type"): p.text for p in rich.iter("p") if p.get("content-type")}
    assert (told["Dateline"], told["Closing"], told["Table Head"]) == ("Rome", "Yours,", "Head")
    assert [sc.text for sc in rich.iter("sc")] == ["caps", "both"]
    series = [note.get("specific-use") for note in jats.iter("fn")]
    assert series[-3:] == ["source", None, "reading"]


def test_chapters_stand_above_their_documents(tmp_path) -> None:
    job = job_of(edition(tmp_path / "edition"), tmp_path / "out", tmp_path / "cache")
    body = made(job, render_jats).find("body")
    assert [title.text for title in body.iterfind("sec/title")] == [
        "Preface", "Sources and Thanks", "Persons", "The First Year", "The Second Year", "Index of Persons",
    ]  # fmt: skip
    first = body.find("sec[4]")
    assert [title.text for title in first.iterfind("sec/title")] == ["Winter and Spring", "Summer"]
    assert [title.text for title in first.iterfind("sec/sec/title")][:2] == ["1. Letter 1", "2. Letter 2"]
