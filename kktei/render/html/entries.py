"""First pass: what the rest of the site needs to know of each document and of the authority file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kktei import files, pool, saxon
from kktei.cache import Cache, digest, program
from kktei.project import data
from kktei.render.job import RenderJob

Entry = dict[str, Any]


@cache
def sheet() -> saxon.Stylesheet:
    """The site's stylesheet, compiled once a process."""
    return saxon.stylesheet(data("xslt") / "html.xsl")


def source(path: Path) -> str:
    """A TEI file's text; InputError where it cannot be read as UTF-8 or by its own declaration."""
    raw = files.xml(path)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        from lxml import etree  # noqa: PLC0415 - rare: a file in another encoding

        from kktei import tei  # noqa: PLC0415

        return str(etree.tostring(tei.parse(raw, path.name), encoding="unicode"))


@dataclass(frozen=True)
class _Task:
    path: Path
    cache: Cache
    text: str | None = None  # instead of the file's own


def _entry(task: _Task) -> Entry:
    key = digest(program(), "entry", files.raw(task.path) if task.text is None else task.text)
    blob = task.cache.get(key)
    if blob is None:
        style = sheet()
        node = style.parse(source(task.path) if task.text is None else task.text, task.path.as_uri())
        blob = style.run(node, mode="entry").texts["entry.json"].encode()
        task.cache.put(key, blob)
    found: Entry = json.loads(blob)
    return found


def entries(job: RenderJob) -> Iterator[Entry]:
    """An entry for each document, in the order of the edition."""
    tasks = [_Task(path, job.cache) for path in job.documents]
    for done, entry in enumerate(pool.each(_entry, tasks, jobs=job.jobs), 1):
        job.progress("Reading documents", done, len(tasks))
        yield entry


def entry_of(text: str, path: Path, cache: Cache) -> Entry:
    """The entry of a ``text`` that is part of the file at ``path``."""
    return _entry(_Task(path, cache, text))


def authorities(job: RenderJob) -> Entry:
    """The authority file's records and the vocabularies of the corpus file; empty lists without such files."""
    shared = {"authorities": job.authorities, "corpus": job.corpus}
    given = {name: path for name, path in shared.items() if path is not None}
    key = digest(program(), "authorities", *(files.raw(p) for p in given.values()))
    blob = job.cache.get(key)
    if blob is None:
        style = sheet()
        params = {name: style.parse(source(path), path.as_uri()) for name, path in given.items()}
        blob = style.run(template="authorities", params=params).texts["authorities.json"].encode()
        job.cache.put(key, blob)
    found: Entry = json.loads(blob)
    return found
