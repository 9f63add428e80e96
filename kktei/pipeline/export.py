"""Exports as part of the line: edition/ is validated, every format made, and output/export/ published.

Several editions together are published in output/together/.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kktei import export as room
from kktei.cache import Cache
from kktei.errors import UsageError
from kktei.export import FOR_MANY, NAMES, PACKAGE, Exported, add_losses, usual
from kktei.findings import Finding, finding, in_order
from kktei.job import Job
from kktei.pipeline.sources import source_notes
from kktei.pipeline.verdicts import Verdicts, verdicts
from kktei.pipeline.watch import Silence, Watcher
from kktei.project import Project
from kktei.publish import Staging, one_build_at_a_time, prepare
from kktei.render import front

FORMATS = NAMES
_ONE, _MANY = "export", "together"
_STAGES = ("check", "export")  # whose suppressions this run can judge
_NOT_MADE = 5


@dataclass(frozen=True)
class ExportRun:
    """What an export found and made, and where; ``kept`` are forms that an earlier run made and that stay as they are.

    ``code`` says how the run is to end where a format was not made.
    """

    findings: list[Finding] = field(default_factory=list)
    documents: int = 0
    exported: int = 0
    made: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    code: int = 0
    fault: Exception | None = None
    folder: Path = Path()


@dataclass(frozen=True)
class Member:
    """An edition that is exported: what to do, what was found, and how messages call its folder."""

    job: Job
    verdict: Verdicts
    findings: list[Finding]
    count: int
    called: str = ""

    def shown_findings(self, found: Sequence[Finding] = ()) -> list[Finding]:
        """The findings that its settings do not suppress, with the edition before their file."""
        kept = self.verdict.unsuppressed([*self.findings, *found], _STAGES)
        return [replace(f, file=f"{self.called}/{f.file}") if self.called and f.file else f for f in kept]


def export(
    project: Project,
    formats: Sequence[str],
    *,
    others: Sequence[Project] = (),
    jobs: int = 1,
    force: bool = False,
    watch: Watcher | None = None,
) -> ExportRun:
    """Export edition/ as it is on disk to output/export/; forms of an earlier run that are not made now stay there.

    With ``others`` the formats that can hold several editions are written for all of them to output/together/; the
    others are only read.  Documents with errors are left out, and named.  Raises KkteiError where the run cannot go
    on; then ``output/`` is as it was.
    """
    watch = watch or Silence()
    wanted = _asked_for(formats, FOR_MANY if others else FORMATS)
    with one_build_at_a_time(project, watch.say):
        prepare(project, watch.say)
        cache = Cache(project.cache / "blobs", fresh=force)
        members = [member(one, cache, jobs, watch) for one in (project, *others)]
        members = [members[0], *(replace(m, called=str(o.root)) for m, o in zip(members[1:], others, strict=True))]
        _called_apart(members)
        part = _MANY if others else _ONE
        made = Exported([], ())
        kept: tuple[str, ...] = ()
        if any(member.job.documents for member in members):
            with Staging(project, keep=_others(project, part), say=watch.say) as staging:
                target = staging.part(part)
                there = [replace(member.job, target=target) for member in members if member.job.documents]
                made = room.together(there, wanted) if others else room.export(there[0], wanted)
                kept = _kept(staging, project, part, made.made, f"{there[0].settings.text('edition.id')}.zip")
                staging.publish()
        found = [f for member in members[1:] for f in member.shown_findings()]
        code = _NOT_MADE if made.fault else 0
        return ExportRun(
            in_order([*members[0].shown_findings(made.findings), *found]),
            sum(member.count for member in members),
            sum(len(member.job.documents) for member in members),
            made.made,
            made.failed,
            kept,
            code,
            made.fault,
            project.output / part,
        )


def _kept(staging: Staging, project: Project, part: str, made: Sequence[str], package: str) -> tuple[str, ...]:
    """The forms that an earlier run made and this one did not: they stay, with the rows of what they do not say."""
    names = {name: package if name == PACKAGE else name for name in FORMATS if name not in made}
    kept = tuple(name for name, entry in names.items() if staging.keep(f"{part}/{entry}"))
    add_losses(staging.folder / part, project.output / part, kept)
    return kept


def member(project: Project, cache: Cache, jobs: int, watch: Watcher) -> Member:
    """An edition, validated."""
    settings = project.settings()
    notes, found = source_notes(project, settings)
    verdict = verdicts(project, notes, cache=cache, jobs=jobs, watch=watch)
    files = project.document_files()
    documents = front.by_contents(verdict.front, [file for file in files if file not in verdict.invalid])
    if not documents:
        found.append(finding("B002", "No document is valid: nothing was exported", file="edition/documents"))
    job = Job(
        root=project.root,
        documents=documents,
        settings=settings,
        target=project.output,
        cache=cache,
        authorities=verdict.authorities,
        corpus=verdict.corpus,
        jobs=jobs,
        progress=watch.progress,
    )
    return Member(job, verdict, found + verdict.findings, len(files))


def _called_apart(members: Sequence[Member]) -> None:
    """Raise UsageError where two editions have one id."""
    ids = [member.job.settings.text("edition.id") for member in members]
    twice = next((name for name in ids if ids.count(name) > 1), None)
    if twice is not None:
        raise UsageError(f"Two of the editions are called {twice}", "Give each its own edition.id in edition.toml.")


def _asked_for(formats: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    """The formats in their fixed order; all where none is named."""
    for name in formats:
        if name not in FORMATS:
            raise UsageError(f"There is no format {name}", f"There are {', '.join(FORMATS)}.")
        if name not in known:
            raise UsageError(f"{name} holds one edition only", f"Several can be in {', '.join(known)}.")
    wanted = formats or usual()
    return tuple(name for name in known if name in wanted)


def _others(project: Project, part: str) -> list[str]:
    """The parts of the present results that stay."""
    if not project.output.is_dir():
        return []
    return [entry.name for entry in os.scandir(project.output) if entry.name != part and entry.name[0] != "."]
