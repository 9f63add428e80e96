"""Where something stands, in TEI words: the path that an editor recognises."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kktei.relaxng.events import XML_ID, Start, shown_tag

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
_FIRST, _LAST = 3, 9  # of a longer path, how many steps are shown from its beginning and its end
_NAME = 60  # characters of a name that are shown; longer ones are no name that anybody meant


def cut(name: str) -> str:
    """A name as it is shown: its beginning where it is longer than any name is."""
    return name if len(name) <= _NAME else f"{name[:_NAME]}…"


def brief(words: str) -> str:
    """A message with each name in it cut, that is longer than any name is."""
    return _ENDLESS.sub(r"\1…", words)


_ENDLESS = re.compile(r"(\S{60})\S{60,}")


@dataclass(slots=True, eq=False)
class PathStep:
    """One element on the way: its name, the how manyth of that name, and how many there were in the end."""

    name: str
    number: int = 1
    siblings: dict[str, int] = field(default_factory=dict)
    id: str = ""
    above: PathStep | None = None
    children: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, event: Start, above: PathStep | None) -> PathStep:
        """The step to an element that begins; it is counted among its siblings."""
        name, counts = shown_tag(event), above.children if above is not None else {}
        counts[name] = counts.get(name, 0) + 1
        return cls(name, counts[name], counts, dict(event.attributes).get(XML_ID, ""), above)

    def words(self) -> str:
        """The step as it is shown."""
        name = cut(self.name)
        if self.id and self.name not in {"TEI", "div"}:
            return f"{name}#{cut(self.id)}"
        return f"{name}[{self.number}]" if self.siblings.get(self.name, 1) > 1 else name

    def way(self) -> Iterator[PathStep]:
        """The step and all above it, from the inside."""
        step: PathStep | None = self
        while step is not None:
            yield step
            step = step.above


def place(step: PathStep | None, attribute: str = "", document: str = "") -> str:
    """The document, and the path in it without the frame that every file has; an element with an id is named by it."""
    kept = [] if step is None else list(step.way())
    while len(kept) > 1 and kept[-1].name in _FRAME:
        kept.pop()
    words = [one.words() for one in reversed(kept[:_LAST] if len(kept) > _FIRST + _LAST else kept)]
    if len(kept) > _FIRST + _LAST:
        words = [*(one.words() for one in reversed(kept[-_FIRST:])), "…", *words]
    path = "/".join(words)
    path = f"{path}/@{cut(attribute)}" if attribute else path
    return f"{cut(document)}, {path}" if document and path else path
