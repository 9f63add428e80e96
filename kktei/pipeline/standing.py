"""Where an edition stands: its documents by state, what is wrong with them, what changed since the last build."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from kktei import merge
from kktei.cache import Cache
from kktei.findings import Finding, Severity
from kktei.pipeline import state
from kktei.pipeline.convert import source_notes
from kktei.pipeline.verdicts import verdicts
from kktei.pipeline.watch import Watcher
from kktei.project import Project


@dataclass(frozen=True)
class Row:
    """A document: its file, its state, ``revisionDesc/@status``, and how many errors and warnings it has."""

    file: str
    state: str
    status: str
    errors: int = 0
    warnings: int = 0

    @property
    def valid(self) -> bool:
        """Whether it will be rendered."""
        return not self.errors


@dataclass(frozen=True)
class Overview:
    """The whole edition.  ``changed`` is None where it was never built."""

    rows: list[Row]
    findings: list[Finding]
    changed: list[str] | None
    others: list[Row] = field(default_factory=list)  # authorities.xml and edition.xml

    def counts(self) -> Counter[str]:
        """How many documents are in each state, the invalid ones counted too."""
        return Counter(row.state for row in self.rows) + Counter("invalid" for row in self.rows if not row.valid)

    def statuses(self) -> Counter[str]:
        """How many documents have each status of revision."""
        return Counter(row.status or "none" for row in self.rows if row.state != "deleted")


def overview(project: Project, *, cache: Cache, jobs: int, watch: Watcher) -> Overview:
    """Look at edition/ as it is on disk; nothing is written but the cache.

    Raises InputError where there is no document yet.
    """
    verdict = verdicts(project, source_notes(project, project.settings()), cache=cache, jobs=jobs, watch=watch)
    found = verdict.settle(verdict.findings, converted=False)
    rows = [_row(standing, found) for standing in merge.standings(project)]
    documents = [row for row in rows if row.file.startswith("edition/documents/")]
    return Overview(documents, found, state.changed(project), [row for row in rows if row not in documents])


def _row(standing: merge.Standing, found: Sequence[Finding]) -> Row:
    file = f"edition/{standing.file}"
    own = [f for f in found if f.file == file]
    counts = [sum(f.count for f in own if f.severity is severity) for severity in (Severity.ERROR, Severity.WARNING)]
    return Row(file, standing.state, standing.status, *counts)
