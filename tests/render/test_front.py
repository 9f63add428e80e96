"""front.xml as sections and chapters: nothing of it is lost, each part has a name of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from kktei.findings import Severity
from kktei.render.front import FrontMatter, by_contents, front_matter
from kktei.validate import check_text
from tests.render.volumes import FRONT, front_xml


def read(folder: Path, front: str = FRONT, chapters: str = "") -> FrontMatter:
    (folder / "front.xml").write_text(front_xml(front, chapters), encoding="utf-8")
    return front_matter(folder / "front.xml", "Front matter")


def words(text: str) -> str:
    body = etree.fromstring(text).find(".//{*}text")
    return " ".join("".join(body.itertext()).split())


def test_each_division_is_a_section_with_its_own_heading(tmp_path: Path) -> None:
    found = read(tmp_path)
    assert [(s.stem, s.kind, s.heading) for s in found.sections] == [
        ("front-preface", "preface", "Preface"),
        ("front-sources", "sources", "Sources and Thanks"),
        ("front-persons", "persons", "Persons"),
    ]


def test_no_word_and_no_page_is_lost(tmp_path: Path) -> None:
    loose = "<p>First.</p><div><p>Second.</p></div><p>Third.</p><p>Fourth.</p><pb n='9'/>"
    found = read(tmp_path, loose + '<div><head>Fifth</head><p n="1">Sixth.</p></div><pb n="10"/>')
    assert [s.heading for s in found.sections] == ["Front matter", "Front matter", "Front matter", "Fifth"]
    assert [words(s.text) for s in found.sections] == ["First.", "Second.", "Third.Fourth.", "FifthSixth."]
    assert [s.text.count("<pb") for s in found.sections] == [0, 0, 1, 1]
    assert [s.stem for s in found.sections] == [f"front-section{n}" for n in ("", "-2", "-3", "-4")]


def test_what_stands_in_body_and_back_is_a_section_too(tmp_path: Path) -> None:
    text = front_xml("<div><p>One.</p></div>", "").replace("</body>", "<div type='afterword'><p>Two.</p></div></body>")
    text = text.replace("</text>", "<back><div type='errata'><p>Three.</p></div></back></text>")
    (tmp_path / "front.xml").write_text(text, encoding="utf-8")
    found = front_matter(tmp_path / "front.xml", "x")
    assert [words(s.text) for s in found.sections] == ["One.", "Two.", "Three."]


@pytest.mark.parametrize("kind", ["index", "Ünïcode / strange", "", "con", "../x"])
def test_a_stem_is_a_safe_name(tmp_path: Path, kind: str) -> None:
    found = read(tmp_path, f"<div type='{kind}'><p>a</p></div><div type='{kind}'><p>b</p></div>")
    stems = [s.stem for s in found.sections]
    assert len(set(stems)) == 2
    assert all(s.removeprefix("front-").replace("-", "").isalnum() and s != "front-index" for s in stems)


def test_ids_are_known_by_their_section(tmp_path: Path) -> None:
    homes = read(tmp_path).homes
    assert homes["front.preface"] == "front-preface#"
    assert homes["front.fn1"] == "front-preface#front.fn1"
    assert homes["front.item1"] == "front-sources#front.item1"


def opened(found: FrontMatter, *stems: str) -> dict[str, list[str]]:
    return {stem: [f"{depth} {words}" for depth, words in row] for stem, row in found.opened(stems).items()}


def test_chapters_begin_with_their_first_document(tmp_path: Path) -> None:
    from tests.render.volumes import CHAPTERS

    found = read(tmp_path, chapters=CHAPTERS)
    assert opened(found, "d001", "d002", "d003", "d004") == {
        "d001": ["0 The First Year", "1 Winter and Spring"],
        "d003": ["1 Summer"],
        "d004": ["0 The Second Year"],
    }
    # Where a document is left out, the next one opens the chapter; a chapter of which nothing is there goes.
    assert opened(found, "d002", "d004") == {
        "d002": ["0 The First Year", "1 Winter and Spring"],
        "d004": ["0 The Second Year"],
    }


def test_a_chapter_without_documents_heads_the_next(tmp_path: Path) -> None:
    flat = '<list><item>Letters</item><item>One<list><item><ref target="documents/d001.xml">1</ref></item></list></item></list>'
    assert opened(read(tmp_path, chapters=flat), "d001") == {"d001": ["0 Letters", "0 One"]}


def test_chapters_within_one_without_a_heading_are_kept(tmp_path: Path) -> None:
    listed = '<list><item><ref target="documents/d001.xml">1</ref></item></list>'
    found = read(tmp_path, chapters=f"<list><item><list><item>One{listed}</item></list></item></list>")
    assert opened(found, "d001") == {"d001": ["0 One"]}


def test_without_a_file_there_is_nothing() -> None:
    assert front_matter(None, "x") == FrontMatter()
    assert FrontMatter().opened(["d001"]) == {}


def test_the_invented_front_matter_is_valid() -> None:
    found = check_text(front_xml().encode(), {})
    assert [f"{f.code} {f.message}" for f in found if f.severity is Severity.ERROR] == []


def test_documents_stand_as_the_contents_name_them(tmp_path: Path) -> None:
    def chapter(*stems: str) -> str:
        items = "".join(f'<item><ref target="documents/{stem}.xml">x</ref></item>' for stem in stems)
        return f"<item>Part<list>{items}</list></item>"

    read(tmp_path, chapters=f"<list>{chapter('w1')}{chapter('t1', 'gone', 'a1')}</list>")
    paths = [tmp_path / f"{stem}.xml" for stem in ("_0", "a1", "a2", "t1", "w1")]
    assert [p.stem for p in by_contents(tmp_path / "front.xml", paths)] == ["_0", "w1", "t1", "a1", "a2"]
    assert by_contents(None, paths) == tuple(paths)
