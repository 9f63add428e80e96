"""An edition as a Word file to copy-edit in, for InDesign or as JATS: real headings, styles and notes, by pandoc."""

import base64
import re
import shutil
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from lxml import etree

from kktei import files, programs, tei
from kktei.config import Settings
from kktei.errors import InputError, MachineryError
from kktei.findings import Finding
from kktei.pictures import MEDIA_TYPES
from kktei.render.characters import printable
from kktei.render.docx.jats import finish_jats
from kktei.render.docx.joining import AGAIN, join_jats, join_story, join_word
from kktei.render.docx.parts import NoteCall, called, calls, finish, style_names
from kktei.render.docx.pieces import pieces, unmark
from kktei.render.epub.sections import BookSection
from kktei.render.epub.whole import WholeBook, whole_book
from kktei.render.job import RenderJob
from kktei.render.plates import Medium, Plates
from kktei.render.timestamp import timestamp
from kktei.tei import Element

_LONGEST = 2000  # characters of a title: a system takes no line of orders of any length
_TAKEN = ("jpg", "png", "gif", "tif")  # pictures that a Word file can hold
_READER = "html+epub_html_exts"
_STYLE = "data-custom-style"
_NOTES = {"source": "Source Note", "reading": "Apparatus Note"}
_SIZE = 500_000  # characters of the text that pandoc is given at once: some hundred letters, 240 MB
_EMPTY = re.compile(rb'<ParagraphStyleRange AppliedParagraphStyle="[^"]*">\s*</ParagraphStyleRange>\s*')
_OPS, _XHTML = "http://www.idpf.org/2007/ops", "http://www.w3.org/1999/xhtml"
_JOINER = "\u2060"


@dataclass(frozen=True, slots=True)
class Form:
    """A file by pandoc: the product's name, pandoc's for its format, the file's, words for it."""

    product: str
    writer: str
    file: str
    called: str
    prepare: Callable[[Element, Plates], None]  # what pandoc is to make of a page otherwise than it would
    join: Callable[[Sequence[Path], Path], None]
    end: Callable[[Path, Sequence[NoteCall], RenderJob], None]
    holds_pictures: bool = False
    options: tuple[str, ...] = ("--standalone",)

    @property
    def medium(self) -> Medium:
        """What it takes of pictures, on a page of A4."""
        return Medium(self.called, _TAKEN, 150.0, 230.0, dots=150)


def render_docx(job: RenderJob) -> list[Finding]:
    """Fill ``job.target`` with edition.docx; what cannot be read is left out and named.

    Raises NotInstalledError where pandoc is not there, MachineryError where it fails, InputError for a template
    (print.docx_template) that is not there, is no Word file or lies outside of the edition.
    """
    template = _template(job)
    options = (f"--reference-doc={template}",) if template else ()
    return _rendered(job, replace(_WORD, options=options))


def render_icml(job: RenderJob) -> list[Finding]:
    """Fill ``job.target`` with edition.icml, a story to place in InDesign; as :func:`render_docx`."""
    return _rendered(job, _INDESIGN)


def render_jats(job: RenderJob) -> list[Finding]:
    """Fill ``job.target`` with edition.xml in JATS (Archiving); as :func:`render_docx`."""
    return _rendered(job, _JATS)


def _rendered(job: RenderJob, form: Form) -> list[Finding]:
    pandoc = programs.pandoc()
    whole = whole_book(job, form.medium, "docx")
    if not whole.documents:
        return whole.findings
    file = job.target / form.file
    if not form.holds_pictures:
        whole.plates.write(job.target)
    form.end(file, _written(pandoc, job, whole, form), job)
    return whole.findings


