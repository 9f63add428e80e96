"""A RELAX NG schema in XML syntax to patterns; definitions are read when the document first needs them."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import reduce
from pathlib import Path

from kktei.relaxng.broken import SchemaError
from kktei.relaxng.datatypes import RNG, Data, Value
from kktei.relaxng.names import NameClass, either
from kktei.relaxng.patterns import Pattern, Patterns
from kktei.relaxng.places import cut
from kktei.relaxng.tree import Element

_XML = "http://www.w3.org/XML/1998/namespace"
Load = Callable[[Path], Element]  # the root element of a file of the schema, by lxml
_DEFINITIONS = {"start", "define"}
_FILES, _CHAIN = 1_000, 50  # that a schema may be made of, and that may include each other in a row


@dataclass(slots=True)
class Scope:
    """The definitions of one ``grammar``."""

    parent: Scope | None = None
    bodies: dict[str, list[Element]] = field(default_factory=dict)
    combine: dict[str, str] = field(default_factory=dict)
    made: dict[str, Pattern | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SchemaFile:
    """A file of the schema, and those that led to it."""

    path: Path
    chain: tuple[Path, ...] = ()

    @property
    def name(self) -> str:
        """The file's name, for messages."""
        return self.path.name


class SchemaReader:
    """Reads one schema with what it includes."""

    def __init__(self, path: Path, load: Load) -> None:
        self.patterns = Patterns()
        self._load = load
        self._root = self._read(path)
        self._page = SchemaFile(path, (_real(path),))
        self._count = 0
        self._files = 0

    def _read(self, path: Path) -> Element:
        root = self._load(path)
        if not str(root.tag).startswith(f"{{{RNG}}}"):
            hint = "Give the schema in RELAX NG's XML syntax (.rng)."
            raise SchemaError(f"{cut(path.name)} is not a RELAX NG schema", hint)
        return root

    def start(self) -> Pattern:
        """The pattern of a whole document."""
        return self._pattern(self._root, Scope(), self._page)

    def _beside(self, node: Element, page: SchemaFile) -> SchemaFile:
        """The file that an include or a reference leads to."""
        href = cut(str(node.get("href", "")))
        target = _real(page.path.parent / str(node.get("href", "")))
        self._files += 1
        if not target.is_relative_to(_real(page.path.parent)):
            raise _unusable(node, page, f"it includes {href!r}, which lies outside its folder")
        if target in page.chain:
            raise _unusable(node, page, f"it includes {href!r}, which includes it in turn")
        if self._files > _FILES or len(page.chain) > _CHAIN:
            raise _unusable(node, page, f"it includes {href!r}, one file more than kktei follows")
        return SchemaFile(target, (*page.chain, target))

    # --- patterns ---------------------------------------------------------------------

    def _pattern(self, node: Element, scope: Scope, page: SchemaFile) -> Pattern:
        make: dict[str, Callable[[], Pattern]] = {
            "element": lambda: self._element(node, scope, page),
            "attribute": lambda: self._attribute(node, scope, page),
            "ref": lambda: self._ref(node, scope, page),
            "parentRef": lambda: self._ref(node, scope.parent or scope, page),
            "grammar": lambda: self._grammar(node, scope, page),
            "externalRef": lambda: self._external(node, scope, page),
            "choice": lambda: self.patterns.choice(self._parts(node, scope, page)),
            "group": lambda: self._group(node, scope, page),
            "interleave": lambda: self._interleave(self._parts(node, scope, page)),
            "mixed": lambda: self.patterns.interleave(self.patterns.text, self._group(node, scope, page)),
            "optional": lambda: self.patterns.optional(self._group(node, scope, page)),
            "zeroOrMore": lambda: self.patterns.optional(self.patterns.more(self._group(node, scope, page))),
            "oneOrMore": lambda: self.patterns.more(self._group(node, scope, page)),
            "list": lambda: self.patterns.list(self._group(node, scope, page)),
            "data": lambda: self._data(node, scope, page),
            "value": lambda: self._value(node),
            "text": lambda: self.patterns.text,
            "empty": lambda: self.patterns.empty,
            "notAllowed": lambda: self.patterns.nothing,
        }
        kind = _kind(node)
        if kind not in make:
            raise _unusable(node, page, f"<{kind}> is not a RELAX NG pattern")
        return make[kind]()

    def _parts(self, node: Element, scope: Scope, page: SchemaFile, skip: int = 0) -> list[Pattern]:
        return [self._pattern(child, scope, page) for child in _children(node)[skip:]]

    def _group(self, node: Element, scope: Scope, page: SchemaFile, skip: int = 0) -> Pattern:
        return self._folded(self.patterns.group, self._parts(node, scope, page, skip))

    def _interleave(self, parts: list[Pattern]) -> Pattern:
        return self._folded(self.patterns.interleave, parts)

    def _folded(self, join: Callable[[Pattern, Pattern], Pattern], parts: list[Pattern]) -> Pattern:
        return reduce(lambda whole, part: join(part, whole), reversed(parts), self.patterns.empty)

    def _element(self, node: Element, scope: Scope, page: SchemaFile) -> Pattern:
        names, skip = self._names(node, page)
        self._count += 1
        return self.patterns.element(names, lambda: self._group(node, scope, page, skip), self._count)

    def _attribute(self, node: Element, scope: Scope, page: SchemaFile) -> Pattern:
        names, skip = self._names(node, page)
        bare = len(_children(node)) == skip
        content = self.patterns.text if bare else self._group(node, scope, page, skip)
        return self.patterns.attribute(names, content)

    def _data(self, node: Element, scope: Scope, page: SchemaFile) -> Pattern:
        params = tuple((p.get("name", ""), p.text or "") for p in node.iterchildren(f"{{{RNG}}}param"))
        excepted = node.find(f"{{{RNG}}}except")
        less = None if excepted is None else self.patterns.choice(self._parts(excepted, scope, page))
        maker = None if less is None else self.patterns
        if not (kind := node.get("type", "")):
            raise _unusable(node, page, "<data> names no type")
        return self.patterns.data(Data(_inherited(node, "datatypeLibrary"), kind, params, less, maker))

    def _value(self, node: Element) -> Pattern:
        kind = node.get("type")
        library = _inherited(node, "datatypeLibrary") if kind else ""
        return self.patterns.data(Value(library, kind or "token", node.text or ""))

    # --- definitions ------------------------------------------------------------------

    def _ref(self, node: Element, scope: Scope, page: SchemaFile) -> Pattern:
        name = node.get("name")
        if name not in scope.bodies:
            raise _unusable(node, page, f"it refers to a definition {name!r} that it does not have")
        return self._definition(name, scope, node, page)

    def _definition(self, name: str, scope: Scope, node: Element, page: SchemaFile) -> Pattern:
        if name in scope.made:
            made = scope.made[name]
            if made is None:
                raise _unusable(node, page, f"the definition {name!r} refers to itself outside an element")
            return made
        scope.made[name] = None
        bodies = [self._group(body, scope, where) for body, where in scope.bodies[name]]
        join = self._interleave if scope.combine.get(name) == "interleave" else self.patterns.choice
        made = scope.made[name] = bodies[0] if len(bodies) == 1 else join(bodies)
        return made

    def _grammar(self, node: Element, outer: Scope, page: SchemaFile) -> Pattern:
        scope = Scope(parent=outer)
        self._collect(node, scope, page, frozenset())
        if "" not in scope.bodies:
            raise _unusable(node, page, "it has no start")
        return self._definition("", scope, node, page)

    def _collect(self, node: Element, scope: Scope, page: SchemaFile, hidden: frozenset[str]) -> None:
        for child in _children(node):
            kind = _kind(child)
            if kind in _DEFINITIONS:
                name = child.get("name", "") if kind == "define" else ""
                if name not in hidden:
                    scope.bodies.setdefault(name, []).append((child, page))
                    scope.combine[name] = child.get("combine") or scope.combine.get(name, "")
            elif kind == "div":
                self._collect(child, scope, page, hidden)
            elif kind == "include":
                self._include(child, scope, page, hidden)

    def _include(self, node: Element, scope: Scope, page: SchemaFile, hidden: frozenset[str]) -> None:
        target = self._beside(node, page)
        own = Scope()
        self._collect(node, own, page, frozenset())
        self._collect(self._read(target.path), scope, target, hidden | frozenset(own.bodies))
        self._collect(node, scope, page, hidden)

    def _external(self, node: Element, scope: Scope, page: SchemaFile) -> Pattern:
        target = self._beside(node, page)
        return self._pattern(self._read(target.path), scope, target)

    # --- names ------------------------------------------------------------------------

    def _names(self, node: Element, page: SchemaFile) -> tuple[NameClass, int]:
        """The name class of an element or attribute, and how many children it takes."""
        given = node.get("name")
        if given is None:
            if not (children := _children(node)):
                raise _unusable(node, page, f"<{_kind(node)}> has no name")
            return self._class(children[0], page), 1
        attribute = _kind(node) == "attribute"
        space = node.get("ns", "") if attribute else _inherited(node, "ns")
        return NameClass(names=(_expanded(node, given.strip(), space, page),)), 0

    def _class(self, node: Element, page: SchemaFile) -> NameClass:
        excepted = node.find(f"{{{RNG}}}except")
        less = None if excepted is None else either([self._class(c, page) for c in _children(excepted)])
        match _kind(node):
            case "name":
                return NameClass(names=(_expanded(node, (node.text or "").strip(), _inherited(node, "ns"), page),))
            case "anyName":
                return NameClass(every=True, less=less)
            case "nsName":
                return NameClass(spaces=(_inherited(node, "ns"),), less=less)
            case "choice":
                return either([self._class(c, page) for c in _children(node)])
            case other:
                raise _unusable(node, page, f"<{other}> is not a name class")


