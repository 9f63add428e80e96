"""Pictures of pages and figures that lie beside the TEI: copied to the site, each once, with its size."""

from collections.abc import Mapping
from pathlib import Path

from kktei import pictures
from kktei.errors import InputError, refused
from kktei.findings import Finding, finding
from kktei.render.html.index import Index
from kktei.render.html.parts import PagePicture
from kktei.render.job import RenderJob

Shown = dict[str, PagePicture]  # by address in the TEI
_BROWSERS = {"jpg", "png", "gif", "webp", "avif", "svg"}


def write_pictures(job: RenderJob, index: Index) -> tuple[Mapping[Path, Shown], list[Finding]]:
    """Copy what the documents show into ``pictures/`` below the target; by document, what stands there of it.

    Pictures that are not there, lie outside the edition or are of a kind that browsers do not show are a finding.
    Raises OutputError where the folder cannot be written.
    """
    shown: dict[Path, Shown] = {}
    found: list[Finding] = []
    for path, document in zip(job.documents, index.documents, strict=True):
        missing: list[str] = []
        for url in document.entry.pictures:
            try:
                shown.setdefault(path, {})[url] = _copied(job, job.origin(path), url)
            except InputError as problem:
                missing.append(f"{url}: {problem.message}")
        if missing:
            others = f", and {len(missing) - 1} others" if len(missing) > 1 else ""
            found.append(finding("H020", missing[0] + others, file=job.shown(path), count=len(missing)))
    return shown, found


def _copied(job: RenderJob, document: Path, url: str) -> PagePicture:
    picture = pictures.picture(document, job.root, url)
    if picture.kind not in _BROWSERS:
        raise InputError("browsers show no such file; save it as JPEG, PNG, GIF, WebP or AVIF")
    write(job.target / picture.name, picture.raw)
    known = bool(picture.width and picture.height)
    return PagePicture(
        address=picture.name, width=picture.width if known else None, height=picture.height if known else None
    )


def write(path: Path, raw: bytes) -> None:
    """Put a picture where a product has it; raises OutputError."""
    with refused("A picture cannot be copied"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
