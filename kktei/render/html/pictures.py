"""Pictures of pages and figures that lie beside the TEI: copied to the site, each once, with its size."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote

import imagesize

from kktei import files, links
from kktei.errors import InputError, OutputError
from kktei.findings import Finding, finding
from kktei.render.html.index import Index
from kktei.render.job import RenderJob

FOLDER = "pictures"
Shown = dict[str, dict[str, str | int]]  # by address in the TEI: path on the site, width, height

# What browsers show and cannot run, by the bytes that files of the kind begin with (their own specifications).
_KINDS = {b"\x89PNG\r\n\x1a\n": ".png", b"\xff\xd8\xff": ".jpg", b"GIF8": ".gif"}
_BOXED = {b"WEBP": ".webp", b"ftypavif": ".avif"}  # behind a length


def write_pictures(job: RenderJob, index: Index) -> tuple[Mapping[Path, Shown], list[Finding]]:
    """Copy what the documents show into ``pictures/`` below the target; by document, what stands there of it.

    Pictures that are not there, lie outside the edition or are of a kind that browsers do not show are a finding.
    Raises OutputError where the folder cannot be written.
    """
    shown: dict[Path, Shown] = {}
    found: list[Finding] = []
    for path, document in zip(job.documents, index.documents, strict=True):
        missing: list[str] = []
        for url in document.entry["pictures"]:
            try:
                shown.setdefault(path, {})[url] = _copied(job, job.origin(path).parent / unquote(url), url)
            except InputError as problem:
                missing.append(f"{url}: {problem.message}")
        if missing:
            others = f", and {len(missing) - 1} others" if len(missing) > 1 else ""
            found.append(finding("H020", missing[0] + others, file=job.shown(path), count=len(missing)))
    return shown, found


def _copied(job: RenderJob, at: Path, url: str) -> dict[str, str | int]:
    if not links.is_inside(at, job.root):
        raise InputError("the picture lies outside the edition")
    if not at.is_file():
        raise InputError("there is no such file")
    raw = files.raw(at, url)
    ending = next(_endings(raw), None)
    if ending is None:
        raise InputError("browsers show no such file; save it as JPEG, PNG, GIF, WebP or AVIF")
    name = f"{FOLDER}/{hashlib.sha256(raw).hexdigest()[:20]}{ending}"
    _write(job.target / name, raw)
    width, height = imagesize.get(io.BytesIO(raw))
    return {"u": name, **({"w": int(width), "h": int(height)} if width > 0 and height > 0 else {})}


def _endings(raw: bytes) -> Iterator[str]:
    yield from (ending for start, ending in _KINDS.items() if raw.startswith(start))
    yield from (ending for start, ending in _BOXED.items() if raw[8:12] == start or raw[4:12] == start)


def _write(path: Path, raw: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    except OSError as problem:
        raise OutputError(f"A picture cannot be copied: {problem.strerror}") from problem
