"""Several texts against each other: columns of tokens that belong together.

Runs of words that stand once in both texts cut them (anchors in order, by the longest increasing subsequence); between
them tokens are aligned by Needleman and Wunsch (1970) with the likeness of words as cost.  Witnesses come one by one,
the most like the base first, and are aligned to the columns of those before.

What is guaranteed: the result depends on the texts, the base and the rules only; the order in which witnesses are given
changes nothing, as the order of work follows from the texts alone.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property

from kktei.collate.strays import Pair, without_chance
from kktei.collate.tokens import is_mark
from kktei.model.collation import BREAK, GAP, LINE

Column = dict[int, int]  # witness to the index of its token

_SMALL = 4_000  # cells that are compared at once without looking for anchors
_MOST = 250_000  # cells that are compared at all: where more stand without one anchor, nothing agrees
_RUN = 3  # words of the longest anchor
_GAP, _MARK_GAP = 0.6, 0.35
_OPEN = 0.1  # what a gap costs more at its beginning
_LOST = 0.999  # where a witness has a lacuna a gap is a little likelier than elsewhere
_UNLIKE = 1.15
_NEVER = 9.0
_BREAKS = frozenset({BREAK, LINE, GAP})


@dataclass
class Alignment:
    """Columns in order; ``apart`` are the stretches in which nothing agreed: (column, words here, words there)."""

    columns: list[Column]
    apart: list[tuple[int, int, int]] = field(default_factory=list)

    def within(self, start: Sequence[int], end: Sequence[int]) -> list[Column] | None:
        """The columns that hold the tokens from ``start`` to ``end`` of each text; None where they hold others too."""
        here = [(i, a, b) for i, (a, b) in enumerate(zip(start, end, strict=True)) if a < b]
        first = min(self._places[i][a] for i, a, _ in here)
        last = max(self._places[i][b - 1] for i, _, b in here)
        found = self.columns[first : last + 1]
        return found if sum(map(len, found)) == sum(b - a for _, a, b in here) else None

    @cached_property
    def _places(self) -> dict[int, list[int]]:
        """For each text the column of each of its tokens."""
        out: dict[int, list[int]] = {}
        for at, column in enumerate(self.columns):
            for i in column:
                out.setdefault(i, []).append(at)
        return out


def align(texts: Sequence[Sequence[str]], base: int, lacunae: Sequence[Collection[int]] = ()) -> Alignment:
    """Align texts (tokens as they are compared); ``base`` is the one that the others are laid along.

    ``lacunae`` are for each text the places between its tokens where something is lost: what others have there is
    no omission.
    """
    columns: list[Column] = [{base: i} for i in range(len(texts[base]))]
    likeness = _Likeness()
    apart: list[tuple[int, int, int]] = []
    for witness in _order(texts, base):
        shown = [_Shown.of(column, texts) for column in columns]
        work = _Stretch(shown, texts[witness], likeness, lacunae[witness] if lacunae else ())
        made: list[Column] = []
        for i, j in without_chance(list(work.pairs()), shown, texts[witness], work.lacunae, likeness.cost):
            column = columns[i] if i is not None else {}
            if j is not None:
                column[witness] = j
            made.append(column)
        columns = made
        apart += work.apart
    return Alignment(columns, apart)


def pairs_of(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Two texts against each other: which token became which."""
    if list(old) == list(new):
        return [(i, i) for i in range(len(old))]
    return list(_Stretch([_Shown(frozenset({form}), form) for form in old], new, _Likeness()).pairs())


def medoid(texts: Sequence[Sequence[str]]) -> int:
    """The text that has most words in common with the others: a base where editors name none."""
    bags = [frozenset(text) for text in texts]
    sums = [sum(_overlap(bag, other) for other in bags) for bag in bags]
    return max(range(len(texts)), key=lambda i: (sums[i], len(texts[i]), tuple(texts[i])))


def _order(texts: Sequence[Sequence[str]], base: int) -> list[int]:
    """The others, those most like the base first; those that are equally like it by their words."""
    bags = [frozenset(text) for text in texts]
    rest = (i for i in range(len(texts)) if i != base)
    return sorted(rest, key=lambda i: (-_overlap(bags[i], bags[base]), tuple(texts[i])))


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, len(one | other))


@dataclass(frozen=True, slots=True)
class _Shown:
    """A column as a new witness meets it: its forms, and the one that most witnesses have."""

    forms: frozenset[str]
    main: str

    @classmethod
    def of(cls, column: Column, texts: Sequence[Sequence[str]]) -> _Shown:
        forms = [texts[witness][i] for witness, i in column.items()]
        distinct = frozenset(forms)
        main = forms[0] if len(distinct) == 1 else max(sorted(distinct), key=forms.count)
        return cls(distinct, main)


