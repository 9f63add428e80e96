"""Documents made from a grammar: at each step one of the things that may come next, at random."""

from __future__ import annotations

import random
from functools import cache
from math import inf

from lxml import etree

from kktei.relaxng.datatypes import Data, Value
from kktei.relaxng.grammar import Grammar
from kktei.relaxng.names import Name
from kktei.relaxng.patterns import Kind, Pattern
from kktei.relaxng.values import needed

_XML = "http://www.w3.org/XML/1998/namespace"
_XI = "http://www.w3.org/2001/XInclude"
_SAMPLES = {
    "anyURI": ("#x", "d095.xml", "https://example.org/a"),
    "boolean": ("true", "false"),
    "date": ("1963-04-03", "1963-12-31"),
    "dateTime": ("1963-04-03T16:00:00", "1963-04-03T00:00:00Z"),
    "decimal": ("1", "-0.5"),
    "gYear": ("1963",),
    "gYearMonth": ("1963-04",),
    "language": ("en", "ru-Latn"),
    "Name": ("pencil", "a:b"),
    "NCName": ("one", "two.three"),
    "nonNegativeInteger": ("0", "7"),
    "time": ("16:00:00",),
    "token": ("word", "1.0", "12cm", "a"),
}
_DEPTH = 14
_LONG = 5


def document(grammar: Grammar, chance: random.Random) -> bytes:
    """A random document that the grammar accepts."""
    return etree.tostring(_Maker(grammar, chance).element(_tei(grammar), 0), encoding="utf-8")


def _tei(grammar: Grammar) -> Pattern:
    return next(leaf for leaf in grammar.patterns.first(grammar.start) if leaf.name.listed()[0][1] == "TEI")


@cache
def costs(grammar: Grammar) -> dict[Pattern, float]:
    """The fewest elements that a tree with each element at its root can have."""
    known = dict.fromkeys(grammar.definitions(), inf)
    while True:
        new = {leaf: 1 + cost(leaf.content, known) for leaf in known}
        if new == known:
            return known
        known = new


def cost(p: Pattern, known: dict[Pattern, float]) -> float:
    """The fewest elements that the pattern can stand for."""
    match p.kind:
        case Kind.ELEMENT:
            return known[p]
        case Kind.CHOICE:
            return min(cost(part, known) for part in p.parts)
        case Kind.NOTHING:
            return inf
        case _:
            return sum(cost(part, known) for part in p.parts)


class _Maker:
    def __init__(self, grammar: Grammar, chance: random.Random) -> None:
        self.patterns = grammar.patterns
        self._costs = costs(grammar)
        self.chance = chance
        self.size = 0
        self._ids = 0

    def element(self, leaf: Pattern, depth: int) -> etree._Element:
        self.size += 1
        space, local = leaf.name.listed()[0]
        made = etree.Element(f"{{{space}}}{local}")
        content = self._attributes(made, leaf.content)
        last = None
        for _ in range(400):
            if content.nullable and self._enough(depth):
                break
            step = self._next(content, depth)
            if step is None:
                break
            if step.kind is Kind.ELEMENT:
                last = self.element(step, depth + 1)
                made.append(last)
            else:
                self._write(made, last, self._value(step))
            content = self.patterns.step(content, frozenset([step]))
        assert content.nullable
        return made

    def _enough(self, depth: int) -> bool:
        return self.size > 400 or depth > _DEPTH or self.chance.random() < 1 / _LONG

    def _next(self, content: Pattern, depth: int) -> Pattern | None:
        leaves = list(self.patterns.first(content))
        leaves = [x for x in leaves if x.kind is not Kind.ELEMENT or x.name.listed()[0][0] != _XI]
        if self.size > 400 or depth > _DEPTH:  # the shortest way out
            return min(leaves, key=lambda x: (self._left(content, x), x.id), default=None)
        return self.chance.choice(leaves) if leaves else None

    def _left(self, content: Pattern, leaf: Pattern) -> float:
        """How many elements there must be still, if ``leaf`` comes next."""
        after = self.patterns.step(content, frozenset([leaf]))
        return cost(leaf, self._costs) + cost(after, self._costs)

    def _write(self, made: etree._Element, last: etree._Element | None, text: str) -> None:
        if last is None:
            made.text = (made.text or "") + text
        else:
            last.tail = (last.tail or "") + text

    def _attributes(self, made: etree._Element, content: Pattern) -> Pattern:
        for _ in range(30):
            leaves = [x for x in self.patterns.first(content) if x.kind is Kind.ATTRIBUTE and not self._has(made, x)]
            closed = self.patterns.closed(content)
            if closed.kind is not Kind.NOTHING and (not leaves or self.chance.random() < 0.8):
                return closed
            required = [x for group in needed(self.patterns, content) for x in group if x in leaves]
            leaf = self.chance.choice(required or leaves)
            after = self.patterns.step(content, frozenset([leaf]))
            if after.kind is Kind.NOTHING:
                continue
            made.set(self._clark(leaf.name.listed()[0]), self._attribute(leaf))
            content = after
        return self.patterns.closed(content)

    def _attribute(self, leaf: Pattern) -> str:
        if leaf.name.listed()[0] == (_XML, "id"):
            self._ids += 1
            return f"id{self._ids}"
        return self._value(self.chance.choice(self.patterns.first(leaf.content)))

    def _value(self, leaf: Pattern) -> str:
        if leaf.kind is Kind.LIST:
            return self._value(self.chance.choice(self.patterns.first(leaf.content)))
        if leaf.kind is Kind.DATA and isinstance(leaf.spec, Value):
            return leaf.spec.value
        if leaf.kind is Kind.DATA and isinstance(leaf.spec, Data):
            return self.chance.choice([v for v in _SAMPLES[leaf.spec.type] if leaf.spec.allows(v)])
        return self.chance.choice(("words ", "“x” ", "а б "))

    def _has(self, made: etree._Element, leaf: Pattern) -> bool:
        return self._clark(leaf.name.listed()[0]) in made.attrib

    @staticmethod
    def _clark(name: Name) -> str:
        return f"{{{name[0]}}}{name[1]}" if name[0] else name[1]
