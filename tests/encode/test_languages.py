"""Languages have names, whichever tag an editor gives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kktei import tei
from kktei.config import Settings, check
from kktei.encode import contexts, encode_document
from kktei.encode.authorities import AuthorityIndex
from kktei.encode.languages import language_name
from kktei.model import Document, DocumentId, Position, Record
from kktei.parse import load_vocabulary, parse_head, parse_note
from kktei.transcript import Note, Paragraph, Text


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


@pytest.mark.parametrize(
    ("beside", "head", "source", "footnote"),
    [
        (set(), "en", None, "en"),
        ({"head"}, None, "en", "en"),
        ({"source"}, "en", "de", "en"),
        ({"head", "source", "footnote"}, None, None, None),
    ],
)
def test_editors_words_in_the_language_of_the_text_have_it(
    encoded_as: Callable[..., Any], beside: set[str], head: str | None, source: str | None, footnote: str | None
) -> None:
    made = encoded_as(language="de", beside=frozenset(beside))
    parts = next(iter(made.iter("{*}body"))).iter("{*}head", "{*}note")
    said = [part.get("{http://www.w3.org/XML/1998/namespace}lang") for part in parts]
    assert said == [head, source, footnote]


@pytest.fixture
def encoded_as(index: AuthorityIndex, settings: Settings) -> Callable[..., Any]:
    """A document with a heading, a source note and a footnote, of which something is said."""

    def encoded(**said: Any) -> Any:
        at, id_ = Position("test.txt", 1), DocumentId.of("1")
        body = (Paragraph((Text("Lieber Jonas"), Note("1", ((Text("Brief"),),)))),)
        record = Record(id_, "Brief", "Quelle: Nachlaß Berg.", at, at, body)
        document = Document(record, parse_head("Brief"), parse_note(record.note), **said)
        context = contexts([document], index, settings, load_vocabulary())[id_]
        return tei.parse(encode_document(document, context), "d001.xml")

    return encoded


def test_a_person_who_translated_is_an_editor_and_a_body_is_none(one_with: Any, found: Any) -> None:
    note = "Source: Kennedy Library, Bundy Papers. Secret. Translated by {}."
    persons, bodies = (found(one_with(note=note.format(who)), "//tei:titleStmt/tei:editor") for who in _TRANSLATORS)
    assert [(editor.get("role"), editor.text) for editor in persons] == [("translator", "Ann Smith")]
    assert bodies == []


_TRANSLATORS = ("Ann Smith", "the Department of State")
