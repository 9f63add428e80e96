"""The site as a whole: entries, index, pages, search, checks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from itertools import chain
from pathlib import Path

from kktei.addresses import MISSING, Addresses
from kktei.citations import Cited
from kktei.findings import Finding
from kktei.policy import policy
from kktei.render.front import FrontMatter, front_matter
from kktei.render.html import archives, renewed, rows
from kktei.render.html.about import prose
from kktei.render.html.assets import OWN, own_theme, write_assets
from kktei.render.html.check import broken
from kktei.render.html.cited import cited_documents, files_of, write_records
from kktei.render.html.compressed import write_compressed
from kktei.render.html.context import Contexts
from kktei.render.html.correspondences import Correspondence, between, correspondences
from kktei.render.html.downloads import write_downloads
from kktei.render.html.entries import PLAIN, authorities, entries, ready
from kktei.render.html.fonts import fonts
from kktei.render.html.found import changes, write_found
from kktei.render.html.gathered import gather
from kktei.render.html.given import DocumentContext, PageContext
from kktei.render.html.index import Index, build
from kktei.render.html.lists import index_pages, navigation
from kktei.render.html.maps import Atlas, atlas
from kktei.render.html.moved import moved, write_redirects
from kktei.render.html.pages import Frame, SitePage, WrittenPage, make, with_parts
from kktei.render.html.parts import CategoryLabel, MenuEntry, SiteFrame
from kktei.render.html.pictures import Shown, write_pictures
from kktei.render.html.renewed import MadeSite
from kktei.render.html.search import pack, said_by_scripts, write_search
from kktei.render.html.strange import strange_documents, unknown_elements
from kktei.render.html.twice import twice
from kktei.render.html.volume import section_pages
from kktei.render.html.witnesses import linked, witness_pages
from kktei.render.job import RenderJob
from kktei.render.own import Sheet, misnamed, sheet_of
from kktei.render.records import registers
from kktei.render.words import Texts, texts
from kktei.spool import Spool


def render_site(job: RenderJob) -> list[Finding]:
    """Make the site in ``job.target``: pages, TEI to download, assets, search.

    Gives findings on elements that the stylesheets do not know and on links that lead nowhere.
    Raises InputError, MachineryError or OutputError where the site cannot be made.
    """
    words = texts(job.settings.text("edition.language"), job.overrides)
    sheet, found = sheet_of(job, "html")
    found += misnamed(job)
    key = renewed.mark(job, sheet, words)
    if (made := renewed.renew(job, key, sheet)) is None:
        job.provide(job.documents)
        with job.apart(partial(ready, sheet)):
            made = _whole(job, sheet, words, key)
    return found + made


def _whole(job: RenderJob, sheet: Sheet, words: Texts, key: str) -> list[Finding]:
    """The site from its documents; it is remembered under ``key``."""
    places = [job.place(path) for path in job.documents]
    marks: list[str] = []
    told = renewed.noted(entries(job, sheet), marks)
    records, folder = registers(job, PLAIN), job.cache.folder.parent
    index = build(job.documents, told, authorities(job), places, records, folder, words["name.quoted"])
    letters = fonts(job.cache, job.jobs)  # other processes cut them, while this one goes on
    gather(index)
    front = front_matter(job.front, words["nav.front"])
    labels, roots = rows.labels(index), archives.tree(index)
    cited = cited_documents(index, job.settings, labels)
    pictures, missing = write_pictures(job, index)
    maps, pairs = atlas(index, job), correspondences(index)
    contexts = Contexts(index, archives.addresses(roots, index), labels, front, between(pairs))
    apparatus = any(document.entry.apparatus for document in index.documents)
    said = said_by_scripts(words, front)
    assets = write_assets(
        job, words, said, maps=bool(maps.places), pictures=bool(pictures), apparatus=apparatus, letters=letters
    )
    pages, site = pages_of(job, index, front, pairs, maps, contexts, labels=labels, roots=roots)
    site = replace(site, assets=assets)
    documents = document_pages(job, index, contexts, cited, pictures)
    written = make(chain(documents, (page for page in pages if not page.late)), words, job, sheet, site)
    texts = sum(1 + len(linked(d)) for d in index.documents) + sum(page.document is not None for page in pages)
    written = _progressing(written, job, len(pages) + texts, index.spool)
    made = _made(written, texts)  # which can be packed for the search, while the others are made
    packing = pack(job, index, [made[path] for path in sorted(made)])
    found = [*index.findings, *twice(job, index, roots), *maps.findings, *missing, *write_downloads(job, index)]
    write_records(job, cited)
    made |= _made(written)
    searched = write_search(job, index, packing, words, front)
    late = [with_parts(page, searched.names) for page in pages if page.late]
    made |= {page.path: page for page in make(late, words, job, sheet, site)}
    write_found(job, made, index)
    leading, lost = moved(job.published, index, made)
    made |= {page.path: page for page in make(leading, words, job, sheet, site)}
    write_redirects(job, leading, index)
    write_compressed(job)
    found += [*lost, *_checked(job, index, made)]
    renewed.remember(job, key, index, marks, MadeSite(Frame.of(words, site), made, late, searched, found))
    return found


def _progressing(written: Iterator[WrittenPage], job: RenderJob, every: int, spool: Spool) -> Iterator[WrittenPage]:
    for done, page in enumerate(written, 1):
        job.progress("Making pages", done, every)
        yield page.laid(spool)


def _made(written: Iterator[WrittenPage], texts: int = -1) -> dict[str, WrittenPage]:
    """Pages as they are written; where it is told how many ``texts`` there are, until all of these stand."""
    made: dict[str, WrittenPage] = {}
    for page in written:
        made[page.path] = page
        texts -= page.document is not None
        if not texts:
            break
    return made


def _checked(job: RenderJob, index: Index, made: Mapping[str, WrittenPage]) -> Iterator[Finding]:
    """What is wrong with the finished site."""
    root = Addresses.of(job.settings).root
    in_order = {path: made[path] for path in sorted(made)}
    yield from broken(in_order, lru_cache(lambda path: made[path].anchors), job.target, {f"assets/{OWN}"}, root)
    yield from strange_documents(job, index)
    for page in in_order.values():
        yield from unknown_elements(page, job)


def pages_of(
    job: RenderJob,
    index: Index,
    front: FrontMatter,
    pairs: Sequence[Correspondence],
    maps: Atlas,
    contexts: Contexts,
    *,
    labels: Mapping[str, CategoryLabel],
    roots: dict[str, archives.HoldingLevel],
) -> tuple[list[SitePage], SiteFrame]:
    """All pages but those of documents, and what every page knows of the edition; ``roots`` are the archives."""
    said = prose(job.corpus is not None, job.settings.text("edition.language"))
    lists = index_pages(index, roots, labels, front, pairs=pairs, maps=maps, settings=job.settings, prose=said)
    frame = _site(job, navigation(lists, front), feed=bool(changes(job, index)))
    missing = [SitePage(MISSING, PageContext(), "missing")] * bool(frame.base_uri)  # else its links cannot be known
    return [*section_pages(job, front, contexts), *lists, *missing], frame


def document_pages(
    job: RenderJob, index: Index, contexts: Contexts, cited: Sequence[Cited], pictures: Mapping[Path, Shown]
) -> Iterator[SitePage]:
    """The pages of documents and of their witnesses, each made when it is asked for."""
    for place, (path, document) in enumerate(zip(job.documents, index.documents, strict=True)):
        context = _beside(contexts.of(place), cited[place], pictures.get(path, {}))
        context = replace(context, witness_pages=linked(document))
        yield SitePage(document.path, context, document=path)
        yield from witness_pages(path, document, context)


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


def _site(job: RenderJob, menu: tuple[MenuEntry, ...], *, feed: bool) -> SiteFrame:
    say = job.settings.text
    ours = job.corpus is not None  # letters of other editions have licences of their own; their pages say them
    return SiteFrame(
        title=say("edition.title"),
        short_title=say("edition.short_title"),
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
        feed=feed,
        policy=policy(say("publish.policy")),
        assets={},
        menu=menu,
    )
