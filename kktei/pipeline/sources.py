"""The first half of the line: the sources read and understood, with the editors' table."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from pathlib import Path, PurePosixPath

from kktei import merge, parse, pool, read
from kktei.config import Settings
from kktei.errors import InputError
from kktei.findings import Finding, finding, once
from kktei.model import Document, DocumentId, EditorFact, Facts, Location, Record
from kktei.pipeline import grouped, sample, table
from kktei.pipeline.missing import Missing, known_of, origin_of, read_all, unusable
from kktei.project import Project, is_aside, natural
from kktei.read import Source

_FACTS = ("facts.csv", "facts.tsv", "facts.xlsx")
_TITLES = ("edition.title", "edition.subtitle", "source.title", "source.volume")
_DATES = frozenset({"when", "notBefore", "notAfter"})
_YEAR = 4  # figures of a year


@dataclass(frozen=True)
class Gathered:
    """The sources of an edition, the documents in them with all that is understood of each, and what is wrong.

    ``missing`` are the sources that cannot be read.  Their ``documents`` are there as kktei last made them, so that
    the others see them; only they do not change.  ``blocked``: why nothing at all can be converted (the documents are
    not understood then).
    """

    sources: list[Source]
    documents: list[Document]
    findings: list[Finding]
    missing: Missing = field(default_factory=Missing)
    blocked: InputError | None = None
    decided: frozenset[str] = frozenset()  # files of documents that the editors' table has rows for

    @property
    def notes(self) -> dict[DocumentId, str]:
        """For each document its source note, a calendar entry's too (for the rule that no word is lost)."""
        understood = {document.id: document.record.note for document in self.documents}
        records = (record for source in self.sources for record in source.records)
        return {record.id: understood.get(record.id, record.note) for record in records}

    @property
    def files(self) -> frozenset[str]:
        """The documents' files below edition/, those of sources that cannot be read too."""
        return frozenset(self.missing.waiting.union(*(origin.all for origin in self.origins.values())))

    @property
    def origins(self) -> dict[str, merge.Origin]:
        """What each source that can be read gives."""
        return {source.file: origin_of(source) for source in self.sources}


def gather(project: Project, settings: Settings, jobs: int, named: Sequence[Path] = ()) -> Gathered:
    """Read and understand every source, those ``named`` that lie elsewhere too, with the editors' table.

    A source that cannot be read, or a table, is in the findings.
    """
    files = [(path, project.shown(path)) for path in _all(project, settings, named)]
    sources, unread = read_all(project, files, partial(_is_note, project))
    missing = known_of(project, unread, sources)
    sources, twice = _each_once(project, settings, sources)
    sources, held = missing.without(sorted(sources, key=_first))
    found = [*missing.findings, *twice, *held, *_of_sources(sources, settings)]
    found += [f for source in sources for f in read.left_out(source, map(settings.text, _TITLES))]
    try:
        vocabulary(project)
        facts, more = editor_facts(project, settings)
        facts, others = sample.own(facts, sources)
    except InputError as problem:
        return Gathered(sources, [], [*found, _unusable(project, problem)], missing, blocked=problem)
    found += [*others, *sample.left_over(settings, sources)]
    settings = sample.without_sample(settings, sources)
    documents = parsed([*sources, *missing.stand_ins], facts, project, settings, jobs)
    ours = [document for document in documents if document.id not in missing.exchanges]
    found = _noted(found, ours)
    found += [
        *more,
        *table.unused(facts, documents, sources, missing.waiting),
        *notes_findings(ours, vocabulary(project)),
        *grouped.told(ours),
    ]
    return Gathered(sources, documents, found, missing, decided=frozenset(one.file for one in facts))


def _of_sources(sources: Sequence[Source], settings: Settings) -> Iterator[Finding]:
    """The sources' findings; that one has no title is none where the settings or another source say the edition's."""
    titled = bool(settings.text("edition.title")) or any(source.title for source in sources)
    for source in sources:
        bare = titled and not source.title and not source.front
        yield from (f for f in source.findings if not (bare and f.code == "R001"))


def _unusable(project: Project, problem: InputError) -> Finding:
    """The editors' table, or their vocabulary, that cannot be used: every document may depend on it."""
    files = [project.edition / name for name in ("vocabulary.toml", *_FACTS)]
    shown = [project.shown(path) for path in files if path.exists() or path.is_symlink()]
    ours = next((name for name in shown if PurePosixPath(name).name in problem.message), project.shown(files[0]))
    return unusable("C011", problem, ours, "Nothing was converted.")


