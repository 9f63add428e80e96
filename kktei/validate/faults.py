"""What the grammar finds wrong, as data, and the words that all its messages share."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kktei.tei import TEI
from kktei.validate.events import Spot
from kktei.validate.patterns import Kind, Pattern, Patterns
from kktei.validate.places import Step

_SHOWN = 10  # names in a list of what was expected
# Where many elements may stand, these are named first: what editors of letters use every day.
_EVERYDAY = (
    *("p", "ab", "div", "head", "opener", "closer", "salute", "signed", "dateline", "postscript", "list", "item"),
    *("table", "row", "cell", "lg", "l", "quote", "q", "note", "ref", "pb", "lb", "hi", "persName", "placeName"),
    *("orgName", "date", "title", "bibl", "choice", "add", "del", "gap", "unclear", "supplied"),
)


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: its code, words, and where it stands."""

    code: str
    message: str
    spot: Spot
    steps: tuple[Step, ...] = ()
    attribute: str = ""
    expected: str = ""
    hint: str = ""


def tag(name: str) -> str:
    """An element's name as it is written."""
    return f"<{name}>"


def listed(names: Iterable[str], joint: str = "or") -> str:
    """Names as people list them; where there are many, some, everyday ones first."""
    unique = list(dict.fromkeys(names))
    if len(unique) > _SHOWN + 2:
        rank = {f"<{name}>": place for place, name in enumerate(_EVERYDAY)}
        unique.sort(key=lambda name: rank.get(name, -1 if name == "text" else len(rank)))
    if len(unique) > _SHOWN + 2:
        return f"{', '.join(unique[:_SHOWN])} {joint} one of {len(unique) - _SHOWN} others"
    return f" {joint} ".join([", ".join(unique[:-1]), unique[-1]] if len(unique) > 1 else unique)


def local_names(leaves: Iterable[Pattern]) -> list[str]:
    """The names that element or attribute leaves can bear; open classes give "any"."""
    names: list[str] = []
    for leaf in leaves:
        if leaf.name is not None:
            names += [shown(*name) for name in leaf.name.listed()] or ["any element"]
    return names


def shown(space: str, local: str) -> str:
    """A name as TEI files usually write it."""
    if space == "http://www.w3.org/XML/1998/namespace":
        return f"xml:{local}"
    if space == "http://www.w3.org/2001/XInclude":
        return f"xi:{local}"
    return local


def nearest(given: str, names: Sequence[str]) -> str:
    """The right name that ``given`` was most likely meant to be, or nothing."""
    folded = {name.lower(): name for name in reversed(names)}
    if given.lower() in folded:
        return folded[given.lower()]
    close = difflib.get_close_matches(given.lower(), folded, 1, 0.72)
    return folded[close[0]] if close else ""


def wanted(patterns: Patterns, p: Pattern) -> str:
    """What may stand where ``p`` is expected."""
    leaves = patterns.first(p)
    names = [tag(n) for n in sorted(local_names(x for x in leaves if x.kind is Kind.ELEMENT), key=str.lower)]
    if any(leaf.kind is Kind.TEXT for leaf in leaves):
        names.insert(0, "text")
    names += [leaf.spec.words() for leaf in leaves if leaf.kind is Kind.DATA]
    return listed(names)


def foreign(space: str) -> bool:
    """Whether a namespace is not TEI's."""
    return space != TEI
