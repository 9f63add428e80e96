"""Cross references that lead nowhere."""

import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from kktei.files import text
from kktei.findings import Finding, finding
from kktei.render.job import RenderJob
from kktei.render.print.documents import TypstDocument

_VALUE = re.compile(r"""=\s*["']\s*([^"'<>]+?)\s*["']""")


def broken(job: RenderJob, documents: Sequence[TypstDocument]) -> list[Finding]:
    """A finding for each reference whose target is neither in the volume nor in a file beside it."""
    anchors = {f"{d.stem}#" for d in documents} | {f"{d.stem}#{a}" for d in documents for a in d.facts.anchors}
    inside = {d.stem for d in documents}
    found = []
    for document in documents:
        wanting = [
            raw for raw, stem in _nowhere(document, anchors) if stem in inside or not _is_beside(job, document, raw)
        ]
        lines = _lines(document.path, wanting)
        found += [
            finding(
                "P003",
                f'The reference to "{raw}" leads nowhere: no page number can be printed',
                file=job.shown(document.path),
                line=lines[raw],
                place=f'ref[@target="{raw}"]',
            )
            for raw in wanting
        ]
    return found


def _nowhere(document: TypstDocument, anchors: Collection[str]) -> Iterator[tuple[str, str]]:
    """The references of a document to no place in the volume, as they are written, and the stems that they name."""
    for pair in document.facts.targets:
        raw, destination = pair.split("\t")
        if destination not in anchors:
            yield raw, destination.partition("#")[0]


def _is_beside(job: RenderJob, document: TypstDocument, target: str) -> bool:
    """Whether a target is in a file of the edition, seen from the document; nothing outside is asked for."""
    try:
        file = (document.path.parent / target.partition("#")[0]).resolve()
        return file.is_relative_to(job.root.resolve()) and file.is_file()
    except (OSError, ValueError):  # no name that a file could have
        return False


def _lines(path: Path, targets: Collection[str]) -> dict[str, int]:
    """The line of the first reference to each target; 0 where it is written another way."""
    found = dict.fromkeys(targets, 0)
    for number, line in enumerate(text(path).split("\n") if targets else (), 1):
        for target in _VALUE.findall(line):
            for one in {target, *target.split()[:1]} & found.keys():
                found[one] = found[one] or number
    return found
