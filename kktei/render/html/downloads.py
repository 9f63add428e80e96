"""The TEI itself, to be taken away: documents and shared files in the layout of an edition."""

from __future__ import annotations

import re
from pathlib import Path

from kktei.errors import OutputError
from kktei.findings import Finding, finding
from kktei.render.html.index import Index
from kktei.render.job import RenderJob

# What would make a browser do more than show an XML tree.
_RUNS = re.compile(rb"http://www\.w3\.org/(1999/xhtml|2000/svg|1999/XSL/Transform)|<\?xml-stylesheet", re.I)
_INSTEAD = "<!-- This document holds parts that a browser could run. It is in {}.txt instead. --><withheld/>\n"


def write_downloads(job: RenderJob, index: Index) -> list[Finding]:
    """Copy the TEI below ``tei/`` byte for byte; a file that a browser could run is a finding and no XML there."""
    folder = job.target / "tei" / "documents"
    found: list[Finding] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, document in zip(job.documents, index.documents, strict=True):
            raw = path.read_bytes()
            if _RUNS.search(raw):
                found.append(finding("H005", "a browser could run parts of this file", file=job.shown(path)))
                (job.target / f"{document.tei}.txt").write_bytes(raw)
                raw = _INSTEAD.format(Path(document.tei).name).encode()
            (job.target / document.tei).write_bytes(raw)
        for other in (job.authorities, job.corpus, job.front):
            if other is not None and not _RUNS.search(raw := other.read_bytes()):
                (folder.parent / other.name).write_bytes(raw)
    except OSError as problem:
        raise OutputError(f"The TEI cannot be copied: {problem.strerror}") from problem
    return found
