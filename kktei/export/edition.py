"""What all documents of an edition share: its title page, its address, its records; names as catalogues want them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from kktei.addresses import Addresses
from kktei.config import Settings
from kktei.dates import first_day
from kktei.described import TeiAgent, TeiLevel, TeiMention, TeiPlace
from kktei.export.described import Licence, TeiDocument, TeiRecord
from kktei.identifiers import AUTHORITIES, address, catalogued, doi
from kktei.slugs import slug
from kktei.wording import same_words

N = TypeVar("N", TeiAgent, TeiPlace, TeiMention)
Named = TeiAgent | TeiPlace | TeiMention
_SINCE = "1970-01-01"
_GENRES = {"letter": "300026879", "memorandum": "300026906", "telegram": "300026909"}  # of the AAT


@dataclass
class Licences:
    """What may be done with the documents, as they themselves say; gathered while they go by."""

    count: int = 0
    silent: int = 0
    first: str = ""  # the file of the first one that says nothing
    said: Counter[Licence] = field(default_factory=Counter)  # by how many documents

    def take(self, document: TeiDocument) -> None:
        """Hear what a document says."""
        self.count += 1
        self.said.update(dict.fromkeys(document.licences, 1))
        if not document.licences:
            self.silent += 1
            self.first = self.first or document.file

    @property
    def of_all(self) -> Iterator[Licence]:
        """As the whole may be told of them: what not all documents have is in words, with how many have it."""
        for one, many in self.said.items():
            words = f"{', '.join(filter(None, (one.name, one.address)))} (in {many} of {self.count} documents)"
            yield one if many == self.count else Licence(words)


@dataclass(frozen=True)
class Edition:
    """The edition as a whole."""

    settings: Settings
    records: Mapping[str, TeiRecord]
    categories: Mapping[str, str]
    count: int  # documents
    root: Path = Path()  # what the documents' files are relative to
    authorities: Path | None = None
    corpus: Path | None = None
    vocabularies: Mapping[str, str] = field(default_factory=dict)  # by category its address in somebody's vocabulary
    members: Mapping[str, Edition] = field(default_factory=dict)  # the editions, by id, that meet in this one
    gathered: Licences = field(default_factory=Licences, compare=False)
    addresses: Addresses = field(init=False)

    def __post_init__(self) -> None:
        addresses = Addresses("") if self.members else Addresses.of(self.settings)
        object.__setattr__(self, "addresses", addresses)

    def of(self, document: TeiDocument) -> Edition:
        """The edition that a document comes from."""
        return self.members.get(document.edition, self)

    def _said(self, key: str) -> str:
        """What a setting says; where editions meet, what all of them say, or ""."""
        said = {one.settings.text(key) for one in self.members.values()} or {self.settings.text(key)}
        return said.pop() if len(said) == 1 else ""

    @property
    def id(self) -> str:
        """Its short identifier."""
        return "-".join(self.members) or self.settings.text("edition.id")

    @property
    def title(self) -> str:
        """Its title."""
        return "; ".join(one.title for one in self.members.values()) or self.settings.text("edition.title")

    @property
    def subtitle(self) -> str:
        """Its subtitle, or ""."""
        return self.settings.text("edition.subtitle")

    @property
    def editors(self) -> tuple[str, ...]:
        """Who edited it."""
        everybody = (who for one in self.members.values() for who in one.editors)
        return tuple(dict.fromkeys(everybody)) or self.settings.texts("edition.editors")

    @property
    def publisher(self) -> str:
        """Who publishes it, or ""."""
        return self._said("edition.publisher")

    @property
    def version(self) -> str:
        """Its version, or ""."""
        return self._said("edition.version")

    @property
    def language(self) -> str:
        """The language of its own words."""
        return self.settings.text("edition.language")

    @property
    def base(self) -> str:
        """Its address, with a slash at the end, or ""."""
        return self.addresses.base

    @property
    def licence(self) -> str:
        """The address of its licence."""
        return self._said("edition.licence")

    @property
    def licence_name(self) -> str:
        """The name of its licence."""
        return self._said("edition.licence_name")

    @property
    def licences(self) -> tuple[Licence, ...]:
        """What its documents say of licences, and how many say none; its own as long as none has been read."""
        if not self.gathered.count:
            return (Licence(self.licence_name, self.licence),) if self.licence_name or self.licence else ()
        silent = f"No licence is stated in {self.gathered.silent} of {self.gathered.count} documents"
        none = (Licence(silent),) if self.gathered.silent else ()
        return (*self.gathered.of_all, *none)

    @property
    def description(self) -> str:
        """What it holds, in one paragraph."""
        return " ".join(self._said("edition.description").split())

    @property
    def year(self) -> str:
        """The year of its publication, or ""."""
        return self.issued[:4]

    @property
    def _dated(self) -> str:
        """The date of the settings; where editions meet, the latest."""
        return max(one.settings.text("edition.date") for one in self.members.values() or (self,))

    @property
    def issued(self) -> str:
        """When it was published, as far as the settings say: a day, a month, a year, or ""."""
        given = self._dated
        found = re.match(r"\d{4}(?:-\d\d(?:-\d\d)?)?", given)
        return found[0] if found and self.date != _SINCE else ""

    @property
    def day(self) -> str:
        """The day of its publication, where the settings say it; else ""."""
        return self.issued if self.issued == self.date else ""

    @property
    def date(self) -> str:
        """A day for what must have one (datestamps, archives): the first of the year or month where no more is known.

        1970 without any; where a date is not needed, :attr:`issued` says what is known.
        """
        return first_day(self._dated) or _SINCE

    def recorded(self, named: Named | TeiLevel | None) -> str:
        """The key of the record that a name leads to; "" where there is no such record."""
        return named.key if named is not None and named.key in self.records else ""

    def place_name(self, place: TeiPlace | None) -> str:
        """What a place is called: as it is named, else as its record is, else its key; "" for none."""
        if place is None or place.name:
            return place.name if place is not None else ""
        return self.records[place.key].name if place.key in self.records else place.key

    def numbers(self, document: TeiDocument) -> Iterator[tuple[str, str]]:
        """What other systems call it, each with its type; not its number and address here, nor what is no DOI."""
        here = ("", document.number, self.addresses.page(document.name))
        for kind, value in document.numbers:
            plain = doi(value) if kind.upper() == "DOI" else value
            if plain not in here:
                yield kind, plain

    def own_records(self, document: TeiDocument) -> Iterator[TeiRecord]:
        """Records of a document's own file, of whom the authority file has none; each once."""
        for record in {one.key: one for one in document.records}.values():
            if _is_another(self.records.get(record.key), (record.name, *record.variants), links(record.ids)):
                yield record

    def own_record(self, named: Named | TeiLevel | None, document: TeiDocument) -> TeiRecord | None:
        """The record of the document's own file that a name leads to, where the authority file has none."""
        if named is None or isinstance(named, TeiLevel) or not named.own or named.key in self.records:
            return None
        return next((one for one in document.records if _leads_to(named, one)), None)

    def record(self, agent: TeiAgent) -> TeiRecord | None:
        """The record that a name leads to."""
        return self.records.get(agent.key)

    def same(self, named: Named) -> Mapping[str, str]:
        """Addresses of authorities, by authority in their fixed order: those of the record, else what the name says."""
        record = self.records.get(named.key)
        found = {**catalogued(named.same), **(links(record.ids) if record is not None else {})}
        return {name: found[name] for name in AUTHORITIES if name in found}

    def identifier(self, named: Named) -> str:
        """The address of the first authority that knows what is named, or ""."""
        return next(iter(self.same(named).values()), "")

    def heading(self, agent: TeiAgent) -> str:
        """The name as a catalogue has it: "Khrushchev, Nikita Sergeyevich"."""
        record = self.record(agent)
        return record.inverted if record is not None and record.inverted else agent.name or agent.key

    def plain(self, agent: TeiAgent) -> str:
        """The full name in its usual order."""
        record = self.record(agent)
        return record.name if record is not None and record.name else agent.name or agent.key

    def is_body(self, agent: TeiAgent) -> bool:
        """Whether the name is that of a body."""
        record = self.record(agent)
        return record.kind != "person" if record is not None else agent.kind == "body"

    def category(self, key: str) -> str:
        """The name of a category, or the key itself."""
        return self.categories.get(key, key)

    def genre(self, document: TeiDocument) -> str:
        """What kind of document it is, in words."""
        return self.category(document.genre)

    def genre_address(self, document: TeiDocument) -> str:
        """What kind of document it is, as the edition's categories say in a vocabulary of others, or the AAT; or ""."""
        known = _GENRES.get(document.genre.removeprefix("gen.").lower(), "")
        return self.vocabularies.get(document.genre) or (address("aat", known) if known else "")

    def markings(self, document: TeiDocument, *kinds: str) -> Iterator[str]:
        """The names of the categories of these kinds ("cls": classification) that a document is put in."""
        for key in document.classes:
            if key.split(".")[0] in kinds:
                yield self.category(key)

    def parents(self, key: str) -> Iterator[TeiRecord]:
        """The record of an archival unit and those above it, up to the repository; each once."""
        seen: set[str] = set()
        while (record := self.records.get(key)) is not None and key not in seen:
            seen.add(key)
            yield record
            key = record.parent


