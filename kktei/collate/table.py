"""The table of a collation as editors have it: a row a unit, a column a witness, then what they decide."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kktei.findings import Finding, finding
from kktei.model.collation import LACUNA, Collation, WitnessToken

FIRST = ("id", "place", "lemma")
DECIDED = ("type", "cause", "note", "who", "why", "state", "do")
OMITTED = "[om.]"  # as lemma: the words are left out
TYPES = ("substantive", "spelling", "punctuation", "case", "transposition", "paragraph", "ignored")
SETTLED, AGAIN = "decided", "look again"
_STATES = (SETTLED, AGAIN, "withdrawn")
_WORD = re.compile(rf"{'|'.join(_STATES)}|join|split(?:\s+-?\d+)?", re.IGNORECASE)  # spreadsheets like capitals


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """A row as it stands in a table; ``line`` is where.  ``readings`` are cells by siglum, ``cells`` by column."""

    id: str
    lemma: str
    readings: Mapping[str, str]
    cells: Mapping[str, str] = field(default_factory=dict)
    line: int = 0
    place: str = ""  # block and word, as kktei wrote them; "" for a row that belongs to no place any more

    def forms(self, siglum: str) -> tuple[str, ...] | None:
        """The tokens of a witness's cell; None for a lacuna, and where the table has no such column.

        A row in which nothing but the lemma is filled says that all have the same.
        """
        cell = self.readings.get(siglum)
        if cell is None or cell == LACUNA:
            return None
        return tuple((cell if self.varies else self.lemma).split())

    @property
    def varies(self) -> bool:
        """Whether any witness's cell says something."""
        return any(self.readings.values())

    def of(self, column: str) -> str:
        """A cell of the editors' columns."""
        return self.cells.get(column, "")


@dataclass(frozen=True)
class Rows:
    """A table as read."""

    rows: tuple[ReadingRow, ...] = ()
    sigla: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    further: tuple[str, ...] = ()  # the editors' own columns


@dataclass(frozen=True)
class Columns:
    """Which columns are witnesses': those of their names, wherever they stand.

    ``between``: those between ``lemma`` and ``type`` too, where it is not known whose columns there were.
    """

    witnesses: frozenset[str] = frozenset()
    between: bool = True

    @classmethod
    def of(cls, known: Rows | None, present: Collection[str]) -> Columns:
        """Those of the table as kktei last wrote it, and those that are there; no column that was an editor's own."""
        if known is None or not known.sigla:
            return cls(frozenset(present))
        return cls(frozenset({*known.sigla, *present}.difference(known.further)), between=False)


def read_rows(
    cells: Sequence[tuple[int, Sequence[str]]],
    shown: str,
    unsaved: Iterable[tuple[int, int]] = (),
    columns: Columns | None = None,
) -> Rows:
    """The rows of a table: line and cells of each, the first naming the columns.

    ``columns`` says which are witnesses'; others that are not known are the editors' own and stay.
    ``unsaved`` are line and column, from 1, of formulas without a value: what the table says there is not known.
    """
    if not cells:
        return Rows()
    columns = columns or Columns()
    head = _named(cells, columns.witnesses)
    missing = [name for name in ("id", "lemma", "type") if name not in head]
    twice = _twice(head, cells)
    if missing or twice:
        words = f"the first row names {'no' if missing else 'twice the'} column {', '.join(missing or twice)}"
        pairs = (f"{name}: {_column(head.index(name))} or {_column(at)}" for name, at in twice.items())
        hint = "" if missing else f"Delete one of two columns whose cells differ ({', '.join(pairs)}), or rename it."
        return Rows(findings=(finding("K020", words, file=shown, line=cells[0][0], hint=hint),))
    sigla, further = _parted(head, columns)
    if lost := list(_lost(cells, head, further, shown, unsaved)):
        return Rows(findings=tuple(lost))
    rows = [_collation_row(line, dict(zip(head, values, strict=False)), sigla, further) for line, values in cells[1:]]
    return Rows(tuple(rows), tuple(sigla), tuple(_doubtful(rows, head, shown)), tuple(further))


