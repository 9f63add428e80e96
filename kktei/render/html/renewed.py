"""A site of which all stands but the pages of a few documents: where nothing that others know of these has changed.

What the rest of the site knows of a document is its entry.  As long as that is the same, a changed word changes the
document's page, its TEI and its part of the search's index, and nothing else.
"""

import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import metadata
from pathlib import Path
from urllib.parse import unquote

from kktei import files
from kktei.cache import digest, digest_of, program
from kktei.findings import Finding
from kktei.job import nothing_stands, sha256
from kktei.render.contract import packed, to_json, unpacked
from kktei.render.html import outlines, search
from kktei.render.html.assets import own_theme
from kktei.render.html.downloads import taken_away
from kktei.render.html.entries import entries
from kktei.render.html.entry import DocumentEntry
from kktei.render.html.given import PageContext
from kktei.render.html.index import Index
from kktei.render.html.pages import Frame, SitePage, WrittenPage, made_again
from kktei.render.html.strange import is_beside, unknown_elements
from kktei.render.job import RenderJob
from kktei.render.own import Sheet
from kktei.render.words import Texts

_MOST = 20  # changed documents that are worth it
_PACKAGES = ("fontpkg_eb_garamond", "fonttools", "uharfbuzz", "pagefind_bin")
_OF_A_LINE = ("H001", "H014")  # findings that name a line of a document


@dataclass(frozen=True)
class MadeSite:
    """What came of making a site."""

    frame: Frame
    pages: Mapping[str, WrittenPage]
    late: Sequence[SitePage]
    searched: search.Searched
    findings: Sequence[Finding]


@dataclass(frozen=True)
class _Document:
    """A document as it was: the digests of its file and of its entry, its page, its TEI on the site."""

    raw: str
    entry: str
    path: str
    tei: str
    is_alone: bool  # nothing but its page tells of its words


@dataclass(frozen=True)
class _Site:
    """A site as it was made: the digests of its files, the keys of its pages in the cache, what was found."""

    frame: Frame
    documents: tuple[_Document, ...]
    keys: dict[str, str]
    pages: tuple[str, ...]  # that are searched
    late: dict[str, str]  # templates of the pages that name the search's files
    searched: search.Searched
    files: dict[str, str]
    beside: dict[str, bool]  # files that references name, and whether they are there
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class _Changed:
    """A document whose words have changed, and its page."""

    path: Path
    was: _Document
    raw: bytes
    page: WrittenPage


def mark(job: RenderJob, sheet: Sheet, words: Texts) -> str:
    """By what a site is known: all that it is made from but its documents' words; "" where that is not told."""
    if job.live or job.settings.flag("publish.compressed"):
        return ""
    shared = (job.authorities, job.corpus, job.front, *job.registers, own_theme(job))
    names = [part for path in job.documents for part in (job.shown(path), job.place(path))]
    told = [repr(job.settings), repr(job.published), repr((job.whole, job.follow_links)), sheet.mark, to_json(words)]
    versions = [*map(metadata.version, _PACKAGES), outlines.version()]
    return digest(program(), "site", digest_of(path for path in shared if path), *told, *versions, *names)


def noted(told: Iterable[DocumentEntry], marks: list[str]) -> Iterator[DocumentEntry]:
    """Entries, the digest of each noted."""
    for entry in told:
        marks.append(digest(to_json(entry)))
        yield entry


def remember(job: RenderJob, key: str, index: Index, marks: Sequence[str], whole: MadeSite) -> None:
    """Keep how the site stands; where pictures lie beside the documents, which change by themselves, it is not kept."""
    if not key or any(document.entry.pictures for document in index.documents):
        return
    documents: list[_Document] = []
    beside: dict[str, bool] = {}
    for path, document, entry in zip(job.documents, index.documents, marks, strict=True):
        told = document.entry
        alone = told.has_words and not (told.sigla or told.active or told.collated)
        documents.append(_Document(sha256(files.raw(path)), entry, document.path, document.tei, alone))
        named = (job.origin(path).parent / unquote(pointer.partition("#")[0]) for pointer in told.lost)
        beside |= {str(file): is_beside(file, job.root) for file in named}
    keys = {path: page.searched for path, page in whole.pages.items()}
    stands = {name: sha256((job.target / name).read_bytes()) for name in _names(job.target)}
    late = {page.path: page.template for page in whole.late}
    pages = tuple(sorted(path for path, page in whole.pages.items() if page.document is not None))
    found = tuple(whole.findings)
    site = _Site(whole.frame, tuple(documents), keys, pages, late, whole.searched, stands, beside, found)
    job.cache.put(key, packed(site))