def apart(document: TeiDocument, records: Mapping[str, TeiRecord]) -> TeiDocument:
    """A document in which nobody that it has a record of itself is taken for somebody else with the same id ("p1").

    The key is then made of the id and the name, as the site makes it.
    """

    def own(named: tuple[N, ...]) -> tuple[N, ...]:
        return tuple(replace(one, key=_own_key(one.key, one.own)) if _is_other(one, records) else one for one in named)

    if not any(_is_other(one, records) for one in document.named):
        return document
    acts = tuple(
        replace(act, steps=tuple(replace(s, agents=own(s.agents), places=own(s.places)) for s in act.steps))
        for act in document.communications
    )
    copies = tuple(replace(copy, makers=own(copy.makers)) for copy in document.copies)
    return replace(
        document, authors=own(document.authors), communications=acts, copies=copies, mentioned=own(document.mentioned),
        created_at=own(document.created_at),
    )  # fmt: skip


def _is_other(named: Named, records: Mapping[str, TeiRecord]) -> bool:
    """Whether the document's own record of whom it names is not of whom another record of the same id is."""
    record = records.get(named.key) if named.own else None
    return record is not None and _is_another(record, [named.own], catalogued(named.same))


def _is_another(record: TeiRecord | None, names: Sequence[str], ids: Mapping[str, str]) -> bool:
    """Whether a record is not of whom others are called so and have these addresses in catalogues."""
    if record is None:
        return True
    if set(links(record.ids).items()) & set(ids.items()):
        return False
    return not same_words(names, [record.name, record.inverted, *record.variants])


def _leads_to(named: Named, record: TeiRecord) -> bool:
    """Whether a name means a record of its file; it may have got a key that nobody else has (:func:`apart`)."""
    if named.key == record.key:
        return True
    return named.key.startswith(f"{record.key}-") and named.key == _own_key(record.key, named.own)


def _own_key(key: str, name: str) -> str:
    return f"{key}-{slug(name)}"


def same_as(record: TeiRecord) -> tuple[str, ...]:
    """The addresses of all identifiers of a record: one of each authority, then the further ones."""
    every = (address(kind, value) for kind, value in record.numbers)
    return tuple(dict.fromkeys((*links(record.ids).values(), *filter(None, every))))


def best(ids: Mapping[str, str]) -> str:
    """The address of the first of the identifiers, or ""."""
    return next(iter(links(ids).values()), "")


def links(ids: Mapping[str, str]) -> Mapping[str, str]:
    """Identifiers of authorities as addresses of the web, by authority, in their fixed order."""
    return _links(tuple(ids.items()))


@lru_cache(maxsize=4096)
def _links(pairs: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    ids = dict(pairs)
    return {name: found for name in AUTHORITIES if (found := address(name, ids.get(name, "")))}
