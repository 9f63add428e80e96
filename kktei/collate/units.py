"""Columns to units: where all witnesses agree, where they differ, and of which kind a difference is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from kktei.collate.align import Column
from kktei.collate.rules import Rules
from kktei.collate.tokens import is_mark
from kktei.model.collation import WitnessText, WitnessToken

Span = tuple[int, int]  # of a witness's tokens


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of columns: for each witness the tokens that it has there; ``varies``: they are not all the same."""

    spans: tuple[Span, ...]
    varies: bool


def stretches(columns: Sequence[Column], witnesses: Sequence[WitnessText], start: Sequence[int]) -> Iterator[Stretch]:
    """The columns in runs of agreement and of variation; ``start``: where each witness's tokens begin.

    A run of variation is cut at the beginnings of blocks, at the edges of lacunae, and where the witnesses that go
    together change (neither grouping is a finer form of the other).
    """
    at = list(start)
    held: list[Column] = []
    before: _Look | None = None
    for column in columns:
        look = _Look.of(column, witnesses, at)
        if before is not None and look.parts_from(before):
            yield _run(held, at, before.varies)
            at = [b for _, b in _spans(held, at)]
            held = []
            look = _Look.of(column, witnesses, at)
        held.append(column)
        before = look
    if held and before is not None:
        yield _run(held, at, before.varies)


@dataclass(frozen=True, slots=True)
class _Look:
    """What a column looks like: which witnesses go together, who lacks this part of the text."""

    varies: bool
    groups: tuple[int, ...]  # for each witness the first that has the same there
    lacking: tuple[bool, ...]
    breaks: bool

    @classmethod
    def of(cls, column: Column, witnesses: Sequence[WitnessText], at: Sequence[int]) -> _Look:
        forms = [w.tokens[column[i]].form if i in column else "" for i, w in enumerate(witnesses)]
        # Up to the next token of a witness its lacuna lasts; where it has one there, it is there.
        lacking = tuple(i not in column and at[i] in w.lacunae for i, w in enumerate(witnesses))
        present = [form for form, lost in zip(forms, lacking, strict=True) if not lost]
        first: dict[str, int] = {}
        groups = tuple(first.setdefault(form, i) for i, form in enumerate(forms))
        breaks = any(w.tokens[column[i]].is_break for i, w in enumerate(witnesses) if i in column)
        return cls(len(set(present)) > 1, groups, lacking, breaks)

    def parts_from(self, other: _Look) -> bool:
        if self.lacking != other.lacking or self.varies != other.varies:
            return True
        if self.breaks or other.breaks:
            return self.varies or other.breaks  # what agrees is cut after a break
        if not self.varies:
            return False
        return not (_finer(self.groups, other.groups) or _finer(other.groups, self.groups))


def _finer(one: Sequence[int], other: Sequence[int]) -> bool:
    """Whether witnesses that go together in ``one`` do so in ``other``."""
    return all(other[i] == other[leader] for i, leader in enumerate(one))


def _spans(columns: Sequence[Column], at: Sequence[int]) -> list[Span]:
    ends = list(at)
    for column in columns:
        for witness, i in column.items():
            ends[witness] = i + 1
    return list(zip(at, ends, strict=True))


def _run(columns: Sequence[Column], at: Sequence[int], varies: bool) -> Stretch:
    return Stretch(tuple(_spans(columns, at)), varies)


def kind(readings: Sequence[Sequence[WitnessToken] | None], rules: Rules) -> str:
    """The type of a unit: what its readings differ in, the least difference first."""
    there = [reading for reading in readings if reading is not None]
    if any(token.is_break for reading in there for token in reading):
        return "paragraph"
    words = [[t.form for t in reading if not is_mark(t.form)] for reading in there]
    tests: tuple[tuple[str, Callable[[list[str]], str]], ...] = (
        ("punctuation", " ".join),
        ("case", lambda forms: " ".join(forms).casefold()),
        ("spelling", lambda forms: "".join(rules.normal(form) for form in forms)),
    )
    for found, same in tests:
        if found == "punctuation" and not rules.punctuation:
            continue
        if len({same(forms) for forms in words}) < 2:
            return found
    return "substantive"
