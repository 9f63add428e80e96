"""Tables as spreadsheets write them (.csv, .tsv, .xlsx) to rows of text; nothing of what the columns mean."""

from __future__ import annotations

import codecs
import csv
import io
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from kktei.errors import InputError

_MAX_BYTES = 20_000_000
_SEPARATORS = (";", "\t", ",")


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its number in the file, its cells, and how many columns the table has."""

    line: int
    cells: tuple[str, ...]
    width: int


def read_rows(path: Path, shown: str) -> list[Row]:
    """The rows of a table, the first naming its columns; InputError where the file cannot be read as one."""
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise InputError(f"{shown} is larger than 20 MB", "An editor's table holds one row a document.")
        data = path.read_bytes()
    except OSError as problem:
        raise InputError(f"{shown} cannot be read: {problem.strerror or problem}") from problem
    if data.startswith(b"PK"):
        return _workbook(data, shown)
    return _separated(_decoded(data, shown), shown)


def _decoded(data: bytes, shown: str) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):  # a spreadsheet's "Unicode text"
        encoding = "utf-16"
    else:
        encoding, data = "utf-8", data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise InputError(f"{shown}:{line}: not UTF-8", 'In a spreadsheet, save the table as "CSV UTF-8".') from problem
    if "\0" in text:
        raise InputError(f"{shown}:{text.count(chr(10), 0, text.index(chr(0))) + 1}: a NUL cannot stand in a table")
    return text


def _separated(text: str, shown: str) -> list[Row]:
    skipped = 0
    first, _, rest = text.partition("\n")
    separator = None
    if first.lower().startswith("sep=") and len(first.rstrip("\r")) == 5:
        separator, text, skipped = first[4], rest, 1
        first = text.partition("\n")[0]
    separator = separator or max(_SEPARATORS, key=first.count)
    rows: list[Row] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = skipped + 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(Row(line, tuple(cells), len(rows[0].cells) if rows else len(cells)))
            line = skipped + reader.line_num + 1
    except csv.Error as problem:
        hint = "Check the quotation marks of this row."
        raise InputError(f"{shown}:{line}: not a table: {problem}", hint) from problem
    return rows


def _workbook(data: bytes, shown: str) -> list[Row]:
    from openpyxl import load_workbook  # noqa: PLC0415 - slow to import, seldom needed
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            if sum(part.file_size for part in parts.infolist()) > 10 * _MAX_BYTES:
                raise InputError(f"{shown} unpacks to more than 200 MB")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows = [tuple(_cell(value) for value in row) for row in sheet.iter_rows(values_only=True)]
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, IndexError, SyntaxError) as problem:
        raise InputError(f"{shown} is no workbook that can be read: {problem}", "Save it as CSV UTF-8.") from problem
    return [Row(i, row, len(rows[0])) for i, row in enumerate(rows, 1) if any(row)]


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
        return value.date().isoformat() if midnight else value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
