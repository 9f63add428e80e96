"""Some parts of a large volume, set in a process of their own: ``python -m kktei.render.print.portion``.

Reads two lines of JSON for each: first what the part may hold, then where it begins.  Between them the pages are laid
out once, so that the work is done while the part before is still being finished; what that layout says is forgotten.
Writes two lines: where things stand on the pages of the part, and that its file is there.

A part holds the documents from the first that is its own to the last before one that begins a page by itself: from
there on pages are the same whatever stands before them.  Documents before and behind are laid out and left out.
"""

import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

import typst
from msgspec import structs

from kktei.memory import held
from kktei.render.contract import from_json
from kktei.render.print import compositor, feet, messages, page_numbers
from kktei.render.print.checks import PAGE, PART, Marks, PageGap, Stray, following, gaps, lonely, strays
from kktei.render.print.feet import Feet
from kktei.render.print.objects import TypstFile
from kktei.render.print.part import Part
from kktei.render.print.parts import clean_at, is_piece, own_repairs
from kktei.render.print.places import DocumentPlace, LaidOut, PagePlace, headings, query
from kktei.render.print.quoting import document

_PASSES = 25
_FINAL = 3  # the last of them, in which what cannot be helped is ended
_SETTLING = 20  # further ones in which an apparatus comes to rest with all documents that can be laid out
_PATIENCE = 4  # after twice as many passes a closer alone on a page is only reported
# What Typst keeps of its work makes later passes short, and takes memory; to forget takes time, as does new memory.
_TOGETHER = 4  # parts that one process sets: of more each takes longer
_MOST = 220_000_000  # bytes above which Typst is told to forget between passes, too, not only between parts
_FORGETTING = 2  # passes after which it is, if so
_NEAR = 3.0  # points below the top margin at which a heading still begins a page


@dataclass(frozen=True, slots=True)
class _Answer:
    """Where a layout put what is checked, and what is told of it."""

    marks: Marks
    places: LaidOut


@dataclass(frozen=True, slots=True)
class _PartPages:
    """What a pass came to: places and marks, the first page that is the part's and the first that is not."""

    places: LaidOut
    marks: Marks
    first: int
    end: int | None  # the place among the part's documents of the first that is not its own
    until: int | None  # its page; None where the part goes to its last page

    def ending(self, at: int) -> Self:
        """The same, with the end before the document at this place."""
        return replace(self, end=at, until=self.places.documents[at].place.page)


def compiler(part: Part) -> typst.Compiler:
    """Typst, on this part's own main file."""
    main = part.folder / "main.typ"
    return compositor.compiler(Path(part.request.root), main, part.request.fonts, {"part": part.request.name})


def finish(part: Part, typesetter: typst.Compiler, *, is_last: bool) -> None:
    """Lay out until no note strays, tell where things stand on the part's pages, write its file.

    Where its end is known before the file is there, what follows need not wait for that.
    """
    layout, found = _settled(part, typesetter)
    written = _written(part, typesetter, layout, found, messages.PART_FILE)
    if part.request.mirrored:
        layout = _turned(part, typesetter, layout)
        turned = _written(part, typesetter, layout, found, messages.TURNED_FILE)
        written = written if written != messages.FileWritten() else turned
    compositor.tell(messages.PartWritten(file=written, uneven=_is_uneven(part), is_last=is_last))


def _is_full() -> bool:
    """Whether this process holds much memory, or the system does not tell."""
    return not 0 < held() <= _MOST


def _is_uneven(part: Part) -> bool:
    """Whether the file cannot take the numbers of its pages and of those to which its cross references lead."""
    start = part.start
    if not (start.numbered or start.figures):
        return False
    noughts = {**start.labels, **start.near}
    labels = [noughts[name] for name in start.numbered]
    source = TypstFile.read(part.folder / messages.PART_FILE)
    try:
        page_numbers.put_in(source, source.pages[1:], labels, ["0" * start.figures] * len(source.pages))
    except page_numbers.UnevenError:
        return True
    return False


def _written(
    part: Part, typesetter: typst.Compiler, layout: _PartPages, found: list[Stray], name: str
) -> messages.FileWritten:
    """Write a part's file and tell what stands on its pages."""
    file = part.folder / name
    if layout.until is not None:
        compositor.tell(_told(part, typesetter, layout, found, layout.until - layout.first))
    written = compositor.export(typesetter, file, part.request.timestamp)
    if layout.until is None:
        pages = len(TypstFile.read(file).pages) + 1 - layout.first
        compositor.tell(_told(part, typesetter, layout, found, pages))
    return written


