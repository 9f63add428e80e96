"""The site's memory: every document, name and archival level, who did what where, built from the entries."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from tempfile import gettempdir

from kktei import addresses
from kktei.described import Dated
from kktei.findings import Finding, finding
from kktei.render.contract import from_json, packed, to_json, unpacked
from kktei.render.dates import Order, order, year_of
from kktei.render.html.entries import ordered
from kktei.render.html.entry import DocumentEntry, EntryName, SharedRecords, in_rows
from kktei.render.records import KINDS, Records, RegisterRecord
from kktei.slugs import Slugs, file_names, same_name
from kktei.spool import Laid, Spool

FOLDERS = {"person": "persons", "body": "bodies", "place": "places", "repository": "archives", "work": "works",
           "event": "events", "object": "objects"}  # fmt: skip
_SILENT = "cls.unstated"  # the source note says nothing of a classification
_NO_LEVEL = frozenset({_SILENT, "cls.none"})


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """A document with its place on the site, and what other pages often say of it; the rest of its entry is laid by."""

    stem: str
    tei: str  # where its TEI is downloaded from
    source: str  # the stem of its file
    file: str  # where its file stands, as pointers name it
    id: str
    number: str
    named: str  # the title; where there is none, the name of the file, as far as a page can show it
    date: Dated
    said: str  # what is to be said of it beside its bounds
    told: Laid

    @classmethod
    def of(cls, path: Path, stem: str, place: str, entry: DocumentEntry, spool: Spool) -> DocumentPage:
        """The document at ``path``, whose file pointers name ``place``; the rest of its entry goes to ``spool``."""
        shown = "".join(c for c in path.stem if c.isprintable()).strip()
        named, where = entry.title or shown or stem, addresses.tei(stem, plain=entry.active)
        told = spool.lay(packed(entry))
        return cls(stem, where, path.stem, place, entry.id, entry.number, named, entry.date, entry.said, told)

    @property
    def entry(self) -> DocumentEntry:
        """All that the rest of the site has to know of it."""
        return _entry(self.told)

    @property
    def path(self) -> str:
        """Its page."""
        return addresses.page(self.stem)

    @property
    def title(self) -> str:
        """Number and title."""
        return f"{self.number}. {self.named}" if self.number else self.named

    @property
    def order(self) -> Order:
        """Where it stands in time; undated ones last."""
        date = self.date
        return order(date.at, date.start, date.end, lasting=date.lasting)

    @property
    def sort_date(self) -> str:
        """The date that lists by year and month put it under; "9999" where there is none with a year."""
        date = self.date
        given = [date.at, date.start, date.end] if date.lasting else [date.at, date.end, date.start]
        return next((d for d in given if year_of(d)), "9999")


@lru_cache(maxsize=32)
def _entry(told: Laid) -> DocumentEntry:
    return unpacked(told.read(), DocumentEntry)


@lru_cache(maxsize=500)
def _record(told: Laid) -> RegisterRecord:
    return from_json(told.read(), RegisterRecord)


@dataclass(slots=True)
class RegisterEntry:
    """A person, body, place, repository or printed work."""

    key: str
    kind: str
    name: str
    path: str
    sort: str = ""  # the heading in a register
    held: RegisterRecord | Laid | None = None  # its record; laid by when all are known
    forms: Counter[str] = field(default_factory=Counter)  # as named in the texts
    called: dict[str, None] = field(default_factory=dict)  # words of the texts that mean it and are no names
    common: bool = False  # its record comes from a register or a letter, whose names need no form of the texts
    uses: dict[str, list[int]] = field(default_factory=dict)  # role: documents (their places in the edition)
    order: str = ""  # where its heading stands among others

    @property
    def record(self) -> RegisterRecord | None:
        """What is recorded of it."""
        return _record(self.held) if isinstance(self.held, Laid) else self.held

    def use(self, role: str, document: int) -> None:
        """Note that the document has it in this role."""
        places = self.uses.setdefault(role, [])
        if not places or places[-1] != document:
            places.append(document)

    @property
    def documents(self) -> list[int]:
        """All documents, each once, in order."""
        return sorted({d for places in self.uses.values() for d in places})

    @property
    def variants(self) -> list[str]:
        """Other forms of the name: the record's, then those of the texts, the most used first."""
        forms = () if self.common else (form for form, _ in self.forms.most_common())
        return [
            v
            for v in dict.fromkeys([*(self.record.variants if self.record else ()), *forms])
            if v and v not in {self.name, self.sort}
        ]

    @property
    def searched(self) -> list[str]:
        """Every word for it: its names, then what the texts call it."""
        return list(dict.fromkeys([*self.variants, *(f for f in self.forms if f != self.name), *self.called]))


