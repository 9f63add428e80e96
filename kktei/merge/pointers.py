"""To which other records editors have changed the documents' pointers."""

import re
from collections import Counter
from collections.abc import Collection, Mapping

from kktei.errors import KkteiError
from kktei.merge.memory import DamagedMemoryError, Memory, inside, raw_or_none
from kktei.project import Project

_POINTER = re.compile(rb"authorities\.xml#([^\"'\s<>#]+)")


def repointed(project: Project, gone: Collection[str]) -> dict[str, str]:
    """For each of the records in ``gone`` the one that documents point to instead, where they agree on one.

    A document tells so where kktei's last conversion of it points to the one and the text on disk, as often, to the
    other.
    """
    votes: dict[str, set[str]] = {}
    memory = Memory(project)
    for file in memory.files():
        try:
            was, now = memory.converted(file), raw_or_none(inside(project, file))
        except (DamagedMemoryError, KkteiError):  # the conversion itself names it
            continue
        if was is None or now is None or was == now:
            continue
        for key, heirs in _changed(was, now).items():
            votes.setdefault(key, set()).update(heirs)
    return {key: heirs.pop() for key, heirs in votes.items() if key in gone and len(heirs) == 1}


def repoint(data: bytes | None, heirs: Mapping[str, str]) -> bytes | None:
    """A text with its pointers led to those that took the place of others."""
    if data is None or not heirs:
        return data

    def led(match: re.Match[bytes]) -> bytes:
        heir = heirs.get(_decoded(match[1]))
        return match[0] if heir is None else b"authorities.xml#" + heir.encode()

    return _POINTER.sub(led, data)


def _changed(was: bytes, now: bytes) -> dict[str, set[str]]:
    """For each id that a text points to no more those that it points to so much oftener."""
    before, after = (Counter(_POINTER.findall(text)) for text in (was, now))
    gained = after - before
    found: dict[str, set[str]] = {}
    for key, count in (before - after).items():
        if key not in after:
            found[_decoded(key)] = {_decoded(heir) for heir, times in gained.items() if times == count}
    return {key: heirs for key, heirs in found.items() if heirs}


def _decoded(key: bytes) -> str:
    return key.decode("utf-8", "replace")
