"""Languages have names, whichever tag an editor gives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kktei.config import check
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


@pytest.mark.parametrize(
    ("language", "words", "tag"),
    [("de-AT", "Es liegen nur", None), ("en", "Only the heading", None), ("nl", "Only the", "en")],
)
def test_what_readers_see_of_a_text_that_is_not_at_hand_is_in_the_edition_s_language(
    one_with: Callable[..., Any], language: str, words: str, tag: str | None
) -> None:
    own = check({"edition": {"title": "Letters", "language": language}})
    (said,) = one_with(own=own).iter("{*}desc")
    assert said.text.startswith(words)
    assert said.get("{http://www.w3.org/XML/1998/namespace}lang") == tag


def test_a_person_who_translated_is_an_editor_and_a_body_is_none(one_with: Any, found: Any) -> None:
    note = "Source: Kennedy Library, Bundy Papers. Secret. Translated by {}."
    persons, bodies = (found(one_with(note=note.format(who)), "//tei:titleStmt/tei:editor") for who in _TRANSLATORS)
    assert [(editor.get("role"), editor.text) for editor in persons] == [("translator", "Ann Smith")]
    assert bodies == []


_TRANSLATORS = ("Ann Smith", "the Department of State")
