"""From the sources to edition/: read, parse, encode, merge."""

from __future__ import annotations

import heapq
import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from kktei import encode, merge, pool, validate
from kktei.config import Settings
from kktei.encode.authorities import AuthorityIndex
from kktei.errors import InputError, UsageError
from kktei.findings import Finding, unreadable
from kktei.model import Document, DocumentId
from kktei.pipeline import house, sample
from kktei.pipeline.collating import Hand, WitnessSources, collated
from kktei.pipeline.house import HOUSE
from kktei.pipeline.shared import NAMES, listed, recorded
from kktei.pipeline.sources import Gathered, gather, vocabulary
from kktei.pipeline.watch import Watcher, counted
from kktei.project import Project, natural
from kktei.read import Source

_SHARED = ("authorities.xml", "edition.xml", "front.xml")
_FIRST = datetime(1970, 1, 1, tzinfo=UTC)
_LAST = 253402300799  # seconds from 1970 to the end of the year 9999


@dataclass(frozen=True)
class Converted:
    """What a conversion did, or would do."""

    findings: list[Finding] = field(default_factory=list)
    summary: str = ""
    notes: Mapping[DocumentId, str] = field(default_factory=dict)  # the source notes

    @property
    def unread(self) -> int:
        """How many sources and tables could not be read."""
        return unreadable(self.findings)

    def unsuppressed(self, settings: Settings) -> list[Finding]:
        """The findings less those that the settings suppress; for a run that only converts."""
        return validate.apply_suppressions(
            self.findings, settings, ran=("collate", "convert", "encode", "merge", "parse", "read")
        )


def convert(
    project: Project,
    *,
    jobs: int = 1,
    by: str | None = None,
    watch: Watcher,
    seeds: Sequence[Path] = (),
    show: Callable[[str], None] | None = None,
    go_on: bool = False,
    only: Callable[[Collection[str]], Collection[str]] | None = None,
) -> Converted:
    """Convert the sources; the documents of one that cannot be read stay as they are.

    ``only`` gets the stems of documents whose texts of witnesses stand in the sources, and returns those of the
    documents that alone are wanted, if not all (the others stay as they are).
    With ``show`` nothing is written: it gets what would be, as a diff, line by line.
    Raises InputError where nothing can be converted: no source can be read, or the editors' table or vocabulary
    cannot.  With ``go_on`` that is in the findings, for a run that has more to do.
    """
    settings = project.settings()
    gathered = gather(project, settings, jobs, seeds)
    named = frozenset(project.shown(path) for path in seeds)
    if (reason := _refusal(gathered, named)) is not None:
        if not go_on:
            raise reason
        return Converted(gathered.findings, "nothing converted", gathered.notes)
    settings = sample.without_sample(settings, gathered.sources)
    hand, told = Hand(merge.author(project.root, by), today(), show), _texts_of_witnesses(gathered)
    stems = only(told.stems) if only else ()
    critical = collated(project, hand, gathered.files | project.document_names(), stems, told)
    converted = encoded(gathered, project, settings, jobs, named)
    found = [*converted.findings, *gathered.findings, *critical.findings]
    wanted = {DocumentId.of_stem(stem).file for stem in stems}
    texts = counted(converted.files, "Converting", len(gathered.documents), watch)
    texts = (pair for pair in texts if pair[0] not in critical.waiting and (not stems or pair[0] in wanted))
    plan = merge.plan(
        critical.applied(texts),
        project,
        by=hand.by,
        today=hand.today,
        check=partial(validate.check_text, notes=gathered.notes),
        whole=not seeds and not stems,
        apart=merge.Apart(
            verbatim={*_SHARED, *(t.id.file for source in gathered.sources for t in source.documents)},
            grown=converted.grown,
            waiting=converted.waiting | critical.waiting,
            heirs=converted.heirs,
            decided=gathered.decided,
        ),
        ledgers={} if stems else _ledgers(gathered, converted),
    )
    found += plan.findings
    if show is None:
        plan = _carried_out(plan, found, partial(house.add, project, settings, watch.say))
    else:
        for line in plan.diff():
            show(line)
    watch.detail(f"Converted: {plan.summary}")
    return Converted(found, plan.summary + _lacking(gathered), gathered.notes)


def _carried_out(
    plan: merge.MergePlan, found: list[Finding], add_house: Callable[[], Iterable[Finding]]
) -> merge.MergePlan:
    """The plan as it could be carried out; which files could not be written is added to what was found."""
    refused = merge.carry_out(plan)
    found += [*refused, *add_house()]
    return plan.without(frozenset(f.file for f in refused))


def _lacking(gathered: Gathered) -> str:
    return "" if gathered.sources or gathered.missing.problems else "; there is no source in seeds/"


def _texts_of_witnesses(gathered: Gathered) -> WitnessSources:
    """What the sources hold of witnesses."""
    records = [record for source in gathered.sources for record in source.records]
    return WitnessSources(records, frozenset(Path(file).stem for file in gathered.missing.waiting))