class _Likeness:
    """What it costs to take one word for another, and to have none."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], float] = {}

    def cost(self, one: str, other: str) -> float:
        if one == other:
            return 0.0
        key = (one, other) if one < other else (other, one)
        if (known := self._known.get(key)) is None:
            known = self._known[key] = self._cost(*key)
        return known

    def _cost(self, one: str, other: str) -> float:
        if one in _BREAKS or other in _BREAKS:
            return 0.2 if {one, other} == {BREAK, LINE} else _NEVER if GAP not in (one, other) else _UNLIKE
        marks = is_mark(one), is_mark(other)
        if any(marks):
            return 0.4 if all(marks) else _NEVER
        matcher = SequenceMatcher(None, one, other, autojunk=False)
        if matcher.real_quick_ratio() < 0.5 or matcher.quick_ratio() < 0.5:
            return _UNLIKE
        ratio = matcher.ratio()
        return 1.0 - ratio if ratio >= 0.5 else _UNLIKE

    @staticmethod
    def gap(form: str) -> float:
        return _MARK_GAP if is_mark(form) else _GAP


class _Stretch:
    """The work on one witness."""

    def __init__(
        self, columns: Sequence[_Shown], text: Sequence[str], likeness: _Likeness, lacunae: Collection[int] = ()
    ) -> None:
        self.columns, self.text, self.likeness, self.lacunae = columns, text, likeness, frozenset(lacunae)
        self.apart: list[tuple[int, int, int]] = []
        self.column_gaps = [min(map(likeness.gap, column.forms)) for column in columns]
        self.text_gaps = [likeness.gap(form) for form in text]

    def pairs(self) -> Iterator[Pair]:
        """Every column and every token once, in order; without recursion, as texts may be long."""
        todo: list[tuple[int, int, int, int, int] | Pair] = [(0, len(self.columns), 0, len(self.text), _RUN)]
        while todo:
            task = todo.pop()
            if len(task) == 2:
                yield task
                continue
            top, bottom, left, right, run = task
            cells = (bottom - top) * (right - left)
            if cells <= _SMALL:
                yield from self._compared(top, bottom, left, right)
            elif not run:
                yield from self._by_force(top, bottom, left, right)
            else:
                todo += reversed(self._cut(top, bottom, left, right, run))

    def _by_force(self, top: int, bottom: int, left: int, right: int) -> Iterator[Pair]:
        if (bottom - top) * (right - left) <= _MOST:
            yield from self._compared(top, bottom, left, right)
            return
        self.apart.append((top, bottom - top, right - left))
        yield from ((i, None) for i in range(top, bottom))
        yield from ((None, j) for j in range(left, right))

    def _cut(
        self, top: int, bottom: int, left: int, right: int, run: int
    ) -> list[tuple[int, int, int, int, int] | Pair]:
        """The stretch in parts: anchors, and what lies between them."""
        out: list[tuple[int, int, int, int, int] | Pair] = []
        i, j = top, left
        main = [column.main for column in self.columns[top:bottom]]
        found = _anchors(main, self.text[left:right], run)
        for a, b in ((a + top, b + left) for a, b in found):
            out += [(i, a, j, b, run), (a, b)]
            i, j = a + 1, b + 1
        out.append((i, bottom, j, right, run - 1 if i == top else run))
        return out

    def _compared(self, top: int, bottom: int, left: int, right: int) -> list[Pair]:
        """Needleman and Wunsch's table, cell by cell."""
        if top == bottom or left == right:
            return [(i, None) for i in range(top, bottom)] + [(None, j) for j in range(left, right)]
        steps = [bytearray(right - left + 1) for _ in range(bottom - top + 1)]
        steps[0][1:] = b"\2" * (right - left)
        above = [0.0]
        for gap in self.text_gaps[left:right]:
            above.append(above[-1] + gap)
        for row, i in enumerate(range(top, bottom), 1):
            above = self._row(i, left, above, (steps[row - 1], steps[row]))
        return _walked(steps, bottom, right)

    def _row(self, i: int, left: int, above: list[float], both: tuple[bytearray, bytearray]) -> list[float]:
        """A row of the table; to begin a gap costs more than to go on with one."""
        forms, gap, cost = self.columns[i].forms, self.column_gaps[i], self.likeness.cost
        before, steps = both
        lost = self.lacunae
        here = [above[0] + gap * (_LOST if left in lost else 1.0)]
        steps[0] = 1
        step_before = 1
        for at in range(1, len(above)):
            form = self.text[left + at - 1]
            best = above[at - 1] + (0.0 if form in forms else min([cost(known, form) for known in forms]))
            step = 0
            down = above[at] + (gap * _LOST if left + at in lost else gap + (0.0 if before[at] == 1 else _OPEN))
            if down < best:
                best, step = down, 1
            across = here[-1] + self.text_gaps[left + at - 1] + (0.0 if step_before == 2 else _OPEN)
            if across < best:
                best, step = across, 2
            step_before = step
            here.append(best)
            steps[at] = step
        return here


def _walked(steps: Sequence[bytearray], bottom: int, right: int) -> list[Pair]:
    out: list[Pair] = []
    n, m = len(steps) - 1, len(steps[0]) - 1
    top, left = bottom - n, right - m
    while n or m:
        step = steps[n][m]
        n, m = n - (step != 2), m - (step != 1)
        out.append((None if step == 2 else top + n, None if step == 1 else left + m))
    return out[::-1]


def _anchors(one: Sequence[str], other: Sequence[str], run: int) -> list[tuple[int, int]]:
    """Where runs stand that both have once: the longest chain of them that is in order in both."""
    here, there = _single(one, run), _single(other, run)
    found = sorted((i, there[words]) for words, i in here.items() if i >= 0 and there.get(words, -1) >= 0)
    return _rising(found)


def _single(text: Sequence[str], run: int) -> dict[tuple[str, ...], int]:
    """The runs of a text with their places, -1 for one that stands there again."""
    out: dict[tuple[str, ...], int] = {}
    for i in range(len(text) - run + 1):
        words = tuple(text[i : i + run])
        out[words] = -1 if words in out else i
    return out


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest increasing subsequence (by the second number)."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, (_, b) in enumerate(pairs):
        place = bisect_left(tails, b)
        before.append(ends[place - 1] if place else -1)
        if place == len(tails):
            tails.append(b)
            ends.append(at)
        else:
            tails[place], ends[place] = b, at
    out = []
    at = ends[-1] if ends else -1
    while at >= 0:
        out.append(pairs[at])
        at = before[at]
    return out[::-1]
