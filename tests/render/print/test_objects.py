"""Objects of PDF files, read and written as bytes."""

from __future__ import annotations

import re
import zlib
from pathlib import Path

import pikepdf
import pytest

from kktei.render.print.checks import FREED, REOPENED, STILL, Stray, repairs
from kktei.render.print.objects import ObjectWriter, TypstFile, dictionary, entries, refer, renumbered, stream, string
from kktei.render.print.press_pages import _registration, dress

TAGGED = b"/Span<</MCID 0>>BDC\nq BT/Span<</ActualText<FEFF007C2060>>>BDC[(\\000EMC)]TJ\nEMC[(1)]TJ ET Q\nEMC/P<</A(\\)>>)>>BDC\n/c0 cs 0.25 scn\nEMC"


def file_of(folder: Path, title: str = "x") -> Path:
    """A file of one page."""
    path = folder / "made.pdf"
    with path.open("wb") as file:
        writer = ObjectWriter(file, "1.7")
        pages = writer.reserve()
        page = writer.add(
            b"<</Type/Page/Parent %s/MediaBox[0 0 90 90]/Contents %s>>"
            % (refer(pages), refer(writer.add(stream(TAGGED, {}))))
        )
        writer.put(pages, b"<</Type/Pages/Count 1/Kids[%s]>>" % refer(page))
        info = writer.add(dictionary({b"/Title": string(title)}))
        writer.close(writer.add(b"<</Type/Catalog/Pages %s>>" % refer(pages)), info)
    return path


def test_a_file_that_is_written_is_read_by_others_and_by_us(tmp_path: Path) -> None:
    path = file_of(tmp_path, "Ä (9 0 R)")
    with pikepdf.open(path) as pdf:
        assert str(pdf.docinfo.Title) == "Ä (9 0 R)"
        assert pdf.pages[0].Contents.read_bytes() == TAGGED
    source = TypstFile.read(path)
    assert len(source.pages) == 1
    assert source.data(2) == TAGGED


@pytest.mark.parametrize(
    ("written", "made"),
    [
        (b"<</A 3 0 R/B[4 0 R 3 0 R]>>", b"<</A 13 0 R/B[null 13 0 R]>>"),
        (b"<</T(see 3 0 R (and \\) 3 0 R))/A 3 0 R>>", b"<</T(see 3 0 R (and \\) 3 0 R))/A 13 0 R>>"),
        (b"<</Length 9>>\nstream\n3 0 R ( 3\nendstream", b"<</Length 9>>\nstream\n3 0 R ( 3\nendstream"),
    ],
)
def test_only_references_get_new_numbers(written: bytes, made: bytes) -> None:
    assert renumbered(written, {3: 13}, bytes) == made


def test_a_dictionary_has_its_own_keys_only() -> None:
    found = entries(b"<</A<</B 1/C[/D/E]>>/F(/G)/H/I/J 1 0 R>>")
    assert found == {b"/A": b"<< /B 1 /C [ /D /E ] >>", b"/F": b"(/G)", b"/H": b"/I", b"/J": b"1 0 R"}


def test_a_page_for_the_press_has_no_tags_and_black_ink(tmp_path: Path) -> None:
    source = TypstFile.read(file_of(tmp_path))
    drawn = dress(source, source.pages[0], 3).content
    assert b"Span" not in drawn
    assert b"BDC" not in drawn
    assert b"[(\\000EMC)]TJ\n[(1)]TJ ET Q\n" in drawn
    assert b"0 0 0 0.75 k" in drawn


def test_a_stream_never_ends_in_a_carriage_return() -> None:
    for data in (b"%d" % n for n in range(2000)):
        assert not stream(data, {})[: -len(b"\nendstream")].endswith(b"\r")
    assert zlib.decompress(stream(b"a", {}).split(b"stream\n")[1].removesuffix(b"\nend")) == b"a"


def test_a_heading_is_opened_before_it_begins_a_page_at_any_cost() -> None:
    stray = Stray("strayed", "a#n1", "", 2, 1)
    steps = [FREED]
    while (made := repairs([stray], {"a": steps[-1]})) and len(steps) < 4:
        steps.append(made["a"])
    assert steps == [FREED, REOPENED, STILL, "endnotes"]


def test_registration_marks_stand_in_the_middle_of_the_sides_alike_far_from_the_edges() -> None:
    drawn = _registration(300, 500, 30, b"0 0 0 1 K").decode()
    arms = [tuple(map(float, line)) for line in re.findall(r"(\S+) (\S+) m (\S+) (\S+) l S", drawn)]
    spots = sorted({(round((x1 + x2) / 2, 2), round((y1 + y2) / 2, 2)) for x1, y1, x2, y2 in arms})
    (left, low), (middle, foot), (_, top), (right, high) = spots
    assert (middle, low, high) == (180, 280, 280)
    assert left == foot == pytest.approx(360 - right) == pytest.approx(560 - top)
