"""Datelines with a period or a bound; whatever stands in one, and however it is marked, no word of it is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kktei.read.conventions import dated, is_dateline, is_doubtful, is_short, may_be_dateline
from kktei.transcript import Date, Hi, Inline, Inlines, Name, Supplied, Text, Unclear, walk, words

PIECES = st.sampled_from(
    ["London, ", "London", ", ", "[", "]", "May ", "May 1720", "May 1720?", "1720", "3 ", "before ", "spring 1720", "?", "À Paris, ", "le 3 mai 1720", "Bern 4.", " "]
)  # fmt: skip
PLAIN: st.SearchStrategy[Inline] = st.builds(Text, PIECES)
HELD: st.SearchStrategy[Inline] = st.recursive(
    PLAIN,
    lambda inner: st.one_of(
        st.builds(Supplied, st.tuples(inner, inner)),
        st.builds(Unclear, st.tuples(inner)),
        st.builds(lambda part: Hi("italic", part), st.tuples(inner)),
        st.builds(lambda part: Date(part, "1720"), st.tuples(inner)),
    ),
    max_leaves=4,
)


@given(st.lists(HELD, max_size=4).map(tuple))
def test_no_word_of_a_dateline_is_lost(content: Inlines) -> None:
    assert words(dated(content)) == words(content)


@pytest.mark.parametrize("kind", [Supplied, Unclear])
def test_a_month_in_brackets_is_no_place(kind: type[Supplied | Unclear]) -> None:
    content = (Text("London, "), kind((Date((Text("May 1720?"),), "1720-05"),)))
    parts = [*walk(dated(content))]
    assert [words(part) for part in parts if isinstance(part, Name)] == ["London"]
    assert [(words(part), part.when) for part in parts if isinstance(part, Date)] == [("May 1720?", "1720-05")]


@pytest.mark.parametrize(
    ("line", "place", "bounds"),
    [
        ("London, before 12 August 1720", "London", ("", "", "1720-08-12")),
        ("Bern, nach dem 5. Mai 1943", "Bern", ("", "1943-05-05", "")),
        ("London, spring 1720", "London", ("", "1720-03", "1720-06")),
        ("3–5 May 1720", None, ("", "1720-05-03", "1720-05-05")),
    ],
)
def test_a_period(line: str, place: str | None, bounds: tuple[str, str, str]) -> None:
    assert is_dateline(line)
    assert is_doubtful(line)
    parts = [*walk(dated((Text(line),)))]
    assert next((words(part) for part in parts if isinstance(part, Name)), None) == place
    assert [(part.when, part.not_before, part.not_after) for part in parts if isinstance(part, Date)] == [bounds]


@pytest.mark.parametrize(
    ("hours", "when"),
    [
        ("2217Z", "1975-08-19T22:17:00Z"),
        ("9:05 a.m.–noon", "1975-08-19T09:05:00"),
        ("9:05–10 a.m.", "1975-08-19T09:05:00"),
        ("11:30–1 p.m.", "1975-08-19T11:30:00"),
        ("noon–1 p.m.", "1975-08-19"),
        ("10 a.m.–12:15 p.m.", "1975-08-19T10:00:00"),
    ],
)
def test_hours_from_and_to(hours: str, when: str) -> None:
    line = f"Washington, August 19, 1975, {hours}"
    assert is_dateline(line)
    assert [part.when for part in walk(dated((Text(line),))) if isinstance(part, Date)] == [when]


@pytest.mark.parametrize(
    ("line", "when"),
    [
        (
            "Quartier général de Nice, le 12 germinal an II de la République une et indivisible [1er avril 1794].",
            "1794-04-01",
        ),
        ("Nice, 12 germinal an II (1er avril 1794).", "1794-04-01"),
        ("Nice, 12 germinal an II (2 avril 1794).", ""),  # two days that are not one
    ],
)
def test_a_day_of_the_republic_beside_ours(line: str, when: str) -> None:
    assert is_dateline(line)
    parts = [*walk(dated((Text(line),)))]
    assert [words(part) for part in parts if isinstance(part, Name)] == ["Nice"]
    assert [part.when for part in parts if isinstance(part, Date)] == [when]


@pytest.mark.parametrize(
    "line",
    ["Versailles, den 19. ds. Mts.", "London, the 19th inst.", "Paris, le 19 courant", "Nice, 12 germinal an LX"],
)
def test_a_day_that_is_not_understood_may_be_told(line: str) -> None:
    assert not is_dateline(line)
    assert may_be_dateline(line)
    assert is_short(line)


@pytest.mark.parametrize("line", ["May", "May Berg", "1720", "12", "Spring", "from 3 to 5"])
def test_what_has_no_year_or_nothing_else_is_none(line: str) -> None:
    assert not is_dateline(line)


def test_the_word_before_a_place_is_no_part_of_it() -> None:
    marked = dated((Text("À Paris, le 3 mai 1720"),))
    assert [words(part) for part in marked if isinstance(part, Name)] == ["Paris"]
