"""A volume's front matter and chapters on the site: the page that lists them, sections' pages, chapters in lists."""

from collections.abc import Sequence

from kktei.render.front import ContentsChapter, FrontMatter
from kktei.render.html import rows
from kktei.render.html.context import FRONT_PAGE, Contexts, section_link, section_path
from kktei.render.html.entries import entry_of
from kktei.render.html.given import FrontContext
from kktei.render.html.index import DocumentPage, Index
from kktei.render.html.pages import SitePage
from kktei.render.html.parts import ChapterGroup, ChapterHeading, ChapterRow
from kktei.render.job import RenderJob


def section_pages(job: RenderJob, front: FrontMatter, contexts: Contexts) -> list[SitePage]:
    """A page for each section."""
    if front.path is None:
        return []
    return [
        SitePage(
            section_path(section),
            contexts.section(place, entry_of(section.text, front.path, job.cache)),
            document=front.path,
            text=section.text,
            mode="section",
        )
        for place, section in enumerate(front.sections)
    ]


def overview(front: FrontMatter, index: Index) -> list[SitePage]:
    """The page that lists sections and chapters; none where there is neither."""
    if not front.sections and not front.chapters:
        return []
    by_stem = {document.source: document for document in index.documents}
    context = FrontContext(
        title=title(front),
        sections=tuple(section_link(section) for section in front.sections),
        chapters=tuple(_chapter(chapter, by_stem, index) for chapter in front.chapters),
    )
    return [SitePage(FRONT_PAGE, context, "front")]


def title(front: FrontMatter) -> str:
    """The key of what the page is called."""
    return "front" if front.sections else "contents"


def _chapter(chapter: ContentsChapter, by_stem: dict[str, DocumentPage], index: Index) -> ChapterRow:
    return ChapterRow(
        title=chapter.heading,
        documents=tuple(rows.document_row(by_stem[s], index) for s in chapter.documents if s in by_stem),
        chapters=tuple(_chapter(inner, by_stem, index) for inner in chapter.chapters),
    )


def groups(front: FrontMatter, documents: Sequence[DocumentPage], index: Index) -> tuple[ChapterGroup, ...]:
    """Documents in their order below the headings of the chapters that begin with them."""
    opened = front.opened([document.source for document in documents])
    found: list[tuple[tuple[ChapterHeading, ...], list[DocumentPage]]] = [((), [])]
    for document in documents:
        if begun := opened.get(document.source):
            found.append((tuple(ChapterHeading(depth=depth, title=words) for depth, words in begun), []))
        found[-1][1].append(document)
    return tuple(
        ChapterGroup(headings=headings, documents=tuple(rows.document_row(document, index) for document in listed))
        for headings, listed in found
        if listed
    )
