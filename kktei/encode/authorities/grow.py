"""Growing the authority file: what documents name and it lacks is added; what stands in it stays to the byte."""

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from kktei import tei
from kktei.config import Settings
from kktei.encode.authorities import named
from kktei.encode.authorities.entries import free_id, id_part, name_element, name_of, names_listed
from kktei.encode.authorities.house import House
from kktei.encode.authorities.identify import Asked, fullness, is_shown, without_generation
from kktei.encode.authorities.index import GENERIC, AuthorityIndex, bare, load, lot_key, title_key
from kktei.encode.authorities.lists import Added, begin, new, with_records
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
from kktei.encode.dating import year_of
from kktei.encode.places import UNRECORDED
from kktei.findings import Finding, finding, once
from kktei.model import Authority, Document, Level, LevelKind
from kktei.wording import fold

_Record = TypeVar("_Record", bound=AuthorityRecord)
_NO_RECORD = UNRECORDED | {LevelKind.FOLDER}  # one that an editor made is led to; none is added


def grow(
    existing: bytes | None,
    documents: Sequence[Document],
    settings: Settings,
    listed: Iterable[Authority] = (),
    formers: Iterable[Former] = (),
    house: House | None = None,
) -> tuple[bytes, tuple[Finding, ...]]:
    """The authority file with everything that the documents name, and who could not be told apart.

    People in the lists that the sources themselves have (``listed``) come first, with the ids they have there.
    Nothing that stands in ``existing`` is changed; what goes by the name of a record that an editor deleted gets none
    (``formers``).  What the ``house`` has a record of gets that one, with its id.  Raises
    MalformedError where the file is not well formed.
    """
    data = existing if existing is not None else begin(settings)
    tei.parse(data, "edition/authorities.xml")
    growing = _Growing(load(data, formers), house or House())
    years = settings.text("source.years")
    for entry in listed:
        growing.listed(entry)
    growing.listed_names({fold(p) for d in documents if (p := d.fact("place"))}, documents)
    growing.repositories(documents)
    for document in documents:
        growing.all_but_people(document)
    unknown = [
        who
        for document in documents
        for who in named.people(document, year_of(document, years))
        if not growing.knows(who, named.linked(document.record))
    ]
    introduced: dict[str, list[Asked]] = {}
    for who in unknown:
        introduced.setdefault(who.number, []).append(who.asked)
    # A bare surname is led to the fuller name, and first where a namesake beside it shows that it is another's.
    for who in sorted(unknown, key=lambda w: (w.asked.is_bare, not w.asked.has_kin)):
        growing.person(who, introduced[who.number])
    return with_records(data, growing.added), tuple(once(growing.findings, {"E001"}))


