"""Records that several editions of a house share: an edition has a copy of each that it names, with the same id.

So an edition is whole in itself, and two of them that name one person say so by one id.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree

from kktei import tei
from kktei.encode.authorities.identify import Asked
from kktei.encode.authorities.index import AuthorityIndex, index_of
from kktei.encode.authorities.records import AuthorityRecord, Identification, Match, Person
from kktei.encode.elements import Element, el
from kktei.findings import Finding, finding

_ELSEWHERE = re.compile(r"(?![A-Za-z][A-Za-z0-9+.-]*:)[^#]")  # what begins with neither a scheme nor "#"
_POINTERS = ("ref", "resp", "source", "corresp", "target", "sameAs", "who", "ana", "active", "passive", "mutual")
_RECORDS = frozenset({"person", "personGrp", "org", "place", "bibl"})
_ROOMS = ("people", "bodies", "places", "repositories", "holdings", "works")


@dataclass(frozen=True)
class House:
    """The records of one or several files; of two with one id that of the earlier file."""

    index: AuthorityIndex = field(default_factory=AuthorityIndex)
    elements: Mapping[str, Element] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)  # by id the file as users know it
    findings: tuple[Finding, ...] = ()  # what of them cannot be shared

    def person(self, asked: Asked) -> Match:
        """Who is meant, where more than a surname says so: a full name, or a post held by somebody of known years.

        A house has people of many editions: that only one of them bears a surname says nothing.
        """
        match = self.index.person(asked)
        if match.outcome in {Identification.IDENTIFIED, Identification.SEVERAL} and " " in asked.name:
            return match
        person = self.index.of(Person, match.id) if match.id else None
        in_time = person is not None and person.born is not None and person.died is not None and asked.year is not None
        if match.outcome is Identification.IDENTIFIED and in_time and asked.title and not asked.is_bare:
            return match
        return Match(Identification.UNKNOWN)

    def told(self, key: str, wording: str) -> Finding:
        """That a person of the house was taken for the one who is named, and who that is."""
        who = self.index.of(Person, key)
        name = who.names[0].text if who is not None and who.names else key
        years = f", {who.born or '?'}–{who.died or '?'}" if who is not None and (who.born or who.died) else ""
        words = f"“{wording}” is taken to be {key} ({name}{years}) of {self.files[key]}"
        return finding("E013", words, file="edition/authorities.xml")

    def with_pointed(self, record: AuthorityRecord, taken: Callable[[str], bool]) -> Iterator[AuthorityRecord]:
        """A record and those that it points to, as far as they are not ``taken`` by the edition; each once."""
        records = {one.id: one for one in self.index.records}
        waiting, seen = [record.id], set[str]()
        while waiting:
            key = waiting.pop(0)
            if key in seen or key not in records or taken(key):
                continue
            seen.add(key)
            yield records[key]
            waiting += sorted(pointed(self.elements[key]))

    def copy(self, record: AuthorityRecord) -> Element:
        """The element of a record, for another file."""
        return in_another_file(self.elements[record.id], lambda key: key in self.elements)


def house_of(files: Sequence[tuple[str, bytes]]) -> House:
    """The shared records of authority files, given with their names.

    Raises MalformedError where one is not well formed.
    """
    made = House()
    for shown, data in files:
        root = tei.parse(data, shown)
        index = index_of(root)
        new = {record.id for record in index.records if record.id and record.id not in made.elements}
        ids: dict[str, Element] = {}
        for element in root.iter(tei.q("*")):
            if element.get(tei.XML_ID) in new:
                ids.setdefault(str(element.get(tei.XML_ID)), element)
        rooms: dict[str, Any] = {  # mypy lets replace take no fields by names that are only known as text
            room: (*getattr(made.index, room), *(r for r in getattr(index, room) if r.id in new)) for room in _ROOMS
        }
        others = made.index.others | index.others
        made = House(
            replace(made.index, **rooms, others=others),
            {**ids, **made.elements},
            {**dict.fromkeys(ids, shown), **made.files},
            (*made.findings, *_unshareable(root, shown)),
        )
    return made


def _unshareable(root: Element, shown: str) -> Iterator[Finding]:
    """Records without an id, by which no other file can name them, and ids that stand twice."""
    first: dict[str, int] = {}
    for element in root.iter(tei.q("*")):
        key, line = element.get(tei.XML_ID), element.sourceline or 0
        is_record = tei.name(element) in _RECORDS and tei.name(element.getparent()).startswith("list")
        if key in first:
            words = f"The id {key} stands twice, in line {first[key]} and here; editions have the first"
            yield finding("E017", words, file=shown, line=line, place=key)
        elif key:
            first[key] = line
        elif is_record:
            words = f"“{tei.text_of(element)[:60]}” has no xml:id; no edition can share it"
            yield finding("E017", words, file=shown, line=line, place=tei.name(element))


def pointed(element: Element) -> set[str]:
    """The ids of its own file that a record points to."""
    values = (str(value) for one in element.iter() for value in one.attrib.values())
    return {token[1:] for value in values for token in value.split() if token.startswith("#") and len(token) > 1}


def in_another_file(element: Element, there: Callable[[str], bool], ids: Mapping[str, str] | None = None) -> Element:
    """A copy of a record without what only its own file can be asked: pointers to files beside it, to its header.

    ``there`` says of an id whether the other file has it, ``ids`` by which others records go there.
    """
    made = _plain(element)
    for one in made.iter(etree.Element):
        for name in _POINTERS:
            if (value := one.get(name)) is not None:
                kept = [pointer for token in value.split() if (pointer := _led(token, there, ids or {}))]
                if kept:
                    one.set(name, " ".join(kept))
                else:
                    del one.attrib[name]
    made.tail = None
    return made


def _led(token: str, there: Callable[[str], bool], ids: Mapping[str, str]) -> str:
    """A pointer as it holds in another file; "" where it does not."""
    if _ELSEWHERE.match(token):
        return ""
    if not token.startswith("#"):
        return token
    key = ids.get(token[1:], token[1:])
    return f"#{key}" if there(key) else ""


def _plain(element: Element) -> Element:
    """A copy whose elements have no prefix, so that it can stand in a file with any."""
    if not isinstance(element.tag, str) or tei.space(element) != tei.TEI:
        return deepcopy(element)
    made = el(tei.name(element))
    for name, value in element.attrib.items():
        made.set(name, value)
    made.text, made.tail = element.text, element.tail
    for child in element:
        made.append(_plain(child))
    return made


def mark(element: Element) -> str:
    """A digest of what a record says, however it is laid out."""
    made = in_another_file(element, lambda _key: True)
    for one in made.iter():
        one.text, one.tail = (" ".join((text or "").split()) for text in (one.text, one.tail))
    return hashlib.sha256(etree.tostring(made, method="c14n2")).hexdigest()


def same_person(one: Person, index: AuthorityIndex) -> str | None:
    """The id of somebody in an index who may be this person, by the full name; None where nobody is."""
    for name in one.names:
        match = index.person(Asked(" ".join((*name.forenames, name.surname)).strip() or name.text))
        if match.outcome is Identification.IDENTIFIED:
            return match.id
        if match.candidates:
            return match.candidates[0]
    return None
