"""What the last build was made from, so that a build with nothing to do does nothing."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path, PurePosixPath

import msgspec

from kktei import files, links, trust
from kktei.cache import content, digest, digest_all, digest_of, program
from kktei.errors import InputError, KkteiError
from kktei.findings import Finding
from kktei.job import sha256
from kktei.project import Project, is_file, natural
from kktei.publish import listed, stands

_FILE = "built"
_FOREIGN = "rendered"  # of a folder of letters that is no edition of kktei's


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file that is "new", "changed" or "gone" since the last build, and what it is to the edition."""

    file: str
    how: str
    what: str


def inputs(project: Project) -> list[Path]:
    """Every file that a build reads, in a fixed order: the sources and the edition; and what stands in a file's place.

    A link that leads nowhere, or a folder called d001.xml, is a finding of the next build.
    """
    found = (p for folder in (project.seeds, project.edition) if folder.is_dir() for p in folder.rglob("*"))
    found = (p for p in found if project.follow_links or not p.is_symlink() or links.is_inside(p, project.root))
    return sorted(p for p in found if _is_read(p) and not p.name.startswith((".~", "~$")))


def _is_read(path: Path) -> bool:
    return path.suffix.lower() in _FILES if path.is_dir() else True


_FILES = {".xml", ".toml", ".csv", ".tsv", ".xlsx", ".docx", ".txt", ".json", ".css"}


def fingerprint(project: Project, choices: Iterable[str] = ()) -> str:
    """Digest of the inputs, of kktei itself and of what was asked for."""
    files = inputs(project)
    names = [p.relative_to(project.root).as_posix() for p in [*files, *project.refused_documents()]]
    return digest(program(), *choices, *names, digest_of([*files, *_of_the_house(project)]))


@dataclass(frozen=True, slots=True)
class Inputs:
    """The inputs as they stood at one moment: what is saved later, while the build goes on, is for the next one."""

    mark: str
    digests: Mapping[str, str]

    @staticmethod
    def of(project: Project, choices: Iterable[str]) -> Inputs:
        """As they stand now."""
        return Inputs(fingerprint(project, choices), _digests(project))


def _of_the_house(project: Project) -> list[Path]:
    """The authority files that the edition shares with others and that are there."""
    try:
        named = project.settings().texts("authorities.file")
    except KkteiError:  # the run says what is wrong with them
        return []
    return [path for name in named if is_file(path := project.root / name)]


@dataclass(frozen=True, slots=True)
class LastBuild:
    """What the last build found, and of how many documents its results are made."""

    findings: list[Finding]
    rendered: int


@dataclass(frozen=True, slots=True)
class _State:
    """What is kept of a build: the digest of its inputs, its results, and what was found."""

    mark: str
    output: Mapping[str, Sequence[object]]
    findings: Sequence[Finding]
    rendered: int
    failed: Sequence[str] = ()
    inputs: Mapping[str, str] = field(default_factory=dict)
    program: str = ""
    documents: int = 0  # of a folder of letters


def remember(
    project: Project, built: Inputs, found: Sequence[Finding], rendered: int, failed: Sequence[str] = ()
) -> None:
    """Keep what was built from ``built``, of how many documents, what was found wrong, and the products ``failed``."""
    output = listed(project.output)
    state = _State(built.mark, output, found, rendered, failed, built.digests, program())
    _keep(project, _FILE, state)


def _keep(project: Project, name: str, state: _State) -> None:
    partial = project.cache / f"{name}.{secrets.token_hex(8)}"
    try:
        with partial.open("xb") as file:
            file.write(trust.sealed(name, msgspec.json.encode(state), trust.key()))
        partial.replace(project.cache / name)
    finally:
        partial.unlink(missing_ok=True)


def _remembered(project: Project, name: str = _FILE) -> _State | None:
    """What was kept; None where there is none, or not from this user on this machine, or it is damaged."""
    try:
        kept = trust.unsealed(name, files.raw(project.cache / name), trust.key())
        return msgspec.json.decode(kept, type=_State) if kept is not None else None
    except (InputError, msgspec.DecodeError):  # an older version kept something else
        return None