class _Growing:
    """An index that gains records; each new one with the element it becomes."""

    def __init__(self, index: AuthorityIndex, house: House) -> None:
        self.index = index
        self.house = house
        self.added: list[Added] = []
        self.findings: list[Finding] = []
        self._made: dict[str, tei.Element] = {}  # elements of records that are new
        self._said: set[str] = set()
        self._called: dict[str, tuple[str, ...]] = {}  # what the documents call a repository, by its full name
        self._variants: set[str] = set()  # further names of people in a list, who may be others in it
        self._persons: set[str] = set()  # names by which telegrams went to people of the source's lists

    def _add(self, record: AuthorityRecord, comment: str = "") -> None:
        self.index = self.index.with_record(record)
        self.added.append(new(record, comment))
        self._made[record.id] = self.added[-1][1]

    def _id(self, wanted: str) -> str:
        return free_id(wanted, lambda key: self.index.takes(key) or self.house.index.takes(key))

    def _shared(self, found: _Record | None) -> _Record | None:
        """A record of the house's, which the edition has from now on, with those that it points to."""
        if found is not None:
            for record in self.house.with_pointed(found, self.index.takes):
                self.index = self.index.with_record(record)
                self.added.append((type(record), self.house.copy(record)))
        return found

    def all_but_people(self, document: Document) -> None:
        """Bodies, places, archives and printed works of a document."""
        for name in named.bodies(document):
            self.body(name)
        for name in named.places(document):
            self.place(name)
        for levels in named.locations(document):
            self.location(levels)
        for work in named.publications(document):
            self.work(work.title, work.author)

    def listed_names(self, places: Container[str], documents: Iterable[Document]) -> None:
        """Remember who of the source's lists goes by a name that elsewhere would be a post's ("Repeated to Bundy")."""
        for name in {name for document in documents for name in named.seats(document)}:
            if fold(name) not in places and self.index.person(Asked(name)).outcome is not Identification.UNKNOWN:
                self._persons.add(fold(name))

    def repositories(self, documents: Iterable[Document]) -> None:
        """Remember by which names the documents call each repository; the full name comes first where it is one."""
        found: dict[str, dict[str, None]] = {}
        for levels in (levels for document in documents for levels in named.locations(document)):
            for level in levels:
                if level.kind is LevelKind.REPOSITORY and level.value:
                    found.setdefault(level.value, {})[level.text] = None
        for full, names in found.items():
            spelled = [full] if any(name.isupper() for name in names) else []
            longest = sorted(names, key=lambda name: (name != full, -len(name)))
            self._called[full] = tuple(dict.fromkeys((*spelled, *longest)))

    def body(self, wording: str) -> None:
        """A body, an office or a post; a mere place is none."""
        name = re.sub(r"^[Tt]he\s+", "", wording)
        known = self.index.body(name) or self.index.place(name) or self.index.repository(name)
        if known or name in GENERIC or self._was_deleted(name, ("body", "place", "repository")):
            return
        ours = self.house.index
        if self._shared(ours.body(name) or ours.place(name) or ours.repository(name)):
            return
        self._add(Body(self._id(f"org.{id_part(name)}"), (AuthorityName(name),)))

    def place(self, wording: str) -> None:
        """A place, unless it is a body's name."""
        known = self.index.place(wording) or self.index.body(wording) or fold(wording) in self._persons
        if known or self._was_deleted(wording, ("place", "body")):
            return
        ours = self.house.index
        self._shared(ours.post(wording))
        if not self._shared(ours.place(wording) or ours.body(wording)):
            self._add(Place(self._id(f"pl.{id_part(wording)}"), (AuthorityName(wording),)))

    def work(self, title: str, author: str | None) -> None:
        """A printed work."""
        if self.index.work(title) is not None or self._deleted(title, "work", title_key(title)):
            return
        if not self._shared(self.house.index.work(title)):
            self._add(Work(self._id(f"bibl.{id_part(title)}"), (title,), author))

    def location(self, levels: Sequence[Level]) -> None:
        """Repository, collections and lot, each below the one above it."""
        above: str | None = None
        for level in levels:
            if level.kind is LevelKind.REPOSITORY:
                above = self._repository(level)
            elif above is not None and level.kind not in _NO_RECORD:
                above = self._holding(level, above)

    def _repository(self, level: Level) -> str | None:
        """The repository, by all the names that the documents have for it ("DOS", "Department of State")."""
        wording = level.text
        found = self.index.repository(wording)
        if found is None and self._was_deleted(wording, ("repository",)):
            return None
        found = found or self._shared(self.house.index.repository(wording))
        if found is None:
            names = self._called.get(level.value or "", (wording,))
            found = Repository(self._id(f"rep.{id_part(names[0])}"), tuple(AuthorityName(name) for name in names))
            self._add(found)
        return found.id

    def _holding(self, level: Level, above: str) -> str | None:
        if level.kind is LevelKind.LOT:
            return self._lot(level, above)
        part = self.index.repository(level.text)
        if part is not None and part.part_of == above:
            return part.id
        found = self.index.holding(level.text, above)
        if found is None and self._deleted(level.text, "holding", above, fold(level.text)):
            return None
        found = found or self._shared(self.house.index.holding(level.text, above))
        if found is None:
            stem = re.sub(r"^(rep|col|lot)\.", "", above)
            found = Holding(self._id(f"col.{stem}.{id_part(level.text)}"), (level.text,), str(level.kind), None, above)
            self._add(found)
        return found.id

    def _lot(self, level: Level, above: str) -> str | None:
        number = lot_key(level.value or level.text)
        found = self.index.lot(number)
        if found is None and self._deleted(level.text, "lot", number):
            return None
        found = found or self._shared(self.house.index.lot(number))
        if found is None:
            key = self._id("lot." + (re.sub(r"[^A-Za-z0-9.-]", "", number) or "x"))
            found = Holding(key, (level.text,), "lot", number, above)
            self._add(found)
        return found.id

    def listed(self, authority: Authority) -> None:
        """A person of a source's own list ("Winter, Ada B.", "President of the Republic")."""
        if authority.kind != "person" or self.index.person_with_key(authority.key) is not None:
            return
        name, *others = names_listed(authority.name)
        asked = Asked(" ".join((*name.forenames, name.surname)))
        if self.index.person(asked).outcome is Identification.IDENTIFIED and fold(asked.name) not in self._variants:
            return  # the editors' record; its name leads to it
        if self._deleted(asked.name, "key", authority.key) or self._person_was_deleted(asked):
            return
        roles = frozenset({authority.note.rstrip(".")} if authority.note else ())
        if self._shared_person(asked):
            return
        key = self._id(f"pers.{id_part(name.surname)}")
        self._add(Person(key, (name, *others), roles=roles, keys=(authority.key,)))
        self._variants |= {fold(other.text) for other in others}

    def knows(self, who: named.Who, linked: Mapping[str, str]) -> bool:
        """Whether the source itself says who is meant."""
        wordings = (who.asked.whole, who.asked.name)
        return any(self.index.person_with_key(linked[w]) for w in wordings if w in linked)

    def person(self, who: named.Who, introduced: Iterable[Asked] = ()) -> None:
        """A person: recorded where nobody fits; where several fit, or one only half, the editor is asked."""
        asked = who.asked
        if not _is_name(asked.name):
            self._say("E003", f"“{asked.whole}” names somebody by initials only", who)
            return
        if self.index.place(asked.name) or self.index.body(asked.name):
            return
        match = self.index.person(asked)
        several = match.outcome is Identification.CONFLICT and asked.is_bare and len(match.candidates) > 1
        if match.outcome is Identification.SEVERAL or several:
            self._say("E001", f"“{asked.whole}” can be {_choice(match.candidates) or 'either of two parties'}", who)
        elif match.outcome is Identification.IDENTIFIED:
            self._led_by_surname(who, match, introduced)
        elif self._needs_no_record(asked, who):
            return
        elif match.outcome is Identification.CONFLICT:
            record = self._new_person(asked)
            others = _choice(match.candidates)
            self._add(record, f"Another person than {others}? The name is the same, office, post or years are not.")
            self._say(
                "E002", f"“{asked.whole}{_office(asked)}” was taken for another person than {others}", who, record.id
            )
        elif match.outcome is Identification.UNKNOWN and not (who.in_passing and " " not in asked.whole):
            self._add(self._new_person(asked))  # "Tommy", met once in prose, gets no record

    def _led_by_surname(self, who: named.Who, match: Match, introduced: Iterable[Asked]) -> None:
        """Write down that a surname is taken for the only one who bears it, whom no source's list has.

        A post that is known to be theirs, or their full name in the same document, is evidence enough.
        """
        asked, made = who.asked, self._made.get(match.id or "")
        person = self.index.of(Person, match.id or "")
        if made is None or person is None or person.keys or match.name is None or not match.name.forenames:
            return
        if fullness(asked, person) or is_shown(asked, person) or any(fullness(one, person) > 1 for one in introduced):
            return
        name = replace(name_of(asked.name, asked.title), cert="medium", evidence="conjecture")
        self.index = self.index.with_name(person, name)
        made.insert(len(made.findall("persName")) or 1, name_element(name))
        words = f"“{asked.whole}” is taken to be {person.id} ({person.names[0].text}), the only one of that surname"
        self._say("E018", words, who)

    def _needs_no_record(self, asked: Asked, who: named.Who) -> bool:
        """Whether somebody unknown to the edition is to have no new record: deleted by hand, or the house's."""
        return self._person_was_deleted(asked) or self._shared_person(asked, who)

    def _shared_person(self, asked: Asked, who: named.Who | None = None) -> bool:
        """Whether the house knows who is meant; where several of its people can be, the editor is asked."""
        match = self.house.person(asked)
        if match.outcome is Identification.SEVERAL and who is not None:
            self._say("E001", f"“{asked.whole}” can be {_choice(match.candidates)} of the shared authority file", who)
            return True
        if match.outcome is not Identification.IDENTIFIED or match.id is None:
            return False
        self._shared(self.house.index.of(Person, match.id))
        self.findings.append(self.house.told(match.id, asked.whole))
        return True

    def _person_was_deleted(self, asked: Asked) -> bool:
        return self.index.person_was_deleted(asked) and self._say_deleted(asked.whole)

    def _was_deleted(self, wording: str, kinds: Iterable[str]) -> bool:
        """Whether an editor deleted a body, a place or a repository of that name."""
        keys = {"place": fold(wording)}
        return any(self.index.was_deleted(kind, keys.get(kind, bare(wording))) for kind in kinds) and self._say_deleted(
            wording
        )

    def _deleted(self, wording: str, kind: str, *key: str) -> bool:
        return self.index.was_deleted(kind, *key) and self._say_deleted(wording)

    def _say_deleted(self, wording: str) -> bool:
        """Say once that a record was deleted; always true."""
        if wording not in self._said:
            self._said.add(wording)
            words = f"The record “{wording}” was deleted by hand; it is not made again, and nothing is led to it"
            hint = "To have it again, write a record with this name, or delete its line in edition/.kktei/names.jsonl."
            self.findings.append(finding("E010", words, file="edition/authorities.xml", hint=hint))
        return True

    def _new_person(self, asked: Asked) -> Person:
        name = name_of(asked.name, asked.title)
        body = self.index.body(asked.office) if asked.office else None
        offices = frozenset(fold(n.text) for n in body.names) if body else frozenset()
        key = self._id(f"pers.{id_part(name.surname or name.text)}")
        return Person(key, (name,), offices, bodies=(body.id,) if body else ())

    def _say(self, code: str, message: str, who: named.Who, key: str = "") -> None:
        place = f"document {who.number}"
        hint = f"The new record is {key} in edition/authorities.xml." if key else ""
        self.findings.append(
            finding(code, message, file=who.at.file, line=who.at.line, column=who.at.column, place=place, hint=hint)
        )


def _is_name(name: str) -> bool:
    """Whether there is more than initials ("J.F.K.", "JFK", "JCT Jr.", "John McN")."""
    text = without_generation(name)
    short = re.fullmatch(r"[A-Z]{2,3}|(?:\S+ )*Mc[A-Z]|[B-DF-HJ-NP-TV-XZ][b-df-hj-np-tv-xz]{2}", text)
    return re.search(r"[^\W\d_]{2}", text) is not None and short is None


def _choice(ids: Iterable[str]) -> str:
    return " or ".join(ids)


def _office(asked: Asked) -> str:
    return f" ({asked.office})" if asked.office else ""
