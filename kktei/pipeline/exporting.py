"""Collations and witnesses for other programs: CSV, JSON as CollateX has it, NEXUS; plain text and TEI of a witness."""

from collections.abc import Sequence

from kktei import collate, files, tei
from kktei.errors import InputError, UsageError
from kktei.findings import Severity
from kktei.model import DocumentId
from kktei.model.collation import Collation
from kktei.pipeline.collating import Hand, collated
from kktei.pipeline.critical import on_disk, transcriptions, with_witnesses
from kktei.project import Project

FORMS = ("csv", "json", "nexus")
WITNESS_FORMS = ("text", "tei")


def export(project: Project, numbers: Sequence[str], form: str) -> str:
    """One document's collation in a form of :data:`FORMS`.

    Raises UsageError where not one document is named, or it has no witnesses; InputError where they cannot be read.
    """
    known = with_witnesses(project)
    if len(numbers) != 1 and len(known) != 1:
        raise UsageError("Name the one document whose collation is wanted", "kktei collate 1 --export csv")
    stem = DocumentId.of(numbers[0]).stem if numbers else known.pop()
    made = _collation(project, stem)
    if form == "csv":
        return collate.written(made).decode("utf-8-sig")
    return collate.as_json(made) if form == "json" else collate.as_nexus(made)


def _collation(project: Project, stem: str) -> Collation:
    result = collated(project, Hand("", "1970-01-01", lambda _line: None), (), (stem,))
    made = result.collations.get(stem)
    if made is None:
        wrong = next((f for f in result.findings if f.severity is Severity.ERROR), None)
        if wrong is not None:
            raise InputError(f"{wrong.file}: {wrong.message}", wrong.hint)
        hint = "Put them into seeds/witnesses/; those within sources are taken by kktei collate, without --export."
        raise UsageError(f"Document {DocumentId.of_stem(stem).key} has no witnesses", hint)
    return made


def witness_as(project: Project, number: str, siglum: str, form: str) -> str:
    """A witness as text and apparatus give it, as plain text; or its transcription as TEI.

    Raises UsageError for a document or a witness that there is not.
    """
    stem = DocumentId.of(number).stem
    named = (path for path in project.document_files() if path.stem in (stem, number))
    if (path := next(named, None)) is None:
        raise UsageError(f"There is no document {number}", "kktei status shows all.")
    shown = project.shown(path)
    if form == "tei":
        return _transcription(project, path.stem, siglum)
    root = tei.load(path, shown)
    if not collate.is_parallel(root):
        words = f"The apparatus of {shown} stands apart from its text (no parallel segmentation)"
        raise InputError(words, "What a witness has cannot be rebuilt from it; the site shows its readings.")
    text = collate.rebuilt(root, siglum)
    if text is None:
        raise UsageError(f"Document {number} has no witness {siglum}", _sigla(collate.read_of(root)))
    return collate.plain(text)


def _sigla(known: dict[str, str]) -> str:
    return f"It has {', '.join(known.values())}." if known else "No reading names one."


def _transcription(project: Project, stem: str, siglum: str) -> str:
    names = {name.rpartition("/")[2].removesuffix(".xml"): name for name in transcriptions(project).get(stem, [])}
    of = next((known for known in names if siglum == known or siglum.rstrip("¹²³⁴⁵⁶⁷⁸⁹") == known), None)
    if of is None:
        raise UsageError(f"Document {stem} has no transcription of {siglum}", _sigla({n: n for n in names}))
    return files.as_utf8(on_disk(project)(names[of]) or b"", names[of]).decode()
