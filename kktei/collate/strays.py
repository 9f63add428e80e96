"""What the cheapest alignment leaves to chance: gaps that fit in two places, words that agree by chance.

A word that stands by itself in a large gap (an omission, an addition, a lacuna) easily agrees with one of those there.
How much that says is measured in bits: the word's rarity against the number of pairs that could have agreed there.
"""

import math
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from kktei.model.collation import BREAK, LINE

Pair = tuple[int | None, int | None]
Cost = Callable[[str, str], float]
_UNLIKE = 0.5  # the cost of words that are no evidence for each other


class SeenColumn(Protocol):
    """A column as a new witness meets it."""

    @property
    def forms(self) -> frozenset[str]:
        """What its witnesses have."""

    @property
    def main(self) -> str:
        """What most of them have."""


def without_chance(
    pairs: Sequence[Pair], columns: Sequence[SeenColumn], text: Sequence[str], lacunae: Collection[int], cost: Cost
) -> list[Pair]:
    """The pairs with their gaps slid back, and without those that agree by chance."""
    work = _Strays(columns, text, frozenset(lacunae), cost)
    out = work.slid(list(pairs))
    gone = set(work.strays(out))
    return list(work.without(out, gone)) if gone else out


@dataclass(slots=True)
class _Island:
    """A run of pairs; before it ``columns`` without a token and ``tokens`` without a column."""

    first: int
    end: int
    evidence: float
    columns: int
    tokens: int


@dataclass(frozen=True, slots=True)
class _Strays:
    columns: Sequence[SeenColumn]
    text: Sequence[str]
    lacunae: frozenset[int]
    cost: Cost

    def slid(self, out: list[Pair]) -> list[Pair]:
        """Gaps as late as they can stand: of words that stand twice the first agree, and what lies after is lacking.

        So the end of a sentence belongs to that sentence, and what an eye left out that went from a word to the next
        like it ends with that.
        """
        at = 0
        while at < len(out):
            if None not in out[at]:
                at += 1
                continue
            side = out[at].index(None)
            end = at
            while end < len(out) and out[end][side] is None:
                end += 1
            while end < len(out) and (pair := self._moved(out[at], out[end])) is not None:
                moved = out[end]
                out[end] = (None, moved[1]) if side == 0 else (moved[0], None)
                out[at] = pair
                at, end = at + 1, end + 1
            at = end
        return out

    def _moved(self, gap: Pair, pair: Pair) -> Pair | None:
        """A pair with what stands first in the gap before it, where that fits no worse."""
        column, token = pair
        if column is None or token is None:
            return None
        new = (column if gap[0] is None else gap[0], token if gap[1] is None else gap[1])
        form = self.text[new[1]]
        if form != self.text[token] or form not in self.columns[new[0]].forms:
            return None
        worse = self.columns[new[0]].main != form == self.columns[column].main
        return None if worse else new

    def strays(self, pairs: Sequence[Pair]) -> Iterator[int]:
        """The places of pairs that agree by chance, the least likely first; the last that are left stay."""
        islands = list(self._islands(pairs))
        worths = [self._worth(one, after) for one, after in pairwise(islands)]
        while len(worths) > 1 and (least := min(worths)) < 0:
            at = worths.index(least)
            one, after = islands.pop(at), islands[at]
            yield from range(one.first, one.end)
            after.columns += one.columns + one.end - one.first
            after.tokens += one.tokens + one.end - one.first
            del worths[at]
            for near in range(max(0, at - 1), min(at + 1, len(worths))):
                worths[near] = self._worth(islands[near], islands[near + 1])

    @staticmethod
    def _worth(one: _Island, after: _Island) -> float:
        """By how much an island says more than chance does; what stands beside others is no island."""
        if not (one.columns or one.tokens) or not (after.columns or after.tokens):
            return math.inf
        return one.evidence - math.log2((one.columns + 1 + after.columns) * (one.tokens + 1 + after.tokens))

    def _islands(self, pairs: Sequence[Pair]) -> Iterator[_Island]:
        """The runs of pairs, and an empty one at the end."""
        if all(None not in pair for pair in pairs):
            return
        bits = _bits(self.columns, self.text)
        island = _Island(0, 0, 0.0, 0, 0)
        for at, (column, token) in enumerate(pairs):
            if column is not None and token is not None:
                island.evidence += self._evidence(column, token, bits)
                island.first = at if island.first == island.end else island.first
                island.end = at + 1
                continue
            if island.end > island.first:
                yield island
                island = _Island(0, 0, 0.0, 0, 0)
            island.columns += column is not None
            island.tokens += token is not None
        yield island

    def _evidence(self, column: int, token: int, bits: Mapping[str, float]) -> float:
        form, forms = self.text[token], self.columns[column].forms
        if form in forms:
            return math.inf if form in (BREAK, LINE) else bits[form]
        return max(0.0, 1 - min(self.cost(known, form) for known in forms) / _UNLIKE) * bits[form]

    def without(self, pairs: Sequence[Pair], gone: Collection[int]) -> Iterator[Pair]:
        """The pairs but for those; what was in them stands beside its neighbours in its own text."""
        columns: list[int] = []
        tokens: list[int] = []
        for at, (column, token) in enumerate((*pairs, (None, None))):
            if column is not None and token is not None and at not in gone:
                yield from self._beside(columns, tokens)
                yield column, token
                columns, tokens = [], []
                continue
            columns += [] if column is None else [column]
            tokens += [] if token is None else [token]
        yield from self._beside(columns, tokens)

    def _beside(self, columns: list[int], tokens: list[int]) -> Iterator[Pair]:
        """Tokens after what they follow, those behind a lacuna before what follows them; equal words there agree."""
        cut = next((n for n, token in enumerate(tokens) if token in self.lacunae), len(tokens))
        first, last = tokens[:cut], tokens[cut:]
        while first and columns and self.text[first[0]] in self.columns[columns[0]].forms:
            yield columns.pop(0), first.pop(0)
        ending: list[Pair] = []
        while last and columns and self.text[last[-1]] in self.columns[columns[-1]].forms:
            ending.append((columns.pop(), last.pop()))
        yield from ((None, token) for token in first)
        yield from ((column, None) for column in columns)
        yield from ((None, token) for token in last)
        yield from reversed(ending)


def _bits(columns: Sequence[SeenColumn], text: Sequence[str]) -> Mapping[str, float]:
    """How much it says that a word is met: its rarity, twice that of a word that both have once."""
    here, there = Counter(text), Counter(form for column in columns for form in column.forms)
    whole = len(text) + there.total()
    return {
        form: math.log2(whole / (times + there[form])) * (2 if times == there[form] == 1 else 1)
        for form, times in here.items()
    }
