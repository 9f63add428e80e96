"""The authority file of an edition and that of its house: what changed there comes here, what is new here goes there.

Nothing that an editor wrote is written over: a record follows the house's only while it is as it was taken.
"""

from collections.abc import Mapping

from kktei import tei
from kktei.encode.authorities.house import House, in_another_file, mark, same_person
from kktei.encode.authorities.index import AuthorityIndex, index_of, keys_of
from kktei.encode.authorities.lists import Added, with_records
from kktei.encode.authorities.records import AuthorityRecord, Person
from kktei.encode.elements import Element, fragment
from kktei.encode.splice import Splice, apply, instead, key_of, parts_of
from kktei.findings import Finding, finding

_FILE = "edition/authorities.xml"


def refreshed(data: bytes, house: House, taken: Mapping[str, str]) -> tuple[bytes, tuple[Finding, ...]]:
    """The edition's file with what the house changed in records that it still has as they were taken.

    ``taken`` says by id what a record was when it was last the same here and there (:func:`marks`).
    Raises MalformedError where it is not well formed.
    """
    root = tei.parse(data, _FILE)
    ours = {str(e.get(tei.XML_ID)): e for e in root.iter(tei.q("*")) if e.get(tei.XML_ID) in house.elements}
    records = {record.id: record for record in house.index.records}
    changes: dict[str, Element] = {}
    found: list[Finding] = []
    for key, element in ours.items():
        theirs = house.copy(records[key])
        here, there, before = mark(element), mark(theirs), taken.get(key)
        if there in {here, before}:
            continue
        if here == before:
            changes[key] = theirs
        else:
            found.append(_differs(key, house.files[key], element.sourceline or 0, before is None))
    return _replaced(data, changes), tuple(found)


def _differs(key: str, file: str, line: int, unknown: bool) -> Finding:
    """That a record is one thing here and another there."""
    how = "is another" if unknown else "was changed here and there"
    words = f"The record {key} {how} in {file}; the edition's stays"
    return finding("E014", words, file=_FILE, line=line, place=key)


def _replaced(data: bytes, changes: Mapping[str, Element]) -> bytes:
    splices: list[Splice] = []
    for part in parts_of(data) if changes else ():
        if (key := key_of(part)) in changes:
            splices.append(instead(data, part, fragment(changes[str(key)], len(part.path) - 1)))
    return apply(data, splices)


def marks(data: bytes, house: House, before: Mapping[str, str]) -> dict[str, str]:
    """What is to be remembered of the records that an edition's file shares with the house, by id."""
    root = tei.parse(data, _FILE)
    records = {record.id: record for record in house.index.records}
    made = {}
    for element in root.iter(tei.q("*")):
        key = element.get(tei.XML_ID)
        if key in house.elements:
            here = mark(element)
            if here == mark(house.copy(records[key])):
                made[str(key)] = here
            elif key in before:
                made[str(key)] = before[key]
    return made


def added_to_house(theirs: bytes, shown: str, ours: bytes) -> tuple[bytes, tuple[Finding, ...], int]:
    """A house's file with the records that only the edition has; what is to be said; and how many they are.

    One by the name of another record of the house is not added, nor one with an open question (note type="query").
    Raises MalformedError where one is not well formed.
    """
    house = index_of(tei.parse(theirs, shown))
    root = tei.parse(ours, _FILE)
    elements = {str(e.get(tei.XML_ID)): e for e in root.iter(tei.q("*")) if e.get(tei.XML_ID)}
    new = [r for r in index_of(root).records if not house.takes(r.id) and not _open(elements[r.id])]
    alike: dict[str, str] = {}
    for record in new:  # what an archive's unit lies in comes before it
        if other := _alike(record, house, alike):
            alike[record.id] = other
    found = tuple(_not_added(key, alike[key], shown, elements[key]) for key in alike if key.startswith("pers."))
    going = [record for record in new if record.id not in alike]
    ids = {record.id for record in going}

    def there(key: str) -> bool:
        return key in ids or house.takes(key)

    made: list[Added] = [(type(r), in_another_file(elements[r.id], there, alike)) for r in going]
    return with_records(theirs, made), found, len(made)


def _open(element: Element) -> bool:
    """Whether it is not sure who is meant."""
    return element.find("tei:note[@type='query']", tei.NS) is not None


def _alike(record: AuthorityRecord, house: AuthorityIndex, alike: Mapping[str, str]) -> str | None:
    """The id of the house's record of that name, if it has one; ``alike`` says so of records before it."""
    if isinstance(record, Person):
        return same_person(record, house)
    found = (house.named(*(alike.get(part, part) for part in key)) for key in keys_of(record))
    return next((one.id for one in found if one is not None), None)


def _not_added(key: str, other: str, shown: str, element: Element) -> Finding:
    words = f"The record {key} was not added to {shown}: {other} there may be the same person"
    return finding("E015", words, file=_FILE, line=element.sourceline or 0, place=key)
