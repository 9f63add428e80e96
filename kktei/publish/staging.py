"""A folder beside ``output/`` in which results are made, until it takes the place of ``output/``."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType

from kktei.errors import OutputError
from kktei.files import keep_rights
from kktei.project import Project
from kktei.publish import mark, strangers
from kktei.publish.exchange import exchange
from kktei.publish.mark import KEEPER, OutputMark
from kktei.publish.place import check_place, claim, place
from kktei.publish.present import PresentResults

Say = Callable[[str], None]


def silent(_words: str) -> None:
    """Tell nobody."""


class Staging:
    """``with Staging(project) as staging: ... staging.publish()``.

    Results go below :attr:`folder`.  Without :meth:`publish` nothing happens to ``output/``.
    ``keep`` names parts of the present output that stay as they are; ``say`` is told of what is in
    ``output/`` and not kktei's: it stays too.
    """

    def __init__(self, project: Project, keep: Iterable[str] = (), say: Say = silent) -> None:
        self._project = project
        self._keep = tuple(keep)
        self._kept: set[str] = set()
        self._say = say
        self._name = project.named_output
        self._output = place(project)
        self.folder = _beside(self._output, "new")
        self._inode = 0  # of the folder that this run has made
        self._stands = PresentResults()

    def __enter__(self) -> Staging:
        try:
            prepare(self._project, self._say)
            self._stands = PresentResults.of(self._output, self._project.cache)
            self.folder.mkdir(parents=True)
            self._inode = self.folder.stat().st_ino
            mark.write(self.folder, OutputMark({}, whole=False))
            (self.folder / KEEPER).touch()
            for name in self._keep:
                self.keep(name)
        except OSError as problem:
            raise self._cannot(problem) from problem
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, _: TracebackType | None
    ) -> None:
        if self._is_new():
            self.folder.chmod(0o700)  # it may have got the rights of a read-only output/
            shutil.rmtree(self.folder, ignore_errors=True)
        if isinstance(problem, OSError):
            raise self._cannot(problem) from problem

    def part(self, name: str) -> Path:
        """An empty folder for one kind of result ("html")."""
        folder = self.folder / name
        self._kept.discard(name)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return folder

    def lay(self, path: Path, digest: str) -> bool:
        """Let a file of the present results stand in the new ones too, where it is as it was made, with this digest.

        Its bytes are shared and nothing is written; whether that could be done.
        """
        return self._stands.lay(path, path.as_posix().removeprefix(f"{self.folder.as_posix()}/"), digest)

    def keep(self, name: str) -> bool:
        """Put the present results' part, or what is within one, in place of a new one; whether there is such."""
        shutil.rmtree(self.folder / name, ignore_errors=True)
        present = self._output / name
        if not os.path.lexists(present):
            return False
        self._kept.add(name)
        if present.is_symlink() or not present.is_dir():
            strangers.lay(present, self.folder / name)
        else:
            (self.folder / name).mkdir(parents=True)
            for entry in list(mark.entries(present)):
                strangers.lay(present / entry, self.folder / name / entry)
        return True

    def publish(self) -> None:
        """Let the new results take the place of ``output/``; what is not kktei's in it stays.

        Raises OutputError where somebody's folder stands there.
        """
        output, new = self._output, self.folder
        before = claim(output, self._name)
        present = output.exists()
        own = strangers.ours(output, before, self._stands.stamps) if present else {}
        carried, aside = strangers.carry_over(output, new, before, own) if present else ([], {})
        made = self._made(before, carried)
        mark.write(new, made)
        keep_rights(output, new)
        if (old := self._exchange()) is not None:
            carried += _dismantled(old, output, mark.read_mark(old), own, self._say)
        self._stands.remember(made)
        for line in strangers.told(self._name, carried, aside):
            self._say(line)

    def _exchange(self) -> Path | None:
        """The new folder takes the place of the old one; where that is now.  It was looked at again."""
        output, new = self._output, self.folder
        if not output.exists():
            new.rename(output)
            return None
        claim(output, self._name)
        if not exchange(new, output):
            return self._in_two_steps()
        try:
            claim(new, self._name)  # in the meantime somebody may have put a folder of his own there
        except OutputError:
            exchange(new, output)
            raise
        return new

    def _in_two_steps(self) -> Path:
        """Killed between them, the next run puts the old results back: see :func:`prepare`."""
        old = _beside(self._output, "old")
        self._output.rename(old)
        try:
            claim(old, self._name)
            self.folder.rename(self._output)
        except (OSError, OutputError):
            old.rename(self._output)
            raise
        return old

    def _is_new(self) -> bool:
        """Whether what stands at :attr:`folder` is what this run made, not what it has changed places with."""
        try:
            return self._inode == self.folder.lstat().st_ino
        except FileNotFoundError:
            return False

    def _made(self, before: OutputMark | None, carried: Iterable[str]) -> OutputMark:
        """The mark of the new results: all that was made now, and what was made earlier of the parts that stay."""
        foreign = {KEEPER, *carried}
        around = {f"{folder}/" for name in carried for folder in map(str, Path(name).parents)}
        made: dict[str, str] = {}
        for name in mark.entries(self.folder):
            if self._stays(name):
                digest = before.digest(name) if before else None
            elif name in foreign or (name in around and not any(other.startswith(name) for other in made)):
                digest = None
            else:
                digest = "" if name[-1] == "/" else self._stands.digest(self.folder / name, name)
            if digest is not None:
                made[name] = digest
        return OutputMark(made)

    def _stays(self, name: str) -> bool:
        """Whether an entry is, or lies in, a part of the present results that stays."""
        return bool(self._kept) and any(
            part in self._kept for part in (name, *(str(folder) for folder in Path(name).parents))
        )

    def _cannot(self, problem: OSError) -> OutputError:
        words = f"The results cannot be written: {problem.strerror or problem}"
        return OutputError(words, f"{self._name} is as it was.")


