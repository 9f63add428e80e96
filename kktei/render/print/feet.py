"""Which entries of a critical apparatus stand at the foot of which page, and on which lines their lemmas are.

Line breaks do not depend on the pages, but pages do on the apparatus.  So the first layout keeps, at each lemma, the
room that its entry takes; the second has on each page one run-in note with the entries of that page, where its first
lemma or note is called.  From then on an entry can only move to a later page, and that settles.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field, replace

from kktei.render.contract import from_json
from kktei.render.print.quoting import document

FILE = "feet.json"
ENTRIES = "entries.typ"
TEMPLATE_LINES = ('#import "/foot.typ": with-room', "#show: with-room")  # of a main file
QUERY = """(
  lines: query(<k-line>).map(m => { let at = m.location().position(); (m.value, at.page, at.y.pt()) }),
  marks: query(selector(<k-blank>).or(<k-from>).or(<k-to>).or(<k-hook>).or(<k-word>)).map(m => {
    let at = m.location().position()
    let (name, one) = if type(m.value) == array { m.value } else { (if m.value == none { "" } else { m.value }, false) }
    (kind: str(m.label).slice(2), name: name, page: at.page, x: at.x.pt(), y: at.y.pt(), one: one)
  }),
  feet: query(selector(<k-foot>).or(<k-foot-end>)).map(m => (m.value, m.location().page())),
  begins: query(<k-document>).map(m => { let at = m.location().position(); (m.value.id, at.page, at.y.pt()) }),
)"""
TURNS = 12  # that the pages have to settle; then documents that still move have their entries at their end
_MORE = 4  # turns after that; then all have
_PATIENT = 4  # turns in which the entries of a page shall stand before all notes of it, not only on the right page
_NEAR = 0.2  # points: two marks at one spot
_ABOVE = 0.5  # points by which the mark of a line may lie below that of a word in it

_PLACES = {"from": "<", "to": ">", "hook": "!"}
_Spot = tuple[int, float]  # page and height


@dataclass(frozen=True, slots=True)
class Feet:
    """What the typesetter is told (feet.json): lines and index of each lemma, entries by the place of their call.

    ``lines`` has first and last line, the first's page, which of the same words of the line it is (0 where there is but
    one), and the last line's page; ``numbers`` those that are printed, and whether on a left-hand page, by the
    typesetter's own number of the line; ``ended`` the documents whose entries stand at their end; ``pads`` how many
    lines are kept free below the entries of a page, so that none comes up whose entry it has no room for; ``avoided``
    the places whose note did not stand on the page of its entries.
    """

    reserving: bool = True
    lines: dict[str, list[int]] = field(default_factory=dict)
    feet: dict[str, list[str]] = field(default_factory=dict)
    numbers: dict[str, tuple[int, bool]] = field(default_factory=dict)
    ended: list[str] = field(default_factory=list)
    pads: dict[str, int] = field(default_factory=dict)
    avoided: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Counted:
    """By what lines are counted, page or document, and each how many-eth has its number printed."""

    by: str
    every: int


@dataclass(frozen=True, slots=True)
class FootMark:
    """A mark of the text on the pages: blank, from, to, hook, word."""

    kind: str
    name: str  # of an entry or a note; the word
    page: int
    x: float
    y: float
    one: bool = False  # an end: the lemma is one word


@dataclass(frozen=True, slots=True)
class LaidLines:
    """Where a layout put lines, marks, the notes of entries, and documents."""

    lines: list[tuple[int, int, float]]  # the typesetter's number, page, height
    marks: list[FootMark]
    feet: list[tuple[str, int]]
    begins: list[tuple[str, int, float]]

    @classmethod
    def of(cls, answer: str) -> LaidLines:
        """From the answer to the query: lines and documents in the order of the pages."""
        told = from_json(answer, cls)
        lines = sorted(told.lines, key=lambda line: line[1:])
        return replace(told, lines=lines, begins=sorted(told.begins, key=lambda begin: begin[1:]))


@dataclass(frozen=True, slots=True)
class Lemma:
    """A lemma on the pages: the places of its first and last line among all lines, its pages, its index in the line."""

    id: str
    first: int
    last: int
    page: int
    last_page: int
    index: int = 0


def dictionary(entries: str, template: str) -> str:
    """The file of the entries (entries.typ), which calls what is in the template."""
    return f'#import "{template}": *\n#let entries = (\n{entries or ":"})\n'


def of_part(feet: Feet, documents: Set[str], lines: Set[int], pages: range) -> Feet:
    """What was found on some pages, the first of which is 1 now; ``lines`` are theirs by the typesetter's numbers."""
    own = {i for i, (_, _, page, _, _) in feet.lines.items() if page in pages}
    homes = {place: [i for i in ids if i in own] for place, ids in feet.feet.items()}
    part = Feet(
        reserving=feet.reserving,
        lines={i: told for i, told in feet.lines.items() if i in own},
        feet={place: ids for place, ids in homes.items() if ids},
        numbers={n: told for n, told in feet.numbers.items() if int(n) in lines},
        ended=[document for document in feet.ended if document in documents],
    )
    pads = {place: many for place, many in feet.pads.items() if place in part.feet}
    return _later(replace(part, pads=pads), 1 - pages.start, 1 - min(lines, default=1))


