"""Very long notes finish: the time grows with the length, not with its square (which would take minutes here)."""

from __future__ import annotations

import pytest

from kktei.parse import parse_head, parse_note

PIECES = [
    ",",
    "(",
    ")",
    "()",
    "“",
    "Drafted by A, B, C (EUR) ",
    "(Ibid., X) ",
    " and ",
    "vol. V, ",
    "12/22 May 1683, ",
    "; the original is lost",
    "Draft, with seal, with ",
    "copy is in the Kennedy Library, ",
]


# One of them after every change, each in CI.
@pytest.mark.parametrize("piece", [PIECES[-1], *(pytest.param(p, marks=pytest.mark.long) for p in PIECES[:-1])])
def test_a_hundred_kilobytes(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    assert parse_note("Source: Department of State. Secret. " + text).sentences[-1].span.end >= 100_000 - len(piece)
    assert parse_note("Source: " + text).note.endswith(text)
    assert parse_head("Letter From " + text).kind == "letter"


def test_parentheses_in_parentheses() -> None:
    text = "(" * 50_000 + ")" * 50_000
    assert parse_note("Source: " + text).sentences
