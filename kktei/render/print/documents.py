"""Each TEI document to Typst markup and to what the volume must know of it; in parallel, and kept between runs."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from lxml import etree

from kktei import files, tei
from kktei.cache import Cache, digest, program
from kktei.errors import KkteiError, MachineryError
from kktei.findings import Finding, finding
from kktei.pool import each
from kktei.render.contract import from_json, to_json
from kktei.render.front import FrontMatter, FrontSection
from kktei.render.job import RenderJob, Unreadable
from kktei.render.own import Sheet, sheet_of
from kktei.render.print.apparatus import by_line
from kktei.render.print.facts import PrintFacts
from kktei.render.print.quoting import stems
from kktei.render.reading import reading
from kktei.render.targets import Leads, leads
from kktei.saxon import Json

Params = dict[str, str | bool | int | list[str] | Json]  # of a stylesheet
_APP = re.compile(r"<(?:[\w.-]+:)?app\b")
_RAW_APP = re.compile(rb"<(?:[\w.-]+:)?app\b")
_CORRECTED = re.compile(r"<(?:[\w.-]+:)?choice\b.{0,200}?<(?:[\w.-]+:)?(?:sic|orig)\b", re.DOTALL)
_POINTER = re.compile(r"""\b(?:ref|target)\s*=\s*["']\s*#?([^"'\s]+?)(?:\.xml)?\s*["']""")


@dataclass(frozen=True, slots=True)
class TypstDocument:
    """A document ready to be set."""

    path: Path
    stem: str
    markup: str
    facts: PrintFacts
    unknown: tuple[tuple[str, str], ...]  # elements that no template knows: name and XPath
    is_section: bool = False  # of the front matter: a part of its file
    plain: bool = False  # what lies very deep has lost its form
    entries: str = ""  # of an apparatus by lines: its entries, as a part of a dictionary of the typesetter's


@dataclass(frozen=True, slots=True)
class _Made:
    """What the cache keeps of a document."""

    markup: str
    facts: PrintFacts
    unknown: tuple[tuple[str, str], ...]
    entries: str = ""


def documents(job: RenderJob, words: dict[str, str], front: FrontMatter) -> Iterator[TypstDocument | Unreadable]:
    """Every document of the job, in its order."""
    named = stems(job.documents, (section.stem for section in front.sections))
    task = _task(job, words, front, frozenset(named.values()), _entries(job))
    led = leads(job, list(named.values()))
    every = [(path, stem, there, Params()) for (path, stem), there in zip(named.items(), led, strict=True)]
    for done, outcome in enumerate(each(task, every, jobs=job.jobs), 1):
        job.progress("print: documents", done, len(job.documents))
        yield outcome


def plainly(
    job: RenderJob, words: dict[str, str], front: FrontMatter, document: TypstDocument, deepest: int
) -> TypstDocument | Unreadable:
    """A document or section anew: what lies deeper than ``deepest`` elements is set as words without its form."""
    if document.is_section:
        made: TypstDocument | Unreadable = next(
            d for d in sections(job, words, front, {"deepest": deepest}) if d.stem == document.stem
        )
    else:
        made = anew(job, words, front, {document.path: {"deepest": deepest}})[document.path]
    return replace(made, plain=True) if isinstance(made, TypstDocument) else made


def anew(
    job: RenderJob, words: dict[str, str], front: FrontMatter, given: Mapping[Path, Params]
) -> dict[Path, TypstDocument | Unreadable]:
    """Documents made again, each with parameters of its own: ``given`` by the documents' files."""
    if not given:
        return {}
    named = stems(job.documents, (section.stem for section in front.sections))
    led = dict(zip(named, leads(job, list(named.values())), strict=True))
    task = _task(job, words, front, frozenset(named.values()), _entries(job))
    every = [(path, named[path], led[path], more) for path, more in given.items()]
    return dict(zip(given, each(task, every, jobs=job.jobs), strict=True))


def _entries(job: RenderJob) -> tuple[re.Pattern[str], ...]:
    """By what a document's text shows that it has entries by lines: an apparatus.

    In a volume that has one anywhere what editors corrected does so too: letters and lines do not stand side by side.
    """
    return (_APP, _CORRECTED) if by_line(job.settings) and any(map(_has_apparatus, job.documents)) else (_APP,)


def _has_apparatus(path: Path) -> bool:
    try:
        return _RAW_APP.search(files.raw(path)) is not None
    except KkteiError:  # whoever reads it as a document tells
        return False


