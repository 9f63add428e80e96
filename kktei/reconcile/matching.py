"""Whether a catalogue's entry may be a record's: its name, and something besides it, must agree.

A name alone proves nothing: two people may bear it.  Dates of birth or death, an office or a place are evidence; a
year that contradicts rules an entry out.  What is found is a proposal, and an editor's to take.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kktei.reconcile.catalogue import Candidate
from kktei.wording import fold, forenames_agree, in_ascii, name_words

_NEAR = 0.2  # degrees
_LETTERS = 4  # a shorter word of an office is no evidence


@dataclass(frozen=True, slots=True)
class KnownRecord:
    """A record of the authority file, with what the edition knows of it."""

    key: str
    kind: str  # person, body, repository, place, unit, work
    name: str
    family: str = ""
    given: str = ""
    others: tuple[str, ...] = ()
    born: str = ""
    died: str = ""
    offices: tuple[str, ...] = ()
    places: tuple[str, ...] = ()  # where they wrote; where a body has its seat
    geo: str = ""
    first: str = ""  # day of the first document that names it, and of the last
    last: str = ""
    documents: int = 0
    wrote: bool = False  # whether one of these documents is by them


@dataclass(frozen=True, slots=True)
class Proposal:
    """An entry of a catalogue that may be a record's, and why."""

    key: str
    candidate: Candidate
    evidence: tuple[str, ...]


def propose(known: Sequence[KnownRecord], catalogue: Iterable[Candidate]) -> dict[str, list[Proposal]]:
    """For each record's key the entries that may be it, those with most evidence first."""
    asked: dict[str, list[KnownRecord]] = {}
    for record in known:
        for word in {_last(name) for name in (record.name, record.family, *record.others) if name}:
            asked.setdefault(word, []).append(record)
    found: dict[str, list[Proposal]] = {}
    for candidate in (one for one in catalogue if not one.wrong):
        words = {_last(name) for name in candidate.spoken} | {_last(candidate.family)}
        records = {record.key: record for word in words for record in asked.get(word, ()) if word}
        for record in records.values():
            if evidence := _evidence(record, candidate):
                found.setdefault(record.key, []).append(Proposal(record.key, candidate, evidence))
    return {key: sorted(rows, key=lambda row: -len(row.evidence)) for key, rows in found.items()}


def _last(name: str) -> str:
    """The word by which a name is looked up."""
    words = name_words(in_ascii(name).partition(",")[0])
    return words[-1].strip(".") if words else ""


def _evidence(record: KnownRecord, candidate: Candidate) -> tuple[str, ...]:
    """Why both may be the same, besides the name; nothing where the name or a year is another."""
    if not _fits_kind(record, candidate) or not _same_name(record, candidate):
        return ()
    years = _years(record, candidate)
    if years is None:
        return ()
    sure = [*years, *_shared(record, candidate)]
    return (*sure, *_lived(record, candidate)) if sure else ()


def _fits_kind(record: KnownRecord, candidate: Candidate) -> bool:
    kinds = {"person": {"person"}, "place": {"place"}, "body": {"body"}, "repository": {"body"}}
    return not candidate.kind or candidate.kind in kinds.get(record.kind, {"work"})


def _same_name(record: KnownRecord, candidate: Candidate) -> bool:
    """Of a person family name and forenames; of anything else the whole name."""
    names = [record.name, *record.others]
    if record.kind != "person":
        return bool({_plain(name) for name in names} & {_plain(name) for name in candidate.spoken})
    mine, theirs = _forenames(names, record.family), _forenames(candidate.spoken, candidate.family)
    return any(_agree(mine[family], theirs[family]) for family in mine.keys() & theirs.keys())


def _forenames(names: Iterable[str], family: str) -> dict[str, list[str]]:
    """By family name the forenames, of several the fullest: "A. Winter" is no proof against "Ada Winter"."""
    found: dict[str, list[str]] = {}
    for name in names:
        surname, forenames = _parts(name, family)
        if len("".join(forenames)) > len("".join(found.get(surname, []))):
            found[surname] = forenames
    return found


def _agree(one: Sequence[str], other: Sequence[str]) -> bool:
    return forenames_agree(one, other) or forenames_agree(other, one)


def _plain(name: str) -> str:
    return re.sub(r"^the |[.,;:()]", "", fold(in_ascii(name))).strip()


def _parts(name: str, family: str) -> tuple[str, list[str]]:
    """Family name and forenames of "Kennedy, John F." and "John F. Kennedy"; ranks before a name are none."""
    plain = in_ascii(name)
    if "," in plain:
        surname, _, rest = plain.partition(",")
        return fold(surname), name_words(rest)
    words, own = name_words(plain), name_words(in_ascii(family))
    if own and words[-len(own) :] == own:
        return " ".join(own), words[: -len(own)]
    return (words[-1], words[:-1]) if words else ("", [])


def _years(record: KnownRecord, candidate: Candidate) -> list[str] | None:
    """The years of life on which both agree; None where one contradicts."""
    found = []
    for word, mine, theirs in (("born", record.born, candidate.born), ("died", record.died, candidate.died)):
        one, other = _year(mine), _year(theirs)
        if one and other and one != other:
            return None
        if one and other:
            found.append(f"{word} {one}")
    wrote = _year(record.first)
    if wrote and record.wrote and (_year(candidate.born) >= wrote or ("0" < _year(candidate.died) < wrote)):
        return None
    return found


def _year(date: str) -> str:
    found = re.match(r"\d{4}", date)
    return found[0] if found else ""


def _shared(record: KnownRecord, candidate: Candidate) -> Iterator[str]:
    """Offices, places and coordinates that both have."""
    offices = [mine for mine in record.offices if any(_same_office(mine, theirs) for theirs in candidate.offices)]
    if offices:
        yield f"office: {', '.join(offices)}"
    places = {_plain(place): place for place in record.places}
    shared = [places[key] for key in {_plain(place) for place in candidate.places} & places.keys() if key]
    if shared:
        yield f"place: {', '.join(sorted(shared))}"
    if record.geo and candidate.geo and _close(record.geo, candidate.geo):
        yield f"coordinates: {candidate.geo}"


def _lived(record: KnownRecord, candidate: Candidate) -> Iterator[str]:
    """That somebody lived at the time of the documents supports other evidence; it is none by itself."""
    born, died = _year(candidate.born), _year(candidate.died)
    first, last = _year(record.first), _year(record.last)
    if born and died and first and born < first and last <= died:
        yield f"lived then ({first}–{last})" if first != last else f"lived then ({first})"


def _same_office(one: str, other: str) -> bool:
    """Whether all words of one office stand in the other: "Ambassador" in "American ambassador and lawyer"."""
    mine, theirs = _office_words(one), _office_words(other)
    return bool(mine and theirs) and (mine <= theirs or theirs <= mine)


def _office_words(office: str) -> set[str]:
    return {word for word in re.findall(r"\w+", fold(in_ascii(office))) if len(word) >= _LETTERS}


def _close(one: str, other: str) -> bool:
    numbers = [[float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", geo)[:2]] for geo in (one, other)]
    return all(len(pair) == 2 for pair in numbers) and all(abs(a - b) <= _NEAR for a, b in zip(*numbers, strict=True))
