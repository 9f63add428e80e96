"""Where an edition stands: its documents by state, what is wrong with them, what changed since the last build."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from kktei import merge
from kktei.cache import Cache
from kktei.findings import Finding, Severity
from kktei.pipeline import state
from kktei.pipeline.sources import gather
from kktei.pipeline.verdicts import verdicts
from kktei.pipeline.watch import Watcher
from kktei.project import Project

_DOCUMENTS = "edition/documents/"
_JUDGED = ("check", "collate", "convert", "parse", "read")  # what is found without converting and rendering


@dataclass(frozen=True)
class DocumentStatus:
    """A document: its file, its state, ``revisionDesc/@status``, and how many errors and warnings it has.

    ``gone``: no source has it any more.  ``copy``: where the new conversion of a conflict lies.
    """

    file: str
    state: str
    status: str
    errors: int = 0
    warnings: int = 0
    gone: bool = False
    copy: str = ""

    @property
    def valid(self) -> bool:
        """Whether it will be rendered."""
        return not self.errors


@dataclass(frozen=True)
class Overview:
    """The whole edition, its deleted documents apart.  ``changed`` is None where it was never built."""

    rows: list[DocumentStatus]
    findings: list[Finding]
    changed: list[state.FileChange] | None
    others: list[DocumentStatus] = field(default_factory=list)  # authorities.xml, edition.xml, front.xml
    deleted: list[DocumentStatus] = field(default_factory=list)
    unread: tuple[str, ...] = ()  # sources that cannot be read, and the table where it cannot
    waiting: int = 0  # documents that stay as they are for that reason
    not_made: tuple[str, ...] = ()  # products that the last build could not make

    def counts(self) -> Counter[str]:
        """How many documents are in each state."""
        return Counter(row.state for row in self.rows)

    def statuses(self) -> Counter[str]:
        """How many documents have each status of revision."""
        return Counter(row.status or "none" for row in self.rows)


def overview(project: Project, *, cache: Cache, jobs: int, watch: Watcher) -> Overview:
    """Look at edition/ as it is on disk; nothing is written but the cache.

    Raises InputError where there is no document yet.
    """
    gathered = gather(project, project.settings(), jobs)
    blocked = ("the table or the vocabulary",) if gathered.blocked is not None else ()
    verdict = verdicts(project, gathered.notes, cache=cache, jobs=jobs, watch=watch)
    found = verdict.unsuppressed([*gathered.findings, *verdict.findings], _JUDGED)
    counts = _counted(found)
    rows = [_document_status(file_state, counts, gathered.files) for file_state in merge.file_states(project)]
    there = [row for row in rows if row.state != "deleted"]
    documents = [row for row in there if row.file.startswith(_DOCUMENTS)]
    others = [row for row in there if not row.file.startswith(_DOCUMENTS)]
    return Overview(
        documents,
        found,
        state.changed(project),
        others,
        [r for r in rows if r.state == "deleted"],
        unread=(*gathered.missing.problems, *blocked),
        waiting=sum(row.file.removeprefix("edition/") in gathered.missing.waiting for row in documents),
        not_made=state.not_made(project),
    )


def _counted(found: Sequence[Finding]) -> Counter[tuple[str, Severity]]:
    counts: Counter[tuple[str, Severity]] = Counter()
    for one in found:
        counts[one.file, one.severity] += one.count
    return counts


def _document_status(
    file_state: merge.FileState, counts: Mapping[tuple[str, Severity], int], known: Collection[str]
) -> DocumentStatus:
    file = f"edition/{file_state.file}"
    from_source = file_state.state not in {"by hand", "deleted"} and file.startswith(_DOCUMENTS)
    return DocumentStatus(
        file,
        file_state.state,
        file_state.status,
        errors=counts[file, Severity.ERROR],
        warnings=counts[file, Severity.WARNING],
        gone=from_source and file_state.file not in known,
        copy=f"edition/{merge.conflict_name(file_state.file)}" if file_state.state == "conflicting" else "",
    )
