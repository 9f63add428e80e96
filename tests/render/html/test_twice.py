"""Whoever stands twice in a register, because a name has no pointer, is asked about: once, and never joined."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kktei.render.html.index import RegisterEntry
from kktei.render.html.twice import spelled, twice
from kktei.render.records import RegisterRecord
from tests.websites import Site, document, letter_job, made, no_search


def entry(key: str, name: str, *variants: str, kind: str = "person") -> RegisterEntry:
    record = RegisterRecord(key=key, kind=kind, name=name, sort="", variants=variants) if variants else None
    return RegisterEntry(key, kind, name, "", held=record, forms=Counter([name]), uses={"sent": [0]})


def asked(*entries: RegisterEntry) -> list[str]:
    job: Any = SimpleNamespace(documents=["a.xml"], shown=str)
    index: Any = SimpleNamespace(names={one.key: one for one in entries})
    return [f.message for f in twice(job, index, {})]


BERG = entry("pers.berg", "Berg, Jonas", "J. Berg")


@pytest.mark.parametrize("name", ["Jonas Berg", "JONAS  BERG", "Berg, Jonas.", "J.\u00a0Berg"])
def test_a_name_without_a_pointer_is_asked_about(name: str) -> None:
    (said,) = asked(BERG, entry(f"person:{name}", name))
    assert said.startswith(f"“{name}” has no @ref and is spelled as pers.berg (“Berg, Jonas”):")


@pytest.mark.parametrize(
    "other",
    [
        entry("person:Berg", "Berg"),
        entry("person:Jonas Berger", "Jonas Berger"),
        entry("pers.berg-2", "Jonas Berg"),  # who has a record was told apart
        entry("https://example.org/1", "Jonas Berg"),
        entry("place:Jonas Berg", "Jonas Berg", kind="place"),
        entry("person:...", "..."),
    ],
    ids=lambda other: other.key,
)
def test_nobody_else_is(other: RegisterEntry) -> None:
    assert asked(BERG, other, entry("person:…", "…")) == []


def test_it_is_one_question_for_all_of_one_spelling() -> None:
    (said,) = asked(*(entry(f"person:{name}", name) for name in ("Ada Winter", "ADA WINTER", "Winter, Ada")))
    assert "“Ada Winter” has no @ref and is spelled as “ADA WINTER” and “Winter, Ada”:" in said


def test_signs_of_a_script_that_belong_to_letters_count() -> None:
    assert spelled("कि") != spelled("कु")
    assert spelled("Mu\u0308ller") == spelled("MÜLLER")


def test_places_and_archives_are_asked_about(letters: Site) -> None:
    """In real letters, of several editions: a place with a record, archives and a collection written in two ways."""
    found = {f.place: f for f in letters.findings if f.code == "H034"}
    archive, papers = (found[p] for p in found if p.startswith("archives: "))
    assert archive.message.startswith("“Staatsbibliothek zu Berlin – Preußischer Kulturbesitz”, Berlin has no @ref")
    assert (papers.file, papers.message.count("“Tillich, Paul")) == ("tillich/L00001.xml", 3)
    assert "pmb168 (“Berlin”)" in found["places: berlin"].message


def test_archives_of_one_name_in_two_towns_are_two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kktei.render.html.site.write_search", no_search)
    for name, town in {"a": "Wien", "b": "Graz", "c": "Wien", "d": "Graz"}.items():
        held = f"<settlement>{town}</settlement><repository>Stadtarchiv</repository><idno>{name}</idno>"
        text = document("<p>Words.</p>", name).replace(
            "<p>None</p>", f"<msDesc><msIdentifier>{held}</msIdentifier></msDesc>"
        )
        (tmp_path / f"{name}.xml").write_text(text, encoding="utf-8")
    files = sorted(tmp_path.glob("*.xml"))
    site = made(letter_job(files, tmp_path, tmp_path / "site"))
    assert {p for p in site.pages if p.startswith("archives/")} >= {
        "archives/graz-stadtarchiv.html",
        "archives/wien-stadtarchiv.html",
    }
    assert "archives/graz-stadtarchiv.html" in site.text("documents/b.html")
    assert not [f for f in site.findings if f.code == "H034"]
    files[3].write_text(
        files[3].read_text(encoding="utf-8").replace("<settlement>Graz</settlement>", ""), encoding="utf-8"
    )
    (asked,) = (f.message for f in made(letter_job(files, tmp_path, tmp_path / "again")).findings if f.code == "H034")
    assert "has no @ref and is spelled as “Stadtarchiv”, Graz and “Stadtarchiv”: each" in asked
