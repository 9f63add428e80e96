"""JSON of settings and words: what stands twice is named with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from kktei import notation
from kktei.errors import InputError
from kktei.render.words import texts


@pytest.mark.parametrize(
    ("text", "place", "key"),
    [
        ('{"nav.home": "Start",\n "nav.home": "Anfang"}', (2, 2), "nav.home"),
        ('{"a": "\\"a\\" twice", "b": 1, "a": 2}', (1, 30), "a"),
        ('{"a": 1, "b": {"ä": 1,\n  "ä" : 2}}', (2, 3), "ä"),
    ],
)
def test_a_key_that_stands_twice(text: str, place: tuple[int, int], key: str) -> None:
    with pytest.raises(InputError, match=f"the key '{key}' stands twice") as caught:
        notation.json(text, "texts/de.json")
    assert (caught.value.line, caught.value.column) == place
    assert caught.value.hint == "Delete one of the two."


def test_one_key_in_two_objects_is_fine() -> None:
    assert notation.json('[{"a": 1}, {"a": 2}]', "x.json") == [{"a": 1}, {"a": 2}]


def test_texts_of_an_edition_with_a_key_twice(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "de.json").write_text('{"nav.about": "Über", "nav.about": "Zu"}', encoding="utf-8")
    with pytest.raises(InputError, match=r"texts/de\.json:1:23: the key 'nav\.about' stands twice"):
        texts("de", tmp_path)
