"""Where each file of an edition stands between its last conversion and the hand of its editors."""

from dataclasses import dataclass

from kktei.errors import KkteiError
from kktei.merge import history
from kktei.merge.memory import DamagedMemoryError, Memory, inside, is_there, raw_or_none
from kktei.merge.steps import conflict_name
from kktei.merge.texts import content, text
from kktei.project import Project, natural


@dataclass(frozen=True, slots=True)
class FileState:
    """A file relative to ``edition/``.

    ``state`` is converted, edited, conflicting, by hand, forgotten, unreadable or deleted;
    ``status`` is what ``revisionDesc/@status`` says ("draft"), "" where it says nothing.
    """

    file: str
    state: str
    status: str = ""


def file_states(project: Project) -> list[FileState]:
    """The state of every document that is there or remembered, and of the authorities and the corpus."""
    memory = Memory(project)
    shared = (path.name for path in (project.authorities, project.corpus) if path.is_file())
    files = sorted({*project.document_names(), *shared, *memory.files()}, key=natural)
    return [FileState(file, _state(project, memory, file), _status(project, file)) for file in files]


def remembered(project: Project) -> list[str]:
    """Every file that kktei once made of a source, in order."""
    return Memory(project).files()


def last(project: Project, file: str) -> bytes | None:
    """A file as kktei last made it; where that is not known, as it stands; None where it is not there."""
    known = made(project, file)
    return known if known is not None else raw_or_none(inside(project, file))


def made(project: Project, file: str) -> bytes | None:
    """A file as kktei last made it; None where that is not known."""
    try:
        return Memory(project).converted(file)
    except (DamagedMemoryError, KkteiError):
        return None


def deleted(project: Project) -> frozenset[str]:
    """The files that kktei once wrote and somebody deleted; they are not written again.

    Whoever deletes a document and the copy of its conflict has decided too.
    """
    memory = Memory(project)
    decided = (file for file in memory.conflicts() if not is_there(project, conflict_name(file)))
    return frozenset(file for file in (*memory.files(), *decided) if not is_there(project, file))


def _status(project: Project, file: str) -> str:
    try:
        return history.status(text(raw_or_none(inside(project, file))) or "")
    except KkteiError:
        return ""


def _state(project: Project, memory: Memory, file: str) -> str:
    if not is_there(project, file):
        return "deleted"
    try:
        now = raw_or_none(inside(project, file)) or b""
    except KkteiError:
        return "unreadable"
    if is_there(project, conflict_name(file)):
        return "conflicting"
    try:
        base = memory.converted(file)
    except (DamagedMemoryError, KkteiError):
        return "forgotten"
    if base is None:
        return "by hand"
    return "converted" if content(now) == content(base) else "edited"
