"""Names without an identifier: their table, proposals out of other people's catalogues, and decisions taken in."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kktei import files, merge, reconcile, tei
from kktei.cache import Cache
from kktei.encode import authorities
from kktei.errors import InputError
from kktei.export.described import TeiDocument, TeiRecord
from kktei.export.reading import documents, edition
from kktei.findings import Finding
from kktei.identifiers import AUTHORITIES
from kktei.pipeline.export import member
from kktei.pipeline.watch import Watcher
from kktei.project import Project
from kktei.publish import one_build_at_a_time
from kktei.read import read_table
from kktei.reconcile import Candidate, KnownRecord

FORMS = ("csv", "openrefine")
_WANTED = ("person", "body", "repository", "place")
_FILE = "authorities.xml"


@dataclass
class _Named:
    """In which documents a record is named, and where they were written."""

    days: list[str] = field(default_factory=list)
    places: Counter[str] = field(default_factory=Counter)
    documents: int = 0
    wrote: bool = False


def nameless(project: Project, *, jobs: int, watch: Watcher) -> list[KnownRecord]:
    """Persons, bodies, repositories and places of the edition that no catalogue's identifier is known of."""
    with one_build_at_a_time(project, watch.say):
        job = member(project, Cache(project.cache / "blobs"), jobs, watch).job
        whole = edition(job)
        named = _names_in_use(documents(job))
    wanted = (r for r in whole.records.values() if r.kind in _WANTED and not r.ids.keys() & AUTHORITIES.keys())
    return [_known(record, named.get(record.key, _Named())) for record in wanted]


def _names_in_use(found: Iterable[TeiDocument]) -> Mapping[str, _Named]:
    named: dict[str, _Named] = {}
    for document in found:
        senders = {agent.key for agent in document.senders}
        agents = (agent for act in document.communications for step in act.steps for agent in step.agents)
        holders = (level.key for copy in document.copies for level in copy.levels)
        mentions = (mention.key for mention in document.mentioned)
        places = (place.key for act in document.communications for step in act.steps for place in step.places)
        for key in {agent.key for agent in agents} | senders | {*holders, *mentions, *places}:
            one = named.setdefault(key, _Named())
            one.documents += 1
            one.days += [day for day in (document.date.first, document.date.last) if day]
            one.wrote |= key in senders
            if key in senders and document.place is not None:
                one.places[document.place.name] += 1
    return named


def _known(record: TeiRecord, named: _Named) -> KnownRecord:
    wrote_in = (place for place, _ in named.places.most_common())
    return KnownRecord(
        record.key,
        record.kind,
        record.name,
        record.family,
        record.given,
        record.variants,
        record.born,
        record.died,
        record.offices,
        tuple(dict.fromkeys(place for place in (record.town, record.country, *wrote_in) if place)),
        record.geo,
        min(named.days, default=""),
        max(named.days, default=""),
        named.documents,
        named.wrote,
    )


@dataclass(frozen=True)
class Catalogues:
    """The entries of the files that the user has, and how many of them have an identifier that is wrong."""

    entries: Sequence[Candidate]
    wrong: Sequence[str]


def catalogues(paths: Sequence[Path]) -> Catalogues:
    """Read extracts; InputError where one cannot be read."""
    entries = [one for path in paths for one in reconcile.catalogue_entries(files.raw(path, str(path)), str(path))]
    return Catalogues(entries, [one.wrong for one in entries if one.wrong])


def table(known: Sequence[KnownRecord], entries: Iterable[Candidate], form: str) -> tuple[str, int]:
    """The table in one of :data:`FORMS`, and for how many records something is proposed."""
    if form == "openrefine":
        return reconcile.queries(known), 0
    proposals = reconcile.propose(known, entries)
    return reconcile.written(known, proposals), len(proposals)


def take(project: Project, path: Path, watch: Watcher) -> tuple[int, tuple[Finding, ...]]:
    """Add the identifiers of a table to edition/authorities.xml; how many they are, and what was not taken.

    Raises InputError where the table or the authority file cannot be read, OutputError where the disk refuses.
    """
    given: dict[str, dict[str, str]] = {}
    for one in _decided(path):
        said = given.setdefault(one.key, {}).setdefault(one.authority, one.value)
        if said != one.value:
            words = f"{path}:{one.line}: {one.key} gets two {one.authority} identifiers, {said} and {one.value}"
            raise InputError(words, "Say yes to one of them only; nothing was taken.").at(one.line, 1)
    with one_build_at_a_time(project, watch.say):
        text = _authorities(project)
        made, count, found = authorities.with_identifiers(text, given)
        _write(project, made, count)
    return count, found


def link(project: Project, paths: Sequence[Path], watch: Watcher) -> tuple[int, int]:
    """Add links of BEACON files to edition/authorities.xml; how many they are, and how many records have one of these.

    Raises InputError where a file cannot be read, OutputError where the disk refuses.
    """
    with one_build_at_a_time(project, watch.say):
        text = _authorities(project)
        holders = authorities.identified(tei.parse(text, f"edition/{_FILE}"))
        given: dict[str, list[tuple[str, str, str]]] = {}
        for path in paths:
            for one in reconcile.links(files.text(path, str(path)), str(path), holders.keys()):
                for key in holders[one.authority, one.id]:
                    given.setdefault(key, []).append((one.address, one.name, one.source))
        made, count = authorities.with_links(text, given)
        _write(project, made, count)
    return count, len(given)


def _authorities(project: Project) -> bytes:
    raw = merge.on_disk(project, _FILE)
    if raw is None:
        raise InputError("There is no edition/authorities.xml", "Run kktei convert first.")
    return files.as_utf8(raw, f"edition/{_FILE}")


def _write(project: Project, made: bytes, count: int) -> None:
    if count:
        with files.written(project.authorities, over=True) as stream:
            stream.write(made.decode("utf-8"))


def _decided(path: Path) -> Iterator[reconcile.Decided]:
    rows = read_table(path, str(path)).rows
    return reconcile.read_back([(row.line, row.cells) for row in rows], str(path))
