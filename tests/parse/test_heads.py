"""Kind, sender and recipient from a heading."""

from __future__ import annotations

import pytest

from kktei.parse import findings_of_head, parse_head

CASES = [
    ("Letter From President Kennedy to Chairman Khrushchev", "letter", ["President Kennedy"], ["Chairman Khrushchev"]),
    ("Message From Chairmen Khrushchev and Brezhnev to President Kennedy", "message", ["Chairman Khrushchev", "Chairman Brezhnev"], ["President Kennedy"]),
    ("Message From the Soviet Ministry of Foreign Affairs to the Soviet Ambassador to the United States (Dobrynin)", "message", ["Soviet Ministry of Foreign Affairs"], ["Soviet Ambassador to the United States (Dobrynin)"]),
    ("Text of Telegram From the Ambassador to Vietnam (Lodge)", "telegram", ["Ambassador to Vietnam (Lodge)"], []),
    ("Telegram From the Mission to the United Nations to the Department of State", "telegram", ["Mission to the United Nations"], ["Department of State"]),
    ("Telegram From the Department of State to the Embassy in Germany and the Mission at Berlin", "telegram", ["Department of State"], ["Embassy in Germany", "Mission at Berlin"]),
    ("Memorandum From McGeorge Bundy to Secretary of State Rusk, Secretary of Defense McNamara, and Director of Central Intelligence McCone", "memorandum", ["McGeorge Bundy"], ["Secretary of State Rusk", "Secretary of Defense McNamara", "Director of Central Intelligence McCone"]),
    ("Memorandum From the Assistant Secretary of State for Near Eastern and South Asian Affairs (Talbot) to the Under Secretary of State (Ball)", "memorandum", ["Assistant Secretary of State for Near Eastern and South Asian Affairs (Talbot)"], ["Under Secretary of State (Ball)"]),
    ("Memorandum of Conversation", "memorandum of conversation", [], []),
    ("National Security Action Memorandum No. 336", "national security action memorandum", [], []),
    ("Special Report Prepared in the Central Intelligence Agency", "special report", ["Central Intelligence Agency"], []),
    ("Oral Statement by Chairman Khrushchev to President Kennedy", "oral statement", ["Chairman Khrushchev"], ["President Kennedy"]),
]  # fmt: skip


@pytest.mark.parametrize(("head", "kind", "senders", "recipients"), CASES)
def test_head(head: str, kind: str, senders: list[str], recipients: list[str]) -> None:
    facts = parse_head(head)
    assert facts.kind == kind
    assert [a.wording for a in facts.senders] == senders
    assert [a.wording for a in facts.recipients] == recipients
    assert facts.understood


def test_a_head_that_fits_nothing_says_so() -> None:
    assert not parse_head("Some Thoughts").understood
    assert parse_head("").kind == ""
    assert [f.code for f in findings_of_head(parse_head("Some Thoughts"), file="a.txt", line=3)] == ["N007"]
    assert findings_of_head(parse_head("Memorandum of Conversation")) == []
