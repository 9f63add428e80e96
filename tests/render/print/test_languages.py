"""A book in the words of its language: texts, dates, quotation marks, and what its compositors hold together."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from kktei.project import data
from kktei.render.print import render_print
from kktei.render.words import words
from kktei.saxon import stylesheet
from tests.render.print.conftest import make_job
from tests.render.print.test_facing import HEAD
from tests.xpath import evaluate

LANGUAGES = ("fr", "es", "it", "ru")
SHEET = data("xslt") / "print.xsl"
NS = {"k": "https://kktei.org/ns/xslt"}


def own(language: str) -> dict[str, str]:
    found: dict[str, str] = json.loads((data("xslt") / "print" / "texts" / f"{language}.json").read_text("utf-8"))
    return found


@pytest.mark.parametrize("language", ["de", *LANGUAGES])
def test_every_language_has_every_text_of_the_book_with_the_same_blanks(language: str) -> None:
    english, other = words("en"), words(language)
    said = own(language)
    assert {key for key in own("en") if key.startswith(("print.", "epub."))} - said.keys() == set()
    if language in LANGUAGES:
        assert {re.sub(r"\.(few|many|of)$", "", k) for k in own("es") if k not in said} == set()
    for key in said.keys() & english.keys():
        assert set(re.findall(r"\{\w+\}", other[key])) == set(re.findall(r"\{\w+\}", english[key])), key


@pytest.mark.parametrize(
    ("language", "first", "month"),
    [
        ("fr", "1er mai 1963", "mai 1963"),
        ("es", "1 de mayo de 1963", "mayo de 1963"),
        ("it", "1º maggio 1963", "maggio 1963"),
        ("ru", "1 мая 1963", "май 1963"),
        ("en-GB", "1 May 1963", "May 1963"),
        ("en-US", "May 1, 1963", "May 1963"),
    ],
)
def test_dates_are_in_the_words_of_the_language(language: str, first: str, month: str) -> None:
    params = {"texts": json.dumps(words(language))}
    said = evaluate(SHEET, "k:day-words('1963-05-01'), k:day-words('1963-05')", namespaces=NS, params=params)
    assert said == [first, month]


@pytest.mark.parametrize(
    ("edition", "text", "marks"),
    [
        ("en", "en", "“a ‘b’”"),
        ("en-GB", "en", "‘a “b”’"),
        ("en", "en-GB", "‘a “b”’"),
        ("en-GB", "fr", "«\u202fa “b”\u202f»"),
        ("ru", "ru", "«a „b“»"),
    ],
)
def test_quotation_marks_are_those_of_the_text_and_of_the_editions_usage(edition: str, text: str, marks: str) -> None:
    sheet = stylesheet(SHEET)
    tei = "<text><body><div><p>x <q>a <q>b</q></q></p></div></body></text>"
    source = f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="{text}">{HEAD}{tei}</TEI>'
    params = {"stem": "a", "stems": [], "texts": json.dumps(words(edition))}
    markup = sheet.run(sheet.parse(source, "file:///a.xml"), params=params).texts["markup"]
    assert "".join(re.findall(r'#"([^"]*)";', markup.partition("#p(")[2])) == f"x{marks.replace(' ', '')}"


def test_words_of_one_letter_end_no_line(tmp_path: Path) -> None:
    czech = "Sešli jsme se v zahradě a k večeru i u domu s otcem o žních z pole. " * 30
    french = "Comment allez-vous ? Il n’y a rien ; voilà : « rien » !\u00a0; quoi\u00a0! " * 30
    tei = f'<text><body><div><p xml:lang="cs">{czech}</p><p>{french}</p></div></body></text>'
    (tmp_path / "a.xml").write_text(
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="fr">{HEAD}{tei}</TEI>', "utf-8"
    )
    job = make_job(tmp_path / "out", [tmp_path / "a.xml"], edition={"language": "fr"})
    assert [f.code for f in render_print(job)] == ["P007"]
    with PdfDocument(job.target / "screen.pdf") as pdf:
        lines = [line for page in pdf for line in page.get_textpage().get_text_range().splitlines()]
    assert len(lines) > 30
    assert [line for line in lines if re.search(r"\s[aikosuvzày]\s*$|«\s*$", line)] == []
    assert [line for line in lines if re.match(r"[?;:!»]", line)] == []
    assert re.search("\u00a0[;!]", " ".join(lines)) is None, "narrow, however it was typed"