def _later(feet: Feet, pages: int, lines: int) -> Feet:
    """The same, so many pages and lines on."""
    return replace(
        feet,
        lines={i: [a, b, page + pages, n, last + pages] for i, (a, b, page, n, last) in feet.lines.items()},
        numbers={str(int(n) + lines): told for n, told in feet.numbers.items()},
    )


def of_the_whole(parts: Iterable[tuple[Feet, int, int]]) -> Feet:
    """What was found of all parts of a volume: each with the pages before it, and the lines that it has."""
    whole, before = Feet(reserving=False), 0
    for found, pages, lines in parts:
        part, before = _later(found, pages, before), before + lines
        whole.lines.update(part.lines)
        whole.feet.update(part.feet)
        whole.numbers.update(part.numbers)
        whole.pads.update(part.pads)
        whole.ended.extend(part.ended)
    return replace(whole, ended=sorted(whole.ended))


def lemmas(layout: LaidLines) -> list[Lemma]:
    """Every lemma, in the order of the text."""
    spots = [(page, y) for _, page, y in layout.lines]
    found: dict[str, Lemma] = {}
    homes: dict[str, int] = {}
    for before, mark in zip([None, *layout.marks], layout.marks, strict=False):
        at = _line(spots, mark)
        if mark.kind == "from":
            homes[mark.name] = mark.page
            later = before is not None and _begins_next(before, mark) and at + 1 < len(spots)
            page = spots[at + 1][0] if later else mark.page
            found[mark.name] = Lemma(mark.name, at + later, at + later, page, page)
        elif mark.kind == "to" and (lemma := found.get(mark.name)):
            if at < lemma.first:  # without words it ends before the line on which its first word would be
                lemma = replace(lemma, first=at, page=homes[lemma.id])
            found[lemma.id] = replace(lemma, last=at, last_page=mark.page)
    return [replace(lemma, index=index) for lemma, index in _indexed(layout, spots, list(found.values()))]


def _line(spots: Sequence[_Spot], mark: FootMark) -> int:
    """The place among all lines of that in which a mark stands; -1 above the first."""
    return bisect_right(spots, (mark.page, mark.y + _ABOVE)) - 1


def _begins_next(blank: FootMark, mark: FootMark) -> bool:
    """Whether no blank is left between the word before and a lemma: the line ended there."""
    return (
        blank.kind == "blank"
        and blank.page == mark.page
        and abs(blank.x - mark.x) < _NEAR
        and abs(blank.y - mark.y) < _NEAR
    )


def _indexed(layout: LaidLines, spots: Sequence[_Spot], found: list[Lemma]) -> Iterator[tuple[Lemma, int]]:
    """Each lemma with its place among the same words of its line; 0 where none is the same, or it has several words."""
    seen: dict[tuple[int, str], int] = {}
    places: dict[str, tuple[int, str, int]] = {}
    inner: list[str] = []
    for mark in layout.marks:
        if mark.kind == "from":
            inner.append(mark.name)
        elif mark.kind == "to" and inner:
            if mark.name in inner:
                inner.remove(mark.name)
            if not mark.one:
                places.pop(mark.name, None)
        elif mark.kind == "word":
            key = (_line(spots, mark), mark.name)
            seen[key] = seen.get(key, 0) + 1
            if inner:
                places[inner[-1]] = (*key, seen[key])
    for lemma in found:
        line, form, index = places.get(lemma.id, (0, "", 0))
        yield lemma, index if seen.get((line, form), 0) > 1 else 0