def _task(
    job: RenderJob,
    words: dict[str, str],
    front: FrontMatter,
    named: frozenset[str],
    entries: tuple[re.Pattern[str], ...],
) -> partial[TypstDocument | Unreadable]:
    return partial(
        _document,
        stems=named,
        homes=to_json(front.homes),
        words=to_json(words),
        given={key: job.settings.flag(f"print.{key}") for key in ("journey", "facing")},
        by_line=(by_line(job.settings), entries),
        cache=job.cache,
        sheet=sheet_of(job, "print")[0],
    )


def _document(
    named: tuple[Path, str, Leads, Params],
    *,
    stems: frozenset[str],
    homes: str,
    words: str,
    given: Mapping[str, bool],
    by_line: tuple[Mapping[str, str | bool | int | list[str]], Sequence[re.Pattern[str]]],
    cache: Cache,
    sheet: Sheet,
) -> TypstDocument | Unreadable:
    path, stem, led, more = named
    try:
        # Saxon gets text, so the encoding that the file declares must be undone first.
        text = etree.tostring(tei.load(path), encoding="unicode")
    except tei.MalformedError as problem:
        return Unreadable(path, problem.line, problem.said)
    except KkteiError as problem:
        return Unreadable(path, 0, problem.message)
    known = sorted(stems & {*_POINTER.findall(text), *led.names.values()})
    params = {"stem": stem, "stems": known, "texts": Json(words), **given, **more}
    params |= led.params
    params |= {"homes": homes} if "front.xml" in text else {}
    params |= by_line[0] if any(one.search(text) for one in by_line[1]) else {}
    key = digest("print document", program(), sheet.mark, text, to_json(params))
    try:
        return _kept(path, stem, text, params, None, (key, cache, sheet))
    except MachineryError as problem:  # one document in which a stylesheet fails costs no other
        return Unreadable(path, 0, problem.message)


def sections(
    job: RenderJob, words: dict[str, str], front: FrontMatter, given: Params | None = None
) -> list[TypstDocument]:
    """The sections of the front matter, in their order."""
    said = to_json(words)
    params = {"texts": Json(said), "homes": to_json(front.homes), **(given or {})}
    params |= job.pictures.get(front.path, {}) if front.path is not None else {}
    if front.path is None:
        return []
    task = partial(_section, path=front.path, given=params, cache=job.cache, sheet=sheet_of(job, "print")[0])
    return list(each(task, front.sections, jobs=job.jobs))


def _section(section: FrontSection, *, path: Path, given: Params, cache: Cache, sheet: Sheet) -> TypstDocument:
    params = {"stem": section.stem, **given}
    key = digest("print section", program(), sheet.mark, section.text, to_json(params))
    return _kept(path, section.stem, section.text, params, "section", (key, cache, sheet))


def _kept(
    path: Path, stem: str, text: str, params: Params, mode: str | None, by: tuple[str, Cache, Sheet]
) -> TypstDocument:
    key, cache, sheet = by
    kept = cache.kept(key, lambda: to_json(_transform(path, text, params, mode, (sheet, cache))).encode())
    made = from_json(kept, _Made)
    is_section = mode == "section"
    return TypstDocument(path, stem, made.markup, made.facts, made.unknown, is_section, entries=made.entries)


def _transform(path: Path, text: str, params: Params, mode: str | None, by: tuple[Sheet, Cache]) -> _Made:
    sheet, cache = by[0].compiled(), by[1]
    uri = path.resolve().as_uri()
    source = sheet.parse(reading(text, uri, cache), uri)
    result = sheet.run(source, params=params, mode=mode)
    if params.get("by-line") and not result.texts["entries"]:  # entries in notes alone, or of no printed type
        result = sheet.run(source, params={**params, "by-line": False}, mode=mode)
    told = (message.split("\t") for message in result.messages if message.startswith("unknown\t"))
    unknown = tuple((name, xpath) for _, name, xpath, *_ in told)
    facts, entries = from_json(result.texts["facts"], PrintFacts), result.texts.get("entries", "")
    return _Made(result.texts["markup"], facts, unknown, entries)


def unreadable(job: RenderJob, outcome: Unreadable) -> Finding:
    """The finding for a file that cannot be set; it is in no part of the volume."""
    return finding(
        "P001", f"This file cannot be set: {outcome.reason}", file=job.shown(outcome.path), line=outcome.line
    )


def unknown_elements(job: RenderJob, document: TypstDocument) -> list[Finding]:
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


def _line_in(document: TypstDocument, element: str, xpath: str) -> int:
    """The line of an element; in a part of a file, whose paths are its own, that of the first element of the name."""
    if not document.is_section:
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
