"""From the sources to edition/: read, parse, encode, merge."""

from __future__ import annotations

import heapq
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import lru_cache, partial
from pathlib import Path, PurePosixPath

from kktei import encode, merge, parse, pool, read, validate
from kktei.config import Settings
from kktei.encode import authorities, corpus
from kktei.errors import InputError
from kktei.findings import Finding
from kktei.model import Document, EditorFact, Record
from kktei.pipeline import table
from kktei.pipeline.watch import Watcher
from kktei.project import Project, natural
from kktei.read import Source

Facts = Mapping[str, tuple[EditorFact, ...]]

_FACTS = ("facts.csv", "facts.tsv", "facts.xlsx")
_DATES = frozenset({"when", "notBefore", "notAfter"})
_SHARED = ("authorities.xml", "edition.xml", "front.xml")
_GROWN = ("authorities.xml", "edition.xml")
_HIDDEN = (".", "~$")


@dataclass(frozen=True)
class Converted:
    """What a conversion did, or would do."""

    findings: list[Finding] = field(default_factory=list)
    summary: str = ""

    def settled(self, settings: Settings) -> list[Finding]:
        """The findings less those that the settings suppress; for a run that only converts."""
        return validate.apply_suppressions(self.findings, settings, ran="CEMNR")


def convert(
    project: Project,
    *,
    jobs: int = 1,
    by: str | None = None,
    watch: Watcher,
    seeds: Sequence[Path] = (),
    show: Callable[[str], None] | None = None,
) -> Converted:
    """Convert the sources; nothing in edition/ changes where one of them cannot be read.

    With ``show`` nothing is written: it gets what would be, as a diff, line by line.
    Raises InputError for a source that cannot be read at all.
    """
    settings = project.settings()
    sources, twice = read.distinct([read.read_source(p, project.shown(p)) for p in _all(project, settings, seeds)])
    facts, found = editor_facts(project, settings)
    documents = parsed(sources, facts, project, settings, jobs)
    named = frozenset(project.shown(path) for path in seeds)
    converted, more = encoded(documents, sources, project, settings, jobs, named)
    found += [*twice, *more, *(f for source in sources for f in source.findings)]
    found += table.unused(facts, documents, sources)
    found += notes_findings(documents)
    plan = merge.plan(
        converted,
        project,
        by=merge.author(project.root, by),
        today=today(),
        check=partial(validate.check_text, notes={d.record.number: d.record.note for d in documents}),
        whole=not seeds,
        grown=_GROWN,
        verbatim={*_SHARED, *(_file(t.stem) for source in sources for t in source.documents)},
    )
    found += plan.findings
    if show is None:
        found += merge.carry_out(plan)
    else:
        for line in plan.diff():
            show(line)
    watch.detail(f"Converted: {plan.summary}")
    return Converted(found, plan.summary)


def _all(project: Project, settings: Settings, named: Sequence[Path]) -> list[Path]:
    """Every source: a document's neighbours may be in one that was not named."""
    paths = seed_files(project, settings)
    known = {path.resolve() for path in paths}
    return [*paths, *(path for path in named if path.resolve() not in known)]


def _only(files: Iterable[str], sources: Sequence[Source], named: Collection[str]) -> set[str]:
    """The documents that the named sources give; all of them where none is named."""
    if not named:
        return set(files)
    stems = {encode.stem_of(r.number) for s in sources for r in s.records if r.at.file in named}
    stems |= {taken.stem for s in sources for taken in s.documents if taken.at.file in named}
    return {file for file in files if PurePosixPath(file).stem in stems}


def seed_files(project: Project, settings: Settings) -> list[Path]:
    """The sources: those of the settings, or every file in seeds/."""
    listed = [project.root / name for name in settings.texts("convert.seeds")]
    if listed or not project.seeds.is_dir():
        return listed
    files = (p for p in project.seeds.rglob("*") if p.is_file() and not p.name.startswith(_HIDDEN))
    return sorted(files, key=lambda p: natural(p.relative_to(project.seeds).as_posix()))


def editor_facts(project: Project, settings: Settings) -> tuple[Facts, list[Finding]]:
    """The editor's table, in whichever form it is there; InputError where it stands in two."""
    tables = [project.edition / name for name in _FACTS if (project.edition / name).is_file()]
    if len(tables) > 1:
        raise InputError(
            f"The editor's table stands twice: {' and '.join(project.shown(t) for t in tables)}", "Keep one of them."
        )
    if not tables:
        return {}, []
    facts, found = read.read_facts(tables[0], project.shown(tables[0]), settings.texts("convert.columns"))
    usable, more = parse.acceptable(facts, _vocabulary(_own_words(project)))
    return usable, [*found, *more]


def source_notes(project: Project, settings: Settings) -> dict[str, str]:
    """For each document number its source note as the sources have it (for the rule that no word is lost)."""
    return in_sources(project, settings)[0]


def in_sources(project: Project, settings: Settings) -> tuple[dict[str, str], frozenset[str]]:
    """For each document number its source note, and the files below edition/ that the sources give."""
    notes: dict[str, str] = {}
    files: set[str] = set()
    for path in seed_files(project, settings):
        source = read.read_source(path, project.shown(path))
        for record in source.records:  # of two with one number the first is read
            notes.setdefault(record.number, record.note)
            files.add(_file(encode.stem_of(record.number)))
        for taken in source.documents:
            files.add(_file(taken.other if taken.other and _file(taken.stem) in files else taken.stem))
    return notes, frozenset(files)


def _file(stem: str) -> str:
    return f"documents/{stem}.xml"


