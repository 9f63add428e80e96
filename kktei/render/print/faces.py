"""The faces of a volume: where they lie, and in which order they are asked for a character."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from kktei.config import Settings
from kktei.files import raw
from kktei.project import natural
from kktei.render.job import RenderJob

# Inside the Typst wheel: a serif with polytonic Greek, Cyrillic, Hebrew and the brackets of editors.
_BEHIND = ("Libertinus Serif", "New Computer Modern", "New Computer Modern Math")
FOLDERS = [str(resources.files(package) / "files") for package in ("fontpkg_eb_garamond",)]  # come with the program
_KINDS = {".ttf", ".otf", ".ttc", ".otc"}


def folders(job: RenderJob, beside: Path) -> list[str]:
    """The folders of the faces: those that come with the program, and ``beside`` where the edition brings some.

    The edition's own (edition/fonts/) are laid there, so that the source can be set again elsewhere.
    Raises InputError for one that cannot be read.
    """
    own = (job.overrides / "fonts") if job.overrides else None
    files = sorted(own.iterdir(), key=lambda p: natural(p.name)) if own and own.is_dir() else []
    brought = [file for file in files if file.suffix.lower() in _KINDS]
    for number, file in enumerate(brought, 1):
        beside.mkdir(parents=True, exist_ok=True)
        (beside / f"{number:03}{file.suffix.lower()}").write_bytes(raw(file, job.shown(file)))
    return [*FOLDERS, str(beside)] if brought else FOLDERS


def families(settings: Settings) -> list[str]:
    """The families in their order: the edition's, then those that stand behind them."""
    named = [family for family in settings.texts("print.fonts") if family.strip()]
    return list(dict.fromkeys([*named, *_BEHIND]))
