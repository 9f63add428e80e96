"""What only exports know of a document, and the records that it names: frozen data (xslt/record.xsl)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kktei.citations import CitedName
from kktei.described import Described, TeiAgent, TeiCopy, TeiLevel, TeiMention, TeiPlace
from kktei.identifiers import catalogued, licence_name

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Relation:
    """How copies or documents stand to each other."""

    name: str
    active: tuple[str, ...]
    passive: tuple[str, ...]
    evidence: tuple[str, ...]


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
    """A further identifier of something that has another one of its type, or one without a type."""

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
        return CitedName(self.family, self.given, self.suffix, self.name).inverted


@dataclass(frozen=True, slots=True, kw_only=True)
class TeiDocument(Described):
    """All that exports say of a document; ``name`` is that of its file on the site."""

    name: str
    file: str
    relations: tuple[Relation, ...] = ()
    note: str = ""
    text: str = ""
    parts: tuple[TeiPart, ...] = ()
    images: tuple[Image, ...] = ()
    licences: tuple[Licence, ...] = ()  # what its own availability says, word for word; never the edition's
    facts: tuple[Fact, ...] = ()
    source: PrintSource = field(default_factory=PrintSource)
    further_ids: tuple[Numbered, ...] = ()
    records: tuple[TeiRecord, ...] = ()  # of its own file, with the ids that they have in it
    created_at: tuple[TeiPlace, ...] = ()  # where it was written, as its creation says
    id_taken: bool = False  # whether it has no id here because a document before it has the same
    edition: str = ""  # the id of the edition that it comes from, where several meet

    @property
    def key(self) -> str:
        """What it is called in tables."""
        return f"{self.edition}.{self.name}" if self.edition else self.name

    @property
    def numbers(self) -> tuple[tuple[str, str], ...]:
        """All its identifiers, each with its type, or ""."""
        return _numbers(self.ids, self.further_ids)

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
    def named(self) -> Iterator[TeiAgent | TeiPlace | TeiMention]:
        """Everybody and every place that it names."""
        for act in self.communications:
            for step in act.steps:
                yield from step.agents
                yield from step.places
        for copy in self.copies:
            yield from copy.makers
        yield from self.authors
        yield from self.mentioned
        yield from self.created_at

    def _parties(self, act: str) -> tuple[TeiAgent, ...]:
        steps = self.communications[0].of(act) if self.communications else ()
        return _named(agent for step in steps for agent in step.agents if agent.act == act)


def _named(agents: Iterable[TeiAgent]) -> tuple[TeiAgent, ...]:
    """Each of them once; by name who has no record; without those of whom nothing is said."""
    found = {agent.key or agent.name: agent for agent in agents if agent.key or agent.name.strip()}
    return tuple(found.values())


def _numbers(ids: Mapping[str, str], further: Iterable[Numbered]) -> tuple[tuple[str, str], ...]:
    return (*ids.items(), *((one.type, one.value) for one in further))


def repository(key: str, holder: TeiLevel, copy: TeiCopy) -> TeiRecord:
    """A record for a repository that is only named, in the town where the copy lies."""
    return TeiRecord(
        key=key, kind="repository", type="", name=holder.name, family="", given="", suffix="", variants=(),
        ids=catalogued([holder.key]), born="", died="", town=copy.town, geo="", parent="",
        country=copy.country_name or copy.country,
    )  # fmt: skip
