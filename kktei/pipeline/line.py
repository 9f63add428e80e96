"""The whole line as one short function."""

from __future__ import annotations

import difflib
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from kktei.cache import Cache
from kktei.errors import UsageError
from kktei.findings import Finding, in_order
from kktei.pipeline import state
from kktei.pipeline.watch import Silence, Watcher
from kktei.project import Project
from kktei.publish import Staging, clean_up, one_build_at_a_time


@dataclass(frozen=True)
class Choices:
    """What a run is asked to do."""

    products: tuple[str, ...] = ("html", "print")
    jobs: int = 1
    force: bool = False  # forget what earlier runs computed
    convert: bool = True
    by: str | None = None  # who converts, for revisionDesc
    only: tuple[str, ...] = ()  # stems of single documents to render


@dataclass(frozen=True)
class Outcome:
    """What a run found, and whether there was anything to do."""

    findings: list[Finding] = field(default_factory=list)
    idle: bool = False
    documents: int = 0
    rendered: int = 0


def build(project: Project, choices: Choices, watch: Watcher | None = None) -> Outcome:
    """Sources to results.  Invalid documents are left out of the results and named in the findings.

    Raises KkteiError where the run cannot go on; then ``output/`` is as it was.
    """
    watch = watch or Silence()
    with one_build_at_a_time(project, watch.say):
        clean_up(project)
        asked = (*choices.products, str(choices.convert), *choices.only)
        before = state.fingerprint(project, asked)
        if not choices.force and (known := state.recall(project, before)) is not None:
            return Outcome(known, idle=True)
        return _work(project, choices, watch, asked)


def _work(project: Project, choices: Choices, watch: Watcher, asked: tuple[str, ...]) -> Outcome:
    from kktei.pipeline.convert import convert  # noqa: PLC0415 - an idle build loads no engine
    from kktei.pipeline.sources import source_notes  # noqa: PLC0415
    from kktei.pipeline.verdicts import WITHOUT_CONVERSION, verdicts  # noqa: PLC0415

    cache = Cache(project.cache / "blobs", fresh=choices.force)
    found: list[Finding] = []
    if choices.convert:
        converted = convert(project, jobs=choices.jobs, by=choices.by, watch=watch)
        found += converted.findings
    notes = converted.notes if choices.convert else source_notes(project, project.settings())
    verdict = verdicts(project, notes, cache=cache, jobs=choices.jobs, watch=watch)
    documents = _to_render(project, verdict.invalid, choices.only)
    front = None if choices.only else verdict.front
    found += verdict.findings + _publish(project, documents, front, choices, cache, watch)
    found = in_order(verdict.settle(found, "" if choices.convert else WITHOUT_CONVERSION))
    state.remember(project, state.fingerprint(project, asked), found)
    return Outcome(found, documents=len(project.document_files()), rendered=len(documents))


def _publish(
    project: Project, documents: list[Path], front: Path | None, choices: Choices, cache: Cache, watch: Watcher
) -> list[Finding]:
    """Render beside output/ and swap; with no document to render, output/ stays."""
    from kktei.pipeline.products import job, render  # noqa: PLC0415

    if not documents:
        return []
    parts = {_part(product, choices.only): product for product in choices.products}
    with Staging(project, keep=_others(project, parts)) as staging:
        found = render(
            parts,
            staging,
            lambda target: job(project, documents, target, front=front, jobs=choices.jobs, cache=cache, watch=watch),
            watch,
        )
        staging.publish()
    return found


def _part(product: str, only: tuple[str, ...]) -> str:
    """The folder of a product; single documents have one of their own beside the whole edition's."""
    return "-".join((product, *only))


def _to_render(project: Project, invalid: frozenset[Path], only: tuple[str, ...]) -> list[Path]:
    stems = {f.stem for f in project.document_files()}
    for asked in only:
        if asked not in stems:
            near = difflib.get_close_matches(asked, stems, 1)
            raise UsageError(f"There is no document {asked}", f"Did you mean {near[0]}?" if near else None)
    files = [f for f in project.document_files() if f not in invalid]
    return [f for f in files if not only or f.stem in only]


def _others(project: Project, products: Collection[str]) -> list[str]:
    """The parts of the present results that this run does not make."""
    if not project.output.is_dir():
        return []
    return [p.name for p in project.output.iterdir() if p.name not in products and not p.name.startswith(".")]
