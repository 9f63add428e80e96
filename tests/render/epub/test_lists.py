"""What a book has beside its documents: cover, editorial note, lists, indexes, and what it says of itself."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from kktei.findings import Finding
from kktei.render.docx import render_docx
from kktei.render.epub import render_epub
from kktei.render.job import RenderJob
from tests.render.print.conftest import make_job
from tests.render.print.test_files import letter

XHTML = "{http://www.w3.org/1999/xhtml}"
EDITION = Path(__file__).parents[3] / "edition"
PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000a49444154789c6360000000"
                    "020001e221bc330000000049454e44ae426082")  # fmt: skip


def made(
    job: RenderJob, render: Callable[[RenderJob], list[Finding]] = render_epub
) -> tuple[dict[str, bytes], list[Finding]]:
    found = render(job)
    with zipfile.ZipFile(next(job.target.glob("edition.*"))) as archive:
        return {name.removeprefix("EPUB/"): archive.read(name) for name in archive.namelist()}, found


@pytest.fixture(scope="module")
def job(tmp_path_factory: pytest.TempPathFactory) -> RenderJob:
    """Four letters of this repository's edition, with its authority file."""
    documents = [EDITION / "documents" / f"d{n}.xml" for n in ("092", "093", "104", "120")]
    given = {"title": "Exchanges", "publisher": "A Press", "description": "What it *is*.\n\nHow."}
    folder = tmp_path_factory.mktemp("lists")
    plain = make_job(folder / "out", documents, edition=given)
    symbol = '<orgName type="symbol">{}</orgName>'
    shared = (
        (EDITION / "authorities.xml")
        .read_text("utf-8")
        .replace(symbol.format("ACDA"), symbol.format("ACDA") + symbol.format("ACDX"))
    )
    (folder / "authorities.xml").write_text(shared, "utf-8")
    return replace(plain, authorities=folder / "authorities.xml", corpus=EDITION / "edition.xml")


@pytest.fixture(scope="module")
def files(job: RenderJob) -> dict[str, bytes]:
    files, found = made(job)
    assert found == []
    return files


def words(raw: bytes) -> str:
    return " ".join("".join(etree.fromstring(raw).find(f"{XHTML}body").itertext()).split())


def test_the_editorial_note_is_for_readers(files: dict[str, bytes]) -> None:
    said = words(files["editorial-note.xhtml"])
    assert said.startswith("Editorial Note What it *is*. How.".replace(" What", "What").replace(". How", ".How"))
    assert "@" not in said


def test_indexes_lead_to_the_documents_that_name_somebody(files: dict[str, bytes]) -> None:
    rows = etree.fromstring(files["index-person.xhtml"]).iter(f"{XHTML}li")
    told = {row.text.rstrip(": "): [a.get("href") for a in row.iter(f"{XHTML}a")] for row in rows}
    assert told["Manchester, William"] == ["d120.xhtml"]
    assert told["Kennedy, John F."] == ["d092.xhtml", "d093.xhtml", "d104.xhtml"]
    sources = words(files["list-of-sources.xhtml"])
    assert "Johnson Library" in sources
    assert "translation printed here" not in sources  # which says who translated, and is no other text
    assert "Arms Control" in words(files["abbreviations.xhtml"])
    assert "ACDX" not in words(files["abbreviations.xhtml"])  # of two symbols the first
    assert "Brezhnev" in words(files["list-of-persons.xhtml"])


def test_the_word_file_has_them_too(job: RenderJob, tmp_path: Path) -> None:
    files, _ = made(replace(job, target=tmp_path), render_docx)
    said = "".join(etree.fromstring(files["word/document.xml"]).itertext())
    assert "Manchester, William: 120" in said
    assert said.index("Editorial Note") < said.index("92. Letter")


def test_the_book_says_what_it_meets_and_who_answers_for_it(files: dict[str, bytes], tmp_path: Path) -> None:
    told = files["package.opf"].decode()
    assert 'property="dcterms:conformsTo">EPUB Accessibility 1.1 - WCAG 2.2 Level AA<' in told
    assert 'property="a11y:certifiedBy">A Press<' in told
    (tmp_path / "a.png").write_bytes(PNG)
    unsaid = letter(tmp_path, "a.xml", "<head>A</head><p>x</p><figure><graphic url='a.png'/></figure>")
    told = made(make_job(tmp_path / "out", [unsaid], edition={"publisher": "A Press"}))[0]["package.opf"].decode()
    assert "conformsTo" not in told
    assert "Some pictures have no description" in told


def test_the_cover_is_set_or_the_editions_own(job: RenderJob, files: dict[str, bytes], tmp_path: Path) -> None:
    assert files["cover.png"].startswith(PNG[:8])
    assert b'alt="Cover: Exchanges"' in files["cover.xhtml"]
    assert b'properties="cover-image"' in files["package.opf"]
    file = letter(tmp_path, "a.xml", "<head>A</head><p>x</p>")
    (tmp_path / "own.png").write_bytes(PNG)
    own, found = made(make_job(tmp_path / "own", [file], pictures={"cover": "own.png"}))
    assert (own["cover.png"], found) == (PNG, [])


@pytest.mark.parametrize(("named", "why"), [
    ("no.png", "there is no such file"), ("a.xml", "no picture"), ("../x.png", "outside"), ("a.tif", "this is TIF"),
    ("a.svg", "this is SVG"), ("a.jpg", "damaged"), ("b.png", "damaged"),
])  # fmt: skip
def test_a_cover_that_cannot_be_is_told_and_one_is_set(tmp_path: Path, named: str, why: str) -> None:
    file = letter(tmp_path, "a.xml", "<head>A</head><p>x</p>")
    (tmp_path / "a.tif").write_bytes(b"II*\0" + b"\0" * 100)
    (tmp_path / "a.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>")
    (tmp_path / "a.jpg").write_bytes(b"\xff\xd8\xff" + b"junk" * 9)
    (tmp_path / "b.png").write_bytes(PNG[: len(PNG) // 2])
    given = {"title": "日本 \u202e שלום " + "long " * 500, "subtitle": "x" * 900, "editors": ["A", "B"]}
    files, found = made(make_job(tmp_path / "out", [file], pictures={"cover": named}, edition=given))
    assert [(f.code, why in f.message) for f in found] == [("P020", True)]
    assert files["cover.png"].startswith(PNG[:8])
