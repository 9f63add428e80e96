"""The authority file read into an index that answers who or what is meant by a wording."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeVar

from kktei import tei
from kktei.encode.authorities.identify import Asked, identify, last_word
from kktei.encode.authorities.records import (
    AuthorityName,
    AuthorityRecord,
    Body,
    Former,
    Holding,
    Identification,
    Match,
    Person,
    Place,
    Repository,
    Work,
)
from kktei.wording import fold

Element = tei.Element
_Record = TypeVar("_Record", Person, Body, Place, Repository, Holding, Work)
ROOMS: dict[type, str] = {
    Person: "people",
    Body: "bodies",
    Place: "places",
    Repository: "repositories",
    Holding: "holdings",
    Work: "works",
}
# Names that mean another body in every document: they are led to a record only by their surroundings.
GENERIC = frozenset({"Embassy", "Mission", "Consulate", "Legation", "Department", "Delegation", "Ministry"})


@dataclass(frozen=True)
class AuthorityIndex:
    """All records, in the order of the file; of two records with one name the earlier answers."""

    people: tuple[Person, ...] = ()
    bodies: tuple[Body, ...] = ()
    places: tuple[Place, ...] = ()
    repositories: tuple[Repository, ...] = ()
    holdings: tuple[Holding, ...] = ()
    works: tuple[Work, ...] = ()
    others: frozenset[str] = frozenset()  # ids of the file that are no records'
    file_id: str = ""  # the file's own
    formers: tuple[Former, ...] = ()  # names that records had; they answer where no name does

    def person(self, asked: Asked) -> Match:
        """Who is meant by a name with its title, its office and the year."""
        return identify(asked, tuple(self._tables.surnames.get(last_word(asked.name), {}).values()))

    def of(self, kind: type[_Record], key: str) -> _Record | None:
        """The record of an id."""
        return self._found(kind, "id", key)

    def person_with_key(self, key: str) -> Person | None:
        """The person for whom a source has this id of its own."""
        return self._found(Person, "key", key)

    def body(self, wording: str) -> Body | None:
        """The organisation, office or post of that name or symbol, with or without its article."""
        return self._found(Body, "body", bare(wording))

    def post(self, place: str) -> Body | None:
        """The diplomatic post meant by the name of its seat ("Repeated to Geneva"), if there is only one."""
        seat = self.place(place)
        found = [b for b in self.bodies if seat and b.place == seat.id and b.kind == "post"]
        return found[0] if len(found) == 1 else None

    def place(self, wording: str) -> Place | None:
        """The place of that name."""
        return self._found(Place, "place", fold(wording))

    def repository(self, wording: str) -> Repository | None:
        """The institution or repository of that name."""
        return self._found(Repository, "repository", bare(wording))

    def is_repository(self, key: str | None) -> bool:
        """Whether an id is that of an institution or repository."""
        return key is not None and self._found(Repository, "id", key) is not None

    def holding(self, title: str, above: str) -> Holding | None:
        """The level ``title`` directly below the level or repository with the id ``above``."""
        return self._found(Holding, "holding", above, fold(title))

    def lot(self, number: str) -> Holding | None:
        """The lot of that number, however it is spaced."""
        return self._found(Holding, "lot", lot_key(number))

    def work(self, title: str) -> Work | None:
        """The printed work of that title."""
        return self._found(Work, "work", title_key(title))

    def named(self, *key: str) -> AuthorityRecord | None:
        """The record that is asked for with a key of :func:`keys_of`."""
        return self._tables.found.get(key)

    def was_deleted(self, kind: str, *key: str) -> bool:
        """Whether there was a record of that name, which an editor deleted."""
        return (kind, *key) in self._tables.deleted

    def person_was_deleted(self, asked: Asked) -> bool:
        """Whether somebody who could be meant was deleted by an editor."""
        found = identify(asked, self._tables.dead.get(last_word(asked.name), ()))
        return found.outcome in {Identification.IDENTIFIED, Identification.SEVERAL}

    def takes(self, key: str) -> bool:
        """Whether an id stands in the file already, at whatever element."""
        return key in self.others or ("id", key) in self._tables.found

    @property
    def records(self) -> Iterator[AuthorityRecord]:
        """All records, kind by kind."""
        for room in ROOMS.values():
            yield from getattr(self, room)

    def with_record(self, record: AuthorityRecord) -> AuthorityIndex:
        """The index with one more record; its tables go over to it, so that this one is of no use any more."""
        room = ROOMS[type(record)]
        more: dict[str, Any] = {room: (*getattr(self, room), record)}  # mypy: replace wants names that it can read
        grown = replace(self, **more)
        self._tables.add(record)
        grown.__dict__["_tables"] = self._tables
        return grown

    def with_name(self, person: Person, name: AuthorityName) -> AuthorityIndex:
        """The index with one more name of a person who is in it; its tables go over to it."""
        more = replace(person, names=(*person.names, name))
        grown = replace(self, people=tuple(more if one is person else one for one in self.people))
        self._tables.renew(more)
        grown.__dict__["_tables"] = self._tables
        return grown

    def _found(self, kind: type[_Record], *key: str) -> _Record | None:
        found = self._tables.found.get(key)
        return found if isinstance(found, kind) else None

    @cached_property
    def _tables(self) -> _Tables:
        tables = _Tables()
        for record in self.records:
            tables.add(record)
        for former in self.formers:
            tables.add_former(former)
        return tables


@dataclass
class _Tables:
    """Records by what they are asked for with, people by their surnames too; the earlier of two answers."""

    found: dict[tuple[str, ...], AuthorityRecord] = field(default_factory=dict)
    surnames: dict[str, dict[str, Person]] = field(default_factory=dict)
    deleted: set[tuple[str, ...]] = field(default_factory=set)
    dead: dict[str, list[Person]] = field(default_factory=dict)  # people who were deleted

    def add(self, record: AuthorityRecord) -> None:
        for key in [("id", record.id), *keys_of(record)]:
            self.found.setdefault(key, record)
        if isinstance(record, Person):  # nobody else can be meant than who bears the last word of the name
            for word in {last_word(word) for name in record.names for word in (name.text, name.surname) if word}:
                self.surnames.setdefault(word, {}).setdefault(record.id, record)

    def renew(self, person: Person) -> None:
        """Put a person with more names than before in the place of what was known of them."""
        for key in [("id", person.id), *keys_of(person)]:
            self.found[key] = person
        for bearers in self.surnames.values():
            if person.id in bearers:
                bearers[person.id] = person

    def add_former(self, former: Former) -> None:
        record = self.found.get(("id", former.id))
        if former.id and record is not None and former.kind != "person":  # people have theirs among their names
            self.found.setdefault((former.kind, *former.key), record)
        elif not former.id and former.name is not None:
            person = Person(former.name.text, (former.name,), former.offices)
            self.dead.setdefault(last_word(former.name.text), []).append(person)
        elif not former.id:
            self.deleted.add((former.kind, *former.key))


def keys_of(record: AuthorityRecord) -> list[tuple[str, ...]]:
    """What a record is asked for with, besides its id and a person's names."""
    if isinstance(record, Person):
        return [("key", key) for key in record.keys]
    if isinstance(record, Body):
        return [("body", bare(name.text)) for name in record.names]
    if isinstance(record, Place):
        return [("place", fold(name.text)) for name in record.names]
    if isinstance(record, Repository):
        return [("repository", bare(name.text)) for name in record.names]
    if isinstance(record, Work):
        return [("work", title_key(title)) for title in record.titles]
    lots = [("lot", record.number)] if record.kind == "lot" and record.number else []
    return [*(("holding", record.part_of or "", fold(title)) for title in record.titles), *lots]