def renew(job: RenderJob, key: str, sheet: Sheet) -> list[Finding] | None:
    """Make the site from the one that was; None where that is not known, or more than a few pages has changed."""
    blob = job.cache.get(key) if key and job.lay is not nothing_stands else None
    if blob is None:
        return None
    made = _renewed(job, unpacked(blob, _Site), sheet)
    if made is None:  # the whole site is made, from nothing
        shutil.rmtree(job.target)
        job.target.mkdir()
        return None
    job.cache.put(key, packed(made))
    return list(made.findings)


def _renewed(job: RenderJob, site: _Site, sheet: Sheet) -> _Site | None:
    if any(is_beside(Path(file), job.root) != was for file, was in site.beside.items()):
        return None
    changed = _changed(job, site, sheet)
    if changed is None or not _laid(job, site, {name for one in changed for name in (one.was.path, one.was.tei)}):
        return None
    for one in changed:
        (job.target / one.was.tei).parent.mkdir(parents=True, exist_ok=True)
        job.write(job.target / one.was.tei, taken_away(job, one.was.tei, one.raw))
    keys = site.keys | {one.page.path: one.page.searched for one in changed}
    searched = search.renew_search(job, site.searched, {page: keys[page] for page in site.pages})
    late = _late(job, site, sheet, searched) if searched else None
    if searched is None or late is None:
        return None
    raws = {one.was.path: sha256(one.raw) for one in changed}
    made = replace(
        site,
        documents=tuple(replace(document, raw=raws.get(document.path, document.raw)) for document in site.documents),
        keys=keys | late,
        searched=searched,
        findings=tuple(_findings(job, site, changed)),
    )
    return replace(made, files=_files(job, site, made, [*late, *(n for c in changed for n in (c.was.path, c.was.tei))]))


def _changed(job: RenderJob, site: _Site, sheet: Sheet) -> list[_Changed] | None:
    """The documents whose words have changed, each with its page; None where that is not all that changes."""
    both = zip(job.documents, site.documents, strict=True)
    others = [(path, was) for path, was in both if job.digest(path) != was.raw]
    changed: list[_Changed] = []
    lined = {f.file for f in site.findings if f.line and f.code not in _OF_A_LINE}  # lines may be others now
    if len(others) > _MOST:
        return None
    job.provide(path for path, _ in others)
    for path, was in others:
        raw = files.raw(path, job.shown(path))
        told = next(entries(replace(job, documents=(path,)), sheet))
        if not was.is_alone or job.shown(path) in lined or digest(to_json(told)) != was.entry:
            return None
        page = SitePage(was.path, PageContext(), document=path)
        pages = made_again(page, site.keys[was.path], job, sheet, site.frame)
        if pages is None or pages[0].anchors != pages[1].anchors:
            return None
        changed.append(_Changed(path, was, raw, pages[1]))
    return changed


def _laid(job: RenderJob, site: _Site, but: Collection[str]) -> bool:
    """Let all files of the former site stand in this one, too, ``but`` some; whether that could be done."""
    for folder in {name.rpartition("/")[0] for name in site.files}:
        (job.target / folder).mkdir(parents=True, exist_ok=True)
    return all(name in but or job.lay(job.target / name, known) for name, known in site.files.items())


def _late(job: RenderJob, site: _Site, sheet: Sheet, searched: search.Searched) -> dict[str, str] | None:
    """The keys of the pages that name the search's files, made again where these have other names."""
    if searched.names == site.searched.names:
        return {}
    found: dict[str, str] = {}
    for path, template in site.late.items():
        page = SitePage(path, PageContext(), template, late=True)
        pages = made_again(page, site.keys[path], job, sheet, site.frame, searched.names)
        if pages is None:
            return None
        found[path] = pages[1].searched
    return found


def _files(job: RenderJob, site: _Site, made: _Site, again: Iterable[str]) -> dict[str, str]:
    """The digests of all files; read are those that were written ``again``, and those of the search."""
    before, now = site.searched, made.searched
    packed = [place for place, key in now.keys.items() if before.keys[place] != key]
    gone = {f"search/{file}" for place in packed for file in before.files[place]}
    come = {f"search/{file}" for place in packed for file in now.files[place]}
    gone |= {f"search/{before.names['documents']}"}
    come |= {f"search/{now.names['documents']}", *again}
    stand = {name: known for name, known in site.files.items() if name not in gone}
    return stand | {name: sha256((job.target / name).read_bytes()) for name in sorted(come)}


def _findings(job: RenderJob, site: _Site, changed: Sequence[_Changed]) -> Iterator[Finding]:
    """What was found then, but in the documents that changed what is found now."""
    shown = {job.shown(one.path) for one in changed}
    yield from (f for f in site.findings if f.file not in shown or f.code not in _OF_A_LINE)
    for one in changed:
        yield from unknown_elements(one.page, job)


def _names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