def _each_once(project: Project, settings: Settings, sources: Sequence[Source]) -> tuple[list[Source], list[Finding]]:
    """The sources, each document in one only: in that from which it came before, else in the first that has it.

    The sample's stand back; where the editors set an order (convert.seeds), that decides.
    """
    ordered = sample.last(sources)
    twice = frozenset() if settings.texts("convert.seeds") else read.contested(ordered)
    letters = {source.file for source in ordered if sample.is_sample(source)}
    came: dict[DocumentId, set[str]] = {}
    for name, origin in ((merge.origins(project) or {}) if twice else {}).items():
        for file in origin.all if not origin.guessed and name not in letters else ():
            came.setdefault(DocumentId.of_stem(PurePosixPath(file).stem), set()).add(name)
    return read.distinct(ordered, {one: min(came[one]) for one in twice & came.keys() if len(came[one]) == 1})


def _first(source: Source) -> list[tuple[list[tuple[int, int, str]], str]]:
    """Where a source's documents begin: volumes follow each other by their numbers, not by the names of their files."""
    return sorted(map(_place, source.records))[:1]


def _all(project: Project, settings: Settings, named: Sequence[Path]) -> list[Path]:
    """Every source: a document's neighbours may be in one that was not named."""
    paths = seed_files(project, settings)
    known = {os.path.realpath(path) for path in paths}
    return [*paths, *(path for path in named if os.path.realpath(path) not in known)]


def seed_files(project: Project, settings: Settings) -> list[Path]:
    """The sources: those of the settings, or every file in seeds/; links to nothing and pipes too, to be named."""
    listed = [_listed(project, name) for name in settings.texts("convert.seeds")]
    if listed or not project.seeds.is_dir():
        return listed
    found = (p for p in project.seeds.rglob("*") if not p.is_dir())
    found = (p for p in found if project.witness_seeds not in p.parents)
    files = [path for path in found if not is_aside(path.name)]
    return sorted(files, key=lambda p: natural(p.relative_to(project.seeds).as_posix()))


def _listed(project: Project, name: str) -> Path:
    """A source that the settings name, seen from the project's folder or, where it is not there, from seeds/."""
    path = project.named(name, "convert.seeds")
    within = project.named(f"{project.seeds.name}/{name}", "convert.seeds")
    return within if os.path.lexists(within) and not os.path.lexists(path) else path


def editor_facts(project: Project, settings: Settings) -> tuple[Facts, list[Finding]]:
    """The editor's table, in whichever form it is there; InputError where it stands in two, or where it is no file."""
    there = project.table(_FACTS, "editor's table")
    if there is None:
        return {}, []
    facts, found = read.read_facts(there, project.shown(there), settings.texts("convert.columns"))
    usable, more = parse.acceptable(facts, vocabulary(project))
    return usable, [*found, *more]


def source_notes(project: Project, settings: Settings) -> tuple[dict[DocumentId, str], list[Finding]]:
    """For each document its source note as the sources have it, without understanding anything of it.

    A source that cannot be read is in the findings.
    """
    files = [(path, project.shown(path)) for path in seed_files(project, settings)]
    sources, problems = read_all(project, files, partial(_is_note, project))
    words = vocabulary(project)
    kept, _ = _each_once(project, settings, sources)
    records = (record for source in kept for record in source.records)
    return {record.id: _calendared(record, words).note for record in records}, Missing(problems).findings


def parsed(sources: Sequence[Source], facts: Facts, project: Project, settings: Settings, jobs: int) -> list[Document]:
    """Every record with all that is understood of it, in the order of the edition: by number, not by source.

    A document's neighbours, the order of new records and that of the corpus all rest on it.
    """
    records = [(record, _facts_of(record, source, facts)) for source in sources for record in source.records]
    records.sort(key=lambda pair: _place(pair[0]))
    records = list(_dated_by_headings(records, vocabulary(project)))
    gone = merge.deleted(project)  # nothing leads to what an editor deleted
    known = frozenset(r.id for r, _ in records if r.id.file not in gone)
    years = settings.text("source.years")
    extra = _own_words(project)
    language = settings.text("edition.language")
    tasks = [_Task(record, given, _date(given, years), known, extra, language) for record, given in records]
    documents = list(pool.each(_parse, tasks, jobs=jobs, batch=64))
    chapters = [chapter for source in sources for chapter in source.chapters]
    documents = list(_again(tasks, grouped.grouped(documents, chapters)))
    documents = list(_repeated(tasks, documents))
    together = parse.across([document.note for document in documents])
    return [replace(document, note=note) for document, note in zip(documents, together, strict=True)]


