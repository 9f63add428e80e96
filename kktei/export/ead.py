"""Finding aids: a file for each repository, with the copies of documents in the hierarchy of its collections.

What EAD3 and EAD 2002 share: which copy lies where.  How each says it stands in a dialect.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Protocol

from kktei.described import TeiCopy, TeiLevel
from kktei.export import ead3, ead2002, xml
from kktei.export.described import TeiDocument, TeiRecord, repository
from kktei.export.edition import Edition
from kktei.export.formats import Missed, Writing, untold
from kktei.export.waiting import Waiting, waiting
from kktei.files import within
from kktei.slugs import Slugs, file_names


class Dialect(Protocol):
    """A version of EAD."""

    def root(self, repository: TeiRecord, edition: Edition, name: str) -> xml.Element:
        """The root with what stands before the components; ``name`` is that of its file, without ending."""

    def around(self, repository: TeiRecord, edition: Edition) -> tuple[xml.Element, str]:
        """The archdesc with its own description, and the name of the element of components."""

    def unit(self, record: TeiRecord) -> xml.Element:
        """A component for an archival unit, with its own description only."""

    def item(
        self, document: TeiDocument, copy: TeiCopy, numbers: tuple[TeiLevel, ...], edition: Edition
    ) -> xml.Element:
        """A component for a copy; ``numbers`` are levels that have no record."""


@dataclass(frozen=True)
class _Holdings:
    """Archival units below each record, and the copies that wait for them."""

    below: Mapping[str, list[TeiRecord]]
    copies: Waiting

    def hold(self, key: str) -> bool:
        """Whether any copy lies in a unit or below it."""
        return any(True for _ in self.copies.of(key)) or any(self.hold(unit.key) for unit in self.below.get(key, ()))


def _write(dialect: Dialect, edition: Edition, folder: Path, missed: Missed) -> Writing:
    """A file a repository."""
    unrecorded = _Unrecorded(edition)
    with waiting(folder) as copies:
        while (document := (yield)) is not None:
            untold(document, edition, missed)
            for copy in document.copies:
                if placed := _placed(copy, edition, unrecorded):
                    key, numbers = placed
                    _count(document, copy, missed)
                    copies.keep(key, dialect.item(document, copy, numbers, edition.of(document)))
                else:
                    missed.loss("copies that no repository is told of", f"{document.name}: {copy.where}"[:100])
        holdings = _Holdings(_units(edition), copies)
        repositories = [record for record in edition.records.values() if record.kind == "repository"]
        repositories += unrecorded.records.values()
        names = file_names([repository.key for repository in repositories])  # a key may be no name of a file
        for repository, name in zip(repositories, names, strict=True):
            if holdings.hold(repository.key):
                root = dialect.root(repository, edition, name)
                with xml.growing(within(folder, f"{name}.xml"), root) as file:
                    _finding_aid(dialect, repository, holdings, edition, file)


write_ead3, write_ead2002 = partial(_write, ead3), partial(_write, ead2002)


@dataclass
class _Unrecorded:
    """Repositories that are only named: each has a record made for it, by its name and town."""

    edition: Edition
    records: dict[str, TeiRecord] = field(default_factory=dict)
    slugs: Slugs = field(default_factory=Slugs)

    def key(self, holder: TeiLevel, copy: TeiCopy) -> str:
        """The key of the record for a repository."""
        where = ", ".join(filter(None, (holder.name, copy.town)))
        key = self.slugs.of(where) + ("-named" if self.slugs.of(where) in self.edition.records else "")
        self.records.setdefault(key, repository(key, holder, copy))
        return key


def _placed(copy: TeiCopy, edition: Edition, unrecorded: _Unrecorded) -> tuple[str, tuple[TeiLevel, ...]] | None:
    """Where a copy belongs: the lowest unit that has a record, and the levels below that have none.

    Where no record leads to a repository, the one that is named: it is added to ``unrecorded``.
    """
    known = [at for at, level in enumerate(copy.levels) if level.key in edition.records]
    if known:
        unit = copy.levels[known[-1]].key
        if list(edition.parents(unit))[-1].kind == "repository":
            return unit, tuple(level for level in copy.levels[known[0] + 1 :] if level.key not in edition.records)
    holder = copy.holder
    if holder is None or not holder.name:
        return None
    return unrecorded.key(holder, copy), tuple(level for level in copy.levels if level is not holder)


def _count(document: TeiDocument, copy: TeiCopy, missed: Missed) -> None:
    if not copy.form:
        missed.loss("copies whose physical form is not told", document.name)
    if not copy.extent:
        missed.loss("copies whose extent is not told", document.name)


def _units(edition: Edition) -> Mapping[str, list[TeiRecord]]:
    below: defaultdict[str, list[TeiRecord]] = defaultdict(list)
    for record in edition.records.values():
        if record.kind == "unit" and record.parent:
            below[record.parent].append(record)
    return below


def _finding_aid(
    dialect: Dialect, repository: TeiRecord, holdings: _Holdings, edition: Edition, file: xml.Growing
) -> None:
    description, components = dialect.around(repository, edition)
    with file.element(description.tag, dict(description.attrib)):
        file.write("\n")
        for part in description:
            xml.put(file, part)
        with file.element(components):
            file.write("\n")
            _components(dialect, repository.key, holdings, file)
    file.write("\n")


def _components(dialect: Dialect, key: str, holdings: _Holdings, file: xml.Growing) -> None:
    for unit in (unit for unit in holdings.below.get(key, ()) if holdings.hold(unit.key)):
        made = dialect.unit(unit)
        with file.element(made.tag, dict(made.attrib)):
            for part in made:
                xml.put(file, part)
            _components(dialect, unit.key, holdings, file)
        file.write("\n")
    for item in holdings.copies.of(key):
        xml.put(file, item)
