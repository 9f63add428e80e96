"""``collate`` as one short function: the documents that are named, or all that have witnesses."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kktei.errors import UsageError
from kktei.model import DocumentId
from kktei.pipeline.convert import Converted, convert
from kktei.pipeline.critical import transcriptions
from kktei.pipeline.watch import Watcher
from kktei.project import Project, natural


def collate_documents(
    project: Project,
    numbers: Sequence[str],
    *,
    jobs: int = 1,
    by: str | None = None,
    watch: Watcher,
    show: Callable[[str], None] | None = None,
) -> Converted:
    """Collate; the rest of the edition stays as it is.  UsageError where a document named has no witnesses."""
    stems = [DocumentId.of(number).stem for number in numbers]
    known = with_witnesses(project)
    for number, stem in zip(numbers, stems, strict=True):
        if stem not in known:
            hint = f"Witnesses are there for {_told(known)}." if known else f"Put them into seeds/witnesses/{number}/."
            raise UsageError(f"Document {number} has no witnesses", hint)
    if not known:
        raise UsageError("No document has witnesses", "Put their texts into seeds/witnesses/NUMBER/SIGLUM.txt.")
    return convert(project, jobs=jobs, by=by, watch=watch, show=show, only=stems or _all(project, known))


def with_witnesses(project: Project) -> set[str]:
    """The stems of the documents that have any witness, in seeds/ or in edition/."""
    folders = [p for p in project.witness_seeds.glob("*") if p.is_dir() and not p.name.startswith(".")]
    return {DocumentId.of(folder.name).stem for folder in folders} | set(transcriptions(project))


def _all(project: Project, known: set[str]) -> list[str]:
    """All that have witnesses; in an edition that was never converted, everything."""
    return sorted(known, key=natural) if project.authorities.is_file() else []


def _told(stems: set[str]) -> str:
    return ", ".join(sorted(stems, key=natural)[:10])
