"""The last lines of charters: their place and their year, which is doubtful."""

from __future__ import annotations

import pytest

from kktei.read.charters import given
from kktei.read.plain import read_plain
from kktei.transcript import Date, Dateline, Name, walk, words


@pytest.mark.parametrize(
    ("line", "place", "year"),
    [
        ("Datum apud Westmonasterium, tercio die maii anno domini MCCCXLV.", "Westmonasterium", "1345"),
        ("Actum Lund anno domini 1345", "Lund", "1345"),
        ("Actum in Lund, anno domini millesimo trecentesimo quadragesimo quinto, III nonas maii.", "Lund", "1345"),
        ("Data in Viterbo, anno domini M°CC°LX°.", "Viterbo", "1260"),
        ("Gegeben zu Lund, am Sonntag nach Ostern im Jahre 1345.", "Lund", "1345"),
        (
            "Given at Lund, the third day of May in the year of our Lord 1345, and of our reign the third.",
            "Lund",
            "1345",
        ),
        ("Donné à Lund, l'an de grâce 1345, le jour de Pâques.", "Lund", "1345"),
        ("Dada en León, tres días de mayo, año 1345.", "León", "1345"),
        ("Datum apud Lund, III kal. maii anno domini MCCCXCIX", "Lund", "1399"),
    ],
)
def test_where_and_when_a_charter_was_given(line: str, place: str, year: str) -> None:
    text = f"Charters\n\n1. King Jonas to Ada Berg\n\nSource: TNA, C 66/12.\n\nWe grant the mill.\n\n{line}\n"
    (record,) = read_plain(text, "charters.txt").records
    last = record.body[-1]
    assert isinstance(last, Dateline)
    assert last.closing
    assert words(last.content) == line
    assert [words(p.content) for p in walk(last.content) if isinstance(p, Name)] == [place]
    assert [p.when for p in walk(last.content) if isinstance(p, Date)] == [year]


@pytest.mark.parametrize(
    "line",
    [
        "Datum apud Lund, III kal. maii anno regni nostri tercio.",  # of whose reign is not said
        "Given at Washington, in the year 1963.",
        "Given in May, anno domini 1345.",
        "Actum Lund anno domini millesimo et cetera.",
        "",
    ],
)
def test_what_gives_no_year(line: str) -> None:
    assert given(line) is None