def _ledgers(gathered: Gathered, converted: Encoded) -> dict[str, Iterable[merge.LedgerRow]]:
    """What is to be remembered in plain text: which source gave what, and which names records had."""
    sources = merge.rows_of({**gathered.missing.origins, **gathered.origins})
    parts = {NAMES: converted.names, HOUSE: converted.house}
    return {merge.SOURCES: sources, **{name: rows for name, rows in parts.items() if rows is not None}}


def _refusal(gathered: Gathered, named: Collection[str]) -> InputError | None:
    """Why nothing can be converted, if so."""
    problems = gathered.missing.problems
    asked = frozenset(named) or {*problems, *(source.file for source in gathered.sources)}
    if problems and asked <= problems.keys():
        return gathered.missing.reason()
    return gathered.blocked


def _only(files: Iterable[str], sources: Sequence[Source], named: Collection[str]) -> set[str]:
    """The documents that the named sources give; all of them where none is named."""
    if not named:
        return set(files)
    given = [(r.id, r.at) for s in sources for r in s.records] + [(d.id, d.at) for s in sources for d in s.documents]
    return {one.file for one, at in given if at.file in named} & set(files)


@dataclass(frozen=True)
class Encoded:
    """The new text of every file below edition/, one at a time in natural order.

    ``grown`` says what becomes of the shared files that are there; ``waiting`` are files that stay as they are.
    """

    files: Iterator[tuple[str, bytes]]
    findings: list[Finding]
    grown: Mapping[str, merge.Growth]
    waiting: frozenset[str]
    names: Sequence[merge.LedgerRow] | None  # to be remembered of the records; None: as before
    heirs: Mapping[str, str]  # ids of records that took the place of others
    house: Sequence[merge.LedgerRow] | None  # to be remembered of the house's records; None: as before


def encoded(
    gathered: Gathered, project: Project, settings: Settings, jobs: int, named: Collection[str] = ()
) -> Encoded:
    """What the sources give; documents only from those ``named``, where any are."""
    sources = gathered.sources
    records = recorded(gathered, project, settings)
    ours = {d.id.file: d for d in gathered.documents}
    ready = {taken.id.file: taken.data for source in sources for taken in source.documents}
    wanted = _only(ours.keys() | ready.keys(), sources, named)
    waiting = gathered.missing.waiting | records.waiting
    around = _surroundings(gathered, project, settings, records.known)
    made = sorted((ours.keys() & wanted) - ready.keys() - waiting, key=_place)
    tasks = [(ours[file], around[ours[file].id]) for file in made]
    texts = zip(made, pool.each(_encode, tasks, jobs=jobs, batch=64), strict=True)
    front = encode.encode_front(
        settings, [f for s in sources for f in s.front], [c for s in sources for c in s.chapters], records.known
    )
    corpus, wrong = listed(
        project, settings, sorted((wanted | project.document_names()) - merge.deleted(project), key=_place)
    )
    shared = {"authorities.xml": records.made, "edition.xml": corpus}
    ready = {file: data for file, data in ready.items() if file in wanted - waiting}
    ready |= {file: made.remember for file, made in shared.items() if made is not None}
    if front is not None and "front.xml" not in waiting:
        ready["front.xml"] = front
    in_order = [(file, ready[file]) for file in sorted(ready, key=_place)]
    return Encoded(
        heapq.merge(in_order, texts, key=lambda pair: _place(pair[0])),
        [*records.findings, *wrong],
        {file: made.growth for file, made in shared.items() if made is not None and made.growth is not None},
        waiting | {file for file, made in shared.items() if made is None},
        records.names,
        records.heirs,
        records.house,
    )


def _surroundings(
    gathered: Gathered, project: Project, settings: Settings, known: AuthorityIndex
) -> dict[DocumentId, encode.Context]:
    """What each document has to know of the rest; what was deleted is nobody's neighbour."""
    documents, told, words = gathered.documents, gathered.missing.exchanges, vocabulary(project)
    deleted = merge.deleted(project)
    around = encode.contexts(documents, known, settings, words, told)
    kept = [d for d in documents if d.id.file not in deleted]
    if kept and len(kept) < len(documents):
        around |= encode.contexts(kept, known, settings, words, told)
    return around


def _place(file: str) -> tuple[list[tuple[int, int, str]], str]:
    return natural(file), file


def today() -> str:
    """The date for revisionDesc: today's, or that of SOURCE_DATE_EPOCH (reproducible-builds.org).

    Raises UsageError where that is no moment between 1970 and the end of the year 9999.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.now().astimezone().date().isoformat()
    if not re.fullmatch(r"[0-9]{1,12}", epoch) or int(epoch) > _LAST:
        raise UsageError(
            f"SOURCE_DATE_EPOCH is {epoch[:40]!r}: no number of seconds from 1970 to the year 9999",
            "Set it to such a number, or unset it.",
        )
    return (_FIRST + timedelta(seconds=int(epoch))).date().isoformat()


def _encode(task: tuple[Document, encode.Context]) -> bytes:
    return encode.encode_document(*task)
