"""What TEI says of a document, as the site and all exports are told of it (xslt/described): frozen data."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kktei.citations import Cited, CitedName, edtf
from kktei.config import Settings
from kktei.identifiers import doi


@dataclass(frozen=True, slots=True)
class Dated:
    """A date: its bounds as TEI has them ("" for open, "--03-04" without a year), and how sure it is."""

    start: str = ""
    end: str = ""
    when: str = ""  # as written, with its time
    lasting: bool = False  # a stretch of time, not a moment that is known within bounds
    cert: str = ""
    evidence: str = ""
    inferred: bool = False

    @property
    def at(self) -> str:
        """The day (or month, or year) where it is known; "" where there are only bounds."""
        return self.start if self.start == self.end else ""

    @property
    def first(self) -> str:
        """The earliest day that has a year."""
        return "" if self.start.startswith("--") else self.start

    @property
    def last(self) -> str:
        """The latest day that has a year."""
        return "" if self.end.startswith("--") else self.end

    @property
    def day(self) -> str:
        """The day (or month, or year) where it is known with its year."""
        return self.first if self.first == self.last else ""

    @property
    def edtf(self) -> str:
        """The date in EDTF (ISO 8601-2:2019, level 1); "" where nothing is known."""
        return edtf(self.first, self.last, self.cert)


@dataclass(frozen=True, slots=True)
class TeiAgent:
    """A person or body as named, and what they did; of a name that means several, there is one for each of them."""

    key: str
    kind: str  # person, body
    name: str
    cert: str = ""
    evidence: str = ""
    act: str = ""
    role: str = ""  # as the name says it, or the act in words of its own
    same: tuple[str, ...] = ()  # addresses of the web that the name itself points to
    own: str = ""  # what the record in the document's own file calls them; "" where it has none
    heading: str = ""  # in a register; "" where its parts are not marked
    several: bool = False  # whether the name is that of others, too


@dataclass(frozen=True, slots=True)
class TeiPlace:
    """A place as named."""

    key: str
    name: str
    same: tuple[str, ...] = ()
    cert: str = ""
    own: str = ""
    heading: str = ""
    several: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a communication (correspAction)."""

    type: str
    subtype: str
    agents: tuple[TeiAgent, ...]
    places: tuple[TeiPlace, ...]
    date: Dated
    note: str


@dataclass(frozen=True, slots=True)
class TeiCommunication:
    """An act of communication (correspDesc)."""

    id: str
    type: str
    steps: tuple[Step, ...]

    def of(self, *types: str) -> Iterator[Step]:
        """The steps of these types; of the receiving only that of whom it was meant for."""
        return (s for s in self.steps if s.type in types and s.subtype not in ("cc", "intended"))


@dataclass(frozen=True, slots=True)
class TeiLevel:
    """A level of where a copy lies: a repository, a collection, a number."""

    key: str
    name: str
    element: str
    type: str


@dataclass(frozen=True, slots=True)
class TeiMarking:
    """What stands on a copy: a classification, a precedence, a caption."""

    key: str
    name: str
    type: str


@dataclass(frozen=True, slots=True)
class TeiCopy:
    """A copy of a document (witness); ``words`` instead of levels where it is told in prose."""

    id: str
    roles: tuple[str, ...]
    country: str
    town: str
    levels: tuple[TeiLevel, ...]
    words: str
    title: str
    language: str
    language_name: str
    form: str
    extent: str
    markings: tuple[TeiMarking, ...]
    makers: tuple[TeiAgent, ...]
    evidence: tuple[str, ...]
    country_name: str = ""
    parts: tuple[str, ...] = ()  # of a volume that is made of several (msPart), each in one line
    provenance: int = 0  # what is told of who had it before

    @property
    def where(self) -> str:
        """Where it lies, in one line."""
        return ", ".join(level.name for level in self.levels) or self.words

    @property
    def around(self) -> str:
        """The town and country that it lies in."""
        return ", ".join(filter(None, (self.town, self.country_name or self.country)))

    @property
    def holder(self) -> TeiLevel | None:
        """Who holds it."""
        return next((level for level in self.levels if level.element in ("institution", "repository")), None)

    def is_a(self, role: str) -> bool:
        """Whether it is a copy of this role: base, copy, translation, draft."""
        return f"wit.{role}" in self.roles


@dataclass(frozen=True, slots=True)
class Printed:
    """Where a document is printed or spoken of."""

    key: str
    words: str
    role: str


@dataclass(frozen=True, slots=True)
class TeiMention:
    """Who or what a document names, and how often its text does."""

    key: str
    kind: str
    name: str
    times: int
    same: tuple[str, ...] = ()
    own: str = ""
    heading: str = ""
    called: tuple[str, ...] = ()  # words that mean it and are no names


@dataclass(frozen=True, slots=True)
class TeiChange:
    """A line of a file's history: the day, what was done, and the edition's version that it made."""

    when: str
    words: str
    version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A document as the site and all exports are told of it."""

    id: str
    number: str
    title: str
    language: str
    genre: str
    classes: tuple[str, ...]
    date: Dated
    authors: tuple[TeiAgent, ...] = ()
    communications: tuple[TeiCommunication, ...] = ()
    copies: tuple[TeiCopy, ...] = ()
    printed: tuple[Printed, ...] = ()
    mentioned: tuple[TeiMention, ...] = ()
    ids: Mapping[str, str] = field(default_factory=dict)  # the first of each type
    changes: tuple[TeiChange, ...] = ()

    @property
    def bearers(self) -> Iterator[tuple[TeiAgent | TeiPlace, str, int]]:
        """Everybody and every place of the journey and the making, what they did, and in which act of communication.

        Where no journey is told, the authors sent it.
        """
        for exchange, act in enumerate(self.communications):
            for step in act.steps:
                yield from ((agent, agent.act, exchange) for agent in step.agents)
                did = "copied" if (step.type, step.subtype) == ("received", "cc") else step.type
                yield from ((place, did, exchange) for place in step.places)
        for copy in self.copies:
            yield from ((maker, maker.act or "role.other", 0) for maker in copy.makers)
        if not self.communications:
            yield from ((author, "sent", 0) for author in self.authors)

    @property
    def changed(self) -> str:
        """The day of the last change that its history tells."""
        return max((change.when for change in self.changes), default="")

    @property
    def base(self) -> TeiCopy | None:
        """The copy that the text follows."""
        return next((c for c in self.copies if c.is_a("base")), self.copies[0] if self.copies else None)


def cited(
    document: Described,
    settings: Settings,
    *,
    key: str,
    title: str,
    genre: str,
    authors: tuple[CitedName, ...],
    recipients: tuple[CitedName, ...],
    address: str,
) -> Cited:
    """What a citation of a document says, on the site and in exports; ``genre`` is its kind in words."""
    base, say = document.base, settings.text
    holder = base.holder if base else None
    return Cited(
        key=key,
        title=title,
        genre=document.genre,
        genre_words=genre,
        authors=authors,
        recipients=recipients,
        day=document.date.day,
        edtf=document.date.edtf,
        number=document.number,
        edition=say("edition.title"),
        editors=settings.texts("edition.editors"),
        publisher=say("edition.publisher"),
        place=say("edition.place"),
        year=say("edition.date")[:4],
        archive=holder.name if holder else "",
        location=", ".join(level.name for level in base.levels if level is not holder) if base else "",
        language=document.language,
        address=address,
        doi=doi(document.ids.get("DOI", "")),
    )