def _collation_row(line: int, cells: Mapping[str, str], sigla: Sequence[str], further: Sequence[str]) -> ReadingRow:
    given = {name: cell.strip() for name, cell in cells.items()}
    given |= {column: given[column].lower() for column in ("state", "do") if _WORD.fullmatch(given.get(column, ""))}
    kept = {name: given.get(name, "") for name in (*DECIDED, *further) if given.get(name)}
    readings = {siglum: given.get(siglum, "") for siglum in sigla}
    key = given.get("id", "").removesuffix(".0")
    return ReadingRow(key, given.get("lemma", ""), readings, kept, line, given.get("place", ""))


def _parted(head: Sequence[str], columns: Columns) -> tuple[list[str], list[str]]:
    """The columns of witnesses, and the editors' own."""
    names = [name for name in dict.fromkeys(head) if name and name not in {*FIRST, *DECIDED}]
    near = head[head.index("lemma") + 1 : head.index("type")] if columns.between else ()
    sigla = [name for name in names if name in columns.witnesses or name in near]
    return sigla, [name for name in names if name not in sigla]


def _lost(
    cells: Sequence[tuple[int, Sequence[str]]],
    head: Sequence[str],
    further: Sequence[str],
    shown: str,
    unsaved: Iterable[tuple[int, int]],
) -> Iterator[Finding]:
    """What cannot be read where kktei or the editors decide: words below no name, formulas without their value."""
    own = head.index(DECIDED[-1]) + 1 if DECIDED[-1] in head else len(head)
    for line, column in unsaved:
        name = head[column - 1] if column <= len(head) else ""
        theirs = name in further or (not name and column > own)
        if not theirs:  # those kktei writes itself, without the values of their formulas
            words = "the cell is a formula, and the workbook does not hold its value"
            hint = "Open the workbook in a spreadsheet and save it there, or write the value itself."
            yield finding("K020", words, file=shown, line=line, column=column, hint=hint)
    for line, values in cells[1:]:
        for at, value in enumerate(values):
            if value.strip() and not head[at]:
                words = f"“{value.strip()[:60]}” stands in a column without a name"
                yield finding("K020", words, file=shown, line=line, column=at + 1)


def _twice(head: Sequence[str], cells: Sequence[tuple[int, Sequence[str]]]) -> dict[str, int]:
    """Names that stand twice, and where the second time; one whose cells say the same there does no harm."""
    said = [tuple(" ".join(v[at].split()) if at < len(v) else "" for _, v in cells[1:]) for at in range(len(head))]
    again = ((name, at) for at, name in enumerate(head) if name and name in head[:at])
    return {name: at for name, at in again if said[at] != said[head.index(name)]}


