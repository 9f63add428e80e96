"""From the texts of witnesses to apparatus: transcriptions, the table of readings, the text of each document."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from kktei import collate, encode, merge, read, tei
from kktei.errors import InputError
from kktei.findings import Finding, finding
from kktei.model import DocumentId, Position, Record, Transcription
from kktei.model.collation import Collation
from kktei.pipeline import critical
from kktei.pipeline.critical import Read
from kktei.pipeline.missing import unusable
from kktei.project import Project, is_aside, is_text, natural

_KINDS = (".txt", ".docx", ".xml")
_NO_WITNESS = (
    "This is no file of a witness; it was left aside.",
    "Witnesses are seeds/witnesses/NUMBER/SIGLUM.txt, .docx or .xml.",
)
_NO_NAME = ("The name of this file, or of its folder, is not UTF-8; it was left aside.", "Rename it.")
Show = Callable[[str], None]


@dataclass(frozen=True)
class Hand:
    """Who converts, when, and whether anything is written."""

    by: str
    today: str
    show: Show | None = None


@dataclass(frozen=True)
class WitnessSources:
    """What sources hold of witnesses: documents as read; ``waiting``: stems of those whose source cannot be read."""

    records: Sequence[Record] = ()
    waiting: frozenset[str] = frozenset()

    @property
    def stems(self) -> frozenset[str]:
        """Of the documents in which texts of witnesses stand."""
        return frozenset(record.id.stem for record in self.records if any(one.blocks for one in record.witnesses))


@dataclass(frozen=True)
class Collated:
    """The collation of each document that has witnesses, by its stem; documents that must wait; what was found."""

    collations: Mapping[str, Collation] = field(default_factory=dict)
    translations: Mapping[str, Sequence[encode.Translation]] = field(default_factory=dict)
    waiting: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = ()

    def applied(self, texts: Iterator[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
        """The files of a conversion, those of documents with witnesses with the text that the collation gives."""
        for file, data in texts:
            stem = Path(file).stem
            made = self.collations.get(stem) if file == DocumentId.of_stem(stem).file else None
            yield file, (data if made is None else _applied(data, made, stem, self.translations.get(stem, ())))


def _applied(data: bytes, made: Collation, stem: str, translations: Sequence[encode.Translation]) -> bytes:
    root = tei.parse(data, f"{stem}.xml")
    known = replace(made, witnesses=critical.joined(made.witnesses, root, made.base))
    return encode.encode_critical(data, known, stem, translations, collate.beside)


def collated(
    project: Project,
    hand: Hand,
    documents: Collection[str],
    only: Collection[str] = (),
    told: WitnessSources | None = None,
) -> Collated:
    """Read the witnesses, write their transcriptions, collate, write the tables.

    ``documents`` are the files of the edition's documents, below edition/; ``only``: the stems of those that are
    wanted, all where none is named; ``told`` is what sources hold of witnesses.  Nothing is written where ``hand``
    only shows what would be.
    """
    told = told or WitnessSources()
    found: list[Finding] = []
    try:
        known = critical.table(project)
        rules = collate.read_rules(project.edition / critical.RULES, f"edition/{critical.RULES}")
    except InputError as problem:
        wrong = unusable("K005", problem, f"edition/{critical.TABLES[0]}", "Nothing was collated.")
        return Collated(waiting=_with_witnesses(project), findings=(wrong,))
    found += known.findings
    reader = _transcribed(project, hand, only, told, found)
    there = {**critical.transcriptions(project), **reader.more}
    work = _Work(project, hand, known, rules, reader, found)
    made: dict[str, Collation] = {}
    waiting: set[str] = set()
    for stem in sorted(there, key=natural):
        if only and stem not in only:
            continue
        one = work.document(stem, there[stem])
        if one is None:
            waiting.add(DocumentId.of_stem(stem).file)
        elif one.witnesses:
            made[stem] = one
    _unused(known, there, found)
    found += [_with_own_text(record) for record in told.records if record.body and record.id.stem in made]
    strange = [stem for stem in made if DocumentId.of_stem(stem).file not in documents]
    found += [_without_document(project, stem, there[stem][0]) for stem in strange]
    work.write(whole=not only)
    return Collated(made, work.translations, frozenset(waiting), tuple(found))


def _with_witnesses(project: Project) -> frozenset[str]:
    return frozenset(DocumentId.of_stem(stem).file for stem in critical.transcriptions(project))


def _without_document(project: Project, stem: str, transcription: str) -> Finding:
    """Told at the folder of the sources where there is one."""
    folders = (p for p in project.witness_seeds.glob("*") if p.is_dir() and DocumentId.of(p.name).stem == stem)
    folder = next(folders, None)
    words = f"There are witnesses of {stem}, which no source has."
    hint = "Add its heading and note to seeds/, or give the folder the number of the document that it belongs to."
    return finding("K002", words, file=project.shown(folder) if folder else f"edition/{transcription}", hint=hint)


def _with_own_text(record: Record) -> Finding:
    words = f"Document {record.number} has a text of nobody beside those of its witnesses, of which its text is made."
    hint = 'Say whose it is ("Text of B:" before it), or leave it out.'
    return finding("K018", words, file=record.at.file, line=record.at.line, column=record.at.column, hint=hint)


def _unused(known: critical.WitnessTable, there: Mapping[str, Sequence[str]], found: list[Finding]) -> None:
    sigla = {(stem, Path(file).stem) for stem, names in there.items() for file in names}
    for (stem, siglum), row in known.rows.items():
        if (stem, siglum) not in sigla:
            words = f"Witness {siglum} of document {row.number} has no transcription."
            found.append(finding("K007", words, file=known.file, line=row.line))


@dataclass
class _Reader:
    """The edition's files as they are, or as a plan is about to make them."""

    project: Project
    plan: merge.MergePlan | None = None
    more: dict[str, list[str]] = field(default_factory=dict)

    def __call__(self, file: str) -> bytes | None:
        for step in self.plan.steps if self.plan else ():
            if step.file == file and step.write is not None:
                return step.write.read()
        return merge.on_disk(self.project, file)


