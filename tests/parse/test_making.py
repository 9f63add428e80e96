"""Who drafted, cleared and approved: lists that nest, offices before and after, dates between."""

from __future__ import annotations

import pytest

from tests.parse.notes import after, people

CASES = [
    ("Drafted and approved by James E. Goodby of ACDA.", "approved", [(None, "James E. Goodby", "ACDA")]),
    ("Drafted by S/S-S Harrison; cleared by Davis, Henry (SOV), and Bromley Smith.", "cleared", [(None, "Davis", None), (None, "Henry", "SOV"), (None, "Bromley Smith", None)]),
    ("Cleared in draft by Rusk and at the White House.", "cleared", [(None, "Rusk", None), (None, "the White House", None)]),
    ("Drafted by General Clifton at the White House.", "drafted", [("General", "Clifton", "White House")]),
    ("Approved in S on May 5.", "approved", [(None, "S", None)]),
    ("Approved in S/S by Brubeck and in EUR by Tyler.", "approved", [(None, "Brubeck", "S/S"), (None, "Tyler", "EUR")]),
    ("Cleared by EUR, G/PM, and the Department of Defense.", "cleared", [(None, "EUR", None), (None, "G/PM", None), (None, "the Department of Defense", None)]),
    ("Cleared by Assistant Secretary of State for European Affairs Tyler.", "cleared", [("Assistant Secretary of State for European Affairs", "Tyler", None)]),
    ("Drafted by Henry T. Snowden, Chief of the Aviation Division, and Read (S/S).", "drafted", [("Chief of the Aviation Division", "Henry T. Snowden", None), (None, "Read", "S/S")]),
    ("Cleared by Nitze (DOD/ISA) in draft, Meeker (L) (in draft), and Foy D. Kohler, Jr. (EUR).", "cleared", [(None, "Nitze", "DOD/ISA"), (None, "Meeker", "L"), (None, "Foy D. Kohler, Jr.", "EUR")]),
    ("According to another copy, this telegram was drafted by Guthrie on May 3.", "drafted", [(None, "Guthrie", None)]),
    ("The letter was forwarded by Bundy after clearance at the Department of State by U. Alexis Johnson.", "cleared", [(None, "U. Alexis Johnson", "Department of State")]),
]  # fmt: skip


@pytest.mark.parametrize(("prose", "kind", "expected"), CASES)
def test_people(prose: str, kind: str, expected: list) -> None:
    assert people(after(prose), kind) == expected


def test_every_agent_s_stretch_is_its_wording() -> None:
    facts = after("Drafted by Davis (EUR) and cleared by General Gray of ISA.")
    for act in facts.acts:
        for agent in act.agents:
            assert agent.span.of(facts.note) == agent.wording
            assert agent.name_span.of(facts.note) == agent.name
            assert agent.office_span.of(facts.note) == agent.office


@pytest.mark.parametrize(
    "prose",
    [
        "A memorandum drafted by Smith is attached.",
        "A memorandum of the conversation, drafted by Akalovsky, is ibid., Conference Files: Lot 66 D 110.",
        "Telegram 12 was drafted by Brown and approved by Ball.",
    ],
)
def test_drafting_of_another_paper_is_not_this_document_s(prose: str) -> None:
    assert people(after(prose), "drafted") == []
