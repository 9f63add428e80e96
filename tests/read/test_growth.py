"""A source that is four times as long takes about four times as long to read, whatever it repeats."""

from __future__ import annotations

import time

import pytest

from kktei.read.plain import read_plain

HEAD = "T\n\n1. Letter From A to B\n\nSource: There.\n\n"


def seconds(text: str) -> float:
    start = time.process_time()
    read_plain(HEAD + text, "x")
    return time.process_time() - start


@pytest.mark.parametrize(
    "unit", ["]", "[", "*a ", "\u00ad", "9", "a\u00ad\n", "{bold: ", "\u200b", "[1]", "(a", "\u202aa "]
)
def test_of_one_line(unit: str) -> None:
    """Of quadratic time the larger would take sixteen times as much; what is quick enough cannot be told apart."""
    size = 4000 // len(unit)
    seconds(unit * size)
    few, many = (min(seconds(unit * n) for _ in range(2)) for n in (size, 4 * size))
    assert many < 0.3 or many < 10 * few
