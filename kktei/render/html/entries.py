"""First pass: what the rest of the site needs to know of each document and of the authority file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kktei import files, pool, tei
from kktei.cache import Cache, digest, program
from kktei.render.contract import from_json, to_json
from kktei.render.html.entry import DocumentEntry, SharedRecords, in_rows
from kktei.render.html.inert import active_part
from kktei.render.job import RenderJob
from kktei.render.own import Sheet
from kktei.render.reading import read_key, reading, stands_apart
from kktei.render.words import texts
from kktei.saxon import Json, Result, Stylesheet

PLAIN = Sheet("html")  # without anything of an edition's own
_TOGETHER = 2000  # names that are put in order in one call of the engine


@dataclass(frozen=True)
class _Task:
    path: Path
    cache: Cache
    sheet: Sheet = PLAIN
    text: str | None = None  # instead of the file's own
    words: str = "{}"  # the interface's texts, as JSON


@dataclass(frozen=True)
class _Shared:
    """Files that documents share, by what they are."""

    paths: Mapping[str, Path]
    cache: Cache


def _entry(task: _Task) -> DocumentEntry:
    raw = files.raw(task.path) if task.text is None else task.text
    key = digest(program(), "entry", task.sheet.mark, task.words, raw)

    def made() -> bytes:
        name, style = task.path.name, task.sheet.compiled()
        text = raw if isinstance(raw, str) else tei.decoded(files.as_utf8(raw, name), name)
        told = from_json(_run(style, text, task).texts["entry.json"], DocumentEntry)
        active = isinstance(raw, bytes) and active_part(raw, name) is not None
        return to_json(replace(told, active=active)).encode()

    return from_json(task.cache.kept(key, made), DocumentEntry)


def _run(style: Stylesheet, text: str, task: _Task) -> Result:
    """The entry; the document's reading comes with it in one pass, and is kept for its page and other products.

    What an edition's own stylesheet says in all modes must not stand in a reading, which all products share.
    """
    uri = task.path.as_uri()
    apart = not task.sheet.own and stands_apart(text)
    source = style.parse(text if apart else reading(text, uri, task.cache), uri)
    result = style.run(source, params={"texts": Json(task.words), "read": apart}, mode="entry")
    if apart:
        task.cache.put(read_key(text), result.texts["tei"].encode())
    return result


def ready(sheet: Sheet) -> None:
    """What a process does before there is work for it: ``sheet`` is compiled."""
    sheet.compiled()


def entries(job: RenderJob, sheet: Sheet = PLAIN) -> Iterator[DocumentEntry]:
    """An entry for each document, in the order of the edition."""
    said = to_json(texts(job.settings.text("edition.language"), job.overrides))
    tasks = [_Task(path, job.cache, sheet, words=said) for path in job.documents]
    for done, entry in enumerate(pool.each(_entry, tasks, jobs=job.jobs), 1):
        job.progress("Reading documents", done, len(tasks))
        yield entry


def entry_of(text: str, path: Path, cache: Cache) -> DocumentEntry:
    """The entry of a ``text`` that is part of the file at ``path``."""
    return in_rows(next(pool.each(_entry, [_Task(path, cache, text=text)], jobs=1)))


def ordered(names: Sequence[tuple[str, str, str]]) -> list[tuple[str, str]]:
    """For each name (form, kind, the heading that a record gives or ""): its heading and its place in the order.

    The rule is the one of the volume's indexes: xslt/tei/sorting.xsl.
    """
    some = [to_json(names[at : at + _TOGETHER]) for at in range(0, len(names), _TOGETHER)]
    return [placed for found in pool.each(_ordered, some, jobs=1, batch=1) for placed in found]


def _ordered(names: str) -> list[tuple[str, str]]:
    made = PLAIN.compiled().run(template="order", params={"names": names})
    return from_json(made.texts["order.json"], list[tuple[str, str]])


def authorities(job: RenderJob) -> SharedRecords:
    """The authority file's records and the vocabularies of the corpus file; empty lists without such files."""
    shared = {"authorities": job.authorities, "corpus": job.corpus}
    given = _Shared({name: path for name, path in shared.items() if path is not None}, job.cache)
    return next(pool.each(_shared, [given], jobs=1))


def _shared(given: _Shared) -> SharedRecords:
    key = digest(program(), "authorities", *(files.raw(p) for p in given.paths.values()))

    def made() -> bytes:
        style = PLAIN.compiled()
        params = {name: style.parse(tei.source(path), path.as_uri()) for name, path in given.paths.items()}
        return style.run(template="authorities", params=params).texts["authorities.json"].encode()

    return from_json(given.cache.kept(key, made), SharedRecords)
