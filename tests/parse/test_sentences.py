"""What ends a sentence, and what does not."""

from __future__ import annotations

import pytest

from kktei.parse import load_vocabulary
from kktei.parse.sentences import enclosed, split


@pytest.mark.parametrize(
    "sentences",
    [
        ["Drafted by U. Alexis Johnson.", "Repeated to London."],
        ["Source: Department of State, POL 7 U.S.-USSR.", "Secret."],
        ["Handed to Dobrynin at 6 p.m. May 13.", "Another copy is ibid.", "Other copies are ibid., and elsewhere."],
        ["Received at 7 p.m.", "The source text is marked “A. B. C.”", "It was read."],
        ["Drafted by Finn and approved in S.", "The meeting was held."],
        ["See vol. VII, pp. 685–686.", "No. 5 was sent."],
        ["“Important: Mrs. Lincoln. This is my letter.” (Kennedy Library, Chron)", "According to him, so."],
        ["It is in telegram 2839. (Ibid., Central Files, DEF 18-4)", "Another copy is missing."],
        ["Drafted by Jack Matlock, Jr. (EUR) on May 5.", "Repeated to Paris."],
        ["Source: Kennedy Library, Germany, vol. 2.", "Secret."],
        ["In the George H.W. Bush Library."],
    ],
)
def test_split(sentences: list[str]) -> None:
    note = " ".join(sentences)
    assert [span.of(note) for span in split(note, load_vocabulary())] == sentences


def test_enclosed_is_deaf_to_an_opening_mark_without_its_closing_mark() -> None:
    assert bytes(enclosed("a (b) (c")) == bytes([0, 0, 0, 1, 0, 0, 0, 0])


def test_nothing_has_no_sentences() -> None:
    assert split("", load_vocabulary()) == []
    assert split(" \n ", load_vocabulary()) == []
