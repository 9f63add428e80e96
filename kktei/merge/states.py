"""Where each file of an edition stands between its last conversion and the hand of its editors."""

from __future__ import annotations

from dataclasses import dataclass

from kktei.merge import history
from kktei.merge.memory import DamagedMemoryError, Memory, inside, read
from kktei.merge.steps import conflict_name
from kktei.project import Project, natural


@dataclass(frozen=True, slots=True)
class Standing:
    """A file relative to ``edition/``; ``state`` is converted, edited, conflicting, by hand, forgotten or deleted.

    ``status`` is what ``revisionDesc/@status`` says ("draft"), "" where it says nothing.
    """

    file: str
    state: str
    status: str = ""


def standings(project: Project) -> list[Standing]:
    """The state of every document that is there or remembered, and of the authorities and the corpus."""
    memory = Memory(project)
    there = [f"documents/{path.name}" for path in project.document_files()]
    there += [path.name for path in (project.authorities, project.corpus) if path.is_file()]
    files = sorted({*there, *memory.files()}, key=natural)
    return [Standing(file, _state(project, memory, file), _status(project, file)) for file in files]


def remembered(project: Project) -> list[str]:
    """Every file that kktei once made of a source, in order."""
    return Memory(project).files()


def last(project: Project, file: str) -> bytes | None:
    """A file as kktei last made it; where that is not known, as it stands; None where it is not there."""
    try:
        made = Memory(project).converted(file)
    except DamagedMemoryError:
        made = None
    return made if made is not None else read(inside(project, file))


def deleted(project: Project) -> frozenset[str]:
    """The files that kktei once wrote and somebody deleted; they are not written again.

    Whoever deletes a document and the copy of its conflict has decided too.
    """
    memory = Memory(project)
    decided = (file for file in memory.conflicts() if not inside(project, conflict_name(file)).is_file())
    return frozenset(file for file in (*memory.files(), *decided) if not inside(project, file).is_file())


def _status(project: Project, file: str) -> str:
    now = read(inside(project, file))
    return "" if now is None else history.status(now.decode("utf-8", "replace"))


def _state(project: Project, memory: Memory, file: str) -> str:
    now = read(inside(project, file))
    if now is None:
        return "deleted"
    if read(inside(project, conflict_name(file))) is not None:
        return "conflicting"
    try:
        base = memory.converted(file)
    except DamagedMemoryError:
        return "forgotten"
    if base is None:
        return "by hand"
    return "converted" if _content(now) == _content(base) else "edited"


def _content(data: bytes) -> str:
    return history.split(data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")).content
