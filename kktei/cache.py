"""What was computed once from the same bytes: a folder of blobs named by what they were made from."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kktei.project import data

_SOURCES = ("*.py", "*.toml", "*.xsl", "*.sch", "*.rng", "*.css", "*.js", "*.typ", "*.json", "*.svg", "*.csv", "*.md")


def digest(*parts: bytes | str) -> str:
    """SHA-256 of the parts, each with its length, so that no two lists of parts collide."""
    whole = hashlib.sha256()
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        whole.update(len(raw).to_bytes(8, "big") + raw)
    return whole.hexdigest()


def digest_of(paths: Iterable[Path]) -> str:
    """One digest of files' names and bytes, in the order given; a missing file counts as such."""
    return digest(*(p for path in paths for p in (path.name, path.read_bytes() if path.is_file() else b"missing")))


@cache
def program() -> str:
    """Digest of kktei itself: code, vocabulary, stylesheets, schema, documentation (a change of any makes all anew)."""
    package = Path(__file__).parent
    folders = [package, data("xslt"), data("schema"), data("docs")]
    files = {file for folder in folders for pattern in _SOURCES for file in folder.rglob(pattern)}
    return digest_of(sorted(files))


@dataclass(frozen=True, slots=True)
class Cache:
    """Blobs by key; several processes may use one folder.  ``fresh`` forgets what was there (--force)."""

    folder: Path
    fresh: bool = False

    def get(self, key: str) -> bytes | None:
        """The blob of ``key``, or None."""
        if self.fresh:
            return None
        try:
            return self._path(key).read_bytes()
        except OSError:
            return None

    def put(self, key: str, blob: bytes) -> None:
        """Keep ``blob``; a reader sees it whole or not at all."""
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(f".{os.getpid()}")
        partial.write_bytes(blob)
        partial.replace(path)

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / key[2:]
