"""Where what an edition publishes can be found: one answer for the TEI, pages, citations, exports and the sitemap."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, urlsplit

from kktei.config import Settings

MISSING = "404.html"  # what hosts show for an address that leads nowhere, in whatever folder
PUBLISHED = "addresses.csv"  # in edition/: every address that was published, and what stood there
LISTED = "addresses.csv"  # on the site: those that it has
REDIRECTS = "_redirects"  # on the site: former addresses, for hosts that send on what is asked for there
COLUMNS = ("address", "shows", "known_by")  # of both
_UNESCAPED = "/#-._~!$&'()*+,;=:@"
_MANY = 400  # names that a register has before any of them is gathered
_FEW = 3  # documents of a name that is
_WRITING = {"sent", "received"}  # whoever does that has a page, with those whom he wrote to


def page(name: str) -> str:
    """The page of the document whose file on the site is called ``name``, seen from the site's root."""
    return f"documents/{name}.html"


def tei(name: str, *, plain: bool = False) -> str:
    """The TEI of that document; ``plain`` where it is offered as plain text."""
    return f"tei/documents/{name}.xml{'.txt' if plain else ''}"


def gathered(names: Mapping[str, tuple[int, Collection[str]]]) -> set[str]:
    """Which of the names of one register have no page of their own but stand together on common ones, by key.

    Of each it is told in how many documents it is, and what its bearer does there.
    """
    few = {key for key, (documents, acts) in names.items() if documents <= _FEW and not _WRITING.intersection(acts)}
    return few if len(names) >= _MANY else set()


RECORDS = "records.json"  # of all documents, for reference managers: CSL-JSON


@lru_cache(maxsize=1024)
def _quoted(path: str) -> str:
    return quote(path, safe=_UNESCAPED)


@dataclass(frozen=True, slots=True)
class PublishedAddress:
    """A page's address from the site's root, the id of what it shows, by what that is known under another id."""

    address: str
    shows: str
    known_by: str = ""
    line: int = 0  # in the table


@dataclass(frozen=True, slots=True)
class Addresses:
    """Addresses of the web below ``base``, which ends with a slash; all empty where there is no base."""

    base: str

    @classmethod
    def of(cls, settings: Settings) -> Addresses:
        """As the setting edition.base_uri says."""
        given = settings.text("edition.base_uri")
        return cls(given if not given or given.endswith("/") else f"{given}/")

    @property
    def root(self) -> str:
        """The path of the site on its host ("/letters/"); empty where there is no base."""
        return urlsplit(self.base).path or ("/" if self.base else "")

    def whole(self, path: str) -> str:
        """The address of a file of the site."""
        return self.base + _quoted(path) if self.base else ""

    def page(self, name: str) -> str:
        """The address of a document: its page."""
        return self.whole(page(name))

    def tei(self, name: str, *, plain: bool = False) -> str:
        """The address of a document's TEI."""
        return self.whole(tei(name, plain=plain))

    def record(self, key: str) -> str:
        """The address of a record of the authority file, which lies beside the TEI of the documents."""
        return self.whole(f"tei/authorities.xml#{key}")
