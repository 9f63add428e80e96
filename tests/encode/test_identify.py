"""Who is meant by a name: never two people taken for one."""

from __future__ import annotations

import pytest
from lxml import etree

from kktei.encode.authorities.entries import entry, name_of, names_listed
from kktei.encode.authorities.house import House
from kktei.encode.authorities.identify import Asked, identify
from kktei.encode.authorities.index import AuthorityIndex
from kktei.encode.authorities.named import split_title
from kktei.encode.authorities.records import AuthorityName, Identification, Person
from kktei.encode.correspondents import Exchange
from kktei.encode.marks import iso
from kktei.encode.surroundings import _partners


def _person(key: str, *names: AuthorityName, **more: object) -> Person:
    return Person(key, names, **more)  # type: ignore[arg-type]


JFK = _person(
    "pers.jfk",
    AuthorityName("John F. Kennedy", "Kennedy", ("John", "F.")),
    AuthorityName("President Kennedy", "Kennedy", (), ("President",)),
    roles=frozenset({"President"}),
    born=1917,
    died=1963,
)
RFK = _person("pers.rfk", AuthorityName("Robert F. Kennedy", "Kennedy", ("Robert", "F.")), born=1925, died=1968)
JBK = _person(
    "pers.jbk",
    AuthorityName("Jacqueline Bouvier Kennedy", "Kennedy", ("Jacqueline", "Bouvier")),
    AuthorityName("Mrs. Kennedy", "Kennedy", (), ("Mrs.",)),
)
DAVIS = _person("pers.davis", AuthorityName("Richard Davis", "Davis", ("Richard",)), offices=frozenset({"eur"}))
UAJ = _person("pers.uaj", AuthorityName("U. Alexis Johnson", "Johnson", ("U.", "Alexis")))
ALL = (JFK, RFK, JBK, DAVIS, UAJ)


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        (Asked("Kennedy", "President"), "pers.jfk"),
        (Asked("John Kennedy"), "pers.jfk"),
        (Asked("J.F. Kennedy"), "pers.jfk"),
        (Asked("Robert Kennedy"), "pers.rfk"),
        (Asked("Kennedy", "Mrs."), "pers.jbk"),
        (Asked("Jacqueline Kennedy"), "pers.jbk"),
        (Asked("Davis"), "pers.davis"),
        (Asked("Davis", None, "EUR"), "pers.davis"),
        (Asked("Davis", "Mr."), "pers.davis"),
        (Asked("U. Alexis Johnson"), "pers.uaj"),
    ],
)
def test_identified(asked: Asked, key: str) -> None:
    assert identify(asked, ALL).id == key


@pytest.mark.parametrize(
    ("asked", "outcome"),
    [
        (Asked("Kennedy"), Identification.SEVERAL),
        (Asked("Edward Kennedy"), Identification.UNKNOWN),
        (Asked("Davis", None, "AF"), Identification.CONFLICT),
        (Asked("Davis", "Mrs."), Identification.CONFLICT),
        (Asked("Johnson", "President"), Identification.CONFLICT),
        (Asked("Smith"), Identification.UNKNOWN),
    ],
)
def test_not_identified(asked: Asked, outcome: Identification) -> None:
    match = identify(asked, ALL)
    assert (match.outcome, match.id) == (outcome, None)


def test_nobody_writes_after_death() -> None:
    assert identify(Asked("John Kennedy", year=1963), ALL).id == "pers.jfk"
    assert identify(Asked("John Kennedy", year=1964), ALL).id is None
    assert identify(Asked("Robert Kennedy", year=1920), ALL).id is None


def test_the_index_asks_only_those_of_that_surname() -> None:
    junior = _person("pers.x", AuthorityName("Llewellyn E. Thompson Jr.", "Thompson", ("Llewellyn", "E.")))
    index = AuthorityIndex(people=(*ALL, junior))
    assert index.person(Asked("Thompson", "Ambassador")).id == "pers.x"
    assert index.person(Asked("")).outcome is Identification.UNKNOWN


@pytest.mark.parametrize(
    ("wording", "names"),
    [
        ("Berg, Jonas, Jr.", [("Jonas Berg, Jr.", "Berg")]),
        ("Berg, Jonas B. II", [("Jonas B. Berg II", "Berg")]),
        ("Winter, Adm. Ada B.", [("Adm. Ada B. Winter", "Winter")]),
        ("Kim Dong-jo (Kim Tong-jo; Kim Tong-cho)", [("Kim Dong-jo", "Kim Dong-jo"), ("Kim Tong-jo", "Kim Tong-jo"), ("Kim Tong-cho", "Kim Tong-cho")]),
        ("Lund, Karl, (Carl Lundt)", [("Karl Lund", "Lund"), ("Carl Lundt", "Lundt")]),
    ],
)  # fmt: skip
def test_names_of_a_list_of_persons(wording: str, names: list[tuple[str, str]]) -> None:
    assert [(name.text, name.surname) for name in names_listed(wording)] == names


