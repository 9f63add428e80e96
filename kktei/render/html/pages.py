"""Making pages: each from a context of its own and perhaps a document; what is in the cache is not made again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kktei import pool, tei
from kktei.cache import Cache, digest, program
from kktei.errors import OutputError
from kktei.render.html.check import Anchors, anchors
from kktei.render.html.entries import PLAIN
from kktei.render.job import RenderJob
from kktei.render.own import Sheet
from kktei.render.reading import reading
from kktei.render.words import Texts

Context = dict[str, Any]


@dataclass(frozen=True)
class SitePage:
    """One page to make: ``template`` of the stylesheet, or the page of the document at ``document``.

    With ``text`` it is the page of that part of the document; ``mode`` is the stylesheet's for such pages.
    """

    path: str
    context: Context
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


# Texts that document pages never say; parsing them for each document would cost a fifth of its time.
_LISTS_ONLY = ("home.", "about.", "accessibility.", "search.", "filter.", "sort.", "column.", "role.", "register.")


def make(pages: Sequence[SitePage], texts: Texts, job: RenderJob, sheet: Sheet = PLAIN) -> Iterator[WrittenPage]:
    """Write all pages below the target of ``job``, in the order given."""
    whole = json.dumps(texts, ensure_ascii=False, sort_keys=True)
    short = {key: text for key, text in texts.items() if not key.startswith(_LISTS_ONLY)}
    some = json.dumps(short, ensure_ascii=False, sort_keys=True)
    for folder in {(job.target / page.path).parent for page in pages}:
        folder.mkdir(parents=True, exist_ok=True)
    tasks = [_Task(page, some if page.document else whole, job.target, job.cache, sheet) for page in pages]
    yield from pool.each(_make, tasks, jobs=job.jobs)


def _make(task: _Task) -> WrittenPage:
    page = task.page
    context = json.dumps({**page.context, "path": page.path}, ensure_ascii=False, sort_keys=True)
    text = tei.source(page.document) if page.document is not None and page.text is None else page.text
    key = digest(program(), task.sheet.mark, page.mode, page.template, text or "", context, task.texts)
    blob = task.cache.get(key)
    if blob is None:
        blob = _transform(page, text, context, task)
        task.cache.put(key, blob)
    made = json.loads(blob)
    _write(task.target / page.path, made["page"])
    found = Anchors(frozenset(made["ids"]), tuple(made["links"]), tuple(made["twice"]), tuple(made["outside"]))
    return WrittenPage(page.path, found, tuple(made["unknown"]), key, page.document)


def _transform(page: SitePage, text: str | None, context: str, task: _Task) -> bytes:
    style = task.sheet.compiled()
    params = {"context": context, "texts": task.texts}
    if page.document is not None and text is not None:
        uri = page.document.as_uri()
        node = style.parse(reading(text, uri), uri)
        result = style.run(node, params=params, mode=page.mode).texts
    else:
        result = style.run(template=page.template, params=params).texts
    found = anchors(result["page"])
    made = {
        "page": result["page"],
        "unknown": result.get("unknown", "").split(),
        "ids": sorted(found.ids),
        "links": found.links,
        "twice": found.twice,
        "outside": found.outside,
    }
    return json.dumps(made, ensure_ascii=False).encode()


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as problem:
        raise OutputError(f"{path.name} cannot be written: {problem.strerror}") from problem
