"""One table of months for every reader."""

from __future__ import annotations

import pytest

from kktei import dates
from kktei.parse.dates import Calendar
from kktei.parse.vocabulary import load_vocabulary


@pytest.mark.parametrize("language", ["de", "en", "es", "fr", "it", "ru"])
def test_every_language_has_twelve_months(language: str) -> None:
    assert sorted(set(dates.month_numbers(language).values())) == list(range(1, 13))


@pytest.mark.parametrize("name", [*dates.month_names("en"), *dates.short_months("en")])
def test_a_note_may_shorten_any_month(name: str) -> None:
    number = dates.month_names("en").index(next(m for m in dates.month_names("en") if m.startswith(name[:3]))) + 1
    assert dates.month_in(f"sent {name} 3", "en") == number
    assert Calendar(f"{name} 3, 1963", load_vocabulary()).parse(f"{name} 3, 1963", 0).iso == f"1963-{number:02}-03"


def test_what_is_no_day_is_none() -> None:
    assert dates.iso_day(1963, 2, 30) is None
    assert dates.month_number("Smarch") is None
    assert dates.month_in("the Mayor came", "en") is None


def test_feasts_are_days_where_it_is_certain_which() -> None:
    assert all(dates.feast_day(name, 1900) for name in dates.feasts())
    assert dates.feast_day("Ash Wednesday", 1893) == (1893, 2, 15)
    assert dates.feast_day("new year's eve", 1600) == (1600, 12, 31)
    assert dates.feast_day("Easter Sunday", 1700) is None


@pytest.mark.parametrize(("hour", "half", "time"), [(12, "a", "00:30:00"), (12, "p", "12:30:00"), (9, "p", "21:30:00")])
def test_a_clock_of_twelve_hours(hour: int, half: str, time: str) -> None:
    assert dates.iso_time(hour, "30", half) == time
