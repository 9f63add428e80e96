"""The parts of a volume: chosen and in the order of the settings; lists share pages, indexes have even columns."""

from __future__ import annotations

import json
import math
import re
import struct
import zlib
from pathlib import Path

import pytest
import typst
from pypdfium2 import PdfDocument, PdfImage
from pypdfium2.raw import FPDFText_GetCharAngle

from kktei import config
from kktei.errors import SettingsError
from kktei.findings import Finding
from kktei.project import data
from kktei.render.print import render_print
from kktei.render.print.matter import matter, order
from tests.render.print.conftest import make_job
from tests.render.print.letters import volume
from tests.render.print.test_files import letter

PARTS = ["half-title", "frontispiece", "title", "list-of-documents", "documents", "indexes", "index-of-sources"]


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = (b"\0" + b"\x7f" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@pytest.fixture(scope="module")
def ordered(tmp_path_factory: pytest.TempPathFactory) -> tuple[PdfDocument, list[Finding]]:
    folder = tmp_path_factory.mktemp("ordered")
    volume(folder / "tei", 14)
    (folder / "tei" / "face.png").write_bytes(png(300, 400))
    said = {"parts": [*PARTS, "sources", "contents"]}
    pictures = {"frontispiece": "face.png", "frontispiece_caption": "The author, 1963"}
    told = {"title": "Letters of Ada" + " and of those who wrote to her in many years" * 6}
    job = make_job(folder / "out", sorted((folder / "tei").glob("*.xml")), print=said, pictures=pictures, edition=told)
    found = render_print(job)
    return PdfDocument(job.target / "screen.pdf"), found


def texts(pdf: PdfDocument) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pdf]


def test_parts_stand_in_the_order_of_the_settings(ordered: tuple[PdfDocument, list[Finding]]) -> None:
    half, face, title, _, listed, *rest = texts(ordered[0])
    assert "LETTERS OF ADA" in half.upper()
    assert "The author, 1963" in face
    assert "edited by" in title, "a long title is smaller, on one page"
    assert "List of Documents" in listed
    heads = [name for page in rest for name in re.findall(r"^(Index of \w+|Sources|Contents|Imprint)\b", page, re.M)]
    assert heads[:4] == ["Index of Persons", "Index of Sources", "Sources", "Contents"]
    assert "Documents 1" in rest[-1].replace("\r\n", " ")


def test_the_frontispiece_faces_the_title_and_is_fine_enough(ordered: tuple[PdfDocument, list[Finding]]) -> None:
    pdf, found = ordered
    assert [isinstance(thing, PdfImage) for thing in pdf[1].get_objects() if thing.type == 3] == [True]
    assert [(f.code, f.place) for f in found if f.code == "P021"] == [("P021", "pictures.frontispiece")]


def test_the_columns_of_an_index_end_on_one_height(ordered: tuple[PdfDocument, list[Finding]]) -> None:
    page = next(p for p in ordered[0] if "Index of Sources" in p.get_textpage().get_text_range())
    words = page.get_textpage()
    boxes = [words.get_rect(n) for n in range(words.count_rects())]
    middle = page.get_width() / 2
    begun = next(
        box[1] for box, n in zip(boxes, range(99), strict=False) if "Index of Sources" in words.get_text_bounded(*box)
    )
    left, right = ([b[1] for b in boxes if 60 < b[1] < begun and (b[0] < middle) == side] for side in (True, False))
    assert abs(min(left) - min(right)) < 24


@pytest.mark.parametrize(("many", "least"), [(80, 12), (79, 12), (4, 0)])
def test_no_page_of_an_index_has_but_a_remnant(many: int, least: int) -> None:
    sheet = (data("xslt") / "print" / "volume.typ").read_text(encoding="utf-8")
    function = sheet[sheet.index("#let least-lines") : sheet.index("// The lines of an index as")]
    asked = f"""#let step = 10pt
#let tagged(body) = body
#let tagged-item(body) = body
{function}
#set page(width: 200pt, height: 440pt, margin: 20pt)
#set par(leading: 0pt, spacing: 0pt)
#let line = block(height: 10pt, above: 0pt, below: 0pt, [#metadata(none)<line>])
#in-columns(((10pt, 0pt, false, line),) * {many}, 390pt, 390pt)
#context [#metadata(query(<line>).map(m => m.location().page()))<pages>]"""
    (pages,) = json.loads(typst.query(asked.encode(), "<pages>", field="value"))
    assert len(pages) == many
    assert pages.count(2) >= least
    assert max(pages) == (1 if many < 78 else 2)


