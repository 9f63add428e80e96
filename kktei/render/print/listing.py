"""Lists and tables of contents among the tags of the typesetter's files.

Typst gives the tags of a list to none but its own lists, which are blocks, and in blocks notes stray.  The template
marks lists with the tag of a quotation, which it has no other use for; here they get the names that PDF has for them.
"""

import re

from kktei.render.print.objects import TypstFile, entries, reference, references

_MARK = re.compile(rb"/S\s*/BlockQuote\b")
_LIST = (b"/L", b"/LI", b"/LBody")  # by depth: in each other, again and again
_CONTENTS = (b"/TOC", b"/TOCI")  # the same where an entry holds no third


def name_lists(source: TypstFile) -> None:
    """Call lists, their items, tables of contents and their entries by their names."""
    marked = {n: entries(body) for n, body in source.bodies.items() if b"/BlockQuote" in body and _MARK.search(body)}
    known: dict[int, int] = {}
    depths = {
        n: (_marks_at(source, marked, n, known) - 1) % len(_LIST) for n in marked
    }  # as far as they are of one list
    lists = {number for number, depth in depths.items() if depth == 0 and _is_list(marked, number)}
    for number, depth in depths.items():
        outer = number if depth == 0 else reference(marked[number][b"/P"])
        names = _LIST if depth == 2 or outer in lists else _CONTENTS
        source.bodies[number] = _MARK.sub(b"/S" + names[depth], source.bodies[number], count=1)


def _marks_at(source: TypstFile, marked: dict[int, dict[bytes, bytes]], element: int, known: dict[int, int]) -> int:
    """In how many marks an element lies, itself among them; ``known`` are those of others."""
    if element not in known:
        body = source.bodies[element]
        is_tag = b"/StructElem" in body
        above = _marks_at(source, marked, reference(entries(body)[b"/P"]), known) if is_tag else 0
        known[element] = above + (element in marked)
    return known[element]


def _is_list(marked: dict[int, dict[bytes, bytes]], outer: int) -> bool:
    """Whether the marks below an outermost one hold marks in turn."""
    items = [item for item in references(marked[outer].get(b"/K", b"")) if item in marked]
    return any(inner in marked for item in items for inner in references(marked[item].get(b"/K", b"")))
