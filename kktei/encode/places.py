"""Archival locations led, level by level, to the records of the authority file."""

from collections.abc import Sequence

from kktei.encode.authorities.index import AuthorityIndex
from kktei.model import Level, LevelKind

UNRECORDED = frozenset(
    {LevelKind.BOX, LevelKind.FILE, LevelKind.NUMBER, LevelKind.LEAF, LevelKind.SETTLEMENT}
)  # numbers within a level; nobody keeps a record of them


def chain(index: AuthorityIndex, levels: Sequence[Level]) -> list[str | None]:
    """For each level the id of its record, or None where the file has none."""
    found: list[str | None] = []
    above: str | None = None
    for level in levels:
        record = _record(index, level, above)
        found.append(record)
        above = record or (above if level.kind in UNRECORDED else None)
    return found


def _record(index: AuthorityIndex, level: Level, above: str | None) -> str | None:
    if level.kind is LevelKind.REPOSITORY:
        repository = index.repository(level.text)
        return repository.id if repository else None
    if level.kind is LevelKind.LOT:
        lot = index.lot(level.value or level.text)
        return lot.id if lot else None
    if level.kind in UNRECORDED or above is None:
        return None
    part = index.repository(level.text)
    if part is not None and part.part_of == above:
        return part.id
    holding = index.holding(level.text, above)
    return holding.id if holding else None
