"""Validation of the whole edition: each document by itself, then what spans documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kktei import validate
from kktei.cache import Cache
from kktei.config import Settings
from kktei.errors import InputError
from kktei.findings import Finding, Severity
from kktei.pipeline.watch import Watcher
from kktei.project import Project

WITHOUT_CONVERSION = "HPSV"  # kinds of code that a run can give that does not convert


@dataclass(frozen=True)
class Verdicts:
    """What validation found, which documents it rejects, and the front matter where there is such and it is valid."""

    settings: Settings
    findings: list[Finding] = field(default_factory=list)
    invalid: frozenset[Path] = frozenset()
    front: Path | None = None

    def settle(self, found: list[Finding], ran: str = "") -> list[Finding]:
        """Findings of a run less those that the settings suppress; ``ran``: the kinds of code it could give."""
        return validate.apply_suppressions(found, self.settings, ran=ran)


def verdicts(project: Project, notes: Mapping[str, str], *, cache: Cache, jobs: int, watch: Watcher) -> Verdicts:
    """Check edition/ as it is on disk.

    ``notes`` are the source notes by document number.  InputError where there is no document.
    """
    settings = project.settings()
    files = project.document_files()
    if not files:
        raise InputError("There is no document in edition/documents", "Put a source into seeds/ and run kktei convert.")
    authorities, corpus, front = (_there(f) for f in (project.authorities, project.corpus, project.front))
    singly = validate.check_documents(
        files,
        root=project.root,
        authorities=authorities,
        corpus=corpus,
        notes=notes,
        jobs=jobs,
        cache=cache,
        progress=watch.progress,
    )
    across = validate.check_edition(
        files, root=project.root, authorities=authorities, corpus=corpus, front=front, jobs=jobs
    )
    found = [f for one in singly.values() for f in one] + across
    kept = validate.apply_suppressions(found, settings)
    wrong = {f.file for f in kept if f.severity is Severity.ERROR}
    invalid = frozenset(file for file in files if project.shown(file) in wrong)
    return Verdicts(settings, found, invalid, None if front is None or project.shown(front) in wrong else front)


def _there(file: Path) -> Path | None:
    return file if file.is_file() else None