def parsed(sources: Iterable[Source], facts: Facts, project: Project, settings: Settings, jobs: int) -> list[Document]:
    """Every record with all that is understood of it, in the order of the sources."""
    records = [(record, _facts_of(record, source, facts)) for source in sources for record in source.records]
    numbers = frozenset(record.number for record, _ in records)
    years = settings.text("source.years")
    extra = _own_words(project)
    tasks = [(record, given, _date(given, years), numbers, extra) for record, given in records]
    documents = list(pool.each(_parse, tasks, jobs=jobs, batch=64))
    together = parse.across([document.note for document in documents])
    return [replace(document, note=note) for document, note in zip(documents, together, strict=True)]


def encoded(
    documents: Sequence[Document],
    sources: Sequence[Source],
    project: Project,
    settings: Settings,
    jobs: int,
    named: Collection[str] = (),
) -> tuple[Iterator[tuple[str, bytes]], list[Finding]]:
    """Path below edition/ and new text of every file, one at a time in natural order; documents only from ``named``."""
    vocabulary = _vocabulary(_own_words(project))
    grown, found = authorities.grow(
        _present(project.authorities), documents, settings, [entry for s in sources for entry in s.authorities]
    )
    known = authorities.load(grown)
    deleted = merge.deleted(project)
    ours = {_file(encode.stem_of(d.record.number)): d for d in documents}
    ready = {_file(taken.stem): taken.data for source in sources for taken in source.documents}
    wanted = _only(ours.keys() | ready.keys(), sources, named)
    present = {f"documents/{p.name}" for p in project.document_files()}
    names = sorted((wanted | present) - deleted, key=_place)
    around = encode.contexts(documents, known, settings, vocabulary)
    if kept := [d for file, d in ours.items() if file not in deleted]:  # what was deleted is nobody's neighbour
        around |= encode.contexts(kept, known, settings, vocabulary) if len(kept) < len(ours) else {}
    made = sorted((ours.keys() & wanted) - ready.keys(), key=_place)
    tasks = [(ours[file], around[ours[file].record.number]) for file in made]
    texts = zip(made, pool.each(_encode, tasks, jobs=jobs, batch=64), strict=True)
    ready = {file: data for file, data in ready.items() if file in wanted}
    ready["authorities.xml"] = grown
    front = encode.encode_front(
        settings, [f for s in sources for f in s.front], [c for s in sources for c in s.chapters], known
    )
    if front is not None:
        ready["front.xml"] = front
    ready["edition.xml"] = corpus.encode_corpus(settings, names, vocabulary, _present(project.corpus))
    in_order = [(file, ready[file]) for file in sorted(ready, key=_place)]
    return heapq.merge(in_order, texts, key=lambda pair: _place(pair[0])), list(found)


def _place(file: str) -> tuple[list[tuple[int, int, str]], str]:
    return natural(file), file


def notes_findings(documents: Iterable[Document]) -> list[Finding]:
    """What the parser did not understand or doubts, at its place in the source."""
    found: list[Finding] = []
    for document in documents:
        at, place = document.record.note_at, f"document {document.record.number}"
        found += parse.findings_of(document.note, file=at.file, line=at.line, column=at.column, place=place)
        at = document.record.at
        found += parse.findings_of_head(document.heading, file=at.file, line=at.line, column=at.column, place=place)
    return found


def today() -> str:
    """The date for revisionDesc: today's, or that of SOURCE_DATE_EPOCH (reproducible-builds.org)."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch and epoch.isdigit() else datetime.now().astimezone()
    return moment.date().isoformat()


def _facts_of(record: Record, source: Source, facts: Facts) -> tuple[EditorFact, ...]:
    """The editor's facts; then what the source itself says and the editor does not.

    A date is one fact, however it is given: with bounds from the editor the source's date goes.
    """
    stated = facts.get(read.number_key(record.number), ())
    names = {fact.name for fact in stated}
    names |= _DATES if names & _DATES else frozenset()
    return (*stated, *(f for f in source.facts.get(record.number, ()) if f.name not in names))


def _date(facts: Iterable[EditorFact], years: str) -> str | None:
    """The date by which a date without a year is read: the document's own, or the edition's one year."""
    known = {fact.name: fact.value for fact in facts}
    stated = known.get("when") or known.get("notAfter") or known.get("notBefore")
    return stated or (years if years.isdigit() else None)


_Task = tuple[Record, tuple[EditorFact, ...], str | None, frozenset[str], Path | None]


def _parse(task: _Task) -> Document:
    record, facts, date, numbers, extra = task
    vocabulary = _vocabulary(extra)
    heading = parse.parse_head(record.head, vocabulary=vocabulary)
    note = parse.parse_note(record.note, vocabulary=vocabulary, date=date, known_documents=numbers)
    return parse.decided(Document(record, heading, note, facts), vocabulary)


def _encode(task: tuple[Document, encode.Context]) -> bytes:
    return encode.encode_document(*task)


def _own_words(project: Project) -> Path | None:
    """The edition's own vocabulary, if it has one."""
    path = project.edition / "vocabulary.toml"
    return path if path.is_file() else None


def _vocabulary(extra: Path | None) -> parse.Vocabulary:
    return _loaded(extra, extra.stat().st_mtime_ns if extra else 0)


@lru_cache(maxsize=2)
def _loaded(extra: Path | None, _saved: int) -> parse.Vocabulary:
    """The vocabulary as it was saved last: the preview converts again and again in one process."""
    return parse.load_vocabulary(extra)


def _present(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if path.is_file() else None
    except OSError as problem:
        raise InputError(f"edition/{path.name} cannot be read: {problem.strerror}") from problem
