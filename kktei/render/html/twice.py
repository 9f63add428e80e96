"""Who or what stands twice in a register: by a name without a pointer, and by another that is spelled alike."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kktei.findings import Finding, finding
from kktei.render.html.archives import HoldingLevel
from kktei.render.html.index import FOLDERS, Index, RegisterEntry
from kktei.render.job import RenderJob
from kktei.wording import fold


@dataclass(frozen=True, slots=True)
class _Heading:
    """What stands in a register: its names, and the documents that have it (their places in the edition)."""

    key: str
    name: str
    alone: bool  # no pointer leads there
    documents: list[int] = field(default_factory=list)
    others: tuple[str, ...] = ()
    town: str = ""  # of an archive

    def __str__(self) -> str:
        name = f"“{self.name.strip('„“”')}”"
        known = f"{name}, {self.town}" if self.town else name
        return known if self.alone else f"{self.key} ({known})"


def twice(job: RenderJob, index: Index, roots: Mapping[str, HoldingLevel]) -> Iterator[Finding]:
    """A question (H034) for each name without a pointer that is spelled as another of its register.

    ``roots`` are the archives; below each what lies there is a list of its own.
    """
    alone = {name.kind for name in index.names.values() if _is_alone(name)}  # records are read for these only
    registers = [
        (folder, [_named(n) for n in index.names.values() if n.kind == kind and n.uses])
        for kind, folder in FOLDERS.items()
        if kind in alone - {"repository"}
    ]
    lists = [roots, *(level.below for root in roots.values() for level in root.walk())]
    registers += [(FOLDERS["repository"], [_held(level, index) for level in held.values()]) for held in lists]
    for folder, headings in registers:
        for spelled, (first, *others) in _alike(headings):
            file = job.shown(job.documents[first.documents[0]])
            many = f" (in {len(first.documents)} documents)" if len(first.documents) > 1 else ""
            same = " and ".join(str(other) for other in others)
            words = f"{first}{many} has no @ref and is spelled as {same}: each has a place of its own among {folder}"
            yield finding("H034", words, file=file, place=f"{folder}: {spelled}")


def _is_alone(entry: RegisterEntry) -> bool:
    return entry.key.partition(":")[2] in entry.forms


def _named(entry: RegisterEntry) -> _Heading:
    alone = _is_alone(entry)
    name = entry.key.partition(":")[2] if alone else entry.name
    others = () if alone else (entry.sort, *(entry.record.variants if entry.record else ()))
    return _Heading(entry.key, name, alone, entry.documents, others)


def _held(level: HoldingLevel, index: Index) -> _Heading:
    known = index.names.get(level.key)
    variants = known.record.variants if known and known.record else ()
    alone = known is None and level.key.endswith(level.name)
    return _Heading(level.key, level.name, alone, level.documents, variants, level.town)


def _alike(headings: Sequence[_Heading]) -> Iterator[tuple[str, list[_Heading]]]:
    """Those of a register that are spelled alike, as far as one has no pointer; such a one comes first."""
    of = {spelled(heading.name): list[_Heading]() for heading in headings if heading.alone}
    for heading in headings if of else ():
        for name in {spelled(name) for name in (heading.name, *heading.others)} & of.keys() - {""}:
            of[name].append(heading)
    for name, same in of.items():
        towns = {heading.town for heading in same}
        if len(same) > 1 and not (all(towns) and len(towns) == len(same)):  # archives in as many towns are told apart
            yield name, sorted(same, key=lambda heading: not heading.alone)


def spelled(name: str) -> str:
    """A name's words in their natural order, folded, without signs: "Vogt, Karl" is "karl vogt"."""
    last, _, first = unicodedata.normalize("NFKC", fold(name)).partition(",")
    return " ".join("".join(" " if unicodedata.category(c)[0] in "PZS" else c for c in f"{first} {last}").split())
