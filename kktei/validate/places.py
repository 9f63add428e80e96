"""Where something stands, in TEI words: the path that an editor recognises."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

# The frame that every file has; it says nothing about where one is.
_FRAME = {
    "TEI",
    "teiCorpus",
    "teiHeader",
    "fileDesc",
    "encodingDesc",
    "profileDesc",
    "sourceDesc",
    "listWit",
    "text",
    "body",
    "standOff",
}


@dataclass(slots=True)
class Step:
    """One element on the way: its name, the how manyth of that name, and how many there were in the end."""

    name: str
    number: int = 1
    siblings: Mapping[str, int] = field(default_factory=dict)
    id: str = ""

    def words(self) -> str:
        """The step as it is shown."""
        if self.id and self.name not in {"TEI", "div"}:
            return f"{self.name}#{self.id}"
        return f"{self.name}[{self.number}]" if self.siblings.get(self.name, 1) > 1 else self.name


def place(steps: Sequence[Step], attribute: str = "") -> str:
    """The path without the frame that every file has; an element with an id is named by it."""
    kept = list(steps)
    while len(kept) > 1 and kept[0].name in _FRAME:
        kept.pop(0)
    path = "/".join(step.words() for step in kept)
    return f"{path}/@{attribute}" if attribute else path
