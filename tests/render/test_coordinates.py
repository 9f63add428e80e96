"""Coordinates in the notations of editions; what is no place, or could be two, is none."""

from __future__ import annotations

import pytest

from kktei.render.coordinates import Point, around, point

MUNICH = [
    "48.1374 11.5755",
    "48,1374 11,5755",
    "48.1374, 11.5755",
    "48,1374, 11,5755",
    "48,1374; 11,5755",
    "48,1374,11,5755",
    "\n 48.1374\t11.5755 ",
    "+48.1374+011.5755/",
    "geo:48.1374,11.5755;u=35",
    "POINT(11.5755 48.1374)",
    "48.1374° N, 11.5755° E",
    "11.5755E 48.1374N",
    "48°08′14.6″N 11°34′31.8″E",
    "48° 8' 14,6'' n. Br., 11° 34' 31,8'' ö. L.",
    "N 48 08 14.6, E 11 34 31.8",
]


@pytest.mark.parametrize("text", MUNICH)
def test_one_place_in_many_notations(text: str) -> None:
    assert point(text) == Point(pytest.approx(48.1374, abs=1e-4), pytest.approx(11.5755, abs=1e-4))


@pytest.mark.parametrize(
    ("text", "north", "east"),
    [
        ("-22,505 -43,17861", -22.505, -43.17861),
        ("33°52′S 151°12′E", -33.8667, 151.2),
        ("40° 26′ N 79° 58′ W", 40.4333, -79.9667),
        ("−33.9 18.4", -33.9, 18.4),
        ("120.5 40.2", 40.2, 120.5),  # nowhere is so far north
        ("41.6 -74.8 41.5 -74.7", 41.55, -74.75),  # an area: its middle
    ],
)
def test_other_places(text: str, north: float, east: float) -> None:
    assert point(text) == Point(pytest.approx(north, abs=1e-3), pytest.approx(east, abs=1e-3))


@pytest.mark.parametrize(
    "text",
    [
        "", "Wien", "48", "48,11", "48,1374", "91 95", "32U 691000 5334000", "48 8 14 11 34 32", "48°12'N 16°22'",
        "48° 8′ N, 11° 34′ O",  # east in German, west in French
        "48.1 11.5 and more", "48°N 49°N",
    ],
)  # fmt: skip
def test_what_is_not_certain_is_no_place(text: str) -> None:
    assert point(text) is None


def test_a_box_goes_over_the_date_line_where_that_is_shorter() -> None:
    assert around([Point(10, 170), Point(-20, -170)]) == (-20, 170, 10, 190)
    assert around([Point(10, -10), Point(20, 30)]) == (10, -10, 20, 30)
    assert around([Point(48.2, 16.373)]) == (48.2, 16.373, 48.2, 16.373)


def test_coordinates_are_said_with_their_sides() -> None:
    assert Point(48.1374, -11.5).said == "48.137° N, 11.5° W"
