"""A volume or a single document: from TEI to the files for screen and press."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.util import find_spec

from kktei.errors import ChildFaultError, MachineryError, NotInstalledError
from kktei.findings import Finding, finding
from kktei.pool import settle
from kktei.render.front import FrontMatter, front_matter
from kktei.render.job import RenderJob, Unreadable
from kktei.render.listed import recorded
from kktei.render.own import misnamed, sheet_of
from kktei.render.plates import Medium, Plates, frontispiece, plates
from kktei.render.print import glyphs, references, volume
from kktei.render.print.apparatus import first_feet, unknown_kinds
from kktei.render.print.binding import Binding
from kktei.render.print.design import design
from kktei.render.print.documents import (
    TypstDocument,
    documents,
    plainly,
    sections,
    unknown_elements,
    unreadable,
)
from kktei.render.print.faces import Faces, faces
from kktei.render.print.parted import set_in_parts
from kktei.render.print.placing import placings
from kktei.render.print.recorded import agreed
from kktei.render.print.setting import SettingOutcome, TypesettingError, cannot_be_set, set_volume
from kktei.render.print.style import blamed, style
from kktei.render.records import Records
from kktei.render.timestamp import timestamp
from kktei.render.words import words
from kktei.slugs import file_names

_DEEPEST = 12  # elements: what lies deeper in a document that Typst cannot set loses its form, not its words
_ROUNDS = 6  # each finds a document or a character that the rounds before could not know of


@dataclass
class _Volume:
    """What is to be set, as rounds change it."""

    documents: list[TypstDocument]
    front: FrontMatter
    before: list[TypstDocument]
    words: dict[str, str]
    style: str
    faces: Faces
    records: Records
    plates: Plates
    absent: dict[str, str] = field(default_factory=dict)


# The source, its lists by name, all that is set.
_Written = tuple[volume.TypstSource, Mapping[str, str], list[glyphs.Passage]]


def render_print(job: RenderJob) -> list[Finding]:
    """Fill ``job.target`` with screen.pdf, print.pdf and typst/ (the source).

    A job of one document and no front matter gives that document without the parts of a volume.  Returns what is wrong
    with the texts; a document that cannot be set costs no other.
    Raises NotInstalledError without the typesetter, MachineryError where it fails, SettingsError for lengths that
    make no page.
    """
    if find_spec("typst") is None:
        raise NotInstalledError("The Python package typst", "print")
    said = words(job.settings.text("edition.language"), job.overrides)
    front = front_matter(job.front, said["nav.front"])
    found = [*sheet_of(job, "print")[1], *misnamed(job)]
    illustrated = plates(job, _medium(job))
    if not job.is_alone:
        frontispiece(job, _medium(job), illustrated)
    job = illustrated.told(job)
    found += illustrated.findings
    with job.apart():
        outcomes = list(documents(job, said, front))
        found += [unreadable(job, o) for o in outcomes if isinstance(o, Unreadable)]
        ready = [o for o in outcomes if isinstance(o, TypstDocument)]
        if not ready:
            return found
        records = recorded(job, "print", [(document.path, document.facts) for document in ready])
        ready = agreed(job, said, front, ready, records)
        before = sections(job, said, front)
        own, unused = style(job)
        found_faces = faces(job, job.target / "typst" / volume.FONTS)
        whole = _Volume(ready, front, before, said, own, found_faces, records, illustrated)
        written = _written(job, whole)  # while the engine is there
    for document in (*before, *ready):
        found += unknown_elements(job, document)
    found += [*references.broken(job, [*before, *ready]), *unknown_kinds(job)]
    return [*found, *records.findings, *unused, *found_faces.findings, *_set(job, whole, written)]


def _medium(job: RenderJob) -> Medium:
    """The book: what Typst takes, and the room that its pages have."""
    page = design(job.settings, job.overrides)
    room = (page.width - page.inside - page.outside, page.height - page.top - page.bottom)
    return Medium("book", ("jpg", "png", "gif", "svg", "webp"), *room, press=True)


def render_document(job: RenderJob) -> list[Finding]:
    """Set a single document: :func:`render_print` of a job that has just one."""
    return render_print(replace(job, documents=job.documents[:1]))


def _set(job: RenderJob, whole: _Volume, written: _Written) -> list[Finding]:
    """Set the volume; what Typst cannot set is set without its form or left out, and the rest set again."""
    found: list[Finding] = []
    for _ in range(_ROUNDS):
        source, parts, passages = written
        try:
            feet = first_feet(job.settings, {d.stem: d.entries for d in whole.documents})
            when, folder = timestamp(job.settings), job.target / "typst"
            parted, fonts = volume.in_parts(job, source, parts), whole.faces.folders
            binding = Binding(job, volume.settings(job, source).full_title or source.words["print.untitled"])
            outcome = set_in_parts(job, folder, fonts, when, parted, binding) if parted else None
            outcome = outcome or set_volume(job, folder, folder / "set.pdf", fonts, when, feet)
        except (TypesettingError, ChildFaultError) as problem:
            settle()  # parts may be bound already, which are to be set again
            found += _mended(job, whole, problem)
            written = _written(job, whole)
        else:
            found += glyphs.findings(whole.absent, passages)
            out = {f.file for f in found if f.code == "P010"}  # without its form it could not be set either
            found = [f for f in found if f.code != "P011" or f.file not in out]
            return [*found, *_finished(job, source, outcome, binding)]
    raise MachineryError("The typesetter cannot set these pages", "This is a fault of kktei's; please report it.")


def _written(job: RenderJob, whole: _Volume) -> _Written:
    """Write the source; also its lists by name, and all stretches of text that are set, with where they come from."""
    single = job.is_alone
    chapters = whole.front.opened([d.stem for d in whole.documents])
    kinds = tuple(section.kind for section in whole.front.sections)
    front = volume.VolumeFront(whole.before, chapters, kinds) if job.front else None
    source = volume.TypstSource(
        whole.documents, whole.words, whole.faces, single, front, whole.style, whole.plates.frontispiece
    )
    with job.apart():
        parts = {} if single else volume.other_parts(job, source, whole.records)
    passages = volume.passages(job, source, parts)
    there = glyphs.coverage(passages, source.faces.families, whole.faces.folders, job.cache)
    whole.absent = {**there.absent, **whole.absent}
    source = replace(source, absent=whole.absent, used=there.used)
    volume.write(job, job.target / "typst", source, parts)
    whole.plates.write(job.target / "typst")
    return source, parts, passages


def _mended(job: RenderJob, whole: _Volume, problem: TypesettingError | ChildFaultError) -> list[Finding]:
    """Take out of the volume what Typst cannot set, or falls over; raises ``problem`` where that is no text's fault."""
    words_of = "it falls over"
    if isinstance(problem, TypesettingError):
        words_of = problem.words
        if problem.unset and not set(problem.unset) <= whole.absent.keys():
            whole.absent |= {text: glyphs.instead(text) for text in problem.unset}
            return []
        if whole.style and (error := blamed(job, problem.words, problem.diagnostic)):
            raise error
    sheet = sheet_of(job, "print")[0]
    files = _files(whole)
    stems = {files[name] for name in cannot_be_set(job.target / "typst", whole.faces.folders, list(files))}
    found = []
    for kind in (whole.before, whole.documents):
        for document in [d for d in kind if d.stem in stems]:
            found.append(_plain_or_out(job, whole, kind, document, sheet.suspected(words_of)))
    if found and whole.documents:
        return found
    if sheet.own and isinstance(problem, TypesettingError):
        where = f" (in {', '.join(f.file for f in found[:3])})" if found else ""
        raise MachineryError(sheet.suspected(f"{problem.message}{where}"), sheet.hint) from problem
    raise problem


