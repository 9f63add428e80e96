"""One part of a large volume, set in a process of its own: ``python -m kktei.render.print.portion``.

Reads two lines of JSON: first what the part may hold, then where it begins.  Between them the pages are laid out
once, so that the work is done while the part before is still being finished; what that layout says is forgotten.
Writes one line: where things stand on the pages of the part, and its two files are there.

A part holds the documents from the first that is its own to the last before one that begins a page by itself: from
there on pages are the same whatever stands before them.  Documents before and behind are laid out and left out.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import typst

from kktei.render.print import compositor
from kktei.render.print.checks import CLOSER, Marks, Stray, repairs, strays
from kktei.render.print.cutting import cut
from kktei.render.print.places import Places, query
from kktei.render.print.press_pages import dress_all

_PASSES = 25
_PATIENCE = 4  # passes after which a closer alone on a page is only reported
_NEAR = 3.0  # points below the top margin at which a heading still begins a page


@dataclass
class _Part:
    """A part while it is set."""

    request: dict[str, Any]
    start: dict[str, Any] = field(default_factory=dict)
    pad: bool = False
    made: dict[str, str] = field(default_factory=dict)

    @property
    def root(self) -> Path:
        """The folder of the volume's source."""
        root: str = self.request["root"]
        return Path(root)

    @property
    def folder(self) -> Path:
        """The folder of what this part is told."""
        name: str = self.request["name"]
        return self.root / "parts" / name

    @property
    def goes_to_the_end(self) -> bool:
        """Whether there is no document behind those that the part may hold."""
        return not self.request["stems"] or bool(self.request["last"])

    @property
    def stems(self) -> list[str]:
        """The documents that are laid out; none for the volume's front and back."""
        stems: list[str] = self.request["stems"]
        return stems

    def write(self) -> None:
        """Tell the typesetter."""
        start, first = self.start, self.start.get("first", 0)
        opens = bool(self.stems) and self.request["opens"][first]
        told = {
            "first": f"{self.request['stems'][first]}#" if self.stems else "",
            "chapter": opens,
            "before": start.get("before", 0),
            "shift": start.get("before", 0) - (2 if self.pad else 1),
            "pad": self.pad,
            "labels": start.get("labels", {}),
            "documents": start.get("documents", []),
            "after": start.get("after", []),
            "marks": start.get("marks", {}),
        }
        lines = [*self.request["head"], *self.request["lines"], *self.request["tail"]]
        (self.folder / "main.typ").write_text("\n".join([*lines, ""]), encoding="utf-8")
        (self.folder / "told.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
        (self.folder / "repairs.json").write_text(json.dumps(self.made), encoding="utf-8")


@dataclass(frozen=True, slots=True)
class _Layout:
    """What a pass came to: places and marks, the first page that is the part's and the first that is not."""

    places: Places
    marks: Marks
    first: int
    end: int | None  # the place among the part's documents of the first that is not its own
    until: int | None  # its page; None where the part goes to its last page


def compiler(part: _Part) -> typst.Compiler:
    """Typst, on this part's own main file."""
    main = part.folder / "main.typ"
    return compositor.compiler(part.root, main, part.request["fonts"], {"part": part.request["name"]})


def finish(part: _Part, typesetter: typst.Compiler) -> dict[str, Any]:
    """Lay out until no note strays, write the part's files; where things stand on its pages."""
    part.pad = _back_is_padded(part)
    part.write()
    found: list[Stray] = []
    for number in range(1, _PASSES + 1):
        layout = _laid_out(part, typesetter)
        if _is_mirrored(part, layout):
            part.pad = not part.pad
        elif layout.end is None and not part.goes_to_the_end:
            part.made[_lowest(part, layout.places)] = "page"
        else:
            found = _own(part, layout, strays(layout.marks))
            following = _following(part, found, number)
            if following is None or number == _PASSES:
                break
            part.made = following
        part.write()
    return _finished(part, typesetter, layout, found)


def _back_is_padded(part: _Part) -> bool:
    """Whether what stands behind the documents is to begin on a right-hand page, as its part does without more ado."""
    behind = not part.request["front"] and not part.stems
    return behind and part.request["two_sided"] and part.start["before"] % 2 == 0


def _laid_out(part: _Part, typesetter: typst.Compiler) -> _Layout:
    marks = Marks.of(json.loads(compositor.evaluated(typesetter, compositor.MARKS)))
    asked = part.start["asked"]
    places = Places.of(json.loads(compositor.evaluated(typesetter, query(asked))))
    if part.request["front"]:
        return _Layout(places, marks, 1, None, places.main[0])
    if not part.stems:
        return _Layout(places, marks, 3 if part.pad else 2, None, None)
    first = places.documents[part.start["first"]][1].page
    end = None if part.request["nominal"] == len(part.request["stems"]) else _end(part, places)
    return _Layout(places, marks, first, end, None if end is None else places.documents[end][1].page)


def _is_mirrored(part: _Part, layout: _Layout) -> bool:
    """Whether the first page is a left-hand one and should not be, or the other way."""
    wrong = layout.first % 2 != (part.start.get("before", 0) + 1) % 2
    return wrong and bool(part.stems) and part.request["two_sided"]


def _end(part: _Part, places: Places) -> int | None:
    """The first document behind the part's own that begins a page by itself."""
    for at in _behind(part):
        page = places.documents[at][1].page
        if _begins(part, places, at) and _is_clean(part, places, at, page):
            return at
    return None


def _behind(part: _Part) -> range:
    return range(max(part.request["nominal"], part.start["first"] + 1), len(part.stems))


def _lowest(part: _Part, places: Places) -> str:
    """The document that begins lowest on its page: where none begins a page by itself, this one costs least."""
    return part.stems[max(_behind(part), key=lambda at: places.documents[at][1].y)]


def _begins(part: _Part, places: Places, at: int) -> bool:
    top: float = part.request["top"]
    return bool(part.request["opens"][at]) or places.documents[at][1].y < top + _NEAR


def _is_clean(part: _Part, places: Places, at: int, page: int) -> bool:
    """Whether no note and no picture of what stands before runs on to the page."""
    before = set(part.stems[:at])
    notes = any(p >= page and note.partition("#")[0] in before for note, p in places.note_ends)
    return not notes and not any(call < page <= shown for call, shown in places.floats)


def _own(part: _Part, layout: _Layout, found: list[Stray]) -> list[Stray]:
    """What strays in the part's own documents."""
    if not part.stems:
        return found
    own = set(part.stems[part.start.get("first", 0) : layout.end])
    return [stray for stray in found if stray.id.partition("#")[0] in own]


def _following(part: _Part, found: list[Stray], number: int) -> dict[str, str] | None:
    grave = [stray for stray in found if stray.kind != CLOSER]
    patient = number < _PATIENCE
    if not grave and not (found and patient):
        return None
    return repairs(found if patient else grave, part.made, final=number >= _PASSES - 2)


def _finished(part: _Part, typesetter: typst.Compiler, layout: _Layout, found: list[Stray]) -> dict[str, Any]:
    screen, press = part.folder / "screen.pdf", part.folder / "press.pdf"
    when = part.start["timestamp"]
    untagged = compositor.export(typesetter, {"timestamp": when, "outputs": {"screen": screen, "press": press}})
    until = None if layout.until is None else layout.until - 1
    kept = (layout.first, until)
    own = set(part.stems[part.start.get("first", 0) : layout.end])
    behind = (
        set() if layout.end is None else {part.stems[layout.end]} & {i for i, w in part.made.items() if w == "page"}
    )
    pages = cut(screen, kept, f"{part.request['name']} ", tables=part.request["tables"])
    cut(press, kept)
    dress_all(press, part.start["bleed"])
    off = layout.first - 1
    there = range(layout.first, layout.first + pages)
    return {
        "pages": pages,
        "next": layout.end,
        "documents": [_moved(v, place, off) for v, place in layout.places.documents if place.page in there],
        "heads": [[h.level, h.title, *_spot(h.place, off)] for h in layout.places.heads if h.place.page in there],
        "chapters": [[h.level, h.title, *_spot(h.place, off)] for h in layout.places.chapters if h.place.page in there],
        "marks": [[key, role, page - off] for key, role, page in layout.places.marks if page in there],
        "asked": {i: _spot(place, off) for i, place in layout.places.asked.items() if place.page in there},
        "seen": _seen(layout.places, layout.until, off),
        "strays": [asdict(replace(s, page=s.page - off, call_page=s.call_page - off)) for s in found],
        "repairs": {i: what for i, what in part.made.items() if not own or i.partition("#")[0] in own | behind},
        "untagged": untagged,
    }


def _seen(places: Places, until: int | None, off: int) -> dict[str, int]:
    """The pages of what lies behind the part, as if it went on."""
    if until is None:
        return {}
    documents = {f"{value['id']}#": place for value, place in places.documents}
    return {name: place.page - off for name, place in (places.asked | documents).items() if place.page >= until}


def _moved(value: dict[str, str], place: Any, off: int) -> list[Any]:
    return [value, *_spot(place, off)]


def _spot(place: Any, off: int) -> Sequence[float]:
    return (place.page - off, place.x, place.y)


def work() -> None:
    """Both lines, and the answer."""
    part = _Part(json.loads(sys.stdin.readline()))
    part.write()
    typesetter = compiler(part)
    if part.request["early"]:
        compositor.evaluated(typesetter, compositor.MARKS)
    part.start = json.loads(sys.stdin.readline() or "null") or sys.exit()
    print(json.dumps(finish(part, typesetter)), flush=True)


if __name__ == "__main__":
    compositor.answering(work)
