"""The editor's table: fields of documents by number, each with who decided it and why."""

import difflib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kktei.errors import InputError
from kktei.findings import Finding, finding
from kktei.model import DATES, FIELDS, LONGEST, PUBLISHING, DocumentId, EditorFact, Facts, Position
from kktei.read.cells import FORMULA, FORMULA_HINT, SheetRow, named_twice, read_table, words_under_no_name
from kktei.read.garbled import garbled
from kktei.read.values import NOT_XML, Mangled, brief, read_value

_NUMBERS = ("recordGroup", "lot", "file", "job", "box")
_KINDS = dict.fromkeys(FIELDS, "text") | dict.fromkeys(DATES, "date") | dict.fromkeys(_NUMBERS, "number")
_KINDS |= {name: name for name in PUBLISHING if name != "rights"}
_NONE = "none"  # says that there is none, whatever the source has
_NUMBER = {"n", "no", "number", "document"}
_ABOUT = {"who": "who", "why": "why", "editor": "who", "reason": "why"}
_LONG = {"field", "value"}
_NAMELESS = "Name the column in the first row, or put the words between quotation marks if they go on with a value."


@dataclass
class _FactsTable:
    """A table while it is read."""

    shown: str
    fields: Mapping[str, str]  # what may be given, and of which kind
    columns: dict[int, str] = field(default_factory=dict)  # position to field, n, who, why, field, value
    facts: dict[DocumentId, list[EditorFact]] = field(default_factory=dict)
    found: list[Finding] = field(default_factory=list)
    named: set[int] = field(default_factory=set)  # positions of columns that have a name, known or not

    def report(self, code: str, words: str, line: int, column: int, hint: str = "") -> None:
        self.found.append(finding(code, words, file=self.shown, line=line, column=column, hint=hint))


def read_facts(path: Path, shown: str, further: Collection[str] = ()) -> tuple[Facts, tuple[Finding, ...]]:
    """The facts of a table (.csv, .tsv or .xlsx) by document number, and what is wrong with it.

    The first row names the columns: ``n``, then fields (:data:`kktei.model.FIELDS`), and ``who`` and ``why``; or ``n``,
    ``field``, ``value``, ``who``, ``why`` with one fact a row.  The word "none" gives a fact whose value is empty:
    there is none, whatever the source has.  ``further`` names columns of the edition's own.  In findings ``line`` is
    the row and ``column`` the column of the table.  Raises InputError where the file is no table at all.
    """
    read = read_table(path, shown)
    rows = read.rows
    table = _FactsTable(shown, _KINDS | dict.fromkeys(further, "text"))
    for other in read.others:
        table.report("R059", f"The sheet {brief(other)!r} holds something and was not read.", 0, 0)
    for line, column in read.unsaved:
        table.report("R032", FORMULA, line, column, FORMULA_HINT)
    values = {row.line: row.cells for row in rows}
    for line, column, cells in read.merged:
        if value := "".join(values.get(line, ())[column - 1 : column]).strip():
            words = f"The cells {cells} are merged: only the first of them has {brief(value)!r}."
            table.report("R062", words, line, column)
    if not rows:
        raise InputError(f"{shown} is empty", "Its first row names the columns: n, when, place ...")
    _head(table, rows[0])
    _garbled(table, rows)
    for row in rows[1:]:
        if any(cell.strip() for cell in row.cells):
            _facts_of_row(table, row)
    return {n: tuple(facts) for n, facts in table.facts.items()}, tuple(table.found)


def _garbled(table: _FactsTable, rows: Sequence[SheetRow]) -> None:
    """Tell words that came through a wrong encoding, the first of each kind."""
    told: set[str] = set()
    for row in rows:
        for place, cell in enumerate(row.cells):
            for one in garbled(cell):
                if one.kind not in told:
                    told.add(one.kind)
                    table.report("R051", one.message, row.line, place + 1)


