"""File names for what has a page: short, readable, safe, never two alike."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from unicodedata import normalize

from kktei.cache import digest
from kktei.wording import in_ascii

_PREFIXES = re.compile(r"^(pers|org|rep|pl|col|lot|bibl)\.")
_RESERVED = {"index", "con", "prn", "aux", "nul"} | {f"{d}{n}" for d in ("com", "lpt") for n in range(10)}
_LONGEST = 60


def slug(key: str) -> str:
    """A file name (without ending) made of ``key``: ASCII letters, digits, hyphens, dots within."""
    plain = in_ascii(_PREFIXES.sub("", key))
    safe = re.sub(r"\.{2,}", ".", re.sub(r"[^A-Za-z0-9.]+", "-", plain)).strip(".-").lower()[:_LONGEST].rstrip(".-")
    if not safe or safe.split(".")[0] in _RESERVED:
        return f"x-{digest(key)[:8]}"
    return safe


_PLAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]|\.(?=[A-Za-z0-9_-]))*")


def file_names(stems: Sequence[str], taken: Iterable[str] = ()) -> list[str]:
    """A name (without ending) for each file: its own where every system and reader takes it, else a slug.

    No two are alike, nor like one of ``taken``, also where capitals count for nothing.  Of those that would be alike
    the one keeps the name that is written as addresses are, wherever it stands: a copy ``D001`` beside ``d001`` takes
    nothing from it.  What another gets depends on its own name only, not on what else lies in the folder.
    """
    used = {name.casefold() for name in taken}
    names = [""] * len(stems)
    alike: Counter[str] = Counter()
    for at in sorted(range(len(stems)), key=lambda at: _foreignness(stems[at])):
        stem = stems[at]
        name = stem if _is_plain(stem) else slug(stem)
        if name.casefold() in used:
            name = f"{slug(stem)}-{digest(stem, str(alike[stem]))[:8]}"
        alike[stem] += 1
        used.add(name.casefold())
        names[at] = name
    return names


def same_name(stems: Sequence[str]) -> dict[int, int]:
    """Of stems that differ in capitals or composed letters only: each that yields, with the one that does not."""
    kept: dict[str, int] = {}
    yielding = {}
    for at in sorted(range(len(stems)), key=lambda at: _foreignness(stems[at])):
        first = kept.setdefault(normalize("NFC", normalize("NFC", stems[at]).casefold()), at)
        if first != at:
            yielding[at] = first
    return yielding


def _is_plain(stem: str) -> bool:
    plain = len(stem) <= 2 * _LONGEST and _PLAIN.fullmatch(stem)
    return bool(plain) and stem.lower().split(".")[0] not in _RESERVED


def _foreignness(stem: str) -> tuple[bool, bool, bool, int]:
    """How far a stem is from a name as addresses have it; what is nearest keeps its name."""
    capitals = sum(c.isupper() for c in stem)
    return (not _is_plain(stem), stem != slug(stem), normalize("NFC", stem) != stem, capitals)


class Slugs:
    """Gives each key of one folder a slug of its own, also where a file system ignores case."""

    def __init__(self) -> None:
        self._by_key: dict[str, str] = {}
        self._taken: set[str] = set()

    def of(self, key: str) -> str:
        """The key's slug; the same one each time."""
        if key not in self._by_key:
            name = slug(key)
            if name in self._taken:
                name = f"{name}-{digest(key)[:8]}"
            self._taken.add(name)
            self._by_key[key] = name
        return self._by_key[key]
