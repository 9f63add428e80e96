"""What happened to the text, with actor, recipient, date, time; and what did not."""

from __future__ import annotations

import pytest

from kktei.model import ActKind, WitnessKind
from tests.parse.notes import after

CASES = [
    ("Repeated to Tokyo and priority to Bern and Stockholm.", ActKind.REPEATED, [], ["Tokyo", "Bern", "Stockholm"], None),
    ("Sent to Oslo and for information to Paris and Bonn.", ActKind.SENT, [], ["Oslo", "Paris", "Bonn"], None),
    ("Repeated to Geneva and London.", ActKind.REPEATED, [], ["Geneva", "London"], None),
    ("This message was delivered to Khrushchev by Kohler on April 24.", ActKind.DELIVERED, ["Kohler"], ["Khrushchev"], "1963-04-24"),
    ("This letter, which bears the notation “informal translation,” was handed to Thompson by Dobrynin on April 29.", ActKind.HANDED, ["Dobrynin"], ["Thompson"], "1963-04-29"),
    ("A note on the source text indicates it was handed to Dobrynin by Thompson at 6 p.m. May 13.", ActKind.HANDED, ["Thompson"], ["Dobrynin"], "1963-05-13T18:00:00"),
    ("The source text indicates that Rusk saw it.", ActKind.SEEN, ["Rusk"], [], None),
    ("A copy was sent to McGeorge Bundy.", ActKind.SENT, [], ["McGeorge Bundy"], None),
    ("Copies to Murphy and Merchant.", ActKind.SENT, [], ["Murphy", "Merchant"], None),
    ("Handed to Dobrynin by Thompson at 4:05 a.m. May 13.", ActKind.HANDED, ["Thompson"], ["Dobrynin"], "1963-05-13T04:05:00"),
    ("Handed to Dobrynin by Thompson at 1345Z May 13.", ActKind.HANDED, ["Thompson"], ["Dobrynin"], "1963-05-13T13:45:00Z"),
    ("Handed to Dobrynin by Thompson at noon, May 13.", ActKind.HANDED, ["Thompson"], ["Dobrynin"], "1963-05-13T12:00:00"),
    ("The Director of CIA submitted this message to Winter.", ActKind.FORWARDED, ["Director of CIA"], ["Winter"], None),
    ("The Ambassador in Oslo sent this message to Winter.", ActKind.SENT, ["Ambassador in Oslo"], ["Winter"], None),
    ("Jonas Berg of ACDA and Lund of CIA approved it.", ActKind.APPROVED, ["Jonas Berg of ACDA", "Lund of CIA"], [], None),
    ("According to telegram 3101 from Moscow, June 8, Gromyko handed this letter to Kohler at 4 p.m. that day.", ActKind.HANDED, ["Gromyko"], ["Kohler"], "1963-06-08T16:00:00"),
]  # fmt: skip


@pytest.mark.parametrize(("prose", "kind", "agents", "recipients", "when"), CASES)
def test_act(prose: str, kind: ActKind, agents: list[str], recipients: list[str], when: str | None) -> None:
    (act,) = [act for act in after(prose, date="1963-05-20").acts if act.kind is kind]
    assert [agent.wording for agent in act.agents] == agents
    assert [agent.wording for agent in act.recipients] == recipients
    assert (act.when.iso if act.when else None) == when


def test_a_year_that_the_words_do_not_give_is_inferred_or_missing() -> None:
    prose = "This message was delivered to Khrushchev on January 2."
    (known,) = after(prose, date="1963-12-28").acts
    assert (known.when.iso, known.when.year_inferred) == ("1964-01-02", True)
    (unknown,) = after(prose).acts
    assert (unknown.when.iso, unknown.when.wording) == (None, "January 2")


@pytest.mark.parametrize("to", ["him", "the Chairman"])
def test_what_was_to_be_delivered_is_one_act_that_did_not_happen(to: str) -> None:
    (act,) = after(f"The letter is intended to be delivered to {to} by Ambassador Berg on May 3, 1963.").acts
    assert (act.kind.value, [a.wording for a in act.agents], act.intended) == ("delivered", ["Ambassador Berg"], True)
    assert act.when
    assert act.when.iso == "1963-05-03"


def test_the_soviet_message_read_and_given_back() -> None:
    prose = (
        "On April 3, 1963, Ambassador Dobrynin handed an English translation of this message to Robert Kennedy, who read it, "
        "returned it to Dobrynin, and summarized its contents in an April 3 memorandum to President Kennedy (Document 94). "
        "Although the message was directed to Robert Kennedy, it was clearly intended that he pass it along to President Kennedy."
    )
    facts = after(prose)
    done = [(a.kind.value, [x.name for x in a.agents], [x.name for x in a.recipients], a.intended) for a in facts.acts]
    assert done == [
        ("handed", ["Dobrynin"], ["Robert Kennedy"], False),
        ("read", ["Robert Kennedy"], [], False),
        ("returned", ["Robert Kennedy"], ["Dobrynin"], False),
        ("summarized", ["Robert Kennedy"], [], False),
        ("forwarded", ["Robert Kennedy"], ["Kennedy"], True),
    ]
    assert facts.acts[3].carrier == "an April 3 memorandum to President Kennedy"
    assert [(w.kind, w.language) for w in facts.witnesses] == [(WitnessKind.LOST, "en")]


@pytest.mark.parametrize(
    "prose",
    [
        "President Kennedy was assassinated in Dallas, Texas, on November 22.",
        "The agenda was discussed at length and the visitors left.",
        "Quite another thing happened then, whatever one may think of it.",
    ],
)
def test_what_no_rule_takes_stays_prose(prose: str) -> None:
    facts = after(prose)
    assert [s.understood for s in facts.sentences] == [True, True, False]
    assert (facts.acts, facts.witnesses, facts.published_in, facts.references) == ((), (), (), ())
