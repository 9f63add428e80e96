"""Published addresses followed: none comes to another text, and no row costs more than itself."""

from __future__ import annotations

import pytest

from kktei.addresses import PublishedAddress as Row
from kktei.former import Followed, follow

BEFORE = [Row("documents/1.html", "d1", "aa", 2), Row("documents/2.html", "d2", "bb", 3)]


def followed(*rows: Row, now: list[Row] = BEFORE) -> Followed:
    return follow(rows, now, {"index.html", *(row.address for row in now)})


def told(result: Followed) -> list[tuple[str, int]]:
    return [(found.code, found.line) for found in result.found]


def test_numbers_that_shift_are_told() -> None:
    """A letter was put before the others: each address shows another one, and is told with the place of its own."""
    now = [
        Row("documents/1.html", "d1", "new"),
        Row("documents/2.html", "d2", "aa"),
        Row("documents/3.html", "d3", "bb"),
    ]
    result = followed(*BEFORE, now=now)
    assert told(result) == [("H031", 2), ("H031", 3)]
    assert "documents/1.html shows 'd1' now" in result.found[0].message
    assert result.found[0].message.endswith("stands at documents/2.html")


def test_numbers_that_close_a_gap_are_told() -> None:
    """The first letter is gone, and the second has its number."""
    result = followed(*BEFORE, now=[Row("documents/1.html", "d1", "bb")])
    assert told(result) == [("H031", 2)]
    assert "which was published at documents/2.html" in result.found[0].message
    assert result.leading == {"documents/2.html": "documents/1.html"}


def test_a_former_address_leads_to_the_words_not_to_an_id_that_went_elsewhere() -> None:
    now = [Row("letters/1.html", "d1", "new"), Row("letters/2.html", "d2", "aa")]
    assert followed(BEFORE[0], now=now).leading == {"documents/1.html": "letters/2.html"}


def test_an_id_that_went_elsewhere_is_told_without_words() -> None:
    now = [Row("documents/1.html", "x"), Row("documents/9.html", "d1")]
    assert told(followed(Row("documents/1.html", "d1", "", 2), now=now)) == [("H031", 2)]


@pytest.mark.parametrize(
    "here",
    [
        Row("documents/1.html", "d1", "corrected"),
        Row("documents/1.html", "other-id", "aa"),
        Row("documents/1.html", "d1"),
    ],
)
def test_what_was_only_corrected_is_not_told(here: Row) -> None:
    assert told(followed(*BEFORE, now=[here, BEFORE[1]])) == []


def test_one_of_two_with_the_same_words_is_not_taken_for_the_other() -> None:
    now = [
        Row("documents/1.html", "d1", "new"),
        Row("documents/7.html", "d7", "aa"),
        Row("documents/8.html", "d8", "aa"),
    ]
    assert told(followed(BEFORE[0], now=now)) == []


@pytest.mark.parametrize(
    "address",
    [
        f"documents/{'n' * 300}.html",
        f"documents/{'ä' * 120}.html",
        f"{'n/' * 500}a.html",
        "documents/1.html/sub.html",
        "documents/../1.html",
        "documents/a\0b.html",
        "Documents/1.html",
        "/documents/x.html",
        "x.html",
        "",
    ],
)
def test_a_row_that_is_no_address_is_told_alone(address: str) -> None:
    result = followed(Row(address, "d1", "aa", 2), Row("documents/old.html", "d2", "", 3))
    assert told(result) == [("H030", 2)]
    assert result.leading == {"documents/old.html": "documents/2.html"}


def test_rows_of_one_address_for_different_things_and_of_the_sites_own_pages() -> None:
    old = "documents/old.html"
    result = followed(
        Row(old, "d1", "", 2), Row(old, "d2", "", 3), Row(old, "d1", "", 4), Row("index.html", "d1", "", 5)
    )
    assert told(result) == [("H030", 3), ("H031", 5)]
    assert result.leading == {old: "documents/1.html"}
