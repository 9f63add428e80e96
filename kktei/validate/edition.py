"""What spans the files of an edition: ids, pointers from file to file, the sequence of documents, lifetimes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kktei.findings import Finding


def check_edition(
    files: Sequence[Path], *, root: Path, authorities: Path | None = None, corpus: Path | None = None
) -> list[Finding]:
    """Findings about the edition as a whole; files that are not well formed are left out (they have their own)."""
    del files, root, authorities, corpus
    return []
