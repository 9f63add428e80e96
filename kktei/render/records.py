"""Records of persons, bodies, places, works, events and objects, from registers and from letters, each of them once."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kktei import pool, tei
from kktei.cache import Cache, digest, program
from kktei.config import is_web
from kktei.findings import Finding, finding
from kktei.render.contract import from_json
from kktei.render.job import RenderJob
from kktei.render.own import Sheet
from kktei.slugs import slug
from kktei.wording import same_words

_YEAR = re.compile(r"(?<!\d)\d{3,4}(?!\d)")
KINDS = ("person", "body", "place", "work", "event", "object")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFact:
    """What a record tells, by its element; ``ref`` is the key of whom it names."""

    element: str
    text: str
    ref: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordIdentifier:
    """An identifier and whose it is ("gnd"), or an address."""

    type: str
    value: str
    same: bool = True  # whether it is what it names, and not a page about it


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRecord:
    """A record of a person, body, place, repository, work or event; "" where it does not say."""

    key: str
    kind: str
    name: str
    sort: str  # its heading in a register
    variants: tuple[str, ...] = ()
    about: tuple[RecordFact, ...] = ()
    ids: tuple[RecordIdentifier, ...] = ()
    family: str = ""
    given: str = ""
    suffix: str = ""
    geo: str = ""  # coordinates as written

    @property
    def lived(self) -> str:
        """The years of birth and death, by which two of one name are told apart; "" where it has neither."""
        years = [
            next((year[0] for fact in self.about if fact.element == event and (year := _YEAR.search(fact.text))), "")
            for event in ("birth", "death")
        ]
        return "–".join(years) if any(years) else ""


@dataclass
class Records:
    """All records by key; for each document the ids that mean another record there than elsewhere."""

    by_key: dict[str, RegisterRecord] = field(default_factory=dict)
    aliases: dict[str, dict[str, str]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    _addresses: dict[str, str] = field(default_factory=dict)
    _unknown: dict[str, tuple[str, set[str]]] = field(default_factory=dict)  # of an id without record: names' words
    _last: dict[str, tuple[RegisterRecord, str]] = field(default_factory=dict)  # as it was last given, its key
    _of: dict[str, set[str]] = field(default_factory=dict)  # documents that have a record of their own; "": a register

    def key(self, given: str, document: str = "") -> str:
        """The key of what a pointer of a document names."""
        own = self.aliases.get(document, {}).get(given)
        if own is not None or given in self.by_key:
            return own or given
        return self._addresses.get(_plain(given), given)

    def add(self, records: Iterable[RegisterRecord], where: str, document: str = "") -> None:
        """Add what a register or a document has; what fits a record that is known completes it."""
        for record in records:
            if record.key:
                self._one(record, where, document)

    def part(self, document: str, named: Iterable[tuple[str, str]], local: Collection[str]) -> None:
        """Keep apart what a document names by an id that other documents use for other names.

        ``named`` are the ids and names in the document, ``local`` those that it names as its own: unique in its file,
        and "#p1" of one letter need not be "p1" of the next, whether that has a record of it or not.
        """
        forms: dict[str, list[str]] = {}
        for given, name in named:
            if name and given not in self.aliases.get(document, {}):
                forms.setdefault(given, []).append(name)
        for given, names in forms.items():
            owners = self._of.get(given, set())
            if given not in self.by_key:
                self._unrecorded(document, given, names if given in local else [])
            elif owners and not owners & {"", document} and not any(_called(self.by_key[given], n) for n in names):
                self.aliases.setdefault(document, {})[given] = f"{given}-{slug(names[0])}"

    def _unrecorded(self, document: str, given: str, names: Sequence[str]) -> None:
        """Keep apart what two documents call by an id that nobody has a record of, with no word in common."""
        more = {word for name in names for word in name.casefold().replace(",", " ").split()}
        if not more:
            return
        first, words = self._unknown.setdefault(given, (names[0], set()))
        if words and not words & more:
            self.aliases.setdefault(document, {})[given] = f"{given}-{slug(names[0])}"
            said = f"{given} is {names[0]!r} here, and {first!r} elsewhere; neither has a record"
            self.findings.append(finding("F006", said, file=document, place=given))
        else:
            words |= more

    def _one(self, record: RegisterRecord, where: str, document: str) -> None:
        last, key = self._last.get(record.key, (None, ""))
        if record == last:  # most letters have the records of their people as others have them
            if key != record.key:
                self.aliases.setdefault(document, {})[record.key] = key
            self._of.setdefault(key, set()).add(document)
            return
        key = self._free(record)
        self._last[record.key] = (record, key)
        if key != record.key:
            self.aliases.setdefault(document, {})[record.key] = key
            if key not in self.by_key:
                said = f"{record.key} is {record.name!r} here, and {self.by_key[record.key].name!r} elsewhere"
                self.findings.append(finding("F006", said, file=where, place=record.key))
        known = self.by_key.get(key)
        self._of.setdefault(key, set()).add(document)
        self.by_key[key] = replace(record, key=key) if known is None else _joined(known, record)
        for row in record.ids:
            if is_web(row.value):
                self._addresses.setdefault(_plain(row.value), key)

    def _free(self, record: RegisterRecord) -> str:
        """The record's id where nobody else has it, else one made of it and the name."""
        key = record.key
        known = self.by_key.get(key)
        if known is None or fit(known, record):
            return key
        return f"{key}-{slug(record.name or record.kind)}"