def _turned(part: Part, typesetter: typst.Compiler, layout: _PartPages) -> _PartPages:
    """The same pages, but left-hand ones where they were right-hand ones: lines are broken as they were."""
    part.start = structs.replace(part.start, before=1 - part.start.before)
    part.pad = not part.pad
    part.write()
    turned = _laid_out(part, typesetter)
    return turned if layout.end is None else turned.ending(layout.end)


def _settled(part: Part, typesetter: typst.Compiler) -> tuple[_PartPages, list[Stray]]:
    """The last layout, and what still strays in it.

    More documents behind the part's own are laid out only when nothing else is left to do: most passes do without.
    """
    found, turn = list[Stray](), 1
    settling = _SETTLING if part.apparatus else 0
    for left in reversed(range(_PASSES + settling)):
        if left <= _FINAL + settling:
            part.show(len(part.content.stems))
        part.write()
        layout = _laid_out(part, typesetter)
        if _is_mirrored(part, layout):
            part.pad = not part.pad
        elif not _has_settled(part, typesetter) and left >= _FINAL:
            pass
        else:
            layout, found, more = _ended(part, layout, turn, final=left < _FINAL)
            if more is not None and left:
                part.made, turn = more, turn + 1
                if layout.end is not None:  # what lies behind is asked for no more
                    part.show(layout.end, 1)
            elif layout.end is None and not part.is_whole:
                part.show(part.shown)
            else:
                break
        if part.apparatus or ((_PASSES - left) % _FORGETTING == 0 and _is_full()):
            compositor.forget()
    return layout, found


def _has_settled(part: Part, typesetter: typst.Compiler) -> bool:
    """Whether an apparatus by lines stands where it is to; what is found of it is told with the next pass."""
    part.turns += 1
    if part.apparatus is None:
        return True
    settled, part.apparatus = compositor.settled(typesetter, part.request.counted, part.apparatus, part.turns)
    return settled


def _ended(
    part: Part, layout: _PartPages, turn: int, *, final: bool
) -> tuple[_PartPages, list[Stray], dict[str, str] | None]:
    """The layout with the last of the part's ends before which all is right, what strays there, and no repairs.

    Where there is no such end: with the first, and the repairs of the next pass, of which none is for what lies behind.
    """
    astray = strays(layout.marks)
    ends = _ends(part, layout) if part.stems else []
    for ended in [layout.ending(at) for at in reversed(ends)] or [layout]:
        found = _own(part, ended, astray)
        more = _more(part, ended, found, turn, final=final)
        if more is None:
            break
    return ended, found, more


def _laid_out(part: Part, typesetter: typst.Compiler) -> _PartPages:
    marks, places = _asked(part, typesetter)
    begun = 3 if part.pad else 2
    if not part.stems:
        opens = part.content.front and not part.content.goes_on
        return _PartPages(places, marks, first := 1 if opens else begun, *_row(part, places, first))
    # Before the first document of the volume there may be a page that it leaves empty.
    first = min([places.documents[0].place.page, *places.main[:1]])
    return _PartPages(places, marks, first, None, None)


def _asked(part: Part, typesetter: typst.Compiler) -> tuple[Marks, LaidOut]:
    """Where things stand; all is asked at once, as Typst goes through its layout again for each question."""
    question = f"(marks: {compositor.MARKS}, places: {query(part.start.asked)})"
    answer = from_json(compositor.evaluated(typesetter, question), _Answer)
    return answer.marks, answer.places


def _row(part: Part, places: LaidOut, first: int) -> tuple[int | None, int | None]:
    """The row with which the next part begins, and its page: the last that begins one, if other parts have rows."""
    if not part.start.more:
        return None, places.main[0] if part.content.front else None
    tops = [
        (at, m.page)
        for (at, line, middle), m in places.rows
        if m.page > first and m.y < part.request.top + 0.9 * line and m.x < middle
    ]
    return tops[-1] if tops else (None, None)


def _is_mirrored(part: Part, layout: _PartPages) -> bool:
    """Whether the first page is a left-hand one and should not be, or the other way."""
    wrong = layout.first % 2 != (part.start.before + 1) % 2
    return wrong and bool(part.stems) and part.request.two_sided


def _ends(part: Part, layout: _PartPages) -> list[int]:
    """The documents at the part's end that begin a page by themselves."""
    calls = dict(layout.marks.calls)
    return [
        at
        for at in _behind(part)
        if _begins(part, layout.places, at) and clean_at(part.stems, at, layout.places, calls)
    ]


def _behind(part: Part) -> range:
    return range(max(part.content.nominal, 1), len(part.stems))


def _lowest(part: Part, places: LaidOut) -> str:
    """The document that begins lowest on its page: where none begins a page by itself, this one costs least."""
    return part.stems[max(_behind(part), key=lambda at: places.documents[at].place.y)]


