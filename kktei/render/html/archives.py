"""Where the copies lie, as a tree: repository, collections, lots; which documents lie at each level."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kktei.described import TeiCopy, TeiLevel
from kktei.render.html.index import FOLDERS, Index
from kktei.render.html.parts import NameLink
from kktei.slugs import Slugs

# Numbers that hold many documents; any other number is the document's own shelf mark.
_GROUPING = {"lot", "recordGroup", "series", "file", "box", "folder", "job", "collection"}

_DEEPEST = 40  # levels that a tree shows; no archive has more, and what has would be too deep for pages


@dataclass
class HoldingLevel:
    """One level of an archival location, with the levels below it."""

    key: str
    name: str
    below: dict[str, HoldingLevel] = field(default_factory=dict)
    copies: list[tuple[int, tuple[str, ...], str]] = field(default_factory=list)  # document, witness roles, shelf mark
    where: str = ""
    town: str = ""
    anchor: str = ""  # its id on the repository's page; see `addresses`

    def walk(self) -> Iterator[HoldingLevel]:
        """Itself and all levels below it."""
        yield self
        for level in self.below.values():
            yield from level.walk()

    @property
    def documents(self) -> list[int]:
        """Documents at this level or below it, in order."""
        return sorted({d for level in self.walk() for d, _, _ in level.copies})


def tree(index: Index) -> dict[str, HoldingLevel]:
    """Repositories by key, in the order of their first document."""
    roots: dict[str, HoldingLevel] = {}
    for place, document in enumerate(index.documents):
        for witness in document.entry.copies:
            _file(witness, place, roots, index)
    return roots


def _file(witness: TeiCopy, place: int, roots: dict[str, HoldingLevel], index: Index) -> None:
    """Put one witness where it lies."""
    steps = [s for s in witness.levels if s.name and s.element != "msName"][:_DEEPEST]
    if not steps or steps[0].element == "idno":
        return
    level: HoldingLevel | None = None
    mark = ""
    for step in steps:
        if step.element == "idno" and step.key.count(" / ") and step.type not in _GROUPING:
            mark = step.name
            continue
        siblings = roots if level is None else level.below
        found = siblings.setdefault(step.key, HoldingLevel(step.key, level_name(step, index)))
        if level is None:
            found.where = found.where or ", ".join(v for v in (witness.town, witness.country_name) if v)
            found.town = found.town or witness.town
        level = found
    if level is not None:
        level.copies.append((place, witness.roles, mark))


def holders(witness: TeiCopy) -> tuple[TeiLevel, ...]:
    """Who holds a copy: the outermost level, where that is an institution and no collection, number or name."""
    return tuple(level for level in witness.levels[:1] if level.element in ("repository", "institution"))


def level_name(step: TeiLevel, index: Index) -> str:
    """What the edition calls a level, else its own wording."""
    known = index.names.get(step.key)
    return known.name if known and known.name else step.name


def addresses(roots: dict[str, HoldingLevel], index: Index) -> dict[str, NameLink]:
    """Name and address of every level: the repository's page, and its place there."""
    slugs = Slugs()
    found: dict[str, NameLink] = {}
    for key, root in roots.items():
        page = f"{FOLDERS['repository']}/{slugs.of(key)}.html"
        if (known := index.names.get(key)) and known.kind == "repository":
            known.path = page
        taken: set[str] = set()
        for level in root.walk():
            level.anchor = _free(anchor_of(level.key), taken)
            found.setdefault(
                level.key, NameLink(name=level.name, address=page + ("" if level is root else f"#{level.anchor}"))
            )
    return found


def anchor_of(key: str) -> str:
    """A level's id on its repository's page; no blanks may stand in it."""
    return "".join(c if c.isalnum() or c in ".-_" else "-" for c in key)


def _free(anchor: str, taken: set[str]) -> str:
    """``anchor``, with a number where it is taken: one collection may be reached by two ways."""
    free, number = anchor, 1
    while free in taken:
        number += 1
        free = f"{anchor}-{number}"
    taken.add(free)
    return free
