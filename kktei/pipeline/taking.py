"""What a folder of somebody else's TEI gives: documents, registers, and what is to be told of each file."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kktei import encode, files, tei
from kktei.cache import Cache, digest, program
from kktei.errors import InputError, KkteiError
from kktei.findings import Finding, finding
from kktei.job import sha256
from kktei.pipeline.verdicts import nameless
from kktei.project import can_be_named, is_text
from kktei.project import shown as in_words
from kktei.read.foreign import Opened, OpenedDocument, Opener


@dataclass(frozen=True)
class Taken:
    """Documents in their order, registers, the files that they were read from, and how many files gave nothing."""

    documents: tuple[Path, ...] = ()
    registers: tuple[Path, ...] = ()
    origins: Mapping[Path, Path] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    left_out: int = 0


@dataclass
class _Taking:
    """What is being gathered; what was changed in reading is laid into ``scratch``, which lasts as long as the run."""

    folder: Path
    scratch: Path
    opener: Opener
    known: frozenset[str]  # digests of files that are a document each, as they stand
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
        """What a file gives; one that is known to be a document as it stands is not parsed again."""
        mark = sha256(files.raw(file, shown))
        as_it_stands = Opened(file, (OpenedDocument(file.stem),))
        one = as_it_stands if mark in self.known else self.opener.read(file, shown)
        if one == as_it_stands:
            self.plain.add(mark)
        return one

    def take(self, one: Opened) -> None:
        """Note what a file gives."""
        self.findings += one.findings
        for piece in one.pieces:
            self.documents.append(one.path if piece.data is None else self._laid(one.path, piece.stem, piece.data))
        if one.register is not None:
            self.registers.append(self._laid(one.path, one.path.stem, one.register))
        elif not one.pieces:
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
    taking = _Taking(folder, scratch, Opener(folder, encode.is_older, encode.modern, follow_links), known)
    named = {path.resolve() for path in registers}
    wanted = [path for path in paths if path.resolve() not in named]
    opened = [one for path in wanted if (one := taking.opened(path)) is not None]
    if taking.plain != known:
        cache.put(key, "\n".join(sorted(taking.plain)).encode("ascii"))
    included = frozenset(path for one in opened for path in one.taken)
    for one in opened:
        if one.path.resolve() not in included:
            taking.take(one)
    for path in registers:
        _register(taking, path)
    left_out = taking.left_out + len(wanted) - len(opened)
    return Taken(tuple(taking.documents), tuple(taking.registers), taking.origins, tuple(taking.findings), left_out)


def _register(taking: _Taking, path: Path) -> None:
    """Take a register that the user named."""
    one = Opener(path.parent, encode.is_older, encode.modern).read(path, path.name)
    if one.register is None and not one.pieces:
        raise InputError(
            f"{path.name} is no TEI file with records", "Name a file with listPerson, listPlace or the like."
        )
    if one.register is not None:
        taking.take(one)
    else:
        taking.registers.append(path)
