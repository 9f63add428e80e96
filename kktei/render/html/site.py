"""The site as a whole: entries, index, pages, search, checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from kktei.addresses import Addresses
from kktei.findings import Finding
from kktei.render.front import FrontMatter, front_matter
from kktei.render.html import archives, rows
from kktei.render.html.about import about, prose
from kktei.render.html.assets import own_theme, write_assets
from kktei.render.html.check import broken
from kktei.render.html.cited import cited_documents, shown, write_records
from kktei.render.html.context import Contexts
from kktei.render.html.downloads import write_downloads
from kktei.render.html.entries import PLAIN, authorities, entries
from kktei.render.html.found import write_found
from kktei.render.html.index import Index, build
from kktei.render.html.lists import index_pages, navigation
from kktei.render.html.maps import Atlas, atlas
from kktei.render.html.pages import SitePage, WrittenPage, make
from kktei.render.html.pictures import Shown, write_pictures
from kktei.render.html.search import write_search
from kktei.render.html.strange import strange_documents, unknown_elements
from kktei.render.html.volume import section_pages
from kktei.render.job import RenderJob
from kktei.render.own import misnamed, sheet_of
from kktei.render.records import registers
from kktei.render.words import texts

Row = dict[str, Any]


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
    beside = [shown(c) | _shown(pictures, path) for c, path in zip(cited, job.documents, strict=True)]
    maps = atlas(index)
    pages = _pages(job, index, front, beside, maps)
    made: list[WrittenPage] = []
    for page in make(pages, words, job, sheet):
        made.append(page)
        job.progress("Making pages", len(made), len(pages))
    write_assets(job, maps=bool(maps.places))
    found += [*index.findings, *maps.findings, *missing, *write_downloads(job, index)]
    write_records(job, index, beside)
    write_found(job, (page.path for page in made))
    write_search(job, index, made, words, front)
    found += broken({page.path: page.anchors for page in made}, job.target)
    found += strange_documents(job, index)
    return found + [f for page in made for f in unknown_elements(page, job)]


def _pages(job: RenderJob, index: Index, front: FrontMatter, beside: list[Row], maps: Atlas) -> list[SitePage]:
    roots = archives.tree(index)
    levels = archives.addresses(roots, index)
    labels = rows.labels(index)
    extra = {"about": about(job.settings), "source": _source(job), **prose(own=job.corpus is not None)}
    lists = index_pages(index, roots, labels, extra, front, maps)
    contexts = Contexts(index, levels, labels, front)
    documents = [
        SitePage(document.path, contexts.of(place) | beside[place], document=job.documents[place])
        for place, document in enumerate(index.documents)
    ]
    site = {**_site(job, navigation(lists, front)), **({"front": True} if job.front else {})}
    every = (*documents, *section_pages(job, front, contexts), *lists)
    return [replace(page, context={**page.context, "site": site}) for page in every]


def _shown(pictures: Mapping[Path, Shown], path: Path) -> Row:
    """The pictures of a document, for its page."""
    return {"pictures": pictures[path]} if path in pictures else {}


def _site(job: RenderJob, menu: list[Row]) -> Row:
    say = job.settings.text
    keys = ("title", "subtitle", "publisher", "place", "licence", "licence_name", "language")
    # Letters of other editions have licences of their own; their pages say them.
    unknown = () if job.corpus else ("licence", "licence_name")
    return {
        **{key: "" if key in unknown else say(f"edition.{key}") for key in keys},
        "base_uri": Addresses.of(job.settings).base,
        "editors": list(job.settings.texts("edition.editors")),
        "date": say("edition.date")[:4],
        "theme": own_theme(job) is not None,
        "nav": menu,
    }


def _source(job: RenderJob) -> Row:
    return {key: job.settings.text(f"source.{key}") for key in ("title", "volume", "publisher", "date")}
