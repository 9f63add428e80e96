"""Rendering TEI that is no edition of kktei's: any folder of letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import time

from kktei import links, pool, trust
from kktei.cache import Cache
from kktei.errors import InputError, OutputError
from kktei.findings import finding, in_order
from kktei.pipeline import state
from kktei.pipeline.folder import beside, letters, place_of, settings, used, whole
from kktei.pipeline.line import CHANGED, BuildOutcome, Choices, trusts
from kktei.pipeline.products import ProductRun, render
from kktei.pipeline.taking import Taken, take
from kktei.pipeline.watch import Watcher
from kktei.project import Project
from kktei.publish import Staging, one_build_at_a_time
from kktei.render.job import SOME, RenderJob


def render_foreign(
    source: Path,
    output: Path,
    choices: Choices,
    watch: Watcher,
    *,
    registers: Sequence[Path] = (),
    follow_links: bool = False,
) -> BuildOutcome:
    """Render every well-formed TEI file at ``source`` into ``output``; the others are findings.

    ``registers`` are files of records of persons, places, bodies and works, beside those that lie in the folder.
    A folder with ``edition.toml``, ``theme.css`` or ``authorities.xml`` beside the letters has them used.
    Where none of the files can be rendered, the findings say why of each and ``output`` is not touched.
    Raises InputError where there is no XML file at all, or without ``follow_links`` a link leads out of the folder.
    """
    named, source = source, whole(source)
    files = letters(source, named)
    folder = source if source.is_dir() else source.parent
    links.check(used(source), folder, follow=follow_links)
    if not files:
        raise InputError(f"There is no XML file in {named}", "Name a folder with TEI documents, or one file.")
    project = replace(place_of(output, named), follow_links=follow_links)
    mark, standing = "", dict[Path, str]()
    trusted = trusts(folder, folder, choices, watch)
    if source.is_dir() and not follow_links:
        standing = state.standing(source, registers)
        mark = state.foreign_fingerprint(source, standing, (*choices.products, trusted))
        if not choices.force and (known := state.recall_foreign(project, mark)) is not None:
            return BuildOutcome(known[0], True, known[1], known[2])
    with _scratch() as scratch:
        began, cache = time(), Cache(project.cache / "blobs", fresh=choices.force)
        if len(files) >= SOME and (choices.force or not project.output.exists()):
            _begin(choices)
        taken = take(
            files,
            folder,
            registers,
            Path(scratch),
            cache,
            follow_links=follow_links,
            digests=standing,
            jobs=choices.jobs,
        )
        made = _rendered(taken, len(files), folder, project, cache, choices, watch)
    if not cache.settled(began):
        watch.say(CHANGED)
    elif mark and not made.code:
        state.remember_foreign(project, mark, made.findings, made.documents, made.rendered)
    return made


def _begin(choices: Choices) -> None:
    """Have other processes start for a site that is made for the first time: they are ready when all is read."""
    if "html" in choices.products and choices.live is None:
        from kktei.render.html.entries import PLAIN, ready  # noqa: PLC0415 - other products need none of it

        pool.begin(partial(ready, PLAIN), jobs=choices.jobs)


def _scratch() -> TemporaryDirectory[str]:
    """A folder for what is changed in reading; OutputError where the machine has no place for one."""
    try:
        return TemporaryDirectory(prefix="kktei-")
    except OSError as problem:
        words = f"No folder for temporary files can be made: {problem.strerror}"
        raise OutputError(words, "Set TMPDIR to a folder that you may write to.") from problem


def _rendered(
    taken: Taken, files: int, folder: Path, project: Project, cache: Cache, choices: Choices, watch: Watcher
) -> BuildOutcome:
    found = list(taken.findings)
    if not taken.documents:
        found.append(finding("B002", f"None of {_counted(files)} can be rendered: nothing was made"))
        return BuildOutcome(in_order(found), documents=files, code=InputError.exit_code)
    made = _render(project, folder, taken, cache, choices, watch)
    return BuildOutcome(
        in_order([*found, *made.findings]),
        documents=len(taken.documents) + taken.left_out,
        rendered=len(taken.documents),
        made=made.made,
        failed=made.failed,
        code=made.code,
        fault=made.fault,
    )


def _counted(files: int) -> str:
    return f"the {files} files" if files > 1 else "one file"


def _render(project: Project, folder: Path, taken: Taken, cache: Cache, choices: Choices, watch: Watcher) -> ProductRun:
    def job() -> RenderJob:
        return RenderJob(
            root=folder,
            documents=taken.documents,
            settings=settings(folder),
            target=project.output,
            cache=cache,
            authorities=beside(folder, "authorities.xml"),
            overrides=folder,
            trusted=trust.trusted(folder),
            follow_links=project.follow_links,
            registers=taken.registers,
            origins=taken.origins,
            digests=taken.digests,
            provide=taken.provide,
            jobs=choices.jobs,
            live=choices.live,
            progress=watch.progress,
        )

    if choices.live or set(choices.products) != {"html"}:  # a site looks first whether there is anything to be read
        taken.provide(taken.documents)
    if choices.live:
        choices.live.begin(job())
    with one_build_at_a_time(project, watch.say), Staging(project, say=watch.say) as staging:
        made = render({p: p for p in choices.products}, staging, job, watch)
        if made.made:
            staging.publish()
    return made
