"""One strange document never costs the volume: it is set plainly, or left out and named; and the rest is set."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from kktei.errors import ChildFaultError, MachineryError
from kktei.render.own import Sheet
from kktei.render.print import render as rendering
from kktei.render.print import render_print, setting
from kktei.render.print.documents import TypstDocument
from kktei.render.print.faces import FOLDERS, faces
from tests.render.print.conftest import make_job
from tests.render.print.pages import page_texts
from tests.render.print.test_files import letter


def deep(element: str, times: int = 120) -> str:
    return f"<p>{f'<{element}>' * times}deepest{f'</{element}>' * times}</p>"


def test_elements_too_deep_in_each_other_lose_their_form_not_their_words(tmp_path: Path) -> None:
    bodies = ["<p>First.</p>", deep("hi"), "<list><item>" * 90 + "innermost" + "</item></list>" * 90, "<p>Last.</p>"]
    files = [letter(tmp_path, f"{n}.xml", body, n) for n, body in enumerate(bodies)]
    job = make_job(tmp_path / "out", files)
    found = render_print(job)
    assert [(f.code, f.file) for f in found if f.code != "P007"] == [("P011", "1.xml"), ("P011", "2.xml")]
    text = "".join(page_texts(job.target / "screen.pdf"))
    for word in ("First.", "deepest", "innermost", "Last."):
        assert text.count(word) == 1


def test_a_document_that_cannot_be_set_at_all_is_left_out_and_named(tmp_path: Path, monkeypatch) -> None:
    """Its source is code that fails, as that of no text can be; the rest, the lists and the index are set without it."""
    files = [letter(tmp_path, f"{n}.xml", f"<p>Letter{n}.</p>", f"Nr{n}") for n in range(5)]
    real = rendering.documents

    def broken(*arguments):
        for document in real(*arguments):
            bad = document.stem in ("1", "4")
            yield (
                TypstDocument(document.path, document.stem, "#panic(1)", document.facts, (), plain=True)
                if bad
                else document
            )

    monkeypatch.setattr(rendering, "documents", broken)
    job = make_job(tmp_path / "out", files)
    found = render_print(job)
    assert [(f.code, f.file) for f in found if f.code != "P007"] == [("P010", "1.xml"), ("P010", "4.xml")]
    text = "".join(page_texts(job.target / "screen.pdf"))
    assert [n for n in range(5) if f"Letter{n}." in text] == [0, 2, 3]
    assert "Nr1" not in text


def test_where_no_document_can_be_set_the_product_fails(tmp_path: Path, monkeypatch) -> None:
    files = [letter(tmp_path, f"{n}.xml", f"<p>Letter{n}.</p>") for n in range(2)]
    real = rendering.documents

    def broken(*arguments):
        for document in real(*arguments):
            yield TypstDocument(document.path, document.stem, "#panic(1)", document.facts, (), plain=True)

    monkeypatch.setattr(rendering, "documents", broken)
    with pytest.raises(MachineryError, match="panicked"):
        render_print(make_job(tmp_path / "out", files))


def test_a_document_over_which_the_typesetter_falls_is_left_out(tmp_path: Path, monkeypatch) -> None:
    files = [letter(tmp_path, f"{n}.xml", f"<p>Letter{n}.</p>") for n in range(2)]
    real = rendering.set_volume

    def falling(job, folder, *rest):
        if (folder / "documents" / "1.typ").exists():
            raise ChildFaultError("a panic")
        return real(job, folder, *rest)

    monkeypatch.setattr(rendering, "set_volume", falling)
    monkeypatch.setattr(rendering, "cannot_be_set", lambda *_: ["documents/1.typ"])
    job = make_job(tmp_path / "out", files)
    monkeypatch.setattr(rendering, "sheet_of", lambda *_: (Sheet("print", "own", "print.xsl"), []))
    found = [f for f in render_print(job) if f.code != "P007"]
    assert [(f.code, f.file) for f in found] == [("P010", "1.xml")]
    assert "(print.xsl may have written this)" in found[0].message
    assert "Letter0." in "".join(page_texts(job.target / "screen.pdf"))
    monkeypatch.setattr(rendering, "cannot_be_set", lambda *_: [])
    with pytest.raises(ChildFaultError):
        render_print(job)


def test_a_document_in_which_a_stylesheet_fails_is_left_out(tmp_path: Path, monkeypatch) -> None:
    files = [letter(tmp_path, f"{n}.xml", f"<p>Letter{n}.</p>") for n in range(2)]
    from kktei.render.print import documents as module

    real = module._transform

    def failing(path, *rest):
        if path.name == "1.xml":
            raise MachineryError("A stylesheet failed")
        return real(path, *rest)

    monkeypatch.setattr(module, "_transform", failing)
    found = render_print(make_job(tmp_path / "out", files))
    assert [(f.code, f.file) for f in found if f.code != "P007"] == [("P001", "1.xml")]
    assert (tmp_path / "out" / "screen.pdf").is_file()


@pytest.mark.parametrize("make", ["missing", "folder", "bytes", "doctype"])
def test_a_file_that_cannot_be_read_costs_no_other(tmp_path: Path, make: str) -> None:
    good, bad = letter(tmp_path, "a.xml", "<p>Good.</p>"), tmp_path / "b.xml"
    if make == "folder":
        bad.mkdir()
    elif make != "missing":
        bad.write_bytes(b"<TEI>\xff</TEI>" if make == "bytes" else b"<!DOCTYPE TEI><TEI/>")
    from kktei.render.front import FrontMatter
    from kktei.render.print.documents import Unreadable, documents
    from kktei.render.words import words

    read = list(documents(make_job(tmp_path / "out", [good, bad]), words("en"), FrontMatter()))
    assert isinstance(read[0], TypstDocument)
    assert isinstance(read[1], Unreadable)


def test_culprits_are_found_by_halves(monkeypatch) -> None:
    asked: list[list[str]] = []

    def ask(request, _):
        asked.append(request.files)
        if {"3", "77"} & set(request.files):
            raise setting.TypesettingError("no")

    monkeypatch.setattr(setting, "ask", ask)
    assert setting.cannot_be_set(Path(), [], [str(n) for n in range(100)]) == ["3", "77"]
    assert len(asked) < 32


@pytest.mark.parametrize("name", ["a" * 300 + ".xml", "../../../etc/passwd", "/etc/passwd", "x\\y.xml", "."])
def test_a_reference_to_no_file_is_a_finding(tmp_path: Path, name: str) -> None:
    file = letter(tmp_path, "a.xml", f'<p>See <ref target="{name}">there</ref>.</p>')
    from kktei.render.front import FrontMatter
    from kktei.render.print.documents import documents
    from kktei.render.print.references import broken
    from kktei.render.words import words

    job = make_job(tmp_path / "out", [file])
    assert [f.code for f in broken(job, list(documents(job, words("en"), FrontMatter())))] == ["P003"]


def test_what_is_longer_than_a_string_of_a_pdf_costs_no_book(tmp_path: Path) -> None:
    """Headings are called in tags and bookmarks without their notes, and long ones by their beginning."""
    much = "lorem ipsum dolor " * 1900
    bodies = [f"<p>Text<note>{much}</note>.</p>", f"<head>{'lorem ipsum ' * 200}</head><p>Second.</p>"]
    job = make_job(tmp_path / "out", [letter(tmp_path, f"{n}.xml", body, n) for n, body in enumerate(bodies)])
    assert [f.code for f in render_print(job)] == ["P007"]
    with pikepdf.open(job.target / "screen.pdf") as pdf:
        tagged = [str(o["/T"]) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/T" in o and "/S" in o]
    assert "1. A letter 0" in tagged
    (cut,) = [title for title in tagged if title.startswith("2. lorem")]
    assert len(cut) < 2010
    assert cut.endswith(" …")
    assert "".join(page_texts(job.target / "screen.pdf")).count("lorem") > 1900 + 200


def test_a_word_that_no_file_for_archives_can_hold_costs_only_its_document(tmp_path: Path) -> None:
    files = [letter(tmp_path, f"{n}.xml", f"<p>{word}</p>") for n, word in enumerate(("x" * 33000, "Short."))]
    found = [(f.code, f.file) for f in render_print(make_job(tmp_path / "out", files))]
    assert ("P010", "0.xml") in found
    assert "Short." in "".join(page_texts(tmp_path / "out" / "screen.pdf"))


def test_a_font_that_is_none_costs_no_book(tmp_path: Path) -> None:
    whole = next(Path(FOLDERS[0]).glob("*.ttf")).read_bytes()
    given = {"whole.ttf": whole, "cut.ttf": whole[:-9], "some.otf": b"OTTO\0\1", "random.ttc": b"ttcf" + b"\xff" * 99}
    (tmp_path / "fonts" / "folder.ttf").mkdir(parents=True)
    for name, data in ({"empty.otf": b""} | given).items():
        (tmp_path / "fonts" / name).write_bytes(data)
    found = faces(make_job(tmp_path / "out", [tmp_path / "a.xml"]), tmp_path / "beside")
    names = ["cut.ttf", "empty.otf", "folder.ttf", "random.ttc", "some.otf"]
    assert [(f.code, f.file) for f in found.findings] == [("P017", f"fonts/{name}") for name in names]
    assert [file.read_bytes() for file in (tmp_path / "beside").iterdir()] == [whole]
