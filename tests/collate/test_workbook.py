"""A workbook brought up to date keeps what its editors made in columns of their own."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest

from kktei.collate.workbook import refilled
from kktei.errors import InputError

HEAD = ["id", "place", "lemma", "A", "type", "do", "count"]


def csv_of(*rows: list[str]) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\n").writerows([HEAD, *rows])
    return stream.getvalue().encode()


@pytest.mark.parametrize("book", [b"", b"id,lemma,type", b"PK\x03\x04"])
def test_what_is_no_workbook_is_refused_in_words(book):
    with pytest.raises(InputError, match="cannot be brought up to date"):
        refilled(book, csv_of())


def test_formulas_stay_with_their_rows():
    book = openpyxl.Workbook()
    for line in (HEAD, ["1", "1.1", "a", "=b", None, None, "=LEN(C2)"], ["2", "1.2", "c", "c", None, None, "mine"]):
        book.active.append(line)
    book.active["D2"].data_type = "s"
    out = io.BytesIO()
    book.save(out)
    one, two = ["1", "1.1", "a", "=b", "", "", ""], ["2", "1.2", "c", "c", "", "", "mine"]
    assert refilled(out.getvalue(), csv_of(one, two)) == out.getvalue(), "it says the same"
    new = ["3", "1.1", "new", "", "", "", ""]
    sheet = openpyxl.load_workbook(io.BytesIO(refilled(out.getvalue(), csv_of(new, one, two)))).active
    assert [cell.value for cell in sheet["G"]] == ["count", None, "=LEN(C3)", "mine"]
    assert (sheet["D3"].value, sheet["D3"].data_type) == ("=b", "s")


def test_merged_cells_are_parted_and_what_they_say_is_kept():
    book = openpyxl.Workbook()
    one, two = ["1", "1.1", "a", "b", "", "", "mine"], ["2", "1.2", "c", "d", "", "", ""]
    for line in (HEAD, one, two):
        book.active.append(line)
    book.active.merge_cells("G2:G3")
    out = io.BytesIO()
    book.save(out)
    sheet = openpyxl.load_workbook(io.BytesIO(refilled(out.getvalue(), csv_of(["3"], one, two)))).active
    assert [cell.value for cell in sheet["G"]] == ["count", None, "mine", None]
    assert not sheet.merged_cells.ranges