def lot_key(number: str) -> str:
    """A lot number without blanks and hyphens: "77 D 163" and "77D163" are one."""
    return re.sub(r"(?i)^lot|[\s\-–.]", "", number).upper()


def title_key(title: str) -> str:
    """A title without its punctuation."""
    return re.sub(r"[\s,.:;]+", " ", fold(title)).strip()


def bare(wording: str) -> str:
    """A wording for comparison, without its article."""
    return fold(wording).removeprefix("the ")


def load(data: bytes, formers: Iterable[Former] = (), file: str = "authorities.xml") -> AuthorityIndex:
    """The index of an authority file.  Raises MalformedError where it is not well formed."""
    return index_of(tei.parse(data, file), tuple(formers))


def index_of(root: Element, formers: tuple[Former, ...] = ()) -> AuthorityIndex:
    """The index of a parsed authority file; entries without xml:id cannot be pointed to and are passed over.

    Lists count wherever another project has put them: in standOff, in the header or in the text.
    """
    bodies = {_id(e): e for e in reversed(_all(root, "org[not(ancestor::tei:listOrg[@type='repositories'])]"))}
    offices = {key: {fold(n.text) for n in _names(e, "orgName")} for key, e in bodies.items()}
    named: dict[str, list[AuthorityName]] = {}
    for former in formers:
        if former.kind == "body" and former.id in offices:
            offices[former.id].add(former.key[-1])
        if former.kind == "person" and former.name is not None and former.id:
            named.setdefault(former.id, []).append(replace(former.name, former=True))
    index = AuthorityIndex(
        people=tuple(_person(e, offices, named.get(_id(e), ())) for e in _all(root, "person")),
        bodies=tuple(_body(e) for e in reversed(bodies.values())),
        places=tuple(Place(_id(e), _names(e, "placeName")) for e in _all(root, "place")),
        repositories=tuple(_repository(e) for e in _all(root, "org[ancestor::tei:listOrg[@type='repositories']]")),
        holdings=tuple(_holding(e) for e in _all(root, "bibl[ancestor::tei:listBibl[@type='collections']]")),
        works=tuple(_work(e) for e in _all(root, "bibl[parent::tei:listBibl[not(@type='collections')]]")),
        file_id=root.get(tei.XML_ID) or "",
        formers=formers,
    )
    ids = {str(key) for key in root.xpath(".//@xml:id | @xml:id")}
    return replace(index, others=frozenset(ids - {record.id for record in index.records}))


