"""Names that records had at earlier conversions: sources go on using them, whatever editors have made of the records.

A record that is renamed stays the same; one that was deleted is not made again.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

import msgspec

from kktei.encode.authorities.index import AuthorityIndex, keys_of
from kktei.encode.authorities.records import AuthorityName, AuthorityRecord, Former, Person
from kktei.findings import Finding, finding
from kktei.wording import fold

_FILE = "edition/authorities.xml"
Pointers = Callable[[Collection[str]], Mapping[str, str]]


class _Row(msgspec.Struct, frozen=True):
    """A former name as a row of the memory."""

    kind: str
    key: list[str]
    id: str
    name: str = ""
    surname: str = ""
    forenames: list[str] = []
    roles: list[str] = []
    offices: list[str] = []


def from_row(row: Mapping[str, object]) -> Former | None:
    """A former name from the memory's row; None where it is none that this kktei knows."""
    try:
        told = msgspec.convert(row, _Row)
    except msgspec.ValidationError:
        return None
    name = AuthorityName(told.name, told.surname, tuple(told.forenames), tuple(told.roles))
    is_person = told.kind == "person"
    return Former(told.kind, tuple(told.key), told.id, name if is_person else None, frozenset(told.offices))


def to_row(former: Former) -> dict[str, object]:
    """A former name as a row of the memory."""
    row: dict[str, object] = {"kind": former.kind, "key": list(former.key), "id": former.id}
    if former.name is not None:
        row |= {"name": former.name.text, "surname": former.name.surname}
        row |= {"forenames": list(former.name.forenames), "roles": list(former.name.roles)}
    if former.offices:
        row["offices"] = sorted(former.offices)
    return row


@dataclass(frozen=True)
class _Change:
    """An authority file as it was last made and as it is now."""

    before: AuthorityIndex
    now: AuthorityIndex
    pointers: Pointers

    def heirs(self) -> tuple[dict[str, str], set[str]]:
        """For each id that is gone the id of the record that took its place; and those that nothing did."""
        names = {(f.kind, f.key): f.id for record in self.now.records for f in names_of(record)}
        ids = {record.id for record in self.now.records}
        found: dict[str, str] = {}
        gone = [record for record in self.before.records if record.id not in ids]
        for record in gone:
            heir = next((names[f.kind, f.key] for f in names_of(record) if (f.kind, f.key) in names), None)
            if heir is not None:
                found[record.id] = heir
        lost = {record.id for record in gone} - found.keys()
        found |= {key: heir for key, heir in self.pointers(lost).items() if heir in ids} if lost else {}
        return found, lost - found.keys()

    def another_file(self, lost: Collection[str]) -> bool:
        """Whether a file from elsewhere was put in its place: another id, or most of the records gone."""
        ids = {self.before.file_id, self.now.file_id} - {""}
        return len(ids) > 1 or 2 * len(lost) > len(list(self.before.records))


@dataclass(frozen=True)
class Remembered:
    """The former names, what is to be said of new ones, and the ids that took the place of others."""

    formers: tuple[Former, ...] = ()
    findings: tuple[Finding, ...] = ()
    heirs: Mapping[str, str] = field(default_factory=dict)


def remembered(before: AuthorityIndex, now: AuthorityIndex, stored: Iterable[Former], pointers: Pointers) -> Remembered:
    """What is to be known of the names that records had, after an editor's work on the authority file.

    ``before`` is the file as it was last made, ``now`` as it is on disk, ``stored`` what was known until now.
    ``pointers`` says of records that are gone to which others the documents' pointers were changed by hand.
    """
    change = _Change(before, now, pointers)
    heirs, lost = change.heirs()
    if change.another_file(lost):
        return Remembered()
    present = {(f.kind, f.key) for record in now.records for f in names_of(record)}
    fate = dict.fromkeys(lost, "") | heirs
    rows = {(f.kind, f.key): _led(f, fate) for f in stored}
    known = set(rows)
    for record in before.records:
        for former in names_of(record):
            rows[former.kind, former.key] = _led(former, fate)
    kept = tuple(former for key, former in rows.items() if key not in present)
    renamed = (f for f in kept if f.id and (f.kind, f.key) not in known and f.kind != "key")
    return Remembered(kept, tuple(said(former, now) for former in renamed), heirs)


def names_of(record: AuthorityRecord) -> list[Former]:
    """Everything that a record is known by."""
    if not isinstance(record, Person):
        return [Former(key[0], key[1:], record.id) for key in keys_of(record)]
    names = [n for n in record.names if not n.former]
    formers = [Former("person", (fold(n.text),), record.id, n, record.offices) for n in names]
    return [*formers, *(Former(key[0], key[1:], record.id) for key in keys_of(record))]


def _led(former: Former, fate: Mapping[str, str]) -> Former:
    """A former name with the id that its record has now, and so for the level above it."""
    key = tuple(fate.get(part) or part for part in former.key[:-1]) + former.key[-1:]
    return replace(former, id=fate.get(former.id, former.id), key=key)


def said(former: Former, now: AuthorityIndex) -> Finding:
    """What is said of a name that its record has no more."""
    words = former.name.text if former.name else former.key[-1]
    names = next((names_of(record) for record in now.records if record.id == former.id), [])
    new = next((f.name.text if f.name else f.key[-1] for f in names), "")
    told = f"“{words}” is no name of {former.id} any more{f' (now “{new}”)' if new else ''}; it is still led there"
    hint = "If somebody or something else is meant by it, give that a record with this name."
    return finding("E011", told, file=_FILE, hint=hint)
