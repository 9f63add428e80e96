"""A translation's paragraphs find those that they translate, by their lengths."""

from __future__ import annotations

import pytest

from kktei.collate import beside


def pairs(text: list[int], translation: list[int]) -> list[tuple[list[int], list[int]]]:
    return [(list(here), list(there)) for here, there in beside(text, translation)]


@pytest.mark.parametrize(
    ("text", "translation", "expected"),
    [
        ([10, 200], [12, 180], [([0], [0]), ([1], [1])]),
        ([200, 90, 400], [190, 480], [([0], [0]), ([1, 2], [1])]),  # two paragraphs made one
        ([200, 400, 90], [210, 200, 190, 95], [([0], [0]), ([1], [1, 2]), ([2], [3])]),  # one made two
        ([200, 30, 400], [210, 430], [([0], [0]), ([1, 2], [1])]),
        ([], [50], [([], [0])]),
        ([50], [], [([0], [])]),
    ],
)
def test_paragraphs_are_paired_by_their_lengths(text, translation, expected):
    assert pairs(text, translation) == expected


def test_every_paragraph_stands_once_and_long_texts_are_quick():
    text = [50 + 37 * at % 400 for at in range(1200)]
    translation = [length + at % 7 for at, length in enumerate(text)]
    del translation[600]
    found = pairs(text, translation)
    assert [at for here, _ in found for at in here] == list(range(1200))
    assert [at for _, there in found for at in there] == list(range(1199))
    assert sum(here == there for here, there in found[:590]) == 590
