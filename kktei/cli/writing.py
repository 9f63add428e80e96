"""Files that a command writes where its user says."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from kktei import files
from kktei.errors import OutputError

_FORMS = {".xml", ".toml", ".sch", ".rng", ".xsl", ".typ", ".css"}
_TABLES = {"facts", "witnesses", "addresses"}


@contextmanager
def written(path: Path, *, force: bool) -> Iterator[IO[str]]:
    """A text file, whole or not at all; over another with ``force``, but never over a part of an edition.

    Raises OutputError where it is one (a document, its tables, its settings), or as :func:`files.written`.
    """
    if force and path.exists() and _is_of_an_edition(Path(os.path.realpath(path))):
        raise OutputError(f"{path} is a part of the edition; this command does not write over it", "Name another file.")
    with files.written(path, over=force) as stream:
        yield stream


def _is_of_an_edition(path: Path) -> bool:
    """Whether the edition is made from this file, or is this file."""
    for folder in path.parents:
        if folder.name == "edition" and (folder / "edition.toml").is_file():
            below = path.relative_to(folder).parts
            return path.suffix.lower() in _FORMS or path.stem in _TABLES or below[0] in {"collation", ".kktei"}
    return False
