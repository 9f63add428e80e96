"""Names that records had: what becomes of them when an editor works on the authority file."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pytest
from lxml import etree

from kktei.encode import authorities
from kktei.encode.authorities import AuthorityIndex
from kktei.encode.authorities.former import remembered
from kktei.encode.authorities.index import keys_of
from kktei.encode.authorities.records import Former, Holding
from kktei.findings import Finding

PLACES = {"vienna": "Vienna", "prague": "Prague", "bonn": "Bonn"}


def written(places: Mapping[str, str], file: str = "f") -> bytes:
    listed = "".join(f"<place xml:id='{key}'><placeName>{name}</placeName></place>" for key, name in places.items())
    text = f"<TEI xmlns='http://www.tei-c.org/ns/1.0' xml:id='{file}'><standOff><listPlace>{listed}</listPlace></standOff></TEI>"
    return text.encode()


def index(places: Mapping[str, str], file: str = "f") -> AuthorityIndex:
    return authorities.load(written(places, file))


def nobody(_gone: Collection[str]) -> Mapping[str, str]:
    return {}


def kept(formers: Collection[Former]) -> set[tuple[str, str]]:
    """The names, and the ids that they lead to."""
    return {(former.key[-1], former.id) for former in formers if former.kind == "place"}


def test_nothing_is_to_be_remembered_where_nothing_changed() -> None:
    same = index(PLACES)
    assert remembered(same, same, (), nobody).formers == ()


def test_a_record_that_is_renamed_is_led_to_and_told_once() -> None:
    before, now = index(PLACES), index(PLACES | {"vienna": "Wien"})
    first = remembered(before, now, (), nobody)
    assert kept(first.formers) == {("vienna", "vienna")}
    assert len(first.findings) == 1
    assert "“vienna” is no name of vienna any more (now “wien”)" in first.findings[0].message
    again = remembered(before, now, first.formers, nobody)
    assert (again.formers, again.findings) == (first.formers, ())


def test_a_name_that_a_record_has_again_is_none_that_it_had() -> None:
    now = index(PLACES)
    stored = remembered(index(PLACES), index(PLACES | {"vienna": "Wien"}), (), nobody).formers
    assert remembered(now, now, stored, nobody).formers == ()


def test_a_record_that_is_gone_leads_nowhere_or_to_its_heir() -> None:
    before, now = index(PLACES), index({"vienna": "Vienna", "prague": "Prague"})
    gone = remembered(before, now, (), nobody)
    assert kept(gone.formers) == {("bonn", "")}
    assert (gone.findings, gone.heirs) == ((), {})
    led = remembered(before, now, (), lambda lost: dict.fromkeys(lost, "prague"))
    assert kept(led.formers) == {("bonn", "prague")}
    assert led.heirs == {"bonn": "prague"}
    assert [f.code for f in led.findings] == ["E011"]
    astray = remembered(before, now, (), lambda lost: dict.fromkeys(lost, "nowhere"))
    assert (kept(astray.formers), astray.heirs) == ({("bonn", "")}, {})


def test_a_record_under_another_id_is_the_heir_of_the_one_with_its_name() -> None:
    before, now = index(PLACES), index({"vienna": "Vienna", "prague": "Prague", "bn": "Bonn"})
    made = remembered(before, now, (), nobody)
    assert (made.heirs, kept(made.formers)) == ({"bonn": "bn"}, set())
    stored = (Former("place", ("bonna",), "bonn"),)
    assert kept(remembered(before, now, stored, nobody).formers) == {("bonna", "bn")}


def test_another_file_in_its_place_tells_nothing() -> None:
    before = index(PLACES)
    assert remembered(before, index({"x": "Paris"}), (), nobody).formers == ()
    assert remembered(before, index(PLACES | {"vienna": "Wien"}, "g"), (), nobody).formers == ()
    assert remembered(before, index({"vienna": "Vienna", "prague": "Prague"}), (), nobody).formers != ()


def test_only_a_lot_is_known_by_its_number() -> None:
    folder, lot, unnumbered = (
        Holding(f"h{n}", ("A",), kind, number)
        for n, (kind, number) in enumerate([("box", "7"), ("lot", "7"), ("lot", "")])
    )
    assert [("lot", "7") in keys_of(record) for record in (folder, lot)] == [False, True]
    assert [key[0] for key in keys_of(unnumbered)] == ["holding"]


@pytest.mark.parametrize(
    ("led", "formers", "codes"), [(["vienna"], {("vienna", "vienna")}, ["E011"]), (["vienna", "bonn"], set(), ["E012"])]
)
def test_what_documents_call_a_record_is_recalled_where_they_agree(
    led: list[str], formers: set[tuple[str, str]], codes: list[str]
) -> None:
    existing, grown = PLACES | {"vienna": "Wien"}, PLACES | {"vienna": "Wien", "new": "Vienna"}

    def grow(known: Collection[Former]) -> tuple[bytes, tuple[Finding, ...]]:
        return written(existing if any(former.key == ("vienna",) for former in known) else grown), ()

    names = "".join(f"<placeName ref='../authorities.xml#{key}'>Vienna</placeName>" for key in led)
    root = etree.fromstring(f"<TEI xmlns='http://www.tei-c.org/ns/1.0'>{names}</TEI>")
    made = authorities.recall(written(existing), (), grow, lambda: [root], "f")
    assert (made.grown == written(existing)) is bool(formers)
    assert kept(made.formers) == formers
    assert [f.code for f in made.findings] == codes