def _again(tasks: Sequence[_Task], documents: Sequence[Document]) -> Iterator[Document]:
    """The documents; "ibid." as a first word is the place of the one before, "As document 6" that of the sixth."""
    numbered = {(d.record.at.file, d.record.number): d for d in documents}
    last: Document | None = None
    for task, document in zip(tasks, documents, strict=True):
        file, words = document.record.at.file, _vocabulary(task.own_words)
        number = parse.again_number(document.record.note, words)
        meant = numbered.get((file, number)) if number else last if last and last.record.at.file == file else None
        place = meant.note.base.location if meant and meant.note.base else None
        last = document
        if meant and place and parse.is_again(document.record.note, words):
            last = _parse(replace(task, before=(meant.id, place)))
            numbered[file, document.record.number] = last
        yield last


def _repeated(tasks: Sequence[_Task], documents: Sequence[Document]) -> Iterator[Document]:
    """The documents; "The same to the same" are the correspondents of the one before in its source.

    Who is called by a title alone ("the Earl of Lund") is who has it in another heading.
    """
    own = _vocabulary(tasks[0].own_words) if tasks else None
    known = parse.bearers((document.heading for document in documents), own) if own else {}
    last: Document | None = None
    for task, document in zip(tasks, documents, strict=True):
        near = last if last and last.record.at.file == document.record.at.file else None
        heading = parse.as_before(document.heading, near.heading if near else None, _vocabulary(task.own_words))
        heading = parse.by_title(heading, known)
        last = document if heading is document.heading else replace(document, heading=heading)
        yield last


def _dated_by_headings(
    records: Iterable[tuple[Record, tuple[EditorFact, ...]]], words: parse.Vocabulary
) -> Iterator[tuple[Record, tuple[EditorFact, ...]]]:
    """The records with the place and date of their headings, where neither table nor dateline gives any."""
    listed = list(records)
    around = _years_around([(r, (*given, *parse.dated_by_heading(r, words)[0])) for r, given in listed])
    file = year = ""
    for (record, given), near in zip(listed, around, strict=True):
        file, year = record.at.file, year if record.at.file == file else ""
        marked = [fact for fact in given if fact.why == read.MARKED]  # a heading says it itself, and where
        known = {fact.name for fact in given if fact not in marked}
        if known & {"dateline", *_DATES}:
            yield record, given
            continue
        more, year = parse.dated_by_heading(record, words, year, near)
        if not any(fact.name in _DATES and len(fact.value) > _YEAR for fact in more):
            more = read.dated_by_title(record) or more  # a day in another language is more than its year
        dated = any(fact.name in _DATES and len(fact.value) > _YEAR for fact in more)
        own = [fact for fact in given if not (dated and fact in marked)]
        known |= _DATES if marked and not dated else set()
        yield record, (*own, *(fact for fact in more if fact.name not in known))


def _years_around(records: Sequence[tuple[Record, tuple[EditorFact, ...]]]) -> list[str]:
    """For each record the year in which the dated records before and after it in its source agree; empty where none."""
    years = [_year_of(given) for _, given in records]
    files = [record.at.file for record, _ in records]
    before, after = _carried(years, files), _carried(years[::-1], files[::-1])[::-1]
    return [one if one == other else "" for one, other in zip(before, after, strict=True)]


def _carried(years: Sequence[str], files: Sequence[str]) -> list[str]:
    """For each record the year of the last dated one up to it in its source."""
    last, file, found = "", "", []
    for year, here in zip(years, files, strict=True):
        last = year or (last if here == file else "")
        file = here
        found.append(last)
    return found


def _year_of(given: Iterable[EditorFact]) -> str:
    return next((fact.value[:4] for fact in given if fact.name in _DATES and fact.value), "")


def _place(record: Record) -> tuple[list[tuple[int, int, str]], str]:
    """Where a document stands in the edition: as its file stands among the files."""
    return natural(record.id.file), record.id.file


def _facts_of(record: Record, source: Source, facts: Facts) -> tuple[EditorFact, ...]:
    """The editor's facts; then what the source itself says and the editor does not.

    A date is one fact, however it is given: with bounds from the editor the source's date goes.
    """
    stated = facts.get(record.id, ())
    names = {fact.name for fact in stated}
    names |= _DATES if names & _DATES else frozenset()
    return (*stated, *(f for f in source.facts.get(record.id, ()) if f.name not in names))


def _date(facts: Iterable[EditorFact], years: str) -> str | None:
    """The date by which a date without a year is read: the document's own, or the edition's one year."""
    known = {fact.name: fact.value for fact in facts}
    stated = known.get("when") or known.get("notAfter") or known.get("notBefore")
    return stated or (years if years.isdigit() else None)


