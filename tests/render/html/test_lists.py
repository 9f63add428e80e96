"""Which pages of lists a site has."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from kktei.config import check
from kktei.render.html import lists
from kktei.render.html.given import CalendarContext
from kktei.render.html.index import Index, RegisterEntry, tell_apart
from kktei.render.html.maps import Atlas
from kktei.render.html.pages import SitePage
from kktei.render.records import RecordFact, RegisterRecord


def calendar(page: SitePage) -> CalendarContext:
    assert callable(page.context)
    context = page.context()
    assert isinstance(context, CalendarContext)
    return context


@pytest.mark.parametrize(
    ("most", "years", "whole"),
    [(3, ["1913", "1914"], [0, 1, 2]), (2, ["1913", "1914"], []), (2, ["1913"], [0, 1, 2])],
)
def test_a_calendar_of_very_many_documents_is_parted_by_years(
    monkeypatch: pytest.MonkeyPatch, most: int, years: list[str], whole: list[int]
) -> None:
    """All on one page, or the years only; of one year there is nothing to part."""
    parted = {years[0]: [0, 1, 2]} if len(years) == 1 else {years[0]: [0, 1], years[1]: [2]}
    monkeypatch.setattr(lists, "_ONE_PAGE", most)
    monkeypatch.setattr(lists.rows, "by_date", lambda _: [0, 1, 2])
    monkeypatch.setattr(lists.rows, "document_rows", lambda places, _: tuple(places))
    monkeypatch.setattr(lists.times, "by_year", lambda _: parted)
    monkeypatch.setattr(lists.times, "anchors", lambda *_: ((), ()))
    first, *others = lists._calendar(Index([], {}, None), {}, Atlas(), check({"edition": {"title": "L"}}))  # type: ignore[arg-type]
    assert (first.path, list(calendar(first).rows), first.late) == ("calendar.html", whole, not whole)
    pages = {f"calendar/{year}.html": places for year, places in parted.items()} if len(years) > 1 else {}
    assert {page.path: list(calendar(page).rows) for page in others} == pages
    assert [calendar(page).year for page in others] == (years if len(years) > 1 else [])
    assert not any(page.late for page in others)


def test_two_of_one_name_have_their_years_in_the_register() -> None:
    def berg(key: str, born: str, *documents: int) -> RegisterEntry:
        told = (RecordFact(element="birth", text=born, ref=""),)
        record = RegisterRecord(key=key, kind="person", name="Ann Berg", sort="Berg, Ann", about=told)
        uses = {"mentioned": list(documents)} if documents else {}
        return RegisterEntry(
            key, "person", "Ann Berg", f"persons/{key}.html", "Berg, Ann", record, uses=uses, order="b"
        )

    alike = [berg("a", "May 1, 1850", 1), berg("b", "in Ulm", 2), berg("c", "1870")]  # nothing names the last
    tell_apart(alike)
    assert [name.sort for name in alike] == ["Berg, Ann (1850–)", "Berg, Ann", "Berg, Ann"]
    alone = [berg("a", "1850", 1), berg("c", "1870")]
    tell_apart(alone)
    assert alone[0].sort == "Berg, Ann"


@pytest.mark.parametrize(
    ("others", "told"), [("", ()), ("cls.none", ()), ("gen.letter", ()), ("cls.s", ("cls.unstated",))]
)
def test_a_silent_source_note_is_told_only_where_others_are_classified(others: str, told: tuple[str, ...]) -> None:
    documents = [SimpleNamespace(entry=SimpleNamespace(classes=(key,))) for key in ("cls.unstated", others)]
    index = Index(documents, {}, None)  # type: ignore[arg-type]
    assert index.classes(index.documents[0]) == told
