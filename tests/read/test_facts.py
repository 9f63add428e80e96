"""The editor's table as spreadsheets write it: understood, or refused with row and column."""

from __future__ import annotations

import contextlib
import os
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kktei.errors import InputError
from kktei.findings import Finding
from kktei.model import DocumentId, EditorFact, Position
from kktei.read import read_facts
from kktei.read.values import Mangled, read_value
from tests.read.mutants import mutants, refusals


def table(
    tmp_path: Path, data: str | bytes, name: str = "facts.csv"
) -> tuple[dict[str, dict[str, str]], list[tuple[str, int, int]]]:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    facts, found = read_facts(path, f"edition/{name}")
    values = {n.key: {f.name: f.value for f in row} for n, row in facts.items()}
    return values, [(f.code, f.line, f.column) for f in found]


SMALL = {"7": {"when": "1963-04-15", "place": "Bonn"}}


@pytest.mark.parametrize(
    "data",
    [
        "n,when,place\n7,1963-04-15,Bonn\n",
        "n,when,place\r\n7,1963-04-15,Bonn",
        "\ufeffn;when;place\r\n7;1963-04-15;Bonn\r\n",
        "n\twhen\tplace\n007\t1963-04-15\tBonn\n",
        "sep=;\r\nn;when;place\r\n7;1963-04-15;Bonn\r\n",
        "Number , When,PLACE,,\n7, 1963-04-15 ,Bonn,,\n,,,,\n",
        "n,when,place\n7,15.04.1963,Bonn\n",
        "n,when,place\n7,4/15/1963,Bonn\n",
        "n,when,place\n7,15-Apr-1963,Bonn\n",
        "n,field,value\n7,when,1963-04-15\n7,place,Bonn\n",
        "n\twhen\tplace\r\n7\t1963-04-15\tBonn\r\n".encode("utf-16"),
        "\ufeffn;when;place\r\n7;1963-04-15;Bonn\r\n".encode("utf-16-be"),
        "n,when,place\r7,1963-04-15,Bonn\r",
        "sep=;\rn;when;place\r7;1963-04-15;Bonn\r",
        "\r\n\nn,when,place\n7,1963-04-15,Bonn\n",
        '"n","when","place"\n"7","1963-04-15","Bonn"\n',
        "n,when,place\n٧,١٩٦٣-٠٤-١٥,Bonn\n",
        "n,when,place\n７,１９６３-04-15,Bonn\n",
    ],
)
def test_forms_that_mean_the_same(tmp_path: Path, data: str | bytes) -> None:
    values, found = table(tmp_path, data)
    assert values == SMALL
    assert {code for code, _, _ in found} <= {"R034"}


def test_who_and_why_and_where(tmp_path: Path) -> None:
    path = tmp_path / "facts.csv"
    path.write_text('n,place,who,why\n7,"Bonn, Germany",E. D.,"as the ""diary"" says"\n', encoding="utf-8")
    facts, _ = read_facts(path, "edition/facts.csv")
    at = Position("edition/facts.csv", 2, 2)
    assert facts == {DocumentId.of("7"): (EditorFact("place", "Bonn, Germany", at, "E. D.", 'as the "diary" says'),)}


def test_a_workbook(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["n", "when", "notBefore", "who"],
        [7, date(1963, 4, 15), None, "E"],
        [8.0, datetime(1963, 4, 15, 21, 5), "", ""],
    ):
        sheet.append(row)
    book.save(tmp_path / "facts.xlsx")
    facts, found = read_facts(tmp_path / "facts.xlsx", "edition/facts.xlsx")
    assert found == ()
    assert {n.key: [(f.name, f.value, f.who) for f in row] for n, row in facts.items()} == {
        "7": [("when", "1963-04-15", "E")],
        "8": [("when", "1963-04-15T21:05:00", None)],
    }


