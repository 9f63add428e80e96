"""The table of a collation in a workbook that editors work in: brought up to date, their formats kept."""

import csv
import io
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any

from kktei.errors import InputError

MOST = 32_767  # characters of a cell, as spreadsheets have it
_ID, _LAST = "id", "do"
Book = Any  # a workbook of openpyxl, a sheet or a cell of one; openpyxl has no types


@dataclass(frozen=True)
class _Kept:
    """What a cell has beside its words."""

    style: object
    comment: object
    formula: tuple[str, object] | None = None  # of a column of the editors' own


def is_too_long(table: bytes) -> bool:
    """Whether a cell of the table (CSV) holds more than a workbook's can."""
    return any(len(cell) > MOST for row in _rows(table) for cell in row)


def refilled(book: bytes, table: bytes) -> bytes:
    """A workbook whose first visible sheet has the rows of ``table`` (CSV); the same bytes where it has them already.

    Formats and comments go with their row (by ``id``) and column (by name); other sheets stay.  ``book`` was read by
    kktei before, which refuses what is damaged or too large; InputError where it cannot be written to all the same.
    """
    wanted = _rows(table)
    workbook = _opened(book)
    sheet = next((one for one in workbook.worksheets if one.sheet_state == "visible"), workbook.worksheets[0])
    lines = [[_shown(cell.value) for cell in row] for row in sheet.iter_rows()]
    first = next((at for at, line in enumerate(lines) if any(line)), 0)
    shown = [line for line in lines[first:] if any(line)]
    if [_trimmed(line) for line in _computed(shown, wanted)] == [_trimmed(row) for row in wanted]:
        return book
    for merged in list(sheet.merged_cells.ranges):  # rows may move; what several cells showed the first one holds
        sheet.unmerge_cells(merged.coord)
    _fill(sheet, first + 1, wanted, _kept(sheet, first + 1, lines[first] if lines else []))
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _opened(book: bytes) -> Book:
    import openpyxl  # noqa: PLC0415 - slow to load, and few editions have workbooks

    try:
        return openpyxl.load_workbook(io.BytesIO(book))
    except Exception as problem:
        hint = "Save it anew in a spreadsheet, as .xlsx; what is in the CSV beside it counts meanwhile."
        raise InputError(
            "the workbook cannot be brought up to date: it is empty, damaged or of another kind", hint
        ) from problem


def _rows(table: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(table.decode("utf-8-sig"), newline="")))


def _own(head: Sequence[str]) -> int:
    """Where the editors' own columns begin: their formulas stay, of which the table has the values."""
    return head.index(_LAST) + 1 if _LAST in head else len(head)


def _computed(lines: Sequence[Sequence[str]], wanted: Sequence[Sequence[str]]) -> list[list[str]]:
    """The lines of a sheet, formulas of the editors' own columns as what the table has in their place."""
    made = [list(line) for line in lines]
    own = _own(made[0]) if made else 0
    for line, row in zip(made, wanted, strict=False):
        for at in range(own, len(line)):
            if line[at].startswith("="):
                line[at] = row[at] if at < len(row) else ""
    return made


def _shown(value: object) -> str:
    return "" if value is None else str(value).strip()


def _trimmed(cells: Sequence[str]) -> list[str]:
    """A row without the empty cells at its end."""
    last = max((at for at, cell in enumerate(cells, 1) if cell.strip()), default=0)
    return [cell.strip() for cell in cells[:last]]


def _kept(sheet: Book, first: int, head: Sequence[str]) -> dict[tuple[str, str], _Kept]:
    """What cells have beside their words, by the row's id (that of the first row is "") and the column's name."""
    at = head.index(_ID) if _ID in head else 0
    found: dict[tuple[str, str], _Kept] = {}
    for row in sheet.iter_rows(min_row=first):
        key = "" if row[0].row == first else _shown(row[at].value)
        for name, cell in zip(head, row, strict=False):
            theirs = cell.data_type == "f" and cell.column > _own(head)
            formula = (cell.coordinate, cell.value) if theirs else None
            found.setdefault((key, name), _Kept(copy(cell._style), cell.comment, formula))
    return found


def _moved(formula: tuple[str, object], to: str) -> object:
    """A formula at another place, what it refers to moved along."""
    from openpyxl.formula.translate import Translator  # noqa: PLC0415 - as openpyxl itself

    origin, words = formula
    return Translator(words, origin).translate_formula(to) if isinstance(words, str) and origin != to else words


def _fill(sheet: Book, first: int, wanted: Sequence[Sequence[str]], kept: Mapping[tuple[str, str], _Kept]) -> None:
    """Write the rows where the table begins, and empty what stood there beyond them."""
    head = wanted[0]
    plain = {name: _Kept(one.style, None) for (_, name), one in kept.items()}  # of new rows: as the last one has it
    last, widest = max(sheet.max_row, first + len(wanted) - 1), max(sheet.max_column, len(head))
    for at in range(first, last + 1):
        row = wanted[at - first] if at - first < len(wanted) else []
        for column in range(1, widest + 1):
            cell = sheet.cell(at, column)
            words = row[column - 1] if column <= len(row) else ""
            cell.value = words or None
            if words:
                cell.data_type = "s"  # a word that begins with "=" is no formula
            key = ("" if at == first else row[0] if row else None, head[column - 1] if column <= len(head) else None)
            if column <= len(head) and row:
                own = kept.get(key) or plain.get(key[1])  # type: ignore[arg-type]
                if own is not None:
                    cell._style = copy(own.style)
                    if own.formula is not None:
                        cell.value = _moved(own.formula, cell.coordinate)
                cell.comment = copy(own.comment) if own is not None and own.comment else None
