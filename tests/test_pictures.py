"""Pictures beside the TEI are known by their bytes; what is none, or does more than be seen, is refused with why."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PIL import Image

from kktei import pictures
from kktei.addresses import Addresses
from kktei.errors import InputError
from kktei.export import iiif
from kktei.export.described import Image as PageImage
from kktei.export.formats import Missed

SVG = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' {}>{}</svg>"


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    (tmp_path / "letters").mkdir()
    return tmp_path / "letters" / "a.xml"


@pytest.mark.parametrize(("form", "kind"), [("JPEG", "jpg"), ("PNG", "png"), ("GIF", "gif"), ("WEBP", "webp"),
                                            ("TIFF", "tif")])  # fmt: skip
def test_kind_and_size_come_from_the_bytes(letter: Path, form: str, kind: str) -> None:
    Image.new("RGB", (60, 90)).save(letter.with_name("a b.dat"), format=form)
    seen = pictures.picture(letter, letter.parents[1], "a%20b.dat")
    assert (seen.kind, seen.width, seen.height) == (kind, 60, 90)
    assert seen.name.startswith("pictures/")
    assert seen.name.endswith(kind)


@pytest.mark.parametrize(
    ("size", "pixels"),
    [("width='60' height='90px'", (60, 90)), ("width='2in' height='25.4mm'", (192, 96)),
     ("viewBox='0 0 60.2 90'", (60, 90)), ("", (0, 0))],
)  # fmt: skip
def test_a_drawing_has_its_size_in_pixels(letter: Path, size: str, pixels: tuple[int, int]) -> None:
    letter.with_name("a.svg").write_text("<?xml version='1.0'?><!-- x -->" + SVG.format(size, "<path d='M0 0'/>"))
    seen = pictures.picture(letter, letter.parent, "a.svg")
    assert (seen.kind, (seen.width, seen.height)) == ("svg", pixels)


@pytest.mark.parametrize(
    "inside",
    [
        "<script>1</script>", "<g onclick='x()'/>", "<image xlink:href='http://a.example/b.png'/>",
        "<use href='b.svg#c'/>", "<foreignObject/>", "<a href='javascript:x()'/>", "<set/>", "<p",
    ],
)  # fmt: skip
def test_a_drawing_that_does_more_than_be_seen_is_refused(letter: Path, inside: str) -> None:
    letter.with_name("a.svg").write_text(SVG.format("", inside))
    with pytest.raises(InputError):
        pictures.picture(letter, letter.parent, "a.svg")


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
@pytest.mark.parametrize("left", [4, 0.5])
def test_a_damaged_picture_is_refused(letter: Path, form: str, left: float) -> None:
    path = letter.with_name("a.dat")
    Image.effect_noise((60, 90), 50).save(path, format=form)
    raw = path.read_bytes()
    path.write_bytes(raw[: int(len(raw) * left)] if left < 1 else raw[:8] + b"junk" * 9)
    with pytest.raises(InputError, match="damaged"):
        pictures.picture(letter, letter.parent, "a.dat")


def test_what_is_no_picture_says_why(letter: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    letter.with_name("b.png").write_text("no picture")
    letter.parents[1].joinpath("out.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    letter.with_name("large.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    monkeypatch.setattr(pictures, "LARGEST", 90)
    for url, why in (("b.png", "no picture"), ("../out.png", "outside"), ("no.png", "no such"), ("large.png", "MB")):
        with pytest.raises(InputError, match=why):
            pictures.picture(letter, letter.parent, url)


@pytest.mark.parametrize(
    ("url", "why"),
    [("d.png", "folder"), ("C:\\p\\g.png", "no path"), ("file:///g.png", "no path"), ("%00.png", "no path"),
     ("/etc/passwd", "outside"), ("x" * 400 + ".png", "no such"), ("a.pdf", "no picture")],
)  # fmt: skip
def test_an_address_of_no_picture_says_why(letter: Path, url: str, why: str) -> None:
    letter.with_name("d.png").mkdir()
    letter.with_name("a.pdf").write_bytes(b"%PDF-1.7")
    with pytest.raises(InputError, match=why):
        pictures.picture(letter, letter.parent, url)


def test_a_manifest_takes_the_size_of_a_local_image_from_the_file(letter: Path) -> None:
    Image.new("RGB", (60, 90)).save(letter.with_name("p1.jpg"))
    images = (PageImage("p1.jpg", "", "", "1"), PageImage("p2.jpg", "", "", "2"))
    document: Any = SimpleNamespace(file="letters/a.xml", name="a", images=images, language="en", heading="A", senders=(),
                                    date=SimpleNamespace(edtf=""), recipients=(), base=None, licences=())  # fmt: skip
    base = "https://example.org/"
    edition: Any = SimpleNamespace(
        root=letter.parents[1], base=base, addresses=Addresses(base), licence="", licences=()
    )
    told = Missed()
    (letter.parent / "iiif").mkdir()
    writing = iiif.write(edition, letter.parent / "iiif", told)
    next(writing)
    writing.send(document)
    (canvas,) = json.loads((letter.parent / "iiif" / "a" / "manifest.json").read_text())["items"]
    body = canvas["items"][0]["items"][0]["body"]
    name = pictures.picture(letter, letter.parent, "p1.jpg").name
    assert (body["id"], body["width"], body["height"]) == (base + name, 60, 90)
    assert [r.needs for r in told.found] == ["IIIF needs the address, width and height of each image; 1 are left out"]