def _column(at: int) -> str:
    """A column as spreadsheets name it."""
    return (_column(at // 26 - 1) if at >= 26 else "") + chr(ord("A") + at % 26)


def _named(cells: Sequence[tuple[int, Sequence[str]]], witnesses: Collection[str]) -> list[str]:
    """The names of the columns; one without a name that somebody has written in is named after its place."""
    head = _folded([name.strip() for name in cells[0][1]], witnesses)
    widest = max(len(values) for _, values in cells)
    head += [""] * (widest - len(head))
    last = -1 if witnesses else head.index("type") if "type" in head else len(head)
    used = {at for _, values in cells[1:] for at, value in enumerate(values) if value.strip()}
    return [name or (f"column {at + 1}" if at in used and at > last else "") for at, name in enumerate(head)]


def _folded(head: Sequence[str], witnesses: Collection[str]) -> list[str]:
    """The names as kktei writes them where only capitals differ; sigla and the editors' own names as they are."""
    made = list(head)
    for name in (*FIRST, *DECIDED):
        begin = made.index("type") + 1 if name in DECIDED[1:] and "type" in made and not witnesses else 0
        near = [at for at in range(begin, len(made)) if made[at].casefold() == name and made[at] not in witnesses]
        if name not in made and len(near) == 1:
            made[near[0]] = name
    return made


def changed_words(was: Rows, now: Rows) -> int:
    """In how many cells of witnesses two tables differ, by the ids of their rows."""
    known = {row.id: row for row in was.rows if row.place}
    missing = {row.id for row in now.rows if row.place} ^ set(known)
    pairs = ((known[row.id], row) for row in now.rows if row.id in known)
    return len(missing) + sum(
        cell.split() != old.readings.get(siglum, "").split()
        for old, new in pairs
        for siglum, cell in new.readings.items()
    )


def same(one: Rows, other: Rows) -> bool:
    """Whether two tables say the same, wherever their rows and columns stand in a file."""
    return [_said(row) for row in one.rows] == [_said(row) for row in other.rows]


def _said(row: ReadingRow) -> tuple[str, list[str], Mapping[str, list[str]], Mapping[str, str]]:
    return row.id, row.lemma.split(), {s: c.split() for s, c in row.readings.items()}, row.cells


def _doubtful(rows: Iterable[ReadingRow], head: Sequence[str], shown: str) -> Iterator[Finding]:
    known: set[str] = set()
    for row in rows:
        if row.id and row.id in known:
            yield finding("K021", f"The id {row.id} stands twice; the first row counts.", file=shown, line=row.line)
        if (state := row.of("state")) and state not in _STATES:
            words = f"“{state}” in the column state is no state of a decision; it counts as decided."
            hint = 'States are "decided", "look again" and "withdrawn".'
            yield finding("K025", words, file=shown, line=row.line, column=head.index("state") + 1, hint=hint)
        known.add(row.id)
        if (kind := row.of("type")) and kind not in TYPES:
            said = f"There is no type {kind!r}."
            column = head.index("type") + 1
            hint = f"Types are {', '.join(TYPES)}."
            yield finding("K022", said, file=shown, line=row.line, column=column, hint=hint)


def written(collation: Collation, further: Sequence[str] = (), orphans: Iterable[ReadingRow] = ()) -> bytes:
    """The table as CSV in UTF-8 with a mark, as spreadsheets want it; ``orphans`` are rows that belong to no place."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    sigla = [witness.siglum for witness in collation.witnesses]
    known = {*FIRST, *sigla, *DECIDED}  # an editor's own column may have the name of a witness that came later
    own = [f"{name} (own column)" if name in known else name for name in further]
    writer.writerow([*FIRST, *sigla, *DECIDED, *own])
    block, word = 1, 1
    for unit in collation.units:
        cells = [_cell(reading) for reading in unit.readings]
        asked = unit.cells.get("lemma", "")  # for the words of a witness that has none: it stays to be corrected
        if len(set(cells)) == 1 and cells[0] == words(unit.lemma) and not asked:
            cells = [""] * len(cells)
        lemma = asked or words(unit.lemma)
        if unit.cells.get("state") and not lemma and any(cells):
            lemma = OMITTED
        place = f"{block}.{word}"
        writer.writerow([unit.id, place, lemma, *cells, *(unit.cells.get(c, "") for c in (*DECIDED, *further))])
        for token in unit.lemma:
            block, word = (block + 1, 1) if token.is_break else (block, word + 1)
    for row in orphans:
        values = [row.readings.get(siglum, "") for siglum in sigla]
        writer.writerow([row.id, "", row.lemma, *values, *(row.of(c) for c in (*DECIDED, *further))])
    return ("\ufeff" + out.getvalue()).encode()


def words(reading: Iterable[WitnessToken]) -> str:
    """A reading as one cell."""
    return " ".join(token.form for token in reading)


def _cell(reading: Sequence[WitnessToken] | None) -> str:
    return LACUNA if reading is None else words(reading)
