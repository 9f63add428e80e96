"""Exports as part of the line: edition/ is validated, every format made, and output/export/ published."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field

from kktei import export as room
from kktei.cache import Cache
from kktei.errors import UsageError
from kktei.export import NAMES, Exported, usual
from kktei.findings import Finding, finding, in_order
from kktei.job import Job
from kktei.pipeline.sources import source_notes
from kktei.pipeline.verdicts import verdicts
from kktei.pipeline.watch import Silence, Watcher
from kktei.project import Project
from kktei.publish import Staging, one_build_at_a_time, prepare

FORMATS = NAMES
_PART = "export"
_STAGES = ("check", "export")  # whose suppressions this run can judge
_NOT_MADE = 5


@dataclass(frozen=True)
class Outcome:
    """What an export found and made; ``code`` says how the run is to end where a format could not be made."""

    findings: list[Finding] = field(default_factory=list)
    documents: int = 0
    exported: int = 0
    made: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    code: int = 0
    fault: Exception | None = None


def export(
    project: Project, formats: Sequence[str], *, jobs: int = 1, force: bool = False, watch: Watcher | None = None
) -> Outcome:
    """Export edition/ as it is on disk to output/export/; formats that are not asked for are left out there.

    Documents with errors are left out, and named.  Raises KkteiError where the run cannot go on; then
    ``output/`` is as it was.
    """
    watch = watch or Silence()
    wanted = _asked_for(formats)
    with one_build_at_a_time(project, watch.say):
        prepare(project, watch.say)
        cache = Cache(project.cache / "blobs", fresh=force)
        settings = project.settings()
        notes, found = source_notes(project, settings)
        verdict = verdicts(project, notes, cache=cache, jobs=jobs, watch=watch)
        files = project.document_files()
        documents = tuple(file for file in files if file not in verdict.invalid)
        made = Exported([], ())
        if not documents:
            found.append(finding("B002", "No document is valid: nothing was exported", file="edition/documents"))
        else:
            with Staging(project, keep=_others(project), say=watch.say) as staging:
                job = Job(
                    root=project.root,
                    documents=documents,
                    settings=settings,
                    target=staging.part(_PART),
                    cache=cache,
                    authorities=verdict.authorities,
                    corpus=verdict.corpus,
                    jobs=jobs,
                    progress=watch.progress,
                )
                made = room.export(job, wanted)
                staging.publish()
        found += verdict.findings + made.findings
        settled = in_order(verdict.unsuppressed(found, _STAGES))
        code = _NOT_MADE if made.fault else 0
        return Outcome(settled, len(files), len(documents), made.made, made.failed, code, made.fault)


def _asked_for(formats: Sequence[str]) -> tuple[str, ...]:
    """The formats in their fixed order; all where none is named."""
    for name in formats:
        if name not in FORMATS:
            raise UsageError(f"There is no format {name}", f"There are {', '.join(FORMATS)}.")
    wanted = formats or usual()
    return tuple(name for name in FORMATS if name in wanted)


def _others(project: Project) -> list[str]:
    """The parts of the present results that stay."""
    if not project.output.is_dir():
        return []
    return [entry.name for entry in os.scandir(project.output) if entry.name != _PART and entry.name[0] != "."]
