"""A folder beside ``output/`` in which results are made, until it takes the place of ``output/``."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType

from kktei.errors import OutputError
from kktei.project import Project
from kktei.publish.exchange import exchange

KEEPER = ".gitkeep"  # what keeps output/ under version control


class Staging:
    """``with Staging(project) as staging: ... staging.publish()``.

    Results go below :attr:`folder`.  Without :meth:`publish` nothing happens to ``output/``.
    ``keep`` names parts of the present output that stay as they are.
    """

    def __init__(self, project: Project, keep: Iterable[str] = ()) -> None:
        self._project = project
        self._keep = tuple(keep)
        self.folder = project.output.parent / f".output.new.{os.getpid()}"

    def __enter__(self) -> Staging:
        try:
            clean_up(self._project)
            self.folder.mkdir(parents=True)
            (self.folder / KEEPER).touch()
            for name in self._keep:
                if (present := self._project.output / name).exists():
                    _link_tree(present, self.folder / name)
        except OSError as problem:
            raise _cannot(problem) from problem
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, _: TracebackType | None
    ) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        if isinstance(problem, OSError):
            raise _cannot(problem) from problem

    def part(self, name: str) -> Path:
        """An empty folder for one kind of result ("html")."""
        folder = self.folder / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return folder

    def keep(self, name: str) -> bool:
        """Put the present results' part in place of a new one that could not be made; whether there is such."""
        shutil.rmtree(self.folder / name, ignore_errors=True)
        present = self._project.output / name
        if not present.exists():
            return False
        _link_tree(present, self.folder / name)
        return True

    def publish(self) -> None:
        """Let the new results take the place of ``output/``."""
        output = self._project.output
        if not output.exists():
            self.folder.rename(output)
        elif not exchange(self.folder, output):
            old = output.with_name(f".output.old.{os.getpid()}")
            output.rename(old)  # killed here, the next run puts it back: see clean_up
            self.folder.rename(output)
            shutil.rmtree(old, ignore_errors=True)


def clean_up(project: Project) -> None:
    """Put back an ``output/`` that a killed run left aside, and delete what it left half-made.

    Call it with the project's lock held.  Raises OutputError where the disk refuses.
    """
    aside = sorted(project.output.parent.glob(".output.old.*"))
    if aside and not project.output.exists():
        try:
            aside.pop().rename(project.output)
        except OSError as problem:
            raise _cannot(problem) from problem
    for folder in (*aside, *project.output.parent.glob(".output.new.*")):
        shutil.rmtree(folder, ignore_errors=True)


def _link_tree(source: Path, target: Path) -> None:
    """A copy that shares its files' bytes where the file system can."""

    def link(one: str, other: str) -> str:
        try:
            os.link(one, other)
        except OSError:
            shutil.copy2(one, other)
        return other

    if source.is_dir():
        shutil.copytree(source, target, copy_function=link)
    else:
        link(str(source), str(target))


def _cannot(problem: OSError) -> OutputError:
    return OutputError(f"The results cannot be written: {problem.strerror or problem}", "output/ is as it was.")
