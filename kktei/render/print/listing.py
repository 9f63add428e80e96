"""Lists and tables of contents among the tags of the typesetter's files.

Typst gives the tags of a list to none but its own lists, which are blocks, and in blocks notes stray.  The template
marks lists with the tag of a quotation, which it has no other use for; here they get the names that PDF has for them.
"""

from __future__ import annotations

import re

from kktei.render.print.objects import TypstFile, entries, reference, references

_MARK = re.compile(rb"/S\s*/BlockQuote\b")
_LIST = (b"/L", b"/LI", b"/LBody")  # by depth: in each other, again and again
_CONTENTS = (b"/TOC", b"/TOCI")  # the same where an entry holds no third


def name_lists(source: TypstFile) -> None:
    """Call lists, their items, tables of contents and their entries by their names."""
    marked = {n: entries(body) for n, body in source.bodies.items() if b"/BlockQuote" in body and _MARK.search(body)}
    depths = {number: _depth(source, marked, number) for number in marked}
    for number, held in marked.items():
        depth = depths[number]
        outer = number if depth == 0 else reference(held[b"/P"]) if depth == 1 else 0
        names = _LIST if not outer or _is_list(marked, outer) else _CONTENTS
        source.bodies[number] = _MARK.sub(b"/S" + names[depth], source.bodies[number], count=1)


def _depth(source: TypstFile, marked: dict[int, dict[bytes, bytes]], number: int) -> int:
    """How many marks a mark lies in, as far as they are of one list."""
    depth, above = 0, reference(marked[number][b"/P"])
    while b"/StructElem" in source.bodies[above]:
        depth += above in marked
        above = reference(entries(source.bodies[above])[b"/P"])
    return depth % len(_LIST)


def _is_list(marked: dict[int, dict[bytes, bytes]], outer: int) -> bool:
    """Whether the marks below an outermost one hold marks in turn."""
    items = [item for item in references(marked[outer].get(b"/K", b"")) if item in marked]
    return any(inner in marked for item in items for inner in references(marked[item].get(b"/K", b"")))
