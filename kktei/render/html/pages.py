"""Making pages: each from a context of its own and perhaps a document; what is in the cache is not made again."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kktei import files, pool, tei
from kktei.cache import Cache, digest, program
from kktei.config import Settings
from kktei.errors import KkteiError, MachineryError, refused
from kktei.job import sha256
from kktei.render.contract import from_json, packed, to_json, unpacked
from kktei.render.html.assets import OWN
from kktei.render.html.check import Anchors, anchors
from kktei.render.html.entries import PLAIN
from kktei.render.html.given import PageContext, SearchContext
from kktei.render.html.parts import SiteFrame
from kktei.render.html.pieces import in_pieces, joined
from kktei.render.job import RenderJob
from kktei.render.own import Sheet
from kktei.render.reading import reading
from kktei.render.words import Texts
from kktei.saxon import Json, Stylesheet, Value
from kktei.spool import Laid, Spool

_WITHOUT = (
    "Take this file out to have the pages of the others. A stylesheet of kktei's own should not fail: tell its makers."
)
_HEAVY = 100_000  # characters of a context: eight tasks of that are handed over together, and no more
_INDENTED = re.compile(r"\n[ \t\r\n]+")


@dataclass(frozen=True)
class SitePage:
    """One page to make: ``template`` of the stylesheet, or the page of the document at ``document``.

    With ``text`` it is the page of that part of the document; ``mode`` is the stylesheet's for such pages.
    """

    path: str
    context: PageContext | Callable[[], PageContext]  # the latter made only when the page is
    template: str = ""
    document: Path | None = None
    text: str | None = None
    mode: str = "page"
    late: bool = False  # made when the search is, whose files' names its context (a SearchContext) is then given


@dataclass(frozen=True, slots=True)
class WrittenPage:
    """A page that stands: what it links to, and elements that the stylesheets do not know."""

    path: str
    told: bytes | Laid  # its anchors, packed: all pages are held until the links of all are checked
    unknown: tuple[str, ...]
    searched: str  # digest of the page, for the search index
    document: Path | None = None

    @classmethod
    def of(cls, page: SitePage, made: _Made, key: str) -> WrittenPage:
        """A page that stands, as the cache has it under ``key``."""
        return cls(page.path, packed(made.anchors), made.unknown, key, page.document)

    @property
    def anchors(self) -> Anchors:
        """What it offers to links, and where its own lead."""
        return unpacked(self.told if isinstance(self.told, bytes) else self.told.read(), Anchors)

    def laid(self, spool: Spool) -> WrittenPage:
        """The page, its anchors laid by."""
        return replace(self, told=spool.lay(self.told)) if isinstance(self.told, bytes) else self


@dataclass(frozen=True)
class _Task:
    """A page that is not in the cache, and under which name it is to be there."""

    page: SitePage
    key: str
    context: str
    texts: str
    site: str
    target: Path
    cache: Cache
    sheet: Sheet = PLAIN
    theme: str = OWN


_latest: dict[Path, _Task] = {}  # in a preview's process: how the page of each document was made last
_sources: dict[str, Path] = {}  # and the file of each page: one may hold several documents


@dataclass(frozen=True)
class _Made:
    """What the cache keeps of a page before its text: the digest of that, and what the page links to."""

    text: str
    anchors: Anchors
    unknown: tuple[str, ...]
    context: str = ""  # of a page that may be made again by itself


@dataclass(frozen=True)
class Frame:
    """What all pages of a site have alike: the words of the interface and the frame, as JSON, the own style sheet."""

    texts: str
    site: str = "{}"
    theme: str = OWN

    @classmethod
    def of(cls, texts: Texts, site: SiteFrame | None) -> Frame:
        """Another theme makes no page anew: its name is put in where a page is written."""
        if site is None:
            return cls(to_json(texts))
        assets = {name: named for name, named in site.assets.items() if name != OWN}
        return cls(to_json(texts), to_json(replace(site, assets=assets)), site.assets.get(OWN, OWN))

    def task(self, page: SitePage, context: str, job: RenderJob, sheet: Sheet) -> _Task:
        """The making of a page, with its name in the cache."""
        common = digest(program(), sheet.mark, self.texts, self.site)
        key = digest(common, page.mode, page.template, _tei_of(page) or "", context)
        lean = replace(page, context=PageContext())
        return _Task(lean, key, context, self.texts, self.site, job.target, job.cache, sheet, self.theme)


def make(
    pages: Iterable[SitePage], texts: Texts, job: RenderJob, sheet: Sheet = PLAIN, site: SiteFrame | None = None
) -> Iterator[WrittenPage]:
    """Write all pages below the target of ``job``: first those that are kept, then those that must be made.

    Pages are asked for one by one, so that no more of their contexts are held than are worked on.
    Those that somebody looks at in a preview come first, and are shown at once.
    """
    kept: list[WrittenPage] = []
    frame = Frame.of(texts, site)
    shown = _Shown(job)

    def missing() -> Iterator[_Task]:
        for page in shown.in_order(pages):
            (job.target / page.path).parent.mkdir(parents=True, exist_ok=True)
            given = page.context() if callable(page.context) else page.context
            task = frame.task(page, to_json(replace(given, path=page.path)), job, sheet)
            if job.live and page.document is not None and page.mode == "page":
                _latest[job.origin(page.document)] = task
                _sources[page.path] = job.origin(page.document)
            if (made := _kept_page(page, task.key, job, frame.theme)) is not None:
                kept.append(made)
            else:
                yield task

    for made in pool.each(_make, missing(), jobs=job.jobs, weight=_weight):
        yield from kept
        kept.clear()
        shown.now(made.path)
        yield made
    yield from kept


def _weight(task: _Task) -> int:
    """Most pages are made of some thousand characters; lists of thousands of rows of millions."""
    return 1 + len(task.context) // _HEAVY


class _Shown:
    """What a preview shows of pages before all are made; without a preview nothing."""

    def __init__(self, job: RenderJob) -> None:
        self._live, self._target = job.live, job.target
        self._made: set[str] = set()  # and not shown yet
        self._dressed = False

    def in_order(self, pages: Iterable[SitePage]) -> Iterator[SitePage]:
        """The pages, at each moment first those that somebody looks at."""
        if self._live is None:
            yield from pages
            return
        waiting = {page.path: page for page in pages}
        while waiting:
            first = next((path for path in self._live.wanted() if path in waiting), None)
            yield waiting.pop(first or next(iter(waiting)))

    def now(self, made: str) -> None:
        """Show the page that is ``made``, or was before, if somebody looks at it."""
        if self._live is None:
            return
        self._made.add(made)
        if there := [path for path in self._live.wanted() if path in self._made]:
            dress = () if self._dressed else dressed(self._target)
            self._live.show({file: files.raw(self._target / file) for file in (*there, *dress)})
            self._made.difference_update(there)
            self._dressed = True


def made_again(
    page: SitePage, was: str, job: RenderJob, sheet: Sheet, frame: Frame, parts: Mapping[str, str] | None = None
) -> tuple[WrittenPage, WrittenPage] | None:
    """A page that was made as ``was`` in the cache, and as it is now; None where that is not known any more.

    The site knows of it what it knew then, but for the names of the search's files (``parts``) where these are given.
    """
    blob = job.cache.get(was)
    before = from_json(blob.partition(b"\n")[0], _Made) if blob is not None else None
    if before is None or not before.context:
        return None
    context = before.context
    if parts is not None:
        context = json.dumps({**json.loads(context), "parts": dict(sorted(parts.items()))}, ensure_ascii=False)
    task = frame.task(page, context, job, sheet)
    (job.target / page.path).unlink(missing_ok=True)
    (job.target / page.path).parent.mkdir(parents=True, exist_ok=True)
    now = _kept_page(page, task.key, job, frame.theme) or _make(task)
    return WrittenPage.of(page, before, was), now


def dressed(site: Path) -> list[str]:
    """The style sheets, scripts and fonts of pages."""
    return sorted(file.relative_to(site).as_posix() for file in (site / "assets").rglob("*.*"))


def again(document: Path, text: str | None = None) -> tuple[str, bytes] | None:
    """The page of a document as it is now, with what the site knew of it when it was made last: path and text.

    ``text`` is its TEI, where that is not what stands in the file.  None where a preview has not made it yet, or the
    file is no XML.
    """
    task = _latest.get(document)
    if task is None:
        return None
    try:
        made, _ = _transform(task.page if text is None else replace(task.page, text=text), task)
        return task.page.path, _themed(made.encode(), task.theme)
    except KkteiError:
        return None  # the whole build that follows says why


def pages_of_documents() -> dict[str, Path]:
    """The pages of documents that a preview has made, and the file of each."""
    return dict(_sources)


def titled(
    settings: Settings, wanted: Collection[str], text: Callable[[Path], str | None] = lambda _: None
) -> dict[str, bytes]:
    """The pages ``wanted`` of documents as they were made last, but with the edition's title of these settings."""
    found: dict[str, bytes] = {}
    named = {name: settings.text(f"edition.{name}") for name in ("title", "subtitle")}
    for document, task in list(_latest.items()):
        if task.page.path in wanted:
            _latest[document] = replace(task, site=json.dumps({**json.loads(task.site), **named}, ensure_ascii=False))
            found |= dict([again(document, text(document)) or (task.page.path, b"")])
    return {path: text for path, text in found.items() if text}


