"""RELAX NG name classes: which names an element or attribute pattern allows."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BLANKS = re.compile(r"[ \t\r\n]+")
Name = tuple[str, str]  # namespace, local name


def tokens(text: str) -> list[str]:
    """A text cut at XML's blanks; str.split() would cut at a no-break space too."""
    return [part for part in _BLANKS.split(text) if part]


@dataclass(frozen=True, slots=True)
class NameClass:
    """Names: the listed ones, and with ``every`` or ``spaces`` all (of a namespace) but those of ``less``."""

    names: tuple[Name, ...] = ()
    spaces: tuple[str, ...] = ()  # namespaces all of whose names are allowed
    every: bool = False
    less: NameClass | None = None
    also: tuple[NameClass, ...] = ()

    def has(self, space: str, local: str) -> bool:
        """Whether the name is allowed."""
        if (space, local) in self.names or any(other.has(space, local) for other in self.also):
            return True
        if not (self.every or space in self.spaces):
            return False
        return self.less is None or not self.less.has(space, local)

    def listed(self) -> tuple[Name, ...]:
        """The names that can be listed, in the order of the grammar."""
        return (*self.names, *(name for other in self.also for name in other.listed()))

    @property
    def open(self) -> bool:
        """Whether the class allows names that nobody can list."""
        return self.every or bool(self.spaces) or any(other.open for other in self.also)


def either(parts: list[NameClass]) -> NameClass:
    """What one of several classes allows."""
    if len(parts) == 1:
        return parts[0]
    plain = [part for part in parts if not part.open]
    names = tuple(name for part in plain for name in part.listed())
    return NameClass(names=names, also=tuple(part for part in parts if part.open))
