"""The authority file read into an index that answers who or what is meant by a wording."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from kktei import tei
from kktei.encode.authorities.identify import Asked, identify, last_word
from kktei.encode.authorities.records import Body, Holding, Match, Name, Person, Place, Repository, Work, fold

Element = tei.Element
_Record = TypeVar("_Record")


@dataclass(frozen=True)
class AuthorityIndex:
    """All records, in the order of the file; of two records with one name the earlier answers."""

    people: tuple[Person, ...] = ()
    bodies: tuple[Body, ...] = ()
    places: tuple[Place, ...] = ()
    repositories: tuple[Repository, ...] = ()
    holdings: tuple[Holding, ...] = ()
    works: tuple[Work, ...] = ()

    def person(self, asked: Asked) -> Match:
        """Who is meant by a name with its title, its office and the year."""
        return identify(asked, self._people.get(last_word(asked.name), ()))

    def person_of(self, key: str) -> Person | None:
        """The record of an id."""
        return self._by_id(Person, key)

    def person_with_key(self, key: str) -> Person | None:
        """The person for whom a source has this id of its own."""
        return self._keys.get(key)

    def body(self, wording: str) -> Body | None:
        """The organisation, office or post of that name or symbol, with or without its article."""
        return self._bodies.get(_bare(wording))

    def body_of(self, key: str) -> Body | None:
        """The record of an id."""
        return self._by_id(Body, key)

    def post(self, place: str) -> Body | None:
        """The diplomatic post meant by the name of its seat ("Repeated to Geneva"), if there is only one."""
        seat = self.place(place)
        found = [b for b in self.bodies if seat and b.place == seat.id and b.kind == "post"]
        return found[0] if len(found) == 1 else None

    def place(self, wording: str) -> Place | None:
        """The place of that name."""
        return self._places.get(fold(wording))

    def place_of(self, key: str) -> Place | None:
        """The record of an id."""
        return self._by_id(Place, key)

    def repository(self, wording: str) -> Repository | None:
        """The institution or repository of that name."""
        return self._repositories.get(_bare(wording))

    def holding(self, title: str, above: str) -> Holding | None:
        """The level ``title`` directly below the level or repository with the id ``above``."""
        return self._holdings.get((above, fold(title)))

    def lot(self, number: str) -> Holding | None:
        """The lot of that number, however it is spaced."""
        return self._lots.get(lot_key(number))

    def work(self, title: str) -> Work | None:
        """The printed work of that title."""
        return self._works.get(title_key(title))

    def _by_id(self, kind: type[_Record], key: str) -> _Record | None:
        found = self._ids.get(key)
        return found if isinstance(found, kind) else None

    @cached_property
    def _ids(self) -> Mapping[str, object]:
        told: list[Person | Body | Place | Repository | Holding | Work] = []
        for room in (self.people, self.bodies, self.places, self.repositories, self.holdings, self.works):
            told.extend(room)
        return {record.id: record for record in reversed(told)}

    @property
    def ids(self) -> frozenset[str]:
        """All ids."""
        return frozenset(self._ids)

    @cached_property
    def _people(self) -> Mapping[str, tuple[Person, ...]]:
        """By the last word of their names and surnames: nobody else can be meant."""
        found: dict[str, dict[str, Person]] = {}
        for person in self.people:
            for word in {last_word(w) for n in person.names for w in (n.text, n.surname) if w}:
                found.setdefault(word, {}).setdefault(person.id, person)
        return {word: tuple(told.values()) for word, told in found.items()}

    @cached_property
    def _keys(self) -> Mapping[str, Person]:
        return {key: p for p in reversed(self.people) for key in p.keys}

    @cached_property
    def _bodies(self) -> Mapping[str, Body]:
        return {_bare(n.text): b for b in reversed(self.bodies) for n in b.names}

    @cached_property
    def _places(self) -> Mapping[str, Place]:
        return {fold(n.text): p for p in reversed(self.places) for n in p.names}

    @cached_property
    def _repositories(self) -> Mapping[str, Repository]:
        return {_bare(n.text): r for r in reversed(self.repositories) for n in r.names}

    @cached_property
    def _holdings(self) -> Mapping[tuple[str, str], Holding]:
        return {(h.part_of or "", fold(t)): h for h in reversed(self.holdings) for t in h.titles}

    @cached_property
    def _lots(self) -> Mapping[str, Holding]:
        return {h.number: h for h in reversed(self.holdings) if h.kind == "lot" and h.number}

    @cached_property
    def _works(self) -> Mapping[str, Work]:
        return {title_key(t): w for w in reversed(self.works) for t in w.titles}


def lot_key(number: str) -> str:
    """A lot number without blanks and hyphens: "77 D 163" and "77D163" are one."""
    return re.sub(r"(?i)^lot|[\s\-–.]", "", number).upper()


def title_key(title: str) -> str:
    """A title without its punctuation."""
    return re.sub(r"[\s,.:;]+", " ", fold(title)).strip()


def _bare(wording: str) -> str:
    return fold(wording).removeprefix("the ")


def load(data: bytes, file: str = "authorities.xml") -> AuthorityIndex:
    """The index of an authority file.  Raises ``lxml.etree.XMLSyntaxError`` where it is not well formed."""
    return read(tei.parse(data, file))


def read(root: Element) -> AuthorityIndex:
    """The index of a parsed authority file; entries without xml:id cannot be pointed to and are passed over."""
    bodies = {
        e.get(tei.XML_ID): e for e in _all(root, "listOrg/tei:org") if e.getparent().get("type") != "repositories"
    }
    return AuthorityIndex(
        people=tuple(_person(e, bodies) for e in _all(root, "listPerson/tei:person")),
        bodies=tuple(_body(e) for e in bodies.values()),
        places=tuple(Place(_id(e), _names(e, "placeName")) for e in _all(root, "listPlace/tei:place")),
        repositories=tuple(_repository(e) for e in _all(root, "listOrg[@type='repositories']/tei:org")),
        holdings=tuple(_holding(e) for e in _all(root, "listBibl[@type='collections']/tei:bibl")),
        works=tuple(_work(e) for e in _all(root, "listBibl[@type='printed']/tei:bibl")),
    )


def _all(root: Element, path: str) -> Sequence[Element]:
    found: Sequence[Element] = root.xpath(f".//tei:standOff//tei:{path}[@xml:id]", namespaces=tei.NS)
    return found


def _find(element: Element, path: str) -> Sequence[Element]:
    found: Sequence[Element] = element.xpath(path, namespaces=tei.NS)
    return found


def _id(element: Element) -> str:
    return str(element.get(tei.XML_ID))


def _names(element: Element, tag: str) -> tuple[Name, ...]:
    return tuple(_name(e) for e in _find(element, f"tei:{tag}"))


def _name(element: Element) -> Name:
    def parts(tag: str) -> tuple[str, ...]:
        return tuple(tei.text_of(e) for e in _find(element, f"tei:{tag}"))

    return Name(
        tei.text_of(element),
        " ".join(parts("surname")),
        parts("forename"),
        parts("roleName"),
        element.get("cert"),
        element.get("evidence"),
        element.get("resp"),
        element.get("source"),
    )


def _person(element: Element, bodies: dict[str, Element]) -> Person:
    offices: set[str] = set()
    roles: set[str] = set()
    for affiliation in _find(element, "tei:affiliation"):
        key = (affiliation.get("ref") or "").lstrip("#")
        if key in bodies:
            offices.update(fold(n.text) for n in _names(bodies[key], "orgName"))
        if tei.text_of(affiliation):
            roles.add(tei.text_of(affiliation))
    names = _names(element, "persName")
    return Person(
        _id(element),
        names,
        frozenset(offices),
        frozenset(roles),
        keys=tuple(tei.text_of(e) for e in _find(element, "tei:idno[@type='source']")),
        born=_year(element, "birth"),
        died=_year(element, "death"),
    )


def _year(element: Element, tag: str) -> int | None:
    found = next((e.get("when") for e in _find(element, f"tei:{tag}[@when]")), None)
    match = re.match(r"\d{4}", found or "")
    return int(match[0]) if match else None


def _body(element: Element) -> Body:
    seat = next((e.get("ref") for e in _find(element, "tei:placeName[@ref]")), None)
    return Body(_id(element), _names(element, "orgName"), element.get("type"), seat.lstrip("#") if seat else None)


def _repository(element: Element) -> Repository:
    country = next(iter(_find(element, "tei:country")), None)
    settlement = next(iter(_find(element, "tei:settlement")), None)
    above = element.get("corresp")
    return Repository(
        _id(element),
        _names(element, "orgName"),
        element.get("type") or "repository",
        None if country is None else tei.text_of(country),
        None if country is None else country.get("key"),
        None if settlement is None else tei.text_of(settlement),
        None if settlement is None else settlement.get("ref"),
        above.lstrip("#") if above else None,
    )


def _holding(element: Element) -> Holding:
    titles = (*_find(element, "tei:title"), *_find(element, "tei:note[@type='variant']"))
    above = next((e.get("target") for e in _find(element, "tei:relatedItem[@type='isPartOf'][@target]")), None)
    number = next((tei.text_of(e) for e in _find(element, "tei:idno[@type='lot']")), None)
    return Holding(
        _id(element),
        tuple(tei.text_of(t) for t in titles),
        element.get("type") or "collection",
        lot_key(number) if number else None,
        above.lstrip("#") if above else None,
    )


def _work(element: Element) -> Work:
    author = next((tei.text_of(e) for e in _find(element, "tei:author")), None)
    return Work(_id(element), tuple(tei.text_of(t) for t in _find(element, "tei:title")), author)
