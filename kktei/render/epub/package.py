"""The files of an EPUB around its sections: package document, navigation, title page, style."""

from __future__ import annotations

import re
import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import escape

from kktei.config import Settings
from kktei.render.epub.sections import Section
from kktei.render.timestamp import timestamp

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_HTML = (
    _HEAD
    + '<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
    + 'xml:lang="{lang}" lang="{lang}">\n<head><meta charset="UTF-8"/><title>{title}</title>'
    + '<link rel="stylesheet" type="text/css" href="style.css"/></head>\n<body{body}>\n{content}\n</body></html>\n'
)

CONTAINER = (
    _HEAD
    + '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    + '<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>\n'
)


@dataclass(frozen=True, slots=True)
class Book:
    """What an e-book is made of."""

    settings: Settings
    sections: Sequence[Section]
    words: dict[str, str]
    fonts: Sequence[str]  # file names
    front: Sequence[Section] = ()
    chapters: Mapping[str, Sequence[tuple[int, str]]] = field(default_factory=dict)  # by the file that they begin with

    @property
    def parts(self) -> list[Section]:
        """The front matter's sections and the documents."""
        return [*self.front, *self.sections]

    @property
    def title(self) -> str:
        """Title and subtitle."""
        said = self.settings
        titles = (said.text("edition.title"), said.text("edition.subtitle"))
        return ": ".join(t for t in titles if t.strip()) or said.text("edition.id") or "edition"

    @property
    def language(self) -> str:
        """The edition's language."""
        return self.settings.text("edition.language") or "en"


def page(book: Book, title: str, content: str, *, lang: str = "", body: str = "") -> str:
    """A whole XHTML file."""
    return _HTML.format(
        lang=escape(lang or book.language), title=escape(title) or escape(book.title), content=content, body=body
    )


def section_page(book: Book, section: Section) -> str:
    """The file of a document."""
    if section.language != "und":
        return page(book, section.title, section.xhtml, lang=section.language)
    start, end, text = section.xhtml.partition(">")  # the language is told by the element around all
    return page(book, section.title, start.replace('lang="und"', f'lang="{escape(book.language)}"') + end + text)


def title_page(book: Book) -> str:
    """The title page, with imprint."""
    said = book.settings
    editors = ", ".join(said.texts("edition.editors"))
    lines = [f"<h1>{escape(said.text('edition.title').strip() or book.title)}</h1>"]
    if said.text("edition.subtitle"):
        lines.append(f'<p class="subtitle">{escape(said.text("edition.subtitle"))}</p>')
    if editors:
        lines.append(f"<p>{escape(book.words['print.edited-by'])} {escape(editors)}</p>")
    made = [
        " ".join(t for t in (said.text("edition.place"), said.text("edition.date")) if t),
        said.text("edition.publisher"),
    ]
    lines += [f"<p>{escape(line)}</p>" for line in made if line]
    lines.append(f"<p>{escape(said.text('edition.licence_name'))}</p>")
    return page(book, book.title, f'<section epub:type="titlepage" class="titlepage">{"".join(lines)}</section>')


def navigation(book: Book) -> str:
    """Contents, list of the source's pages, landmarks."""
    rows = "".join(_row(s) for s in book.front) + _rows(book)
    contents = escape(book.words["print.contents"])
    parts = [f'<nav epub:type="toc" role="doc-toc" id="toc"><h1>{contents}</h1><ol>{rows}</ol></nav>']
    if pages := _page_list(book):
        parts.append(
            '<nav epub:type="page-list" role="doc-pagelist" hidden="hidden">'
            f"<h2>{escape(book.words['epub.pages'])}</h2><ol>{pages}</ol></nav>"
        )
    parts.append(
        f'<nav epub:type="landmarks" hidden="hidden"><h2>{escape(book.words["epub.landmarks"])}</h2><ol>'
        f'<li><a epub:type="titlepage" href="title.xhtml">{escape(book.title)}</a></li>'
        f'<li><a epub:type="toc" href="nav.xhtml#toc">{contents}</a></li>'
        f'<li><a epub:type="bodymatter" href="{book.sections[0].stem}.xhtml">'
        f"{escape(book.words['print.documents'])}</a></li></ol></nav>"
    )
    return page(book, book.title, "\n".join(parts))


