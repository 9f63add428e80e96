"""What can be made of an edition: each product's name, folder and renderer."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from kktei.cache import Cache
from kktei.errors import UsageError
from kktei.findings import Finding
from kktei.pipeline.watch import Watcher
from kktei.project import Project
from kktei.publish import Staging
from kktei.render.job import RenderJob

# Imported only when wanted: a site needs no typesetter.
_RENDERERS = {
    "html": ("kktei.render.html", "render_site"),
    "print": ("kktei.render.print", "render_print"),
    "epub": ("kktei.render.epub", "render_epub"),
    "docx": ("kktei.render.docx", "render_docx"),
}
PRODUCTS = tuple(_RENDERERS)


def renderer(product: str) -> Callable[[RenderJob], list[Finding]]:
    """The function that makes ``product``; UsageError for one that there is not."""
    if product not in _RENDERERS:
        raise UsageError(f"There is no product {product!r}", f"There are {', '.join(_RENDERERS)}.")
    module, name = _RENDERERS[product]
    function: Callable[[RenderJob], list[Finding]] = getattr(importlib.import_module(module), name)
    return function


def job(
    project: Project,
    documents: Sequence[Path],
    target: Path,
    *,
    front: Path | None = None,
    jobs: int,
    cache: Cache,
    watch: Watcher,
) -> RenderJob:
    """A rendering of the project's own documents, with its ``front`` matter where that is to be seen."""
    return RenderJob(
        root=project.root,
        documents=tuple(documents),
        settings=project.settings(),
        target=target,
        cache=cache,
        authorities=project.authorities if project.authorities.is_file() else None,
        corpus=project.corpus if project.corpus.is_file() else None,
        front=front,
        overrides=project.edition,
        jobs=jobs,
        progress=watch.progress,
    )


def render(
    parts: Mapping[str, str], staging: Staging, make_job: Callable[[Path], RenderJob], watch: Watcher
) -> list[Finding]:
    """Make each product (the value) in its folder of ``staging`` (the key); the findings of all.

    UsageError for a product that there is not.
    """
    found: list[Finding] = []
    for part, product in parts.items():
        watch.detail(f"Rendering {product}")
        found += renderer(product)(make_job(staging.part(part)))
    return found
