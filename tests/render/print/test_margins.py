"""What the writer set into the margin is in the margin, or in the text where it has no room; never an editors' note."""

from __future__ import annotations

import pypdfium2
import pytest

from kktei.render.print import render_print
from tests.render.print.conftest import make_job
from tests.render.print.test_files import letter

FILLED = "words that fill the line " * 24


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    folder = tmp_path_factory.mktemp("margins")
    text = (
        f"<p>{FILLED} Here <note place='margin' type='authorial'>beside it</note> goes<note>An editor.</note> on, and "
        f"<note place='left'>tooclose</note> more. {FILLED} Then <note place='margin'>secondly</note> another.</p>"
        f"<p>One <note place='margin' resp='#ed'>editorial words</note> more <note place='margin'>{'far too long ' * 9}"
        "</note> end.</p>"
    )
    job = make_job(folder / "out", [letter(folder, "margins.xml", text)])
    assert [f.code for f in render_print(job)] == ["P007"]
    pdf = pypdfium2.PdfDocument(job.target / "screen.pdf")
    yield pdf[0]
    pdf.close()


def left_of(page, words: str) -> float:
    place = page.get_textpage().search(words).get_next()
    assert place is not None, words
    return page.get_textpage().get_charbox(place[0])[0]


def test_a_few_words_stand_in_the_margin(page):
    edge = page.get_width() - 24 * 72 / 25.4
    assert left_of(page, "beside it") > edge
    assert left_of(page, "secondly") > edge


def test_what_has_no_room_there_stands_in_the_text(page):
    text = " ".join(page.get_textpage().get_text_range().split())
    assert "[in the margin: tooclose]" in text
    assert "[in the margin: far too long" in text


def test_only_editors_notes_have_numbers(page):
    text = " ".join(page.get_textpage().get_text_range().split())
    assert "1An editor. 2editorial words" in text
    assert "3" not in text
