"""The present results as the next ones can have them: what is alike is shared, not written again."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from kktei import files, trust
from kktei.errors import InputError
from kktei.publish import mark, strangers
from kktei.publish.mark import OutputMark
from kktei.publish.strangers import Stamp

_FILE = "present"


@dataclass
class PresentResults:
    """The results in ``output``, as they were ``made``; ``stamps`` are kept in the file ``kept``.

    What was made is known again by inode, size and time, as this user's key vouches for; else by its bytes.
    """

    output: Path = Path()
    kept: Path = Path()
    made: OutputMark | None = None
    stamps: Mapping[str, Stamp] = field(default_factory=dict)
    laid: dict[str, tuple[str, int]] = field(default_factory=dict)  # what the new ones share: its digest, its inode

    @classmethod
    def of(cls, output: Path, cache: Path) -> PresentResults:
        """What stands in ``output``; ``cache`` is the project's folder for what makes the next run quick."""
        made = mark.read_mark(output) if output.is_dir() else None
        kept = cache / _FILE
        return cls(output, kept, made, _recalled(kept, output) if made is not None else {})

    def lay(self, path: Path, name: str, digest: str) -> bool:
        """Let the file of this name stand at ``path`` too, where it is as it was made and has this digest."""
        if self.made is None or self.made.digest(name) != digest:
            return False
        file = f"{self.output}/{name}"
        try:
            stamp = strangers.stamp(file)
            if stamp != self.stamps.get(name) and mark.digest_of(Path(file)) != digest:
                return False
            os.link(file, path)
        except OSError:  # it is gone, or this file system shares nothing
            return False
        self.laid[name] = digest, stamp[0]
        return True

    def digest(self, path: Path, name: str) -> str:
        """The digest of the file of this name in the new results: known where it is still what was laid there."""
        known, inode = self.laid.get(name, ("", 0))
        return known if known and path.lstat().st_ino == inode else mark.digest_of(path)

    def remember(self, made: OutputMark) -> None:
        """Keep how the files stand that were ``made``; where that cannot be, the next run reads them."""
        stamps = {}
        for name in made.made:
            with suppress(OSError):
                stamps[name] = strangers.stamp(f"{self.output}/{name}")
        partial = self.kept.with_name(f"{_FILE}.{secrets.token_hex(8)}")
        blob = json.dumps({"at": str(self.output), "stamps": stamps}).encode("utf-8", "surrogatepass")
        try:
            with partial.open("xb") as file:
                file.write(trust.sealed(_FILE, blob, trust.key()))
            partial.replace(self.kept)
        except OSError:
            with suppress(OSError):
                partial.unlink(missing_ok=True)


def _recalled(kept: Path, output: Path) -> dict[str, Stamp]:
    try:
        blob = trust.unsealed(_FILE, files.raw(kept), trust.key())
    except InputError:
        return {}
    found = json.loads(blob) if blob is not None else {}
    stamps = found.get("stamps", {}) if found.get("at") == str(output) else {}
    return {name: (inode, size, time) for name, (inode, size, time) in stamps.items()}
