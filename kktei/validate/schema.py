"""A RELAX NG schema in XML syntax to patterns; definitions are read when the document first needs them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from kktei import tei
from kktei.errors import InputError, MachineryError
from kktei.validate.datatypes import RNG, Data, Value
from kktei.validate.names import NameClass, either
from kktei.validate.patterns import Pattern, Patterns

_XML = "http://www.w3.org/XML/1998/namespace"
_DEFINITIONS = {"start", "define"}


@dataclass(slots=True)
class Scope:
    """The definitions of one ``grammar``."""

    parent: Scope | None = None
    bodies: dict[str, list[Any]] = field(default_factory=dict)
    combine: dict[str, str] = field(default_factory=dict)
    made: dict[str, Pattern | None] = field(default_factory=dict)


class SchemaReader:
    """Reads one schema with what it includes."""

    def __init__(self, path: Path) -> None:
        self.patterns = Patterns()
        self._root = _load(path)
        self._path = path
        self._count = 0

    def start(self) -> Pattern:
        """The pattern of a whole document."""
        return self._pattern(self._root, Scope(), self._path)

    # --- patterns ---------------------------------------------------------------------

    def _pattern(self, node: Any, scope: Scope, path: Path) -> Pattern:
        make: dict[str, Callable[[], Pattern]] = {
            "element": lambda: self._element(node, scope, path),
            "attribute": lambda: self._attribute(node, scope, path),
            "ref": lambda: self._ref(node, scope, path),
            "parentRef": lambda: self._ref(node, scope.parent or scope, path),
            "grammar": lambda: self._grammar(node, scope, path),
            "externalRef": lambda: self._external(node, scope, path),
            "choice": lambda: self.patterns.choice(self._parts(node, scope, path)),
            "group": lambda: self._group(node, scope, path),
            "interleave": lambda: self._interleave(self._parts(node, scope, path)),
            "mixed": lambda: self.patterns.interleave(self.patterns.text, self._group(node, scope, path)),
            "optional": lambda: self.patterns.optional(self._group(node, scope, path)),
            "zeroOrMore": lambda: self.patterns.optional(self.patterns.more(self._group(node, scope, path))),
            "oneOrMore": lambda: self.patterns.more(self._group(node, scope, path)),
            "list": lambda: self.patterns.list(self._group(node, scope, path)),
            "data": lambda: self._data(node, scope, path),
            "value": lambda: self._value(node),
            "text": lambda: self.patterns.text,
            "empty": lambda: self.patterns.empty,
            "notAllowed": lambda: self.patterns.nothing,
        }
        kind = tei.name(node)
        if kind not in make:
            raise _unusable(node, path, f"<{kind}> is not a RELAX NG pattern")
        return make[kind]()

    def _parts(self, node: Any, scope: Scope, path: Path, skip: int = 0) -> list[Pattern]:
        return [self._pattern(child, scope, path) for child in _children(node)[skip:]]

    def _group(self, node: Any, scope: Scope, path: Path, skip: int = 0) -> Pattern:
        whole = self.patterns.empty
        for part in reversed(self._parts(node, scope, path, skip)):
            whole = self.patterns.group(part, whole)
        return whole

    def _interleave(self, parts: list[Pattern]) -> Pattern:
        whole = self.patterns.empty
        for part in reversed(parts):
            whole = self.patterns.interleave(part, whole)
        return whole

    def _element(self, node: Any, scope: Scope, path: Path) -> Pattern:
        names, skip = self._names(node, path)
        self._count += 1
        return self.patterns.element(names, lambda: self._group(node, scope, path, skip), self._count)

    def _attribute(self, node: Any, scope: Scope, path: Path) -> Pattern:
        names, skip = self._names(node, path)
        bare = len(_children(node)) == skip
        content = self.patterns.text if bare else self._group(node, scope, path, skip)
        return self.patterns.attribute(names, content)

    def _data(self, node: Any, scope: Scope, path: Path) -> Pattern:
        params = tuple((p.get("name"), p.text or "") for p in node.iterchildren(f"{{{RNG}}}param"))
        excepted = node.find(f"{{{RNG}}}except")
        less = None if excepted is None else self.patterns.choice(self._parts(excepted, scope, path))
        maker = None if less is None else self.patterns
        return self.patterns.data(Data(_inherited(node, "datatypeLibrary"), node.get("type"), params, less, maker))

    def _value(self, node: Any) -> Pattern:
        kind = node.get("type")
        library = _inherited(node, "datatypeLibrary") if kind else ""
        return self.patterns.data(Value(library, kind or "token", node.text or ""))

    # --- definitions ------------------------------------------------------------------

    def _ref(self, node: Any, scope: Scope, path: Path) -> Pattern:
        name = node.get("name")
        if name not in scope.bodies:
            raise _unusable(node, path, f"it refers to a definition {name!r} that it does not have")
        return self._definition(name, scope, node, path)

    def _definition(self, name: str, scope: Scope, node: Any, path: Path) -> Pattern:
        if name in scope.made:
            made = scope.made[name]
            if made is None:
                raise _unusable(node, path, f"the definition {name!r} refers to itself outside an element")
            return made
        scope.made[name] = None
        bodies = [self._group(body, scope, where) for body, where in scope.bodies[name]]
        join = self._interleave if scope.combine.get(name) == "interleave" else self.patterns.choice
        made = scope.made[name] = bodies[0] if len(bodies) == 1 else join(bodies)
        return made

    def _grammar(self, node: Any, outer: Scope, path: Path) -> Pattern:
        scope = Scope(parent=outer)
        self._collect(node, scope, path, frozenset())
        if "" not in scope.bodies:
            raise _unusable(node, path, "it has no start")
        return self._definition("", scope, node, path)

    def _collect(self, node: Any, scope: Scope, path: Path, hidden: frozenset[str]) -> None:
        for child in _children(node):
            kind = tei.name(child)
            if kind in _DEFINITIONS:
                name = child.get("name", "") if kind == "define" else ""
                if name not in hidden:
                    scope.bodies.setdefault(name, []).append((child, path))
                    scope.combine[name] = child.get("combine") or scope.combine.get(name, "")
            elif kind == "div":
                self._collect(child, scope, path, hidden)
            elif kind == "include":
                self._include(child, scope, path, hidden)

    def _include(self, node: Any, scope: Scope, path: Path, hidden: frozenset[str]) -> None:
        target = _beside(node, path)
        own = Scope()
        self._collect(node, own, path, frozenset())
        self._collect(_load(target), scope, target, hidden | frozenset(own.bodies))
        self._collect(node, scope, path, hidden)

    def _external(self, node: Any, scope: Scope, path: Path) -> Pattern:
        target = _beside(node, path)
        return self._pattern(_load(target), scope, target)

    # --- names ------------------------------------------------------------------------

    def _names(self, node: Any, path: Path) -> tuple[NameClass, int]:
        """The name class of an element or attribute, and how many children it takes."""
        given = node.get("name")
        if given is None:
            return self._class(_children(node)[0], path), 1
        attribute = tei.name(node) == "attribute"
        space = node.get("ns", "") if attribute else _inherited(node, "ns")
        return NameClass(names=(_expanded(node, given.strip(), space),)), 0

    def _class(self, node: Any, path: Path) -> NameClass:
        excepted = node.find(f"{{{RNG}}}except")
        less = None if excepted is None else either([self._class(c, path) for c in _children(excepted)])
        match tei.name(node):
            case "name":
                return NameClass(names=(_expanded(node, (node.text or "").strip(), _inherited(node, "ns")),))
            case "anyName":
                return NameClass(every=True, less=less)
            case "nsName":
                return NameClass(spaces=(_inherited(node, "ns"),), less=less)
            case "choice":
                return either([self._class(c, path) for c in _children(node)])
            case other:
                raise _unusable(node, path, f"<{other}> is not a name class")


def _expanded(node: Any, name: str, space: str) -> tuple[str, str]:
    prefix, colon, local = name.partition(":")
    if not colon:
        return space, name
    return (_XML if prefix == "xml" else node.nsmap.get(prefix, "")), local


def _inherited(node: Any, attribute: str) -> str:
    while node is not None:
        if (given := node.get(attribute)) is not None:
            return str(given)
        node = node.getparent()
    return ""


def _children(node: Any) -> list[Any]:
    return [c for c in node if isinstance(c.tag, str) and c.tag.startswith(f"{{{RNG}}}")]


def _beside(node: Any, path: Path) -> Path:
    target: Path = (path.parent / str(node.get("href", ""))).resolve()
    if not target.is_relative_to(path.parent.resolve()):
        raise _unusable(node, path, f"it includes {node.get('href')!r}, which lies outside its folder")
    return target


def _load(path: Path) -> Any:
    try:
        root = tei.load(path)
    except InputError as problem:
        raise MachineryError(f"The schema {path.name} cannot be used: {problem.message}", problem.hint) from problem
    except etree.XMLSyntaxError as problem:
        raise MachineryError(f"The schema {path.name} is not well formed: {problem.msg}") from problem
    if not str(root.tag).startswith(f"{{{RNG}}}"):
        hint = "Give the schema in RELAX NG's XML syntax (.rng)."
        raise MachineryError(f"{path.name} is not a RELAX NG schema", hint)
    return root


def _unusable(node: Any, path: Path, why: str) -> MachineryError:
    return MachineryError(f"The schema {path.name} cannot be used: line {node.sourceline}: {why}")
