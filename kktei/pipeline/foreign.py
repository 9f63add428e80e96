"""Rendering TEI that is no edition of kktei's: any folder of letters."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from lxml import etree

from kktei import links, tei, trust
from kktei.cache import Cache
from kktei.config import Settings, check, load
from kktei.errors import InputError, KkteiError, OutputError
from kktei.findings import Finding, finding, in_order
from kktei.pipeline.line import Choices, Outcome, trusts
from kktei.pipeline.products import Made, render
from kktei.pipeline.verdicts import nameless
from kktei.pipeline.watch import Watcher
from kktei.project import Project, can_be_named, here, is_text, natural
from kktei.project import shown as in_words
from kktei.publish import Staging, check_place, one_build_at_a_time, within
from kktei.render.job import RenderJob

_USED = ("edition.toml", "authorities.xml", "theme.css", "print.typ", "fonts", "texts")  # beside the letters
_NO_LETTERS = {"authorities.xml", "edition.xml"}
_NAMES = ("TEI", "teiCorpus")
_ROOTS = {tei.q(name) for name in _NAMES}


def render_foreign(
    source: Path, output: Path, choices: Choices, watch: Watcher, *, follow_links: bool = False
) -> Outcome:
    """Render every well-formed TEI file at ``source`` into ``output``; the others are findings.

    A folder with ``edition.toml``, ``theme.css`` or ``authorities.xml`` beside the letters has them used.
    Where none of the files can be rendered, the findings say why of each and ``output`` is not touched.
    Raises InputError where there is no XML file at all, or without ``follow_links`` a link leads out of the folder.
    """
    named, source = source, _whole(source)
    files = _files(source, named)
    folder = source if source.is_dir() else source.parent
    used = [source] if source.is_dir() else [folder / name for name in _USED]
    links.check(used, folder, follow=follow_links)
    if not files:
        raise InputError(f"There is no XML file in {named}", "Name a folder with TEI documents, or one file.")
    project = replace(_place(output, named), follow_links=follow_links)
    good, found = _readable(files, folder)
    if not good:
        found.append(finding("B002", f"None of {_counted(len(files))} can be rendered: nothing was made"))
        return Outcome(in_order(found), documents=len(files), code=InputError.exit_code)
    trusts(folder, folder, choices, watch)
    made = _render(project, folder, good, choices, watch)
    return Outcome(
        in_order([*found, *made.findings]),
        documents=len(files),
        rendered=len(good),
        made=made.made,
        failed=made.failed,
        code=made.code,
        fault=made.fault,
    )


def _place(output: Path, source: Path) -> Project:
    """The project of the results alone; OutputError where they would lie among, or over, what is somebody's."""
    output = _whole(output)
    project = Project(output.parent, output)
    if within(here(), output):
        raise OutputError(f"{output} holds the folder that you are in", "Name a new folder with --output.")
    check_place(project, apart=[source])
    return project


def _whole(path: Path) -> Path:
    """A path from the root of the disk; what it names may be a link, which is followed by whoever knows why."""
    whole = here() / path
    if whole.name == "..":
        return Path(os.path.realpath(whole))
    return Path(os.path.realpath(whole.parent)) / whole.name


def _counted(files: int) -> str:
    return f"the {files} files" if files > 1 else "one file"


def _render(project: Project, folder: Path, good: list[Path], choices: Choices, watch: Watcher) -> Made:
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
            trusted=trust.trusted(folder),
            follow_links=project.follow_links,
            jobs=choices.jobs,
            progress=watch.progress,
        )

    with one_build_at_a_time(project, watch.say), Staging(project, say=watch.say) as staging:
        made = render({p: p for p in choices.products}, staging, job, watch)
        if made.made:
            staging.publish()
    return made


def _files(source: Path, named: Path) -> list[Path]:
    if source.is_file():
        return [source]
    if not source.is_dir():
        raise InputError(f"{named} is not there")
    found = (p for p in source.rglob("*.xml") if p.name not in _NO_LETTERS and p.name[0] != "." and not p.is_dir())
    return sorted(found, key=lambda p: natural(p.relative_to(source).as_posix()))


def _readable(files: list[Path], folder: Path) -> tuple[list[Path], list[Finding]]:
    good: list[Path] = []
    found: list[Finding] = []
    for file in files:
        shown = in_words(file, folder)
        if not (is_text(str(file)) and can_be_named(file.name)):
            found.append(nameless(shown))
            continue
        try:
            root = tei.load(file, shown)
        except etree.XMLSyntaxError as problem:
            line, column = problem.position
            found.append(finding("C003", f"not well-formed XML: {problem.msg}", file=shown, line=line, column=column))
        except KkteiError as problem:
            found.append(finding("C003", problem.message, file=shown, hint=problem.hint or ""))
        else:
            if root.tag in _ROOTS:
                good.append(file)
            else:
                found.append(_no_tei(root, shown))
    return good, found


def _no_tei(root: tei.Element, file: str) -> Finding:
    """The finding for an XML file with another root, or with TEI's elements outside TEI's namespace."""
    name, space = tei.name(root), tei.space(root)
    if name in _NAMES and space != tei.TEI:
        where = f"in the namespace {space!r}" if space else "in no namespace"
        return finding("B003", f"<{name}> stands {where}: this is no TEI P5", file=file, line=root.sourceline or 0)
    return finding("B003", f"The root is <{name}>: this is no TEI document", file=file, line=root.sourceline or 0)


def _settings(folder: Path) -> Settings:
    file = _beside(folder, "edition.toml")
    return load(file) if file is not None else check({"edition": {"title": folder.resolve().name}})


def _beside(folder: Path, name: str) -> Path | None:
    return folder / name if (folder / name).is_file() else None
