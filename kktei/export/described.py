"""What exports know of a document and of the records it names: frozen data, typed from xslt/record.xsl's JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kktei.citations import edtf
from kktei.identifiers import catalogued, licence_name

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Dated:
    """A date: its bounds ("" for open), the moment where one is given, and how sure it is."""

    first: str
    last: str
    when: str
    period: bool  # a stretch of time, not a moment that is known within bounds
    words: str
    cert: str
    evidence: str
    inferred: bool

    @property
    def day(self) -> str:
        """The day (or month, or year) where it is known; "" where there are only bounds."""
        return self.first if self.first == self.last else ""

    @property
    def edtf(self) -> str:
        """The date in EDTF (ISO 8601-2:2019, level 1); "" where nothing is known."""
        return edtf(self.first, self.last, self.cert)


@dataclass(frozen=True, slots=True)
class TeiAgent:
    """A person or body as named: ``act`` is what it did, or the part it had in making a copy (``role``)."""

    key: str
    kind: str  # person, body
    name: str
    cert: str = ""
    evidence: str = ""
    act: str = ""
    role: str = ""
    same: tuple[str, ...] = ()  # addresses of the web that the name itself points to
    own: bool = False  # whether the key is that of a record in the document's own file


@dataclass(frozen=True, slots=True)
class TeiPlace:
    """A place as named."""

    key: str
    name: str
    same: tuple[str, ...] = ()
    cert: str = ""


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
    parts: int = 0  # of a volume that is made of several (msPart)
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
class Relation:
    """How copies or documents stand to each other."""

    name: str
    active: tuple[str, ...]
    passive: tuple[str, ...]
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """Where a document is printed or spoken of."""

    key: str
    words: str
    role: str


@dataclass(frozen=True, slots=True)
class TeiMention:
    """Who or what a text names, and how often."""

    key: str
    kind: str
    name: str
    times: int
    same: tuple[str, ...] = ()
    own: bool = False


@dataclass(frozen=True, slots=True)
class Image:
    """An image of a page: its address, its size in pixels where the TEI says it, and what it is called."""

    address: str
    width: str
    height: str
    label: str

    @property
    def sized(self) -> bool:
        """Whether its size is known."""
        return self.width.isdecimal() and self.height.isdecimal()


@dataclass(frozen=True, slots=True)
class TeiPart:
    """A part of the text that can be cited by itself."""

    id: str
    type: str
    text: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement of the header with what it rests on: ids (``source``) and the words there."""

    of: str
    what: str
    value: str
    key: str
    source: tuple[str, ...]
    words: tuple[str, ...]
    cert: str
    evidence: str
    resp: str


@dataclass(frozen=True, slots=True)
class Numbered:
    """A further identifier of something that has another one of its type."""

    type: str
    value: str


@dataclass(frozen=True, slots=True)
class Licence:
    """What may be done with a document, in the words of its availability; "" for an address without words."""

    name: str
    address: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """As words alone can say it: the address of a licence that everybody knows is enough."""
        return tuple(filter(None, (self.address,) if licence_name(self.address) else (self.name, self.address)))


@dataclass(frozen=True, slots=True)
class PrintSource:
    """The print that a document is taken from, and the rights of its text (not those of the encoding)."""

    title: str = ""
    volume: str = ""
    number: str = ""
    address: str = ""
    rights: str = ""
    rights_address: str = ""

    @property
    def words(self) -> str:
        """Title, volume and document in one line; "" where no title is known."""
        rest = (("volume", self.volume), ("document", self.number))
        return ", ".join([self.title, *(f"{what} {n}" for what, n in rest if n)]) if self.title else ""


