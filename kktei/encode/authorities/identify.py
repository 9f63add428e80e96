"""Who is meant: a name as it stands in a text against the records of the authority file.

A full name or a name variant settles it; a bare surname only where a single person of that name
fits office, post and years.  Two people of one surname are never taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kktei.encode.authorities.records import AuthorityName, Identification, Match, Person
from kktei.wording import fold, forenames_agree, name_words

# Said of anybody: they do not tell two people of one surname apart.
_HONORIFICS = "mr. mr dr. dr professor sir general colonel major captain admiral ambassador senator"
_COURTESIES = frozenset(_HONORIFICS.split())
_GENERATION = re.compile(r",?\s+((?:Jr|Sr)\b\.?|II|III|IV)$")
_OF_WOMEN = frozenset(["mrs.", "mrs", "miss", "ms.", "ms"])


@dataclass(frozen=True, slots=True)
class Asked:
    """A person as a text names them."""

    name: str
    title: str | None = None
    office: str | None = None
    year: int | None = None

    @property
    def whole(self) -> str:
        """Title and name together."""
        return f"{self.title} {self.name}" if self.title else self.name

    @property
    def is_bare(self) -> bool:
        """Whether there is only a surname, with no post to tell who is meant."""
        return len(name_words(self.name)) == 1 and (self.title is None or not _is_post(self.title))


def identify(asked: Asked, people: Sequence[Person]) -> Match:
    """The one person who is meant, or why there is none."""
    alive = [p for p in people if _lived(p, asked.year)]
    for test in (_by_whole_name, _by_full_name):
        found = [(p, n) for p in alive if (n := test(asked, p)) is not None]
        found = _preferred(asked, [(p, n) for p, n in found if not n.former] or found)
        if found:
            return _verdict(found)
    named = [(p, n) for p in people if (n := _by_surname(asked, p)) is not None]
    fitting = [(p, n) for p, n in named if _lived(p, asked.year) and _fits(asked, p)]
    fitting = _preferred(asked, fitting)
    if fitting:
        return _verdict(fitting)
    if named:
        return Match(Identification.CONFLICT, candidates=tuple(p.id for p, _ in named))
    return Match(Identification.UNKNOWN)


def _verdict(found: Sequence[tuple[Person, AuthorityName]]) -> Match:
    if len(found) == 1:
        person, name = found[0]
        return Match(Identification.IDENTIFIED, person.id, name)
    return Match(Identification.SEVERAL, candidates=tuple(p.id for p, _ in found))


def _preferred(asked: Asked, found: list[tuple[Person, AuthorityName]]) -> list[tuple[Person, AuthorityName]]:
    """Among several, those whose office or post is the one named, if there are any."""
    if len(found) < 2:
        return found
    by_office = [(p, n) for p, n in found if asked.office and _has_office(p, asked.office)]
    by_title = [(p, n) for p, n in by_office or found if asked.title and _has_role(p, asked.title)]
    return by_title or by_office or found


def _lived(person: Person, year: int | None) -> bool:
    if year is None:
        return True
    return (person.born is None or person.born <= year) and (person.died is None or year <= person.died)


def _by_whole_name(asked: Asked, person: Person) -> AuthorityName | None:
    """Title and name are, word for word, one of the person's names."""
    wanted = fold(asked.whole)
    return next((n for n in person.names if fold(n.text) == wanted and " " in wanted), None)


def _by_full_name(asked: Asked, person: Person) -> AuthorityName | None:
    """Surname and at least one forename or initial agree, and none disagrees."""
    words = name_words(without_generation(asked.name))
    for name in person.names:
        if _other_generation(asked.name, name.text):
            continue
        surname = name_words(without_generation(name.surname))
        if not surname or words[-len(surname) :] != surname or len(words) == len(surname):
            continue
        given = words[: -len(surname)]
        if name.forenames and forenames_agree(given, [w for f in name.forenames for w in name_words(f)]):
            return name
    return None


def _by_surname(asked: Asked, person: Person) -> AuthorityName | None:
    """The name is the surname alone; a name variant of just that wording is preferred."""
    wanted = fold(asked.name)
    bare = next((n for n in person.names if fold(n.text) == wanted), None)
    return bare or next((n for n in person.names if n.surname and fold(n.surname) == wanted), None)


def last_word(name: str) -> str:
    """The word under which a person is looked up: the last of the name, without "Jr." and the like."""
    words = name_words(without_generation(name))
    return words[-1] if words else ""


def generation(name: str) -> str:
    """The "Jr." or "III" at the end of a name; empty where there is none."""
    found = _GENERATION.search(name)
    return found[1] if found else ""


def without_generation(name: str) -> str:
    """A name without the "Jr." or "III" at its end."""
    return _GENERATION.sub("", name)


def _other_generation(one: str, other: str) -> bool:
    """Whether two names of one wording are told apart as father and son are."""
    first, second = (generation(name).rstrip(".") for name in (one, other))
    return bool(first and second and first != second)


def _fits(asked: Asked, person: Person) -> bool:
    """Nothing that the text says of office and post speaks against this person, who is known by surname only."""
    return _office_fits(asked, person) and _title_fits(asked, person)


def _office_fits(asked: Asked, person: Person) -> bool:
    """An office named must be the person's own, unless nothing at all is known of what they were."""
    if asked.office is None:
        return True
    return _has_office(person, asked.office) if person.offices else not any(map(_is_post, _known_roles(person)))


def _title_fits(asked: Asked, person: Person) -> bool:
    """A post named must be the person's own; an honorific tells nobody apart but women from men."""
    if asked.title is None:
        return True
    if fold(asked.title) in _OF_WOMEN:
        return any(fold(role) in _OF_WOMEN for role in _known_roles(person))
    return not _is_post(asked.title) or _has_role(person, asked.title)


def _is_post(title: str) -> bool:
    return fold(title) not in _COURTESIES | _OF_WOMEN


def _known_roles(person: Person) -> Iterable[str]:
    return [*person.roles, *(r for n in person.names for r in n.roles)]


def _has_role(person: Person, title: str) -> bool:
    wanted = fold(title)
    return any(wanted in fold(role) or fold(role) in wanted for role in _known_roles(person))


def _has_office(person: Person, office: str) -> bool:
    return fold(office) in person.offices
