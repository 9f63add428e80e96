"""Making pages: each from a context of its own and perhaps a document; what is in the cache is not made again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kktei import pool, tei
from kktei.cache import Cache, digest, program
from kktei.errors import OutputError
from kktei.render.contract import from_json, to_json
from kktei.render.html.check import Anchors, anchors
from kktei.render.html.entries import PLAIN
from kktei.render.html.given import PageContext
from kktei.render.job import RenderJob
from kktei.render.own import Sheet
from kktei.render.reading import reading
from kktei.render.words import Texts


@dataclass(frozen=True)
class SitePage:
    """One page to make: ``template`` of the stylesheet, or the page of the document at ``document``.

    With ``text`` it is the page of that part of the document; ``mode`` is the stylesheet's for such pages.
    """

    path: str
    context: PageContext
    template: str = ""
    document: Path | None = None
    text: str | None = None
    mode: str = "page"


@dataclass(frozen=True)
class WrittenPage:
    """A page that stands: what it links to, and elements that the stylesheets do not know."""

    path: str
    anchors: Anchors
    unknown: tuple[str, ...]
    searched: str  # digest of the page, for the search index
    document: Path | None = None


@dataclass(frozen=True)
class _Task:
    page: SitePage
    texts: str
    target: Path
    cache: Cache
    sheet: Sheet = PLAIN


@dataclass(frozen=True)
class _Made:
    """What the cache keeps of a page."""

    page: str
    anchors: Anchors
    unknown: tuple[str, ...]


# Texts that document pages never say; parsing them for each document would cost a fifth of its time.
_LISTS_ONLY = ("home.", "about.", "accessibility.", "search.", "filter.", "sort.", "column.", "role.", "register.")


def make(pages: Sequence[SitePage], texts: Texts, job: RenderJob, sheet: Sheet = PLAIN) -> Iterator[WrittenPage]:
    """Write all pages below the target of ``job``, in the order given."""
    whole = to_json(texts)
    short = {key: text for key, text in texts.items() if not key.startswith(_LISTS_ONLY)}
    some = to_json(short)
    for folder in {(job.target / page.path).parent for page in pages}:
        folder.mkdir(parents=True, exist_ok=True)
    tasks = [_Task(page, some if page.document else whole, job.target, job.cache, sheet) for page in pages]
    yield from pool.each(_make, tasks, jobs=job.jobs)


def _make(task: _Task) -> WrittenPage:
    page = task.page
    context = replace(page.context, path=page.path).to_json()
    text = tei.source(page.document) if page.document is not None and page.text is None else page.text
    key = digest(program(), task.sheet.mark, page.mode, page.template, text or "", context, task.texts)
    blob = task.cache.get(key)
    if blob is None:
        blob = _transform(page, text, context, task)
        task.cache.put(key, blob)
    made = from_json(blob, _Made)
    _write(task.target / page.path, made.page)
    return WrittenPage(page.path, made.anchors, made.unknown, key, page.document)


def _transform(page: SitePage, text: str | None, context: str, task: _Task) -> bytes:
    style = task.sheet.compiled()
    params = {"context": context, "texts": task.texts}
    if page.document is not None and text is not None:
        uri = page.document.as_uri()
        node = style.parse(reading(text, uri), uri)
        result = style.run(node, params=params, mode=page.mode).texts
    else:
        result = style.run(template=page.template, params=params).texts
    made = _Made(result["page"], anchors(result["page"]), tuple(result.get("unknown", "").split()))
    return to_json(made).encode()


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as problem:
        raise OutputError(f"{path.name} cannot be written: {problem.strerror}") from problem
