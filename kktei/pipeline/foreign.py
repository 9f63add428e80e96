"""Rendering TEI that is no edition of kktei's: any folder of letters."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from kktei import tei
from kktei.cache import Cache
from kktei.config import Settings, check, load
from kktei.errors import InputError, KkteiError
from kktei.findings import Finding, finding, in_order
from kktei.pipeline.line import Choices, Outcome
from kktei.pipeline.products import render
from kktei.pipeline.watch import Watcher
from kktei.project import Project, natural
from kktei.publish import Staging, one_build_at_a_time
from kktei.render.job import RenderJob


def render_foreign(source: Path, output: Path, choices: Choices, watch: Watcher) -> Outcome:
    """Render every well-formed TEI file at ``source`` into ``output``; the others are findings.

    A folder with ``edition.toml``, ``theme.css`` or ``authorities.xml`` beside the letters has them used.
    Raises InputError where there is no TEI.
    """
    files = _files(source)
    folder = source if source.is_dir() else source.parent
    good, found = _well_formed(files, folder)
    if not good:
        raise InputError(f"There is no TEI document in {source}", "Name a folder with .xml files, or one file.")
    project = Project(output.resolve().parent, output.resolve())
    cache = Cache(project.cache / "blobs", fresh=choices.force)

    def job(target: Path) -> RenderJob:
        return RenderJob(
            root=folder,
            documents=tuple(good),
            settings=_settings(folder),
            target=target,
            cache=cache,
            authorities=_beside(folder, "authorities.xml"),
            overrides=folder,
            jobs=choices.jobs,
            progress=watch.progress,
        )

    with one_build_at_a_time(project, watch.say), Staging(project) as staging:
        found += render({p: p for p in choices.products}, staging, job, watch)
        staging.publish()
    return Outcome(in_order(found), documents=len(files), rendered=len(good))


def _files(source: Path) -> list[Path]:
    if source.is_file():
        return [source]
    if not source.is_dir():
        raise InputError(f"{source} is not there")
    found = (p for p in source.rglob("*.xml") if p.name not in {"authorities.xml", "edition.xml"})
    return sorted(found, key=lambda p: natural(p.relative_to(source).as_posix()))


def _well_formed(files: list[Path], folder: Path) -> tuple[list[Path], list[Finding]]:
    good: list[Path] = []
    found: list[Finding] = []
    for file in files:
        shown = file.relative_to(folder).as_posix()
        try:
            root = tei.load(file, shown)
        except etree.XMLSyntaxError as problem:
            line, column = problem.position
            found.append(finding("C003", f"not well-formed XML: {problem.msg}", file=shown, line=line, column=column))
        except KkteiError as problem:
            found.append(finding("C003", problem.message, file=shown, hint=problem.hint or ""))
        else:
            if tei.name(root) in {"TEI", "teiCorpus"}:
                good.append(file)
    return good, found


def _settings(folder: Path) -> Settings:
    file = _beside(folder, "edition.toml")
    return load(file) if file is not None else check({"edition": {"title": folder.resolve().name}})


def _beside(folder: Path, name: str) -> Path | None:
    return folder / name if (folder / name).is_file() else None
