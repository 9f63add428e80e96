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


def test_a_date_that_no_one_reads_is_cut_off_and_told() -> None:
    head = "Hollis to Pryor, 12 Kal. May 1284"
    assert [a.wording for a in parse_head(head).recipients] == ["Pryor"]
    assert not_dated(head, load_vocabulary()) == "12 Kal. May 1284"


@pytest.mark.parametrize(
    ("tail", "dated"),
    [
        ("before 12 August 1720", {"notAfter": "1720-08-12"}),
        ("London, before 3 May 1720", {"notAfter": "1720-05-03", "place": "London"}),
        ("[not later than 3 May 1720]", {"notAfter": "1720-05-03"}),
        ("after 3 May 1720", {"notBefore": "1720-05-03"}),
        ("between 3 and 5 May 1720", {"notBefore": "1720-05-03", "notAfter": "1720-05-05"}),
        ("3 or 4 May 1720", {"notBefore": "1720-05-03", "notAfter": "1720-05-04"}),
        ("1720–1722", {"notBefore": "1720", "notAfter": "1722"}),
        ("late February 1720", {"notBefore": "1720-02-21", "notAfter": "1720-02-29"}),
        ("spring 1720", {"notBefore": "1720-03", "notAfter": "1720-06"}),
        ("[early 1720]", {"notBefore": "1720-01", "notAfter": "1720-04"}),
        ("3 May 1720 [i.e. 1721]", {"when": "1721-05-03"}),
        ("3 May 1720, copy", {"when": "1720-05-03"}),
        ("London, May 1720", {"when": "1720-05", "place": "London"}),
        ("London, [May 1720?]", {"when": "1720-05", "place": "London"}),
        ("c. 3 June 1699", {"when": "1699-06-03"}),
        ("12 Vendémiaire an IX", {"when": "1800-10-04"}),
        ("3 prairial an IX [23 mai 1801]", {"when": "1801-05-23"}),
        ("St Valentine's Day 1669", {"when": "1669-02-14"}),
        ("the end of May 1720", {"notBefore": "1720-05-21", "notAfter": "1720-05-31"}),
        ("[London?], [May? 1720]", {"when": "1720-05", "place": "London"}),
        ("before 14 February 1683/4", {"notAfter": "1684-02-24"}),
        ("London, not later than 12/22 May 1683", {"notAfter": "1683-05-22", "place": "London"}),
        ("about 14 February 1683 O.S.", {"when": "1683-02-24"}),
        ("before Easter Monday 1893", {"notAfter": "1893-04-03"}),
        ("31 November 1720", {}),
        ("1720s", {}),
        ("3 prairial an IX [24 mai 1801]", {}),
    ],
)
def test_a_period_or_a_bound_is_no_part_of_a_name(tail: str, dated: dict[str, str]) -> None:
    for begins in ("Letter from Anna Quill to Peter Rook", "Anna Quill to Peter Rook"):
        facts = parse_head(f"{begins}, {tail}")
        parties = [(a.wording, a.office) for a in (*facts.senders, *facts.recipients)]
        assert parties == [("Anna Quill", None), ("Peter Rook", None)]
        told, _ = dated_by_heading(_record(f"{begins}, {tail}"), load_vocabulary())
        assert {fact.name: fact.value for fact in told} == dated
        assert bool(not_dated(f"{begins}, {tail}", load_vocabulary())) == (not dated)


@pytest.mark.parametrize(
    ("head", "dated"),
    [
        ("Anna Berg an Karl Vogt, Bern, [nach dem 5. Mai 1943]", {"notBefore": "1943-05-05", "place": "Bern"}),
        ("Anna Berg an Karl Vogt, Bern, 3.–5. Mai 1943", {"notBefore": "1943-05-03", "notAfter": "1943-05-05", "place": "Bern"}),
        ("Anne Dupré à Paul Martin, Paris, avant le 5 mai 1743", {"notAfter": "1743-05-05", "place": "Paris"}),
        ("Письмо А. П. Берга к К. И. Фогту, весна 1753", {"notBefore": "1753-03", "notAfter": "1753-06"}),
    ],
)  # fmt: skip
def test_a_period_in_another_language(head: str, dated: dict[str, str]) -> None:
    told, _ = dated_by_heading(_record(head), load_vocabulary())
    assert {fact.name: fact.value for fact in told} == dated
    assert {fact.found for fact in told if fact.name != "place"} == {Found.INFERRED}
    (recipient,) = parse_head(head).recipients
    assert "," not in recipient.wording


def test_whoever_is_called_by_rank_and_seat_has_no_other_name() -> None:
    (justices,) = parse_head("Privy Council to the Justices of the Peace of Norfolk, 1 Dec 1596").recipients
    assert (str(justices.kind), justices.office) == ("body", None)
    facts = parse_head("Duke of Somerset to the Mayor and Aldermen of London, 3 May 1547")
    (sender,), (recipient,) = facts.senders, facts.recipients
    assert (sender.wording, sender.office, sender.is_post) == ("Duke of Somerset", None, True)
    assert (recipient.wording, str(recipient.kind)) == ("Mayor and Aldermen of London", "body")
