"""The bookmarks of a file: titles of parts and documents, without the notes that their headings hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from kktei.render.characters import brief
from kktei.render.print.objects import ObjectWriter, dictionary, refer, string
from kktei.render.print.places import Head, PagePlace

_MANY = 200  # bookmarks below one: more are nobody's list to look through, and checkers follow no chain of 256
_TOGETHER = 50
_NUMBER = re.compile(r"\[?\d[\w-]*\]?(?=\.\s)")


@dataclass
class _Item:
    """A bookmark, and those below it."""

    title: str
    place: PagePlace
    below: list[_Item] = field(default_factory=list)
    is_closed: bool = False

    def seen(self) -> int:
        """How many bookmarks are seen below it, once it is open."""
        return sum(1 + (0 if item.is_closed else item.seen()) for item in self.below)


def bookmark(writer: ObjectWriter, heads: Sequence[Head], to: Callable[[PagePlace], bytes]) -> int:
    """Write each heading below the last one of a higher level; the number of the object that finds them."""
    root = _Item("", PagePlace(1, 0, 0))
    above = [(0, root)]
    for head in heads:
        item = _Item(brief(head.title), head.place)
        while above[-1][0] >= head.level:
            above.pop()
        above[-1][1].below.append(item)
        above.append((head.level, item))
    _group(root.below)
    number = writer.reserve()
    held = _below(writer, root, number, to) | {b"/Type": b"/Outlines"}
    writer.put(number, dictionary(held))
    return number


def _below(writer: ObjectWriter, item: _Item, number: int, to: Callable[[PagePlace], bytes]) -> dict[bytes, bytes]:
    """Write what is below a bookmark; how that one finds it."""
    if not item.below:
        return {}
    numbers = [writer.reserve() for _ in item.below]
    for one, before, mine, after in zip(item.below, [0, *numbers], numbers, [*numbers[1:], 0], strict=False):
        held = {b"/Title": string(one.title), b"/Parent": refer(number), b"/Dest": to(one.place)}
        held |= {b"/Prev": refer(before)} if before else {}
        held |= {b"/Next": refer(after)} if after else {}
        writer.put(mine, dictionary(held | _below(writer, one, mine, to)))
    count = -item.seen() if item.is_closed else item.seen()
    return {b"/First": refer(numbers[0]), b"/Last": refer(numbers[-1]), b"/Count": b"%d" % count}


def _group(items: list[_Item]) -> None:
    """Put the documents of a long list together: "1–50", "51–100"."""
    for item in items:
        _group(item.below)
    if len(items) <= _MANY:
        return
    size = max(_TOGETHER, -(-len(items) // _MANY))
    groups = [items[at : at + size] for at in range(0, len(items), size)]
    items[:] = [_together(group) for group in groups]


def _together(group: list[_Item]) -> _Item:
    ends = [_NUMBER.match(item.title) for item in (group[0], group[-1])]
    names = [end[0] if end else item.title for end, item in zip(ends, (group[0], group[-1]), strict=True)]
    title = "–".join(names) if all(ends) else " – ".join(names)
    return _Item(title, group[0].place, group, is_closed=True)
