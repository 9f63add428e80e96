"""New records of the authority file as elements, and the ids they get."""

import re
from collections.abc import Callable, Sequence

from anyascii import anyascii

from kktei.encode.authorities.identify import generation, without_generation
from kktei.encode.authorities.named import split_title
from kktei.encode.authorities.records import AuthorityName, AuthorityRecord, Body, Holding, Person, Place, Repository
from kktei.encode.elements import Element, el
from kktei.notation import own_table
from kktei.wording import in_ascii

_PARTICLES = frozenset(own_table("kktei", "names.toml")["particles"])
# The second word of a name whose first is the family's ("Mao Tse-tung", "Kim Il-sung").
_FAMILY_FIRST = re.compile(r"[A-Z][a-z’']+-[a-z][a-z’']*")


def id_part(text: str) -> str:
    """The first words of a name as a part of an id: ASCII letters and digits."""
    words = re.findall(r"[a-z0-9]+", _latin(text).lower())
    return "".join([w for w in words if w not in {"the", "of", "and", "in", "to", "for"}][:4]) or "x"


def _latin(text: str) -> str:
    """The letters in ASCII; those of other scripts, and those that have no plainer form, as they are transliterated."""
    return "".join(in_ascii(letter) or (anyascii(letter) if letter.isalpha() else "") for letter in text)


def free_id(wanted: str, taken: Callable[[str], bool]) -> str:
    """``wanted``, or with the first number that makes it new."""
    if not taken(wanted):
        return wanted
    number = 2
    while taken(f"{wanted}-{number}"):
        number += 1
    return f"{wanted}-{number}"


def entry(record: AuthorityRecord, comment: str = "") -> Element:
    """The element of a new record."""
    if isinstance(record, Person):
        return _person(record, comment)
    if isinstance(record, Place):
        return el("place", [el("placeName", n.text) for n in record.names], xml_id=record.id)
    if isinstance(record, Body | Repository):
        kind = record.kind if isinstance(record, Repository) else None
        return el("org", [el("orgName", n.text) for n in record.names], xml_id=record.id, type=kind)
    if isinstance(record, Holding):
        return _holding(record)
    author = el("author", record.author) if record.author else None
    return el("bibl", author, [el("title", t, level="m") for t in record.titles], xml_id=record.id)


def _person(person: Person, comment: str) -> Element:
    offices = [el("affiliation", ref=f"#{office}") for office in person.bodies]
    offices += [el("affiliation", role) for role in sorted(person.roles)]
    keys = [el("idno", key, type="source") for key in person.keys]
    note = el("note", comment, type="query") if comment else None
    return el("person", [name_element(n) for n in person.names], keys, offices, note, xml_id=person.id)


def name_element(name: AuthorityName) -> Element:
    """One name of a person, its parts marked."""
    parts: list[str | Element] = [el("roleName", role) for role in name.roles]
    given, link = _linked(name.forenames)
    parts += [el("forename", forename) for forename in given]
    if link:
        parts.append(el("nameLink", link))
    if name.surname:
        parts.append(el("surname", name.surname))
    elif whole := name.text.removeprefix(" ".join(name.roles)).strip():
        parts.append(whole)  # a name that is not cut
    spaced: list[str | Element] = []
    for part in parts:
        spaced += [" ", part] if spaced else [part]
    if spaced and (told := generation(name.text)):
        spaced += [_before(told), el("genName", told)]
    return el("persName", spaced or name.text, cert=name.cert, evidence=name.evidence)


def _holding(holding: Holding) -> Element:
    number = el("idno", holding.number, type="lot") if holding.number else None
    above = el("relatedItem", type="isPartOf", target=f"#{holding.part_of}") if holding.part_of else None
    return el("bibl", [el("title", t) for t in holding.titles], number, above, xml_id=holding.id, type=holding.kind)


def name_of(name: str, title: str | None) -> AuthorityName:
    """A name as a text gives it, cut into forenames and surname."""
    words = without_generation(name).split()
    if len(words) == 2 and _FAMILY_FIRST.fullmatch(words[1]):
        words = []  # which word is the family's is not guessed
    surname, forenames = (words[-1], tuple(words[:-1])) if words else ("", ())
    text = f"{title} {name}" if title else name
    return AuthorityName(text, surname, forenames, (title,) if title else ())


def _linked(forenames: Sequence[str]) -> tuple[Sequence[str], str]:
    """The forenames, and the particles between them and the surname ("van der", "Ibn")."""
    at = len(forenames)
    while at and (forenames[at - 1].islower() or forenames[at - 1] in _PARTICLES):
        at -= 1
    return forenames[:at], " ".join(forenames[at:])


def _before(generation: str) -> str:
    """What parts a name from what tells father and son apart: "Hoover, Jr.", "MacArthur II"."""
    return ", " if generation[0] in "JS" else " "


def names_listed(wording: str) -> list[AuthorityName]:
    """The names of an entry of a list of persons, surname first; those in parentheses are further names.

    "Hoover, Herbert, Jr.", "MacArthur, Douglas, II", "Kim Dong-jo (Kim Tong-jo, Kim Tong-cho)".
    """
    aside = re.findall(r"\(([^()]*)\)", wording)
    plain = re.sub(r"(?<=[\w.]) (?=(?:(?:Jr|Sr)\.|II|III|IV)$)", ", ", re.sub(r"\([^()]*\)", "", wording).strip())
    parts = [part.strip() for part in plain.split(",") if part.strip()]
    generations = [part for part in parts[1:] if generation(f"x {part}") == part]
    given = [word for part in parts[1:] if part not in generations for word in part.split()]
    plain = " ".join((*given, *parts[:1]))
    told = generations[0] if generations else ""
    text = f"{plain}{_before(told)}{told}" if told else plain
    others = [name.strip() for group in aside for name in re.split("[,;]", group) if " " in name.strip()]
    name, rank = split_title(text)
    forenames = tuple(word for word in given if word in name.split())
    first = AuthorityName(text, parts[0] if parts else wording, forenames, (rank,) if rank else ())
    return [first, *(name_of(name, None) if len(parts) > 1 else AuthorityName(name, name) for name in others)]
