"""What can be made of an edition: each product's name, folder and renderer."""

from __future__ import annotations

import errno
import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from kktei import plugins, pool
from kktei.errors import InputError, KkteiError, NotInstalledError, OutputError, UsageError
from kktei.findings import Finding, finding
from kktei.pipeline.watch import Watcher
from kktei.publish import Staging
from kktei.render.job import RenderJob

# Imported only when wanted: a site needs no typesetter.
_RENDERERS = {
    "html": ("kktei.render.html", "render_site"),
    "print": ("kktei.render.print", "render_print"),
    "epub": ("kktei.render.epub", "render_epub"),
    "docx": ("kktei.render.docx", "render_docx"),
    "icml": ("kktei.render.docx", "render_icml"),
    "jats": ("kktei.render.docx", "render_jats"),
}
PRODUCTS = tuple(_RENDERERS)
_EXTRAS = {"pikepdf": "print", "typst": "print"}  # packages that `pip install kktei` does not bring, and what does
_FAULT = 70
# Where the disk itself refuses, no product can be written: the run ends and output/ stays as it was.
_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}


class _NothingError(InputError):
    """A product of no document at all."""

    def __init__(self, found: list[Finding]) -> None:
        super().__init__("none of its documents can be read")
        self.found = found


@dataclass(frozen=True)
class ProductRun:
    """What became of the products: what was found, which were made, which not, and how the run is to end."""

    findings: list[Finding] = field(default_factory=list)
    made: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    code: int = 0  # the exit code of the gravest failure
    fault: Exception | None = None  # the first that was no KkteiError

    def and_also(self, other: ProductRun) -> ProductRun:
        """Both together."""
        return ProductRun(
            self.findings + other.findings,
            self.made + other.made,
            self.failed + other.failed,
            max(self.code, other.code),
            self.fault or other.fault,
        )


def renderer(product: str) -> Callable[[RenderJob], list[Finding]]:
    """The function that makes ``product``: kktei's, or one that an installed package adds.

    Raises UsageError for a product that there is not, NotInstalledError where what it needs is not installed.
    """
    more = plugins.added(plugins.PRODUCTS)
    if product not in _RENDERERS and product in more:
        return plugins.load(more[product])
    if product not in _RENDERERS:
        raise UsageError(f"There is no product {product!r}", f"There are {', '.join([*_RENDERERS, *more])}.")
    module, name = _RENDERERS[product]
    try:
        function: Callable[[RenderJob], list[Finding]] = getattr(importlib.import_module(module), name)
    except ModuleNotFoundError as problem:
        wanting = (problem.name or "").partition(".")[0]
        if wanting == "kktei":
            raise
        raise NotInstalledError(f"The Python package {wanting}", _EXTRAS.get(wanting, "")) from problem
    return function


def render(parts: Mapping[str, str], staging: Staging, job: Callable[[], RenderJob], watch: Watcher) -> ProductRun:
    """Make each product (the value) in its folder of ``staging`` (the key), whatever becomes of the others.

    ``job`` gives what every one is told, but for its folder.  A product that cannot be made is an error finding, and
    the one in ``output/`` is kept where there is one.  Raises UsageError for a product that there is not, OSError
    where the disk is full or broken.
    """
    whole = ProductRun()
    for part, product in parts.items():
        watch.detail(f"Rendering {product}")
        try:
            made = _one(product, replace(job(), target=staging.part(part), lay=staging.lay))
        except (UsageError, BrokenPipeError):
            raise
        except Exception as problem:  # told as a finding; a fault of ours ends the run when all is published
            pool.settle()  # or what a worker still writes would stand in the older one
            if isinstance(problem, OSError) and problem.errno in _DISK:
                raise
            made = _failed(product, problem, kept=staging.keep(part))
        whole = whole.and_also(made)
    return whole


def _one(product: str, job: RenderJob) -> ProductRun:
    found = renderer(product)(job)
    if not any(job.target.iterdir()):
        raise _NothingError(found)
    if job.live:
        job.live.made(job.target)
    return ProductRun(found, (product,))


def _failed(product: str, problem: Exception, *, kept: bool) -> ProductRun:
    """The finding for a product that could not be made, and how the run ends for it."""
    error = _as_error(problem)
    why = error.message if error else "a fault of kktei itself"
    older = "; the older one stays in output/" if kept else ""
    hint = (error.hint or "") if error else ""
    if isinstance(error, NotInstalledError) and error.extra:
        hint += f"; or take {product} out of build.products in edition/edition.toml"
    told = finding("B001", f"{product} could not be made{older}: {why}", place=product, hint=hint)
    found = [*(problem.found if isinstance(problem, _NothingError) else ()), told]
    return ProductRun(
        found, failed=(product,), code=error.exit_code if error else _FAULT, fault=None if error else problem
    )


def _as_error(problem: Exception) -> KkteiError | None:
    """What users are told; None for a fault of ours."""
    if isinstance(problem, KkteiError):
        return problem
    if isinstance(problem, OSError) and problem.filename is not None:
        return OutputError(f"{Path(str(problem.filename)).name}: {problem.strerror or problem}")
    return None
