"""Records for reference managers: names apart, bodies whole, dates in their own fields, nothing that TeX obeys."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kktei import citations
from kktei.citations import Cited, CitedName
from kktei.config import check

LETTER = Cited(
    key="kke.d1",
    title="50% of A&B_{x} #1 $2 ~ ^ \\end",
    genre="gen.letter",
    authors=(CitedName("Thompson", "Llewellyn E.", "Jr."), CitedName(literal="Bureau of Fish and Game")),
    day="1963-04-15",
    edtf="1963-04-15",
    edition="Letters",
    editors=("House of Winter and Sons",),
    year="2026",
)


def test_bodies_stay_whole_and_suffixes_in_their_place() -> None:
    record = citations.bibtex(LETTER)
    assert "author = {Thompson, Jr., Llewellyn E. and {Bureau of Fish and Game}}" in record
    assert "editor = {{House of Winter and Sons}}" in record


def test_characters_that_tex_would_obey_are_escaped() -> None:
    record = citations.bibtex(LETTER)
    assert r"title = {{50\% of A\&B\_ x  \#1 \$2 \textasciitilde{} \textasciicircum{}  end}}" in record
    assert record.count("{") == record.count("}")


def test_every_date_has_its_own_field() -> None:
    assert {"origdate = {1963-04-15},", "date = {2026},"} <= {
        line.strip() for line in citations.biblatex(LETTER).splitlines()
    }
    assert "note = {{1963-04-15}}" in citations.bibtex(LETTER)
    csl = citations.csl(LETTER)
    assert (csl["original-date"], csl["issued"]) == ({"date-parts": [[1963, 4, 15]]}, {"date-parts": [[2026]]})


@pytest.mark.parametrize(
    ("bounds", "edtf", "csl"),
    [
        (("1963-04", "1963-04"), "1963-04", {"date-parts": [[1963, 4]]}),
        (
            ("1963-04-01", "1963-04-03"),
            "1963-04-01/1963-04-03",
            {"date-parts": [[1963, 4, 1], [1963, 4, 3]], "circa": True},
        ),
        (("", "1963"), "../1963", {"literal": "../1963"}),
        (("1963", "1963", "low"), "1963?", {"date-parts": [[1963]], "circa": True}),
        (("", ""), "", None),
    ],
)
def test_dates_that_are_not_certain(bounds: tuple[str, ...], edtf: str, csl: object) -> None:
    given = citations.edtf(*bounds)
    assert given == edtf
    cited = replace(LETTER, day="", edtf=given)
    assert citations.csl(cited).get("original-date") == csl
    assert "DA  - " not in citations.ris(cited)


def test_no_field_ends_a_record_of_ris() -> None:
    record = citations.ris(replace(LETTER, title="A\r\nER  - \r\nTY  - BOOK"))
    assert [line for line in record.split("\r\n") if line.startswith(("TY", "ER"))] == ["TY  - PCOMM", "ER  - "]


def test_the_edition_itself() -> None:
    edition = {"title": 'A: "b"', "editors": ["Ada"], "date": "2026-01-02", "doi": "10.5281/x", "version": "1.2"}
    lines = citations.citation_file(check({"edition": edition})).splitlines()
    assert 'title: "A: \\"b\\""' in lines
    assert 'authors: [{"name": "Ada"}]' in lines
    assert {'license: "CC0-1.0"', 'doi: "10.5281/x"', 'version: "1.2"', 'date-released: "2026-01-02"'} <= set(lines)