@pytest.mark.parametrize("tall", [100, 370, 380, 395])
def test_a_tall_entry_stands_below_the_heading_of_its_index(tall: int) -> None:
    """Of room for 400 the heading takes some; where the entry began the next page, it was told of more room, and went back."""
    sheet = (data("xslt") / "print" / "volume.typ").read_text(encoding="utf-8")
    columns = sheet[sheet.index("#let least-lines") : sheet.index("// The lines of an index as")]
    index = sheet[sheet.index("#let index-room") : sheet.index("// The first index opens")]
    asked = f"""#let step = 10pt
#let (small, note-lines) = (10pt, (top-edge: 8pt, bottom-edge: -2pt))
#let (design, text-height) = ((top: 20 / 2.83465,), 400 / 2.83465 * 1mm)
#let tagged(body) = body
#let tagged-item(body) = body
{columns}
{index}
#set page(width: 200pt, height: 440pt, margin: 20pt)
#set par(leading: 0pt, spacing: 0pt)
#let line(tall) = (tall * 1pt, 0pt, false, block(height: tall * 1pt, above: 0pt, below: 0pt, [#metadata(none)<line>]))
#block(height: 20pt, below: 20pt, sticky: true, [Index])
#index-columns(({", ".join(f"line({height})" for height in (tall, 50, 390, 10))}))
#context [#metadata(query(<line>).map(m => m.location().page()))<pages>]"""
    (pages,) = json.loads(typst.query(asked.encode(), "<pages>", field="value"))
    assert pages[0] == 1
    assert not typst.compile_with_warnings(asked.encode(), format="svg")[1], "it comes to rest"


def test_days_stay_whole_in_a_list() -> None:
    sheet = (data("xslt") / "print" / "volume.typ").read_text(encoding="utf-8")
    function = sheet[sheet.index("#let whole-days") : sheet.index("// One line of a list that ends")]
    days = ["between September 12, 1963 and December 31, 1963", "zwischen 12. September 1963 und 31. Dezember 1963"]
    asked = function + "".join(f'#metadata(whole-days("{day}"))<day>' for day in days)
    assert json.loads(typst.query(asked.encode(), "<day>", field="value")) == [
        "between September~12,~1963 and December~31,~1963".replace("~", "\xa0"),
        "zwischen 12.~September~1963 und 31.~Dezember~1963".replace("~", "\xa0"),
    ]


@pytest.mark.parametrize(("last", "pages"), [(8, [1] + [2] * 4), (7, [1] * 4 + [2] * 4), (9, [1] + [2] * 4)])
def test_no_row_of_a_list_is_broken_and_no_page_has_but_one(last: int, pages: list[int]) -> None:
    sheet = (data("xslt") / "print" / "volume.typ").read_text(encoding="utf-8")
    function = sheet[sheet.index("// A row stays whole") : sheet.index("// The parts that the contents name")]
    row = "([1], [#metadata(none)<row>words#linebreak()words#linebreak()words], [7], false)"
    asked = f"""#let step = 10pt
#let in-part = false
#let tagged(body) = body
{function}
#set page(width: 200pt, height: 260pt, margin: 20pt)
#set text(size: 10pt, top-edge: 8pt, bottom-edge: -2pt)
#set par(leading: 0pt, spacing: 0pt)
#table-of((({row}),) * {last + 1}, 10pt)
#context [#metadata(query(<row>).map(m => m.location().page()))<pages>]"""
    (found,) = json.loads(typst.query(asked.encode(), "<pages>", field="value"))
    assert found[-len(pages) :] == pages


