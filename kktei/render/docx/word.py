"""An edition as a Word file to copy-edit in: real headings, styles and footnotes, by pandoc."""

from __future__ import annotations

from pathlib import Path

from kktei import programs
from kktei.errors import MachineryError
from kktei.findings import Finding
from kktei.render.characters import printable
from kktei.render.epub.sections import Section, front_sections, left_out, sections
from kktei.render.front import front_matter
from kktei.render.job import RenderJob
from kktei.render.timestamp import timestamp
from kktei.render.words import words

_LONGEST = 2000  # characters of a title: a system takes no line of orders of any length
_JOINER = "\u2060"


def render_docx(job: RenderJob) -> list[Finding]:
    """Fill ``job.target`` with edition.docx; what cannot be read is left out and named.

    Raises NotInstalledError where pandoc is not there, MachineryError where it fails.
    """
    pandoc = programs.pandoc()
    said = words(job.settings.text("edition.language"), job.overrides)
    front = front_matter(job.front, said["nav.front"])
    made = list(sections(job, said, "docx", front))
    preface = front_sections(job, said, "docx", front)
    found = left_out(job, [*made, *preface], "Word file")
    if any(isinstance(s, Section) for s in made):
        body = "\n".join(s.xhtml for s in (*preface, *made) if isinstance(s, Section))
        _pandoc(
            pandoc,
            job,
            f'<html xmlns:epub="http://www.idpf.org/2007/ops"><body>{printable(body)}</body></html>',
            job.target / "edition.docx",
        )
    return found


def _pandoc(pandoc: Path, job: RenderJob, html: str, target: Path) -> None:
    """One run of pandoc; its dates are the edition's."""
    said = job.settings
    options = [
        "--from=html+epub_html_exts",
        "--to=docx",
        "--sandbox",
        f"--output={target.resolve()}",
        _told("title", said.text("edition.title")),
        *(_told("author", editor) for editor in said.texts("edition.editors")),
        _told("lang", said.text("edition.language")),
    ]
    job.progress("docx: writing", 0, 1)
    dated = {"SOURCE_DATE_EPOCH": str(max(timestamp(said), 315532800))}
    done = programs.run(pandoc, options, html.encode("utf-8"), dated)
    if done.returncode != 0:
        words_of = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise MachineryError(f"pandoc cannot write the Word file: {words_of[-1] if words_of else done.returncode}")
    job.progress("docx: writing", 1, 1)


def _told(key: str, value: str) -> str:
    """An option of pandoc's that tells a text; a joiner that nobody sees keeps it from taking a word for yes or no."""
    text = printable(value)
    text = f"{text[:_LONGEST]} …" if len(text) > _LONGEST else text
    return f"--metadata={key}:{text}{_JOINER if text.lower() in ('true', 'false') else ''}"