def _all(root: Element, path: str) -> Sequence[Element]:
    """The elements of a kind that have an id and stand in a list."""
    wanted = f".//tei:{path}[@xml:id][ancestor::tei:listPerson or ancestor::tei:listOrg or ancestor::tei:listPlace"
    found: Sequence[Element] = root.xpath(f"{wanted} or ancestor::tei:listBibl]", namespaces=tei.NS)
    return found


def _find(element: Element, path: str) -> Sequence[Element]:
    found: Sequence[Element] = element.xpath(path, namespaces=tei.NS)
    return found


def _id(element: Element) -> str:
    return str(element.get(tei.XML_ID))


def _names(element: Element, tag: str) -> tuple[AuthorityName, ...]:
    return tuple(_name(e) for e in _find(element, f"tei:{tag}"))


def _name(element: Element) -> AuthorityName:
    def parts(tag: str) -> tuple[str, ...]:
        return tuple(tei.text_of(e) for e in _find(element, f"tei:{tag}"))

    return AuthorityName(
        tei.text_of(element),
        " ".join(parts("surname")),
        tuple(tei.text_of(e) for e in _find(element, "tei:forename | tei:nameLink")),
        parts("roleName"),
        element.get("cert"),
        element.get("evidence"),
        element.get("resp"),
        element.get("source"),
    )


def _person(element: Element, bodies: Mapping[str, set[str]], formers: Iterable[AuthorityName]) -> Person:
    offices: set[str] = set()
    roles: set[str] = set()
    for affiliation in _find(element, "tei:affiliation"):
        key = (affiliation.get("ref") or "").lstrip("#")
        if key in bodies:
            offices.update(bodies[key])
        if tei.text_of(affiliation):
            roles.add(tei.text_of(affiliation))
    names = (*_names(element, "persName"), *formers)
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