@dataclass
class Index:
    """Everything the pages are made from."""

    documents: list[DocumentPage]
    names: dict[str, RegisterEntry]
    records: SharedRecords  # what the authority file gave
    spool: Spool = field(default_factory=lambda: Spool(Path(gettempdir())))
    rows: dict[str, Laid] = field(default_factory=dict)  # documents as lists show them, by stem
    findings: list[Finding] = field(default_factory=list)  # on records

    @cached_property
    def known(self) -> frozenset[str]:
        """Every id that the edition's shared files have."""
        shared = self.records
        listed = (row.key for rows in (shared.records, shared.hands, shared.taxonomies) for row in rows)
        categories = (c.key for taxonomy in shared.taxonomies for c in taxonomy.categories)
        return frozenset((*listed, *categories, *self.names))

    @cached_property
    def _unclassified(self) -> bool:
        """Whether no document bears a classification: that its source note names none is then nothing to tell."""
        return not any(c.startswith("cls.") and c not in _NO_LEVEL for d in self.documents for c in d.entry.classes)

    def classes(self, document: DocumentPage) -> tuple[str, ...]:
        """The categories that a document is put in, as far as the edition has a use for them."""
        return tuple(c for c in document.entry.classes if not (c == _SILENT and self._unclassified))

    def of_kind(self, kind: str) -> list[RegisterEntry]:
        """The names of one kind that the documents use, in the order of the alphabet."""
        used = [n for n in self.names.values() if n.kind == kind and n.uses]
        return sorted(used, key=lambda n: (n.order, n.key))


def build(
    paths: Iterable[Path],
    entries: Iterable[DocumentEntry],
    records: SharedRecords,
    places: Sequence[str] | None = None,
    registers: Sequence[tuple[str, list[RegisterRecord]]] = (),
    folder: Path | None = None,
    quoted: str = "“{words}”",
) -> Index:
    """The index of documents at ``paths`` with their ``entries``, and the authority ``records``.

    What many documents tell is laid by in a file of ``folder`` for as long as the index is held.
    ``places`` are where the documents' files stand, as pointers name them; ``registers`` are files of records, each
    with its name.  The documents' own records are merged with these by their ids.  ``quoted`` is how the site's
    language quotes words.
    """
    slugs = {folder: Slugs() for folder in FOLDERS.values()}
    names: dict[str, RegisterEntry] = {}
    for record in records.records:
        if record.kind in FOLDERS:
            names.setdefault(record.key, _recorded(record, slugs))
        elif record.kind == "printed":
            page = f"printed.html#{record.key}"
            names[record.key] = RegisterEntry(record.key, record.kind, record.name, page, record.sort)
    levels = frozenset(record.key for record in records.records if record.kind == "unit")
    files = list(paths)
    stems = file_names([path.stem for path in files])
    stand = [path.name for path in files] if places is None else places
    common = Records()
    common.add([n.record for n in names.values() if n.record is not None and n.kind in KINDS], "authorities.xml")
    for where, given in registers:
        common.add(given, where)
    spool = Spool(folder or Path(gettempdir()))
    documents = [_document(*item, common, spool) for item in zip(files, stems, stand, entries, strict=True)]
    _recorded_names(names, common, slugs)
    gatherer = _Gatherer(names, slugs, levels)
    for place, (path, document) in enumerate(zip(files, documents, strict=True)):
        keyed = _keyed(document, common)
        documents[place] = DocumentPage.of(path, document.stem, document.file, keyed, spool)
        gatherer.gather(keyed, place)
    for name in names.values():
        if not name.name:
            name.name = gatherer.best(name)
        if not name.name:  # only words mean it, as "my father" does
            called = quoted.replace("{words}", next(iter(name.called), ""))
            name.name = name.sort = called if name.called else name.key.split(":", 1)[-1]
        name.sort = name.sort or gatherer.headings.get((name.key, name.name), "")
        _turn(name, documents)
    every = list(names.values())
    headings = ordered([(name.name, name.kind, name.sort) for name in every])
    for name, (heading, place_of) in zip(every, headings, strict=True):
        name.sort, name.order = heading, place_of
    tell_apart(every)
    _lay_records(every, spool)
    found = [*common.findings, *alike((d.file, d.path) for d in documents)]
    return Index(documents, names, records, spool, findings=found)


def _lay_records(names: Iterable[RegisterEntry], spool: Spool) -> None:
    for name in names:
        if name.record is not None:
            name.held = spool.lay(to_json(name.record).encode())


def tell_apart(names: Iterable[RegisterEntry]) -> None:
    """Give those whose headings are alike their years."""
    alike: dict[tuple[str, str], list[RegisterEntry]] = {}
    for name in names:
        if name.uses:
            alike.setdefault((name.kind, name.sort), []).append(name)
    for same in (same for same in alike.values() if len(same) > 1):
        for name in same:
            if name.record and name.record.lived:
                name.sort, name.order = f"{name.sort} ({name.record.lived})", f"{name.order} {name.record.lived}"


