"""Tables as spreadsheets write them (.csv, .tsv, .xlsx) to rows of text; nothing of what the columns mean."""

import csv
import io
import re
from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path

from kktei import files
from kktei.errors import InputError

_MOST = 20_000_000
_SEPARATORS = (";", "\t", ",")
_DECLARED = re.compile(r"sep=(?P<mark>.)(?:\r\n|\r|\n|$)", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"')
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row: its number in the file, its cells, and how many columns the table has."""

    line: int
    cells: tuple[str, ...]
    width: int


@dataclass(frozen=True, slots=True)
class CellTable:
    """The rows of a table that hold anything; ``others`` are further sheets of a workbook that do.

    ``unsaved`` are line and column of the formulas whose value the workbook does not hold: the cells read as empty.
    ``merged`` are those of cells that were merged with others, which read as empty, and all of them ("C4:C5").
    ``separator`` parts the cells; a workbook has none.
    """

    rows: list[SheetRow]
    others: list[str]
    unsaved: tuple[tuple[int, int], ...] = ()
    merged: tuple[tuple[int, int, str], ...] = ()
    separator: str = ""


FORMULA = "The cell is a formula, and the workbook does not hold its value."
FORMULA_HINT = "Open the workbook in a spreadsheet and save it there, or write the value itself."


def words_under_no_name(row: SheetRow, named: Container[int]) -> list[tuple[int, str]]:
    """The cells of a row that hold something in no column with a name: column, from 1, and words."""
    return [(at + 1, cell.strip()) for at, cell in enumerate(row.cells) if cell.strip() and at not in named]


def named_twice(shown: str, line: int, column: int, said: str, first: int) -> InputError:
    """Two columns of one meaning: which of them counts is not to be guessed."""
    return InputError(
        f"{shown}:{line}:{column}: two columns have one name: {said!r} says the same as column {first}",
        "Rename one of the two, or delete it; nothing of the table was used.",
    )


def read_table(path: Path, shown: str) -> CellTable:
    """The rows of a table, the first naming its columns; InputError where the file cannot be read as one."""
    return table_of(files.raw(path, shown, most=_MOST), shown)


def table_of(data: bytes, shown: str) -> CellTable:
    """The rows of a table out of its bytes; raises what :func:`read_table` raises."""
    if data.startswith(_OLE):
        raise InputError(f"{shown} is a workbook of the old kind (.xls), or one with a password", _SAVE)
    if data.startswith(_ZIP):
        return _workbook(data, shown)
    return _separated(_decoded(data, shown), shown)


_SAVE = 'In a spreadsheet, save the table as "CSV UTF-8".'


def _decoded(data: bytes, shown: str) -> str:
    text = files.decoded(data, shown, _SAVE)  # UTF-16 is a spreadsheet's "Unicode text"
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise InputError(f"{shown}:{line}: a NUL cannot stand in a table", _SAVE)
    return text


def _separated(text: str, shown: str) -> CellTable:
    skipped = 0
    separator = None
    if match := _DECLARED.match(text):
        separator, text, skipped = match["mark"], text[match.end() :], 1
    separator = separator or _separator(text)
    rows: list[SheetRow] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = skipped + 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(SheetRow(line, tuple(cells), len(rows[0].cells) if rows else len(cells)))
            line = skipped + reader.line_num + 1
    except csv.Error as problem:
        raise InputError(f"{shown}:{line}: not a table: {problem}", _quotes(str(problem))) from problem
    return CellTable(rows, [], separator=separator)


def _separator(text: str) -> str:
    """What parts the columns' names, quotation marks and what they hold aside."""
    first = re.split(r"[\r\n]", text.lstrip("\r\n"), maxsplit=1)[0]
    bare = _QUOTED.sub("", first)
    return max(_SEPARATORS, key=bare.count)


def _quotes(problem: str) -> str:
    if "field larger" in problem:
        return "Check the quotation marks: one that is not closed makes one cell of all that follows."
    return "Check the quotation marks of this row: one within a value is written twice."


def _workbook(data: bytes, shown: str) -> CellTable:
    from kktei.read.workbook import read_workbook  # noqa: PLC0415 - seldom needed

    sheet, others = read_workbook(data, shown)
    width = len(sheet.rows[0][1]) if sheet.rows else 0
    return CellTable(
        [SheetRow(line, cells, width) for line, cells in sheet.rows if any(c.strip() for c in cells)],
        others,
        tuple(sheet.unsaved),
        tuple(sheet.merged),
    )
