"""Days of other calendars: which one, in the header and in the text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kktei.model import EditorFact, Found, Position

ID = "{http://www.w3.org/XML/1998/namespace}id"


@pytest.mark.parametrize(
    ("dateline", "when", "custom", "calendar"),
    [
        ("Paris, le 12 germinal an III", "1795-04-01", "le 12 germinal an III", "republican"),
        ("Oslo, 12 May 1683 O.S.", "1683-05-22", "1683-05-12", "julian"),
    ],
)
def test_a_day_of_another_calendar_says_so(
    one_with: Callable[..., Any], dateline: str, when: str, custom: str, calendar: str
) -> None:
    at = Position("letters.txt", 1, 1)
    facts = (EditorFact("dateline", dateline, at, found=Found.STATED), EditorFact("when", when, at, found=Found.STATED))
    tree = one_with(*facts)
    (date,) = tree.xpath("//*[local-name() = 'correspAction' or local-name() = 'creation']/*[local-name() = 'date']")
    (told,) = tree.iter("{*}calendar")
    assert (date.get("when"), date.get("when-custom")) == (when, custom)
    assert date.get("datingMethod") == f"#{told.get(ID)}"
    assert told.get(ID).endswith(f".{calendar}")


def test_a_day_that_is_not_the_document_s_is_not_its_calendar_s(one_with: Callable[..., Any]) -> None:
    at = Position("letters.txt", 1, 1)
    said = EditorFact("dateline", "Oslo, 12 May 1683 O.S.", at, found=Found.STATED)
    tree = one_with(said, EditorFact("when", "1683-06-01", at))
    assert not list(tree.iter("{*}calendar"))
