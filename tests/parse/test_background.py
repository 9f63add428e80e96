"""What notes tell beside the text: where people were, whose account there is, papers in another series of the house."""

from __future__ import annotations

import pytest

from kktei.parse import findings_of
from tests.parse.notes import after, flat


@pytest.mark.parametrize(
    ("prose", "names"),
    [
        ("Berg was in Oslo for the Norland Council meeting.", ["person Berg", "place Oslo", "body Norland Council"]),
        ("Berg visited Oslo May 3–5.", ["person Berg", "place Oslo", "date May 3–5"]),
        ("Winter was en route to Paris.", ["person Winter", "place Paris"]),
        ("President Berg was then in Oslo with Lund.", ["person President Berg", "place Oslo", "person Lund"]),
        ("Breakfast was at nine.", []),
        ("Work was in progress.", []),
        ("Everybody visited Oslo.", ["place Oslo"]),
    ],
)
def test_whereabouts_are_background(prose: str, names: list[str]) -> None:
    """People, places and dates are marked; nobody is asked to look at it, and nobody has acted."""
    facts = after(prose)
    assert [f"{m.kind} {m.text}" for m in facts.mentions] == names
    assert not facts.acts
    assert not findings_of(facts)


@pytest.mark.parametrize(
    ("cited", "path"),
    [
        ("(Ibid., White House Special Files, Log)", ["White House Special Files", "Log"]),
        ("(Ibid., White House Central Files, President’s Daily Diary)", ["White House Central Files", "President’s Daily Diary"]),
        ("A copy is ibid., White House Tapes, Box 3.", ["White House Tapes", "Box 3"]),
    ],
)  # fmt: skip
def test_white_house_files_are_of_the_repository_before(cited: str, path: list[str]) -> None:
    source = "Source: National Archives, Nixon Presidential Materials, NSC Files, Box 5, Norland. Secret. "
    (copy,) = flat(f"{source}{'The meeting lasted an hour. ' if cited[0] == '(' else ''}{cited}")["copies"]
    assert copy["repository"] == "National Archives"
    assert copy["path"] == ["Nixon Presidential Materials", *path]


@pytest.mark.parametrize(
    ("prose", "work"),
    [
        ("For Berg’s account of the meeting, see The Long Winter, pp. 3–4.", "The Long Winter, pp. 3–4"),
        ("For Winter’s recollection of the talk, see Berg, Years of Frost, p. 11.", "Berg, Years of Frost, p. 11"),
        ("For another report by Day, see Lund, The Question, pp. 7–9.", "Lund, The Question, pp. 7–9"),
    ],
)
def test_an_account_is_another_text(prose: str, work: str) -> None:
    facts = after(prose)
    assert [reference.wording for reference in facts.references] == [work]
    assert not facts.published_in
    assert not findings_of(facts)


def test_a_text_in_a_language_is_no_person() -> None:
    for prose in ("The Norlandic-language text was not found.", "The Norlandic text is in the Berg Library, Box 3."):
        assert not after(prose).mentions
    facts = after("The Russian-language text is in Problems of War, Spring 1992, pp. 60–62.")
    assert [(w.what, w.language, w.publication.title) for w in facts.witnesses if w.publication] == [
        ("The Russian-language text", "ru", "Problems of War, Spring 1992")
    ]
    assert not facts.mentions
