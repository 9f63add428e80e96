"""What a note denies, doubts or limits is no plain fact."""

from __future__ import annotations

import pytest

from kktei.model import Act
from kktei.parse import parse_note
from tests.parse.notes import after, people


def told(act: Act) -> str:
    """An act in a line: what is not so or not sure, who did it, who received it."""
    how = ["not"] * act.negated + ["likely"] * act.unsure + [act.kind.value] + ["draft"] * act.in_draft
    return " ".join([*how, *(a.name for a in act.agents), *(f">{a.name}" for a in act.recipients)])


@pytest.mark.parametrize(
    ("prose", "acts"),
    [
        ("Not approved by Winter.", ["not approved Winter"]),
        ("Never delivered to Winter on March 3.", ["not delivered >Winter"]),
        ("Not sent to London; not yet signed by Berg.", ["not sent >London", "not signed Berg"]),
        ("Never formally cleared by Lund.", ["not cleared Lund"]),
        ("Not signed or initialed by Berg.", ["not signed Berg", "not initialed Berg"]),
        ("Drafted and not cleared by Lund.", ["drafted", "not cleared Lund"]),
        ("Berg never approved it.", ["not approved Berg"]),
        ("Sent to London but not to Paris.", ["sent >London"]),
        ("Cleared by Lund and not by Berg.", ["cleared Lund"]),
        ("None of the copies were sent to Paris.", ["not sent >Paris"]),
        ("No copies to Berg.", ["not sent >Berg"]),
        ("Copies to Berg (not sent) and Lund.", ["sent >Lund"]),
        ("Drafted by Berg (?) and cleared by Lund (?).", ["likely drafted Berg", "likely cleared Lund"]),
        ("Probably drafted by Berg.", ["likely drafted Berg"]),
        ("Drafted, it seems, by Berg.", ["likely drafted Berg"]),
        ("Drafted by Berg; apparently cleared by Lund.", ["drafted Berg", "likely cleared Lund"]),
        ("Repeated to all NATO capitals except Paris.", ["repeated >all NATO capitals except Paris"]),
        ("Sent to all posts and to Oslo.", ["sent >all posts >Oslo"]),
        ("Cleared by Lund and in draft by Berg.", ["cleared Lund", "cleared draft Berg"]),
        ("Cleared in draft by Berg and at the White House.", ["cleared draft Berg the White House"]),
        (
            "Cleared in substance by Lund, in draft by Berg, and by Day.",
            ["cleared Lund", "cleared draft Berg", "cleared Day"],
        ),
    ],
)
def test_what_is_not_so_or_not_sure(prose: str, acts: list[str]) -> None:
    assert [told(act) for act in after(prose).acts] == acts


def test_another_day_is_not_the_day_before() -> None:
    facts = after("A copy was sent to Berg on March 15, who returned it the next day.", date="1975-03-20")
    assert [act.when.iso if act.when else None for act in facts.acts] == ["1975-03-15", None]


@pytest.mark.parametrize(
    "prose", ["No copy was found in Department of State, Central Files, POL 1 US.", "No copy is in the Berg Library."]
)
def test_a_copy_that_is_not_there_is_no_witness(prose: str) -> None:
    assert [witness.absent for witness in after(prose).witnesses] == [True]


@pytest.mark.parametrize(
    ("said", "level", "marks"),
    [
        ("Confidential; Priority", "Confidential", ["Priority"]),
        ("Secret", "Secret", []),
        ("No classification marking", "No classification marking", []),
        ("Eyes Only", None, ["Eyes Only"]),
    ],
)
def test_markings_are_no_place(said: str, level: str | None, marks: list[str]) -> None:
    facts = parse_note(f"Source: {said}. Drafted by Berg.")
    assert facts.base is None
    assert (facts.classification.text if facts.classification else None) == level
    assert [mark.text for mark in facts.markings] == marks


@pytest.mark.parametrize(
    ("prose", "language"),
    [
        ("The original is in German and was not found; the translation printed here is unofficial.", "en"),
        ("The source text is a translation; the original is in German and has not been found.", "en"),
        ("The source text is in Russian.", "ru"),
    ],
)
def test_the_language_of_an_original_that_is_not_printed(prose: str, language: str) -> None:
    assert after(prose).base_language == language


@pytest.mark.parametrize(
    ("said", "level", "marks"),
    [
        ("Secret; not Nodis.", "Secret", []),
        ("Secret; Not Releasable to Lund.", "Secret", ["Not Releasable to Lund"]),
        ("Secret; marked “Persönlich.”", "Secret", ["“Persönlich.”"]),
        ("No classification marking; marked “Personal.”", "No classification marking", ["“Personal.”"]),
    ],
)
def test_a_marking_that_is_denied_or_quoted(said: str, level: str, marks: list[str]) -> None:
    facts = parse_note(f"Source: Berg Library, Papers, Box 3. {said} Drafted by Lund.")
    assert facts.classification is not None
    assert (facts.classification.text, [mark.text for mark in facts.markings]) == (level, marks)
    assert people(facts, "drafted") == [(None, "Lund", None)]


@pytest.mark.parametrize("lead", ["ALS (DLC: Berg Papers). ", "Source: ALS (DLC: Berg Papers). "])
def test_what_follows_an_endorsement_is_not_swallowed(lead: str) -> None:
    facts = parse_note(f"{lead}Endorsed by Berg. He died in 1977. A long remark that nobody understands.")
    assert [s.span.of(facts.note) for s in facts.sentences if not s.understood][-1].startswith("A long remark")