def _begins(part: Part, places: LaidOut, at: int) -> bool:
    return part.content.opens[at] or places.documents[at].place.y < part.request.top + _NEAR


def _more(part: Part, layout: _PartPages, found: list[Stray], turn: int, *, final: bool) -> dict[str, str] | None:
    """The repairs of the next pass; where all is right and no document behind begins a page, one is made to."""
    gapped, alone = _gaps(part, layout), _lonely(part, layout)
    more = following(found, gapped, part.made, alone, number=turn, patience=_PATIENCE, final=final)
    if (more is None or final) and layout.end is None and part.is_whole and not part.goes_to_the_end:
        return {**(more or part.made), _lowest(part, layout.places): PART}
    return more


def _own(part: Part, layout: _PartPages, found: list[Stray]) -> list[Stray]:
    """What strays in the part's own documents."""
    if not part.stems:
        return found
    until = layout.until or sys.maxsize
    return [stray for stray in found if layout.first <= stray.call_page < until]


def _gaps(part: Part, layout: _PartPages) -> list[PageGap]:
    """The documents before which too much of a page is empty, of the part or the next after it; not the first.

    What an apparatus at the foot of the page takes is not known here.
    """
    if part.apparatus:
        return []
    last = None if layout.end is None else layout.end + 1
    own = set(part.stems[1:last])
    return [gap for gap in gaps(layout.marks) if gap.document in own]


def _lonely(part: Part, layout: _PartPages) -> list[str]:
    """The blocks of the part's own documents whose last line stands alone."""
    own = {document(stem) for stem in part.stems[: layout.end]}
    return [] if part.apparatus else [block for block in lonely(layout.marks) if document(block) in own]


def _apparatus(part: Part, typesetter: typst.Compiler, own: set[str], there: range) -> tuple[Feet | None, int]:
    """What is found of an apparatus by lines on the part's pages, and how many lines are counted there."""
    if part.apparatus is None:
        return None, 0
    laid = feet.LaidLines.of(compositor.evaluated(typesetter, feet.QUERY))
    lines = {number for number, page, _ in laid.lines if page in there}
    return feet.of_part(part.apparatus, own, lines, there), len(lines)


def _told(
    part: Part, typesetter: typst.Compiler, layout: _PartPages, found: list[Stray], pages: int
) -> messages.SetPart:
    own = {document(stem) for stem in part.stems[: layout.end]}
    behind = (
        set()
        if layout.end is None or not part.stems
        else {part.stems[layout.end]} & {i for i, w in part.made.items() if w in (PAGE, PART)}
    )
    off = layout.first - 1
    there = range(layout.first, layout.first + pages)
    places = layout.places
    apparatus, lines = _apparatus(part, typesetter, own, there)
    return messages.SetPart(
        skipped=off,
        pages=pages,
        next=None if layout.end is None else layout.end + part.before,
        documents=[
            DocumentPlace(d.document, d.place.later(-off))
            for d in places.documents
            if d.place.page in there and not is_piece(d.document.id)
        ],
        heads=[head.later(-off) for head in headings(places.heads) if head.place.page in there],
        chapters=[head.later(-off) for head in places.chapters if head.place.page in there],
        marks=[(key, role, page - off) for key, role, page in places.marks if page in there],
        asked={i: place.later(-off) for i, place in places.asked.items() if place.page in there},
        calls={i: place.later(-off) for i, place in places.calls.items() if place.page in there},
        figures=part.start.figures,
        numbered=part.start.numbered,
        seen=_seen(places, layout.until, off),
        strays=[replace(s, page=s.page - off, call_page=s.call_page - off) for s in found],
        repairs=own_repairs(part.made, layout.marks.starts, own | behind, there) if own else part.made,
        feet=apparatus,
        lines=lines,
    )


def _seen(places: LaidOut, until: int | None, off: int) -> dict[str, int]:
    """The pages of what lies behind the part, as if it went on."""
    if until is None:
        return {}
    documents: dict[str, PagePlace] = {f"{d.document.id}#": d.place for d in places.documents}
    return {name: place.page - off for name, place in (places.asked | documents).items() if place.page >= until}


def work() -> None:
    """Part after part: what lies between two has been broken into lines for the first."""
    for left in reversed(range(_TOGETHER)):
        if not (line := sys.stdin.readline()):
            return
        part = Part(from_json(line, messages.PartRequest))
        part.write()
        typesetter = compiler(part)
        if part.request.early:
            compositor.evaluated(typesetter, compositor.MARKS)
        part.begin(from_json(sys.stdin.readline() or sys.exit(), messages.PartStart))
        finish(part, typesetter, is_last=left == 0)
        if left:
            compositor.forget()


if __name__ == "__main__":
    compositor.answering(work)
