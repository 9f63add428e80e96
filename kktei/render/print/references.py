"""Cross references that lead nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kktei.findings import Finding, finding
from kktei.render.job import RenderJob
from kktei.render.print.documents import Document


def broken(job: RenderJob, documents: Sequence[Document]) -> list[Finding]:
    """A finding for each reference whose target is neither in the volume nor in a file beside it."""
    anchors = {f"{d.stem}#" for d in documents} | {f"{d.stem}#{a}" for d in documents for a in d.facts["anchors"]}
    inside = {d.stem for d in documents}
    found = []
    for document in documents:
        for pair in document.facts["targets"]:
            raw, destination = pair.split("\t")
            stem = destination.partition("#")[0]
            if destination in anchors or (stem not in inside and _is_beside(job, document, raw.partition("#")[0])):
                continue
            found.append(
                finding(
                    "P003",
                    f'The reference to "{raw}" leads nowhere: no page number can be printed',
                    file=job.shown(document.path),
                    line=_line(document.path, raw),
                    place=f'ref[@target="{raw}"]',
                )
            )
    return found


def _is_beside(job: RenderJob, document: Document, name: str) -> bool:
    """Whether ``name`` is a file of the edition, seen from the document; nothing outside is asked for."""
    try:
        file = (document.path.parent / name).resolve()
        return file.is_relative_to(job.root.resolve()) and file.is_file()
    except (OSError, ValueError):  # no name that a file could have
        return False


def _line(path: Path, target: str) -> int:
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return next((n for n, line in enumerate(lines, 1) if f'"{target}' in line or f"'{target}" in line), 0)
