"""Dates of headings of early letters: of two calendars, of feasts, with bounds, of letters without a date."""

from __future__ import annotations

import pytest

from kktei.model import DocumentId, Found, Position, Record
from kktei.parse import dated_by_heading, load_vocabulary, not_dated, parse_head


def _record(head: str) -> Record:
    here = Position("letters.txt", 1, 1)
    return Record(DocumentId("1", "d001", "1"), head, "", here, here)


@pytest.mark.parametrize(
    ("tail", "dated", "found"),
    [
        (", Aleppo, 12/22 May 1683", {"when": "1683-05-22", "place": "Aleppo"}, Found.STATED),
        (", May 12/22, 1683", {"when": "1683-05-22"}, Found.STATED),
        (", 22 May/1 June 1683", {"when": "1683-06-01"}, Found.STATED),
        (", 28 December 1683/7 January 1684", {"when": "1684-01-07"}, Found.STATED),
        (", 10/20 Jan. 1683/4", {"when": "1684-01-20"}, Found.STATED),
        (", 1/12 March 1735", {"when": "1735-03-12"}, Found.STATED),
        (", 3 February 1683/4", {"when": "1684-02-13"}, Found.INFERRED),
        (", 3rd February 1483/4", {"when": "1484-02-03"}, Found.STATED),
        (", 3 May 1683 O.S.", {"when": "1683-05-13"}, Found.INFERRED),
        (", 22 Sept 1608 (N.S.)", {"when": "1608-09-22"}, Found.STATED),
        (", London, Xmas Day 1684", {"when": "1684-12-25", "place": "London"}, Found.INFERRED),
        (", n.d. [before 14 June 1684]", {"notAfter": "1684-06-14"}, Found.INFERRED),
        (", [after 3 May 1683]", {"notBefore": "1683-05-03"}, Found.INFERRED),
        (", London [about 3 May 1683]", {"when": "1683-05-03", "place": "London"}, Found.INFERRED),
        (" [lost], 3 May 1683", {"when": "1683-05-03"}, Found.STATED),
        (", from the court at Richmond, 5 September 1586", {"when": "1586-09-05", "place": "the court at Richmond"}, Found.STATED),
        (", Leaguer before York, 5 July 1644", {"when": "1644-07-05", "place": "Leaguer before York"}, Found.STATED),
        (", February 1586/7", {"when": "1587-02"}, Found.INFERRED),
        (", [c. 1160]", {"when": "1160"}, Found.INFERRED),
        (", Calais, 15 November 1545 [draft]", {"when": "1545-11-15", "place": "Calais"}, Found.STATED),
        (", Sheen, 25 April [1497]", {"when": "1497-04-25", "place": "Sheen"}, Found.INFERRED),
        (", [Madrid, 10/20 March 1622/3]", {"when": "1623-03-20", "place": "Madrid"}, Found.INFERRED),
        (", s.d.", {}, None),
        (", [n.d.]", {}, None),
        (" [not found]", {}, None),
    ],
)  # fmt: skip
def test_a_date_is_no_part_of_the_recipient(tail: str, dated: dict[str, str], found: Found | None) -> None:
    head = f"Thomas Hollis to William Pryor{tail}"
    facts = parse_head(head)
    assert [(a.wording, a.office) for a in (*facts.senders, *facts.recipients)] == [("Thomas Hollis", None), ("William Pryor", None)]  # fmt: skip
    told, _ = dated_by_heading(_record(head), load_vocabulary())
    assert {fact.name: fact.value for fact in told} == dated
    assert next((fact.found for fact in told), None) == found
    assert not not_dated(head, load_vocabulary())


@pytest.mark.parametrize("tail", ["12/23 May 1683", "the morrow of St Martin 1284", "3 February 1683/6"])
def test_a_date_that_gives_no_day_is_told(tail: str) -> None:
    assert not_dated(f"Hollis to Pryor, {tail}", load_vocabulary()) == tail
    assert not dated_by_heading(_record(f"Hollis to Pryor, {tail}"), load_vocabulary())[0]


def test_what_ends_with_a_year_is_nobody() -> None:
    facts = parse_head("Hollis to Pryor, 12 Kal. May 1284")
    assert (facts.recipients, facts.understood) == ((), False)


def test_whoever_is_called_by_rank_and_seat_has_no_other_name() -> None:
    (justices,) = parse_head("Privy Council to the Justices of the Peace of Norfolk, 1 Dec 1596").recipients
    assert (str(justices.kind), justices.office) == ("body", None)
    facts = parse_head("Duke of Somerset to the Mayor and Aldermen of London, 3 May 1547")
    (sender,), (recipient,) = facts.senders, facts.recipients
    assert (sender.wording, sender.office, sender.is_post) == ("Duke of Somerset", None, True)
    assert (recipient.wording, str(recipient.kind)) == ("Mayor and Aldermen of London", "body")