def observed(layout: LaidLines, before: Feet, counted: Counted) -> Feet:
    """What is to be told the typesetter after this layout."""
    found = lemmas(layout)
    numbers = _numbers(layout, counted.by)
    lines = {
        lemma.id: [
            _number(numbers, lemma.first),
            _number(numbers, lemma.last),
            lemma.page,
            lemma.index,
            lemma.last_page,
        ]
        for lemma in found
    }
    shown = {
        str(n): (number, page % 2 == 0)
        for (n, page, _), number in zip(layout.lines, numbers, strict=True)
        if number % counted.every == 0
    }
    homes = _feet(layout, found, before)
    return Feet(False, lines, homes, shown, before.ended, before.pads, before.avoided)


def _number(numbers: Sequence[int], at: int) -> int:
    return numbers[at] if 0 <= at < len(numbers) else 0


def _numbers(layout: LaidLines, by: str) -> list[int]:
    """The number of each line on its page or in its document."""
    starts = [(page, y) for _, page, y in layout.begins]
    numbers: list[int] = []
    last, count = -1, 0
    for _, page, y in layout.lines:
        home = page if by == "page" else bisect_right(starts, (page, y + _ABOVE)) - 1
        count = count + 1 if home == last else 1
        last = home
        numbers.append(count)
    return numbers


def _feet(layout: LaidLines, found: Sequence[Lemma], before: Feet) -> dict[str, list[str]]:
    """The entries of each page, by the first place on the page at which a note can be called."""
    pages: dict[int, list[str]] = {}
    for lemma in found:
        if document(lemma.id) not in before.ended:
            pages.setdefault(lemma.page, []).append(lemma.id)
    places: dict[int, str] = {}
    callable_ = [mark for mark in layout.marks if mark.kind in _PLACES]
    for mark in sorted(callable_, key=lambda mark: _place(mark) in before.avoided):
        places.setdefault(mark.page, _place(mark))
    return {places[page]: ids for page, ids in sorted(pages.items()) if page in places}


def _place(mark: FootMark) -> str:
    """How foot.typ names a place."""
    return f"{_PLACES[mark.kind]}{mark.name}"


def following(layout: LaidLines, used: Feet, counted: Counted, turn: int) -> Feet:
    """What to tell the typesetter after a layout that was told ``used``; the same where nothing else is found.

    In later turns entries that are on the right page stay where they are, be it not the first place on the page; a line
    that comes up to a page and goes again, as its entry comes and goes, is kept from it, and a place whose note stands
    on another page is avoided; then documents whose entries still move have them at their end, and at last all.
    """
    new = observed(layout, used, counted)
    if turn >= TURNS:
        return _ended(layout, used, new, everyone=turn >= TURNS + _MORE)
    elsewhere = replace(used, avoided=sorted({*used.avoided, *_misplaced(layout, used, new)}))
    if new == used:
        return observed(layout, elsewhere, counted)
    if turn < _PATIENT:
        return new
    if is_right(layout, used, new):
        return replace(new, feet=used.feet)
    grown = {place for place, ids in used.feet.items() if len(new.feet.get(place, ())) > len(ids)}
    pads = {**used.pads, **{place: used.pads.get(place, 0) + 1 for place in grown}}
    return replace(new, feet=used.feet, pads=pads) if grown else observed(layout, elsewhere, counted)


def is_right(layout: LaidLines, used: Feet, new: Feet) -> bool:
    """Whether each entry is at the foot of the page of its lemma."""
    pages: dict[str, set[int]] = {}
    for place, page in layout.feet:
        pages.setdefault(place, set()).add(page)
    there = {i: pages.get(place) for place, ids in used.feet.items() for i in ids}
    return all(there.get(i) == {new.lines[i][2]} for ids in new.feet.values() for i in ids)


def _misplaced(layout: LaidLines, used: Feet, new: Feet) -> set[str]:
    """The places whose note stands on another page than the lemmas of its entries."""
    shown = set(layout.feet)
    return {place for place, ids in used.feet.items() if any((place, new.lines[i][2]) not in shown for i in ids)}


def _ended(layout: LaidLines, used: Feet, new: Feet, *, everyone: bool) -> Feet:
    """The documents whose entries move still have them at their end; with ``everyone`` all that have entries."""
    if new == used and is_right(layout, used, new):
        return new
    homes = {i: place for place, ids in used.feet.items() for i in ids}
    news = {i: place for place, ids in new.feet.items() for i in ids}
    shown = dict(layout.feet)
    moving = {document(i) for i, place in news.items() if homes.get(i) != place or everyone}
    moving |= {document(i) for i, place in news.items() if shown.get(place) != new.lines[i][2]}
    kept = {place: [i for i in ids if document(i) not in moving] for place, ids in new.feet.items()}
    feet = {place: ids for place, ids in kept.items() if ids}
    return replace(new, feet=feet, ended=sorted({*new.ended, *moving}))