def with_parts(page: SitePage, parts: Mapping[str, str]) -> SitePage:
    """A late page that knows the names of the search's files."""
    given = page.context() if callable(page.context) else page.context
    if isinstance(given, SearchContext):
        given = replace(given, parts=parts)
    return replace(page, context=given)


def _tei_of(page: SitePage) -> str | None:
    """The TEI that a page is made from."""
    return tei.source(page.document) if page.document is not None and page.text is None else page.text


def _kept_page(page: SitePage, key: str, job: RenderJob, theme: str) -> WrittenPage | None:
    """The page where it is kept: as it stands in the former results, or from the cache."""
    blob = job.cache.get(key)
    if blob is None:
        return None
    told, _, text = blob.partition(b"\n")
    made = from_json(told, _Made)
    path = job.target / page.path
    raw = _themed(text, theme)
    if not job.lay(path, made.text if theme == OWN else sha256(raw)):
        _write(path, raw)
    return WrittenPage.of(page, made, key)


def _make(task: _Task) -> WrittenPage:
    page = task.page
    text, unknown = _transform(page, task)
    raw = text.encode()
    alone = page.late or (page.document is not None and page.mode == "page")
    made = _Made(sha256(raw), anchors(text), unknown, task.context if alone else "")
    task.cache.put(task.key, to_json(made).encode() + b"\n" + raw)
    _write(task.target / page.path, _themed(raw, task.theme))
    return WrittenPage.of(page, made, task.key)


