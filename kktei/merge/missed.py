"""What became of a file that editors took away: which documents still point to it, and what it is called now."""

import re

from kktei.errors import KkteiError
from kktei.merge.memory import DamagedMemoryError, Memory, on_disk
from kktei.merge.texts import content
from kktei.project import Project, natural

_ROOT_ID = re.compile(rb"<(?:[\w.-]+:)?TEI\b[^>]*?\sxml:id\s*=\s*[\"']([^\"']+)")


def pointed_from(project: Project, file: str) -> list[str]:
    """The documents that point into a file that all share."""
    pointer = b"/" + file.encode() + b"#"
    return [name for name in sorted(project.document_names(), key=natural) if pointer in (_raw(project, name) or b"")]


def renamed(memory: Memory, project: Project, file: str) -> str:
    """The one document that was not made by kktei and is what ``file`` was, by its id or its words; "" without one."""
    try:
        was = memory.converted(file)
    except (DamagedMemoryError, KkteiError):
        return ""
    others = sorted(project.document_names() - set(memory.files()), key=natural)
    same = [name for name in others if was is not None and _same(was, _raw(project, name))]
    return same[0] if len(same) == 1 else ""


def _same(was: bytes, now: bytes | None) -> bool:
    if now is None:
        return False
    before, after = _ROOT_ID.search(was), _ROOT_ID.search(now)
    if before and after:
        return before[1] == after[1]
    return content(was) == content(now)


def _raw(project: Project, file: str) -> bytes | None:
    try:
        return on_disk(project, file)
    except KkteiError:  # the check names it
        return None
