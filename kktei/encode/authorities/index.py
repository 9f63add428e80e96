"""The authority file read into an index that answers: who or what is meant by this wording?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kktei import tei
from kktei.encode.authorities.identify import Asked, identify
from kktei.encode.authorities.records import Body, Holding, Match, Name, Person, Place, Repository, Work, fold

Element = tei.Element


@dataclass(frozen=True)
class AuthorityIndex:
    """All records, in the order of the file."""

    people: tuple[Person, ...] = ()
    bodies: tuple[Body, ...] = ()
    places: tuple[Place, ...] = ()
    repositories: tuple[Repository, ...] = ()
    holdings: tuple[Holding, ...] = ()
    works: tuple[Work, ...] = ()
    _by_id: dict[str, object] = field(default_factory=dict, repr=False, compare=False)

    def person(self, asked: Asked) -> Match:
        """Who is meant by a name with its title, its office and the year."""
        return identify(asked, self.people)

    def person_of(self, key: str) -> Person | None:
        """The record of an id."""
        return next((p for p in self.people if p.id == key), None)

    def body(self, wording: str) -> Body | None:
        """The organisation, office or post of that name or symbol."""
        return next((b for b in self.bodies if _named(b.names, wording)), None)

    def body_of(self, key: str) -> Body | None:
        """The record of an id."""
        return next((b for b in self.bodies if b.id == key), None)

    def post(self, place: str) -> Body | None:
        """The diplomatic post meant by the name of its seat ("Repeated to Geneva"), if there is only one."""
        seat = self.place(place)
        found = [b for b in self.bodies if seat and b.place == seat.id and b.kind == "post"]
        return found[0] if len(found) == 1 else None

    def place(self, wording: str) -> Place | None:
        """The place of that name."""
        return next((p for p in self.places if _named(p.names, wording)), None)

    def place_of(self, key: str) -> Place | None:
        """The record of an id."""
        return next((p for p in self.places if p.id == key), None)

    def repository(self, wording: str, part_of: str | None = None) -> Repository | None:
        """The institution of that name, or the part of institution ``part_of`` of that name."""
        return next((r for r in self.repositories if r.part_of == part_of and _named(r.names, wording)), None)

    def holding(self, title: str, above: str) -> Holding | None:
        """The level ``title`` directly below the level or repository with the id ``above``."""
        wanted = fold(title)
        return next((h for h in self.holdings if h.part_of == above and wanted in map(fold, h.titles)), None)

    def lot(self, number: str) -> Holding | None:
        """The lot of that number, however it is spaced."""
        wanted = lot_key(number)
        return next((h for h in self.holdings if h.kind == "lot" and h.number == wanted), None)

    def work(self, title: str) -> Work | None:
        """The printed work of that title."""
        wanted = _title_key(title)
        return next((w for w in self.works if wanted in map(_title_key, w.titles)), None)


def lot_key(number: str) -> str:
    """A lot number without blanks and hyphens: "77 D 163" and "77D163" are one."""
    return re.sub(r"(?i)^lot|[\s\-–.]", "", number).upper()


def _title_key(title: str) -> str:
    return re.sub(r"[\s,.:;]+", " ", fold(title)).strip()


def _named(names: Iterable[Name], wording: str) -> bool:
    wanted = fold(wording)
    return any(fold(name.text) == wanted for name in names)


def load(data: bytes, file: str = "authorities.xml") -> AuthorityIndex:
    """The index of an authority file.  Raises ``lxml.etree.XMLSyntaxError`` where it is not well formed."""
    return read(tei.parse(data, file))


def read(root: Element) -> AuthorityIndex:
    """The index of a parsed authority file; entries without xml:id cannot be pointed to and are passed over."""
    bodies = {e.get(tei.XML_ID): e for e in _all(root, "listOrg/tei:org") if e.getparent().get("type") != "repositories"}
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
        _id(element), names, frozenset(offices), frozenset(roles), _year(element, "birth"), _year(element, "death")
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