def _transcribed(
    project: Project, hand: Hand, only: Collection[str], told: WitnessSources, found: list[Finding]
) -> _Reader:
    """The transcriptions of seeds/ in edition/witnesses/, with what editors made of them there."""
    made: dict[str, bytes] = {}
    waiting = {file for stem in told.waiting for file in critical.transcriptions(project).get(stem, ())}
    for one in (*_seeds(project, found), *_within(project, told)):
        file = f"witnesses/{one.stem}/{one.siglum}.xml"
        if only and one.stem not in only:
            continue
        if file in made or (file in waiting and one.stem not in told.waiting):
            words = f"Witness {one.siglum} has another text already; this one was left aside."
            found.append(finding("K006", words, file=one.at.file, line=one.at.line, column=one.at.column))
            continue
        try:
            made[file] = one.encoded(found)
            waiting.discard(file)
        except InputError as problem:
            found.append(unusable("K005", problem, one.at.file, "Its transcription stays as it is."))
            waiting.add(file)
    apart = merge.Apart(verbatim=made.keys(), waiting=waiting, folder="witnesses")
    in_order = sorted(made.items(), key=lambda item: natural(item[0]))
    plan = _planned(project, hand, in_order, apart, whole=not only)
    found += plan.findings
    reader = _Reader(project, plan if hand.show else None)
    for step in plan.steps if hand.show else ():
        if step.write is not None:
            reader.more.setdefault(step.file.split("/")[1], []).append(step.file)
    for stem, names in critical.transcriptions(project).items():
        if stem in reader.more:
            reader.more[stem] = [*names, *(name for name in reader.more[stem] if name not in names)]
    found += _carried_out(plan, hand)
    return reader


def _encoded(project: Project, path: Path, stem: str, siglum: str, found: list[Finding]) -> bytes:
    shown = project.shown(path)
    taken = read.read_witness(path, read.load(path, shown), shown)
    found += taken.findings
    publisher = project.settings().text("edition.publisher")
    return taken.tei or encode.encode_transcription(taken.blocks, siglum, stem, shown, publisher)


