"""Which source gave which documents: what is known of a source when it cannot be read."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from kktei.merge.ledgers import LedgerRow, read_ledger
from kktei.project import Project

SOURCES = "sources"


@dataclass(frozen=True, slots=True)
class Origin:
    """The files below ``edition/`` that a source gave when it was last read; ``taken`` are those that came as TEI.

    ``front``: whether it gave front matter or chapters too.  ``guessed``: it was never read; the files may be its own.
    """

    files: frozenset[str]
    taken: frozenset[str] = frozenset()
    front: bool = False
    guessed: bool = False

    @property
    def all(self) -> frozenset[str]:
        """All its documents."""
        return self.files | self.taken


Origins = Mapping[str, Origin]


def origins(project: Project) -> Origins | None:
    """What each source gave at the last conversion; None where that is not known.

    Raises InputError where a newer kktei wrote it.
    """
    ledger = read_ledger(project, SOURCES)
    made = {str(row.get("source")): _origin(row) for row in ledger.rows}
    if not ledger.there or ledger.faults or None in made.values():
        return None
    return {source: origin for source, origin in made.items() if origin is not None}


def _origin(row: LedgerRow) -> Origin | None:
    files, taken = row.get("documents"), row.get("taken", [])
    if "source" not in row or not all(isinstance(names, list) for names in (files, taken)):
        return None
    return Origin(
        frozenset(map(str, files or ())), frozenset(map(str, taken)), row.get("front") is True, "guessed" in row
    )


def unread(
    before: Origins | None, now: Origins, names: Collection[str], remembered: Collection[str]
) -> dict[str, Origin]:
    """What the sources ``names``, which cannot be read, gave when they last could be, as far as that can be known.

    ``now`` is what the others give, ``remembered`` are the files that any conversion gave.  A source that was never
    read may be another under a new name; where nothing is known, whatever nobody else gives may be its own.
    """
    others = frozenset(file for origin in now.values() for file in origin.all)
    known = before or {}
    if before is None:
        lost = Origin(frozenset(remembered) - others, front="front.xml" in remembered, guessed=True)
    else:
        gone = [origin for name, origin in known.items() if name not in now and name not in names]
        files = frozenset(file for origin in gone for file in origin.files)
        taken = frozenset(file for origin in gone for file in origin.taken)
        lost = Origin(files - others, taken - others, any(origin.front for origin in gone), guessed=True)
    return {name: _less(known[name], others) if name in known else lost for name in names}


def _less(origin: Origin, others: frozenset[str]) -> Origin:
    """What is only guessed gives way to what is known."""
    if not origin.guessed:
        return origin
    return Origin(origin.files - others, origin.taken - others, origin.front, guessed=True)


def rows_of(known: Origins) -> list[LedgerRow]:
    """The ledger's rows."""
    return list(map(_origin_row, known.items()))


def _origin_row(item: tuple[str, Origin]) -> LedgerRow:
    source, origin = item
    row: dict[str, object] = {"source": source, "documents": sorted(origin.files)}
    if origin.taken:
        row["taken"] = sorted(origin.taken)
    if origin.front:
        row["front"] = True
    if origin.guessed:
        row["guessed"] = True
    return row