def _written(pandoc: Path, job: RenderJob, whole: WholeBook, form: Form) -> list[NoteCall]:
    """Write the file, by parts that are joined: pandoc holds all that it is given.  All calls of notes in it."""
    given, written = list[NoteCall](), list[Path]()
    with TemporaryDirectory() as folder:
        for number, page in enumerate(_pages(whole)):
            job.progress(f"{form.product}: writing", number, number + 1)
            given += calls(page)
            form.prepare(page, whole.plates)
            written.append(Path(folder).resolve() / f"{number}-{form.file}")
            _pandoc(pandoc, job, page, form, written[-1], () if number else _titles(job.settings))
        if len(written) == 1:
            shutil.copyfile(written[0], job.target / form.file)
        else:
            form.join(written, job.target / form.file)
    return given


def _pages(whole: WholeBook) -> Iterator[Element]:
    """All parts, which the stylesheet has written out each by itself, as trees of pages of a bearable size.

    Where a volume has chapters, their headings stand above those of their documents.  The headings of those in which
    a page begins stand again at its beginning.
    """
    depth = max((level for heads in whole.chapters.values() for level, _ in heads), default=-1) + 1
    page, size, above = _empty(), 0, dict[int, str]()
    for at, section in enumerate(whole.parts, -len(whole.front) - len(whole.before)):
        is_document = depth > 0 and 0 <= at < len(whole.documents)
        heads = whole.chapters.get(section.source, ()) if is_document else ()
        part, length = _part(section, depth if is_document else 0), len(section.xhtml)
        for number, piece in enumerate(pieces(part, _SIZE) if length > _SIZE else [part]):
            if number or (size and size + length > _SIZE):
                yield page
                page, size = _empty(), 0
                for level, heading in sorted(above.items()) if is_document else ():
                    if number or all(level < other for other, _ in heads):
                        etree.SubElement(page[0], f"h{min(level + 1, 6)}", id=f"{AGAIN}{level}").text = heading
            for level, heading in heads if number == 0 else ():
                above = {other: said for other, said in above.items() if other < level} | {level: printable(heading)}
                etree.SubElement(page[0], f"h{min(level + 1, 6)}").text = above[level]
            page[0].append(piece)
            size += len(etree.tostring(piece)) if number else min(length, _SIZE)
    yield page


def _empty() -> Element:
    return etree.fromstring(f'<html xmlns:epub="{_OPS}"><body></body></html>')


def _part(section: BookSection, deeper: int) -> Element:
    """A part, its headings so many levels deeper."""
    part = etree.fromstring(printable(section.xhtml), tei.parser())
    for head in [e for e in part.iter("{*}h1", "{*}h2", "{*}h3") if isinstance(e.tag, str)] if deeper else ():
        head.tag = f"{{{_XHTML}}}h{min(int(head.tag[-1]) + deeper, 6)}"
    return part


def _tell_kinds(page: Element, _: Plates) -> None:
    """Say the kinds of divisions and stretches as pandoc takes them for JATS."""
    for element in page.iter("{*}div", "{*}span"):
        if element.get(_STYLE):
            element.set("data-content-type", element.get(_STYLE))


def _tell_notes(page: Element, _: Plates) -> None:
    """Put each note of a series into a division of its style, for what makes styles of divisions."""
    unmark(page, follows=False)
    series = {str(one.get("href"))[1:]: said.series for one, said in zip(called(page), calls(page), strict=True)}
    for note in page.iter("{*}aside"):
        if style := _NOTES.get(series.get(str(note.get("id")), "")):
            inner = etree.Element(f"{{{_XHTML}}}div", {_STYLE: style})
            inner.extend(list(note))
            note.append(inner)


def _hold(page: Element, illustrated: Plates) -> None:
    """Put the pictures into the text itself, since pandoc may read no file."""
    unmark(page, follows=True)
    for image in page.iter("{*}img"):
        source = str(image.get("src", ""))
        raw = illustrated.files.get(source)
        if raw is not None:
            kind = MEDIA_TYPES[source.rpartition(".")[2]]
            image.set("src", f"data:{kind};base64,{base64.b64encode(raw).decode()}")


