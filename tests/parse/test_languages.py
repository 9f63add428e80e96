"""Headings and shelfmarks of other languages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kktei.parse import parse_head, parse_note, record
from kktei.parse.foreign import languages

GOLD = Path(__file__).resolve().parents[1] / "gold"


def rows(language: str) -> list[dict[str, object]]:
    text = (GOLD / f"{language}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize("language", [*languages(), "mul"])
def test_headings_and_notes_as_annotated(language: str) -> None:
    """Written for this project after published conventions, the texts invented; docs/source-notes.md says which."""
    wrong = []
    for row in rows(language):
        found = record(parse_head(str(row["head"]), language=language), parse_note(str(row["note"])))
        told = {key: found[key] for key in row if key not in {"head", "note", "after"}}
        wanted = {key: value for key, value in row.items() if key not in {"head", "note", "after"}}
        if told != wanted:
            wrong.append((row["head"] or row["note"], told, wanted))
    assert wrong == []


def test_a_heading_in_a_language_nobody_named_is_read_where_it_names_its_kind() -> None:
    assert [a.wording for a in parse_head("Brief von Ada Winter an Jonas Berg").recipients] == ["Jonas Berg"]
    assert [a.wording for a in parse_head("Lettre de Jonas Berg à Ada Winter").senders] == ["Jonas Berg"]
    assert not parse_head("Gedanken an Ada Winter").understood


def test_english_headings_stay_english_in_an_edition_of_another_language() -> None:
    facts = parse_head("Letter From President Winter to Chairman Berg", language="de")
    assert [a.wording for a in facts.recipients] == ["Chairman Berg"]


@pytest.mark.parametrize(
    "note",
    ["Ada Winter was in Oslo.", "Draft.", "A copy was sent to Berg.", "AL was there. He left.", "Original, but lost, it is said, in 1921."],
)  # fmt: skip
def test_prose_is_no_shelfmark(note: str) -> None:
    base = parse_note(note).base
    assert base is None or base.location is None or base.location.repository is None