def test_a_formula_without_its_value_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    for row in (["n", "when", "place"], [7, "=A1", "Bonn"], [8, "1963", None], ["=A2", None, None]):
        sheet.append(row)
    made.save(tmp_path / "facts.xlsx")
    values, found = table(tmp_path, (tmp_path / "facts.xlsx").read_bytes(), "facts.xlsx")
    assert found == [("R032", 2, 2), ("R032", 4, 1)]
    assert values == {"7": {"place": "Bonn"}, "8": {"when": "1963"}}


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ("n,whne\n7,1963\n", ("R030", 1, 2)),
        ("n,field,value\n7,whne,1963\n", ("R030", 2, 2)),
        ("n,when\n7,1963-02-30\n", ("R032", 2, 2)),
        ("n,when\n7,7740\n", ("R032", 2, 2)),
        ("n,when\n7,4/5/1963\n", ("R032", 2, 2)),
        ("n,when\n7,5.4.63\n", ("R032", 2, 2)),
        ("n,when\n7,23116\n", ("R032", 2, 2)),
        ("n,when\n7,in spring\n", ("R032", 2, 2)),
        ("n,when\n7,1963-04-15T24:30:00\n", ("R032", 2, 2)),
        ("n,when\n7,1963\n\n7,1964\n", ("R033", 4, 2)),
        ("n,place\n7,Bonn,Germany\n", ("R035", 2, 3)),
        ("n,place\n,Bonn\n", ("R035", 2, 1)),
        ("n,file\n7,Mar-63\n", ("R032", 2, 2)),
        ("n,lot\n7,7.7E+10\n", ("R032", 2, 2)),
        ("n,box\n7,4-Dec\n", ("R032", 2, 2)),
        ("n,place\n7,#REF!\n", ("R032", 2, 2)),
        ("n,place\n7,Bo\x01nn\n", ("R032", 2, 2)),
        ("n,received\n7,in May\n", ("R032", 2, 2)),
        ("n,when\n7,0000\n", ("R032", 2, 2)),
        ("n,when\n7,0000-01-01\n", ("R032", 2, 2)),
        ("n,when\n7,10000-01-01\n", ("R032", 2, 2)),
        ("n,when\n7,99999999999999\n", ("R032", 2, 2)),
        ("n,place,who\n7,Bonn,E\x0b\n", ("R032", 2, 3)),
        ("n,place,why\n7,Bonn,\x1b\n", ("R032", 2, 3)),
        (f"n,place\n{'7' * 5000},Bonn\n", ("R035", 2, 1)),
        (f"n,when\n7,{'9' * 5000}\n", ("R032", 2, 2)),
        (f"n,when,{'x' * 5000}\n7,1963\n", ("R030", 1, 3)),
        ("n,when,\n7,1963,my remark\n", ("R030", 2, 3)),
        ("n,,when\n7,my remark,1963\n", ("R030", 2, 2)),
        ("n,field,value\n7,,1963\n", ("R030", 2, 3)),
        ("n,value\n7,1963\n", ("R030", 2, 2)),
    ],
)
def test_what_is_wrong_is_found_with_row_and_column(tmp_path: Path, data: str, found: tuple[str, int, int]) -> None:
    assert table(tmp_path, data)[1] == [found]
    path = tmp_path / "facts.csv"
    assert all(len(f.message) < 300 for f in read_facts(path, "edition/facts.csv")[1])


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b"n,place\n7,M\xfcnchen\n", "edition/facts.csv:2:4: this byte (0xfc) is not UTF-8; in Windows-1252 it is “ü”"),
        (b"when,place\n1963,Bonn\n", 'names no column "n"'),
        (b'n,place\n7,"Bonn\n8,Oslo\n', "edition/facts.csv:2: not a table"),
        (b"n,place\n7,B\0nn\n", "a NUL"),
        (b"PK\x03\x04junk", "is damaged"),
        (b"n|place\n7|Bonn\n", 'names no column "n"'),
        (b"n,when,when\n1,1921,1922\n", "edition/facts.csv:1:3: two columns have one name: 'when'"),
        (b"n,when,When\n1,1921,1922\n", "'When' says the same as column 2"),
        (b"n,n,place\n1,2,Bonn\n", "two columns have one name"),
        (b"n,no,place\n1,2,Bonn\n", "two columns have one name"),
        (b"n,place,who,editor\n1,Bonn,A,B\n", "two columns have one name"),
        ("n,place\n7,Bonn\n".encode("utf-16-le"), "edition/facts.csv:1: a NUL"),
        (b"n,place\n7,Bonn\n".decode().encode("utf-16") + b"x", "not UTF-16"),
        ("n,place\n7,Köln\n".encode() + "8,Köln\n".encode("cp1252"), "edition/facts.csv:3:4: this byte (0xf6)"),
        (b'n,place\n7,"Bonn" am Rhein\n', "edition/facts.csv:2: not a table"),
        (b"n,place\n7," + b"x" * 1_000_000 + b"\n", "edition/facts.csv:2: not a table: field larger"),
        (b'n,place\n7,"Bonn\n' + b"8,Oslo\n" * 30_000, "edition/facts.csv:2: not a table: field larger"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, data: bytes, words: str) -> None:
    with pytest.raises(InputError) as problem:
        table(tmp_path, data)
    assert words in problem.value.message


def test_a_separator_within_a_quoted_name_parts_nothing(tmp_path: Path) -> None:
    data = 'n,"when",place,"a;b;c;d"\n7,1963-04-15,Bonn,x\n'
    assert table(tmp_path, data) == (SMALL, [("R030", 1, 4)])


