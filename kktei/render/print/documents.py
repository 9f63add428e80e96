"""Each TEI document to Typst markup and to what the volume must know of it; in parallel, and kept between runs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from lxml import etree

from kktei import tei
from kktei.cache import Cache, digest, program
from kktei.findings import Finding, finding
from kktei.pool import each
from kktei.project import data
from kktei.render.front import FrontMatter, Section
from kktei.render.job import RenderJob
from kktei.saxon import stylesheet

_POINTER = re.compile(r"""\b(?:ref|target)\s*=\s*["']\s*#?([^"'\s]+?)(?:\.xml)?\s*["']""")


@dataclass(frozen=True, slots=True)
class Document:
    """A document ready to be set."""

    path: Path
    stem: str
    markup: str
    facts: dict[str, Any]
    unknown: tuple[tuple[str, str], ...]  # elements that no template knows: name and XPath


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that is no XML that can be set, and why."""

    path: Path
    line: int
    reason: str


def documents(job: RenderJob, words: dict[str, str], homes: dict[str, str]) -> Iterator[Document | Unreadable]:
    """Every document of the job, in its order; ``homes`` says where the ids of the front matter are."""
    stems = frozenset(path.stem for path in job.documents)
    task = partial(
        _document,
        stems=stems,
        homes=json.dumps(homes, sort_keys=True),
        words=json.dumps(words, ensure_ascii=False, sort_keys=True),
        journey=job.settings.flag("print.journey"),
        cache=job.cache,
    )
    for done, outcome in enumerate(each(task, job.documents, jobs=job.jobs), 1):
        job.progress("print: documents", done, len(job.documents))
        yield outcome


def _document(
    path: Path, *, stems: frozenset[str], homes: str, words: str, journey: bool, cache: Cache
) -> Document | Unreadable:
    try:
        tei.load(path)
    except etree.XMLSyntaxError as problem:
        return Unreadable(path, problem.lineno or 0, problem.msg or "not well formed")
    except tei.DoctypeError as problem:
        return Unreadable(path, 0, problem.message)
    raw = path.read_bytes()
    known = sorted(stems & set(_POINTER.findall(raw.decode("utf-8", "replace"))))
    # Saxon gets text, so the encoding that the file declares must be undone first.
    text = etree.tostring(tei.load(path), encoding="unicode")
    params = {"stem": path.stem, "stems": known, "texts": words, "journey": journey}
    params |= {"homes": homes} if "front.xml" in text else {}
    key = digest("print document", program(), raw, json.dumps(params, sort_keys=True))
    return _kept(path, path.stem, text, params, None, key, cache)


def sections(job: RenderJob, words: dict[str, str], front: FrontMatter) -> list[Document]:
    """The sections of the front matter, in their order."""
    return [
        _section(front.path, section, json.dumps(words, ensure_ascii=False, sort_keys=True), front.homes, job.cache)
        for section in front.sections
        if front.path is not None
    ]


def _section(path: Path, section: Section, words: str, homes: dict[str, str], cache: Cache) -> Document:
    params = {"stem": section.stem, "texts": words, "homes": json.dumps(homes, sort_keys=True)}
    key = digest("print section", program(), section.text, json.dumps(params, sort_keys=True))
    return _kept(path, section.stem, section.text, params, "section", key, cache)


def _kept(
    path: Path, stem: str, text: str, params: dict[str, Any], mode: str | None, key: str, cache: Cache
) -> Document:
    kept = cache.get(key)
    if kept is None:
        kept = json.dumps(_transform(path, text, params, mode), ensure_ascii=False).encode()
        cache.put(key, kept)
    made = json.loads(kept)
    return Document(path, stem, made["markup"], made["facts"], tuple((n, p) for n, p in made["unknown"]))


def _transform(path: Path, text: str, params: dict[str, Any], mode: str | None) -> dict[str, Any]:
    sheet = stylesheet(data("xslt") / "print.xsl")
    result = sheet.run(sheet.parse(text, path.resolve().as_uri()), params=params, mode=mode)
    unknown = [m.split("\t")[1:3] for m in result.messages if m.startswith("unknown\t")]
    return {"markup": result.texts["markup"], "facts": json.loads(result.texts["facts"]), "unknown": unknown}


def unreadable(job: RenderJob, outcome: Unreadable) -> Finding:
    """The finding for a file that cannot be set."""
    return finding(
        "P001", f"This file cannot be set: {outcome.reason}", file=job.shown(outcome.path), line=outcome.line
    )


def unknown_elements(job: RenderJob, document: Document) -> list[Finding]:
    """A finding for each kind of element that no template knows."""
    counts: dict[str, list[str]] = {}
    for name, path in document.unknown:
        counts.setdefault(name, []).append(path)
    return [
        finding(
            "P002",
            f"<{name}> has no form of its own in print; its text is set as it is",
            file=job.shown(document.path),
            line=_line_in(document, name, paths[0]),
            count=len(paths),
        )
        for name, paths in sorted(counts.items())
    ]


def _line_in(document: Document, element: str, xpath: str) -> int:
    """The line of an element; in a part of a file, whose paths are its own, that of the first element of the name."""
    if document.stem == document.path.stem:
        return _line(document.path, xpath)
    local = element.rpartition(":")[2]
    return next((int(e.sourceline or 0) for e in tei.load(document.path).iter() if tei.name(e) == local), 0)


def _line(path: Path, xpath: str) -> int:
    """The line of the element that an XPath of Saxon's (with Q{namespace}names) names."""
    spaces: dict[str, str] = {}

    def prefixed(match: re.Match[str]) -> str:
        prefix = spaces.setdefault(match[1], f"n{len(spaces)}")
        return f"{prefix}:{match[2]}" if match[1] else match[2]

    plain = re.sub(r"Q\{([^}]*)\}([\w.-]+)", prefixed, xpath)
    found = tei.load(path).xpath(plain, namespaces={p: u for u, p in spaces.items() if u})
    return int(found[0].sourceline or 0) if found else 0