def _head(table: _FactsTable, row: SheetRow) -> None:
    names = {name.lower(): name for name in table.fields}
    meant = dict.fromkeys(_NUMBER, "n") | {name: name for name in _LONG} | _ABOUT
    table.named = {place for place, cell in enumerate(row.cells) if cell.strip()}
    for place, cell in enumerate(row.cells):
        name = cell.strip().lower()
        if known := meant.get(name) or names.get(name):
            first = next((at for at, other in table.columns.items() if other == known), None)
            if first is not None:
                raise named_twice(table.shown, row.line, place + 1, cell.strip(), first + 1)
            table.columns[place] = known
        elif name:
            near = difflib.get_close_matches(name, [*names, "who", "why"], 1)
            hint = (
                f"Did you mean {names.get(near[0], near[0])!r}?"
                if near
                else f"Columns are: n, {', '.join(table.fields)}."
            )
            table.report("R030", f"There is no column {brief(cell.strip())!r}.", row.line, place + 1, hint)
    if "n" not in table.columns.values():
        raise InputError(
            f'{table.shown}:{row.line}: the first row names no column "n"',
            'It names them; "n" holds the documents\' numbers. Commas, semicolons or tabs part the cells.',
        )


def _facts_of_row(table: _FactsTable, row: SheetRow) -> None:
    row = _sound(table, row)
    cells = {name: (place, row.cells[place].strip()) for place, name in table.columns.items() if place < len(row.cells)}
    document = DocumentId.of(cells.get("n", (0, ""))[1].removesuffix(".0"))
    if not document.key:
        return table.report("R035", "The row has no document number.", row.line, 1)
    if len(document.key) > LONGEST + 1:
        return table.report("R035", f"{brief(document.key)!r} is no document's number.", row.line, 1)
    if any(cell.strip() for cell in row.cells[max(table.columns, default=0) + 1 :]) and len(row.cells) > row.width:
        return table.report("R035", "The row has more cells than the table has columns.", row.line, row.width + 1)
    for column, words in words_under_no_name(row, table.named):
        table.report("R030", f"{brief(words)!r} stands in a column without a name.", row.line, column, _NAMELESS)
    who, why = (cells.get(name, (0, ""))[1] or None for name in ("who", "why"))
    table.facts.setdefault(document, [])
    for name, (place, value) in _given(table, row, cells):
        if value:
            _add(table, document, EditorFact(name, value, Position(table.shown, row.line, place + 1), who, why))
    return None


def _sound(table: _FactsTable, row: SheetRow) -> SheetRow:
    """The row without cells that TEI cannot hold, whatever their column."""
    cells = list(row.cells)
    for place, cell in enumerate(cells):
        if wrong := NOT_XML.search(cell):
            words = f"{brief(cell)!r} holds a control character (U+{ord(wrong[0]):04X}); delete it."
            table.report("R032", words, row.line, place + 1)
            cells[place] = ""
    return replace(row, cells=tuple(cells))


def _given(table: _FactsTable, row: SheetRow, cells: dict[str, tuple[int, str]]) -> list[tuple[str, tuple[int, str]]]:
    """The fields of a row in either form of table."""
    wide = [(name, cell) for name, cell in cells.items() if name in table.fields]
    place, wanted = cells.get("field", (0, ""))
    if not wanted:
        if (said := cells.get("value", (0, "")))[1]:
            table.report("R030", f"The value {brief(said[1])!r} has no field.", row.line, said[0] + 1)
        return wide
    names = {name.lower(): name for name in table.fields}
    if wanted.lower() not in names:
        table.report("R030", f"There is no field {brief(wanted)!r}.", row.line, place + 1)
        return wide
    return [*wide, (names[wanted.lower()], cells.get("value", (place, "")))]


def _add(table: _FactsTable, document: DocumentId, fact: EditorFact) -> None:
    at = fact.at
    if any(known.name == fact.name for known in table.facts[document]):
        return table.report("R033", f"Document {document.key} has {fact.name} already.", at.line, at.column)
    if fact.value.lower() == _NONE and fact.name in FIELDS and fact.name != "note":
        table.facts[document].append(replace(fact, value=""))
        return None
    try:
        value = read_value(table.fields[fact.name], fact.value)
    except ValueError as problem:
        return table.report("R032", f"{fact.name}: {problem}", at.line, at.column)
    if isinstance(value, Mangled):
        words = f"{fact.name}: {fact.value!r} was read as {value.value}."
        table.report("R034", words, at.line, at.column)
        value = value.value
    table.facts[document].append(EditorFact(fact.name, value, at, fact.who, fact.why))
    return None