def test_a_folder_and_a_pipe_are_no_tables(tmp_path: Path) -> None:
    (tmp_path / "facts.csv").mkdir()
    with pytest.raises(InputError, match="no regular file but a folder"):
        read_facts(tmp_path / "facts.csv", "edition/facts.csv")
    os.mkfifo(tmp_path / "facts.tsv")
    with pytest.raises(InputError, match="no regular file but a pipe"):
        read_facts(tmp_path / "facts.tsv", "edition/facts.tsv")


def test_any_bytes_in_the_place_of_others_are_read_or_refused(tmp_path: Path) -> None:
    sound = 'n;when;place;who;why\n91;1963-04-15;"Bonn; am\nRhein";Ed;über\n92;15.4.1963;;;"""so"""\n'
    outcomes = {"read": 0, "refused": 0}
    for data in mutants(sound.encode(), 400, "table"):
        (tmp_path / "facts.csv").write_bytes(data)
        with refusals("facts.csv") as refused:
            read_facts(tmp_path / "facts.csv", "facts.csv")
        outcomes["refused" if refused else "read"] += 1
    assert min(outcomes.values()) > 40


def test_the_table_of_the_thirty(datadir: Path) -> None:
    facts, found = read_facts(datadir / "facts" / "documents-91-120.csv", "edition/facts.csv")
    assert found == ()
    assert len(facts) == 30
    assert {f.name: f.value for f in facts[DocumentId.of("98")]} == {
        "notBefore": "1963-04-23",
        "notAfter": "1963-04-29",
        "place": "Moscow",
        "dateline": "Moscow, undated.",
    }


@given(st.text(max_size=20))
def test_a_value_is_a_date_or_refused(text: str) -> None:
    try:
        value = read_value("date", text)
    except ValueError:
        return
    iso = value.value if isinstance(value, Mangled) else value
    assert iso[:4].isdigit()


@given(st.binary(max_size=200))
def test_any_bytes_are_a_table_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("facts") / "facts.csv"
    path.write_bytes(data)
    found: tuple[Finding, ...] = ()
    with contextlib.suppress(InputError):
        _, found = read_facts(path, "facts.csv")
    assert all(f.line for f in found)


def test_none_says_that_there_is_none(tmp_path: Path) -> None:
    path = tmp_path / "facts.csv"
    path.write_text("n,when,sender,note,box\n7,none,None,none,\n", encoding="utf-8")
    facts, found = read_facts(path, "facts.csv")
    assert found == ()
    assert [(f.name, f.value) for f in facts[DocumentId.of("7")]] == [("when", ""), ("sender", ""), ("note", "none")]


def test_a_number_that_a_workbook_took_for_a_date_is_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["n", "file", "box"])
    book.active.append([7, datetime(1963, 3, 1), 12.0])
    book.save(tmp_path / "facts.xlsx")
    facts, found = read_facts(tmp_path / "facts.xlsx", "edition/facts.xlsx")
    assert [(f.code, f.line, f.column) for f in found] == [("R032", 2, 2)]
    assert [(f.name, f.value) for f in facts[DocumentId.of("7")]] == [("box", "12")]


def test_columns_of_the_edition_s_own(tmp_path: Path) -> None:
    path = tmp_path / "facts.csv"
    path.write_text("n,when,paper,who,why\n1,1921-03-04,laid paper,A. Editor,seen in Vienna\n", encoding="utf-8")
    facts, found = read_facts(path, "facts.csv", further=["paper"])
    assert found == ()
    assert [(f.name, f.value, f.who) for f in facts[DocumentId.of("1")]] == [
        ("when", "1921-03-04", "A. Editor"),
        ("paper", "laid paper", "A. Editor"),
    ]
    _, found = read_facts(path, "facts.csv")
    assert [f.code for f in found] == ["R030"]


@pytest.mark.parametrize(
    ("kind", "given", "plain"),
    [
        ("doi", "https://doi.org/10.5281/zenodo.123", "10.5281/zenodo.123"),
        ("doi", "doi:10.5281/zenodo.123", "10.5281/zenodo.123"),
        ("ark", "https://n2t.net/ark:/12345/x6np1wh8k", "ark:/12345/x6np1wh8k"),
        ("urn", "URN:NBN:de:0168-ssoar-1", "URN:NBN:de:0168-ssoar-1"),
        ("address", "https://example.org/a?b=1", "https://example.org/a?b=1"),
    ],
)
def test_identifiers_in_their_plain_form(kind: str, given: str, plain: str) -> None:
    assert read_value(kind, given) == plain


@pytest.mark.parametrize(
    ("kind", "given"),
    [("doi", "zenodo.123"), ("ark", "12345/x"), ("urn", "nbn:de:1"), ("address", "javascript:alert(1)")],
)
def test_what_is_no_identifier_is_refused(kind: str, given: str) -> None:
    with pytest.raises(ValueError, match="is no"):
        read_value(kind, given)
