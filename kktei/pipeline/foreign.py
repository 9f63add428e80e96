"""Rendering TEI that is no edition of kktei's: any folder of letters."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import time

from kktei import encode, files, links, tei, trust
from kktei.cache import Cache, digest, program
from kktei.config import Settings, check, load
from kktei.errors import InputError, KkteiError, OutputError
from kktei.findings import Finding, finding, in_order
from kktei.job import sha256
from kktei.pipeline import state
from kktei.pipeline.line import CHANGED, BuildOutcome, Choices, trusts
from kktei.pipeline.products import ProductRun, render
from kktei.pipeline.verdicts import nameless
from kktei.pipeline.watch import Watcher
from kktei.project import Project, can_be_named, here, is_file, is_text, natural
from kktei.project import shown as in_words
from kktei.publish import Staging, check_place, one_build_at_a_time, within
from kktei.read.foreign import Opened, OpenedDocument, Opener
from kktei.render.contract import from_json, to_json
from kktei.render.job import RenderJob

_USED = ("edition.toml", "authorities.xml", "theme.css", "print.typ", "fonts", "texts", "xslt")  # beside the letters
_NO_LETTERS = {"authorities.xml", "edition.xml"}


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
    named, source = source, _whole(source)
    files = _files(source, named)
    folder = source if source.is_dir() else source.parent
    used = [source] if source.is_dir() else [folder / name for name in _USED]
    links.check(used, folder, follow=follow_links)
    if not files:
        raise InputError(f"There is no XML file in {named}", "Name a folder with TEI documents, or one file.")
    project = replace(place_of(output, named), follow_links=follow_links)
    mark = ""
    trusted = trusts(folder, folder, choices, watch)
    if source.is_dir() and not follow_links:
        mark = state.foreign_fingerprint(source, registers, (*choices.products, trusted))
        if not choices.force and (known := state.recall_foreign(project, mark)) is not None:
            return BuildOutcome(known[0], True, known[1], known[2])
    with _scratch() as scratch:
        began, cache = time(), Cache(project.cache / "blobs", fresh=choices.force)
        taken = take(files, folder, registers, Path(scratch), cache, follow_links=follow_links)
        made = _rendered(taken, len(files), folder, project, cache, choices, watch)
    if not cache.settled(began):
        watch.say(CHANGED)
    elif mark and not made.code:
        state.remember_foreign(project, mark, made.findings, made.documents, made.rendered)
    return made


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


def place_of(output: Path, source: Path) -> Project:
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


def _render(project: Project, folder: Path, taken: Taken, cache: Cache, choices: Choices, watch: Watcher) -> ProductRun:
    def job() -> RenderJob:
        return RenderJob(
            root=folder,
            documents=taken.documents,
            settings=_settings(folder),
            target=project.output,
            cache=cache,
            authorities=_beside(folder, "authorities.xml"),
            overrides=folder,
            trusted=trust.trusted(folder),
            follow_links=project.follow_links,
            registers=taken.registers,
            origins=taken.origins,
            jobs=choices.jobs,
            live=choices.live,
            progress=watch.progress,
        )

    if choices.live:
        choices.live.begin(job())
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


def _settings(folder: Path) -> Settings:
    file = _beside(folder, "edition.toml")
    if file is not None:
        return load(file)
    # Others have licences of their own, which their files say: none is claimed for them.
    return check({"edition": {"title": folder.resolve().name, "licence": ""}})


def _beside(folder: Path, name: str) -> Path | None:
    return folder / name if (folder / name).is_file() else None


@dataclass(frozen=True)
class Taken:
    """Documents in their order, registers, the files that they were read from, and how many files gave nothing."""

    documents: tuple[Path, ...] = ()
    registers: tuple[Path, ...] = ()
    origins: Mapping[Path, Path] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class _Aside:
    """What a file gave: where its documents and its records lie, what is to be told, files that stand in it now."""

    path: Path
    documents: Sequence[Path]
    register: Path | None
    findings: Sequence[Finding]
    taken: frozenset[Path]


@dataclass
class _Taking:
    """What is being gathered; what was changed in reading is laid into ``scratch``, which lasts as long as the run."""

    folder: Path
    scratch: Path
    opener: Opener
    known: frozenset[str]  # digests of files that are a document each, as they stand
    cache: Cache
    plain: set[str] = field(default_factory=set)  # the same, as found now
    documents: list[Path] = field(default_factory=list)
    registers: list[Path] = field(default_factory=list)
    origins: dict[Path, Path] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    left_out: int = 0

    def opened(self, file: Path) -> Opened | None:
        """A file as read; None, and a finding, where it cannot be."""
        shown = in_words(file, self.folder)
        if not (is_text(str(file)) and can_be_named(file.name)):
            self.findings.append(nameless(shown))
            return None
        try:
            return self._read(file, shown)
        except tei.MalformedError as told:
            words = told.message.removeprefix(f"{shown}:{told.line}:{told.column}: ")
            self.findings.append(finding("C003", words, file=shown, line=told.line, column=told.column))
        except KkteiError as problem:
            self.findings.append(finding("C003", problem.message, file=shown, hint=problem.hint or ""))
        return None

    def _read(self, file: Path, shown: str) -> Opened:
        """What a file gives; one that is known to be a document by itself is not parsed again."""
        mark = sha256(files.raw(file, shown))
        as_it_stands = Opened(file, (OpenedDocument(file.stem),), alone=True)
        if mark in self.known:
            one = as_it_stands
        elif (kept := self._kept(file, mark)) is not None:
            return kept
        else:
            one = self.opener.read(file, shown)
        if one == as_it_stands:
            self.plain.add(mark)
        elif one.alone and len(one.pieces) == 1 and not (one.findings or one.register):
            self.cache.put(_opened_key(mark), to_json(dict(one.beside)).encode() + b"\n" + (one.pieces[0].data or b""))
        return one

    def _kept(self, file: Path, mark: str) -> Opened | None:
        """What a file gave whose addresses have another base, as long as the files that they may mean are the same."""
        blob = self.cache.get(_opened_key(mark))
        if blob is None:
            return None
        told, _, data = blob.partition(b"\n")
        beside = from_json(told, dict[str, bool])
        if any(is_file(file.parent / name) != was for name, was in beside.items()):
            return None
        return Opened(file, (OpenedDocument(file.stem, data or None),), beside=tuple(beside.items()), alone=True)

    def aside(self, one: Opened) -> _Aside:
        """A file whose texts, where they were changed, lie on the disk from now on: memory would hold all of them."""
        documents = [
            one.path if piece.data is None else self._laid(one.path, piece.stem, piece.data) for piece in one.pieces
        ]
        register = None if one.register is None else self._laid(one.path, one.path.stem, one.register)
        return _Aside(one.path, documents, register, one.findings, one.taken)

    def take(self, one: _Aside) -> None:
        """Note what a file gives."""
        self.findings += one.findings
        self.documents += one.documents
        if one.register is not None:
            self.registers.append(one.register)
        elif not one.documents:
            self.left_out += 1

    def _laid(self, origin: Path, stem: str, data: bytes) -> Path:
        path = self.scratch / str(len(self.origins)) / f"{stem}.xml"
        path.parent.mkdir()
        path.write_bytes(data)
        self.origins[path] = origin
        return path


def take(
    paths: Sequence[Path], folder: Path, registers: Sequence[Path], scratch: Path, cache: Cache, *, follow_links: bool
) -> Taken:
    """The documents and registers of the files at ``paths``, which lie in ``folder``, and of named ``registers``.

    A file that another one includes is a part of that and no document.  Which files are documents as they stand is
    kept in ``cache``.  InputError for a register named that cannot be used.
    """
    key = digest(program(), "taken", os.fsencode(folder))
    known = frozenset((cache.get(key) or b"").decode("ascii").split())
    taking = _Taking(folder, scratch, Opener(folder, encode.is_older, encode.modern, follow_links), known, cache)
    named = {path.resolve() for path in registers}
    wanted = [path for path in paths if path.resolve() not in named]
    opened = [taking.aside(one) for path in wanted if (one := taking.opened(path)) is not None]
    if taking.plain != known:
        cache.put(key, "\n".join(sorted(taking.plain)).encode("ascii"))
    included = frozenset(path for given in opened for path in given.taken)
    for given in opened:
        if given.path.resolve() not in included:
            taking.take(given)
    for path in registers:
        _register(taking, path)
    left_out = taking.left_out + len(wanted) - len(opened)
    return Taken(tuple(taking.documents), tuple(taking.registers), taking.origins, tuple(taking.findings), left_out)


def _opened_key(mark: str) -> str:
    return digest(program(), "opened", mark)


def changed_in_reading(file: Path, folder: Path, *, follow_links: bool) -> str | None:
    """The one document of a file, where it is not the file as it stands; None for any other file."""
    try:
        one = Opener(folder, encode.is_older, encode.modern, follow_links).read(file, in_words(file, folder))
    except KkteiError:  # half typed: the build says so
        return None
    (data,) = {piece.data for piece in one.pieces} if len(one.pieces) == 1 else {None}
    return None if data is None else tei.decoded(data, file.name)


def _register(taking: _Taking, path: Path) -> None:
    """Take a register that the user named."""
    one = Opener(path.parent, encode.is_older, encode.modern).read(path, path.name)
    if one.register is None and not one.pieces:
        raise InputError(
            f"{path.name} is no TEI file with records", "Name a file with listPerson, listPlace or the like."
        )
    if one.register is not None:
        taking.take(taking.aside(one))
    else:
        taking.registers.append(path)