def _plain(address: str) -> str:
    return address.removeprefix("https://").removeprefix("http://").rstrip("/")


def fit(one: RegisterRecord, other: RegisterRecord) -> bool:
    """Whether two records with one id can be the same: of one kind, with an identifier or all words of a name alike."""
    if one.kind != other.kind:
        return False
    if not one.name or not other.name:
        return True
    if set(one.ids) & set(other.ids):
        return True
    return same_words(_names(one), _names(other))


def _called(record: RegisterRecord, name: str) -> bool:
    """Whether a record can be meant by a name: a word of it is in one of the record's."""
    words = set(name.casefold().replace(",", " ").split())
    return any(words & set(known.casefold().replace(",", " ").split()) for known in _names(record))


def _names(record: RegisterRecord) -> tuple[str, ...]:
    return (record.name, record.sort, *record.variants)


def _joined(one: RegisterRecord, other: RegisterRecord) -> RegisterRecord:
    """Two records of one: names, facts and identifiers of both, each once."""
    names = [other.name, *other.variants]
    return replace(
        one,
        name=one.name or other.name,
        sort=one.sort or other.sort,
        geo=one.geo or other.geo,
        variants=tuple(dict.fromkeys([*one.variants, *(n for n in names if n and n != one.name)])),
        about=tuple({(fact.element, fact.text): fact for fact in (*one.about, *other.about)}.values()),
        ids=tuple(dict.fromkeys((*one.ids, *other.ids))),
    )


def registers(job: RenderJob, sheet: Sheet) -> list[tuple[str, list[RegisterRecord]]]:
    """The records of each register of the job with its name, by the stylesheet of a product: all know them."""
    tasks = [_Register(path, sheet, job.cache) for path in job.registers]
    listed = pool.each(_listed, tasks, jobs=job.jobs, batch=1)
    return [(job.shown(task.path), records) for task, records in zip(tasks, listed, strict=True)]


@dataclass(frozen=True)
class _Register:
    path: Path
    sheet: Sheet
    cache: Cache


def _listed(register: _Register) -> list[RegisterRecord]:
    path, sheet = register.path, register.sheet
    text = tei.source(path)
    key = digest(program(), "records", sheet.product, text)

    def made() -> bytes:
        style = sheet.compiled()
        return style.run(style.parse(text, path.resolve().as_uri()), mode="records").texts["records"].encode()

    return from_json(register.cache.kept(key, made), list[RegisterRecord])
