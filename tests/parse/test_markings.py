"""The classification sentence: the level, and the markings in their order."""

from __future__ import annotations

import pytest

from kktei.parse import parse_note

CASES = [
    (
        "Secret; Verbatim Text; Operational Immediate; Eyes Only.",
        "cls.s",
        ["Verbatim Text", "Operational Immediate", "Eyes Only"],
    ),
    ("Secret; Ban—Eyes Only; Nodis/Marigold.", "cls.s", ["Ban—Eyes Only", "Nodis/Marigold"]),
    ("Top Secret/Sensitive; Eyes Only for the Secretary.", "cls.ts", ["Sensitive", "Eyes Only for the Secretary"]),
    ("Secret, Immediate, Exdis.", "cls.s", ["Immediate", "Exdis"]),
    ("Personal and Confidential.", "cls.c", ["Personal"]),
    ("Eyes Only; Niact.", None, ["Eyes Only", "Niact"]),
    ("No classification marking.", "cls.none", []),
    ("Top Secret; [codeword not declassified].", "cls.ts", ["[codeword not declassified]"]),
]


@pytest.mark.parametrize(("sentence", "key", "markings"), CASES)
def test_markings(sentence: str, key: str | None, markings: list[str]) -> None:
    facts = parse_note(f"Source: Kennedy Library, Bundy Papers. {sentence}")
    assert (facts.classification.key if facts.classification else None) == key
    assert [mark.text for mark in facts.markings] == markings
    assert facts.sentences[-1].role.value == "classification"


def test_silence_is_not_a_statement_and_a_quoted_level_is_not_this_document_s() -> None:
    facts = parse_note("Source: Kennedy Library, Bundy Papers. The copy bears the marking “Secret.” Drafted by Bundy.")
    assert (facts.classification, facts.markings) == (None, ())
