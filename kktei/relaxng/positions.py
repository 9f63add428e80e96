"""Where each node of a document stands: from its number in the document to line, column and place in TEI words.

Rules name a node as ``e7`` (the seventh element of the document), ``e7/@n`` (an attribute of it) or ``t3``
(the third text).  A path would have to count the siblings at every step.
"""

import re
from dataclasses import dataclass

from kktei.relaxng.events import Attributes, Broken, DoctypeFound, End, Spot, Start, TextEvent, events_of
from kktei.relaxng.names import Name
from kktei.relaxng.places import PathStep

_NODE = re.compile(r"([et])([1-9]\d{0,11})(?:/@(.+))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class NodePosition:
    """A node's place in the file and in the tree."""

    spot: Spot
    step: PathStep | None = None
    attribute: str = ""


class Positions:
    """The places of all elements and texts of one document; attributes are looked up when asked for."""

    def __init__(self, raw: bytes) -> None:
        self.document = ""
        self.ids: list[str] = []
        self._raw = raw
        self._nodes: dict[str, list[NodePosition]] = {"e": [], "t": []}
        self._tags: dict[int, Attributes] = {}
        self._walk()

    def at(self, node: str) -> NodePosition:
        """The place of the node of this name; the document's beginning where there is none."""
        found = _NODE.fullmatch(node)
        kind, number = (found[1], int(found[2])) if found else ("e", 0)
        if not found or number > len(self._nodes[kind]):
            return NodePosition(Spot(1, 1, 0))
        owner = self._nodes[kind][number - 1]
        return self._attribute(owner, found[3]) if found[3] else owner

    def _attribute(self, owner: NodePosition, name: str) -> NodePosition:
        space, local = _expanded(name)
        tag = self._tags.get(owner.spot.byte)
        if tag is None:
            tag = self._tags[owner.spot.byte] = Attributes(self._raw, owner.spot)
        return NodePosition(tag.spot((space, local)), owner.step, f"xml:{local}" if space else local)

    def _walk(self) -> None:
        stack: list[PathStep] = []
        try:
            for event in events_of(self._raw):
                if isinstance(event, Start):
                    stack.append(self._element(stack, event))
                elif isinstance(event, End):
                    stack.pop()
                elif isinstance(event, TextEvent):
                    self._nodes["t"].append(NodePosition(event.spot, stack[-1]))
        except (Broken, DoctypeFound):
            return  # what cannot be read has no places; the reading itself reports it

    def _element(self, stack: list[PathStep], event: Start) -> PathStep:
        step = PathStep.of(event, stack[-1] if stack else None)
        if step.id:
            self.ids.append(step.id)
        if step.id and event.name[1] == "div" and len(stack) == 3:
            self.document = step.id
        self._nodes["e"].append(NodePosition(event.spot, step))
        return step


def _expanded(name: str) -> Name:
    if name.startswith("Q{"):
        space, _, local = name[2:].partition("}")
        return space, local
    return "", name
