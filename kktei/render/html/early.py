"""A preview's first pages, before the site is made: from what documents say by themselves, without the others.

A document's page has its whole text, but not what only the other documents tell (who wrote before, whom else a name
means); lists have the documents' titles.  The pages of the site take their place.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path

from kktei import files, tei
from kktei.errors import InputError, KkteiError
from kktei.render.front import FrontMatter
from kktei.render.html import archives, rows
from kktei.render.html.assets import write_assets
from kktei.render.html.cited import cited_documents
from kktei.render.html.context import Contexts
from kktei.render.html.correspondences import between, correspondences
from kktei.render.html.entries import authorities, entries, entry_of
from kktei.render.html.entry import DocumentEntry
from kktei.render.html.index import build
from kktei.render.html.maps import Atlas
from kktei.render.html.pages import SitePage, dressed, make
from kktei.render.html.parts import SiteFrame
from kktei.render.html.search import said_by_scripts
from kktei.render.html.site import document_pages, pages_of
from kktei.render.job import RenderJob
from kktei.render.own import sheet_of
from kktei.render.words import texts

_EMPTY = f'<TEI xmlns="{tei.TEI}"><teiHeader/><text><body/></text></TEI>'
_TITLED = 500  # documents that are looked into for their titles, which lists show


class EarlySite:
    """Pages of the site that ``job`` will make; its target is a folder of their own."""

    def __init__(self, job: RenderJob) -> None:
        self._job = replace(job, live=None, front=None)
        self._words = texts(job.settings.text("edition.language"), job.overrides)
        self._sheet, _ = sheet_of(job, "html")
        self._read: dict[Path, DocumentEntry] = {}
        self._paths: dict[str, Path] = {}  # documents by their pages
        self._assets: Mapping[str, str] = {}

    def pages(self, wanted: Collection[str]) -> dict[str, bytes]:
        """Those of the pages ``wanted`` that can be made now, and what they load, by their paths in the site.

        What cannot be made is not there: the build that makes the site says why.
        """
        with suppress(KkteiError):
            return self._made(wanted)
        return {}

    def _made(self, wanted: Collection[str]) -> dict[str, bytes]:
        if not self._read:
            self._begin()
        for path in (self._paths[page] for page in wanted if page in self._paths):
            self._read[path] = next(entries(replace(self._job, documents=(path,)), self._sheet))
        planned, frame = self._planned()
        found = [page for page in planned if page.path in wanted and not page.late]
        there = [page.path for page in make(found, self._words, self._job, self._sheet, frame)]
        dress = dressed(self._job.target) if there else ()
        return {name: files.raw(self._job.target / name) for name in (*there, *dress)}

    def _begin(self) -> None:
        nothing = entry_of(_EMPTY, self._job.documents[0].with_name("nothing.xml"), self._job.cache)
        titled = {path: _title(path) for path in islice(self._job.documents, _TITLED)}
        self._read = {path: replace(nothing, title=titled.get(path, "")) for path in self._job.documents}
        said = said_by_scripts(self._words, FrontMatter())
        self._assets = write_assets(self._job, self._words, said)

    def _planned(self) -> tuple[Iterator[SitePage], SiteFrame]:
        """All pages, by what is known."""
        job = self._job
        places = [job.place(path) for path in job.documents]
        index = build(job.documents, self._read.values(), authorities(job), places)
        self._paths = {document.path: path for path, document in zip(job.documents, index.documents, strict=True)}
        front, labels, pairs = FrontMatter(), rows.labels(index), correspondences(index)
        roots = archives.tree(index)
        contexts = Contexts(index, archives.addresses(roots, index), labels, front, between(pairs))
        pages, frame = pages_of(job, index, front, pairs, Atlas(), contexts, labels=labels, roots=roots)
        documents = document_pages(job, index, contexts, cited_documents(index, job.settings, labels), {})
        return iter([*documents, *pages]), replace(frame, assets=self._assets)


def _title(path: Path) -> str:
    """The title that a document's header has for it alone, else the first; "" where it cannot be read."""
    try:
        root = tei.load(path)
    except InputError:
        return ""
    titles = root.findall(f"{tei.q('teiHeader')}/{tei.q('fileDesc')}/{tei.q('titleStmt')}/{tei.q('title')}")
    title = next((one for one in titles if one.get("level") == "a"), titles[0] if titles else None)
    return tei.text_of(title) if title is not None else ""
