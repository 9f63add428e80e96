"""What the files of somebody's folder of letters give: documents, registers, and what was found in reading them.

Of a file that is one document by itself is kept, by the digest of its bytes, what came of it: it is not parsed again,
and what was changed in reading is laid only when somebody reads it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kktei import encode, files, pool, tei
from kktei.cache import Cache, digest, program
from kktei.errors import InputError, KkteiError
from kktei.findings import Finding, finding
from kktei.job import sha256
from kktei.pipeline.verdicts import nameless
from kktei.project import can_be_named, is_file, is_text
from kktei.project import shown as in_words
from kktei.read.foreign import Opened, Opener
from kktei.render.contract import from_json, to_json


@dataclass(frozen=True)
class Taken:
    """Documents in their order, registers, the files that they were read from, and how many files gave nothing.

    ``provide`` lays documents that are not laid yet; ``digests`` are of documents, as far as they are known.
    """

    documents: tuple[Path, ...]
    registers: tuple[Path, ...]
    origins: Mapping[Path, Path]
    findings: tuple[Finding, ...]
    left_out: int
    digests: Mapping[Path, str]
    provide: Callable[[Iterable[Path]], None]


@dataclass(frozen=True, slots=True)
class _Known:
    """What came of a file that is a document: the digest of its TEI, "" where the file is that as it stands.

    ``beside`` is what its addresses may mean in its folder, and whether that was there.
    """

    made: str = ""
    beside: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class _Given:
    """What a file gives."""

    path: Path
    documents: tuple[Path, ...]
    register: Path | None = None
    findings: tuple[Finding, ...] = ()
    included: frozenset[Path] = frozenset()

    @property
    def is_nothing(self) -> bool:
        """Whether nothing can be made of it."""
        return not self.documents and self.register is None


@dataclass(frozen=True, slots=True)
class _New:
    """A file of which nothing is known."""

    path: Path
    shown: str
    opener: Opener
    cache: Cache


@dataclass
class _Taking:
    """What is being gathered; what was changed in reading is laid into ``scratch``, which lasts as long as the run."""

    folder: Path
    scratch: Path
    opener: Opener
    cache: Cache
    known: Mapping[str, _Known]  # by the digests of files
    digests: dict[Path, str]  # of files, then of documents too
    found: dict[str, _Known] = field(default_factory=dict)  # what is known now
    origins: dict[Path, Path] = field(default_factory=dict)
    waiting: dict[Path, str] = field(default_factory=dict)  # documents not laid yet, and the digests of their files
    findings: list[Finding] = field(default_factory=list)
    there: dict[Path, dict[str, bool]] = field(default_factory=dict)  # files that addresses of many letters may mean

    def given(self, paths: Sequence[Path], jobs: int) -> list[_Given]:
        """What files give, in their order; of one that cannot be read a finding.  ``jobs`` processes read new ones."""
        found: dict[Path, _Given] = {}

        def new() -> Iterator[_New]:
            for path in paths:
                one = self._looked_at(path)
                if isinstance(one, _Given):
                    found[path] = one
                elif one is not None:
                    yield one

        for mark, told in pool.each(_opened, new(), jobs=jobs, batch=32):
            if isinstance(told, Finding):
                self.findings.append(told)
            else:
                found[told.path] = self._taken(told, mark)
        return [found[path] for path in paths if path in found]

    def _looked_at(self, file: Path) -> _Given | _New | None:
        """What a file gives where that is known; None, and a finding, where it cannot be read."""
        if not (is_text(str(file)) and can_be_named(file.name)):
            self.findings.append(nameless(in_words(file, self.folder)))
            return None
        try:
            return self._recalled(file) or _New(file, in_words(file, self.folder), self.opener, self.cache)
        except KkteiError as problem:
            self.findings.append(_unread(problem, in_words(file, self.folder)))
            return None

    def _recalled(self, file: Path) -> _Given | None:
        """What a file gave before, as long as the files that its addresses may mean are the same."""
        mark = self.digests.get(file) or self._digest(file)
        known = self.known.get(mark)
        if known is None or not self._stand(file.parent, known.beside):
            return None
        self.found[mark] = known
        if not known.made:
            return _Given(file, (file,))
        path = self._place(file, file.stem)
        self.digests[path], self.waiting[path] = known.made, mark
        return _Given(file, (path,))

    def _stand(self, folder: Path, beside: Iterable[tuple[str, bool]]) -> bool:
        """Whether what was in a folder is there, and nothing that was not."""
        there = self.there.setdefault(folder, {})
        for name, was in beside:
            if name not in there:
                there[name] = is_file(folder / name)
            if there[name] != was:
                return False
        return True

    def _digest(self, file: Path) -> str:
        mark = self.digests[file] = sha256(files.raw(file, in_words(file, self.folder)))
        return mark

    def _taken(self, one: Opened, mark: str) -> _Given:
        """What a file gives that was read now, when its digest was ``mark``."""
        self.digests[one.path] = mark
        if one.is_plain:
            self.found[mark] = _Known()
        elif _can_be_kept(one):
            data = one.pieces[0].data
            self.found[mark] = _Known("" if data is None else sha256(data), one.beside)
        return self.laid(one)

    def laid(self, one: Opened) -> _Given:
        """A file as read, what it gives laid where it can be read again: memory would hold all of a folder."""
        documents = tuple(
            one.path if piece.data is None else self._laid(one.path, piece.stem, piece.data) for piece in one.pieces
        )
        register = None if one.register is None else self._laid(one.path, one.path.stem, one.register)
        return _Given(one.path, documents, register, one.findings, one.taken)

    def _place(self, origin: Path, stem: str) -> Path:
        path = self.scratch / str(len(self.origins)) / f"{stem}.xml"
        self.origins[path] = origin
        return path

    def _laid(self, origin: Path, stem: str, data: bytes) -> Path:
        path = self._place(origin, stem)
        _write(path, data)
        self.digests[path] = sha256(data)
        return path

    def provide(self, documents: Iterable[Path]) -> None:
        """Lay documents that are not laid yet."""
        for path in documents:
            if mark := self.waiting.pop(path, ""):
                data = self.cache.get(_key(mark))
                _write(path, self._again(self.origins[path]) if data is None else data)

    def _again(self, file: Path) -> bytes:
        """A document of which nothing is kept any more."""
        one = self.opener.read(file, in_words(file, self.folder))
        return next((piece.data for piece in one.pieces if piece.data is not None), b"") or files.raw(file)


def _opened(new: _New) -> tuple[str, Opened | Finding]:
    """The digest of a file and what it gives, which is kept where that can be; or why it cannot be read."""
    try:
        mark = sha256(files.raw(new.path, new.shown))  # somebody may have saved it since it was looked at
        one = new.opener.read(new.path, new.shown)
    except KkteiError as problem:
        return "", _unread(problem, new.shown)
    if not one.is_plain and _can_be_kept(one) and one.pieces[0].data is not None:
        new.cache.put(_key(mark), one.pieces[0].data)
    return mark, one


def _can_be_kept(one: Opened) -> bool:
    return one.alone and len(one.pieces) == 1 and not (one.findings or one.register)


def _unread(problem: KkteiError, shown: str) -> Finding:
    """The finding for a file that cannot be read."""
    if isinstance(problem, tei.MalformedError):
        words = problem.message.removeprefix(f"{shown}:{problem.line}:{problem.column}: ")
        return finding("C003", words, file=shown, line=problem.line, column=problem.column)
    return finding("C003", problem.message, file=shown, hint=problem.hint or "")


def take(
    paths: Sequence[Path],
    folder: Path,
    registers: Sequence[Path],
    scratch: Path,
    cache: Cache,
    *,
    follow_links: bool,
    digests: Mapping[Path, str] | None = None,
    jobs: int = 1,
) -> Taken:
    """The documents and registers of the files at ``paths``, which lie in ``folder``, and of named ``registers``.

    A file that another one includes is a part of that and no document.  ``digests`` are of files, as far as they are
    known.  What can be known again of files is kept in ``cache``.  New ones are read by ``jobs`` processes.
    InputError for a register named that cannot be used.
    """
    key = digest(program(), "taken", os.fsencode(folder))
    known = from_json(cache.get(key) or b"{}", dict[str, _Known])
    opener = Opener(folder, encode.is_older, encode.modern, follow_links)
    taking = _Taking(folder, scratch, opener, cache, known, dict(digests or {}))
    named = {path.resolve() for path in registers}
    wanted = [path for path in paths if not named or path.resolve() not in named]
    given = taking.given(wanted, jobs)
    if taking.found != known:
        cache.put(key, to_json(taking.found).encode())
    included = frozenset(path for one in given for path in one.included)
    used = [one for one in given if not included or one.path.resolve() not in included]
    used += [_register(taking, path) for path in registers]
    return Taken(
        documents=tuple(path for one in used for path in one.documents),
        registers=tuple(one.register for one in used if one.register is not None),
        origins=taking.origins,
        findings=(*taking.findings, *(told for one in used for told in one.findings)),
        left_out=sum(one.is_nothing for one in used) + len(wanted) - len(given),
        digests=taking.digests,
        provide=taking.provide,
    )


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(data)


def _key(mark: str) -> str:
    return digest(program(), "opened", mark)


def changed_in_reading(file: Path, folder: Path, *, follow_links: bool) -> str | None:
    """The one document of a file, where it is not the file as it stands; None for any other file."""
    try:
        one = Opener(folder, encode.is_older, encode.modern, follow_links).read(file, in_words(file, folder))
    except KkteiError:  # half typed: the build says so
        return None
    (data,) = {piece.data for piece in one.pieces} if len(one.pieces) == 1 else {None}
    return None if data is None else tei.decoded(data, file.name)


def _register(taking: _Taking, path: Path) -> _Given:
    """A register that the user named."""
    one = Opener(path.parent, encode.is_older, encode.modern).read(path, path.name)
    if one.register is None and not one.pieces:
        raise InputError(
            f"{path.name} is no TEI file with records", "Name a file with listPerson, listPlace or the like."
        )
    return taking.laid(one) if one.register is not None else _Given(path, (), path)
