"""Where each node of a document stands: from the path that XPath's path() gives to line and column."""

from __future__ import annotations

from dataclasses import dataclass

from kktei.validate.events import Broken, DoctypeFound, End, Spot, Start, Text, attribute_spot, read, shown_tag
from kktei.validate.names import Name
from kktei.validate.places import Step

_XML_ID = ("http://www.w3.org/XML/1998/namespace", "id")


@dataclass(frozen=True, slots=True)
class Position:
    """A node's place in the file and in the tree."""

    spot: Spot
    steps: tuple[Step, ...]
    attribute: str = ""


class Positions:
    """The places of all elements and text nodes of one document; attributes are looked up when asked for."""

    def __init__(self, raw: bytes) -> None:
        self.document = ""
        self.ids: list[str] = []
        self._raw = raw
        self._found: dict[str, Position] = {}
        self._walk()

    def at(self, path: str) -> Position:
        """The place of the node with this path; its nearest ancestor's where the node has none of its own."""
        owner, at, name = path.rpartition("/@")
        if at and owner in self._found:
            return self._attribute(self._found[owner], name)
        while path and path not in self._found:
            path = path.rpartition("/")[0]
        return self._found.get(path, Position(Spot(1, 1, 0), ()))

    def _attribute(self, owner: Position, name: str) -> Position:
        expanded = _expanded(name)
        shown = f"xml:{expanded[1]}" if expanded[0] else expanded[1]
        return Position(attribute_spot(self._raw, owner.spot, expanded), owner.steps, shown)

    def _walk(self) -> None:
        stack: list[_Open] = [_Open("", ())]
        try:
            for event in read(self._raw):
                if isinstance(event, Start):
                    stack.append(self._element(stack[-1], event))
                elif isinstance(event, End):
                    stack.pop()
                elif isinstance(event, Text):
                    above = stack[-1]
                    number = above.count("text()")
                    self._found[f"{above.path}/text()[{number}]"] = Position(event.spot, above.steps)
        except (Broken, DoctypeFound):
            return  # what cannot be read has no places; the reading itself reports it

    def _element(self, above: _Open, event: Start) -> _Open:
        space, local = event.name
        number = above.count(f"Q{{{space}}}{local}")
        given = dict(event.attributes).get(_XML_ID, "")
        step = Step(shown_tag(event), number, above.names, given)
        above.names[step.name] = above.names.get(step.name, 0) + 1
        if given:
            self.ids.append(given)
        if given and local == "div" and len(above.steps) == 3:
            self.document = given
        path = f"{above.path}/Q{{{space}}}{local}[{number}]"
        steps = (*above.steps, step)
        self._found[path] = Position(event.spot, steps)
        return _Open(path, steps)


class _Open:
    __slots__ = ("_counts", "names", "path", "steps")

    def __init__(self, path: str, steps: tuple[Step, ...]) -> None:
        self.path = path
        self.steps = steps
        self.names: dict[str, int] = {}
        self._counts: dict[str, int] = {}

    def count(self, key: str) -> int:
        self._counts[key] = self._counts.get(key, 0) + 1
        return self._counts[key]


def _expanded(name: str) -> Name:
    if name.startswith("Q{"):
        space, _, local = name[2:].partition("}")
        return space, local
    return "", name
