"""Names by which documents lead to records: they tell which record was renamed where the memory of names is lost.

A name that the authority file has no more and that every document leads to one record of it is that record's.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kktei import tei
from kktei.encode.authorities.former import names_of, said
from kktei.encode.authorities.identify import Asked, identify
from kktei.encode.authorities.index import AuthorityIndex, keys_of, load, lot_key
from kktei.encode.authorities.named import split_title
from kktei.encode.authorities.records import (
    AuthorityName,
    AuthorityRecord,
    Former,
    Holding,
    Identification,
    Person,
    Work,
)
from kktei.findings import Finding, finding
from kktei.wording import fold

_Key = tuple[str, ...]
_Led = Mapping[_Key, set[str]]
_Grow = Callable[[Sequence[Former]], tuple[bytes, tuple[Finding, ...]]]
_POINTER = re.compile(r"authorities\.xml#(\S+)")
_OFFICE = re.compile(r"\s*[(,;]")  # "Olga Holm (OL)", "Ada Winter, Chairman"
_NAMES = tuple(
    tei.q(name)
    for name in (
        "persName", "author", "editor", "name", "rs", "orgName", "placeName", "settlement", "repository", "institution",
        "collection", "title", "idno",
    )
)  # fmt: skip


@dataclass(frozen=True)
class Recalled:
    """An authority file grown with names that documents still know, those names, and what is to be said."""

    grown: bytes
    formers: tuple[Former, ...]
    findings: tuple[Finding, ...]


def recall(
    existing: bytes,
    formers: Sequence[Former],
    grow: _Grow,
    roots: Callable[[], Iterable[tei.Element]],
    file_id: str,
) -> Recalled:
    """Grow an ``existing`` authority file of which nobody knows what it was when it was last made.

    ``grow`` grows it with the former names given; ``roots`` are the documents as they stand.  A file whose own id is
    not ``file_id`` may be another edition's: there, and where documents disagree, the new record is made and told.
    """
    before = load(existing, formers)
    grown, found = grow(formers)
    if grown == existing:
        return Recalled(grown, tuple(formers), found)
    led = _pointed(roots(), before)
    renamed = _renamed(before, led, formers, grow) if before.file_id in ("", file_id) else []
    if 2 * len({former.id for former in renamed}) > len(list(before.records)):
        renamed = []  # most of them: it is another file
    known = (*formers, *renamed)
    grown, found = grow(known)
    new = [said(former, before) for former in renamed if former.kind != "key"]
    new += [_doubt(record, ids) for record, ids in _heirs(before, load(grown, known), led)]
    return Recalled(grown, known, (*found, *new))


def _renamed(before: AuthorityIndex, led: _Led, formers: Sequence[Former], grow: _Grow) -> list[Former]:
    """The names that records of the file had; what lies below a record is found only when this is."""
    there = {record.id: record for record in before.records}
    found: list[Former] = []
    while True:
        known = (*formers, *found)
        heirs = _heirs(before, load(grow(known)[0], known), led)
        sure = [(name, there[ids[0]]) for record, ids in heirs if len(ids) == 1 for name in names_of(record)]
        more = [replace(name, id=heir.id) for name, heir in sure if not _bears(heir, (name.kind, *name.key))]
        more = [former for former in more if former not in found]
        if not more:
            return found
        found += more


def _pointed(roots: Iterable[tei.Element], index: AuthorityIndex) -> _Led:
    """For what records are asked for with, the ids of those to which documents lead it."""
    records = {record.id: record for record in index.records}
    found: dict[_Key, set[str]] = {}
    for root in roots:
        for element in root.iter(*_NAMES):
            ids = _POINTER.findall(" ".join((element.get("ref", ""), element.get("corresp", ""))))
            words = tei.text_of(element)
            if len(ids) == 1 and words and ids[0] in records:
                for key in _keys(records[ids[0]], words):
                    found.setdefault(key, set()).add(ids[0])
    return found


def _keys(record: AuthorityRecord, words: str) -> Iterator[_Key]:
    """What a record would be asked for with, were these words its name."""
    if isinstance(record, Person):
        plain = _OFFICE.split(words)[0]
        yield from {("person", fold(name)) for name in (words, plain, split_title(plain)[0])}
    elif isinstance(record, Holding):
        yield from keys_of(replace(record, titles=(words,), number=lot_key(words)))
    elif isinstance(record, Work):
        yield from keys_of(replace(record, titles=(words,)))
    else:
        yield from keys_of(replace(record, names=(AuthorityName(words),)))


def _asked(record: AuthorityRecord) -> set[_Key]:
    """What a record is asked for with."""
    if not isinstance(record, Person):
        return set(keys_of(record))
    plain = {" ".join((*name.forenames, name.surname)) for name in record.names}
    return {("person", fold(name)) for name in (*plain, *(name.text for name in record.names))}


def _heirs(before: AuthorityIndex, grown: AuthorityIndex, led: _Led) -> Iterator[tuple[AuthorityRecord, list[str]]]:
    """The new records that documents know under other ids, each with the ids; none of these has the name still."""
    there = {record.id: record for record in before.records}
    for record in grown.records:
        pairs = ((key, there[heir]) for key in _asked(record) for heir in led.get(key, ()))
        ids = {heir.id for key, heir in pairs if not _bears(heir, key)}
        if ids and record.id not in there:
            yield record, sorted(ids)


def _bears(record: AuthorityRecord, key: _Key) -> bool:
    """Whether a record has this name now: of a person the surname is enough."""
    if isinstance(record, Person) and key[0] == "person":
        return identify(Asked(key[1]), (record,)).outcome is not Identification.UNKNOWN
    return key in keys_of(record)


def _doubt(record: AuthorityRecord, ids: Sequence[str]) -> Finding:
    first = names_of(record)[0]
    name = first.name.text if first.name else first.key[-1]
    words = f"“{name}” got a new record, {record.id}; the documents lead this name to {' and '.join(ids)}"
    return finding("E012", words, file="edition/authorities.xml")