def _template(job: RenderJob) -> Path | None:
    """A house's own Word file whose styles are to be used."""
    path = job.named_file("print.docx_template", "template")
    if path is None:
        return None
    named = job.settings.text("print.docx_template")
    try:
        style_names(path)
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, zlib.error) as problem:
        raise InputError(f"The template {named} is not a Word file", "Save it from Word as .docx.") from problem
    except OSError as problem:
        raise InputError(f"The template {named} cannot be read: {problem.strerror}") from problem
    return path


def _properties(job: RenderJob) -> dict[str, str]:
    """What the file says of itself, by its names in Dublin Core and Word."""
    said = job.settings
    when = datetime.fromtimestamp(_moment(job), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    editors = "; ".join(said.texts("edition.editors"))
    told = {
        "dc:title": said.text("edition.title"),
        "dc:subject": said.text("edition.subtitle"),
        "dc:creator": editors,
        "cp:lastModifiedBy": editors,
        "dc:description": " ".join(said.text("edition.description").split()),
        "dc:identifier": said.text("edition.doi") or said.text("edition.base_uri"),
        "dc:language": said.text("edition.language"),
        "cp:keywords": "",
        "cp:version": said.text("edition.version"),
        "dcterms:created": when,
        "dcterms:modified": when,
    }
    return {key: printable(value)[:_LONGEST] for key, value in told.items()}


def _moment(job: RenderJob) -> int:
    """The time that the file tells: the edition's, and what an archive can hold."""
    return max(timestamp(job.settings), 315532800)


def _titles(said: Settings) -> list[tuple[str, str]]:
    """What stands at the beginning of the file."""
    told = [("title", said.text("edition.title")), ("subtitle", said.text("edition.subtitle"))]
    return [*told[: 1 + bool(told[1][1])], *(("author", editor) for editor in said.texts("edition.editors"))]


def _pandoc(
    pandoc: Path, job: RenderJob, page: Element, form: Form, file: Path, titles: Sequence[tuple[str, str]]
) -> None:
    """One run of pandoc, which writes ``file``; its dates are the edition's."""
    said = job.settings
    options = [
        f"--from={_READER}",
        f"--to={form.writer}",
        "--sandbox",
        *form.options,
        f"--output={file}",
        *(_told(key, text) for key, text in titles),
        _told("lang", said.text("edition.language")),
    ]
    dated = {"SOURCE_DATE_EPOCH": str(_moment(job))}
    done = programs.run(pandoc, options, etree.tostring(page, encoding="utf-8"), dated)
    if done.returncode != 0:
        words_of = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise MachineryError(f"pandoc cannot write the {form.called}: {words_of[-1] if words_of else done.returncode}")


def _told(key: str, value: str) -> str:
    """An option of pandoc's that tells a text; a joiner that nobody sees keeps it from taking a word for yes or no."""
    text = printable(value)
    text = f"{text[:_LONGEST]} …" if len(text) > _LONGEST else text
    return f"--metadata={key}:{text}{_JOINER if text.lower() in ('true', 'false') else ''}"


def _end_word(file: Path, given: Sequence[NoteCall], job: RenderJob) -> None:
    finish(file, given, _template(job), _properties(job))


def _end_story(file: Path, _: Sequence[NoteCall], __: RenderJob) -> None:
    file.write_bytes(_EMPTY.sub(b"", files.raw(file)))  # captions that tables do not have


def _end_jats(file: Path, given: Sequence[NoteCall], job: RenderJob) -> None:
    finish_jats(file, given, job.settings)


_WORD = Form("docx", "docx", "edition.docx", "Word file", _hold, join_word, _end_word, holds_pictures=True)
_INDESIGN = Form("icml", "icml", "edition.icml", "InDesign story", _tell_notes, join_story, _end_story)
_JATS = Form("jats", "jats_archiving", "edition.xml", "JATS file", _tell_kinds, join_jats, _end_jats)
