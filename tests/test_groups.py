"""Which documents a note is given once for."""

from __future__ import annotations

import pytest

from kktei.groups import group_of, is_group, says_same


@pytest.mark.parametrize(
    ("note", "place", "named", "following"),
    [
        ("Source: The texts of this and the following two documents are from Berg Library, Box 3.", "Berg", [], 2),
        ("Documents 12–15 are from the Berg Library, Box 3.", "Berg", [12, 13, 15], 0),
        ("[The source texts of documents 12, 14, and 16 to 18 are in the Berg Library.]", "Berg", [12, 14, 17], 0),
        ("This document and the next three are taken from the Berg Papers.", "Berg", [], 3),
        ("Sources for this and the following document: Berg Library.", "Berg", [], 1),
        ("The following three letters are from the Berg Papers.", "Berg", [], 2),
        ("The text of this and the two following telegrams are from 840.00/3–149.", "840", [], 2),
        ("Source: Berg Library. Documents 12–15 are from the same file.", "Source", [12, 15], 0),
        ("Source: Berg Library. The following document is from the same file.", "Source", [], 1),
        ("Source: Berg Library. The same source applies to documents 13 and 14.", "Source", [13, 14], 0),
    ],
)
def test_which_documents(note: str, place: str, named: list[int], following: int) -> None:
    group = group_of(note)
    assert group is not None
    assert note[group.place :].startswith(place)
    assert all(group.numbers(str(n)) for n in named)
    assert not group.numbers("11")
    assert group.following == following
    assert is_group(note) == (place != "Source")


@pytest.mark.parametrize(
    "note",
    [
        "Source: Berg Library. Document 12 is from the same file.",
        "Source: Berg Library. Notes 3 and 4 are in the margin.",
        "The following documents are in private hands.",
        "Source: Berg Library, Documents 12–15.",
    ],
)
def test_a_note_of_its_own_alone(note: str) -> None:
    assert group_of(note) is None or not is_group(note)


def test_a_sentence_that_names_others() -> None:
    assert says_same("The texts of this and the following two documents are from the same source.")
    assert not says_same("The letters are from the same year.")
