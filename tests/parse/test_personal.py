"""What can be somebody's name, and what has capitals for another reason."""

from __future__ import annotations

import pytest

from kktei.model import AgentKind
from kktei.parse import load_vocabulary, not_people, parse_head, parse_note
from kktei.parse.personal import is_personal
from tests.parse.notes import after

NAMES = ["Berg", "Jonas A. Berg, Jr.", "Macchi di Cellere", "E. M. House", "Robert R. West", "U Thant", "Spring Rice",
         "President Winter", "Soviet Ambassador Berg", "de la Mare", "McGeorge Bundy", "Landreth M. Harrison"]  # fmt: skip
OTHERS = ["Korea", "Department", "Action", "Far East", "South Koreans", "Australians", "Wednesday", "January 1960",
          "Supreme Soviet", "Joint Policy Declaration", "East-West Relations", "Board Assistants", "Addis Ababa", "I'll",
          "CINCLANT", "Department's", "Progress Report", "National Security Act", "Rusk, Ball", "Dillon’s group",
          "Lund. Norlandic proposals re Oslo", "transcripts", "Military Government", "Strategic Issues", "Norland Side"]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_names(name: str) -> None:
    assert is_personal(name, load_vocabulary())


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_no_name(name: str) -> None:
    assert not is_personal(name, load_vocabulary())


def test_what_prose_mentions_is_a_person_only_by_a_name() -> None:
    facts = after("On Wednesday Jonas Berg spoke of the Far East and the Supreme Soviet with the South Koreans.")
    assert [m.text for m in facts.mentions if m.kind == "person"] == ["Jonas Berg"]


def test_who_stands_among_agents_and_is_nobody() -> None:
    head = parse_head("Telegram from Bogota to Lund")
    note = parse_note("Source: A Library, Berg Papers. Secret. Sent to Ankara, COMNAVFE, and Moe.")
    assert not_people(head, note, load_vocabulary()) == {"Bogota", "Ankara"}
    (sender,) = parse_head("Telegram From CINCLANT to Lund").senders
    assert sender.kind is AgentKind.BODY
