"""What the encoding of one document has to know of the edition around it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kktei.encode.authorities.index import AuthorityIndex
from kktei.model import DocumentId

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
    years: str = ""
    schemas: tuple[str, ...] = ()
    volume_title: str = ""
    volume: str = ""
    source_address: str = ""  # of a document in the published volume; {n} is its number
    rights: str = ""  # of the texts, apart from the encoding's
    rights_licence: str = ""

    @property
    def published(self) -> bool:
        """Whether the edition names the published volume that facts come from."""
        return bool(self.volume_title)


Pair = tuple[DocumentId | None, DocumentId | None]  # what comes before and after


@dataclass(frozen=True)
class Neighbours:
    """The documents before and after: in the edition, and between the same two correspondents."""

    previous: DocumentId | None = None
    next: DocumentId | None = None
    between: Mapping[frozenset[str], Pair] = field(default_factory=dict)


@dataclass(frozen=True)
class Context:
    """Settings, authorities and surroundings of one document."""

    imprint: Imprint
    authorities: AuthorityIndex
    genres: Mapping[str, str]  # kind of document as in the heading -> category ("letter" -> "gen.letter")
    foreign_kinds: Mapping[str, str] = field(default_factory=dict)  # "telegramm" -> "telegram"
    neighbours: Neighbours = field(default_factory=Neighbours)
    partners: Mapping[str, str] = field(default_factory=dict)  # person -> with whom they mostly exchange letters