def _turn(name: RegisterEntry, documents: Sequence[DocumentPage]) -> None:
    """Name somebody ("Bahr, Hermann") as others are named, where the edition itself says "Hermann Bahr"."""
    last, comma, first = name.name.partition(", ")
    natural = f"{first} {last}"
    if (
        comma
        and "," not in first
        and (natural in name.forms or any(natural in documents[place].entry.title for place in name.documents))
    ):
        name.name, name.sort = natural, name.name


def alike(documents: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    """Of documents (file, page): files of a folder with one name, where capitals or composed letters do not count."""
    folders: dict[str, list[tuple[str, str]]] = {}
    for file, page in documents:
        folders.setdefault(posixpath.dirname(file), []).append((file, page))
    for inside in folders.values():
        for at, first in same_name([posixpath.basename(file).removesuffix(".xml") for file, _ in inside]).items():
            file, page = inside[at]
            words = f"is named as {inside[first][0]} but for capitals or composed letters; its page is {page}"
            yield finding("H032", words, file=file)


def _recorded_names(names: dict[str, RegisterEntry], common: Records, slugs: dict[str, Slugs]) -> None:
    """Give the names their records, and add those that the authority file has not."""
    for key, record in common.by_key.items():
        if key in names:
            names[key].held = record
        else:
            names[key] = replace(_recorded(record, slugs), common=True)


def _keyed(document: DocumentPage, common: Records) -> DocumentEntry:
    """The entry with the keys of the edition for those that the document has for itself, which are kept beside them."""
    entry = in_rows(document.entry)
    rows = (*entry.agents, *entry.places, *entry.named)
    common.part(document.file, [(row.key, row.name) for row in rows], entry.local)

    def keyed(rows: tuple[EntryName, ...]) -> tuple[EntryName, ...]:
        return tuple(replace(row, key=common.key(row.key, document.file), own_key=row.key) for row in rows)

    agents, places, named = keyed(entry.agents), keyed(entry.places), keyed(entry.named)
    return replace(entry, agents=agents, places=places, named=named, local=())


def _document(path: Path, stem: str, place: str, entry: DocumentEntry, common: Records, spool: Spool) -> DocumentPage:
    """A document, whose records go to the ``common`` ones: many letters have the same, and memory would hold all."""
    common.add(entry.records, place, place)
    return DocumentPage.of(path, stem, place, replace(entry, records=()), spool)


def _recorded(record: RegisterRecord, slugs: dict[str, Slugs]) -> RegisterEntry:
    page = _page(record.key, record.kind, slugs)
    return RegisterEntry(record.key, record.kind, record.name, page, record.sort, record)


def _page(key: str, kind: str, slugs: dict[str, Slugs]) -> str:
    folder = FOLDERS[kind]
    return f"{folder}/{slugs[folder].of(key)}.html"


class _Gatherer:
    """Notes what documents say of everybody."""

    def __init__(self, names: dict[str, RegisterEntry], slugs: dict[str, Slugs], levels: frozenset[str]) -> None:
        self._names = names
        self._slugs = slugs
        self._levels = levels
        self.headings: dict[tuple[str, str], str] = {}  # of a key's forms in parts, how a register has them
        self._acting: set[tuple[str, str]] = set()  # forms under which it wrote, received or did something else

    def best(self, name: RegisterEntry) -> str:
        """The form of a name to show where no authority gives one: as a correspondent, a full name, the most used."""

        def rank(form: str) -> tuple[bool, bool, int, str]:
            full = " " in form and form[0].isupper() and not any(c.isdigit() for c in form)
            return ((name.key, form) in self._acting, full, name.forms[form], form)

        return max(name.forms, key=rank, default="")

    def gather(self, entry: DocumentEntry, place: int) -> None:
        acting = {self._use(row, place) for row in (*entry.agents, *entry.places)}
        for row in entry.named:
            if row.key not in acting:
                self._use(row, place)
        for work in entry.printed:
            if work.key in self._names:
                self._names[work.key].use(work.role, place)

    def _use(self, row: EntryName, place: int) -> str:
        """The key of whom a row names; a name without pointer and text names nobody, a collection is no body."""
        key = row.key
        if key and not key.endswith(":") and key not in self._levels:
            if key not in self._names:
                self._names[key] = RegisterEntry(key, row.kind, "", _page(key, row.kind, self._slugs))
            self._names[key].called |= dict.fromkeys(row.called)
            if row.name:
                self._names[key].forms[row.name] += 1
                self.headings.setdefault((key, row.name), row.heading)
                if row.act != "mentioned":
                    self._acting.add((key, row.name))
            self._names[key].use(row.act, place)
        return key
