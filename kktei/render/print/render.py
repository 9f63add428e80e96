"""A volume or a single document: from TEI to the files for screen and press."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from kktei.findings import Finding, finding
from kktei.render.front import front_matter
from kktei.render.job import RenderJob
from kktei.render.print import glyphs, press, references, volume
from kktei.render.print.checks import Stray
from kktei.render.print.documents import Document, Unreadable, documents, sections, unknown_elements, unreadable
from kktei.render.print.faces import families, folders
from kktei.render.print.setting import set_volume
from kktei.render.print.settled import settle
from kktei.render.timestamp import timestamp
from kktei.render.words import words


def render_print(job: RenderJob) -> list[Finding]:
    """Fill ``job.target`` with screen.pdf, print.pdf and typst/ (the source).

    A job of one document and no front matter gives that document without the parts of a volume.  Returns what is wrong
    with the texts; where a note cannot be set on the page of its call, no PDF is left.
    Raises MachineryError where the typesetter fails, SettingsError for lengths that make no page.
    """
    said = words(job.settings.text("edition.language"), job.overrides)
    front = front_matter(job.front, said["nav.front"])
    outcomes = list(documents(job, said, front.homes))
    found = [unreadable(job, o) for o in outcomes if isinstance(o, Unreadable)]
    ready = [o for o in outcomes if isinstance(o, Document)]
    if not ready:
        return found
    before = sections(job, said, front)
    for document in (*before, *ready):
        found += unknown_elements(job, document)
    found += references.broken(job, [*before, *ready])
    shown, absent = _shown(job, [*before, *ready])
    found += absent
    single = len(job.documents) == 1 and job.front is None
    chapters = front.opened([d.stem for d in ready])
    kinds = tuple(section.kind for section in front.sections)
    parts = volume.Front(shown[: len(before)], chapters, kinds) if job.front else None
    return found + _set(job, volume.Source(shown[len(before) :], said, families(job.settings), single, parts))


def render_document(job: RenderJob) -> list[Finding]:
    """Set a single document: :func:`render_print` of a job that has just one."""
    return render_print(replace(job, documents=job.documents[:1]))


def _shown(job: RenderJob, ready: Sequence[Document]) -> tuple[list[Document], list[Finding]]:
    """The documents with characters that no face has replaced by their numbers, and a finding for each."""
    absent = glyphs.missing((d.markup for d in ready), families(job.settings), folders(), job.cache)
    found = [
        finding(
            "P004",
            f"No face of the volume has {glyphs.named(character)}; its number is printed instead",
            file=job.shown(document.path),
            place=document.stem,
        )
        for document in ready
        for character in sorted(absent & set(document.markup))
    ]
    return [replace(d, markup=glyphs.replaced(d.markup, absent)) for d in ready], found


def _set(job: RenderJob, source: volume.Source) -> list[Finding]:
    folder = job.target / "typst"
    if folder.exists():
        shutil.rmtree(folder)
    volume.write(job, folder, source)
    screen, raw = job.target / "screen.pdf", job.target / "press.pdf"
    outcome = set_volume(job, folder, {"screen": screen, "press": raw}, folders(), timestamp(job.settings))
    found = [_stray(job, source, stray) for stray in outcome.strays]
    if not raw.is_file():
        return found
    settle(screen)
    found += press.make(job, raw, job.target / "print.pdf")
    raw.unlink()
    return found


def _stray(job: RenderJob, source: volume.Source, stray: Stray) -> Finding:
    stem = stray.id.partition("#")[0]
    sections_of = source.front.sections if source.front else ()
    path = next((d.path for d in (*sections_of, *source.documents) if d.stem == stem), Path(stem))
    words_of = {
        "lost": "is called but not set",
        "doubled": "is set twice",
        "strayed": f"is set on sheet {stray.page}, its call on sheet {stray.call_page}",
        "closer": f"stands alone on sheet {stray.page}",
    }
    what = "The closer" if stray.kind == "closer" else "A note"
    code = "P006" if stray.kind == "closer" else "P005"
    return finding(code, f"{what} {words_of[stray.kind]}", file=job.shown(path), place=stray.id)
