"""The known faults of volumes beside what only looks like one: no false alarm, and none missed."""

from __future__ import annotations

from pathlib import Path

import pytest

from kktei.model import DocumentId
from kktei.read import Source, read_source
from kktei.transcript import Date, Name, walk, words
from tests.read.frus_volume import HEAD, document, volume

FAULTS = {"R021", "R022", "R023", "R024", "R025", "R028", "R029"}
MORE = """<item><persName xml:id="p_HA1">Douglas-Home, Sir Alec F.</persName>, and <persName xml:id="p_HN1">Nowak,
  Henryk ("Harry")</persName>, writers</item><item><persName xml:id="p_LB1">Lee, Robert</persName>, printer</item>"""


def read(tmp_path: Path, text: str) -> Source:
    path = tmp_path / "frus1921v99.xml"
    path.write_text(text.replace("</list></div>", f"{MORE}</list></div>", 1), encoding="utf-8")
    return read_source(path, "seeds/frus1921v99.xml")


def faults(source: Source) -> list[str]:
    return [f.code for f in source.findings if f.code in FAULTS]


NAMES = [
    ("p_WA1", "President Winter", []),
    ("p_WR1", "President Winter", ["R021"]),
    ("p_WR1", "Attorney General Winter", []),
    ("p_WA1", "Attorney General Winter", ["R021"]),
    ("p_WA1", "Winter", []),
    ("p_WA1", "the President", []),
    ("p_WA1", "Ada Winter", []),
    ("p_WA1", "A. B. Winter", []),
    ("p_WA1", "A. C. Winter", ["R021"]),
    ("p_WR1", "Ada Winter", ["R021"]),
    ("p_WA1", "Senator Winter", []),
    ("p_WA1", "Mrs. Winter", []),
    ("p_WA1", "Dr. Ada Winter", []),
    ("p_WA1", "President Winter’s", []),
    ("p_WA1", "Winterbottom", []),
    ("p_WR1", "Rudi Winter", []),
    ("p_LB1", "Bob Lee", []),
    ("p_LB1", "Ted Lee", ["R021"]),
    ("p_LB1", "Leeds", []),
    ("p_HA1", "Alec Douglas-Home", []),
    ("p_HA1", "Sir Alec F. Douglas-Home", []),
    ("p_HA1", "Foreign Secretary Douglas-Home", []),
    ("p_HN1", "Harry Nowak", []),
    ("p_XX1", "Winter", ["R024"]),
    ("nobody", "Winter", ["R024"]),
]


@pytest.mark.parametrize(("key", "wording", "codes"), NAMES)
def test_who_is_meant(tmp_path: Path, key: str, wording: str, codes: list[str]) -> None:
    named = f'<persName corresp="#{key}">{wording}</persName>'
    source = read(tmp_path, volume(1).replace("It was <hi", f"Of {named} it is said: <hi"))
    assert faults(source) == codes
    found, *_ = [p for p in walk(source.records[0].body) if isinstance(p, Name) and words(p) == wording]
    assert found.key == ("" if "R024" in codes else key)  # what contradicts the words is reported, and stays


def test_a_term_that_the_list_does_not_have(tmp_path: Path) -> None:
    source = read(tmp_path, volume(1).replace('to the <gloss target="#t_OL1">', 'to the <gloss target="#t_XX1">'))
    assert faults(source) == ["R024"]


