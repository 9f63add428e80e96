"""Who wrote to whom, by the ids of their records: as a document is understood, or as its TEI has it."""

from collections.abc import Iterable
from dataclasses import dataclass

from kktei import tei
from kktei.encode.communications import Communication, pair_of
from kktei.encode.context import AUTHORITIES
from kktei.tei import NS, Element

Keys = tuple[str | None, ...]  # None: somebody without a record


@dataclass(frozen=True, slots=True)
class Exchange:
    """The senders and the recipients of one act of communication."""

    senders: Keys
    recipients: Keys

    @property
    def pair(self) -> frozenset[str]:
        """The ids of sender and recipient where both are one and known; else empty."""
        return pair_of(self.senders, self.recipients)


def exchanges(every: Iterable[Communication]) -> tuple[Exchange, ...]:
    """The exchanges of a document's acts of communication."""
    return tuple(Exchange(tuple(p.key for p in one.senders), tuple(p.key for p in one.recipients)) for one in every)


def exchanges_in(data: bytes, file: str) -> tuple[Exchange, ...]:
    """The exchanges that a document of the edition tells of in ``correspDesc``; raises what ``tei.parse`` raises."""
    root = tei.parse(data, file)
    return tuple(
        Exchange(
            _record_keys(desc.iterfind("tei:correspAction[@type='sent']", NS)),
            _record_keys(desc.iterfind("tei:correspAction[@type='received'][@subtype='to']", NS)),
        )
        for desc in root.iterfind(".//tei:correspDesc", NS)
    )


def _record_keys(actions: Iterable[Element]) -> Keys:
    return tuple(
        key.removeprefix(AUTHORITIES) if (key := name.get("ref")) else None
        for action in actions
        for name in action
        if tei.name(name) in {"persName", "orgName"}
    )
