"""All formats at once: each document is read once and handed to every writer; one that fails stops no other."""

import csv
import errno
import gc
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache, partial
from itertools import chain, islice
from pathlib import Path

from lxml import etree

from kktei import files
from kktei.errors import KkteiError
from kktei.export import package
from kktei.export.described import TeiDocument
from kktei.export.edition import Edition, apart
from kktei.export.formats import Missed, Refused, Writing
from kktei.export.meeting import meet
from kktei.export.reading import documents, edition
from kktei.export.registry import FORMATS, PACKAGE, Format
from kktei.export.xml import TREES, forget
from kktei.findings import Finding, finding
from kktei.job import Job
from kktei.project import data
from kktei.tei import XML_ID, Element, load, name

_LOSSES = "losses.csv"
_OBJECTS = 50_000  # that come to be between two searches for unreachable ones
_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}


@dataclass
class _Running:
    """A format that is being written."""

    format: Format
    folder: Path
    missed: Missed = field(default_factory=Missed)
    writing: Writing | None = None

    def begin(self, whole: Edition) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.writing = self.format.load()(whole, self.folder, self.missed)
        next(self.writing)

    def take(self, document: TeiDocument | None) -> None:
        """Hand a document on; None ends the writing."""
        if document is not None and document.id_taken:
            self.missed.loss("ids that a document before has too: the name of the file stands for them", document.name)
        if self.writing is not None:
            try:
                self.writing.send(document)
            except StopIteration:
                self.writing = None


@dataclass(frozen=True)
class Exported:
    """What was found, which formats were made, and a fault of kktei's own where there was one."""

    findings: list[Finding]
    made: tuple[str, ...]
    failed: tuple[str, ...] = ()
    fault: Exception | None = None


def export(job: Job, names: Sequence[str]) -> Exported:
    """Write the formats ``names`` into folders of ``job.target``.

    A format that cannot be made is a finding (X001); OSError where the disk is full, KkteiError where the edition
    cannot be read.
    """
    whole = edition(job)
    found: list[Finding] = []
    running, faults = _written(names, whole, documents(job), job.target, found)
    made = [one.format.name for one in running]
    if PACKAGE in names:
        package.write(whole, _parts(job, made), files.within(job.target, f"{whole.id}.zip"))
        made.append(PACKAGE)
    found += [f for one in running for f in (*_refused(one, job), *_lost(one))]
    return _exported(names, made, found, faults)


def together(jobs: Sequence[Job], names: Sequence[str]) -> Exported:
    """Write formats that can hold several editions for all of ``jobs``, into the first one's target.

    What cannot be one is a finding (X004); the rest is as for :func:`export`.
    """
    editions = [edition(job) for job in jobs]
    met = meet(editions)
    found = list(met.findings)
    rows = (documents(job, partial(met.row, edition=one.id)) for job, one in zip(jobs, editions, strict=True))
    running, faults = _written(names, met.whole, chain.from_iterable(rows), jobs[0].target, found)
    found += [f for one in running for f in _lost(one)]
    return _exported(names, [one.format.name for one in running], found, faults)


def _written(
    names: Sequence[str], whole: Edition, every: Iterable[TeiDocument], target: Path, found: list[Finding]
) -> tuple[list[_Running], list[Exception]]:
    """The formats that were written, and faults of kktei's own; what went wrong is added to ``found``."""
    faults: list[Exception] = []
    running: list[_Running] = []
    for form in names:
        if form != PACKAGE:
            _guarded(_Running(FORMATS[form], target / form), whole, running, found, faults)
    try:
        with _seldom_collected():
            for several in _several(_heard(every, whole)):
                running = [
                    one for one in running if all(_goes_on(one, partial(one.take, d), found, faults) for d in several)
                ]
        running = [one for one in running if _goes_on(one, partial(one.take, None), found, faults)]
    finally:
        forget()
    _losses(running, target)
    found += _unlicensed(whole)
    return running, faults


def _heard(every: Iterable[TeiDocument], whole: Edition) -> Iterator[TeiDocument]:
    for document in every:
        whole.gathered.take(document)
        yield apart(document, whole.records)


def _unlicensed(whole: Edition) -> Iterator[Finding]:
    """What the documents that say no licence cost."""
    if silent := whole.gathered.silent:
        words = f"{silent} of {whole.gathered.count} documents say no licence: none is stated for them"
        hint = "Write availability with a licence, or with a sentence, into the publicationStmt of each."
        yield finding("X005", words, file=whole.gathered.first, hint=hint)


