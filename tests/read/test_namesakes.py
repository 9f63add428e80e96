"""Whom a volume's list cannot mean by a name in its text."""

from __future__ import annotations

import pytest

from kktei.model import Authority
from kktei.read.xml.faults import disagreement

KENNEDY = Authority("person", "p1", "Kennedy, John F.", "President of the United States")


@pytest.mark.parametrize(("wording", "disagrees"), [
    ("Kennedy", False),
    ("John Kennedy", False),
    ("J.F. Kennedy", False),
    ("Robert Kennedy", True),
    ("John R. Kennedy", True),
    ("the President", False),
])  # fmt: skip
def test_forenames_say_who_is_not_meant(wording: str, disagrees: bool) -> None:
    assert bool(disagreement(wording, KENNEDY, [KENNEDY])) is disagrees


def test_an_entry_without_forenames_may_be_anybody_of_the_name() -> None:
    assert disagreement("John Kennedy", Authority("person", "p2", "Kennedy, "), []) is None


def test_a_name_of_another_in_the_list_is_told() -> None:
    winter = Authority("person", "p3", "Winter, Ada")
    assert disagreement("Mr. Winter", KENNEDY, [KENNEDY, winter]) == 'that is the name of "Winter, Ada"'
    for wording in ("the President", "Mr. Frost", "Jack", "the Winter’s guest"):
        assert disagreement(wording, KENNEDY, [KENNEDY, winter]) is None
    alias = Authority("person", "p4", "Frost, Ada (Winter)")
    assert disagreement("Miss Winter", alias, [alias, winter]) is None
