"""Records of persons and others, merged over files by id, and kept apart where an id means two."""

from __future__ import annotations

import pytest

from kktei.render.records import RecordIdentifier, Records, RegisterRecord, fit


def record(key: str, name: str, *variants: str, kind: str = "person", ids: tuple[str, ...] = ()) -> RegisterRecord:
    rows = tuple(RecordIdentifier(type="id", value=value) for value in ids)
    return RegisterRecord(key=key, kind=kind, name=name, sort="", variants=variants, ids=rows)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (record("p", "Bahr, Hermann"), record("p", "Hermann Bahr"), True),
        (record("p", "Bahr"), record("p", "Hermann Bahr"), True),
        (record("p", "Hermann Bahr"), record("p", "Bahr"), True),
        (record("p", "Bahr, Hermann"), record("p", "Winter, Ada"), False),
        (record("p", "Bahr"), record("p", "Bahr", kind="place"), False),
        (record("p", "Wien", "Vienna"), record("p", "Vienna"), True),
        (record("p", "A", ids=("https://a.example/1",)), record("p", "B", ids=("https://a.example/1",)), True),
    ],
)
def test_records_fit(one: RegisterRecord, other: RegisterRecord, same: bool) -> None:
    assert fit(one, other) is same


def test_one_record_of_many_files() -> None:
    records = Records()
    records.add([record("p", "Bahr, Hermann", ids=("x",))], "persons.xml")
    records.add([record("p", "Hermann Bahr", "H. B.", ids=("y",))], "a.xml", "a.xml")
    assert list(records.by_key) == ["p"]
    assert records.by_key["p"].variants == ("Hermann Bahr", "H. B.")
    assert [row.value for row in records.by_key["p"].ids] == ["x", "y"]
    assert records.findings == []


def test_an_id_of_two_files_is_two_persons() -> None:
    records = Records()
    records.add([record("p", "Bahr, Hermann")], "a.xml", "a.xml")
    records.add([record("p", "Winter, Ada")], "b.xml", "b.xml")
    assert [records.key("p", f"{f}.xml") for f in "ab"] == ["p", "p-winter-ada"]
    assert [f.code for f in records.findings] == ["F006"]


def test_what_a_letter_names_by_an_id_of_another_letter_is_looked_at() -> None:
    records = Records()
    records.add([record("p", "Bahr, Hermann")], "a.xml", "a.xml")
    records.part("b.xml", [("p", "Winter, Ada")], {"p"})
    records.part("c.xml", [("p", "Hermann")], {"p"})
    records.part("d.xml", [("p", "")], {"p"})  # "him": a form of running text says nothing against it
    assert [records.key("p", f"{f}.xml") for f in "abcd"] == ["p", "p-winter-ada", "p", "p"]


def test_an_id_without_record_is_unique_in_its_file() -> None:
    records = Records()
    records.part("a.xml", [("p2", "Ada Winter"), ("118540238", "Goethe")], {"p2"})
    records.part("b.xml", [("p2", "Jonas Berg"), ("118540238", "the poet")], {"p2"})
    records.part("c.xml", [("p2", "Frau Professor"), ("p2", "Winter, Ada Maria"), ("p2", "")], {"p2"})
    assert [records.key("p2", f"{f}.xml") for f in "abc"] == ["p2", "p2-jonas-berg", "p2"]
    assert records.key("118540238", "b.xml") == "118540238", "the number of an authority file is no id of the file"
    assert [(f.code, f.file) for f in records.findings] == [("F006", "b.xml")]


def test_a_register_is_of_all_letters() -> None:
    records = Records()
    records.add([record("p", "Bahr, Hermann")], "persons.xml")
    records.part("b.xml", [("p", "the poet")], {"p"})
    assert records.key("p", "b.xml") == "p"


def test_an_address_leads_to_its_record() -> None:
    records = Records()
    records.add([record("p", "Bahr", ids=("https://pmb.example/10",))], "a.xml")
    assert records.key("http://pmb.example/10/") == "p"
