"""Each TEI document to the XHTML of an e-book or of a word processor's file; in parallel, and kept between runs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from lxml import etree

from kktei import tei
from kktei.cache import Cache, digest, program
from kktei.errors import InputError, MachineryError
from kktei.findings import Finding, finding
from kktei.pool import each
from kktei.render.contract import from_json, to_json
from kktei.render.front import FrontMatter
from kktei.render.job import RenderJob, Unreadable
from kktei.render.listed import ListedFacts, made_lists, numbers, recorded
from kktei.render.own import Sheet, sheet_of
from kktei.render.reading import reading
from kktei.render.records import Records, RegisterRecord
from kktei.render.targets import Leads, leads
from kktei.saxon import Json
from kktei.slugs import file_names

# What the book has of its own, and the parts that xslt/lists/ makes.
_OWN = ("nav", "title", "style", "package", "cover")
_LISTS = "editorial-note list-of-sources abbreviations list-of-persons index-person index-body index-place"
_TAKEN = (*_OWN, *_LISTS.split(), "index-work", "index-source")
_HEADING = re.compile(r"<h1\b[^>]*>")
_NAMED = re.compile(r"""[^\s"'/#]+(?=\.xml)""")


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A page of the source."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class SectionFacts:
    """What xslt/epub.xsl tells of a section."""

    title: str
    language: str
    pages: tuple[SourcePage, ...]
    records: tuple[RegisterRecord, ...]
    local: tuple[str, ...]  # ids that names point to in the document's own file
    listed: ListedFacts


@dataclass(frozen=True, slots=True)
class BookSection:
    """A document as XHTML."""

    path: Path
    stem: str  # the name of its file in the book, without ending
    source: str  # the stem of its own file
    xhtml: str
    facts: SectionFacts

    @property
    def title(self) -> str:
        """Its heading as a line of text."""
        return self.facts.title


@dataclass(frozen=True, slots=True)
class _Given:
    """What the stylesheet is told for every part alike, and of a section of the front matter its kind."""

    known: frozenset[str]  # the stems of all documents
    files: dict[str, str]  # the names of files in the book that are not the stems
    homes: str
    texts: str
    medium: str
    kind: str = ""


_Text = tuple[Path, str, str, _Given, Leads]  # a part that is no document: where it is, its name, its text


@dataclass(frozen=True, slots=True)
class ListPart:
    """A part of the volume that xslt/epub/lists.xsl makes, as a TEI document."""

    name: str
    kind: str
    text: str
    behind: bool


@dataclass(frozen=True, slots=True)
class _Made:
    """What the cache keeps of a section."""

    section: str
    facts: SectionFacts


def sections(
    job: RenderJob, words: dict[str, str], medium: str, front: FrontMatter
) -> Iterator[BookSection | Unreadable]:
    """Every document of the job, in its order."""
    sheet = sheet_of(job, "epub")[0]
    task = partial(_section, given=_given(job, words, medium, front), sheet=sheet, cache=job.cache)
    names = _names(job, front)
    every = list(zip(job.documents, names, leads(job, names), strict=True))
    for done, made in enumerate(each(task, every, jobs=job.jobs), 1):
        job.progress(f"{medium}: documents", done, len(job.documents))
        yield made


def numbered(documents: Sequence[BookSection]) -> list[BookSection]:
    """The documents of a volume, with numbers before their headings where none has one of its own."""
    given = numbers([section.facts.listed for section in documents])
    return [_numbered(one, number) for one, number in zip(documents, given, strict=True)] if given else [*documents]


def _numbered(section: BookSection, number: str) -> BookSection:
    xhtml = _HEADING.sub(lambda found: f"{found[0]}{number}. ", section.xhtml, count=1)
    listed = replace(section.facts.listed, number=number)
    return replace(
        section, xhtml=xhtml, facts=replace(section.facts, title=f"{number}. {section.title}", listed=listed)
    )


def front_sections(
    job: RenderJob, words: dict[str, str], medium: str, front: FrontMatter
) -> list[BookSection | Unreadable]:
    """The sections of the front matter, in their order."""
    if front.path is None:
        return []
    given, led = _given(job, words, medium, front), Leads(pictures=job.pictures.get(front.path, {}))
    kinds = [replace(given, kind=part.kind or "section") for part in front.sections]
    texts = [(front.path, part.stem, part.text, kind, led) for part, kind in zip(front.sections, kinds, strict=True)]
    return [*_texts(job, texts)]


