"""What of a source note becomes which element: witnesses and records numbered, every "ibid." led to its target."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kktei.model import (
    NOWHERE,
    Act,
    ActKind,
    Found,
    Level,
    LevelKind,
    Location,
    NoteFacts,
    Reference,
    Span,
    Witness,
    WitnessKind,
)

PRINTED = "translation printed here"  # what a translation is called that only the edition has
_SUFFIX = {LevelKind.REPOSITORY: "rep", LevelKind.COLLECTION: "col", LevelKind.RECORD_GROUP: "col"}


@dataclass(frozen=True, slots=True)
class Copy:
    """A witness with its id; where a note speaks of several at once, ``part`` counts them from 1."""

    id: str
    number: int
    witness: Witness
    part: int = 1


@dataclass(frozen=True, slots=True)
class RelatedText:
    """Another record or text that the note speaks of, with its id: located, referred to, or attached to."""

    id: str
    witness: Witness | None = None
    reference: Reference | None = None
    act: Act | None = None

    @property
    def span(self) -> Span | None:
        """The words that name it."""
        if self.reference is not None:
            return self.reference.span
        if self.act is not None:
            return self.act.carrier_span
        return (self.witness.carrier_span or self.witness.span) if self.witness else None


@dataclass(frozen=True, slots=True)
class NumberedParts:
    """All numbered parts of one document's description."""

    stem: str
    copies: tuple[Copy, ...]
    records: tuple[RelatedText, ...]
    absent: tuple[Witness, ...]  # copies that the note says are not there
    pointed: frozenset[str]  # ids of levels that an "ibid." points to

    def holder(self, span: Span | None) -> tuple[str, Location] | None:
        """The id of what the location with this span describes, and the location."""
        found = [(key, place) for key, place in located(self.copies, self.records) if place.span == span]
        return found[0] if found else None

    def targets(self, location: Location) -> tuple[str, ...]:
        """The ids of the elements that the location's "ibid." stands for."""
        return ibid_targets(location, self.holder(location.antecedent))

    def named_at(self, span: Span | None) -> str | None:
        """The id of the copy or record that these words name."""
        if span is None:
            return None
        copy = next((c.id for c in self.copies if c.witness.carrier_span == span), None)
        return copy or next((r.id for r in self.records if r.span == span), None)


def numbered_parts(stem: str, facts: NoteFacts, language: str) -> NumberedParts:
    """Number everything in the order of the note, the copy-text first; ``language`` is that of the text printed."""
    witnesses = [w for w in (facts.base, *facts.witnesses) if w is not None]
    absent = [w for w in witnesses if w.absent and w.kind is not WitnessKind.LOST]
    kept = [w for w in witnesses if w not in absent]
    printed = printed_translation(facts, language)
    if printed is not None:
        kept.insert(1, printed)
    copies = tuple(_copies(stem, [w for w in kept if w.kind is not WitnessKind.RELATED]))
    records = tuple(replace(r, id=f"{stem}.b{n}") for n, r in enumerate(_records(facts, kept), 1))
    found = {place.span: (key, place) for key, place in reversed(located(copies, records))}
    pointed = {
        target
        for _, place in located(copies, records)
        if place.ibid is not None and place.antecedent is not None
        for target in ibid_targets(place, found.get(place.antecedent))
    }
    return NumberedParts(stem, copies, records, tuple(absent), frozenset(pointed))


def printed_translation(facts: NoteFacts, language: str) -> Witness | None:
    """Where the copy-text is in another language, the text printed is a version of its own, made from it."""
    act = next((a for a in facts.acts if a.kind is ActKind.TRANSLATED and a.agents), None)
    foreign = facts.base_language is not None and facts.base_language.partition("-")[0] != language.partition("-")[0]
    if act is None or not foreign:
        return None
    return Witness(WitnessKind.TRANSLATION, PRINTED, act.span, act.sentence, language=language, found=Found.INFERRED)


def _records(facts: NoteFacts, kept: Sequence[Witness]) -> Iterable[RelatedText]:
    """Located records, then what the text is attached to, then references that are not named as one of these."""
    named = {w.carrier_span for w in kept}
    for witness in kept:
        if witness.kind is WitnessKind.RELATED:
            called = next((r for r in facts.references if r.wording in {witness.what, witness.carrier}), None)
            named.add(called.span if called else witness.span)
            yield RelatedText("", witness=witness, reference=called)
    for act in facts.acts:
        if act.kind is ActKind.ATTACHED and act.carrier_span and act.carrier_span not in named and not act.negated:
            yield RelatedText("", act=act)
    for reference in facts.references:
        if reference.kind != "footnote" and reference.span not in named:
            yield RelatedText("", reference=reference)


def _copies(stem: str, witnesses: Iterable[Witness]) -> Iterable[Copy]:
    number = 0
    for witness in witnesses:
        for part in range(1, max(1, witness.count) + 1) if witness.kind is WitnessKind.DRAFT else (1,):
            number += 1
            yield Copy(f"{stem}.w{number}", number, witness, part)


def located(copies: Sequence[Copy], records: Sequence[RelatedText]) -> list[tuple[str, Location]]:
    """Every location with the id of what it describes, in the order of the numbers."""
    witnesses = [(c.id, c.witness) for c in copies] + [(r.id, r.witness) for r in records if r.witness]
    return [(key, witness.location) for key, witness in witnesses if witness.location is not None]


def level_ids(key: str, levels: Sequence[Level]) -> list[str]:
    """The ids of the levels of a location: w1.rep, w1.col, w1.col2, w1.lot ..."""
    seen: dict[str, int] = {}
    ids = []
    for level in levels:
        suffix = _SUFFIX.get(level.kind, str(level.kind))
        seen[suffix] = seen.get(suffix, 0) + 1
        ids.append(f"{key}.{suffix}{seen[suffix] if seen[suffix] > 1 else ''}")
    return ids


def is_whole(location: Location, antecedent: Location) -> bool:
    """Whether "ibid." stands for the whole earlier location."""
    return len(location.levels) == len(antecedent.levels) and all(lv.found is Found.IBID for lv in location.levels)


def elsewhere(location: Location) -> str | None:
    """Where the place is described that "ibid." takes from the document before: at its copy-text."""
    near = location.before
    return f"{near.stem}.xml#{near.stem}.w1.id" if near else None


def note_elsewhere(location: Location) -> str | None:
    """The note of another document, where that alone tells the place."""
    near = location.before if location.span == NOWHERE else None
    return f"{near.stem}.xml#{near.stem}.sn" if near else None


def inherited(location: Location, holder: tuple[str, Location] | None) -> list[str | None]:
    """For each level the id of the earlier element that it repeats, or None for a level of its own."""
    if holder is None:
        return [None] * len(location.levels)
    key, earlier = holder
    ids = dict(zip(((lv.kind, lv.text) for lv in earlier.levels), level_ids(key, earlier.levels), strict=True))
    return [ids.get((lv.kind, lv.text)) if lv.found is Found.IBID else None for lv in location.levels]


def ibid_targets(location: Location, holder: tuple[str, Location] | None) -> tuple[str, ...]:
    """The ids that the location's "ibid." stands for; empty where its antecedent is not known."""
    if location.ibid is None or holder is None:
        return ()
    if is_whole(location, holder[1]):
        return (f"{holder[0]}.id",)
    return tuple(key for key in inherited(location, holder) if key is not None)