def _row(section: Section) -> str:
    return f'<li><a href="{section.stem}.xhtml">{escape(section.title)}</a></li>'


def _rows(book: Book) -> str:
    """The documents, those of a chapter in a list below its heading."""
    made, depth = "", 0
    for section in book.sections:
        for level, heading in book.chapters.get(section.source, ()):
            made += "</ol></li>" * (depth - level) + f'<li><a href="{section.stem}.xhtml">{escape(heading)}</a><ol>'
            depth = level + 1
        made += _row(section)
    return made + "</ol></li>" * depth


def _page_list(book: Book) -> str:
    """One line for each page of the source; where letters count from 1 each, the letter is named too."""
    times = Counter(label for s in book.parts for _, label in s.pages)
    return "".join(
        f'<li><a href="{s.stem}.xhtml#{i}">{escape(label if times[label] == 1 else f"{s.stem}, {label}")}</a></li>'
        for s in book.parts
        for i, label in s.pages
    )


def package(book: Book) -> str:
    """The package document: metadata (accessibility's too), manifest, spine."""
    items = [
        ("nav", "nav.xhtml", "application/xhtml+xml", ' properties="nav"'),
        ("title", "title.xhtml", "application/xhtml+xml", ""),
        ("style", "style.css", "text/css", ""),
        *((f"s{n}", f"{s.stem}.xhtml", "application/xhtml+xml", "") for n, s in enumerate(book.parts)),
        *((f"f{n}", f"fonts/{name}", "font/ttf", "") for n, name in enumerate(book.fonts)),
    ]
    manifest = "".join(f'<item id="{i}" href="{h}" media-type="{t}"{p}/>\n' for i, h, t, p in items)
    spine = "".join(f'<itemref idref="{i}"/>' for i in ("title", "nav", *(f"s{n}" for n in range(len(book.parts)))))
    return (
        f'{_HEAD}<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" '
        f'xml:lang="{escape(book.language)}">\n'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n{_metadata(book)}</metadata>\n'
        f"<manifest>\n{manifest}</manifest>\n<spine>{spine}</spine>\n</package>\n"
    )


def _metadata(book: Book) -> str:
    said = book.settings
    isbn = re.sub(r"[^0-9X]", "", said.text("print.isbn"))
    named = (
        f"urn:isbn:{isbn}"
        if isbn
        else f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, said.text('edition.base_uri') + book.title)}"
    )
    modified = datetime.fromtimestamp(timestamp(said), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    lines = [
        f'<dc:identifier id="id">{escape(named)}</dc:identifier>',
        f"<dc:title>{escape(book.title)}</dc:title>",
        f"<dc:language>{escape(book.language)}</dc:language>",
        f'<meta property="dcterms:modified">{modified}</meta>',
        *(f"<dc:creator>{escape(e)}</dc:creator>" for e in said.texts("edition.editors")),
    ]
    for name, value in (("publisher", said.text("edition.publisher")), ("rights", said.text("edition.licence"))):
        lines += [f"<dc:{name}>{escape(value)}</dc:{name}>"] if value else []
    return "\n".join([*lines, *_accessibility(book)]) + "\n"


def _accessibility(book: Book) -> list[str]:
    """What a reader who cannot see the page may count on; only what is so."""
    features = ["tableOfContents", "readingOrder", "structuralNavigation"]
    pages = any(s.pages for s in book.parts)
    features += ["pageBreakMarkers", "pageNavigation"] if pages else []
    rows = [
        ("schema:accessMode", "textual"),
        ("schema:accessModeSufficient", "textual"),
        *(("schema:accessibilityFeature", f) for f in features),
        ("schema:accessibilityHazard", "none"),
        ("schema:accessibilitySummary", book.words["epub.accessibility"]),
    ]
    source = book.settings.text("source.title") or book.words["epub.page-source"]
    rows += [("pageBreakSource", source)] if pages else []
    return [f'<meta property="{p}">{escape(v)}</meta>' for p, v in rows]