@dataclass(frozen=True, slots=True)
class TeiDocument:
    """All that exports say of a document; ``name`` is that of its file on the site."""

    name: str
    file: str
    id: str
    number: str
    title: str
    language: str
    genre: str
    classes: tuple[str, ...]
    date: Dated
    authors: tuple[TeiAgent, ...]
    communications: tuple[TeiCommunication, ...]
    copies: tuple[TeiCopy, ...]
    relations: tuple[Relation, ...]
    printed: tuple[Printed, ...]
    mentioned: tuple[TeiMention, ...]
    note: str
    text: str
    parts: tuple[TeiPart, ...]
    images: tuple[Image, ...]
    licences: tuple[Licence, ...]  # what its own availability says, word for word; never the edition's
    ids: Mapping[str, str]
    changed: str
    facts: tuple[Fact, ...]
    source: PrintSource = PrintSource()
    further_ids: tuple[Numbered, ...] = ()
    created_at: tuple[TeiPlace, ...] = ()  # where it was written, as its creation says
    id_taken: bool = False  # whether it has no id here because a document before it has the same
    edition: str = ""  # the id of the edition that it comes from, where several meet

    @property
    def key(self) -> str:
        """What it is called in tables."""
        return f"{self.edition}.{self.name}" if self.edition else self.name

    def numbers(self, *types: str) -> Iterator[tuple[str, str]]:
        """Its identifiers in other systems: of these types, in their order, or (none named) all."""
        every = _numbers(self.ids, self.further_ids)
        return iter(every) if not types else (one for kind in types for one in every if one[0] == kind)

    @property
    def licence(self) -> str:
        """Its licences in one line, by their addresses where they have one."""
        return "; ".join(licence.address or licence.name for licence in self.licences)

    @property
    def heading(self) -> str:
        """Number and title."""
        return f"{self.number}. {self.title}" if self.number else self.title or self.name

    @property
    def senders(self) -> tuple[TeiAgent, ...]:
        """Who sent it: of the first communication; where it tells of none, the authors."""
        return self._parties("sent") or _named(self.authors)

    @property
    def recipients(self) -> tuple[TeiAgent, ...]:
        """For whom it was."""
        return self._parties("received")

    @property
    def place(self) -> TeiPlace | None:
        """Where it was sent from; where that is not told, where it was written."""
        steps = self.communications[0].of("sent") if self.communications else ()
        return next((place for step in steps for place in step.places), next(iter(self.created_at), None))

    @property
    def base(self) -> TeiCopy | None:
        """The copy that the text follows."""
        return next((c for c in self.copies if c.is_a("base")), self.copies[0] if self.copies else None)

    def _parties(self, act: str) -> tuple[TeiAgent, ...]:
        steps = self.communications[0].of(act) if self.communications else ()
        return _named(agent for step in steps for agent in step.agents if agent.act == act)


def _named(agents: Iterable[TeiAgent]) -> tuple[TeiAgent, ...]:
    """Each of them once; by name who has no record; without those of whom nothing is said."""
    found = {agent.key or agent.name: agent for agent in agents if agent.key or agent.name.strip()}
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class TeiRecord:
    """A record of the authority file: a person, body, repository, place, archival unit or printed work."""

    key: str
    kind: str
    type: str
    name: str
    family: str
    given: str
    suffix: str
    variants: tuple[str, ...]
    ids: Mapping[str, str]
    born: str
    died: str
    country: str
    town: str
    geo: str
    parent: str
    first: str = ""  # of an archival unit: the earliest day of what it holds, and the latest
    last: str = ""
    dates: str = ""  # the same in words
    extent: str = ""
    finding_aid: str = ""  # its address
    further_ids: tuple[Numbered, ...] = ()
    offices: tuple[str, ...] = ()  # what a person was, and the bodies they belonged to

    @property
    def numbers(self) -> tuple[tuple[str, str], ...]:
        """All its identifiers, each with its type."""
        return _numbers(self.ids, self.further_ids)

    @property
    def inverted(self) -> str:
        """The heading of a catalogue: "Thompson, Llewellyn E., Jr."; a body whole."""
        return ", ".join(filter(None, (self.family, self.given, self.suffix))) if self.family else self.name


def _numbers(ids: Mapping[str, str], further: Iterable[Numbered]) -> tuple[tuple[str, str], ...]:
    return (*ids.items(), *((one.type, one.value) for one in further))


def repository(key: str, holder: TeiLevel, copy: TeiCopy) -> TeiRecord:
    """A record for a repository that is only named, in the town where the copy lies."""
    return TeiRecord(
        key=key, kind="repository", type="", name=holder.name, family="", given="", suffix="", variants=(),
        ids=catalogued([holder.key]), born="", died="", town=copy.town, geo="", parent="",
        country=copy.country_name or copy.country,
    )  # fmt: skip
