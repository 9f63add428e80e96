"""The edition's documents in the plain-text form."""

from collections.abc import Sequence
from pathlib import Path

from kktei.errors import UsageError
from kktei.files import xml as raw_xml
from kktei.project import Project, no_document
from kktei.read.plain.writer import PlainText, write_plain
from kktei.read.xml.own import OwnDocument, read_own


def as_text(project: Project, stems: Sequence[str] = ()) -> PlainText:
    """The documents (default: all) as one source in the plain form, and what that form does not hold.

    Raises UsageError for a document that is not there, InputError for one that cannot be read.
    """
    files = project.document_files()
    unknown = sorted(set(stems) - {file.stem for file in files})
    if unknown:
        raise UsageError(f"There is no document {', '.join(unknown)} in edition/documents", "Documents are named d091.")
    read = [_own(project, file) for file in files if not stems or file.stem in stems]
    if not read:
        raise no_document()
    text = write_plain(project.settings().text("edition.title"), [one.record for one in read])
    aside = () if stems or not project.front.exists() else (f"the front matter ({project.shown(project.front)})",)
    return PlainText(text.text, (*aside, *(loss for one in read for loss in one.lost), *text.lost))


def _own(project: Project, file: Path) -> OwnDocument:
    shown = project.shown(file)
    return read_own(raw_xml(file, shown), shown)
