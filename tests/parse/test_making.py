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
    ("Cleared by Day (EUR).", "cleared", [(None, "Day", "EUR")]),
    ("Drafted by Berg and Lund (both NE/N).", "drafted", [(None, "Berg", "NE/N"), (None, "Lund", "NE/N")]),
    ("Cleared by Berg (White House), Dahl and Lund (both in EUR), and Moe.", "cleared", [(None, "Berg", "White House"), (None, "Dahl", "EUR"), (None, "Lund", "EUR"), (None, "Moe", None)]),
    ("Cleared by Berg, Dahl, and Moe (all in draft).", "cleared", [(None, "Berg", None), (None, "Dahl", None), (None, "Moe", None)]),
    ("Cleared with Lund, Dahl (INR), and by phone with Moe (Defense).", "cleared", [(None, "Lund", None), (None, "Dahl", "INR"), (None, "Moe", "Defense")]),
    ("Cleared with Berg (NEA) and, in draft, with Lund (S/P).", "cleared", [(None, "Berg", "NEA"), (None, "Lund", "S/P")]),
    ("Cleared by Dahl (EUR), Hill of DOD (ISA), Moe (NSC), and Lund.", "cleared", [(None, "Dahl", "EUR"), (None, "Hill", "DOD"), (None, "Moe", "NSC"), (None, "Lund", None)]),
    ("Cleared by Lund, May 4, and Dahl, May 5.", "cleared", [(None, "Lund", None), (None, "Dahl", None)]),
    ("Cleared by Berg for Lund (EUR) and by Dahl.", "cleared", [(None, "Berg", None), (None, "Dahl", None)]),
    ("Cleared by the White House (Lund and Mr. Dahl) and Moe.", "cleared", [(None, "Lund", "White House"), ("Mr.", "Dahl", "White House"), (None, "Moe", None)]),
    ("Drafted by Berg from Lund’s notes.", "drafted", [(None, "Berg", None)]),
    ("Drafted by Jonas Berg, Country Director, Northern Affairs; cleared by Lund.", "drafted", [("Country Director, Northern Affairs", "Jonas Berg", None)]),
    ("Drafted by Jonas Berg, NSC staff officer, and sent to Oslo.", "drafted", [("NSC staff officer", "Jonas Berg", None)]),
    ("Drafted by Berg, Economic Officer, and cleared by Lund.", "drafted", [("Economic Officer", "Berg", None)]),
    ("Transmitted in telegram 67 to Oslo, May 3, which is the source text. Telegram 67 was drafted by Berg of S/S.", "drafted", [(None, "Berg", "S/S")]),
    ("Transmitted in telegram 67 to Oslo, May 3. Telegram 67 was drafted by Berg of S/S.", "drafted", []),
    ("Lund submitted drafts of this telegram to Moe, who approved both drafts.", "approved", [(None, "Moe", None)]),
    ("Lund forwarded a copy with a paper indicating that Rusk and Dahl cleared the telegram.", "cleared", [(None, "Rusk", None), (None, "Dahl", None)]),
    ("Lund transmitted to the Board a draft paper entitled “Norland,” which was prepared in the Department.", "drafted", []),
    ("Winter prepared a second version on May 3.", "drafted", []),
    ("On May 3, Lund drafted a letter for Moe that Dahl could send.", "drafted", []),
    ("Winter prepared the memorandum on May 3.", "drafted", [(None, "Winter", None)]),
    ("Text received from Oslo, cleared by Berg.", "cleared", [(None, "Berg", None)]),
    ("Drafted by van der Berg; cleared by de la Cruz and Robert von der Lund (EUR).", "drafted", [(None, "van der Berg", None)]),
    ("Drafted by van der Berg; cleared by de la Cruz and Robert von der Lund (EUR).", "cleared", [(None, "de la Cruz", None), (None, "Robert von der Lund", "EUR")]),
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


def test_a_post_and_the_name_after_its_comma_are_one() -> None:
    facts = after("Drafted by the Officer in Charge of Norland Affairs, Jonas Berg, and the Second Secretary, Ada Day.")
    assert people(facts, "drafted") == [
        ("Officer in Charge of Norland Affairs", "Jonas Berg", None),
        ("Second Secretary", "Ada Day", None),
    ]


@pytest.mark.parametrize(
    ("prose", "names"),
    [
        ("Cleared by Major, Ada R. Berg (T), and Lord.", ["Major|", "Ada R. Berg|T", "Lord|"]),
        ("Cleared by Ambassador Lord, Jonas W. Berg, and Justice.", ["Lord|", "Jonas W. Berg|", "Justice|"]),
        ("Cleared by Berg of JCS/J–5 and Day of C. Repeated to Oslo.", ["Berg|JCS/J–5", "Day|C"]),
        ("Cleared by Captain Major (in draft) and Lund.", ["Major|", "Lund|"]),
    ],
)
def test_names_that_are_ranks_and_offices_of_one_letter(prose: str, names: list[str]) -> None:
    assert [f"{name}|{office or ''}" for _, name, office in people(after(prose), "cleared")] == names
