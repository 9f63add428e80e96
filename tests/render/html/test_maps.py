"""Places with coordinates are drawn on maps that ask nobody for anything."""

from __future__ import annotations

import re
from collections import Counter
from types import SimpleNamespace
from typing import Any

import pytest

from kktei.render.coordinates import Point
from kktei.render.html import maps, outlines, views
from kktei.render.html.index import RegisterEntry
from kktei.render.records import RegisterRecord
from tests.websites import Site


def entry(key: str, geo: str, documents: int = 1) -> RegisterEntry:
    return RegisterEntry(key, "place", key.title(), f"places/{key}.html", held=RegisterRecord(key=key, kind="place", name="", sort="", geo=geo), forms=Counter(),
                         uses={"sent": list(range(documents))}, order=key)  # fmt: skip


def index(*entries: RegisterEntry) -> Any:
    return SimpleNamespace(of_kind=lambda kind: list(entries))


def test_the_register_has_a_map_with_a_mark_for_each_place(letters: Site) -> None:
    page = (letters.folder / "places" / "index.html").read_text(encoding="utf-8")
    first = re.search(r"<figure class=\"map\">.*?</figure>", page, re.S)
    assert first is not None
    marks = re.findall(r'<a href="\.\./(places/[^"]+)"><circle [^>]+><title>([^<]+)', first[0])
    assert len(marks) == len(set(marks)) > 10
    assert all(f'href="../{path}"' in page.partition('class="register"')[2] for path, _ in marks)  # the list has them
    assert '<rect class="land"' in first[0]
    assert re.fullmatch(
        r"\.\./assets/maps/earth\.\w{10}\.svg", first[0].partition('<image href="')[2].partition('"')[0]
    )
    assert len(first[0].partition("<a ")[0]) < 2500  # coasts stand in files that pages share
    assert "http" not in re.sub(r'xmlns="[^"]+"', "", first[0])
    assert f"{len(marks)} von " in first[0]
    assert letters.named("assets/map.css") in page
    assert "assets/map." not in (letters.folder / "index.html").read_text(encoding="utf-8")


def test_a_place_has_its_own_map_and_says_where_it_is(letters: Site) -> None:
    page = (letters.folder / "places" / "pmb50.html").read_text(encoding="utf-8")
    assert "48.208° N, 16.373° E" in page
    assert page.count('class="here"') == page.count('class="first here"') == 1  # the mark and its name


def test_the_calendar_has_a_map_of_where_its_documents_went(letters: Site) -> None:
    page = letters.text("calendar.html")
    said = re.search(r"<figcaption>(.*?)</figcaption>", page)
    assert said is not None
    assert said[1].startswith("Karte der Orte, von und nach denen diese Dokumente gingen")
    assert "assets/map." in page


def test_a_map_of_documents_counts_these_documents_alone() -> None:
    away = [entry(f"n{i}", f"48.{i} 16.{i}", documents=12 - i) for i in range(4)]
    atlas = maps.atlas(index(*away))
    assert atlas.of_documents(range(9)) == ()  # too few
    (drawn,) = atlas.of_documents(range(1, 11))
    assert {mark.name: mark.count for mark in drawn.marks} == {"N0": 10, "N1": 10, "N2": 9, "N3": 8}


def test_an_edition_without_coordinates_has_no_maps(site: Site) -> None:
    assert not list((site.folder / "assets").glob("map.*"))
    assert 'class="map"' not in (site.folder / "places" / "index.html").read_text(encoding="utf-8")


def test_coordinates_that_cannot_be_read_are_a_finding() -> None:
    atlas = maps.atlas(index(entry("a", "48,11"), entry("b", "48.1 11.5"), entry("c", "")))
    assert [p.name.key for p in atlas.places] == ["b"]
    assert [(f.code, f.place) for f in atlas.findings] == [("H023", "a")]


def test_without_the_package_there_is_the_net_and_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    outlines.outlines.cache_clear()
    monkeypatch.setattr(outlines, "_PACKAGE", "no_such_package")
    views.drawn.cache_clear()
    try:
        atlas = maps.atlas(index(entry("b", "48.1 11.5")))
        assert [f.code for f in atlas.findings] == ["H024"]
        assert views.picture(views.view_of([Point(48, 16)], 18)) == ""
    finally:
        outlines.outlines.cache_clear()
        views.drawn.cache_clear()


def test_places_that_lie_apart_get_a_nearer_map_of_the_most() -> None:
    near = [entry(f"n{i}", f"48.{i} 16.{i}") for i in range(9)]
    atlas = maps.atlas(index(*near, entry("rio", "-22.9 -43.2")))
    whole, closer = atlas.register()
    assert len(whole.marks) == 10
    assert len(closer.marks) == 9
    assert len(maps.atlas(index(*near)).register()) == 1


def test_names_on_a_map_do_not_touch() -> None:
    atlas = maps.atlas(index(*(entry(f"place{i}", f"48.{i:03} 16.{i:03}") for i in range(60))))
    (row,) = atlas.register()
    assert len(row.marks) == 60
    assert 0 < len(row.labels) < 30


def test_a_place_is_drawn_on_land_and_the_sea_is_free() -> None:
    view = views.view_of([Point(45, 12)], 18)
    assert view.place(Point(45, 12)) is not None
    assert view.place(Point(-45, 12)) is None
    land = views.drawn(view)["land"]
    assert land.startswith("M")
    assert len(land) < 20_000
    assert "land" not in views.drawn(views.view_of([Point(-20, -25)], 7))  # the Atlantic


@pytest.mark.parametrize("east", [-180.0, 180.0, 179.0])
def test_a_map_over_the_date_line_has_both_sides(east: float) -> None:
    view = views.view_of([Point(65, east), Point(66, 175), Point(64, -172)], 18)
    assert all(view.place(p) for p in (Point(65, east), Point(66, 175), Point(64, -172)))
    assert view.east - view.west < 40
    assert views.drawn(view)["land"].count("M") >= 2