def _files(whole: _Volume) -> dict[str, str]:
    """Each file of the source that holds a document or a section, with its stem."""
    stems = [d.stem for d in whole.documents]
    return {f"sections/{d.stem}.typ": d.stem for d in whole.before} | {
        f"documents/{name}.typ": stem for name, stem in zip(file_names(stems), stems, strict=True)
    }


def _plain_or_out(
    job: RenderJob, whole: _Volume, kind: list[TypstDocument], document: TypstDocument, problem: str
) -> Finding:
    """What becomes of a document that Typst cannot set: its depths lose their form; if that does not help, it goes."""
    at, file = kind.index(document), job.shown(document.path)
    plain = None if document.plain else plainly(job, whole.words, whole.front, document, _DEEPEST)
    if isinstance(plain, TypstDocument):
        kind[at] = plain
        told = (
            f"Elements lie too deep in each other to be set: below {_DEEPEST} of them, words stand without their form"
        )
        return finding("P011", told, file=file, place=document.stem)
    del kind[at]
    return finding(
        "P010", f"This is not in the volume, for the typesetter says: {problem}", file=file, place=document.stem
    )


def _finished(job: RenderJob, source: volume.TypstSource, outcome: SettingOutcome, binding: Binding) -> list[Finding]:
    found = placings(job, _all_of(source), outcome)
    found += binding.finish(outcome.files, outcome.joined)
    for file in outcome.files:
        file.path.unlink()
    shutil.rmtree(job.target / "typst" / "parts", ignore_errors=True)
    return found


def _all_of(source: volume.TypstSource) -> Sequence[TypstDocument]:
    return (*(source.front.sections if source.front else ()), *source.documents)
