"""A grammar ready for use, and what can be asked about it."""

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from kktei.relaxng.faults import shown
from kktei.relaxng.names import Name
from kktei.relaxng.patterns import Kind, Pattern, Patterns
from kktei.relaxng.schema import Load, SchemaReader


class Grammar:
    """Where a document starts, the patterns' maker, and indexes for explanations."""

    def __init__(self, start: Pattern, patterns: Patterns) -> None:
        self.start = start
        self.patterns = patterns
        self._alphabets: dict[Pattern, tuple[Pattern, ...]] = {}
        self._within: dict[tuple[Pattern, Name], tuple[Pattern, ...]] = {}

    def alphabet(self, element: Pattern) -> tuple[Pattern, ...]:
        """All element leaves anywhere in the content of ``element``."""
        if element.kind is not Kind.ELEMENT:
            return ()
        found = self._alphabets.get(element)
        if found is None:
            found = self._alphabets[element] = tuple(dict.fromkeys(_leaves(element.content)))
        return found

    def within(self, element: Pattern, name: Name) -> tuple[Pattern, ...]:
        """The element leaves anywhere in the content of ``element`` that bear ``name``."""
        found = self._within.get((element, name))
        if found is None:
            leaves = (leaf for leaf in self.alphabet(element) if leaf.name is not None and leaf.name.has(*name))
            found = self._within[element, name] = tuple(leaves)
        return found

    def definitions(self) -> list[Pattern]:
        """Every element pattern that can be reached, in the order of the grammar; reads the whole schema."""
        seen: dict[int, Pattern] = {}
        todo = list(_leaves(self.start))
        while todo:
            leaf = todo.pop()
            if leaf.id not in seen:
                seen[leaf.id] = leaf
                todo += self.alphabet(leaf)
        return [seen[number] for number in sorted(seen)]

    @cached_property
    def by_name(self) -> dict[Name, tuple[Pattern, ...]]:
        """The element patterns of each name that the grammar lists."""
        found: dict[Name, tuple[Pattern, ...]] = {}
        for leaf in self.definitions():
            for name in _listed(leaf):
                found[name] = (*found.get(name, ()), leaf)
        return found

    @cached_property
    def names(self) -> dict[str, None]:
        """The names of all elements that the grammar lists, as TEI files write them, in its order."""
        return {shown(*name): None for name in self.by_name}

    @cached_property
    def parents(self) -> dict[Name, dict[str, None]]:
        """For each name the elements that may hold one so called, those with the fewest kinds of children first."""
        found: dict[Name, dict[str, None]] = {}
        for leaf in sorted(self.definitions(), key=lambda d: len(self.alphabet(d))):
            for child in dict.fromkeys(name for c in self.alphabet(leaf) for name in _listed(c)):
                found.setdefault(child, {}).update((local, None) for _, local in _listed(leaf))
        return found


def _listed(leaf: Pattern) -> tuple[Name, ...]:
    return leaf.name.listed() if leaf.name is not None else ()


def _leaves(p: Pattern) -> Iterator[Pattern]:
    if p.kind is Kind.ELEMENT:
        yield p
    for part in p.parts:
        yield from _leaves(part)


def grammar(path: Path, load: Load) -> Grammar:
    """The grammar in the file ``path``; ``load`` gives the root element of each of its files.

    Definitions are read when a document first needs them, so a fault (SchemaError) may be found later.
    """
    reader = SchemaReader(path, load)
    return Grammar(reader.start(), reader.patterns)
