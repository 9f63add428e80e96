"""What every stage after validation is given: where the TEI is, what the settings say, where its results go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from kktei.cache import Cache
from kktei.config import Settings
from kktei.project import shown

Progress = Callable[[str, int, int], None]  # what is done, how many so far, how many in all


def silent(_what: str, _done: int, _all: int) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True)
class Job:
    """One run of a stage over an edition.

    ``documents`` are TEI files that have passed validation, in the order of the edition; ``authorities`` and
    ``corpus`` are the authority file and edition.xml where there are such; ``target`` is an empty folder that the
    stage fills; ``root`` is what findings' paths are relative to.
    """

    root: Path
    documents: tuple[Path, ...]
    settings: Settings
    target: Path
    cache: Cache
    authorities: Path | None = None
    corpus: Path | None = None
    jobs: int = 1
    progress: Progress = field(default=silent)

    def shown(self, path: Path) -> str:
        """A path as users read it."""
        return shown(path, self.root)