def test_jr_is_no_surname_and_tells_son_from_father() -> None:
    father, son = (
        _person("pers.a", name_of("Jonas Berg, Sr.", None)),
        _person("pers.b", name_of("Jonas Berg, Jr.", None)),
    )
    assert son.names[0].surname == "Berg"
    assert identify(Asked("Jonas Berg, Jr."), [father, son]).id == "pers.b"
    assert identify(Asked("Jonas Berg"), [father, son]).outcome is Identification.SEVERAL


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Secretary of Defense Berg", ("Berg", "Secretary of Defense")),
        ("Norland Deputy Foreign Minister Berg", ("Berg", "Norland Deputy Foreign Minister")),
        ("Maj. Gen. Jonas Berg", ("Jonas Berg", "Maj. Gen.")),
        ("Secretary of State", ("Secretary of State", None)),
    ],
)
def test_title_and_name(text: str, parts: tuple[str, str | None]) -> None:
    assert split_title(text) == parts


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Jonas van der Berg", ["forename Jonas", "nameLink van der", "surname Berg"]),
        ("De Berg", ["nameLink De", "surname Berg"]),
        ("Abd al-Lund ibn Berg", ["forename Abd", "forename al-Lund", "nameLink ibn", "surname Berg"]),
        ("O’Berg", ["surname O’Berg"]),
        ("Lund Tse-berg", []),  # which word is the family's is not guessed
    ],
)
def test_a_new_name_is_cut_at_its_particles(name: str, parts: list[str]) -> None:
    person = entry(_person("pers.a", name_of(name, None)))
    assert [f"{etree.QName(e).localname} {e.text}" for e in person.iterfind(".//{*}persName/*")] == parts
    assert "".join(person.itertext()).strip() == name


def test_a_particle_that_is_marked_counts_when_names_are_compared() -> None:
    person = _person("pers.a", name_of("Jonas van der Berg", None))
    assert identify(Asked("J. van der Berg"), [person]).id == "pers.a"


def test_who_bears_a_name_now_is_meant_rather_than_who_bore_it() -> None:
    once = _person("pers.once", AuthorityName("Ada Winter", "Winter", ("Ada",), former=True), AuthorityName("Ada Holm"))
    now = _person("pers.now", AuthorityName("Ada Winter", "Winter", ("Ada",)))
    assert identify(Asked("Ada Winter"), (once, now)).id == "pers.now"
    assert identify(Asked("Ada Winter"), (once,)).id == "pers.once"


def test_with_whom_somebody_exchanges_most_letters_counts_both_ways() -> None:
    people = tuple(_person(key) for key in ("a", "b", "c"))
    every = [
        [Exchange(("c",), ("b",))],
        [Exchange(("b",), ("a",))],
        [Exchange(("a",), ("b",))],
        [Exchange(("b",), ("c",))],
        [Exchange(("c",), ("b",))],
    ]
    assert _partners(every, AuthorityIndex(people)) == {"a": "b", "b": "c", "c": "b"}
    assert _partners(every[:2], AuthorityIndex(people)) == {"a": "b", "b": "a", "c": "b"}
    assert _partners(every[2:4], AuthorityIndex(people)) == {"a": "b", "b": "a", "c": "b"}


@pytest.mark.parametrize(
    ("moment", "written"), [("1963-04-01T10:30", "1963-04-01T10:30:00"), ("1963-04", "1963-04"), (None, None)]
)
def test_a_time_has_seconds(moment: str | None, written: str | None) -> None:
    assert iso(moment) == written


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        (Asked("John F. Kennedy"), "pers.jfk"),
        (Asked("Kennedy", "President", None, 1962), "pers.jfk"),
        (Asked("Kennedy", "President"), None),  # of no year
        (Asked("Kennedy", "Mrs.", None, 1962), None),  # no post
        (Asked("Kennedy", None, None, 1962), None),
        (Asked("Davis", "Chairman", None, 1962), None),  # nobody knows when he lived
    ],
)
def test_of_a_house_only_a_full_name_or_a_post_in_its_time_says_who_is_meant(asked: Asked, key: str | None) -> None:
    assert House(index=AuthorityIndex((JFK, JBK, DAVIS))).person(asked).id == key
