"""Validation by itself: an edition, some of its files, or anybody's TEI against any schema."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kktei import links, validate
from kktei.cache import Cache
from kktei.config import Settings
from kktei.errors import InputError, UsageError
from kktei.findings import Finding, in_order
from kktei.pipeline.sources import source_notes
from kktei.pipeline.verdicts import checks
from kktei.pipeline.watch import Watcher
from kktei.project import Project, data, find, here, natural, no_document, root_of

_WHOLE_TEI = "tei_all.rng"
_NOT_TEXTS = {"output", ".kktei-cache", ".git", ".venv", "node_modules", ".kktei"}


@dataclass(frozen=True)
class Checked:
    """How many files were looked at, how many have errors, and what was found."""

    files: int
    found: list[Finding] = field(default_factory=list)


def check_paths(
    paths: Sequence[Path],
    *,
    schema: Path | None,
    rules: Path | None,
    jobs: int,
    force: bool,
    watch: Watcher,
    follow_links: bool = False,
) -> Checked:
    """Check files or folders; without any, the edition that the current folder lies in.

    With ``schema`` (and ``rules``) the files are checked against these alone.  Raises InputError
    where there is nothing to check, or where without ``follow_links`` a link leads out of a folder that is to be
    checked; MachineryError where a schema cannot be used.
    """
    for folder in (path for path in paths if path.is_dir()):
        links.check([folder], _root(folder) or folder, follow=follow_links)
    if schema is not None or rules is not None:
        schema = data("schema") / _WHOLE_TEI if schema is not None and _is_ours(schema) else schema
        return _foreign(paths, schema, rules, jobs, watch)
    project = _project(paths, follow_links)
    if project is None:
        return _stray(paths, jobs, watch)
    whole = not paths or any(path.is_dir() and links.is_inside(project.documents, path) for path in paths)
    return _edition(project, None if whole else files_of(paths), jobs, force, watch)


def _is_ours(schema: Path) -> bool:
    """Whether TEI's whole grammar is meant, and no file of the reader's: it comes with kktei."""
    return str(schema) in (_WHOLE_TEI, Path(_WHOLE_TEI).stem) and not schema.exists()


def _edition(project: Project, only: list[Path] | None, jobs: int, force: bool, watch: Watcher) -> Checked:
    settings = project.settings()
    documents = project.document_files()
    files = documents if only is None else [Path(os.path.realpath(path)) for path in only]
    if not files:
        raise no_document()
    notes, unread = source_notes(project, settings)
    cache = Cache(project.cache / "blobs", fresh=force)
    every = [*unread, *checks(project, notes, files, cache=cache, jobs=jobs, watch=watch)]
    if only is not None:
        shown = {project.shown(file) for file in files}
        return Checked(len(files), [f for f in _unsuppressed(every, settings) if f.file in shown])
    return Checked(len(files), _unsuppressed(every, settings))


def _unsuppressed(found: list[Finding], settings: Settings) -> list[Finding]:
    return validate.apply_suppressions(found, settings, ran=("check", "collate"))


def _foreign(paths: Sequence[Path], schema: Path | None, rules: Path | None, jobs: int, watch: Watcher) -> Checked:
    if not paths:
        raise UsageError("--schema and --rules need the files to check", "kktei validate --schema tei.rng letters/")
    files = files_of(paths)
    found = validate.check_documents(
        files, root=here(), grammar=schema, rules=rules, jobs=jobs, progress=watch.progress
    )
    return Checked(len(files), in_order(f for one in found.values() for f in one))


def _stray(paths: Sequence[Path], jobs: int, watch: Watcher) -> Checked:
    """Files outside any project: our grammar and rules; pointers as far as the files beside them go."""
    files = files_of(paths)
    folder = Path(os.path.realpath(files[0])).parent
    beside = [next((p for p in (folder / n, folder.parent / n) if p.is_file()), None) for n in _SHARED]
    found = validate.check_documents(
        files,
        root=here(),
        authorities=beside[0],
        corpus=beside[1],
        jobs=jobs,
        strictness=validate.DECLARED,
        progress=watch.progress,
    )
    records = validate.check_records(files, [file for file in beside if file is not None], root=here(), jobs=jobs)
    return Checked(len(files), in_order([*(f for one in found.values() for f in one), *records]))


_SHARED = ("authorities.xml", "edition.xml")


def files_of(paths: Sequence[Path]) -> list[Path]:
    """The XML files that are named or lie in the folders that are named, in natural order, each once."""
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            inside = (p for p in path.rglob("*.xml") if not _NOT_TEXTS & set(p.relative_to(path).parts))
            found.update(dict.fromkeys(sorted(inside, key=lambda p: natural(p.as_posix()))))
        elif path.is_file():
            found[path] = None
        else:
            raise InputError(f"{path} is not there")
    if not found:
        raise InputError(f"There is no XML file in {', '.join(map(str, paths))}")
    return list(found)


def _project(paths: Sequence[Path], follow_links: bool) -> Project | None:
    """The project that all the paths lie in."""
    if not paths:
        return find(follow_links=follow_links)
    roots = {_root(path if path.is_dir() else path.parent) for path in paths}
    root = roots.pop() if len(roots) == 1 else None
    return None if root is None else find(root, follow_links=follow_links)


def _root(folder: Path) -> Path | None:
    """The root of the project that a folder lies in, if it lies in one."""
    try:
        return root_of(folder)
    except UsageError:
        return None
