"""What a conversion will do to the edition's files, as data."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from kktei.findings import Finding
from kktei.merge.memory import raw_or_none
from kktei.project import Project
from kktei.spool import Laid


class Outcome(StrEnum):
    """What becomes of a file."""

    NEW = "new"  # not there yet: written
    REPLACED = "replaced"  # not touched by hand: written anew
    MERGED = "merged"  # touched by hand and converted differently: both kept, together
    CONFLICT = "conflict"  # both changed at one place: the hand version stays, the new one lies beside it
    LEFT = "left"  # nothing to do
    GONE = "gone"  # no source has it any more: left
    DELETED = "deleted"  # deleted by hand: not written again
    WAITING = "waiting"  # its source cannot be read: left


@dataclass(frozen=True, slots=True)
class MergeStep:
    """What is to be done for one file; ``file`` is relative to ``edition/``, with forward slashes.

    ``seen`` is the file's digest when the plan was made ("" where there was none): if it is another when
    the plan is carried out, somebody has saved the file since, and it is left alone.  Texts lie in the plan's
    spool, so that a volume's plan is small.
    """

    file: str
    state: Outcome
    seen: str = ""
    write: Laid | None = None  # the file's new text
    remember: Laid | None = None  # the conversion to remember
    beside: Laid | None = None  # the conversion to lay beside the hand version
    ends_conflict: bool = False  # an earlier conflict is over


@dataclass(frozen=True, slots=True)
class Growth:
    """How a file grows: ``of`` are its bytes on disk, ``text`` is what was made of them, by adding to it."""

    of: bytes
    text: bytes


@dataclass(frozen=True, slots=True)
class Apart:
    """Files that are not dealt with like others.

    Those in ``verbatim`` get no history, those in ``grown`` become what was made of their text on disk, and those in
    ``waiting`` stay as they are, because their source, or they themselves, cannot be read.  ``heirs`` are ids of
    records by those whose place they took by hand: pointers to the ones have become pointers to the others.
    Of documents in ``decided`` the editors' table says something.
    """

    verbatim: Collection[str] = ()
    grown: Mapping[str, Growth] = field(default_factory=dict)
    waiting: Collection[str] = ()
    heirs: Mapping[str, str] = field(default_factory=dict)
    decided: Collection[str] = ()
    folder: str = ""  # of FOLDERS: the plan is about the files there; "": about all others


FOLDERS = ("witnesses", "collation")  # below edition/: what they hold is planned by itself


@dataclass(frozen=True)
class MergePlan:
    """The steps of a conversion in the order of the files, and what editors must know of them.

    ``ledgers`` are the parts of the memory in plain text, by name.
    """

    project: Project
    steps: tuple[MergeStep, ...]
    findings: tuple[Finding, ...] = ()
    ledgers: Mapping[str, bytes] = field(default_factory=dict)

    def of(self, state: Outcome) -> list[str]:
        """The files of one state."""
        return [step.file for step in self.steps if step.state is state]

    @property
    def changes(self) -> bool:
        """Whether any file of the edition will be written."""
        return any(step.write is not None or step.beside is not None for step in self.steps)

    @property
    def summary(self) -> str:
        """How many files of each state: "28 left, 1 merged, 1 replaced"."""
        counts = Counter(step.state for step in self.steps)
        return ", ".join(f"{counts[state]} {state.value}" for state in Outcome if counts[state]) or "nothing to convert"

    def without(self, refused: Collection[str]) -> MergePlan:
        """The plan as it was carried out: files in ``refused`` were left."""
        left = (replace(step, state=Outcome.LEFT) if f"edition/{step.file}" in refused else step for step in self.steps)
        return replace(self, steps=tuple(left))

    def diff(self) -> Iterator[str]:
        """What would be written, as a unified diff of the files on disk and the plan's, line by line."""
        for step in self.steps:
            yield from _diff(self.project, step)


def _diff(project: Project, step: MergeStep) -> Iterator[str]:
    path = project.edition / step.file
    before = raw_or_none(path) or b""
    for laid, name in ((step.write, step.file), (step.beside, conflict_name(step.file))):
        if laid is None:
            continue
        old, new = (f"edition/{step.file}" if before else "/dev/null"), f"edition/{name}"
        lines = difflib.unified_diff(_lines(before), _lines(laid.read()), old, new)
        for line in lines:
            yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(data: bytes) -> list[str]:
    return data.decode("utf-8", "replace").splitlines(keepends=True)


def conflict_name(file: str) -> str:
    """Where the new conversion of a conflict lies, relative to ``edition/``: out of the renderers' sight."""
    folder, _, name = file.rpartition("/")
    stem, dot, suffix = name.rpartition(".")
    name = f"{stem}.new{dot}{suffix}" if stem else f"{name}.new"
    return f"conflicts/{name}" if folder in {"", "documents"} else f"conflicts/{folder}/{name}"