@dataclass(frozen=True)
class _Seed:
    """A witness's text in the sources: of which document, where, and how it becomes a transcription."""

    stem: str
    siglum: str
    at: Position
    encoded: Callable[[list[Finding]], bytes]


def _within(project: Project, told: WitnessSources) -> Iterator[_Seed]:
    """The texts that stand within their documents."""
    publisher = project.settings().text("edition.publisher")
    for record in told.records:
        for one in record.witnesses:
            if not one.blocks:
                continue
            made = partial(_plain, one, record.id.stem, publisher)
            yield _Seed(record.id.stem, one.siglum, one.at, made)


def _plain(one: Transcription, stem: str, publisher: str, _found: list[Finding]) -> bytes:
    return encode.encode_transcription(one.blocks, one.siglum, stem, one.at.file, publisher)


def _seeds(project: Project, found: list[Finding]) -> Iterator[_Seed]:
    """Every file of a witness, in a fixed order."""
    folder = project.witness_seeds
    paths = (p for p in folder.rglob("*") if not is_aside(p.name) and (p.is_file() or not p.exists()))
    for path in sorted(paths, key=lambda p: natural(p.relative_to(folder).as_posix())):
        parts = path.relative_to(folder).parts
        document = DocumentId.of(parts[0] if len(parts) == 2 else "")
        named = is_text(str(path))
        if not (named and document.key and path.suffix.lower() in _KINDS and read.is_siglum(path.stem)):
            words, hint = _NO_WITNESS if named else _NO_NAME
            found.append(finding("K006", words, file=project.shown(path), hint=hint))
            continue
        made = partial(_encoded, project, path, document.stem, path.stem)
        yield _Seed(document.stem, path.stem, Position(project.shown(path), 0), made)


def _planned(
    project: Project, hand: Hand, made: Sequence[tuple[str, bytes]], apart: merge.Apart, *, whole: bool
) -> merge.MergePlan:
    return merge.plan(made, project, by=hand.by, today=hand.today, check=_well_formed, whole=whole, apart=apart)


def _carried_out(plan: merge.MergePlan, hand: Hand) -> tuple[Finding, ...]:
    if hand.show is None:
        return merge.carry_out(plan)
    for line in plan.diff():
        hand.show(line)
    return ()


def _well_formed(data: bytes) -> list[Finding]:
    try:
        tei.parse(data, "")
    except InputError as problem:
        return [finding("K005", str(problem.__cause__ or problem))]
    return []


