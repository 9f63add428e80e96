"""Pictures that came with the TEI stand on the site; what cannot be shown is named."""

from __future__ import annotations

import shutil
from pathlib import Path

from PIL import Image

from tests.websites import letter_job, made

CASE = Path(__file__).parents[2] / "data" / "cases" / "apparatus"


def test_pictures_are_copied_and_addresses_are_links(tmp_path: Path) -> None:
    letters = tmp_path / "letters"
    (letters / "images").mkdir(parents=True)
    for name in ("m21-facsimile.xml", "n01-unplaced.xml"):
        shutil.copy(CASE / name, letters)
    Image.new("RGB", (60, 90), "white").save(letters / "images" / "2.jpg")
    (letters / "images" / "3.svg").write_text(
        "<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", encoding="utf-8"
    )
    more = (CASE / "m24-positive-sigla-unknown.xml").read_text(encoding="utf-8")
    more = more.replace(
        "<p>We",
        '<p><pb n="4" facs="../4.jpg"/><pb n="5" facs="images/3.svg"/><graphic url="b.pdf"/><graphic url="C:\\\\c"/>We',
    )
    (letters / "others.xml").write_text(more, encoding="utf-8")
    (tmp_path / "4.jpg").write_bytes(b"\xff\xd8\xff")
    site = made(letter_job(sorted(letters.glob("*.xml")), letters, tmp_path / "site", "en"))
    page = (site.folder / "documents" / "m21-facsimile.html").read_text(encoding="utf-8")
    (picture,) = (site.folder / "pictures").iterdir()
    assert f'<img src="../pictures/{picture.name}" alt="Page 2 of the source" loading="lazy"' in page
    assert 'width="60" height="90"' in page
    assert 'href="https://iiif.example.org/1/full/max/0/default.jpg"' in page
    said = {f.code: f for f in site.findings if f.code in ("H020", "H021", "H022")}
    assert "Z" in said["H021"].message
    assert "2 the" in said["H022"].message
    assert "../4.jpg: the picture lies outside" in said["H020"].message
    assert said["H020"].count == 4


def test_zones_of_a_page_lead_to_their_words(tmp_path: Path) -> None:
    letters = tmp_path / "letters"
    (letters / "images").mkdir(parents=True)
    Image.new("RGB", (60, 90), "white").save(letters / "images" / "1.jpg")
    zones = (
        '<surface xml:id="s1"{}><graphic url="images/1.jpg"/><zone xml:id="z1" ulx="5" uly="5" lrx="50" lry="20"/>'
        '<zone xml:id="z2" points="5,30 50,31 50,60 6,59"/><zone xml:id="z3" ulx="1" uly="2" lrx="3" lry="4"/></surface>'
    )
    text = (CASE / "m24-positive-sigla-unknown.xml").read_text(encoding="utf-8")
    text = text.replace("<text>", f"<facsimile>{zones}</facsimile><text>", 1)
    words = '<p facs="#z1"><pb n="1" facs="#s1"/>One line. <lb facs="#z2"/>Another “line” of it. '
    (letters / "a.xml").write_text(text.format("").replace("<p>We", words + "We"), encoding="utf-8")
    own = text.format(' ulx="0" uly="0" lrx="600" lry="900"').replace("<p>We", words + "We")
    (letters / "b.xml").write_text(own, encoding="utf-8")
    site = made(letter_job(sorted(letters.glob("*.xml")), letters, tmp_path / "site", "en"))
    page = (site.folder / "documents" / "a.html").read_text(encoding="utf-8")
    assert 'viewBox="0 0 60 90"' in page
    assert page.count("<polygon") == 2  # of z3 no words stand in the text
    assert '<a href="#k-p1" aria-label="One line. Another “line” of it.' in page
    assert '<polygon points="5 5 50 5 50 20 5 20"' in page
    assert '<a href="#k-lb1" aria-label="Another “line” of it.' in page
    assert '<span class="line-spot" id="k-lb1">' in page
    assert "assets/zones." in page
    assert site.named("assets/zones.css") in page
    assert 'viewBox="0 0 600 900"' in (site.folder / "documents" / "b.html").read_text(encoding="utf-8")
    assert [f.code for f in site.findings if f.code.startswith("H01")] == []  # every link leads somewhere
