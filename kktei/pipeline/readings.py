"""``collate`` as one short function: the documents that are named, or all that have witnesses."""

from collections.abc import Callable, Collection, Sequence

from kktei.errors import UsageError
from kktei.model import DocumentId
from kktei.pipeline.convert import Converted, convert
from kktei.pipeline.critical import with_witnesses
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
    """Collate; the rest of the edition stays as it is, but one that was never converted is converted whole.

    UsageError where a document named has no witnesses.
    """

    def only(within: Collection[str]) -> Collection[str]:
        """Of the documents that have witnesses, in files of their own or ``within`` the sources, those wanted."""
        known = with_witnesses(project) | set(within)
        stems = _numbers_asked_for(numbers, known)
        return (stems or sorted(known, key=natural)) if project.authorities.is_file() else ()

    return convert(project, jobs=jobs, by=by, watch=watch, show=show, only=only)


def _numbers_asked_for(numbers: Sequence[str], known: Collection[str]) -> list[str]:
    if not known:
        hint = 'Put their texts into seeds/witnesses/NUMBER/SIGLUM.txt, or into the document below "Text of A:".'
        raise UsageError("No document has witnesses", hint)
    stems = [DocumentId.of(number).stem for number in numbers]
    for number, stem in zip(numbers, stems, strict=True):
        if stem not in known:
            there = ", ".join(sorted(known, key=natural)[:10])
            raise UsageError(f"Document {number} has no witnesses", f"Witnesses are there for {there}.")
    return stems
