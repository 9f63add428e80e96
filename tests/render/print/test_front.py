"""A volume's front matter in print: every word, every note on the page of its call, headings in the contents."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import page
import pytest

from kktei.render.contract import from_json
from kktei.render.front import FrontMatter, FrontSection
from kktei.render.print import documents, render_print
from kktei.render.print.checks import Marks, strays
from kktei.render.print.compositor import MARKS
from kktei.render.print.faces import FOLDERS
from tests.render.print.conftest import make_job
from tests.render.print.pages import page_texts, wanting
from tests.render.volumes import edition, front_xml, job

_PLACES = """
import json, sys, typst
from pathlib import Path
root, marks, fonts = Path(sys.argv[1]), sys.argv[2], json.loads(sys.argv[3])
faces = typst.Fonts(include_system_fonts=False, font_paths=fonts)
compiler = typst.Compiler(root / "main.typ", root=root, font_paths=faces, ignore_system_fonts=True)
print(compiler.eval(marks))
"""


@pytest.fixture(scope="module")
def volume(tmp_path_factory):
    folder = edition(tmp_path_factory.mktemp("volume") / "edition", front_xml(paragraphs=24))
    made = job(folder, folder.parent / "out", folder.parent / "cache")
    return made, render_print(made)


@pytest.fixture(scope="module")
def pages(volume):
    return page_texts(volume[0].target / "screen.pdf")


def lines(text):
    return [re.sub(r"\s+", " ", line).strip() for line in text.splitlines() if line.strip()]


def opening(pages, title):
    return next(n for n, text in enumerate(pages) if title in lines(text))


def test_every_word_is_set_and_nothing_is_wrong(volume, pages):
    made, found = volume
    assert [f"{f.code} {f.message}" for f in found if f.code != "P101" and f.severity.value == "error"] == []
    assert [f.code for f in found if f.code in ("P002", "P003", "P004", "P005", "P006")] == []
    assert wanting(made.front, pages) == set()


def test_every_note_stands_once_on_the_page_of_its_call(volume, pages):
    told = subprocess.run(
        [sys.executable, "-c", _PLACES, str(volume[0].target / "typst"), MARKS, json.dumps(FOLDERS)],
        capture_output=True,
        text=True,
        check=True,
    )
    marks = from_json(told.stdout, Marks)
    assert len([i for i, _ in marks.calls if i.startswith("front-")]) == 3 + 24
    assert strays(marks) == []
    for n in "abcdefghijklmnopqrstuvwx":
        there = [at for at, text in enumerate(pages) if re.search(rf"essaynote{n}\b", text)]
        assert len(there) == 1
        assert re.search(rf"\bessaycall{n}\d", pages[there[0]])


def test_sections_stand_between_contents_and_documents(pages):
    places = [opening(pages, title) for title in ("Contents", "Preface1", "Sources and Thanks", "Persons")]
    first = next(n for n, text in enumerate(pages) if lines(text)[:1] == ["The First Year"])
    assert places == sorted(places)
    assert [at % 2 for at in places] == [0] * 4  # right-hand pages
    assert pages[places[1] - 1].strip() == ""
    assert places[-1] <= opening(pages, "List of Documents") < first


def test_contents_name_sections_and_chapters_with_their_pages(pages):
    contents = lines(pages[opening(pages, "Contents")])
    said = {" ".join(line.split(" ")[:-1]): line.split(" ")[-1] for line in contents}
    assert said["Preface"] == "vii"  # without the call of its note
    assert pages[opening(pages, "Preface1")].strip().endswith("vii")
    assert said["Sources and Thanks"] == "ix"
    assert [said[t] for t in ("Documents", "The First Year", "Winter and Spring")] == ["1", "1", "1"]
    assert int(said["The Second Year"]) > int(said["Summer"]) > 1
    # The list that the volume has of its own takes the place of ours.
    assert sum(line.startswith("Persons") for line in contents) == 1


def test_running_heads_are_the_sections(pages):
    start, end = opening(pages, "Sources and Thanks"), opening(pages, "Persons")
    assert end - start > 3
    heads = [lines(pages[n])[0] for n in range(start + 1, end) if (n + 1) % 2]
    assert heads
    assert all(head.startswith("Sources and Thanks") for head in heads)


def test_the_list_of_documents_has_the_chapters(pages):
    listed = " ".join(lines(pages[opening(pages, "List of Documents")]))
    assert re.search(
        r"The First Year Winter and Spring 1 Letter 1 .*Summer 3 Letter 3 .*The Second Year 4 Letter", listed
    )


def test_references_get_their_pages_both_ways(pages):
    assert re.search(
        r"see Document 2 \(p\.\s?\d\) and the list \(p\.\s?[xvi]+\)", " ".join(lines(pages[opening(pages, "Preface1")]))
    )
    first = next(text for text in pages if "writes letter 1" in text)
    assert len(re.findall(r"\(p\.\s?[xvi]+\)", first)) == 3 * len(re.findall("writes letter", first))


@pytest.mark.parametrize("profile", [page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A])
def test_the_file_keeps_its_promises(volume, profile):
    report = page.validate_pdf(volume[0].target / "screen.pdf", profile=profile)
    assert [(f.rule_id, f.message) for f in report.failures] == []


def test_the_settings_say_what_begins_a_right_hand_page(volume):
    made = volume[0]
    settings = replace(made.settings, values={**made.settings.values, "print.right_hand": ["chapters"]})
    few = replace(made, settings=settings, documents=made.documents[::3], target=made.target.parent / "few")
    assert not replace(few, documents=few.documents[:1]).is_alone  # with front matter it is a volume
    few.target.mkdir()
    render_print(few)
    texts = page_texts(few.target / "screen.pdf")
    assert opening(texts, "Preface1") == opening(texts, "Contents") + 1
    first, second = (
        next(n for n, text in enumerate(texts) if lines(text)[:1] == [f"The {year} Year"])
        for year in ("First", "Second")
    )
    assert (first % 2, second) == (0, first + 2)
    assert texts[second - 1].strip() == ""


def test_without_front_matter_the_source_is_as_it_was(volume):
    made = volume[0]
    plain = replace(made, front=None, target=made.target.parent / "plain")
    plain.target.mkdir()
    render_print(plain)
    typst = plain.target / "typst"
    assert not {"sections", "sections.typ", "chapters.json"} & {p.name for p in typst.iterdir()}
    assert "section" not in (typst / "main.typ").read_text()
    assert "chapter" not in (typst / "main.typ").read_text()


def test_sections_are_told_of_the_pictures_of_their_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    told: list[dict[str, object]] = []
    monkeypatch.setattr(documents, "_section", lambda section, path, given, cache, sheet: told.append(given))
    path = tmp_path / "front.xml"
    asked = replace(make_job(tmp_path / "out", [tmp_path / "a.xml"]), front=path, pictures={path: {"pictures": "[]"}})
    documents.sections(asked, {}, FrontMatter(path=path, sections=(FrontSection("front-a", "", "", "<TEI/>"),)))
    assert [params["pictures"] for params in told] == ["[]"]


def test_an_element_of_a_section_is_told_where_its_name_stands_first(tmp_path: Path) -> None:
    path = tmp_path / "front.xml"
    path.write_text("<TEI>\n<p/>\n<odd/>\n<odd/></TEI>", "utf-8")
    section = documents.TypstDocument(path, "front-a", "", None, (), is_section=True)  # type: ignore[arg-type]
    assert documents._line_in(section, "x:odd", "/none") == 3
