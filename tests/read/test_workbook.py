"""Workbooks: what a spreadsheet program shows is read; what is damaged, hostile or too large meets clear words."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time
from itertools import chain, repeat
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kktei.errors import InputError
from kktei.model import DocumentId
from kktei.read import read_facts
from kktei.read.workbook import MOST_CELLS, MOST_COLUMNS, read_workbook
from tests.read.mutants import mutants, packed, refusals, unpacked
from tests.read.samples import book

SHEET = "xl/worksheets/sheet1.xml"
OPENING = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
CLOSING = "</sheetData></worksheet>"


PLAIN = book(["n", "place"], [7, "Bonn"])


def with_sheet(xml: str, data: bytes = PLAIN) -> bytes:
    return packed(unpacked(data) | {SHEET: xml.encode()})


def rows(data: bytes) -> list[tuple[int, tuple[str, ...]]]:
    return read_workbook(data, "facts.xlsx")[0].rows


def refused(data: bytes) -> str:
    with pytest.raises(InputError) as problem:
        read_workbook(data, "edition/facts.xlsx")
    assert problem.value.message.startswith("edition/facts.xlsx")
    assert problem.value.hint
    return problem.value.message


VALUES = st.one_of(
    st.none(),
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=8).filter(
        lambda text: not text.startswith("=") and "_x" not in text
    ),
    st.integers(-(10**9), 10**9),
    st.floats(-1e9, 1e9).map(lambda value: round(value, 6)),
    st.dates(date(1900, 3, 1), date(9999, 12, 31)),
    st.datetimes(datetime(1900, 3, 1), datetime(2999, 12, 31)).map(lambda moment: moment.replace(microsecond=0)),
    st.times().map(lambda moment: moment.replace(microsecond=0)),
    st.booleans(),
)


def meant(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return "" if value is None else str(value)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(VALUES, min_size=1, max_size=5), min_size=1, max_size=5))
def test_what_another_library_writes_is_read(cells: list[list[object]]) -> None:
    there = {
        (at, place): meant(value) for at, row in enumerate(cells, 1) for place, value in enumerate(row) if meant(value)
    }
    read = {(at, place): value for at, row in rows(book(*cells)) for place, value in enumerate(row) if value}
    assert read == there


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("General", "23116"),
        ("0.00", "23116"),
        ("yyyy-mm-dd", "1963-04-15"),
        ("[$-407]d. mmmm yyyy", "1963-04-15"),
        ('"day" 0', "23116"),
        ("0.00 [Red]", "23116"),
        ("mmm-yy", "1963-04-15"),
        ("[h]:mm", "1963-04-15"),
        (r"0\d", "23116"),
    ],
)
def test_formats_that_show_a_number_as_a_day(code: str, shown: str) -> None:
    assert rows(book([23116], A1=code)) == [(1, (shown,))]


def test_days_about_the_year_1900_and_beyond_the_calendar() -> None:
    data = book([1], [59], [61], [3e6], [-1], [0.5], **{f"A{n}": "yyyy-mm-dd" for n in range(1, 7)})
    assert [cells for _, cells in rows(data)] == [
        ("1900-01-01",),
        ("1900-02-28",),
        ("1900-03-01",),
        ("3000000",),
        ("-1",),
        ("12:00:00",),
    ]


def test_days_are_counted_from_1904_where_the_book_says_so() -> None:
    parts = unpacked(book([0], [21654], A1="yyyy-mm-dd", A2="yyyy-mm-dd"))
    before = parts["xl/workbook.xml"]
    parts["xl/workbook.xml"] = before.replace(b"<workbookPr/>", b'<workbookPr date1904="1"/>', 1)
    assert parts["xl/workbook.xml"] != before
    assert [cells for _, cells in rows(packed(parts))] == [("1904-01-01",), ("1963-04-15",)]


def test_forms_of_a_cell_that_other_programs_write() -> None:
    cells = (
        '<c r="A1" t="inlineStr"><is><r><t>two</t></r><r><t xml:space="preserve"> runs</t></r>'
        "<rPh><t>as spoken</t></rPh></is></c>"
        '<c t="str"><f>1&amp;2</f><v>12</v></c><c r="D1" t="b"><v>1</v></c><c r="E1" t="e"><v>#REF!</v></c>'
        '<c r="F1" t="d"><v>1963-04-15T00:00:00</v></c><c r="G1"><v>7.7000000000000002</v></c>'
        '<c r="H1" t="str"><v>a_x0041_b</v></c>'
    )
    data = with_sheet(f"{OPENING}<row>{cells}</row>{CLOSING}")
    assert rows(data) == [(1, ("two runs", "12", "", "TRUE", "#REF!", "1963-04-15", "7.7", "aAb"))]
    prefixed = data_of(cells).replace("<", "<x:").replace("<x:/", "</x:").replace("xmlns=", "xmlns:x=")
    assert rows(with_sheet(prefixed)) == rows(data)


def test_a_formula_without_a_stored_value_is_no_empty_text() -> None:
    cells = '<c r="A1" t="str"><f>""</f><v></v></c><c r="C1"><f>A1</f><v/></c><c><f>A1</f></c><c><v>7</v></c>'
    sheet = read_workbook(with_sheet(data_of(cells)), "t.xlsx")[0]
    assert (sheet.rows, sheet.unsaved) == ([(1, ("", "", "", "", "7"))], [(1, 3), (1, 4)])


def data_of(cells: str) -> str:
    return f"{OPENING}<row>{cells}</row>{CLOSING}"


def test_the_first_sheet_that_is_not_hidden_is_read_and_others_are_told(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    hidden = made.active
    assert hidden is not None
    hidden.title, hidden.sheet_state = "Old", "hidden"
    hidden.append(["n", "place"])
    made.create_sheet("Facts").append(["n", "place"])
    made["Facts"].append([7, "Bonn"])
    made.create_sheet("Empty")
    made.create_sheet("More").append(["x"])
    made.active = 1
    made.save(tmp_path / "facts.xlsx")
    facts, found = read_facts(tmp_path / "facts.xlsx", "edition/facts.xlsx")
    assert list(facts) == [DocumentId.of("7")]
    assert [(f.code, f.message.split("'")[1]) for f in found] == [("R059", "Old"), ("R059", "More")]


def test_merged_cells_are_told_where_they_hold_something(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    for row in (["n", "place", "repository"], [1, "Bonn", None], [2, None, None]):
        sheet.append(row)
    for cells in ("B2:B3", "C2:C3"):
        sheet.merge_cells(cells)
    made.save(tmp_path / "facts.xlsx")
    facts, found = read_facts(tmp_path / "facts.xlsx", "edition/facts.xlsx")
    assert [len(given) for given in facts.values()] == [1, 0]
    assert [(f.code, f.line, f.column, f.message) for f in found] == [
        ("R062", 2, 2, "The cells B2:B3 are merged: only the first of them has 'Bonn'.")
    ]


def test_a_sheet_with_formats_down_to_its_last_row() -> None:
    """Spreadsheets write such sheets where a whole column was formatted."""
    head = '<row r="1"><c r="A1" t="str"><v>n</v></c></row><row r="2"><c r="A2"><v>7</v></c></row>'
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(PLAIN)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            if name != SHEET:
                after.writestr(name, before.read(name))
        with after.open(SHEET, "w") as sheet:
            sheet.write(f'{OPENING}<dimension ref="A1:XFD1048576"/>{head}'.encode())
            for _ in range(1023):
                sheet.write(b'<row ht="12"></row>' * 1024)
            sheet.write(f'<row r="1048576"><c r="B1048576" t="str"><v>last</v></c></row>{CLOSING}'.encode())
    assert rows(out.getvalue()) == [(1, ("n",)), (2, ("7",)), (1048576, ("", "last"))]


@pytest.mark.parametrize(
    ("sheet", "words"),
    [
        (f'{OPENING}<row><c r="XFD1"><v>1</v></c></row>{CLOSING}', "column 16,384"),
        (OPENING + '<row><c r="ALL1"><v>1</v></c></row>' * 1001 + CLOSING, "over 1,000,000 cells"),
        (f"{OPENING}<row><c><v>7</v></c>", "is damaged"),
        (f'<!DOCTYPE x [<!ENTITY a "aa">]>{OPENING}{CLOSING}', "declares a document type"),
        (f'{OPENING}<row><c t="s"><v>99</v></c></row>{CLOSING}', "a cell names text '99'"),
        (f'{OPENING}<row><c t="str"><v>{"x" * 51_000_000}</v></c></row>{CLOSING}', "50 million characters"),
        ("", "is damaged"),
    ],
)
def test_what_no_table_holds_meets_a_limit(sheet: str, words: str) -> None:
    assert (MOST_COLUMNS, MOST_CELLS) == (1000, 1_000_000)
    assert words in refused(with_sheet(sheet))


def test_a_part_that_is_larger_than_its_directory_says() -> None:
    """The directory is the hostile hand's: what comes out is counted too."""
    sheet = OPENING + "".join(chain(repeat("<row/>", 60_000_000 // 6))) + CLOSING
    data = bytearray(with_sheet(sheet))
    size = len(sheet).to_bytes(4, "little")
    assert data.count(size) == 2
    assert "is damaged" in refused(bytes(data.replace(size, (1000).to_bytes(4, "little"))))


def test_sizes_names_and_offsets_are_checked_before_anything_is_unpacked() -> None:
    parts = unpacked(PLAIN)
    assert "leads out" in refused(packed(parts | {"../../evil.xml": b"x"}))
    assert "leads out" in refused(packed(parts | {"/etc/passwd": b"x"}))
    assert "leads out" in refused(packed(parts | {"xl\\..\\..\\evil": b"x"}))
    assert "20,0" in refused(packed(parts | {f"xl/{n}": b"" for n in range(20_000)}))
    locked = bytearray(PLAIN)
    for mark, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        start = locked.find(mark)
        locked[start + at] |= 1
    assert "password" in refused(bytes(locked))
    start = PLAIN.find(b"PK\x01\x02")
    second = PLAIN.find(b"PK\x01\x02", start + 4)
    lapped = bytearray(PLAIN)
    lapped[second + 42 : second + 46] = PLAIN[start + 42 : start + 46]
    assert "lies within another" in refused(bytes(lapped))
    claimed = bytearray(PLAIN)
    claimed[start + 24 : start + 28] = (2_000_000_000).to_bytes(4, "little")
    assert "2,000 MB" in refused(bytes(claimed))


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"word/document.xml": b"<w/>"}, "a Word file"),
        ({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"}, "OpenDocument"),
        ({"xl/workbook.bin": b"x"}, "binary workbook"),
        ({"photo.jpg": b"x"}, "a ZIP file"),
    ],
)
def test_other_packages_are_named(parts: dict[str, bytes], words: str) -> None:
    assert words in refused(packed(parts))


def test_the_old_kind_of_workbook_is_named(tmp_path: Path) -> None:
    (tmp_path / "facts.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000))
    with pytest.raises(InputError, match=r"old kind \(\.xls\)"):
        read_facts(tmp_path / "facts.xlsx", "edition/facts.xlsx")


def test_a_damaged_workbook_is_read_or_refused() -> None:
    sound = book(["n", "when", "place", "who"], [7, date(1963, 4, 15), "Bonn", "E"], [8, 1.5, True, "ü"])
    outcomes = {"read": 0, "refused": 0}
    for data in mutants(sound, 500, "workbook"):
        with refusals("facts.xlsx") as refusal:
            read_workbook(data, "facts.xlsx")
        outcomes["refused" if refusal else "read"] += 1
    assert min(outcomes.values()) > 50