DATELINES = [
    ('<date when="1921-03-04T23:00:00-05:00">March 4, 1921, 11 p.m.</date>', [], "1921-03-04T23:00:00-05:00"),
    ('<date when="1921-03-05T04:00:00Z">March 4, 1921, 11 p.m.</date>', ["R022"], "1921-03-04T23:00:00"),
    ('<date when="1921-03-05T04:00:00+00:00">5 March 1921, 4 a.m.</date>', [], "1921-03-05T04:00:00+00:00"),
    ('<date when="1921-03-17" calendar="julian">March 4, 1921</date>', [], "1921-03-17"),
    ('<date when="1921-03-05">March 4, 1921</date>', ["R022"], "1921-03-04"),
    ('<date when="1921-03">March 1921</date>', [], "1921-03"),
    ('<date when="1921-03-04">Friday</date>', [], "1921-03-04"),
    ('<date when="1921-03-05">undated</date>', ["R023"], ""),
    ('<date notBefore="1921-03-01" notAfter="1921-03-31">undated</date>', [], ""),
    ('undated. [Received <date when="1921-03-05">March 5, 1921</date>]', [], "1921-03-05"),
    ('<date when="1921-02-30">February 30, 1921</date>', ["R029"], ""),
    ('<date when="1921-13-01">March 1, 1921</date>', ["R029"], ""),
    ('<date when="March 4">March 4, 1921</date>', ["R029"], ""),
    ('<date when="1921-03-04T25:00:00">March 4, 1921</date>', ["R029"], ""),
    ('<date notBefore="1921-02-29" notAfter="1921-03-31">early in 1921</date>', ["R029"], ""),
    ('<date when="--03-04">March 4</date>', [], "--03-04"),
]


@pytest.mark.parametrize(("dateline", "codes", "when"), DATELINES)
def test_what_day_is_meant(tmp_path: Path, dateline: str, codes: list[str], when: str) -> None:
    source = read(tmp_path, volume(1, document(2, dateline=dateline)))
    assert faults(source) == codes
    assert [d.when for d in walk(source.records[1].body) if isinstance(d, Date)] == [when]


def test_a_letter_without_a_date_is_not_dated_by_its_receipt(tmp_path: Path) -> None:
    dateline = 'undated. [Received <date when="1921-03-05">March 5, 1921</date>]'
    source = read(tmp_path, volume(1, document(2, dateline=dateline)))
    assert "when" not in {fact.name for fact in source.facts[DocumentId.of("2")]}


WINTER = '<persName type="from" corresp="#p_WA1">President Winter</persName>'
SENDERS = [
    (WINTER, []),
    (f"{WINTER} and Secretary Holm", ["R025"]),
    (f"{WINTER} and Karin Holm", ["R025"]),
    (f"{WINTER} and Secretary of Letters Holm", ["R025"]),
    (f"{WINTER} and the Department of State", ["R025"]),
    (f"{WINTER} and the Director of Letters (Holm)", ["R025"]),
    (f'{WINTER} and <persName type="from" corresp="#p_HK1">Secretary Holm</persName>', []),
    ('<gloss type="from">Ministry of Trade and Industry</gloss>', []),
    ('the Assistant Secretary for European and Canadian Affairs (<persName type="from">Holm</persName>)', []),
    (
        'the Assistant Secretary of State for Far Eastern and Pacific Affairs (<persName type="from">Holm</persName>)',
        [],
    ),
    (f"{WINTER}, Minister of Trade and Industry,", []),
    ("President Winter and Secretary Holm", []),
]


@pytest.mark.parametrize(("sender", "codes"), SENDERS)
def test_who_sends(tmp_path: Path, sender: str, codes: list[str]) -> None:
    assert faults(read(tmp_path, volume(1, document(2, sender=sender)))) == codes


def test_each_item_of_a_list_of_persons_may_name_several(tmp_path: Path) -> None:
    nested = (
        '<item><persName xml:id="p_A">Arp, Ida</persName>, poet<list><item><persName xml:id="p_B">Bly, Jo</persName>, '
    )
    source = read(
        tmp_path, volume(1).replace("</list></div>", f"{nested}her sister</item></list></item></list></div>", 1)
    )
    people = {a.key: (a.name, a.note) for a in source.authorities}
    assert people["p_HN1"] == ('Nowak, Henryk ("Harry")', "writers")
    assert people["p_B"] == ("Bly, Jo", "her sister")
    assert len(people) == len(source.authorities)


def test_an_empty_volume_is_taken_as_it_is(tmp_path: Path) -> None:
    source = read(tmp_path, HEAD + "</div></body></text></TEI>")
    assert [d.id.stem for d in source.documents] == ["frus1921v99"]