def test_what_heads_others_in_a_list_ends_no_page() -> None:
    sheet = (data("xslt") / "print" / "volume.typ").read_text(encoding="utf-8")
    function = sheet[sheet.index("#let entry-line") : sheet.index("#let paired")]
    asked = f"""#let step = 10pt
#let settings = (language: "en")
{function}
#set page(width: 200pt, height: 100pt, margin: 20pt)
#set text(size: 10pt, top-edge: 8pt, bottom-edge: -2pt)
#set par(leading: 0pt, spacing: 0pt)
#for line in range(4) {{ entry-line(1)[Box] }}
#entry-line(0, leads: true)[Archive#metadata(none)<head>]
#entry-line(1)[Box]
#context [#metadata(query(<head>).map(m => m.location().page()))<pages>]"""
    (found,) = json.loads(typst.query(asked.encode(), "<pages>", field="value"))
    assert found == [2]
    alone = asked.replace(", leads: true", "")
    assert json.loads(typst.query(alone.encode(), "<pages>", field="value")) == [[1]]


TEXT = "words that fill the line of a letter " * 55


@pytest.mark.parametrize(("after", "floats"), [(TEXT, True), ("Three words only.", False)])
def test_text_fills_the_page_before_a_picture_if_there_is_enough(tmp_path: Path, after: str, *, floats: bool) -> None:
    (tmp_path / "a.png").write_bytes(png(1300, 1500))
    text = f"<p>{TEXT}</p><figure><graphic url='a.png'/></figure><p>Thereafter {after}</p>"
    job = make_job(tmp_path / "out", [letter(tmp_path, "a.xml", text)])
    assert [f.code for f in render_print(job)] == ["P007"]
    pages = PdfDocument(job.target / "screen.pdf")
    behind = [text.count("Thereafter") for text in texts(pages)]
    assert [any(thing.type == 3 for thing in page.get_objects()) for page in pages][:2] == [False, True]
    assert behind[:2] == ([1, 0] if floats else [0, 1])


def test_a_table_too_wide_for_the_page_is_turned_and_stays_in_its_document(tmp_path: Path) -> None:
    cells = "".join(f"<cell>Manufactures {n}</cell>" for n in range(14))
    table = f"<table><head>Trade</head>{f'<row>{cells}</row>' * 9}</table>"
    files = [
        letter(tmp_path, "a.xml", f"<p>Before.</p>{table}<p>Behind it.</p>"),
        letter(tmp_path, "b.xml", "<p>Next.</p>", 2),
    ]
    job = make_job(tmp_path / "out", files, print={"parts": ["documents"]})
    assert [f.code for f in render_print(job)] == ["P007"]
    pages = PdfDocument(job.target / "screen.pdf")
    first, turned, last = texts(pages)
    assert "Behind it." in first
    assert "Next." in last
    assert turned.count("tures 0") == 9
    angles = {
        round(FPDFText_GetCharAngle(pages[1].get_textpage(), turned.index(word)), 1) for word in ("Trade", "tures 13")
    }
    assert angles <= {round(math.pi / 2, 1), round(3 * math.pi / 2, 1)}


def test_leaves_stand_on_their_sides_with_empty_ones_between() -> None:
    named = ["title", "dedication", "contents", "documents", "colophon"]
    found = matter(named, has={}, sections=[], two_sided=True)
    assert found.before == ["#title-page()", "#plain-page[]", "#dedication()", "#plain-page[]", "#contents()"]
    assert (found.behind, found.whole) == (["#colophon()"], False)
    assert matter(named, has={"dedication": False}, sections=[], two_sided=False).before == [
        "#title-page()",
        "#contents()",
    ]
    assert matter(["documents", "contents"], has={}, sections=[], two_sided=False).whole


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (["title"], "print.parts has no documents"),
        (["documents", "index"], "'index' is none of .*did you mean 'indexes'"),
        (["documents", "documents"], "'documents' stands there twice"),
        ("documents", "is not a list"),
    ],
)
def test_parts_that_make_no_book_are_refused(parts: list[str] | str, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        order(config.check({"edition": {"title": "A"}, "print": {"parts": parts}}))
