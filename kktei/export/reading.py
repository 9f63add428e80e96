"""Reading the edition for exports: every document once, by the stylesheet that decides for all products."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import msgspec

from kktei import files, pool, saxon, tei
from kktei.cache import Cache, digest, program
from kktei.export import typed
from kktei.export.described import Row, TeiDocument
from kktei.export.edition import Edition
from kktei.job import Job
from kktei.project import data
from kktei.slugs import file_names


@cache
def _sheet() -> saxon.Stylesheet:
    return saxon.stylesheet(data("xslt") / "record.xsl")


@dataclass(frozen=True)
class _Task:
    path: Path
    cache: Cache


def documents(job: Job, change: Callable[[Row], Row] = lambda row: row) -> Iterator[TeiDocument]:
    """Every document, in the order of the edition, one at a time; ``change`` is what becomes of what was read."""
    ids: set[str] = set()
    names = file_names([path.stem for path in job.documents])
    rows = pool.each(_document_row, [_Task(path, job.cache) for path in job.documents], jobs=job.jobs)
    for done, (row, path, name) in enumerate(zip(rows, job.documents, names, strict=True), 1):
        job.progress("Exporting documents", done, len(names))
        document = typed.document(change(row), name, job.shown(path))
        yield replace(document, id="", id_taken=True) if document.id in ids else document
        ids.update(filter(None, (document.id,)))


def edition(job: Job) -> Edition:
    """What all documents share: settings, records, categories; InputError where a shared file cannot be read."""
    given = {"authorities": job.authorities, "corpus": job.corpus}
    there = {key: path for key, path in given.items() if path is not None}
    key = digest(program(), "records", *(files.raw(path) for path in there.values()))

    def made() -> bytes:
        params = {name: _parsed(path) for name, path in there.items()}
        return _sheet().run(template="authorities", params=params).texts["authorities.json"].encode()

    found = msgspec.json.decode(job.cache.kept(key, made))
    records = {row["key"]: typed.record(row) for row in found["records"] if row["key"]}
    return Edition(
        job.settings, records, found["categories"], len(job.documents), job.root, job.authorities, job.corpus,
        vocabularies=found["vocabularies"],
    )  # fmt: skip


def _document_row(task: _Task) -> dict[str, object]:
    raw = files.raw(task.path)

    def made() -> bytes:
        return _sheet().run(_parsed(task.path), mode="record").texts["record.json"].encode()

    found: dict[str, object] = msgspec.json.decode(task.cache.kept(digest(program(), "record", raw), made))
    return found


def _parsed(path: Path) -> saxon.Node:
    return _sheet().parse(tei.source(path), path.as_uri())