def _several(every: Iterable[TeiDocument]) -> Iterator[tuple[TeiDocument, ...]]:
    """A few documents at a time: a format that writes them in a row finds its code in the processor's cache."""
    waiting = iter(every)
    while several := tuple(islice(waiting, TREES)):
        yield several


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Within, Python looks for unreachable cycles seldom: exports make millions of objects, and hardly one cycle."""
    before = gc.get_threshold()
    gc.set_threshold(_OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _exported(names: Sequence[str], made: Sequence[str], found: list[Finding], faults: list[Exception]) -> Exported:
    failed = tuple(form for form in names if form not in made)
    return Exported(found, tuple(made), failed, faults[0] if faults else None)


def _guarded(
    one: _Running, whole: Edition, running: list[_Running], found: list[Finding], faults: list[Exception]
) -> None:
    """Begin a format that has all it needs."""
    lacking = [key for key in one.format.needs if not whole.settings.text(key)]
    if lacking:
        words = f"{one.format.name} was not made: {one.format.title} needs {', '.join(lacking)}"
        hint = f"Write {' and '.join(lacking)} into edition/edition.toml."
        found.append(finding("X001", words, file="edition/edition.toml", place=one.format.name, hint=hint))
        return
    if _goes_on(one, partial(one.begin, whole), found, faults):
        running.append(one)


def _goes_on(one: _Running, step: Callable[[], None], found: list[Finding], faults: list[Exception]) -> bool:
    """Let a format begin, take a document or end; whether it goes on."""
    try:
        step()
    except Exception as problem:  # the other formats go on
        if isinstance(problem, OSError) and problem.errno in _DISK:
            raise
        found.append(_failed(one, problem, faults))
        return False
    return True


def _failed(one: _Running, problem: Exception, faults: list[Exception]) -> Finding:
    """The finding for a format that could not be written; what there is of it is taken away."""
    shutil.rmtree(one.folder, ignore_errors=True)
    why, hint = "a fault of kktei itself", ""
    if isinstance(problem, KkteiError):
        why, hint = problem.message, problem.hint or ""
    else:
        faults.append(problem)
    return finding("X001", f"{one.format.name} was not made: {why}", place=one.format.name, hint=hint)


def _refused(one: _Running, job: Job) -> Iterator[Finding]:
    """What receivers would refuse, at the line of the element that lacks it."""
    for refused in one.missed.found:
        root = _root(job.root / refused.file)
        at = next(filter(partial(_is_meant, refused), root.iter(etree.Element)), root)
        place = ", ".join([Path(refused.file).stem, *([name(at)] if at is not root else [])])
        place += f"#{refused.part}" if refused.part else ""
        line = at.sourceline or 1
        yield finding("X002", refused.needs, file=refused.file, line=line, place=place, hint=refused.hint)


def _is_meant(refused: Refused, element: Element) -> bool:
    """Whether it is this element that lacks what a receiver needs."""
    if refused.part:
        return bool(element.get(XML_ID) == refused.part)
    return bool(refused.value) and any(refused.value in value.split() for value in element.attrib.values())


@lru_cache(maxsize=1)
def _root(path: Path) -> Element:
    return load(path)


def _lost(one: _Running) -> Iterator[Finding]:
    if one.missed.lost:
        what = "; ".join(f"{words} ({count})" for words, count in sorted(one.missed.lost.items()))
        yield finding("X003", f"{one.format.title} does not say: {what}", place=one.format.name)


def _losses(running: Iterable[_Running], target: Path) -> None:
    """``losses.csv``: what each format could not say, how often, and where for instance."""
    with (target / _LOSSES).open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(("format", "what is not said", "times", "for instance"))
        for one in running:
            for words, count in sorted(one.missed.lost.items()):
                rows.writerow((one.format.name, words, count, one.missed.examples.get(words, "")))


def add_losses(target: Path, earlier: Path, forms: Sequence[str]) -> None:
    """Add to the losses in ``target`` the rows that those in ``earlier`` have of other forms, which stay."""
    if not forms or not (earlier / _LOSSES).is_file() or not (target / _LOSSES).is_file():
        return
    now, before = (list(csv.reader(files.text(folder / _LOSSES).splitlines())) for folder in (target, earlier))
    with (target / _LOSSES).open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([*now, *(row for row in before if row and row[0] in forms)])


def _parts(job: Job, made: Iterable[str]) -> dict[str, Path]:
    """What goes into the package: the TEI as it is, the schema, the settings, and every format that was made."""
    parts = {f"tei/documents/{path.name}": path for path in job.documents}
    parts |= {f"tei/{path.name}": path for path in (job.authorities, job.corpus) if path is not None}
    parts |= {f"schema/{file}": data("schema") / file for file in ("kktei.rng", "kktei.sch")}
    for form in made:
        below = sorted(path for path in (job.target / form).rglob("*") if path.is_file())
        parts |= {f"export/{path.relative_to(job.target).as_posix()}": path for path in below}
    parts[f"export/{_LOSSES}"] = job.target / _LOSSES
    settings = job.root / "edition" / "edition.toml"
    return parts | ({"edition.toml": settings} if settings.is_file() else {})
