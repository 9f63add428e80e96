"""An edition as a Word file to copy-edit in, for InDesign or as JATS: real headings, styles and notes, by pandoc."""

from __future__ import annotations

import base64
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from lxml import etree

from kktei import programs, tei
from kktei.errors import InputError, MachineryError
from kktei.findings import Finding
from kktei.pictures import MEDIA_TYPES
from kktei.render.characters import printable
from kktei.render.docx.parts import calls, finish, style_names
from kktei.render.epub.sections import BookSection
from kktei.render.epub.whole import whole_book
from kktei.render.job import RenderJob
from kktei.render.plates import Medium, Plates
from kktei.render.timestamp import timestamp
from kktei.tei import Element

_LONGEST = 2000  # characters of a title: a system takes no line of orders of any length
_TAKEN = ("jpg", "png", "gif", "tif")  # pictures that a Word file can hold
_OPS = "http://www.idpf.org/2007/ops"
_JOINER = "\u2060"


@dataclass(frozen=True, slots=True)
class Form:
    """A file that pandoc writes: the product's name, pandoc's for its format, the file's, words for it.

    JATS would make a box of every division.
    """

    product: str
    writer: str
    file: str
    called: str
    options: tuple[str, ...] = ()
    reader: str = "html+epub_html_exts"

    @property
    def medium(self) -> Medium:
        """What it takes of pictures, on a page of A4."""
        return Medium(self.called, _TAKEN, 150.0, 230.0, dots=150)


_WORD = Form("docx", "docx", "edition.docx", "Word file")
_INDESIGN = Form("icml", "icml", "edition.icml", "InDesign story", ("--standalone",))
_JATS = Form(
    "jats", "jats_publishing", "edition.xml", "JATS file", ("--standalone",), "html-native_divs+epub_html_exts"
)


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
    """Fill ``job.target`` with edition.xml in JATS (Journal Publishing); as :func:`render_docx`."""
    return _rendered(job, _JATS)


def _rendered(job: RenderJob, form: Form) -> list[Finding]:
    pandoc = programs.pandoc()
    whole = whole_book(job, form.medium, "docx")
    if whole.documents:
        page = _page(whole.parts)
        if form is _INDESIGN or form is _JATS:
            whole.plates.write(job.target)
        else:
            _hold(page, whole.plates)
        _pandoc(pandoc, job, etree.tostring(page, encoding="utf-8"), form)
        if form.writer == "docx":
            finish(job.target / form.file, calls(page), _template(job), _properties(job))
    return whole.findings


def _page(sections: Sequence[BookSection]) -> Element:
    """The sections, which the stylesheet has written out each by itself, as the tree of one page."""
    text = printable("\n".join(section.xhtml for section in sections))
    return etree.fromstring(f'<html xmlns:epub="{_OPS}"><body>{text}</body></html>', tei.parser())


def _hold(page: Element, illustrated: Plates) -> None:
    """Put the pictures into the text itself, since pandoc may read no file."""
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


def _pandoc(pandoc: Path, job: RenderJob, html: bytes, form: Form) -> None:
    """One run of pandoc; its dates are the edition's."""
    said = job.settings
    options = [
        f"--from={form.reader}",
        f"--to={form.writer}",
        "--sandbox",
        *form.options,
        f"--output={(job.target / form.file).resolve()}",
        _told("title", said.text("edition.title")),
        *([_told("subtitle", said.text("edition.subtitle"))] if said.text("edition.subtitle") else []),
        *(_told("author", editor) for editor in said.texts("edition.editors")),
        _told("lang", said.text("edition.language")),
    ]
    job.progress(f"{form.product}: writing", 0, 1)
    dated = {"SOURCE_DATE_EPOCH": str(_moment(job))}
    done = programs.run(pandoc, options, html, dated)
    if done.returncode != 0:
        words_of = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise MachineryError(f"pandoc cannot write the {form.called}: {words_of[-1] if words_of else done.returncode}")
    job.progress(f"{form.product}: writing", 1, 1)


def _told(key: str, value: str) -> str:
    """An option of pandoc's that tells a text; a joiner that nobody sees keeps it from taking a word for yes or no."""
    text = printable(value)
    text = f"{text[:_LONGEST]} …" if len(text) > _LONGEST else text
    return f"--metadata={key}:{text}{_JOINER if text.lower() in ('true', 'false') else ''}"
