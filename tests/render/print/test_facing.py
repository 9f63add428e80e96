"""Texts that correspond stand on facing pages where the edition asks, part by part, each with its notes."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from kktei.project import data
from kktei.render.print import render_print
from tests.render.print.conftest import make_job
from tests.xpath import evaluate

HEAD = (
    "<teiHeader><fileDesc><titleStmt><title>Two texts</title></titleStmt><publicationStmt><p/></publicationStmt>"
    "<sourceDesc><p/></sourceDesc></fileDesc></teiHeader>"
)
WORDS = "We met quietly in the garden behind the house and spoke of nothing but the weather and the harvest. " * 4


def letter(folder: Path, paragraphs: int = 14, more: str = "") -> Path:
    def text(mark: str) -> str:
        return "".join(f"<p>{mark}{i}. {WORDS}<note>Note {mark}{i}.</note></p>" for i in range(1, paragraphs + 1))

    folder.mkdir(parents=True)
    (folder / "a.xml").write_text(
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">{HEAD}<text><body><div type="document" xml:id="d">'
        f'<head>1. A letter<note>{WORDS}</note></head>{text("L")}</div><div type="translation" xml:lang="de">{text("R")}{more}</div>'
        "</body></text></TEI>",
        encoding="utf-8",
    )
    return folder / "a.xml"


def pages(folder: Path) -> list[str]:
    with PdfDocument(folder / "screen.pdf") as pdf:
        return [page.get_textpage().get_text_range() for page in pdf]


@pytest.fixture(scope="module")
def facing(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("facing")
    job = make_job(folder / "out", [letter(folder / "tei", more="<p>R15. Alone.</p>")], print={"facing": True})
    assert [f.code for f in render_print(job) if f.code != "P007"] == []
    assert not [v for v in json.loads((job.target / "typst" / "repairs.json").read_text()).values() if v == "endnotes"]
    return pages(job.target)


def test_what_belongs_together_stands_on_one_opening(facing: list[str]) -> None:
    openings = list(zip(facing[1::2], facing[2::2], strict=False))
    assert len(openings) > 2
    for left, right in openings:
        numbers = re.findall(r"(?<!Note )\bL(\d+)\.", left)
        assert numbers == [n for n in re.findall(r"(?<!Note )\bR(\d+)\.", right) if n != "15"]
        assert re.findall(r"Note L(\d+)\.", left) == numbers
        assert "R1" not in left
    assert "A letter" in facing[1]
    assert sum(page.count("Alone.") for page in facing) == 1


def test_otherwise_they_follow_each_other(tmp_path: Path) -> None:
    job = make_job(tmp_path / "out", [letter(tmp_path / "tei", 2)])
    render_print(job)
    (page,) = pages(job.target)
    assert page.index("L2.") < page.index("R1.")


@pytest.mark.parametrize(("design", "right"), [("octavo", ["R1", "S1", "R3", "S3"]), ("large-print", ["R1", "R3"])])
def test_of_several_translations_as_many_face_the_text_as_have_room(
    tmp_path: Path, design: str, right: list[str]
) -> None:
    def division(kind: str, *blocks: str) -> str:
        return f'<div type="{kind}">{"".join(blocks)}</div>'

    short = "We met quietly in the garden."
    text = division("document", *(f'<p xml:id="p{n}">L{n} {short}</p>' for n in (1, 2, 3)))
    one = division("translation", f'<p corresp="#p1 #p2">R1 {short}</p><p corresp="#p3">R3 {short}</p>')
    two = division("translation", *(f'<p corresp="#p{n}">S{n} {short}</p>' for n in (1, 3)))
    path = tmp_path / "a.xml"
    path.write_text(
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{HEAD}<text><body>{text}{one}{two}</body></text></TEI>', "utf-8"
    )
    job = make_job(tmp_path / "out", [path], print={"facing": True, "design": design})
    assert [f.code for f in render_print(job) if f.code != "P007"] == []
    found = [re.findall(r"\b[LRS]\d(?= We)", page) for page in pages(job.target)]
    rest = [["S1", "S3"]] if "S1" not in right else []
    assert [sorted(page) for page in found if page] == [["L1", "L2", "L3"], sorted(right), *rest]


def test_openers_stand_beside_each_other_and_what_has_no_translation_costs_no_page(tmp_path: Path) -> None:
    text = (
        f"<opener><salute>Sir</salute></opener><p>L1. {WORDS}</p><p>L2. {WORDS}</p><p>{WORDS * 8}</p><p>L4. {WORDS}</p>"
    )
    other = f"<opener><salute>Herr</salute></opener><p>R1. {WORDS}</p>"
    path = tmp_path / "a.xml"
    path.write_text(
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{HEAD}<text><body><div type="document"><head>A</head>{text}</div>'
        f'<div type="translation">{other}</div></body></text></TEI>',
        "utf-8",
    )
    job = make_job(tmp_path / "out", [path], print={"facing": True})
    render_print(job)
    _, left, right, *rest = pages(job.target)
    assert ("L1." in left, "R1." in right) == (True, True)
    assert [bool(page) for page in rest] == [True, True]


def test_a_table_of_one_of_two_texts_may_be_turned_if_not_right_below_the_heading() -> None:
    row = "<row><cell>a</cell><cell>b</cell></row>"
    letter = (
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{HEAD}<text><body><div type="document"><head>A</head><table>{row}'
        f"</table><p>Text.</p><table>{row * 2}</table></div>{{}}</body></text></TEI>"
    )
    two = f'<div type="translation"><p>T.</p><p>T.</p><table>{row}</table></div>'
    forms = {"": ["float"] * 2, two: ["", "facing", "facing"], two * 2: [""] * 4}
    for others, turns in forms.items():
        made = evaluate(
            data("xslt") / "print.xsl",
            "//*:table ! string-join(k:blocks(.))",
            context=letter.format(others),
            namespaces={"k": "https://kktei.org/ns/xslt"},
            params={"stem": "d", "facing": True},
        )
        assert [(re.findall(r'turns: "(\w+)"', table) or [""])[0] for table in made] == turns


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edition of one document."""
    folder = tmp_path_factory.mktemp("alone")
    told = {"title": f"{'Dampfschifffahrt' * 4} of {'x' * 200}"}
    said = {"facing": True, "isbn": "978-3-16-148410-0", "imprint": ["First line", "", " ", "Last line"]}
    job = make_job(folder / "out", [letter(folder / "tei", 2)], print=said, edition=told)
    assert [f.code for f in render_print(replace(job, whole=True))] == ["P007"]
    return job.target


def test_an_edition_of_one_document_is_a_book(alone: Path) -> None:
    half, _, title, imprint, contents, listed, _, left, right, *_ = pages(alone)
    assert "Contents" in contents
    assert "A letter" in listed
    assert ("L1." in left, "R1." in right) == (True, True)
    assert "ISBN 978-3-16-148410-0" in imprint
    assert [page.replace("\r\n", "").replace(" ", "").count("x") for page in (half, title)] == [200, 200]
    assert json.loads((alone / "typst" / "settings.json").read_text())["imprint"][-2:] == ["First line", "Last line"]


def test_no_word_of_a_title_leaves_its_page(alone: Path) -> None:
    with PdfDocument(alone / "screen.pdf") as pdf:
        for page in (pdf[0], pdf[2]):
            words = page.get_textpage()
            edges = [words.get_charbox(n) for n in range(words.count_chars())]
            assert min(left for left, *_ in edges) > 0
            assert max(right for _, _, right, _ in edges) < page.get_width()


def test_a_page_left_empty_has_no_head_and_no_number(alone: Path) -> None:
    assert pages(alone)[6] == ""
