"""What the grammar finds wrong, as data, and the words that all its messages share."""

import difflib
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass

from kktei.relaxng.events import Spot
from kktei.relaxng.patterns import Kind, Pattern, Patterns
from kktei.relaxng.places import PathStep, cut

TEI = "http://www.tei-c.org/ns/1.0"
_SHOWN = 10  # names in a list of what was expected
_LONG = 60  # characters; nobody meant a longer name
_COMPARED = 300_000  # names that one document's wrong names are compared with: a second
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
    step: PathStep | None = None
    attribute: str = ""
    expected: str = ""
    hint: str = ""


def tag(name: str) -> str:
    """An element's name as it is written."""
    return f"<{cut(name)}>"


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


class Guesses:
    """What the wrong names of one document were most likely meant to be.

    Comparing many wrong names with many right ones takes their product: after so many comparisons only those
    are found that differ in capitals.
    """

    def __init__(self) -> None:
        self._left = _COMPARED
        self._folded: dict[Hashable, dict[str, str]] = {}
        self._known: dict[tuple[str, Hashable], str] = {}

    def nearest(self, given: str, of: Hashable, names: Callable[[], Iterable[str]]) -> str:
        """The right name that ``given`` was most likely meant to be, or nothing; ``of`` tells one list from another."""
        found = self._known.get((given, of))
        if found is None:
            if of not in self._folded:
                self._folded[of] = {name.lower(): name for name in reversed(list(names()))}
            found = self._known[given, of] = self._nearest(given.lower(), self._folded[of])
        return found

    def _nearest(self, given: str, folded: dict[str, str]) -> str:
        if given in folded:
            return folded[given]
        if len(given) > _LONG or self._left < len(folded):
            return ""
        self._left -= len(folded)
        close = difflib.get_close_matches(given, (name for name in folded if len(name) <= 2 * _LONG), 1, 0.72)
        return folded[close[0]] if close else ""


def nearest(given: str, names: Iterable[str]) -> str:
    """The right name among a few that ``given`` was most likely meant to be, or nothing."""
    return Guesses().nearest(given, "", lambda: names)


def wanted(patterns: Patterns, p: Pattern) -> str:
    """What may stand where ``p`` is expected."""
    words = patterns.words.get(p)
    if words is None:
        words = patterns.words[p] = _wanted(patterns, p)
    return words


def _wanted(patterns: Patterns, p: Pattern) -> str:
    leaves = patterns.first(p)
    names = [tag(n) for n in sorted(local_names(x for x in leaves if x.kind is Kind.ELEMENT), key=str.lower)]
    if any(leaf.kind is Kind.TEXT for leaf in leaves):
        names.insert(0, "text")
    names += [leaf.spec.words() for leaf in leaves if leaf.spec is not None]
    return listed(names)
