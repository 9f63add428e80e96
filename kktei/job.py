"""What every stage after validation is given: where the TEI is, what the settings say, where its results go."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from kktei.cache import Cache
from kktei.config import Settings
from kktei.project import shown

Progress = Callable[[str, int, int], None]  # what is done, how many so far, how many in all


Lay = Callable[[Path, str], bool]
"""Lets a file of the former results stand in the new ones too, at a path of the target, where it has the SHA-256
digest given and is as it was made; whether that was so."""


def sha256(raw: bytes) -> str:
    """The digest by which results are known."""
    return hashlib.sha256(raw).hexdigest()


def nothing_stands(_path: Path, _digest: str) -> bool:
    """Without former results all is written."""
    return False


def silent(_what: str, _done: int, _all: int) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True)
class Job:
    """One run of a stage over an edition.

    ``documents`` are TEI files that have passed validation, in the order of the edition; ``authorities`` and
    ``corpus`` are the authority file and edition.xml where there are such; ``target`` is an empty folder that the
    stage fills; ``root`` is what findings' paths are relative to; ``lay`` gives what former results have.
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
    lay: Lay = field(default=nothing_stands)

    def shown(self, path: Path) -> str:
        """A path as users read it."""
        return shown(path, self.root)
