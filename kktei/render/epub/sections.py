"""Each TEI document to the XHTML of an e-book or of a word processor's file; in parallel, and kept between runs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from lxml import etree

from kktei import tei
from kktei.cache import Cache, digest, program
from kktei.pool import each
from kktei.project import data
from kktei.render.job import RenderJob
from kktei.saxon import stylesheet


@dataclass(frozen=True, slots=True)
class Section:
    """A document as XHTML."""

    path: Path
    stem: str
    title: str
    language: str
    xhtml: str
    pages: tuple[tuple[str, str], ...]  # id and label of each page of the source


def sections(job: RenderJob, words: dict[str, str], medium: str) -> Iterator[Section | None]:
    """Every document of the job, in its order; None for a file that is no XML that can be read."""
    task = partial(
        _section,
        stems=tuple(p.stem for p in job.documents),
        words=json.dumps(words, ensure_ascii=False, sort_keys=True),
        medium=medium,
        cache=job.cache,
    )
    for done, made in enumerate(each(task, job.documents, jobs=job.jobs), 1):
        job.progress(f"{medium}: documents", done, len(job.documents))
        yield made


def _section(path: Path, *, stems: tuple[str, ...], words: str, medium: str, cache: Cache) -> Section | None:
    try:
        root = tei.load(path)
    except (etree.XMLSyntaxError, tei.DoctypeError):
        return None
    text = etree.tostring(root, encoding="unicode")
    known = sorted({s for s in stems if f"{s}.xml" in text})
    key = digest("section", program(), path.stem, text, *known, words, medium)
    kept = cache.get(key)
    if kept is None:
        sheet = stylesheet(data("xslt") / "epub.xsl")
        prefix = f"{path.stem}-" if medium == "docx" else ""
        params = {"stem": path.stem, "stems": known, "texts": words, "medium": medium, "prefix": prefix}
        made = sheet.run(sheet.parse(text, path.resolve().as_uri()), params=params).texts
        kept = json.dumps(made, ensure_ascii=False).encode()
        cache.put(key, kept)
    made = json.loads(kept)
    facts = json.loads(made["facts"])
    pages = tuple((p["id"], p["label"]) for p in facts["pages"])
    return Section(path, path.stem, facts["title"], facts["language"], made["section"], pages)
