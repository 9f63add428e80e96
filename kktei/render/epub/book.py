"""An edition as an e-book: one file, edition.epub."""

import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from importlib import resources
from pathlib import Path

from kktei.findings import Finding
from kktei.pictures import FOLDER
from kktei.render.epub.cover import cover
from kktei.render.epub.package import CONTAINER, Book, cover_page, navigation, package, section_page, title_page
from kktei.render.epub.whole import WholeBook, whole_book
from kktei.render.job import RenderJob
from kktei.render.plates import Medium

_BOOK = Medium("e-book", ("jpg", "png", "gif", "svg", "webp"), 110.0, 180.0)  # what EPUB 3.3 has every reader show
_NAMED = re.compile(rf'"({FOLDER}/[^"]+)"')
_FONTS = {"EBGaramond.ttf": "EBGaramond[wght].ttf", "EBGaramond-Italic.ttf": "EBGaramond-Italic[wght].ttf"}


def render_epub(job: RenderJob) -> list[Finding]:
    """Fill ``job.target`` with edition.epub (EPUB 3); what cannot be read is left out and named.

    The same input gives the same bytes.
    """
    whole = whole_book(job, _BOOK, "epub")
    found = whole.findings
    if whole.documents:
        shown = _shown(whole)
        book = Book(job.settings, whole, sorted(_FONTS), sorted(shown))
        name, raw, unused = cover(job, _BOOK, book.editors)
        book = replace(book, cover=name)
        _write(job.target / "edition.epub", _files(book, shown | {name: raw} if name else shown))
        found += unused
    return found


def _shown(whole: WholeBook) -> dict[str, bytes]:
    """The pictures that stand in the book: not those of documents that are left out."""
    named = {name for part in whole.parts for name in _NAMED.findall(part.xhtml)}
    return {name: raw for name, raw in whole.plates.files.items() if name in named}


def _files(book: Book, pictures: Mapping[str, bytes]) -> dict[str, bytes]:
    fonts = resources.files("fontpkg_eb_garamond") / "files"
    texts = {
        "META-INF/container.xml": CONTAINER,
        "EPUB/package.opf": package(book),
        "EPUB/nav.xhtml": navigation(book),
        "EPUB/title.xhtml": title_page(book),
        **({"EPUB/cover.xhtml": cover_page(book)} if book.cover else {}),
        "EPUB/style.css": "".join(
            (resources.files(__package__) / f"{name}.css").read_text(encoding="utf-8")
            for name in ("style", *["pictures"] * bool(pictures))
        ),
        **{f"EPUB/{s.stem}.xhtml": section_page(book, s) for s in book.whole.parts},
    }
    files = {name: text.encode("utf-8") for name, text in texts.items()}
    files |= {f"EPUB/{name}": raw for name, raw in pictures.items()}
    return files | {f"EPUB/fonts/{name}": (fonts / source).read_bytes() for name, source in _FONTS.items()}


def _write(target: Path, files: dict[str, bytes]) -> None:
    """The archive: its kind first and unpacked, all dates alike."""
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in {"mimetype": b"application/epub+zip", **files}.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