@dataclass
class _Work:
    """The collation of the documents, one by one."""

    project: Project
    hand: Hand
    known: critical.WitnessTable
    rules: collate.Rules
    reader: Read
    found: list[Finding]
    tables: dict[str, bytes] = field(default_factory=dict)
    books: dict[str, bytes] = field(default_factory=dict)  # what they say, as CSV
    grown: dict[str, merge.Growth] = field(default_factory=dict)
    left: set[str] = field(default_factory=set)
    translations: dict[str, Sequence[encode.Translation]] = field(default_factory=dict)

    def document(self, stem: str, names: Sequence[str]) -> Collation | None:
        """A document's collation; None where it must wait."""
        there = critical.witnesses(stem, names, self.known, self.reader)
        self.found += there.findings
        self.translations[stem] = there.translations
        file = f"collation/{stem}.csv"
        if there.broken:
            self.left |= {file, _book(file)}
            return None
        if not there.collated:
            return Collation(stem, (), 0, ())
        try:
            before = self._before(file, [text.siglum for text in there.collated])
        except InputError as problem:
            self.found.append(unusable("K005", problem, f"edition/{file}", "The document stays as it is."))
            self.left |= {file, _book(file)}
            return None
        if before is None or any(f.code == "K020" for f in before.hand.findings):
            self.found += before.hand.findings if before else ()
            self.left |= {file, _book(file)}
            return None
        base = critical.base_of(there, self.rules)
        decided = collate.with_decisions(stem, there.collated, base, self.rules, before)
        self.found += decided.findings
        self._keep(file, collate.written(decided.collation, decided.further, decided.orphans))
        return decided.collation

    def _before(self, file: str, present: Sequence[str]) -> collate.Before | None:
        """The table as it stands and as kktei last wrote it; None where two of them have been worked in."""
        text, base = merge.on_disk(self.project, file), merge.made(self.project, file)
        shown = f"edition/{file}"
        known = None if base is None else rows_of(base, shown)
        columns = collate.Columns.of(known, present)
        own = self._workbook(file, columns)
        if own is not None:
            in_csv = text is not None and base is not None and text != base
            if not in_csv:
                return replace(own, base=self._rested_on(own.hand, _book(file), known))
            last = merge.made(self.project, _book(file))
            if last is None or not collate.same(own.hand, rows_of(last, shown)):
                words = "This table was worked in as .csv and as .xlsx."
                self.found.append(finding("K015", words, file=shown))
                return None
        if text is None:
            return collate.Before(known or collate.Rows(), known, shown)
        return collate.Before(rows_of(text, shown, columns), known, shown)

    def _workbook(self, file: str, columns: collate.Columns) -> collate.Before | None:
        """The table as a workbook beside it has it."""
        book = self.project.edition / _book(file)
        if not book.is_file():
            return None
        shown = self.project.shown(book)
        return collate.Before(_rows(read.read_table(book, shown), shown, columns), None, shown)

    def _rested_on(self, hand: collate.Rows, book: str, known: collate.Rows | None) -> collate.Rows | None:
        """What a workbook rests on: what kktei last wrote into it, or the CSV that it was saved from."""
        own = merge.made(self.project, book)
        if own is None:
            return known
        found = rows_of(own, f"edition/{book}")
        near = known is None or collate.changed_words(found, hand) < collate.changed_words(known, hand)
        return found if near else known

    def _keep(self, file: str, text: bytes) -> None:
        self.tables[file] = text
        on_disk = merge.on_disk(self.project, file)
        if on_disk is not None:
            self.grown[file] = merge.Growth(on_disk, text)
        book = _book(file)
        workbook = merge.on_disk(self.project, book)
        if workbook is None or self.hand.show:  # the CSV shows what would be written
            return
        if collate.is_too_long(text):
            words = f"This table has a cell of more than {collate.MOST} characters, which no workbook holds."
            hint = f"Work in edition/{file}, and delete the workbook."
            self.found.append(finding("K017", words, file=f"edition/{book}", hint=hint))
            self.left.add(book)
            return
        try:
            self.grown[book] = merge.Growth(workbook, collate.refilled(workbook, text))
        except InputError as problem:
            self.found.append(unusable("K005", problem, f"edition/{book}", "It was left as it is."))
            self.left.add(book)
            return
        self.books[book] = text

    def write(self, *, whole: bool) -> None:
        """The tables, by the rules for files that people work in.

        Workbooks come first: a run that is killed between the two leaves a workbook that rests on what is remembered of
        it, and a CSV that nobody has worked in.
        """
        made = {**self.books, **self.tables}
        apart = merge.Apart(made.keys(), self.grown, self.left, folder="collation")
        in_order = sorted(made.items(), key=lambda item: (item[0] not in self.books, natural(item[0])))
        plan = _planned(self.project, self.hand, in_order, apart, whole=whole)
        # that a workbook is an editor's is nothing to be told
        self.found += (f for f in plan.findings if not (f.code == "M011" and f.file.endswith(".xlsx")))
        self.found += _carried_out(plan, self.hand)


def _book(file: str) -> str:
    return file.replace(".csv", ".xlsx")


def rows_of(data: bytes, shown: str, columns: collate.Columns | None = None) -> collate.Rows:
    """A table's rows; InputError where it is none."""
    return _rows(read.table_of(data, shown), shown, columns or collate.Columns())


def _rows(table: read.CellTable, shown: str, columns: collate.Columns) -> collate.Rows:
    return collate.read_rows([(row.line, row.cells) for row in table.rows], shown, table.unsaved, columns)
