"""What is laid out of memory for the length of a run: a temporary file, gone however that ends."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, cast
from weakref import finalize

from kktei.errors import refused

_IN_MEMORY = 4_000_000  # bytes; what a small edition needs never touches the disk


class Spool:
    """Keeps texts for as long as anybody holds it or one of them."""

    def __init__(self, folder: Path, hint: str | None = None) -> None:
        """``folder`` is where the temporary file goes if there is much to keep; ``hint`` is for who has no room."""
        self._folder, self._hint = folder, hint
        self._file = cast(IO[bytes], SpooledTemporaryFile(max_size=_IN_MEMORY, dir=str(folder)))  # noqa: SIM115
        finalize(self, self._file.close)

    def lay(self, data: bytes) -> Laid:
        """Take a text.  Raises OutputError where the disk refuses it."""
        with refused(f"Texts cannot be kept in {self._folder.name}", self._hint):
            at = self._file.seek(0, 2)
            if not at:
                self._folder.mkdir(parents=True, exist_ok=True)
            self._file.write(data)
            self._file.flush()
        return Laid(self, at, len(data))

    def read(self, at: int, size: int) -> bytes:
        """The bytes at a place."""
        self._file.seek(at)
        return self._file.read(size)


@dataclass(frozen=True, slots=True)
class Laid:
    """A text that lies in a spool."""

    spool: Spool
    at: int
    size: int

    def read(self) -> bytes:
        """The text."""
        return self.spool.read(self.at, self.size)
