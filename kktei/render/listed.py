"""What the lists and indexes of a volume are made from: what xslt/lists/document.xsl tells of each document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from lxml import etree

from kktei import pool, tei
from kktei.render.characters import printable
from kktei.render.contract import to_json
from kktei.render.job import RenderJob
from kktei.render.own import Sheet
from kktei.render.records import Records, RegisterRecord, registers
from kktei.saxon import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedLevel:
    """A level of where a copy lies."""

    key: str
    label: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedWork:
    """A printed work that a copy is taken from."""

    key: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedWitness:
    """A copy of a document."""

    settlement: str
    levels: tuple[ListedLevel, ...]
    printed: tuple[ListedWork, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedName:
    """A name for the indexes; ``sure`` where the correspondence has it."""

    key: str
    kind: str
    label: str
    head: str
    sure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Abbreviation:
    """A short form and what it stands for."""

    short: str
    long: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedFacts:
    """What lists, indexes and the key of signs are told of a document or section."""

    stem: str
    number: str
    title: str  # short: what readers know it by where it has no number
    witnesses: tuple[ListedWitness, ...]
    names: tuple[ListedName, ...]
    signs: tuple[str, ...]
    abbreviations: tuple[Abbreviation, ...]
    categories: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedRecord:
    """What the indexes are told of a record that is not in the authority file."""

    name: str
    sort: str
    kind: str
    lived: str


class NamingFacts(Protocol):
    """What a document tells of whom it names."""

    @property
    def records(self) -> tuple[RegisterRecord, ...]:
        """Records that stand in the document."""

    @property
    def local(self) -> tuple[str, ...]:
        """Ids that names point to in the document's own file."""

    @property
    def listed(self) -> ListedFacts:
        """What lists are told of it."""


def recorded(job: RenderJob, product: str, documents: Sequence[tuple[Path, NamingFacts]]) -> Records:
    """The records of the registers and of the documents, merged by their ids."""
    found = Records()
    for shown, listed in registers(job, Sheet(product)):
        found.add(listed, shown)
    for path, said in documents:
        found.add(said.records, job.shown(path), job.place(path))
    for path, said in documents:
        found.part(job.place(path), [(name.key, name.label) for name in said.listed.names], said.local)
    return found


def numbers(listed: Sequence[ListedFacts]) -> list[str]:
    """The documents' numbers in a volume none of which has one: by these its headings and lists can name them."""
    return [] if any(one.number for one in listed) else [str(number) for number in range(1, len(listed) + 1)]


@dataclass(frozen=True, slots=True)
class _Lists:
    """What a stylesheet makes a volume's parts from."""

    sheet: Sheet
    template: str
    params: Mapping[str, Value]
    files: Mapping[str, Path]  # parameters that are files


def made_lists(
    job: RenderJob,
    by: tuple[Sheet, str],
    words: Mapping[str, str],
    listed: Sequence[ListedFacts],
    records: Records,
    own: Sequence[str],
    given: Mapping[str, Value],
) -> dict[str, str]:
    """What xslt/lists/ makes of all documents, ``by`` a product's stylesheet and its template.

    ``own`` are the kinds of sections of the volume's front matter, ``given`` the template's own parameters.
    """
    files = {"authorities": job.authorities, "corpus": job.corpus}
    params = {**_params(job, words, listed, records, own), **given}
    lists = _Lists(*by, params, {name: path for name, path in files.items() if path})
    return next(pool.each(_run, [lists], jobs=job.jobs))


def _run(lists: _Lists) -> dict[str, str]:
    style, params = lists.sheet.compiled(), dict(lists.params)
    for name, path in lists.files.items():
        text = etree.tostring(tei.load(path), encoding="unicode")
        params[name] = style.parse(text, path.resolve().as_uri())
    return style.run(params=params, template=lists.template).texts


def _params(
    job: RenderJob, words: Mapping[str, str], listed: Sequence[ListedFacts], records: Records, own: Sequence[str]
) -> dict[str, Value]:
    params: dict[str, Value] = {
        "facts": to_json(listed),
        "texts": to_json(words),
        "description": printable(job.settings.text("edition.description")),
        "own": list(own),
        "merged": job.settings.text("print.indexes") == "merged",
        "by-document": job.settings.text("print.index_by") == "document",
    }
    if records.by_key:
        params["records"] = to_json(_named(listed, records))
    return params


def _named(listed: Sequence[ListedFacts], records: Records) -> dict[str, NamedRecord]:
    """The records that documents name, by the keys that they use: name, heading and kind."""
    keys = {name.key for facts in listed for name in facts.names}
    known = {key: records.by_key[there] for key in keys if (there := records.key(key)) in records.by_key}
    return {
        key: NamedRecord(name=row.name, sort=row.sort, kind=row.kind, lived=row.lived) for key, row in known.items()
    }
