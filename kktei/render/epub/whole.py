"""All parts of an edition as XHTML, from which e-book, Word file, InDesign story and JATS are made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kktei.findings import Finding
from kktei.render.epub.sections import BookSection, front_sections, left_out, list_sections, numbered, sections
from kktei.render.front import front_matter
from kktei.render.job import RenderJob
from kktei.render.own import misnamed, sheet_of
from kktei.render.plates import Medium, Plates, plates
from kktei.render.words import words


@dataclass(frozen=True, slots=True)
class WholeBook:
    """The parts in their order, what they are said with, and what was found on the way."""

    words: dict[str, str]
    front: Sequence[BookSection]  # sections of the front matter
    before: Sequence[BookSection]  # editorial note and lists
    documents: Sequence[BookSection]
    behind: Sequence[BookSection]  # indexes
    chapters: Mapping[str, Sequence[tuple[int, str]]]  # by the file of the document that they begin with
    plates: Plates
    findings: list[Finding]

    @property
    def parts(self) -> list[BookSection]:
        """All of them."""
        return [*self.front, *self.before, *self.documents, *self.behind]


def whole_book(job: RenderJob, medium: Medium, kind: str) -> WholeBook:
    """The parts for a medium of this kind ("epub", "docx"); what cannot be read is left out and named."""
    said = words(job.settings.text("edition.language"), job.overrides)
    illustrated = plates(job, medium)
    job = illustrated.told(job)
    front = front_matter(job.front, said["nav.front"])
    with job.apart():
        made = list(sections(job, said, kind, front))
        preface = front_sections(job, said, kind, front)
        ready, before = ([s for s in parts if isinstance(s, BookSection)] for parts in (made, preface))
        ready = ready if job.is_alone else numbered(ready)
        lists, indexes = list_sections(job, said, kind, front, ready) if ready else ([], [])
    found = [*sheet_of(job, "epub")[1], *misnamed(job), *illustrated.findings]
    found += left_out(job, [*made, *preface], medium.called)
    chapters = front.opened([section.source for section in ready])
    return WholeBook(said, before, lists, ready, indexes, chapters, illustrated, found)
