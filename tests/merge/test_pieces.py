"""Three lists of pieces to one: what both sides did is in the result, and git's own merge agrees."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kktei.merge.threeway import merge_pieces

PIECES = st.lists(st.sampled_from("abcde"), max_size=9)
ADDED = st.lists(st.sampled_from(["<x>", "<y>", "<z>"]), max_size=3)
# What may become of a piece: it stays, it goes, other pieces stand for it or before it.
FATES = st.sampled_from(["stays", "stays", "stays", "goes", "replaced", "before"])


@st.composite
def versions(draw: st.DrawFn) -> tuple[list[str], list[str], list[str]]:
    """A base of distinct pieces (so that there is one way to see what changed), and two that were made of it."""
    base = [f"p{n}" for n in range(draw(st.integers(0, 12)))]
    return base, edited(draw, base), edited(draw, base)


def edited(draw: st.DrawFn, base: list[str]) -> list[str]:
    out = []
    for piece in base:
        fate = draw(FATES)
        added = draw(ADDED) if fate in ("replaced", "before") else []
        out += added if fate == "replaced" else [] if fate == "goes" else [*added, piece]
    return out + draw(ADDED)


@given(PIECES, PIECES)
def test_one_side_alone_wins(base: list[str], other: list[str]) -> None:
    assert merge_pieces(base, base, other) == other
    assert merge_pieces(base, other, base) == other
    assert merge_pieces(base, other, other) == other


@given(PIECES, PIECES, PIECES)
def test_no_side_is_preferred(base: list[str], hand: list[str], new: list[str]) -> None:
    assert merge_pieces(base, hand, new) == merge_pieces(base, new, hand)


@given(st.data())
def test_changes_apart_from_each_other_are_all_made(data: st.DataObject) -> None:
    """Between every two stretches stands a piece that nobody changes; each stretch is one side's."""
    base, hand, new, both = [], [], [], []
    for number in range(data.draw(st.integers(1, 5))):
        stretch = [f"s{number}.{n}" for n in range(data.draw(st.integers(0, 3)))]
        changed = data.draw(ADDED)
        by_hand = data.draw(st.booleans())
        base += [*stretch, f"kept{number}"]
        hand += [*(changed if by_hand else stretch), f"kept{number}"]
        new += [*(stretch if by_hand else changed), f"kept{number}"]
        both += [*changed, f"kept{number}"]
    assert merge_pieces(base, hand, new) == both


@pytest.mark.parametrize(
    ("base", "hand", "new", "merged"),
    [
        ("abc", "axc", "ayc", None),  # one place, two words
        ("abc", "axc", "abz", None),  # neighbours: what stood between them is not there to tell them apart
        ("abcd", "xbcd", "abcy", "xbcy"),
        ("abc", "axc", "axc", "axc"),
        ("ab", "axb", "ayb", None),  # two insertions at one place
        ("ab", "axb", "axb", "axb"),
        ("abcde", "ae", "abxde", None),  # one takes away what the other changes
        ("abcde", "ae", "ae", "ae"),
        ("abcde", "axcye", "axcde", "axcye"),  # the same change, and one more
        ("", "x", "", "x"),
        ("", "x", "y", None),
        ("abc", "", "abc", ""),
        ("abc", "", "abcd", None),
    ],
)
def test_what_touches_must_say_the_same(base: str, hand: str, new: str, merged: str | None) -> None:
    assert merge_pieces(base, hand, new) == (None if merged is None else list(merged))


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(versions())
def test_git_merges_the_same(tmp_path: Path, three: tuple[list[str], list[str], list[str]]) -> None:
    base, hand, new = three
    for name, pieces in zip(("base", "hand", "new"), three, strict=True):
        (tmp_path / name).write_text("".join(f"{piece}\n" for piece in pieces), encoding="utf-8")
    command = ["git", "merge-file", "-p", "-q", "hand", "base", "new"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    merged = merge_pieces(base, hand, new)
    if done.returncode == 0:
        assert merged == done.stdout.split("\n")[:-1]
    else:
        assert merged is None
