"""The project's own annotations of the seed's thirty notes: every field right."""

from __future__ import annotations

import json
import runpy
from pathlib import Path

import pytest

from kktei.parse import parse_head, parse_note, record

GOLD = [json.loads(line) for line in (Path(__file__).parent / "seed.jsonl").read_text(encoding="utf-8").splitlines()]
FIELDS = (
    "doc_type", "from", "to", "repository", "path", "lot", "box", "folder", "file_number", "classification", "markings",
    "drafted_by", "approved_by", "cleared_by", "copies", "published_in", "refs", "translation",
)  # fmt: skip


@pytest.mark.parametrize("row", GOLD, ids=[row["id"] for row in GOLD])
def test_note_is_wholly_right(row: dict) -> None:
    facts = record(parse_head(row["head"]), parse_note(row["source_note"]))
    for field in FIELDS:
        if field not in row["unsure"]:
            assert facts[field] == row[field], field


def test_the_notes_are_the_seeds(root: Path) -> None:
    seed = (root / "seeds" / "kennedy-khrushchev-exchanges.txt").read_text(encoding="utf-8")
    assert len(GOLD) == 30
    for row in GOLD:
        assert row["source_note"] in seed
        assert f"{row['id'][1:]}. {row['head']}" in seed


def test_the_annotators_scorer_agrees(datadir: Path) -> None:
    scorer = runpy.run_path(str(datadir / "gold" / "score.py"))
    gold = {(row["volume"], row["id"]): row for row in GOLD}
    guess = {key: record(parse_head(row["head"]), parse_note(row["source_note"])) for key, row in gold.items()}
    result, errors = scorer["score"](gold, guess)
    assert errors == []
    assert result["whole_notes_right"] == len(GOLD)
