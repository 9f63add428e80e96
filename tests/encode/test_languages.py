"""Languages have names, whichever tag an editor gives."""

from __future__ import annotations

import pytest

from kktei.encode.languages import language_name
from kktei.parse import load_vocabulary


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("he", "Hebrew"),
        ("grc", "Ancient Greek"),
        ("ru-Latn", "Russian, transliterated"),
        ("zh-Hant", "Chinese, Traditional"),
        ("de-AT", "German"),
        ("qqq", "qqq"),
    ],
)
def test_a_tag_has_its_name(tag: str, name: str) -> None:
    assert language_name(tag) == name


def test_every_language_of_the_vocabulary_has_one() -> None:
    """The table's "Hebrew" became the tag he, and then "he" in words."""
    rows = load_vocabulary().rows["language"]
    assert [term.key for term, _ in rows if language_name(term.key) == term.key] == []
