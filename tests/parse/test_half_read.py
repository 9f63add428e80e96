"""A clause that is understood in part gives a finding with what was not read."""

from __future__ import annotations

import pytest

from kktei.parse import findings_of, parse_note
from tests.parse.notes import after

START = "Source: Kennedy Library, Berg Papers. Secret. "


def told(sentence: str) -> list[str]:
    return [f.message for f in findings_of(parse_note(START + sentence, date="1961-01-21")) if f.code == "N008"]


@pytest.mark.parametrize(
    ("sentence", "recipients", "when"),
    [
        ("Sent by pouch to Bonn on April 5.", ["Bonn"], "1961-04-05"),
        ("Repeated priority to Tokyo and London.", ["Tokyo", "London"], None),
        ("Repeated to Saigon for POLAD, Tokyo, and London.", ["Saigon for POLAD", "Tokyo", "London"], None),
        ("Repeated to Seoul for Ambassador Berg and to Tokyo.", ["Seoul for Ambassador Berg", "Tokyo"], None),
        (
            "Repeated to Seoul for Berg, who was in Bonn, and to Tokyo and Oslo.",
            ["Seoul for Berg", "Tokyo", "Oslo"],
            None,
        ),
        ("On April 5 Winter sent Berg a copy.", ["Berg"], "1961-04-05"),
    ],
)
def test_what_was_lost_is_read(sentence: str, recipients: list[str], when: str | None) -> None:
    facts = parse_note(START + sentence, date="1961-01-21")
    (act,) = facts.acts
    assert [agent.wording for agent in act.recipients] == recipients
    assert (act.when.iso if act.when else None) == when
    assert told(sentence) == []


@pytest.mark.parametrize(
    "cover",
    [
        "under an April 3 covering memorandum",
        "under cover of a memorandum from Lund L. Day, April 3",
        "under cover of a memorandum from Lund, April 3",
    ],
)
def test_a_covering_paper_is_what_carried_it(cover: str) -> None:
    (act,) = parse_note(f"{START}Forwarded by Winter to Berg {cover}.", date="1961-01-21").acts
    assert act.carrier is not None
    assert act.carrier.endswith(cover.split(maxsplit=1)[1].removeprefix("cover of ")[-12:])
    assert told(f"Forwarded by Winter to Berg {cover}.") == []


@pytest.mark.parametrize(
    ("sentence", "unread"),
    [
        ("Handed to Berg on April 5 during the Oslo talks.", "Oslo"),
        ("Sent by Winter from Seventh Army headquarters near Bonn.", "Bonn"),
        ("Prepared in the Office of Norland Affairs by [name not declassified].", "[name not declassified]"),
        ("Drafted by Berg with [name and title not declassified].", "[name and title not declassified]"),
        ("Drafted by Berg, who, with Lund, was in Oslo, and by Winter.", "Winter"),
    ],
)
def test_what_is_not_read_is_named(sentence: str, unread: str) -> None:
    (message,) = told(sentence)
    assert f"“{unread}”" in message


@pytest.mark.parametrize(
    "sentence",
    [
        "Drafted by Winter on January 20 and cleared by Berg.",
        "Sent to Bonn, noting that Lund had been in Oslo on May 3.",
        "According to Lund, it was handed to Berg by Winter.",
        "The meeting was held at the White House.",
    ],
)
def test_what_stands_beside_is_no_part_of_the_clause(sentence: str) -> None:
    assert told(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "people"),
    [
        ("Drafted by Jonas Berg, Third Secretary and press officer of the Legation.", [("Jonas Berg", "Third Secretary and press officer of the Legation")]),
        ("Drafted by Jonas Berg, Officer in Charge of Norland Affairs.", [("Jonas Berg", "Officer in Charge of Norland Affairs")]),
        ("Drafted by Ada Winter, Berg’s secretary.", [("Ada Winter", "Berg’s secretary")]),
        ("Drafted by Deputy Chief of Protocol Jonas J. Winter and Director of the Office of Norland Affairs Karl Lund.", [("Jonas J. Winter", "Deputy Chief of Protocol"), ("Karl Lund", "Director of the Office of Norland Affairs")]),
        ("Drafted by Secretary Winter (signed for him by Day).", [("Winter", "Secretary")]),
    ],
)  # fmt: skip
def test_posts_are_no_people(sentence: str, people: list[tuple[str, str]]) -> None:
    (act,) = parse_note(START + sentence).acts
    assert [(agent.name, agent.title) for agent in act.agents] == people


@pytest.mark.parametrize(
    ("note", "repository", "path"),
    [
        ("Source: Berg Library, Winter Papers, Norland-U.S. Relations. Secret.", "Berg Library", ["Winter Papers", "Norland-U.S. Relations"]),
        ("[Source: Berg Library, Winter Papers. Secret.]", "Berg Library", ["Winter Papers"]),
        ("source: Berg Library, Winter Papers. Secret.", "Berg Library", ["Winter Papers"]),
        ("Source Kennedy Library, Winter Papers. Secret.", "Kennedy Library", ["Winter Papers"]),
        ("Summary: The Embassy was told. Berg agreed. Source: Berg Library, Winter Papers. Secret.", "Berg Library", ["Winter Papers"]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("stop", ["", " 4 pages not declassified.", " Exdis.Sent to Oslo."])
def test_slips_of_the_print_cost_no_place_and_no_marking(
    note: str, repository: str, path: list[str], stop: str
) -> None:
    facts = parse_note(note if note.endswith("]") else note + stop)
    assert facts.base is not None
    assert facts.base.location is not None
    assert (facts.base.location.repository, list(facts.base.location.path)) == (repository, path)
    assert facts.classification is not None
    assert facts.classification.label == "Secret"


@pytest.mark.parametrize("mark", ["Secret: Niact", "Secret; Niact"])
def test_markings_may_be_parted_by_a_colon(mark: str) -> None:
    facts = parse_note(f"Source: Kennedy Library, Berg Papers. {mark}.")
    assert [m.label for m in (facts.classification, *facts.markings) if m] == ["Secret", "Niact"]


def test_a_place_after_ibid_is_no_new_repository() -> None:
    facts = parse_note(
        "Source: National Archives, NSC Files, Box 5. Secret. A log is attached. (Ibid., White House Special Files, Log)"
    )
    (witness,) = facts.witnesses
    assert witness.location is not None
    assert witness.location.repository == "National Archives"


def test_a_draft_s_journey_is_not_the_letter_s() -> None:
    assert parse_note(f"{START}Lund forwarded a draft of the letter to Winter on May 2.").acts == ()


def test_a_covering_paper_needs_no_article() -> None:
    (act,) = after(
        "Given to the President under February 10 covering memorandum from James L. Brown, Briefing Officer."
    ).acts
    assert act.carrier == "February 10 covering memorandum from James L. Brown"


def test_the_bodies_that_took_part_in_an_estimate_are_no_fact_that_was_lost() -> None:
    assert told("The Department of State and the Winter Agency participated in the preparation of this estimate.") == []


@pytest.mark.parametrize("sentence", ["Autograph.", "Autograph, signed.", "Holograph.", "Typescript."])
def test_how_a_copy_was_written_is_a_remark(sentence: str) -> None:
    assert {f.code for f in findings_of(parse_note(START + sentence, date="1961-01-21"))} <= {"N005"}
