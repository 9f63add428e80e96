"""Days of other calendars as days of ours, and as TEI has them."""

from __future__ import annotations

import pytest

from kktei.calendars import GREGORIAN, JULIAN, REPUBLICAN, other_day, reckoned
from kktei.periods import bounds_of


@pytest.mark.parametrize(
    ("text", "calendar", "day"),
    [
        ("Paris, le 12 germinal an III.", REPUBLICAN, "1795-04-01"),
        ("Du 1er vendémiaire de l’an 2", REPUBLICAN, "1793-09-22"),
        ("6e jour complémentaire an III", REPUBLICAN, "1795-09-22"),
        ("le 13 germinal, an 2 de la République française, une et indivisible", REPUBLICAN, "1794-04-02"),
        ("14 germinal l’an deuxième de la république", REPUBLICAN, "1794-04-03"),
        ("10 nivôse an XIV", REPUBLICAN, "1805-12-31"),
        ("Oslo, 12 May 1683 O.S.", JULIAN, "1683-05-22"),
        ("May 12, 1683 (old style)", JULIAN, "1683-05-22"),
        ("Wien, den 3. Mai 1700 a. St.", JULIAN, "1700-05-14"),
        ("3 мая 1850 ст. ст.", JULIAN, "1850-05-15"),
        ("3 February 1683/4", JULIAN, "1684-02-13"),
        ("19 February 1700 O.S.", JULIAN, "1700-03-01"),  # the old calendar has a leap day then, ours has none
        ("29 February 1700 O.S.", JULIAN, "1700-03-11"),
        ("12/22 May 1683", GREGORIAN, "1683-05-22"),
        ("12 May 1683 N.S.", GREGORIAN, "1683-05-12"),
    ],
)
def test_a_day_of_another_calendar(text: str, calendar: str, day: str) -> None:
    found = other_day(text)
    assert found is not None
    assert (found.calendar, found.day) == (calendar, day)
    assert found.words in text


@pytest.mark.parametrize(
    "text",
    [
        "31 germinal an III",
        "6e jour complémentaire an II",  # that year had five
        "3 brumaire an XV",
        "12/23 May 1683",
        "3 February 1683/6",
        "12 May 1683",
        "30 February 1683 O.S.",
        "",
    ],
)
def test_what_is_no_such_day(text: str) -> None:
    assert other_day(text) is None


def test_before_there_was_a_new_calendar_the_old_one_is_ours() -> None:
    assert reckoned(1483, 5, 3) == "1483-05-03"
    assert other_day("3 May 1483 O.S.") is None


def test_a_day_of_the_republic_stands_beside_ours_only_where_they_are_one() -> None:
    assert bounds_of("12 germinal an III, 1er avril 1795")
    assert bounds_of("12 germinal an III, 2 avril 1795") is None
