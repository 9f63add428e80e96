"""What the encoding of one document has to know of the edition around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kktei.encode.authorities.index import AuthorityIndex

AUTHORITIES = "../authorities.xml#"
EDITION = "../edition.xml#"
EDITOR = f"{EDITION}ed"
ENCODER = f"{EDITION}enc"
PUBLISHED = f"{EDITION}bibl.source"


@dataclass(frozen=True)
class Imprint:
    """What every document says of its publication."""

    edition: str  # the edition's id
    title: str
    publisher: str = ""
    place: str = ""
    date: str = ""
    licence: str = ""
    licence_name: str = ""
    base_uri: str = ""
    language: str = "en"
    published: bool = False  # whether the edition names the published volume that facts come from
    years: str = ""
    schemas: tuple[str, ...] = ()


@dataclass(frozen=True)
class Neighbours:
    """The documents before and after: in the edition, and between the same two correspondents."""

    previous: str | None = None
    next: str | None = None
    between: Mapping[frozenset[str], tuple[str | None, str | None]] = field(default_factory=dict)


@dataclass(frozen=True)
class Context:
    """Settings, authorities and surroundings of one document."""

    imprint: Imprint
    authorities: AuthorityIndex
    genres: Mapping[str, str]  # kind of document as in the heading -> category ("letter" -> "gen.letter")
    neighbours: Neighbours = field(default_factory=Neighbours)
    partners: Mapping[str, str] = field(default_factory=dict)  # person -> with whom they mostly exchange letters


def stem_of(number: str) -> str:
    """The stem of a number: d096 of 96, d096a of 96a; what cannot stand in an id is left out."""
    digits = number[: len(number) - len(number.lstrip("0123456789"))]
    rest = "".join(c for c in number[len(digits) :] if c.isascii() and (c.isalnum() or c in "-_"))
    return f"d{digits.zfill(3)}{rest}"
