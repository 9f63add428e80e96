"""A workbook (.xlsx) to the values of its first sheet, read as a stream: empty rows and formats cost nothing.

Own code, as the libraries for it fill the whole width of a sheet with empty cells, take any size in, and fall over
damaged files in any way.  The form is ECMA-376 part 1, chapter 18; both of its namespaces are read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import isfinite
from xml.parsers import expat

from kktei.errors import InputError
from kktei.read import archive
from kktei.read.archive import Package
from kktei.tei import Element, name

_UNPACKED = 400_000_000
_SHEET = 300_000_000  # a million rows that hold nothing but formats
_STRINGS = 100_000_000
_SMALL = 20_000_000
MOST_CELLS = 1_000_000
MOST_COLUMNS = 1_000
_MOST_TEXT = 50_000_000  # characters in all cells
_CELL = re.compile(r"(?P<column>[A-Z]{1,3})\d{1,7}")
_ESCAPED = re.compile(r"_x((?![Dd][89A-Fa-f])[0-9A-Fa-f]{4})_")  # no half of a surrogate pair
_NUMBER = re.compile(r"-?\d{1,400}(?:\.\d{0,400})?(?:[Ee][+-]?\d{1,4})?", re.ASCII)
_WHOLE = re.compile(r"\d{1,7}")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|is)>")
_SAVE = 'In a spreadsheet, save the table as .xlsx or "CSV UTF-8".'
_SMALLER = (
    "An editors' table holds one row a document. Delete the rows and columns around it, formats included, "
    "or save it as CSV UTF-8."
)
# ECMA-376 part 1, 18.8.30: the formats every workbook has, those of East Asian versions included.
_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]', re.IGNORECASE)
_LAST = 2_958_465  # 9999-12-31


@dataclass(frozen=True)
class WorkbookSheet:
    """A sheet: its name, and its rows that hold anything, each with its number and its cells.

    ``unsaved`` are row and column, from 1, of formulas without a stored value; ``merged`` are those of cells that
    were merged with others, and all of these ("C4:C5").
    """

    name: str
    rows: list[tuple[int, tuple[str, ...]]]
    unsaved: list[tuple[int, int]] = field(default_factory=list)
    merged: list[tuple[int, int, str]] = field(default_factory=list)


def read_workbook(data: bytes, shown: str) -> tuple[WorkbookSheet, list[str]]:
    """The first sheet that is not hidden, and the names of others that hold anything.

    Raises InputError where the file is damaged, no workbook, or larger than an editors' table can be.
    """
    package = archive.opened(data, shown, _UNPACKED, _SMALLER)
    book_part = archive.target(package, "", "officeDocument") or "xl/workbook.xml"
    if book_part not in package.parts or name(book := package.xml(book_part, _SMALL)) != "workbook":
        raise InputError(f"{shown} is {_kind(package)}, no workbook that kktei reads", _SAVE)
    targets = {key: to for key, _, to in archive.relations(package, book_part)}
    sheets = [one for one in book.iter() if name(one) == "sheet" and _target(one, targets) in package.parts]
    if not sheets:
        raise package.damaged("it has no sheet")
    reader = _Reader(package, _strings(package, book_part), _styles(package, book_part), _is_1904(book))
    first = next((one for one in sheets if one.get("state", "visible") == "visible"), sheets[0])
    read = reader.read(_target(first, targets))
    others = [str(one.get("name")) for one in sheets if one is not first and reader.holds(_target(one, targets))]
    return WorkbookSheet(str(first.get("name")), read.rows, read.unsaved, read.merged), others


def _kind(package: Package) -> str:
    parts = package.parts
    if "mimetype" in parts and "content.xml" in parts:
        return "an OpenDocument file (.ods)"
    if any(part.startswith("word/") for part in parts):
        return "a Word file"
    return "a binary workbook (.xlsb)" if "xl/workbook.bin" in parts else "a ZIP file"


def _target(sheet: Element, targets: Mapping[str, str]) -> str:
    key = next((value for attribute, value in sheet.attrib.items() if attribute.endswith("}id")), "")
    return targets.get(str(key), "")


def _is_1904(book: Element) -> bool:
    return any(one.get("date1904") in {"1", "true"} for one in book.iter() if name(one) == "workbookPr")


def _styles(package: Package, book: str) -> list[bool]:
    """For each format of cells whether it shows a number as a date."""
    part = archive.target(package, book, "styles")
    root = package.xml(part, _SMALL) if part else ()
    codes: dict[str, str] = {}
    dates: list[bool] = []
    for group in root:
        if name(group) == "numFmts":
            codes |= {str(one.get("numFmtId")): str(one.get("formatCode") or "") for one in group if name(one)}
        elif name(group) == "cellXfs":
            ids = [str(one.get("numFmtId") or "0") for one in group if name(one)]
            dates = [_is_date(_number(key, 0), codes.get(key)) for key in ids]
    return dates


def _number(text: str, other: int) -> int:
    return int(text) if _WHOLE.fullmatch(text) else other


@dataclass
class _Words:
    """The texts of cells while they stream by: all words but those that only say how others are pronounced."""

    package: Package
    most: int = _MOST_TEXT
    held: list[str] = field(default_factory=list)
    open: bool = False
    aside: int = 0

    def begin(self, tag: str) -> None:
        if tag == "rPh":
            self.aside += 1
        elif tag in {"t", "v"}:
            self.open = not self.aside

    def end(self, tag: str) -> None:
        if tag == "rPh":
            self.aside -= 1
        elif tag in {"t", "v"}:
            self.open = False

    def say(self, words: str) -> None:
        if self.open:
            self.most -= len(words)
            if self.most < 0:
                raise self.package.too_large(f"over {_MOST_TEXT // 1_000_000} million characters")
            self.held.append(words)

    def taken(self) -> str:
        text, self.held = "".join(self.held), []
        return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _strings(package: Package, book: str) -> list[str]:
    """The texts that cells share, by their places."""
    part = archive.target(package, book, "sharedStrings")
    strings: list[str] = []
    words = _Words(package)

    def begin(tag: str, _attributes: Mapping[str, str]) -> None:
        words.begin(tag)

    def end(tag: str) -> None:
        words.end(tag)
        if tag == "si":
            strings.append(words.taken())
            if len(strings) > MOST_CELLS:
                raise package.too_large(f"{part} has over {MOST_CELLS:,} texts")

    if part:
        _parse(package, part, _STRINGS, _Handlers(begin, end, words.say))
    return strings


@dataclass(frozen=True)
class _Handlers:
    begin: Callable[[str, Mapping[str, str]], None]
    end: Callable[[str], None]
    say: Callable[[str], None]


def _parse(package: Package, part: str, most: int, handlers: _Handlers) -> None:
    """Feed a part to expat, which keeps nothing; names lose their prefixes."""
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def begin(tag: str, attributes: Mapping[str, str]) -> None:
        handlers.begin(tag.rpartition(":")[2] if ":" in tag else tag, attributes)

    def end(tag: str) -> None:
        handlers.end(tag.rpartition(":")[2] if ":" in tag else tag)

    def declared(*_: object) -> None:
        raise package.damaged(f"{part} declares a document type")

    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = handlers.say, declared
    try:
        for piece in package.stream(part, most):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError) as problem:
        raise package.damaged(f"{part}: {problem}") from problem


@dataclass
class _SheetReader:
    """The rows of one sheet while it streams by; a cell without a value is hardly looked at."""

    reader: _Reader
    words: _Words
    rows: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    line: int = 0
    row: dict[int, str] = field(default_factory=dict)
    column: int = -1
    cell: Mapping[str, str] | None = None  # the attributes of the cell that is open
    size: int = 0  # values so far, and the empty cells before the last of each row
    formula: bool = False  # whether the cell that is open has one
    unsaved: list[tuple[int, int]] = field(default_factory=list)
    merged: list[tuple[int, int, str]] = field(default_factory=list)

    def begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "c":
            self.column += 1
            self.cell = attributes
        elif tag == "mergeCell" and (match := _CELL.match(attributes.get("ref", ""))):
            row = _number(match[0].removeprefix(match["column"]), 0)
            self.merged.append((row, _column(match["column"]) + 1, attributes["ref"]))
        elif tag == "row":
            self.line = max(self.line + 1, _number(attributes.get("r", ""), 0))
            self.column = -1
        elif self.cell is not None:
            self.formula = self.formula or tag == "f"
            self.words.begin(tag)

    def end(self, tag: str) -> None:
        if tag == "c":
            if self.words.held and self.cell is not None:
                self._keep(self.cell, self.words.taken())
            elif self.formula and self.cell is not None and self.cell.get("t") != "str":  # "str": an empty text
                self._place(self.cell)
                self._count(1)
                self.unsaved.append((self.line, self.column + 1))
            self.cell, self.formula = None, False
        elif tag == "row":
            self._end_row()
        elif self.cell is not None:
            self.words.end(tag)

    def _place(self, cell: Mapping[str, str]) -> None:
        if match := _CELL.fullmatch(cell.get("r", "")):
            self.column = _column(match["column"])

    def _keep(self, cell: Mapping[str, str], text: str) -> None:
        self._place(cell)
        if self.column >= MOST_COLUMNS:
            where = f"row {self.line} has something in column {self.column + 1:,}"
            raise self.reader.package.too_large(where)
        self._count(1)
        if value := self.reader.value(cell.get("t", "n"), _number(cell.get("s", ""), 0), text):
            self.row[self.column] = value

    def _end_row(self) -> None:
        if self.row:
            width = max(self.row) + 1
            self._count(width - len(self.row))
            self.rows.append((self.line, tuple(self.row.get(at, "") for at in range(width))))
            self.row = {}

    def _count(self, cells: int) -> None:
        self.size += cells
        if self.size > MOST_CELLS:
            raise self.reader.package.too_large(f"over {MOST_CELLS:,} cells")


@dataclass(frozen=True)
class _Reader:
    """What all sheets of a workbook share."""

    package: Package
    strings: list[str]
    dates: list[bool]
    from_1904: bool

    def read(self, part: str) -> _SheetReader:
        sheet = _SheetReader(self, _Words(self.package))
        _parse(self.package, part, _SHEET, _Handlers(sheet.begin, sheet.end, sheet.words.say))
        return sheet

    def holds(self, part: str) -> bool:
        """Whether a sheet has a value at all."""
        return any(_VALUE.search(piece) for piece in self._pieces(part))

    def _pieces(self, part: str) -> Iterator[bytes]:
        last = b""
        for piece in self.package.stream(part, _SHEET):
            yield last + piece
            last = piece[-20:]

    def value(self, kind: str, style: int, text: str) -> str:
        """The value of a cell as the editor means it: shared texts, and days in ISO 8601."""
        if kind == "s":
            at = _number(text.strip(), -1)
            if not 0 <= at < len(self.strings):
                raise self.package.damaged(f"a cell names text {text[:20]!r}, which it does not hold")
            return self.strings[at]
        if kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(text.strip(), text)
        if kind == "n" and _NUMBER.fullmatch(text.strip()):
            return self._numeric(text.strip(), style)
        return text.removesuffix("T00:00:00") if kind == "d" else text

    def _numeric(self, text: str, style: int) -> str:
        value = float(text)
        if not isfinite(value):
            return text
        if style < len(self.dates) and self.dates[style] and (day := _day_of(value, self.from_1904)):
            return day
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def _column(letters: str) -> int:
    at = 0
    for letter in letters:
        at = at * 26 + ord(letter) - 64
    return at - 1


def _is_date(number: int, code: str | None) -> bool:
    """Whether a number format (its id, and its code where the workbook defines it) shows days or times of day."""
    if code is None:
        return number in _DATES
    return bool(re.search(r"[dmhys]", _QUOTED.sub("", code.split(";")[0]), re.IGNORECASE)) and "General" not in code


def _day_of(serial: float, from_1904: bool) -> str | None:
    """A serial number in ISO 8601: a day, a day with its time, or a time of day; None where there is no such day."""
    days, seconds = divmod(round(serial * 86400), 86400)
    if not 0 <= days <= _LAST:
        return None
    if days == 0 and not from_1904:
        return _time(seconds)
    # Until 28 February 1900 spreadsheets are a day behind, as they take 1900 for a leap year.
    first = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30 if days >= 60 else 31)
    try:
        day = (first + timedelta(days=days)).date().isoformat()
    except OverflowError:
        return None
    return f"{day}T{_time(seconds)}" if seconds else day


def _time(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
