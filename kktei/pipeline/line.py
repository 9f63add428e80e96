"""The whole line as one short function."""

from __future__ import annotations

import difflib
import functools
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import time
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from kktei import files, trust
from kktei.cache import Cache
from kktei.config import Settings
from kktei.errors import UsageError
from kktei.findings import Finding, finding, in_order, unreadable
from kktei.pipeline import state
from kktei.pipeline.watch import Silence, Watcher
from kktei.project import Project
from kktei.publish import Staging, one_build_at_a_time, prepare

if TYPE_CHECKING:
    from kktei.pipeline.products import ProductRun
    from kktei.pipeline.verdicts import Verdicts
    from kktei.render.job import Live, RenderJob


CHANGED = "kktei itself was changed while it worked: what it made may be of both. Run it again."
_LEFT = {"M007", "M013"}  # files that are not as their sources say, for somebody saves or protects them


@dataclass(frozen=True)
class Choices:
    """What a run is asked to do."""

    products: tuple[str, ...] = ("html", "print")
    jobs: int = 1
    force: bool = False  # forget what earlier runs computed
    convert: bool = True
    by: str | None = None  # who converts, for revisionDesc
    only: tuple[str, ...] = ()  # stems of single documents to render
    live: Live | None = None  # for a preview
    trust: bool = False  # the user trusts the edition from now on: its own code is used


@dataclass(frozen=True)
class BuildOutcome:
    """What a run found, and whether there was anything to do.

    ``failed`` products could not be made: ``code`` is then the exit code that says why, and ``fault`` the
    exception where that is a fault of kktei's.
    """

    findings: list[Finding] = field(default_factory=list)
    idle: bool = False
    documents: int = 0
    rendered: int = 0
    made: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    code: int = 0
    fault: Exception | None = None

    @property
    def unread(self) -> int:
        """How many sources and tables could not be read."""
        return unreadable(self.findings)

    @property
    def left_out(self) -> int:
        """How many documents are in no product."""
        return self.documents - self.rendered

    def __getstate__(self) -> dict[str, object]:
        """To another process go words and numbers; not every exception can."""
        return {**self.__dict__, "fault": None}


def build(project: Project, choices: Choices, watch: Watcher | None = None) -> BuildOutcome:
    """Sources to results.  Invalid documents are left out of the results and named in the findings.

    A product that cannot be made is named in the findings as well; the others are published.

    Raises KkteiError where the run cannot go on; then ``output/`` is as it was.
    """
    watch = watch or Silence()
    with one_build_at_a_time(project, watch.say):
        prepare(project, watch.say)
        if not trust.lasting():
            watch.say("All is made anew: your home cannot hold the key by which kktei knows what it made before.")
        asked = (
            *choices.products,
            str(choices.convert),
            *choices.only,
            trusts(project.root, project.edition, choices, watch),
        )
        before = state.fingerprint(project, asked)
        if not choices.force and (known := state.recall(project, before)) is not None:
            asked_for = len(_asked_for(project, choices.only)) + _refused(project, choices)
            return BuildOutcome(known.findings, True, asked_for, known.rendered)
        return _work(project, choices, watch, asked)


def _refused(project: Project, choices: Choices) -> int:
    """How many documents are wanted and cannot even be looked at."""
    return 0 if choices.only else len(project.refused_documents())


def trusts(root: Path, overrides: Path, choices: Choices, watch: Watcher) -> str:
    """Whether the edition's own code, in the folder ``overrides``, is used: one of the things that were asked for."""
    codes = trust.code_in(overrides)
    kept = [trust.trust(root, code) for code in codes if choices.trust]
    if not all(kept):
        watch.say("That you trust this edition holds for this run only: it cannot be remembered in your home.")
    said = trust.trusted(root)
    return " ".join("trusted" if said.holds_for(code) else "not trusted" for code in codes)


def _work(project: Project, choices: Choices, watch: Watcher, asked: tuple[str, ...]) -> BuildOutcome:
    from kktei.pipeline.convert import convert  # noqa: PLC0415 - an idle build loads no engine
    from kktei.pipeline.sources import source_notes  # noqa: PLC0415
    from kktei.pipeline.verdicts import WITHOUT_CONVERSION, as_they_stand, verdicts  # noqa: PLC0415

    if "print" in choices.products:  # lengths that make no page are told before hours of work
        from kktei.render.print.design import design  # noqa: PLC0415

        design(project.settings(), project.edition)
    began, cache = time(), Cache(project.cache / "blobs", fresh=choices.force)
    if choices.live and project.document_files():
        choices.live.begin(_job(project, project.document_files(), as_they_stand(project), choices, cache, watch))
    if choices.convert:
        going_on = bool(project.document_files())
        converted = convert(project, jobs=choices.jobs, by=choices.by, watch=watch, go_on=going_on)
        found, notes = converted.findings, converted.notes
    else:
        notes, found = source_notes(project, project.settings())
    built = state.Inputs.of(project, asked)  # before they are judged: an editor may save at any moment
    if _LEFT & {one.code for one in found}:
        built = replace(built, mark="")  # no input need change until it can be written: the next build looks again
    verdict = verdicts(project, notes, cache=cache, jobs=choices.jobs, watch=watch)
    asked_for = _asked_for(project, choices.only)
    documents = [f for f in asked_for if f not in verdict.invalid]
    made = _publish(project, documents, verdict, choices, cache, watch)
    found += verdict.findings + made.findings
    found = in_order(verdict.unsuppressed(found, () if choices.convert else WITHOUT_CONVERSION))
    if cache.settled(began):
        state.remember(project, built, found, len(documents), made.failed)
    else:
        watch.say(CHANGED)
    count = len(asked_for) + _refused(project, choices)
    return BuildOutcome(found, False, count, len(documents), made.made, made.failed, made.code, made.fault)


