"""What the headings and source notes of documents name: people, bodies, places, archives, printed works."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kktei.encode.authorities.identify import Asked, last_word
from kktei.model import Act, ActKind, Agent, AgentKind, Document, Level, LevelKind, Position, Publication, Record
from kktei.transcript import Signature

# "Mrs. Berg", "Secretary of Defense Berg", "Soviet Deputy Foreign Minister Berg", "Lt. Gen. Jonas Berg".
_RANK = (
    r"(?:(?:Lieutenant|Major|Brigadier|Lt\.|Maj\.|Brig\.|Rear|Vice|Fleet|Air|Field) )?"
    r"(?:General|Gen\.|Admiral|Adm\.|Marshal)"
)
_POST = (
    r"(?:[A-Z][\w-]+ ){0,4}?(?:Secretary(?:[ -]General)?(?: of (?:the )?[A-Z]\w+)?"
    r"|(?:Attorney|Surgeon|Postmaster) General"
    r"|President|Chairman|Ambassador|Premier|Minister|Chancellor|Director|Adviser|Advisor|Counselor|Commissioner"
    r"|Administrator|Governor|Senator|Representative|Congressman|Chargé(?: d[’']Affaires)?|Consul|Under Secretary)"
)
_TITLED = re.compile(
    rf"((?:Mrs?|Ms|Dr|Miss|Sir|Professor|Col|Capt)\.?|Colonel|Captain|Commander|{_RANK}|{_POST})\s+((?!of\b)\S.*)"
)


@dataclass(frozen=True, slots=True)
class Who:
    """A person named in a document."""

    asked: Asked
    number: str
    at: Position
    in_passing: bool = False  # in prose, not as one who did something


def linked(record: Record) -> dict[str, str]:
    """Wordings of persons that the source itself leads to ids of its own, where one wording has one id only."""
    found: dict[str, set[str]] = {}
    for link in record.links:
        if link.kind == "person" and link.key:
            text = record.head if link.part == "head" else record.note
            found.setdefault(link.span.of(text), set()).add(link.key)
    return {wording: keys.pop() for wording, keys in found.items() if len(keys) == 1}


def people(document: Document, year: int | None) -> Iterator[Who]:
    """Every person that a heading, a note or a signature names, in that order."""
    record, beside = document.record, others_of(document, year)
    for agent in document.heading.named:
        if _is_somebody(agent, document):
            yield Who(replace(_asked(agent, year), beside=beside.get(agent, ())), record.number, record.at)
    for agent in _agents(document):
        if _is_somebody(agent, document):
            yield Who(_asked(agent, year), record.number, record.note_at)
    for mention in document.note.mentions:
        if mention.kind == "person":
            name, title = split_title(mention.text)
            yield Who(Asked(name, title, None, year), record.number, record.note_at, in_passing=True)
    for work in publications(document):
        if work.author and not work.corporate:
            yield Who(Asked(work.author, None, None, None), record.number, record.note_at)
    yield from _signatures(document, year)


def others_of(document: Document, year: int | None) -> Mapping[Agent, tuple[Asked, ...]]:
    """Who else is a party for each person whom a heading names: nobody writes to, or speaks with, themselves.

    Who wrote a record of a talk may be one of those who talked.
    """
    heading = document.heading
    found: dict[Agent, tuple[Asked, ...]] = {}
    for parties in ((*heading.senders, *heading.recipients), heading.participants):
        people = [agent for agent in parties if _is_somebody(agent, document)]
        for agent in people:
            found[agent] = tuple(_asked(other, year) for other in people if other is not agent)
    return found


def _is_somebody(agent: Agent, document: Document) -> bool:
    return agent.kind is AgentKind.PERSON and not agent.is_post and agent.name not in document.not_people


def _signatures(document: Document, year: int | None) -> Iterator[Who]:
    """Who signed, but for those whom the heading names as senders already.

    A line of the close ("with all due respect") is nobody: no surname begins with a small letter.  Nobody is named
    by a signature that the text has itself: it stands as it is, and leads to no record.
    """
    if any(isinstance(block, Signature) for block in document.record.body):
        return
    fact = next((f for f in document.editor if f.name == "signed" and f.value), None)
    for name in signers(fact.value) if fact else ():
        if not name.split()[-1][:1].islower() and signing_sender(document, name) is None:
            at = fact.at if fact else document.record.at
            yield Who(Asked(expanded(name), None, None, year), document.record.number, at)


def signers(signed: str) -> list[str]:
    """The single names of a signature; several are separated by semicolons."""
    return [name.strip() for name in signed.split(";") if name.strip()]


def expanded(name: str) -> str:
    """A signature whose initials an editor wrote out in brackets ("D[ean] A[cheson]") without them."""
    return re.sub(r"[\[\]]", "", name)


def signing_sender(document: Document, name: str) -> Agent | None:
    """The sender of that surname, whose signature it then is."""
    people = [a for a in document.heading.senders if a.kind is AgentKind.PERSON]
    found = [a for a in people if last_word(a.name) == last_word(expanded(name))]
    if not found and len(people) == 1 and len(document.heading.senders) == 1 and not people[0].is_post:
        found = [a for a in people if _initials_of(name, a.name)]
    return found[0] if len(found) == 1 else None


def _initials_of(signed: str, name: str) -> bool:
    """Whether a signature is the initials of the one who sent the letter ("W. W." under one from President Wilson)."""
    letters = re.fullmatch(r"(?:[A-Z]\.?\s*){1,4}", signed)
    words = re.findall(r"[^\W\d_]+", name)
    initials = [letter for letter in signed if letter.isupper()]
    if letters is None or not words:
        return False
    return initials == [word[0] for word in words] or (len(words) == 1 and initials[-1] == words[0][0])


def _asked(agent: Agent, year: int | None) -> Asked:
    return Asked(agent.name, agent.title, agent.office, year)


def split_title(text: str) -> tuple[str, str | None]:
    """Name and title of "President Kennedy", "Mrs. Lincoln"."""
    match = _TITLED.fullmatch(text)
    return (match[2], match[1]) if match else (text, None)


def _agents(document: Document) -> Iterator[Agent]:
    for act in document.note.acts:
        yield from act.agents
        yield from (a for a in act.recipients if not _is_post(act, a))
        if act.place is not None:
            yield act.place


def _is_post(act: Act, agent: Agent) -> bool:
    """Telegrams are repeated and pouched to posts, which are named by their seats."""
    return act.kind in {ActKind.REPEATED, ActKind.POUCHED} and agent.title is None and agent.office is None


def bodies(document: Document) -> Iterator[str]:
    """Every body and office symbol, in the order of heading and note."""
    for agent in (*document.heading.named, *_agents(document)):
        if agent.kind is AgentKind.BODY:
            yield agent.name
        elif agent.office and agent not in document.heading.named:
            yield agent.office
    for mention in document.note.mentions:
        if mention.kind == "body":
            yield mention.text


def places(document: Document) -> Iterator[str]:
    """The editor's place of writing, the seats of posts, and places mentioned."""
    if place := document.fact("place"):
        yield place
    yield from seats(document)
    for levels in locations(document):
        yield from (level.text for level in levels if level.kind is LevelKind.SETTLEMENT)
    for mention in document.note.mentions:
        if mention.kind == "place":
            yield mention.text


def seats(document: Document) -> Iterator[str]:
    """By whose names posts go, if nobody else has them: a telegram is repeated to Seoul, and to Bundy.

    Posts that nobody names ("all NATO capitals except Paris") have no seat.
    """
    for act in document.note.acts:
        yield from (a.name for a in act.recipients if _is_post(act, a) and not a.name[:1].islower())


def locations(document: Document) -> Iterator[Sequence[Level]]:
    """The levels of every archival location."""
    for witness in (document.note.base, *document.note.witnesses):
        if witness is not None and witness.location is not None:
            yield witness.location.levels


def publications(document: Document) -> Iterator[Publication]:
    """Every printed text."""
    for witness in (document.note.base, *document.note.witnesses):
        if witness is not None and witness.publication is not None:
            yield witness.publication
    yield from document.note.published_in
