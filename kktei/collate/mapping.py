"""Where the tokens of an earlier table stand in the witnesses' present texts."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from kktei.collate.align import Column, pairs_of
from kktei.collate.units import Span


@dataclass(frozen=True)
class Moved:
    """One witness: pairs of old and new tokens that belong together, both rising."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    length: int  # of the new text

    @classmethod
    def between(cls, old: Sequence[str], new: Sequence[str]) -> Moved:
        """The mapping from an old text to a new one."""
        pairs = [(i, j) for i, j in pairs_of(old, new) if i is not None and j is not None]
        return cls(tuple(i for i, _ in pairs), tuple(j for _, j in pairs), len(new))

    def span(self, first: int, end: int) -> Span:
        """Where the old tokens ``first`` to ``end`` stand now.

        What came in at an edge stands outside; where no token is left, or there was none, what stands between the
        neighbours now.
        """
        at = bisect_left(self.old, first)
        after = bisect_left(self.old, end)
        if at < after:
            return self.new[at], self.new[after - 1] + 1
        return (self.new[at - 1] + 1 if at else 0), (self.new[at] if at < len(self.new) else self.length)

    def homes(self, spans: Sequence[Span]) -> dict[int, int]:
        """For new tokens which of some old spans, in their order, each stood in."""
        where = {n: at for at, span in enumerate(spans) for n in range(*span)}
        return {new: where[old] for old, new in zip(self.old, self.new, strict=True) if old in where}


@dataclass(frozen=True)
class Joining:
    """A witness that no earlier table knows: where it goes along with one that it does know."""

    columns: Sequence[Column]
    witness: int
    length: int

    def span(self, others: Sequence[tuple[int, Span]]) -> Span:
        """Its tokens in the columns that the spans of the others, by witness, take up."""
        taken = [
            at
            for at, column in enumerate(self.columns)
            if any(first <= column.get(other, -1) < end for other, (first, end) in others)
        ]
        if not taken:
            return 0, 0
        before = [c[self.witness] for c in self.columns[: taken[0]] if self.witness in c]
        within = [c[self.witness] for c in self.columns[taken[0] : taken[-1] + 1] if self.witness in c]
        first = before[-1] + 1 if before else 0
        return first, (within[-1] + 1 if within else first)