def not_made(project: Project) -> tuple[str, ...]:
    """The products that the last build could not make."""
    state = _remembered(project)
    return tuple(state.failed) if state is not None else ()


def changed(project: Project) -> list[FileChange] | None:
    """What the next build finds changed: files of seeds/ and edition/, the results, kktei; None without a build."""
    if (state := _remembered(project)) is None:
        return None
    before = state.inputs
    now = _digests(project)
    names = sorted((name for name in {*before, *now} if before.get(name) != now.get(name)), key=natural)
    found = [FileChange(name, _how(name, before, now), _what(name)) for name in names]
    if not stands(project.output, state.output):
        found.append(FileChange("output/", "changed", "the results"))
    if state.program != program():
        found.append(FileChange("kktei", "changed", "the program itself"))
    return found


def _how(name: str, before: Mapping[str, str], now: Mapping[str, str]) -> str:
    if name not in before:
        return "new"
    return "changed" if name in now else "gone"


def _what(name: str) -> str:
    """What a file is, for people."""
    kinds = {"edition/documents/": "document", "edition/conflicts/": "copy of a conflict", "seeds/": "source"}
    known = {
        "edition/edition.toml": "settings",
        "edition/vocabulary.toml": "vocabulary",
        "edition/authorities.xml": "authority file",
        "edition/edition.xml": "corpus file",
        "edition/front.xml": "front matter",
        "edition/theme.css": "style",
    }
    if PurePosixPath(name).match("edition/facts.*"):
        return "table"
    return known.get(name) or next((kind for start, kind in kinds.items() if name.startswith(start)), "other file")


def _digests(project: Project) -> dict[str, str]:
    return {
        project.shown(path): digest(content(path))  # as it can be written down, whatever bytes a name has
        for path in inputs(project)
        if ".kktei" not in path.parts
    }


def recall(project: Project, mark: str) -> LastBuild | None:
    """What is known of the last build where it was made from ``mark`` and its results are still there.

    What could not be made is tried again, whatever it was that stood in the way: None.
    """
    state = _remembered(project)
    if state is None or state.failed or state.mark != mark or not stands(project.output, state.output):
        return None
    return LastBuild(list(state.findings), state.rendered)


def standing(folder: Path, others: Iterable[Path]) -> dict[Path, str]:
    """The digest of all that lies in a folder of letters and of ``others``; of pictures size and time stand for it."""
    found = sorted([*(p for p in folder.rglob("*") if p.is_file()), *others])
    return {path: sha256(content(path)) if path.suffix.lower() in _READ else _stamp(path) for path in found}


def _stamp(path: Path) -> str:
    state = path.stat()
    return f"{state.st_size} {state.st_mtime_ns}"


def foreign_fingerprint(folder: Path, standing: Mapping[Path, str], choices: Iterable[str]) -> str:
    """Digest of how files are ``standing`` in a folder of letters, of kktei itself and of what was asked for."""
    told = (part for path, known in standing.items() for part in (os.fsencode(path), known))
    return digest_all(chain((program(), *choices, os.fsencode(folder)), told))


_READ = {*_FILES, ".xsl", ".typ", ".rng"}


def remember_foreign(project: Project, mark: str, found: Sequence[Finding], documents: int, rendered: int) -> None:
    """Keep what became of somebody's folder of letters, whose results are in the project's ``output``."""
    state = _State(mark, listed(project.output), found, rendered, documents=documents)
    _keep(project, _FOREIGN, state)


def recall_foreign(project: Project, mark: str) -> tuple[list[Finding], int, int] | None:
    """What :func:`remember_foreign` kept of the same input, where the results are still there."""
    state = _remembered(project, _FOREIGN)
    if state is None or state.mark != mark or not stands(project.output, state.output):
        return None
    return list(state.findings), state.documents, state.rendered
