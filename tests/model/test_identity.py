"""A document has one identity, however its number is written."""

from __future__ import annotations

import pytest

from kktei.model import DocumentId


@pytest.mark.parametrize("written", ["7", "007", "0007", "d007", "٧", "७", "\uff17"])
def test_the_ways_to_write_a_number_are_one_document(written: str) -> None:
    identity = DocumentId.of(written)
    assert identity == DocumentId.of("7")
    assert (identity.stem, identity.file) == ("d007", "documents/d007.xml")


@pytest.mark.parametrize(
    ("number", "stem"),
    [("96", "d096"), ("96a", "d096a"), ("1200", "d1200"), ("0", "d000"), ("7/b", "d007b"), ("12a-2", "d012a-2")],
)
def test_names_of_files(number: str, stem: str) -> None:
    assert DocumentId.of(number).stem == stem


def test_the_zeros_that_a_source_writes_are_shown() -> None:
    assert DocumentId.of("007").number == "007"


@pytest.mark.parametrize(("stem", "number"), [("d007", "7"), ("d7", "7"), ("D007a", "7A")])
def test_a_file_is_the_document_of_its_name(stem: str, number: str) -> None:
    assert DocumentId.of_stem(stem) == DocumentId.of(number)
    assert DocumentId.of_stem(stem).stem == stem


def test_a_file_of_another_name_is_no_number() -> None:
    assert DocumentId.of_stem("letter").number == ""
    assert DocumentId.of_stem("letter") != DocumentId.of("letter")


def test_an_id_leads_nowhere_out_of_the_folder() -> None:
    assert DocumentId.of_id("../../etc/passwd").file == "documents/etc-passwd.xml"
    assert DocumentId.of_id("..").stem == "letter"
