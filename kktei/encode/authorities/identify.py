"""Who is meant: a name as it stands in a text against the records of the authority file.

A full name or a name variant settles it; a bare surname only where a single person of that name
fits office, post and years.  Two people of one surname are never taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kktei.encode.authorities.records import AuthorityName, Identification, Match, Person
from kktei.notation import own_table
from kktei.wording import fold, forenames_agree, name_words

_GENERATION = re.compile(r",?\s+((?:Jr|Sr)\b\.?|II|III|IV)$")
_WORDS = own_table("kktei", "names.toml")
_OF_WOMEN, _OF_CLERGY, _OF_ARMS, _WOMEN = (frozenset(_WORDS[kind]) for kind in ("ladies", "clergy", "arms", "women"))
_OF_MEN = _OF_CLERGY | _OF_ARMS | {*_WORDS["men"]}
_NO_POSTS = (_OF_WOMEN | _OF_MEN | {*_WORDS["honorifics"]}) - {*_WORDS["posts"]}


@dataclass(frozen=True, slots=True)
class Asked:
    """A person as a text names them."""

    name: str
    title: str | None = None
    office: str | None = None
    year: int | None = None
    beside: tuple[Asked, ...] = ()  # whom the same heading names as other parties

    @property
    def whole(self) -> str:
        """Title and name together."""
        return f"{self.title} {self.name}" if self.title else self.name

    @property
    def has_kin(self) -> bool:
        """Whether somebody of that surname is another party of the same heading."""
        return any(last_word(other.name) == last_word(self.name) for other in self.beside)

    @property
    def is_bare(self) -> bool:
        """Whether there is only a surname, with no post to tell who is meant."""
        return len(name_words(self.name)) == 1 and (self.title is None or not _is_post(self.title))


def identify(asked: Asked, people: Sequence[Person]) -> Match:
    """The one person who is meant, or why there is none."""
    if any(fold(other.whole) == fold(asked.whole) for other in asked.beside):
        return Match(Identification.SEVERAL)  # "Smith to Smith": two people by one name
    others = [p for p in people if any(fullness(o, p) > fullness(asked, p) for o in asked.beside)]
    people = [p for p in people if p not in others]
    alive = [p for p in people if _lived(p, asked.year)]
    for test in (_by_whole_name, _by_full_name):
        found = [(p, n) for p in alive if (n := test(asked, p)) is not None]
        found = _preferred(asked, [(p, n) for p, n in found if not n.former] or found)
        if found:
            return _verdict(found)
    named = [(p, n) for p in people if (n := _by_surname(asked, p)) is not None]
    fitting = [(p, n) for p, n in named if _lived(p, asked.year) and _fits(asked, p)]
    if others:  # one of that surname stands beside: which relative is meant, the surname does not say
        fitting = [(p, n) for p, n in fitting if not n.forenames or is_shown(asked, p)]
    fitting = _preferred(asked, fitting)
    if fitting:
        return _verdict(fitting)
    kin = [p for p in others if _by_surname(asked, p) or _by_full_name(asked, p)]
    if named or kin:
        return Match(Identification.CONFLICT, candidates=tuple(p.id for p in (*kin, *(p for p, _ in named))))
    return Match(Identification.UNKNOWN)


def fullness(asked: Asked, person: Person) -> int:
    """How fully a text names a person: 3 by a whole name, 2 by forenames in part, 1 by a short name just as it is."""
    if (name := _by_full_name(asked, person)) is None:
        return int(any(fold(one.text) == fold(asked.whole) for one in person.names))
    return 3 if fold(name.text) in {fold(asked.whole), fold(asked.name)} else 2


def is_shown(asked: Asked, person: Person) -> bool:
    """Whether the post or the office that a text names is known to be this person's."""
    by_post = asked.title is not None and _is_post(asked.title) and _has_role(person, asked.title)
    return by_post or (asked.office is not None and _has_office(person, asked.office))


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
    title, roles = fold(asked.title), {fold(role) for role in _known_roles(person)}
    if title in _OF_WOMEN:
        return not roles.isdisjoint(_OF_WOMEN)
    if title in _OF_MEN and (_is_woman(person) or not roles.isdisjoint(_OF_WOMEN)):
        return False
    if any(title in one and roles & other for one, other in ((_OF_ARMS, _OF_CLERGY), (_OF_CLERGY, _OF_ARMS))):
        return False
    return not _is_post(asked.title) or _has_role(person, asked.title)


def _is_post(title: str) -> bool:
    return fold(title) not in _NO_POSTS


def _is_woman(person: Person) -> bool:
    return any(name.forenames and fold(name.forenames[0]) in _WOMEN for name in person.names)


def _known_roles(person: Person) -> Iterable[str]:
    return [*person.roles, *(r for n in person.names for r in n.roles)]


def _has_role(person: Person, title: str) -> bool:
    wanted = fold(title)
    return any(wanted in fold(role) or fold(role) in wanted for role in _known_roles(person))


def _has_office(person: Person, office: str) -> bool:
    return fold(office) in person.offices
