"""The site as a whole: entries, index, pages, search, checks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from kktei.addresses import Addresses
from kktei.citations import Cited
from kktei.findings import Finding
from kktei.render.front import FrontMatter, front_matter
from kktei.render.html import archives, rows
from kktei.render.html.about import about, prose
from kktei.render.html.assets import own_theme, write_assets
from kktei.render.html.check import broken
from kktei.render.html.cited import cited_documents, files_of, write_records
from kktei.render.html.context import Contexts
from kktei.render.html.correspondences import between, correspondences
from kktei.render.html.downloads import write_downloads
from kktei.render.html.entries import PLAIN, authorities, entries
from kktei.render.html.found import write_found
from kktei.render.html.given import DocumentContext
from kktei.render.html.index import Index, build
from kktei.render.html.lists import index_pages, navigation
from kktei.render.html.maps import Atlas, atlas
from kktei.render.html.pages import SitePage, WrittenPage, make
from kktei.render.html.parts import MenuEntry, SiteFrame
from kktei.render.html.pictures import Shown, write_pictures
from kktei.render.html.search import write_search
from kktei.render.html.strange import strange_documents, unknown_elements
from kktei.render.html.volume import section_pages
from kktei.render.html.witnesses import linked, witness_pages
from kktei.render.job import RenderJob
from kktei.render.own import misnamed, sheet_of
from kktei.render.records import registers
from kktei.render.words import texts


def render_site(job: RenderJob) -> list[Finding]:
    """Make the site in ``job.target``: pages, TEI to download, assets, search.

    Gives findings on elements that the stylesheets do not know and on links that lead nowhere.
    Raises InputError, MachineryError or OutputError where the site cannot be made.
    """
    words = texts(job.settings.text("edition.language"), job.overrides)
    sheet, found = sheet_of(job, "html")
    found += misnamed(job)
    places = [job.place(path) for path in job.documents]
    index = build(job.documents, entries(job, sheet), authorities(job), places, registers(job, PLAIN))
    front = front_matter(job.front, words["nav.front"])
    cited = cited_documents(index, job.settings, rows.labels(index))
    pictures, missing = write_pictures(job, index)
    maps = atlas(index)
    pages = _pages(job, index, front, cited, pictures, maps)
    made: list[WrittenPage] = []
    for page in make(pages, words, job, sheet):
        made.append(page)
        job.progress("Making pages", len(made), len(pages))
    apparatus = any(document.entry.apparatus for document in index.documents)
    write_assets(job, maps=bool(maps.places), pictures=bool(pictures), apparatus=apparatus)
    found += [*index.findings, *maps.findings, *missing, *write_downloads(job, index)]
    write_records(job, index, map(files_of, cited))
    write_found(job, (page.path for page in made))
    write_search(job, index, made, words, front)
    found += broken({page.path: page.anchors for page in made}, job.target)
    found += strange_documents(job, index)
    return found + [f for page in made for f in unknown_elements(page, job)]


def _pages(
    job: RenderJob,
    index: Index,
    front: FrontMatter,
    cited: Sequence[Cited],
    pictures: Mapping[Path, Shown],
    maps: Atlas,
) -> list[SitePage]:
    roots = archives.tree(index)
    levels = archives.addresses(roots, index)
    labels = rows.labels(index)
    said = prose(own=job.corpus is not None)
    pairs = correspondences(index)
    lists = index_pages(
        index, roots, labels, front, pairs=pairs, maps=maps, about=tuple(about(job.settings)), prose=said
    )
    contexts = Contexts(index, levels, labels, front, between(pairs))
    documents: list[SitePage] = []
    witnesses: list[SitePage] = []
    for place, (path, document) in enumerate(zip(job.documents, index.documents, strict=True)):
        context = _beside(contexts.of(place), cited[place], pictures.get(path, {}))
        context = replace(context, witness_pages=linked(document))
        documents.append(SitePage(document.path, context, document=path))
        witnesses += witness_pages(path, document, context)
    site = _site(job, navigation(lists, front))
    every = (*documents, *witnesses, *section_pages(job, front, contexts), *lists)
    return [replace(page, context=replace(page.context, site=site)) for page in every]


def _beside(context: DocumentContext, cited: Cited, pictures: Shown) -> DocumentContext:
    """What a page shows of its document beside the text: how it is cited, its pictures."""
    return replace(
        context,
        authors=tuple(name.inverted for name in cited.authors if name.inverted),
        recipients=tuple(name.inverted for name in cited.recipients if name.inverted),
        records=files_of(cited),
        doi=cited.doi,
        pictures=pictures,
    )


def _site(job: RenderJob, menu: tuple[MenuEntry, ...]) -> SiteFrame:
    say = job.settings.text
    ours = job.corpus is not None  # letters of other editions have licences of their own; their pages say them
    return SiteFrame(
        title=say("edition.title"),
        subtitle=say("edition.subtitle"),
        publisher=say("edition.publisher"),
        place=say("edition.place"),
        licence=say("edition.licence") if ours else "",
        licence_name=say("edition.licence_name") if ours else "",
        language=say("edition.language"),
        base_uri=Addresses.of(job.settings).base,
        editors=job.settings.texts("edition.editors"),
        date=say("edition.date")[:4],
        theme=own_theme(job) is not None,
        front=job.front is not None,
        menu=menu,
    )
