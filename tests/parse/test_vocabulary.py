"""The words as data, and an editor's words over them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kktei.errors import InputError
from kktei.parse import findings_of, load_vocabulary, parse_note
from kktei.parse.vocabulary import fold


def test_an_editor_adds_a_marking_and_a_repository(tmp_path: Path) -> None:
    note = "Source: Haus der Geschichte, Series 4. Secret; Walnut."
    assert [f.code for f in findings_of(parse_note(note))] == ["N006"]
    extra = tmp_path / "vocabulary.toml"
    extra.write_text(
        '[[handling]]\nkey = "hnd.walnut"\nlabel = "Walnut"\nwords = ["Walnut"]\n'
        '[[repository]]\nkey = "hdg"\nlabel = "Haus der Geschichte"\nwords = ["Haus der Geschichte"]\n',
        encoding="utf-8",
    )
    facts = parse_note(note, vocabulary=load_vocabulary(extra))
    assert facts.markings[0].key == "hnd.walnut"
    assert findings_of(facts) == []


def test_a_classification_that_ends_with_another_one_is_read_whole(tmp_path: Path) -> None:
    extra = tmp_path / "vocabulary.toml"
    words = '["Sensitive But Unclassified"]'
    extra.write_text(f'[[classification]]\nkey = "cls.sbu"\nlabel = "Sensitive"\nwords = {words}\n', encoding="utf-8")
    note = "Source: Kennedy Library, Bundy Papers. Sensitive But Unclassified; Niact."
    facts = parse_note(note, vocabulary=load_vocabulary(extra))
    assert facts.classification is not None
    assert facts.classification.text == "Sensitive But Unclassified"
    assert findings_of(facts) == []


@pytest.mark.parametrize(
    "text", ["handling = 3", "handling = [", '[[handling]]\nkey = "hnd.x"\n', "[handling]\na = 1\n"]
)
def test_a_wrong_file_is_told_in_words(tmp_path: Path, text: str) -> None:
    extra = tmp_path / "vocabulary.toml"
    extra.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=re.escape("vocabulary.toml")):
        load_vocabulary(extra)


def test_findings_know_line_and_column() -> None:
    facts = parse_note("Source: Kennedy Library, Bundy Papers. Secret.\nWhatever this may mean to a reader.")
    (found,) = findings_of(facts, file="seed.txt", line=7, column=3, place="d1")
    assert (found.code, found.file, found.line, found.column, found.place) == ("N001", "seed.txt", 8, 1, "d1")


def test_every_key_names_its_taxonomy() -> None:
    words = load_vocabulary()
    for table, prefix in (("classification", "cls."), ("precedence", "prec."), ("handling", "hnd.")):
        assert all(term.key.startswith(prefix) for term, _ in words.rows[table])


def test_no_word_stands_for_two_things() -> None:
    """The word "dispatched" was a way of sending and none; the words of several languages together may meet."""
    vocabulary = load_vocabulary()
    for table, rows in vocabulary.rows.items():
        meanings: dict[str, set[str]] = {}
        for term, words in rows:
            for word in words:
                meanings.setdefault(fold(word), set()).add(term.key)
        twice = {word: keys for word, keys in meanings.items() if len(keys) > 1}
        assert table == "foreign_kind" or twice == {}, (table, twice)


def test_what_was_dispatched_was_sent() -> None:
    (act,) = parse_note("Source: Kennedy Library, Bundy Papers. Secret. Dispatched by courier.").acts
    assert act.kind == "sent"


def test_a_table_that_there_is_not_is_told_at_its_head(tmp_path: Path) -> None:
    own = tmp_path / "vocabulary.toml"
    own.write_text('\n[[handlings]]\nkey = "hnd.x"\nlabel = "X"\nwords = ["X"]\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"vocabulary\.toml:2:\d: there is no table 'handlings'"):
        load_vocabulary(own)