@dataclass(frozen=True, slots=True)
class _Task:
    """A record to be understood, with what is known beside it."""

    record: Record
    facts: tuple[EditorFact, ...]
    date: str | None  # by which a date without a year is read
    known: frozenset[DocumentId]  # the edition's documents
    own_words: Path | None  # the edition's vocabulary
    language: str
    before: tuple[DocumentId, Location] | None = None  # where the copy-text of the document before lies


def _parse(task: _Task) -> Document:
    words = _vocabulary(task.own_words)
    record = _calendared(task.record, words)
    heading = parse.parse_head(record.head, vocabulary=words, language=task.language)
    heading = parse.with_marks(heading, record.links, words)
    note = parse.parse_note(
        record.note, vocabulary=words, date=task.date, known_documents=task.known, before=task.before
    )
    record, note = parse.above_text(record, note, words)
    not_people = parse.not_people(heading, note, words)
    spoken = parse.spoken_in(record, task.language)
    document = Document(record, heading, note, task.facts, not_people=not_people)
    document = replace(document, language=spoken.language, language_sure=spoken.sure, beside=spoken.beside)
    return parse.decided(document, words)


def _calendared(record: Record, words: parse.Vocabulary) -> Record:
    """A calendar's entry: where it lies and how it is classified stands in the heading, and is its note."""
    parts = None if record.note.strip() else parse.entry(record.head, vocabulary=words)
    if parts is None:
        return record
    head, note = parts
    at = replace(record.at, column=record.at.column + record.head.index(note))
    return replace(record, head=head, note=note, note_at=at)


def _noted(found: Iterable[Finding], documents: Iterable[Document]) -> list[Finding]:
    """The findings but for those that miss a note which the heading, a calendar's entry, or another's note holds."""
    noted = (d.record for d in documents if d.record.note.strip() or d.note.base)
    at = {(r.at.file, r.at.line, f"document {r.number}") for r in noted}  # a volume may be one line
    return [f for f in found if f.code != "R004" or (f.file, f.line, f.place) not in at]


def notes_findings(documents: Iterable[Document], words: parse.Vocabulary) -> list[Finding]:
    """What the parser did not understand or doubts, at its place in the source."""
    found: list[Finding] = []
    for document in documents:
        record, place = document.record, f"document {document.record.number}"
        at = record.note_at
        found += parse.findings_of(document.note, file=at.file, line=at.line, column=at.column, place=place)
        found += _of_heading(document, words, place)
    return once(found, {"N003", "N006"})


def _of_heading(document: Document, words: parse.Vocabulary, place: str) -> Iterator[Finding]:
    """What of a heading is not understood, contradicts the source's marks, or lacks its year."""
    at = document.record.at
    said = document.said_heading or document.heading
    for span, told in parse.disagreements(said, document.record.links):
        column = at.column + span.start if at.line else 0
        yield finding("N009", told, file=at.file, line=at.line, column=column, place=place)
    if (date := parse.lacks_year(document.record.head, words)) and not _year_of(document.editor):
        told = f"read in part: “{date}” of the heading; its year is not told, and the documents around do not agree"
        yield finding("N008", told, file=at.file, line=at.line, column=at.column, place=place)
    if (words_left := parse.not_dated(document.record.head, words)) and not _year_of(document.editor):
        told = f"read in part: no day was understood in “{words_left}” of the heading"
        yield finding("N008", told, file=at.file, line=at.line, column=at.column, place=place)
    yield from parse.findings_of_head(document.heading, file=at.file, line=at.line, column=at.column, place=place)


def vocabulary(project: Project) -> parse.Vocabulary:
    """The words of the genre, with the edition's own."""
    return _vocabulary(_own_words(project))


def _vocabulary(extra: Path | None) -> parse.Vocabulary:
    return _loaded(extra, extra.lstat().st_mtime_ns if extra else 0)


def _is_note(project: Project, text: str) -> bool:
    """Whether a paragraph is a source note without its word; by the words of the genre where the edition's own fail."""
    try:
        words = vocabulary(project)
    except InputError:  # told when the sources are understood
        words = parse.load_vocabulary()
    return parse.is_unmarked(text, words)


def _own_words(project: Project) -> Path | None:
    """The edition's own vocabulary, if it has one."""
    path = project.edition / "vocabulary.toml"
    return path if os.path.lexists(path) else None  # what cannot be read is named when it is


@lru_cache(maxsize=2)
def _loaded(extra: Path | None, _saved: int) -> parse.Vocabulary:
    """The vocabulary as it was saved last: the preview converts again and again in one process."""
    return parse.load_vocabulary(extra)
