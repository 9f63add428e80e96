"""The TEI itself, to be taken away: documents and shared files in the layout of an edition."""

import re
from pathlib import Path

from kktei import files
from kktei.errors import refused
from kktei.findings import Finding, finding
from kktei.render.html.index import Index
from kktei.render.html.inert import active_part
from kktei.render.job import RenderJob

_INDENTATION = re.compile(rb"\n[ \t]+(?=[^<>]*<)")  # in text, not within a tag
_MEANT = re.compile(
    rb"\0|xml:space|white-space|<!\[CDATA\[|<!ENTITY|<(?:\w+:)?(?:eg|egXML|code|formula)\b"
)  # blanks may be words here, or, in UTF-16, halves of other signs


def write_downloads(job: RenderJob, index: Index) -> list[Finding]:
    """Copy the TEI below ``tei/``; a file that a browser could run, as a plain text and with a finding.

    An address that ends in ".xml" holds what a browser shows as a tree, or nothing.
    """
    copies = [(path, document.tei) for path, document in zip(job.documents, index.documents, strict=True)]
    shared = [path for path in (job.authorities, job.corpus, job.front) if path is not None]
    found: list[Finding] = []
    for path, target in [*copies, *((path, offered(path)) for path in shared)]:
        raw = files.raw(path, job.shown(path))
        _write(job, target, taken_away(job, target, raw))
        if target.endswith(".txt") and (part := active_part(raw, path.name)):
            line, what = part
            said = f"a browser could carry out parts of this file ({what}): it is offered as {target}"
            found.append(finding("H005", said, file=job.shown(path), line=line))
    return found


def offered(path: Path) -> str:
    """Where on the site a shared file (authorities.xml, edition.xml, front.xml) is downloaded from."""
    return f"tei/{path.name}" + (".txt" if active_part(files.raw(path), path.name) else "")


def taken_away(job: RenderJob, target: str, raw: bytes) -> bytes:
    """What ``target`` holds: the TEI without the blanks that lines begin with, a fifth of a letter that has records.

    Each line keeps its number.  Where blanks may be words, in a plain text, and where the edition wants it, all bytes
    are those of the edition.
    """
    if target.endswith(".txt") or job.settings.flag("publish.indented") or _MEANT.search(raw):
        return raw
    return _INDENTATION.sub(b"\n", raw)


def _write(job: RenderJob, name: str, raw: bytes) -> None:
    path = job.target / name
    with refused("The TEI cannot be copied"):
        path.parent.mkdir(parents=True, exist_ok=True)
        job.write(path, raw)