def list_sections(
    job: RenderJob, words: dict[str, str], medium: str, front: FrontMatter, ready: Sequence[BookSection]
) -> tuple[list[BookSection], list[BookSection]]:
    """What stands before and behind the documents of a volume beside them: editorial note, lists, indexes."""
    if job.is_alone:
        return [], []
    records = recorded(job, "epub", [(section.path, section.facts) for section in ready])
    sheet = sheet_of(job, "epub")[0]
    listed = [_listed(job, section, records) for section in ready]
    kinds, own = [section.kind for section in front.sections], {"language": job.settings.text("edition.language")}
    told = made_lists(job, (sheet, "lists"), words, listed, records, kinds, own)
    given = replace(_given(job, words, medium, front), known=frozenset(section.stem for section in ready), files={})
    parts = from_json(told["parts"], list[ListPart])
    texts = [
        (job.root / f"{part.name}.xml", part.name.replace(".", "-"), part.text,
         replace(given, kind="index" if part.kind == "index" else "lists"), Leads())
        for part in parts
    ]  # fmt: skip
    made: tuple[list[BookSection], list[BookSection]] = ([], [])
    for part, outcome in zip(parts, _texts(job, texts), strict=True):
        if isinstance(outcome, BookSection):
            made[part.behind].append(outcome)
    return made


def _listed(job: RenderJob, section: BookSection, records: Records) -> ListedFacts:
    """What a document tells lists, by the name of its file in the book and the keys that the volume knows."""
    own, listed = records.aliases.get(job.place(section.path), {}), section.facts.listed
    names = tuple(replace(name, key=own[name.key]) if name.key in own else name for name in listed.names)
    return replace(listed, stem=section.stem, names=names)


def left_out(job: RenderJob, made: Sequence[BookSection | Unreadable], medium: str) -> list[Finding]:
    """A finding for each file that is not in the product called ``medium``."""
    return [
        finding("P001", f"This file is not in the {medium}: {one.reason}", file=job.shown(one.path), line=one.line)
        for one in made
        if isinstance(one, Unreadable)
    ]


def _names(job: RenderJob, front: FrontMatter) -> list[str]:
    """The name of each document's file in the book."""
    return file_names([p.stem for p in job.documents], [*_TAKEN, *(part.stem for part in front.sections)])


def _given(job: RenderJob, words: dict[str, str], medium: str, front: FrontMatter) -> _Given:
    """What the stylesheet is told for every part alike."""
    names = dict(zip(reversed([p.stem for p in job.documents]), reversed(_names(job, front)), strict=True))
    files = {stem: name for stem, name in names.items() if stem != name}
    return _Given(frozenset(names), files, to_json(front.homes), to_json(words), medium)


def _section(item: tuple[Path, str, Leads], *, given: _Given, sheet: Sheet, cache: Cache) -> BookSection | Unreadable:
    path, file, led = item
    try:
        root = tei.load(path)
    except tei.MalformedError as problem:
        return Unreadable(path, problem.line, problem.said)
    except InputError as problem:
        return Unreadable(path, problem.line, problem.message)
    return _tried(path, path.stem, file, etree.tostring(root, encoding="unicode"), given, sheet, cache, led)


def _texts(job: RenderJob, texts: Sequence[_Text]) -> Iterator[BookSection | Unreadable]:
    return each(partial(_of_text, sheet=sheet_of(job, "epub")[0], cache=job.cache), texts, jobs=job.jobs)


def _of_text(text: _Text, *, sheet: Sheet, cache: Cache) -> BookSection | Unreadable:
    path, stem, words, given, led = text
    return _tried(path, stem, stem, words, given, sheet, cache, led)


def _tried(
    path: Path, stem: str, file: str, text: str, given: _Given, sheet: Sheet, cache: Cache, led: Leads
) -> BookSection | Unreadable:
    try:
        return _made(path, stem, file, text, given, sheet, cache, led)
    except MachineryError as problem:  # one text in which the stylesheet fails costs no other
        return Unreadable(path, 0, problem.message)


def _made(
    path: Path,
    stem: str,
    file: str,
    text: str,
    given: _Given,
    sheet: Sheet,
    cache: Cache,
    led: Leads,
) -> BookSection:
    known = sorted(given.known & set(_NAMED.findall(text)) | set(led.names.values()))
    others = {s: given.files[s] for s in known if s in given.files}
    own = stem if stem in known or stem == file else file  # a name that XML does not take is in no pointer
    params: dict[str, str | list[str] | Json] = {
        "stem": own,
        "stems": known,
        "files": to_json(others),
        "homes": given.homes if given.kind or "front.xml" in text else "{}",
        "texts": Json(given.texts),
        "medium": given.medium,
        "prefix": f"{file}-" if given.medium == "docx" else "",
        **({"kind": given.kind} if given.kind else {}),
        **led.params,
    }
    key = digest("section", program(), sheet.mark, text, to_json(params))

    def made() -> bytes:
        style = sheet.compiled()
        uri = path.resolve().as_uri()
        texts = style.run(style.parse(reading(text, uri, cache), uri), params=params).texts
        return to_json(_Made(texts["section"], from_json(texts["facts"], SectionFacts))).encode()

    whole = from_json(cache.kept(key, made), _Made)
    return BookSection(path, file, stem, whole.section, whole.facts)