def _expanded(node: Element, name: str, space: str, page: SchemaFile) -> tuple[str, str]:
    prefix, colon, local = name.partition(":")
    if not name or (colon and (not local or not (prefix == "xml" or prefix in node.nsmap))):
        raise _unusable(node, page, f"{cut(name)!r} is no name, or its prefix is not declared")
    if not colon:
        return space, name
    return (_XML if prefix == "xml" else node.nsmap[prefix]), local


def _inherited(node: Element, attribute: str) -> str:
    while node is not None:
        if (given := node.get(attribute)) is not None:
            return str(given)
        node = node.getparent()
    return ""


def _children(node: Element) -> list[Element]:
    return [c for c in node if isinstance(c.tag, str) and c.tag.startswith(f"{{{RNG}}}")]


def _kind(node: Element) -> str:
    """The local name of an element."""
    return str(node.tag).rpartition("}")[2]


def _real(path: Path) -> Path:
    """A path with its links followed; a name that no file can have stays as it is."""
    try:
        return Path(os.path.realpath(path))
    except (OSError, ValueError):
        return path.absolute()


def _unusable(node: Element, page: SchemaFile, why: str) -> SchemaError:
    hint = "Correct the schema, or ask those who made it; `xmllint --relaxng` and Jing say more."
    return SchemaError(f"The schema {page.name} cannot be used: line {node.sourceline}: {why}", hint)
