"""The files of an EPUB around its sections: package document, navigation, title page, style."""

import re
import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.sax.saxutils import escape

from lxml import etree
from lxml.builder import ElementMaker

from kktei.config import Settings
from kktei.pictures import MEDIA_TYPES
from kktei.render.epub.sections import BookSection
from kktei.render.epub.whole import WholeBook
from kktei.render.timestamp import timestamp
from kktei.render.words import listed
from kktei.tei import XML, Element

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_XHTML, _OPS = "http://www.w3.org/1999/xhtml", "http://www.idpf.org/2007/ops"
_OPF, _DC = "http://www.idpf.org/2007/opf", "http://purl.org/dc/elements/1.1/"
_LANG, _TYPE = f"{{{XML}}}lang", f"{{{_OPS}}}type"
_H = ElementMaker(namespace=_XHTML, nsmap={None: _XHTML, "epub": _OPS})
_O = ElementMaker(namespace=_OPF, nsmap={None: _OPF})
_D = ElementMaker(namespace=_DC, nsmap={"dc": _DC})

# What every file of the kind begins with; the rest is put into its tree.
_PAGE = (
    f'<html xmlns="{_XHTML}" xmlns:epub="{_OPS}">\n<head><meta charset="UTF-8"/><title/>'
    '<link rel="stylesheet" type="text/css" href="style.css"/></head>\n<body>\n</body></html>'
)
_PACKAGE = (
    f'<package xmlns="{_OPF}" version="3.0" unique-identifier="id">\n<metadata xmlns:dc="{_DC}">\n</metadata>\n'
    "<manifest>\n</manifest>\n<spine/>\n</package>"
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
    whole: WholeBook
    fonts: Sequence[str]  # file names
    pictures: Sequence[str] = ()  # file names
    cover: str = ""  # file name

    @property
    def words(self) -> dict[str, str]:
        """What a book says of its own, in the edition's language."""
        return self.whole.words

    @property
    def editors(self) -> str:
        """The editors as a line names them."""
        return listed(self.settings.texts("edition.editors"), self.words)

    @property
    def is_described(self) -> bool:
        """Whether every picture has words of its own for who does not see it."""
        unsaid = f'alt="{escape(self.words["print.figure"])}"'
        return not any(unsaid in section.xhtml for section in self.whole.parts)

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


def page(book: Book, title: str, content: str | Sequence[Element], *, lang: str = "") -> str:
    """A whole XHTML file; ``content`` is what its body holds, as elements or as text in XML."""
    root = etree.fromstring(_PAGE)
    root.attrib.update({_LANG: lang or book.language, "lang": lang or book.language})
    root[0][1].text = title or book.title
    if not isinstance(content, str):
        root[1].extend(_in_lines(content))
    text = f"{_HEAD}<!DOCTYPE html>\n{etree.tostring(root, encoding='unicode')}\n"
    if isinstance(content, str):
        at = text.rindex("</body>")
        text = f"{text[:at]}{content}\n{text[at:]}"
    return text


def _in_lines(elements: Iterable[Element]) -> Iterable[Element]:
    """Each element with a line's end behind it."""
    for element in elements:
        element.tail = "\n"
        yield element


def section_page(book: Book, section: BookSection) -> str:
    """The file of a document."""
    if section.facts.language != "und":
        return page(book, section.title, section.xhtml, lang=section.facts.language)
    root = etree.fromstring(section.xhtml, etree.XMLParser(huge_tree=True, resolve_entities=False))
    for name in (_LANG, "lang"):  # the language is told by the element around all
        if root.get(name) == "und":
            root.set(name, book.language)
    return page(book, section.title, etree.tostring(root, encoding="unicode"))


def title_page(book: Book) -> str:
    """The title page, with imprint."""
    said = book.settings
    placed = " ".join(t for t in (said.text("edition.place"), said.text("edition.date")) if t)
    lines = [_H.h1(said.text("edition.title").strip() or book.title)]
    if subtitle := said.text("edition.subtitle"):
        lines.append(_H.p(subtitle, {"class": "subtitle"}))
    if book.editors:
        lines.append(_H.p(f"{book.words['print.edited-by']} {book.editors}"))
    lines += [_H.p(line) for line in (placed, said.text("edition.publisher")) if line]
    if licence := said.text("edition.licence_name") or said.text("edition.licence"):
        lines.append(_H.p(licence))
    return page(book, book.title, [_H.section(*lines, {_TYPE: "titlepage", "class": "titlepage"})])


def cover_page(book: Book) -> str:
    """The cover by itself."""
    words = book.words["epub.cover"].replace("{title}", book.title)
    image = _H.img({"src": book.cover, "alt": words, "role": "doc-cover"})
    return page(book, book.title, [_H.div(image, {_TYPE: "cover", "class": "cover"})])


def navigation(book: Book) -> str:
    """Contents, list of the source's pages, landmarks."""
    contents = book.words["print.contents"]
    parts = [_H.nav({_TYPE: "toc", "role": "doc-toc", "id": "toc"}, _H.h1(contents), _contents(book))]
    if pages := list(_pages(book)):
        kind = {_TYPE: "page-list", "role": "doc-pagelist", "hidden": "hidden"}
        parts.append(_H.nav(kind, _H.h2(book.words["epub.pages"]), _H.ol(*pages)))
    landmarks = (
        *([("cover", "cover.xhtml", book.words["epub.cover"].replace("{title}", book.title))] * bool(book.cover)),
        ("titlepage", "title.xhtml", book.title),
        ("toc", "nav.xhtml#toc", contents),
        ("bodymatter", f"{book.whole.documents[0].stem}.xhtml", book.words["print.documents"]),
        *(("index", f"{section.stem}.xhtml", section.title) for section in book.whole.behind[:1]),
    )
    rows = (_H.li(_H.a({_TYPE: kind, "href": address}, words)) for kind, address, words in landmarks)
    parts.append(_H.nav({_TYPE: "landmarks", "hidden": "hidden"}, _H.h2(book.words["epub.landmarks"]), _H.ol(*rows)))
    return page(book, book.title, parts)


def _link(section: BookSection, words: str, anchor: str = "") -> Element:
    return _H.a(words, href=f"{section.stem}.xhtml{anchor}")


def _contents(book: Book) -> Element:
    """Front matter and documents, those of a chapter in a list below its heading."""
    whole = _H.ol(*(_H.li(_link(section, section.title)) for section in (*book.whole.front, *book.whole.before)))
    open_lists = [whole]
    for section in book.whole.documents:
        for level, heading in book.whole.chapters.get(section.source, ()):
            del open_lists[level + 1 :]
            within = _H.ol()
            open_lists[-1].append(_H.li(_link(section, heading), within))
            open_lists.append(within)
        open_lists[-1].append(_H.li(_link(section, section.title)))
    whole.extend(_H.li(_link(section, section.title)) for section in book.whole.behind)
    return whole


def _pages(book: Book) -> Iterable[Element]:
    """One line for each page of the source; where letters count from 1 each, the letter is named too."""
    times = Counter(page.label for s in book.whole.parts for page in s.facts.pages)
    for section in book.whole.parts:
        for there in section.facts.pages:
            words = there.label if times[there.label] == 1 else f"{section.stem}, {there.label}"
            yield _H.li(_link(section, words, f"#{there.id}"))


def package(book: Book) -> str:
    """The package document: metadata (accessibility's too), manifest, spine."""
    pages = [("title", "title.xhtml"), *((f"s{n}", f"{s.stem}.xhtml") for n, s in enumerate(book.whole.parts))]
    items = [
        _item("nav", "nav.xhtml", "application/xhtml+xml", properties="nav"),
        _item(*pages[0], "application/xhtml+xml"),
        _item("style", "style.css", "text/css"),
        *(_item(key, file, "application/xhtml+xml") for key, file in pages[1:]),
        *(_item(f"f{n}", f"fonts/{name}", "font/ttf") for n, name in enumerate(book.fonts)),
        *_cover_items(book),
        *(_item(f"p{n}", name, MEDIA_TYPES[name.rpartition(".")[2]]) for n, name in enumerate(book.pictures)),
    ]
    root = etree.fromstring(_PACKAGE)
    root.set(_LANG, book.language)
    metadata, manifest, spine = root
    metadata.extend(_in_lines(_metadata(book)))
    manifest.extend(_in_lines(items))
    first = ["cover"] * bool(book.cover)
    spine.extend(_O.itemref(idref=key) for key in (*first, "title", "nav", *(key for key, _ in pages[1:])))
    return f"{_HEAD}{etree.tostring(root, encoding='unicode')}\n"


def _cover_items(book: Book) -> list[Element]:
    if not book.cover:
        return []
    kind = MEDIA_TYPES[book.cover.rpartition(".")[2]]
    return [
        _item("cover-image", book.cover, kind, properties="cover-image"),
        _item("cover", "cover.xhtml", "application/xhtml+xml"),
    ]


def _item(key: str, file: str, kind: str, **further: str) -> Element:
    return _O.item({"id": key, "href": file, "media-type": kind, **further})


def _metadata(book: Book) -> Iterable[Element]:
    said = book.settings
    isbn = re.sub(r"[^0-9X]", "", said.text("print.isbn"))
    own = uuid.uuid5(uuid.NAMESPACE_URL, said.text("edition.base_uri") + book.title)
    yield _D.identifier(f"urn:isbn:{isbn}" if isbn else f"urn:uuid:{own}", id="id")
    yield _D.title(book.title)
    yield _D.language(book.language)
    modified = datetime.fromtimestamp(timestamp(said), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    yield _O.meta(modified, property="dcterms:modified")
    yield from (_D.creator(editor) for editor in said.texts("edition.editors"))
    if publisher := said.text("edition.publisher"):
        yield _D.publisher(publisher)
    if rights := said.text("edition.licence"):
        yield _D.rights(rights)
    yield from (_O.meta(value, property=name) for name, value in _accessibility(book))


def _accessibility(book: Book) -> list[tuple[str, str]]:
    """What a reader who cannot see the page may count on; only what is so.

    The edition answers for it, so it is claimed where the edition says whose it is.
    """
    features = ["tableOfContents", "readingOrder", "structuralNavigation", "displayTransformability"]
    features += ["index"] if book.whole.behind else []
    features += ["alternativeText"] if book.cover or (book.pictures and book.is_described) else []
    pages = any(s.facts.pages for s in book.whole.parts)
    features += ["pageBreakMarkers", "pageNavigation"] if pages else []
    said = [
        "epub.accessibility",
        *(["epub.pictures" if book.is_described else "epub.pictures-unsaid"] * bool(book.pictures)),
    ]
    rows = [
        ("schema:accessMode", "textual"),
        *([("schema:accessMode", "visual")] if book.pictures else []),
        *([("schema:accessModeSufficient", "textual")] if book.is_described else []),
        *(("schema:accessibilityFeature", f) for f in features),
        ("schema:accessibilityHazard", "none"),
        ("schema:accessibilitySummary", " ".join(book.words[key] for key in said)),
    ]
    if pages:
        rows.append(("pageBreakSource", book.settings.text("source.title") or book.words["epub.page-source"]))
    who = book.settings.text("edition.publisher") or book.editors
    if who and book.is_described:
        rows += [("dcterms:conformsTo", "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"), ("a11y:certifiedBy", who)]
    return rows
