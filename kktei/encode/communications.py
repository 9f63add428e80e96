"""The acts of communication in a document: the document itself, a message that it carries, a copy that is passed on."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kktei.encode.context import AUTHORITIES
from kktei.encode.names import Naming
from kktei.model import Act, ActKind, Agent, AgentKind, Document, LevelKind, Location

DELIVERIES = frozenset({ActKind.HANDED, ActKind.DELIVERED, ActKind.SPOKEN})
_SENT = frozenset({"", "letter", "postcard", "telegram", "message"})  # what is sent, whoever the sender is
_AFTERWARDS = frozenset({ActKind.READ, ActKind.RETURNED, ActKind.SEEN, ActKind.SUMMARIZED, ActKind.RECEIVED})
_TELEGRAPHIC = frozenset({ActKind.REPEATED, ActKind.SENT, ActKind.POUCHED, ActKind.RELAYED})
_POST = re.compile(r"(Embass|Mission|Consul|Delegation|Legation|Interests Section)")


@dataclass(frozen=True, slots=True)
class Party:
    """A correspondent: as named in the text, or inferred and known only by record."""

    agent: Agent | None = None
    key: str | None = None  # id in the authority file
    cert: str | None = None
    evidence: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Communication:
    """One act of communication with what happened to it on its way."""

    kind: str  # letter, telegram, message ...
    senders: tuple[Party, ...]
    recipients: tuple[Party, ...]
    acts: tuple[Act, ...] = ()
    origin: str = "heading"  # heading, carried (by a telegram), passed (on by the addressee)
    evidence: tuple[int, ...] = ()  # sentences of the note that it rests on

    @property
    def pair(self) -> frozenset[str]:
        """The ids of sender and recipient where both are one and known; else empty."""
        return pair_of([p.key for p in self.senders], [p.key for p in self.recipients])


def pair_of(senders: Sequence[str | None], recipients: Sequence[str | None]) -> frozenset[str]:
    """The ids of sender and recipient where both are one and known; else empty."""
    keys = [*senders, *recipients]
    if len(senders) != 1 or len(recipients) != 1 or None in keys:
        return frozenset()
    return frozenset(key for key in keys if key is not None)


def communications(document: Document, naming: Naming, partners: Mapping[str, str]) -> tuple[Communication, ...]:
    """All acts of communication, the document's own first; none where the heading names no correspondents.

    Of a letter the recipient is enough ("To James Madison"), where it is known from where or when it came; the sender
    is, where it is known when it was received.
    """
    heading = document.heading
    sent, received = heading.senders or _is_letter(document), heading.recipients or _is_received(document)
    if not (sent and received) or not (heading.senders or heading.recipients):
        return ()
    acts = [a for a in document.note.acts if not a.negated]
    senders, recipients = _parties(heading.senders, naming), _parties(heading.recipients, naming)
    kind = document.kind.replace(" ", "-") or "document"
    carried = _carried(document, naming, partners, recipients) if "telegram" in document.kind else None
    if carried is not None:
        own = tuple(a for a in acts if _is_telegraphic(a))
        return (Communication(kind, senders, recipients, own), carried)
    passed = _passed(acts, naming, recipients)
    if passed is not None:
        rest = tuple(a for a in acts if a not in passed.acts)
        return (Communication(kind, senders, recipients, rest), passed)
    return (Communication(kind, senders, recipients, tuple(acts)),)


def _is_telegraphic(act: Act) -> bool:
    """Whether an act is the telegram's own, and not that of a message in it."""
    return act.kind in _TELEGRAPHIC or is_receipt(act)


def is_receipt(act: Act) -> bool:
    """Whether an act says when the text was received, and not by whom."""
    return act.kind is ActKind.RECEIVED and act.when is not None and not (act.agents or act.recipients)


def _is_letter(document: Document) -> bool:
    """Whether a document without a sender was sent all the same, from a place or on a day."""
    return document.kind in _SENT and any(document.fact(name) for name in ("place", "when", "notBefore", "notAfter"))


def _is_received(document: Document) -> bool:
    """Whether it is known when a document was received, though not by whom."""
    return bool(document.fact("received")) or any(is_receipt(a) and not a.negated for a in document.note.acts)


def _parties(agents: Sequence[Agent], naming: Naming) -> tuple[Party, ...]:
    return tuple(Party(a, naming.key(a)) for a in agents)


def _carried(
    document: Document, naming: Naming, partners: Mapping[str, str], recipients: tuple[Party, ...]
) -> Communication | None:
    """The message inside a telegram: somebody else received it, or it is filed under a correspondence."""
    acts = tuple(a for a in document.note.acts if not a.negated and not _is_telegraphic(a))
    receiving = {p.key for p in recipients}
    for act in acts:
        if act.kind in DELIVERIES and act.recipients:
            keys = [naming.key(a) for a in act.recipients if a.kind is AgentKind.PERSON]
            if keys and keys[0] is not None and keys[0] not in receiving and keys[0] in partners:
                to = (Party(act.recipients[0], keys[0]),)
                by = (_inferred(partners[keys[0]], "medium"),)
                return Communication("message", by, to, acts, "carried", (act.sentence,))
    return _filed(document, naming, partners, acts)


def _filed(
    document: Document, naming: Naming, partners: Mapping[str, str], acts: tuple[Act, ...]
) -> Communication | None:
    """A copy lies in "Khrushchev Correspondence": the telegram carries a message to him, or from him."""
    for sentence, place in _locations(document):
        for words in _correspondences(place):
            key = naming.person(words).get("ref")
            person = key.removeprefix(AUTHORITIES) if key else None
            if person is None or person not in partners:
                continue
            him, other = _inferred(person, "medium"), _inferred(partners[person], "medium")
            outward = not any(_POST.match(sender.name) for sender in document.heading.senders[:1])
            by, to = ((other,), (him,)) if outward else ((him,), (other,))
            return Communication("message", by, to, acts, "carried", (sentence,))
    return None


def _locations(document: Document) -> Iterator[tuple[int, Location]]:
    for witness in document.note.witnesses:
        if witness.location is not None and not witness.absent:
            yield witness.sentence, witness.location


def _correspondences(place: Location) -> Iterator[str]:
    for level in place.levels:
        if level.kind is not LevelKind.REPOSITORY:
            yield from re.findall(r"\b([A-Z]\w+) Correspondence\b", level.text)


def _inferred(key: str, cert: str) -> Party:
    return Party(None, key, cert, "conjecture")


def _passed(acts: Sequence[Act], naming: Naming, recipients: tuple[Party, ...]) -> Communication | None:
    """The addressee hands the text on to somebody else: a second act of communication."""
    receiving = {p.key for p in recipients} - {None}
    for index, act in enumerate(acts):
        if act.kind not in DELIVERIES or not act.agents or not act.recipients or act.intended:
            continue
        by = [naming.key(a) for a in act.agents]
        to = [naming.key(a) for a in act.recipients]
        if any(k in receiving for k in by) and not any(k in receiving for k in to):
            later = tuple(a for a in acts[index + 1 :] if (a.kind in _AFTERWARDS or a.intended) and not is_receipt(a))
            return Communication(
                "message",
                _parties(act.agents, naming),
                _parties(act.recipients, naming),
                (act, *later),
                "passed",
                (act.sentence,),
            )
    return None
