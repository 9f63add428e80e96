"""RELAX NG patterns as interned values, and their derivatives; no XML, no I/O.

Two equal patterns are one object, so that every derivative is computed once.  Elements,
attributes and data are *leaves*: a step takes the set of leaves that something in the document
matched and gives the pattern of what may follow (J. Clark, "An algorithm for RELAX NG
validation"; M. Murata's forest automata for the leaves).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import IntEnum
from typing import TYPE_CHECKING

from kktei.relaxng.broken import SchemaError
from kktei.relaxng.names import NameClass, tokens

if TYPE_CHECKING:
    from kktei.relaxng.datatypes import Data, Value


MOST = 500_000  # patterns; TEI with all its modules needs some thousands


class Kind(IntEnum):
    """What a pattern is."""

    EMPTY = 0
    NOTHING = 1  # RELAX NG's notAllowed
    TEXT = 2
    ELEMENT = 3
    ATTRIBUTE = 4
    DATA = 5  # data and value: a set of strings
    LIST = 6
    CHOICE = 7
    GROUP = 8
    INTERLEAVE = 9
    MORE = 10  # oneOrMore


_LEAVES = {Kind.TEXT, Kind.ELEMENT, Kind.ATTRIBUTE, Kind.DATA, Kind.LIST}

_WORDS = {Kind.TEXT, Kind.DATA, Kind.LIST}
_TEXTUAL = ("text", "")  # a key in a pattern's lookup that is no name


class Pattern:
    """One interned pattern; made only by :class:`Patterns`."""

    __slots__ = ("_content", "close", "first", "id", "kind", "lookup", "name", "nullable", "parts", "spec", "steps")

    def __init__(
        self, number: int, kind: Kind, parts: tuple[Pattern, ...], name: NameClass | None, spec: Data | Value | None
    ) -> None:
        self.id = number
        self.kind = kind
        self.parts = parts
        self.name = name
        self.spec = spec  # of data: what answers allows(value) and words()
        self._content: Pattern | Callable[[], Pattern] | None = None
        self.nullable = _nullable(kind, parts)
        self.steps: dict[frozenset[Pattern], Pattern] = {}
        self.first: tuple[Pattern, ...] | None = None  # leaves that may come next
        self.close: Pattern | None = None  # without its attributes
        self.lookup: dict[tuple[str, str], tuple[Pattern, ...]] = {}

    @property
    def content(self) -> Pattern:
        """What stands inside an element, attribute or list; a definition is read when first asked for."""
        found = self._content
        if found is None:
            raise ValueError("a pattern of this kind has no content")
        if not isinstance(found, Pattern):
            found = self._content = found()
        return found

    @content.setter
    def content(self, given: Pattern | Callable[[], Pattern]) -> None:
        self._content = given


def _nullable(kind: Kind, parts: tuple[Pattern, ...]) -> bool:
    match kind:
        case Kind.EMPTY | Kind.TEXT:
            return True
        case Kind.CHOICE:
            return any(p.nullable for p in parts)
        case Kind.GROUP | Kind.INTERLEAVE | Kind.MORE:
            return all(p.nullable for p in parts)
        case _:
            return False


class Patterns:
    """Makes patterns, each only once."""

    def __init__(self) -> None:
        self._made: dict[tuple[object, ...], Pattern] = {}
        self.words: dict[Pattern, str] = {}  # what may stand where a pattern is expected, once it was asked for
        self.empty = self._make((Kind.EMPTY,), Kind.EMPTY)
        self.nothing = self._make((Kind.NOTHING,), Kind.NOTHING)
        self.text = self._make((Kind.TEXT,), Kind.TEXT)

    def _make(
        self,
        key: tuple[object, ...],
        kind: Kind,
        parts: tuple[Pattern, ...] = (),
        name: NameClass | None = None,
        spec: Data | Value | None = None,
    ) -> Pattern:
        found = self._made.get(key)
        if found is None:
            if len(self._made) >= MOST:
                hint = "Give a schema in which fewer things may stand in any order, or mixed with each other."
                raise SchemaError("The schema allows more than can be kept track of", hint)
            found = self._made[key] = Pattern(len(self._made), kind, parts, name, spec)
        return found

    def element(self, name: NameClass, content: Callable[[], Pattern], key: object) -> Pattern:
        """An element pattern; ``key`` tells one definition from another."""
        made = self._make((Kind.ELEMENT, name, key), Kind.ELEMENT, (), name)
        if made._content is None:
            made.content = content
        return made

    def attribute(self, name: NameClass, content: Pattern) -> Pattern:
        """An attribute pattern."""
        made = self._make((Kind.ATTRIBUTE, name, content.id), Kind.ATTRIBUTE, (), name)
        made.content = content
        return made if content is not self.nothing else self.nothing

    def data(self, spec: Data | Value) -> Pattern:
        """Strings of a datatype or one value; ``spec`` is hashable and answers allows(value)."""
        return self._make((Kind.DATA, spec), Kind.DATA, (), None, spec)

    def list(self, content: Pattern) -> Pattern:
        """A list of values separated by white space."""
        made = self._make((Kind.LIST, content.id), Kind.LIST)
        made.content = content
        return made

    def choice(self, given: Iterable[Pattern]) -> Pattern:
        """One of several."""
        parts: dict[int, Pattern] = {}
        for p in given:
            for q in p.parts if p.kind is Kind.CHOICE else (p,):
                if q is not self.nothing:
                    parts[q.id] = q
        if self.empty.id in parts and any(q.nullable for q in parts.values() if q is not self.empty):
            del parts[self.empty.id]
        if len(parts) < 2:
            return next(iter(parts.values()), self.nothing)
        ordered = tuple(parts[i] for i in sorted(parts))
        return self._make((Kind.CHOICE, *(p.id for p in ordered)), Kind.CHOICE, ordered)

    def group(self, a: Pattern, b: Pattern) -> Pattern:
        """One after the other."""
        return self._pair(Kind.GROUP, a, b)

    def interleave(self, a: Pattern, b: Pattern) -> Pattern:
        """Both, mixed."""
        return self._pair(Kind.INTERLEAVE, a, b)

    def _pair(self, kind: Kind, a: Pattern, b: Pattern) -> Pattern:
        if a is self.nothing or b is self.nothing:
            return self.nothing
        if a is self.empty:
            return b
        if b is self.empty:
            return a
        if kind is Kind.GROUP and a.kind is Kind.GROUP:  # to the right, so that equal sequences are one object
            return self.group(a.parts[0], self.group(a.parts[1], b))
        return self._make((kind, a.id, b.id), kind, (a, b))

    def more(self, p: Pattern) -> Pattern:
        """Once or several times."""
        if p in (self.nothing, self.empty) or p.kind is Kind.MORE:
            return p
        return self._make((Kind.MORE, p.id), Kind.MORE, (p,))

    def optional(self, p: Pattern) -> Pattern:
        """Once or not at all."""
        return self.choice((p, self.empty))

    # --- derivatives ------------------------------------------------------------------

    def first(self, p: Pattern) -> tuple[Pattern, ...]:
        """The leaves that may come next (attributes: anywhere), in the order of the grammar."""
        if p.first is None:
            seen: dict[int, Pattern] = {}
            for leaf in self._first(p):
                seen.setdefault(leaf.id, leaf)
            p.first = tuple(seen.values())
        return p.first

    def _first(self, p: Pattern) -> Iterator[Pattern]:
        if p.kind in _LEAVES:
            yield p
            return
        for place, part in enumerate(p.parts):
            leaves = self.first(part)
            if p.kind is Kind.GROUP and place == 1 and not p.parts[0].nullable:
                leaves = tuple(leaf for leaf in leaves if leaf.kind is Kind.ATTRIBUTE)
            yield from leaves

    def named(self, p: Pattern, kind: Kind, name: tuple[str, str]) -> tuple[Pattern, ...]:
        """The element or attribute leaves that may come next and bear ``name`` (namespace, local name)."""
        key = (f"{kind.value} {name[0]}", name[1])
        found = p.lookup.get(key)
        if found is None:
            leaves = (leaf for leaf in self.first(p) if leaf.kind is kind)
            found = p.lookup[key] = tuple(leaf for leaf in leaves if leaf.name is not None and leaf.name.has(*name))
        return found

    def step(self, p: Pattern, met: frozenset[Pattern]) -> Pattern:
        """What may follow once something that matches each leaf of ``met`` has been read."""
        found = p.steps.get(met)
        if found is None:
            found = p.steps[met] = self._step(p, met)
        return found

    def _step(self, p: Pattern, met: frozenset[Pattern]) -> Pattern:
        match p.kind:
            case Kind.TEXT:
                return p if p in met else self.nothing
            case Kind.ELEMENT | Kind.ATTRIBUTE | Kind.DATA | Kind.LIST:
                return self.empty if p in met else self.nothing
            case Kind.CHOICE:
                return self.choice(self.step(part, met) for part in p.parts)
            case Kind.MORE:
                return self.group(self.step(p.parts[0], met), self.optional(p))
            case Kind.GROUP | Kind.INTERLEAVE:
                return self._step_pair(p, met)
            case _:
                return self.nothing

    def _step_pair(self, p: Pattern, met: frozenset[Pattern]) -> Pattern:
        a, b = p.parts
        left = self._pair(p.kind, self.step(a, met), b)
        if p.kind is Kind.INTERLEAVE or any(leaf.kind is Kind.ATTRIBUTE for leaf in met):
            return self.choice((left, self._pair(p.kind, a, self.step(b, met))))
        return self.choice((left, self.step(b, met))) if a.nullable else left

    def closed(self, p: Pattern) -> Pattern:
        """The pattern once the start tag ends: attributes that are still required make it impossible."""
        if p.close is None:
            p.close = self._without(p, self.nothing, self.closed)
        return p.close

    def stripped(self, p: Pattern) -> Pattern:
        """The pattern as if all its attributes had been there."""
        return self._without(p, self.empty, self.stripped)

    def _without(self, p: Pattern, attribute: Pattern, inner: Callable[[Pattern], Pattern]) -> Pattern:
        """A pattern with ``attribute`` in place of each attribute; ``inner`` does it to its parts."""
        match p.kind:
            case Kind.ATTRIBUTE:
                return attribute
            case Kind.CHOICE:
                return self.choice(map(inner, p.parts))
            case Kind.GROUP | Kind.INTERLEAVE:
                return self._pair(p.kind, *map(inner, p.parts))
            case Kind.MORE:
                return self.more(inner(p.parts[0]))
            case _:
                return p

    # --- values -----------------------------------------------------------------------

    def accepts(self, p: Pattern, value: str) -> bool:
        """Whether ``value`` is a text that ``p`` (of an attribute, or of an element without children) allows."""
        if p.nullable and not value.strip(" \t\r\n"):
            return True
        return self.step(p, self.met_by(p, value)).nullable

    def met_by(self, p: Pattern, value: str) -> frozenset[Pattern]:
        """The text leaves of ``p`` that ``value`` matches."""
        leaves = p.lookup.get(_TEXTUAL)
        if leaves is None:
            leaves = p.lookup[_TEXTUAL] = tuple(leaf for leaf in self.first(p) if leaf.kind in _WORDS)
        return frozenset([leaf for leaf in leaves if self._meets(leaf, value)])

    def _meets(self, leaf: Pattern, value: str) -> bool:
        match leaf.kind:
            case Kind.TEXT:
                return True
            case Kind.DATA:
                return leaf.spec is not None and bool(leaf.spec.allows(value))
            case Kind.LIST:
                rest = leaf.content
                for token in tokens(value):
                    rest = self.step(rest, self.met_by(rest, token))
                return rest.nullable
            case _:
                return False