def prepare(project: Project, say: Say = silent) -> None:
    """See that results may go to ``output/``, put back one that a killed run left aside, delete what it left half-made.

    Only what carries kktei's mark is put back or deleted.  Call it with the project's lock held.  Raises OutputError.
    """
    output = check_place(project)
    if not output.parent.is_dir():
        return
    pattern = re.compile(rf"\.{re.escape(output.name)}\.(new|old)\.\d+(-\d+)?")
    left = [
        p for p in sorted(output.parent.iterdir(), reverse=True) if pattern.fullmatch(p.name) and not p.is_symlink()
    ]
    try:
        for folder in left:
            _put_away(folder, output, say)
    except OSError as problem:
        words = f"What a run that was stopped left beside {project.named_output} cannot be put away"
        raise OutputError(f"{words}: {problem.strerror}", f"Look at {problem.filename}.") from problem


def _put_away(folder: Path, output: Path, say: Say) -> None:
    found = mark.read_mark(folder) if folder.is_dir() else None
    if found is None:
        if folder.is_dir() and _barely_begun(folder):
            for name in (mark.PARTIAL, KEEPER):
                (folder / name).unlink(missing_ok=True)
            folder.rmdir()
    elif not found.whole:
        shutil.rmtree(folder)
    elif not output.exists():
        folder.rename(output)
    else:
        _dismantled(folder, output, found, {}, say)


def _barely_begun(folder: Path) -> bool:
    """Whether a run was killed before its mark stood here, or after an empty output/ was exchanged."""
    names = {entry.name for entry in folder.iterdir()} - {mark.PARTIAL}
    return not names or (names == {KEEPER} and mark.is_keeper(folder / KEEPER))


def _dismantled(
    old: Path, output: Path, made: OutputMark | None, known: dict[str, strangers.Stamp], say: Say
) -> list[str]:
    try:
        return strangers.dismantle(old, output, made, known)
    except OSError as problem:
        say(f"The former results in {old} cannot be cleared away: {problem.strerror} ({problem.filename})")
        return []


def _beside(output: Path, kind: str) -> Path:
    """A name beside ``output`` that nobody has taken."""
    names = (f".{output.name}.{kind}.{os.getpid()}{n}" for n in ("", *(f"-{i}" for i in range(1, 1000))))
    return next(path for name in names if not os.path.lexists(path := output.with_name(name)))
