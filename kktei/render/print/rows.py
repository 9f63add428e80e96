"""What stands behind the documents, row by row: a long index is set some rows at a time."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_CALL = re.compile(r"^(?=#index-of\()", re.MULTILINE)
_OPENED = ", (\n"
_ENTRY = re.compile(r'\n(?=\(key: ")')
_TITLE = re.compile(r"#index-of\((?:first: true, )?(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that belong together: the entries of an index and the call that they are in, or a line of a main file."""

    rows: Sequence[str]
    call: str = ""

    def lines(self, begin: int, end: int, place: int) -> Sequence[str]:
        """Some of its rows as they stand in a main file, of which the first is that of this place in the file."""
        if not self.call:
            return self.rows
        title = _TITLE.sub(r"#index-goes-on(\1", self.call)
        is_cut = f", from: {place}" if end < len(self.rows) else ""
        return [(title if begin else self.call) + ", (", *self.rows[begin:end], f"){is_cut})"]


def indexes(markup: str) -> Iterator[Block]:
    """The indexes of a file of the volume's source."""
    for made in _CALL.split(markup):
        call, opened, entries = made.partition(_OPENED)
        if opened:
            yield Block(_ENTRY.split(entries.rstrip().removesuffix("))").rstrip()), call)


def many(blocks: Sequence[Block]) -> int:
    """How many rows they have."""
    return sum(len(block.rows) for block in blocks)


def lines(blocks: Sequence[Block], begin: int, end: int | None) -> Iterator[str]:
    """The rows from one to another, or all that follow, as they stand in a main file."""
    before = 0
    for block in blocks:
        low, high = max(begin - before, 0), len(block.rows) if end is None else min(end - before, len(block.rows))
        if low < high:
            yield from block.lines(low, high, before + low - begin)
        before += len(block.rows)
