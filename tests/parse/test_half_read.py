"""A clause that is understood in part gives a finding with what was not read."""

from __future__ import annotations

import pytest

from kktei.parse import findings_of, parse_note

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
    "cover", ["under an April 3 covering memorandum", "under cover of a memorandum from Lund, April 3"]
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