def _publish(
    project: Project, documents: list[Path], verdict: Verdicts, choices: Choices, cache: Cache, watch: Watcher
) -> ProductRun:
    """Render beside output/ and swap; with no document or no product that could be made, output/ stays."""
    from kktei.pipeline.products import ProductRun, render  # noqa: PLC0415
    from kktei.pipeline.publishing import published  # noqa: PLC0415

    if not documents:
        return ProductRun([_nothing_to_render(project)])
    former = () if choices.only else published(project)
    parts = {_part(product, choices.only): product for product in choices.products}

    @functools.cache
    def job() -> RenderJob:
        return replace(_job(project, documents, verdict, choices, cache, watch), published=former)

    with Staging(project, keep=_others(project, parts), say=watch.say) as staging:
        made = render(parts, staging, job, watch)
        if made.made:
            staging.publish()
    if verdict.invalid:  # what is left out for now has no page, and has not gone for ever
        made = replace(made, findings=[f for f in made.findings if f.code != "H030"])
    return made


def _job(
    project: Project, documents: list[Path], verdict: Verdicts, choices: Choices, cache: Cache, watch: Watcher
) -> RenderJob:
    from kktei.render.front import by_contents  # noqa: PLC0415
    from kktei.render.job import RenderJob  # noqa: PLC0415

    front = None if choices.only else verdict.front
    return RenderJob(
        root=project.root,
        documents=by_contents(front, documents),
        settings=claimed(verdict.settings, documents),
        target=project.output,
        cache=cache,
        authorities=verdict.authorities,
        corpus=verdict.corpus,
        front=front,
        overrides=project.edition,
        trusted=trust.trusted(project.root),
        follow_links=project.follow_links,
        live=choices.live,
        whole=not choices.only and bool(verdict.settings.text("edition.title")),
        jobs=choices.jobs,
        progress=watch.progress,
    )


def _nothing_to_render(project: Project) -> Finding:
    stays = "; output/ is as it was" if project.output.is_dir() else ""
    return finding("B002", f"No document is valid: nothing was made{stays}", file=project.shown(project.documents))


def _part(product: str, only: tuple[str, ...]) -> str:
    """The folder of a product; single documents have one of their own beside the whole edition's."""
    return "-".join((product, *only))


def _asked_for(project: Project, only: tuple[str, ...]) -> list[Path]:
    """The documents that are wanted, valid or not; UsageError for one that there is not."""
    files = project.document_files()
    stems = {f.stem for f in files}
    for asked in only:
        if asked not in stems:
            numbered = [f"d{asked:0>3}"] if asked.isdecimal() else []
            near = [s for s in numbered if s in stems] or difflib.get_close_matches(asked, stems, 1)
            raise UsageError(f"There is no document {asked}", f"Did you mean {near[0]}?" if near else None)
    return [f for f in files if not only or f.stem in only]


def _others(project: Project, products: Collection[str]) -> list[str]:
    """The parts of the present results that this run does not make."""
    if not project.output.is_dir():
        return []
    return [p.name for p in project.output.iterdir() if p.name not in products and not p.name.startswith(".")]


def claimed(settings: Settings, documents: Sequence[Path]) -> Settings:
    """The settings; without a licence where not every document gives this one, so that no product claims it for all."""
    address, name = settings.text("edition.licence"), settings.text("edition.licence_name")
    if not (address or name):
        return settings
    words = (
        rf"""target\s*=\s*["']{re.escape(escape(address))}["']"""
        if address
        else rf"[^>]*>\s*{re.escape(escape(name))}\s*<"
    )
    given = re.compile(rf"<(?:\w+:)?licence\b[^>]*?{words}".encode())
    if all(given.search(files.raw(path).partition(b"<sourceDesc")[0]) for path in documents):
        return settings
    return Settings({**settings.values, "edition.licence": "", "edition.licence_name": ""}, settings.suppressions)
