"""Names that records had: what becomes of them when an editor works on the authority file."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from kktei.encode import authorities
from kktei.encode.authorities import AuthorityIndex
from kktei.encode.authorities.former import remembered
from kktei.encode.authorities.index import keys_of
from kktei.encode.authorities.records import Former, Holding

PLACES = {"vienna": "Vienna", "prague": "Prague", "bonn": "Bonn"}


def index(places: Mapping[str, str], file: str = "f") -> AuthorityIndex:
    listed = "".join(f"<place xml:id='{key}'><placeName>{name}</placeName></place>" for key, name in places.items())
    text = f"<TEI xmlns='http://www.tei-c.org/ns/1.0' xml:id='{file}'><standOff><listPlace>{listed}</listPlace></standOff></TEI>"
    return authorities.load(text.encode())


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
