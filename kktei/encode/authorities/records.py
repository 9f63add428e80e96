"""What the authority file says, as frozen data: people, bodies, places, repositories, collections, printed works."""

from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class AuthorityName:
    """One name of somebody or something, with how sure it is that this one is meant by it."""

    text: str
    surname: str = ""
    forenames: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    cert: str | None = None
    evidence: str | None = None
    resp: str | None = None
    source: str | None = None
    former: bool = False  # the authority file has it no more


@dataclass(frozen=True, slots=True)
class Person:
    """A person: names (the first is the main one), names of their offices (folded), years of life.

    ``bodies`` holds the ids of the offices, ``keys`` the ids that sources have for the person.
    """

    id: str
    names: tuple[AuthorityName, ...]
    offices: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    bodies: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    born: int | None = None
    died: int | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation, an office, a post; ``place`` is the id of its seat."""

    id: str
    names: tuple[AuthorityName, ...]
    kind: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A place."""

    id: str
    names: tuple[AuthorityName, ...]


@dataclass(frozen=True, slots=True)
class Repository:
    """Who keeps records; ``part_of`` is the id of the institution that it belongs to."""

    id: str
    names: tuple[AuthorityName, ...]
    kind: str = "repository"  # "institution": the body whose own records they are
    country: str | None = None
    country_key: str | None = None
    settlement: str | None = None
    settlement_ref: str | None = None
    part_of: str | None = None


@dataclass(frozen=True, slots=True)
class Holding:
    """A citable level of an archive: collection, series, file, lot; ``part_of`` is the level above it."""

    id: str
    titles: tuple[str, ...]
    kind: str
    number: str | None = None
    part_of: str | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """A printed work: titles (the first is the main one) and its author."""

    id: str
    titles: tuple[str, ...]
    author: str | None = None


AuthorityRecord = Person | Body | Place | Repository | Holding | Work


@dataclass(frozen=True, slots=True)
class Former:
    """A name that a record had.  ``key`` is what the index asks with; ``id`` is the record, "" if it was deleted.

    Of a person there are the whole ``name`` and the names of the offices (folded).
    """

    kind: str
    key: tuple[str, ...]
    id: str
    name: AuthorityName | None = None
    offices: frozenset[str] = frozenset()


class Identification(StrEnum):
    """How an attempt to identify somebody ended."""

    IDENTIFIED = "identified"
    SEVERAL = "several"  # more than one record fits
    CONFLICT = "conflict"  # the name fits, but the office, the post or the years do not
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Match:
    """The outcome: the record's id, the name that matched with its certainty, or the ids that come into question."""

    outcome: Identification
    id: str | None = None
    name: AuthorityName | None = None
    candidates: tuple[str, ...] = field(default=())