def _transform(page: SitePage, task: _Task) -> tuple[str, tuple[str, ...]]:
    """The text of a page, and the elements that the stylesheets do not know in it."""
    style = task.sheet.compiled()
    params = {"context": task.context, "texts": Json(task.texts), "site": Json(task.site)}
    text = _tei_of(page)
    if page.document is not None and text is not None:
        uri = page.document.as_uri()
        try:
            node = style.parse(reading(text, uri, task.cache), uri)
            result = style.run(node, params=params, mode=page.mode).texts
        except MachineryError as problem:
            words = f"The page of {page.document.name} cannot be made. {problem.message}"
            own = task.sheet.own and task.sheet.shown in words
            raise MachineryError(words, problem.hint or (task.sheet.hint if own else _WITHOUT)) from problem
    else:
        result = {"page": _listed(style, page.template, params, task.context)}
    made = result["page"]
    if "<pre" not in made:
        made = _INDENTED.sub("\n", made)  # a fiftieth of a document's page
    return made, tuple(result.get("unknown", "").split())


def _listed(style: Stylesheet, template: str, params: Mapping[str, Value], context: str) -> str:
    """The text of a page that is no document's; rows of its long lists are made by pieces."""
    whole, pieces = in_pieces(context)
    page = style.run(template=template, params={**params, "context": whole}).texts["page"]

    def made(at: int) -> str:
        told = {**params, "context": pieces[at].context}
        return style.run(template=pieces[at].template, params=told).texts["rows"]

    return joined(page, made)


def _themed(raw: bytes, theme: str) -> bytes:
    """A page that asks for the edition's own style sheet by its last name."""
    return raw if theme == OWN else raw.replace(b'/%s">' % OWN.encode(), b'/%s">' % theme.encode())


def _write(path: Path, raw: bytes) -> None:
    with refused(f"{path.name} cannot be written"):
        path.write_bytes(raw)
