"""The first half of the line: the sources read and understood, with the editors' table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from kktei import encode, merge, parse, pool, read
from kktei.config import Settings
from kktei.errors import InputError
from kktei.findings import Finding
from kktei.model import Document, EditorFact, Record
from kktei.pipeline import table
from kktei.project import Project, natural
from kktei.read import Source

Facts = Mapping[str, tuple[EditorFact, ...]]

_FACTS = ("facts.csv", "facts.tsv", "facts.xlsx")
_DATES = frozenset({"when", "notBefore", "notAfter"})
_HIDDEN = (".", "~$")


@dataclass(frozen=True)
class Gathered:
    """The sources of an edition, the documents in them with all that is understood of each, and what is wrong."""

    sources: list[Source]
    documents: list[Document]
    findings: list[Finding]

    @property
    def notes(self) -> dict[str, str]:
        """For each document number its source note (for the rule that no word is lost)."""
        return {document.record.number: document.record.note for document in self.documents}

    @property
    def files(self) -> frozenset[str]:
        """The documents' files below edition/."""
        ours = {file_of(encode.stem_of(document.record.number)) for document in self.documents}
        return frozenset(ours | {file_of(taken.stem) for source in self.sources for taken in source.documents})


def gather(project: Project, settings: Settings, jobs: int, named: Sequence[Path] = ()) -> Gathered:
    """Read and understand every source, those ``named`` that lie elsewhere too, with the editors' table.

    Raises InputError for a source or a table that cannot be read at all.
    """
    sources, twice = read.distinct([read.read_source(p, project.shown(p)) for p in _all(project, settings, named)])
    sources = sorted(sources, key=_first)
    facts, found = editor_facts(project, settings)
    documents = parsed(sources, facts, project, settings, jobs)
    found += [*twice, *(f for source in sources for f in source.findings)]
    found += table.unused(facts, documents, sources)
    return Gathered(sources, documents, [*found, *notes_findings(documents)])


def _first(source: Source) -> list[tuple[list[tuple[int, int, str]], str]]:
    """Where a source's documents begin: volumes follow each other by their numbers, not by the names of their files."""
    return sorted(map(_place, source.records))[:1]


def _all(project: Project, settings: Settings, named: Sequence[Path]) -> list[Path]:
    """Every source: a document's neighbours may be in one that was not named."""
    paths = seed_files(project, settings)
    known = {path.resolve() for path in paths}
    return [*paths, *(path for path in named if path.resolve() not in known)]


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
    usable, more = parse.acceptable(facts, vocabulary(project))
    return usable, [*found, *more]


def source_notes(project: Project, settings: Settings) -> dict[str, str]:
    """For each document number its source note as the sources have it, without understanding anything of it."""
    notes: dict[str, str] = {}
    for path in seed_files(project, settings):
        for record in read.read_source(path, project.shown(path)).records:  # of two with one number the first is read
            notes.setdefault(record.number, record.note)
    return notes


def file_of(stem: str) -> str:
    """Where a document lies below edition/."""
    return f"documents/{stem}.xml"


def parsed(sources: Iterable[Source], facts: Facts, project: Project, settings: Settings, jobs: int) -> list[Document]:
    """Every record with all that is understood of it, in the order of the edition: by number, not by source.

    A document's neighbours, the order of new records and that of the corpus all rest on it.
    """
    records = [(record, _facts_of(record, source, facts)) for source in sources for record in source.records]
    records.sort(key=lambda pair: _place(pair[0]))
    gone = merge.deleted(project)  # nothing leads to what an editor deleted
    numbers = frozenset(r.number for r, _ in records if file_of(encode.stem_of(r.number)) not in gone)
    years = settings.text("source.years")
    extra = _own_words(project)
    tasks = [(record, given, _date(given, years), numbers, extra) for record, given in records]
    documents = list(pool.each(_parse, tasks, jobs=jobs, batch=64))
    together = parse.across([document.note for document in documents])
    return [replace(document, note=note) for document, note in zip(documents, together, strict=True)]


def _place(record: Record) -> tuple[list[tuple[int, int, str]], str]:
    """Where a document stands in the edition: as its file stands among the files."""
    file = file_of(encode.stem_of(record.number))
    return natural(file), file


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
    words = _vocabulary(extra)
    heading = parse.parse_head(record.head, vocabulary=words)
    note = parse.parse_note(record.note, vocabulary=words, date=date, known_documents=numbers)
    return parse.decided(Document(record, heading, note, facts), words)


def notes_findings(documents: Iterable[Document]) -> list[Finding]:
    """What the parser did not understand or doubts, at its place in the source."""
    found: list[Finding] = []
    for document in documents:
        at, place = document.record.note_at, f"document {document.record.number}"
        found += parse.findings_of(document.note, file=at.file, line=at.line, column=at.column, place=place)
        at = document.record.at
        found += parse.findings_of_head(document.heading, file=at.file, line=at.line, column=at.column, place=place)
    return found


def vocabulary(project: Project) -> parse.Vocabulary:
    """The words of the genre, with the edition's own."""
    return _vocabulary(_own_words(project))


def _vocabulary(extra: Path | None) -> parse.Vocabulary:
    return _loaded(extra, extra.stat().st_mtime_ns if extra else 0)


def _own_words(project: Project) -> Path | None:
    """The edition's own vocabulary, if it has one."""
    path = project.edition / "vocabulary.toml"
    return path if path.is_file() else None


@lru_cache(maxsize=2)
def _loaded(extra: Path | None, _saved: int) -> parse.Vocabulary:
    """The vocabulary as it was saved last: the preview converts again and again in one process."""
    return parse.load_vocabulary(extra)
