"""The tutorial for critical editors does what it says: its commands are run, its changes made."""

from __future__ import annotations

import csv
import os
import re
import shlex
from pathlib import Path

import pytest

from kktei.cli.main import run
from tests.cli.test_tutorial import BLOCK, change


def decide(path: Path, text: str) -> None:
    """What an editor writes into the row of a lemma."""
    cells = dict(line.split("=", 1) for line in text.splitlines())
    rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
    mine = [row for row in rows if row["lemma"] == cells["lemma"]]
    assert len(mine) == 1
    mine[0].update(cells)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def follow(page: str, folder: Path, leave_out: tuple[str, ...]) -> None:
    for block in BLOCK.finditer(page):
        if block["kind"] == "console":
            for command in re.findall(r"^\$ (.*)$", block["text"], re.MULTILINE):
                words = shlex.split(command)
                if words[0] == "cd":
                    folder = folder / words[1]
                    os.chdir(folder)
                elif words[1] not in leave_out:
                    assert run(words[1:]) == 0, command
        elif block["kind"] == "diff":
            change(folder / block["file"], block["text"])
        else:
            decide(folder / block["file"], block["text"])


@pytest.mark.parametrize("leave_out", [("build", "status", "validate"), pytest.param((), marks=pytest.mark.long)])
def test_from_an_empty_folder_to_a_critical_edition(root, tmp_path, monkeypatch, leave_out):
    monkeypatch.chdir(tmp_path)
    page = (root / "docs" / "critical.md").read_text(encoding="utf-8")
    follow(page, tmp_path, leave_out)
    edition = tmp_path / "light" / "edition"
    table = (edition / "collation" / "d001.csv").read_text(encoding="utf-8-sig")
    row = next(r for r in csv.DictReader(table.splitlines()) if r["who"])
    assert (row["lemma"], row["state"], row["note"]) == ("Respectfully ,", "decided", "Added in the sent letter.")
    document = (edition / "documents" / "d001.xml").read_text(encoding="utf-8")
    assert '<rdg wit="#d001.wit.F">Brig</rdg>' in document
    assert '<note type="editorial" resp="../edition.xml#ed">Added in the sent letter. (Your Name)</note>' in document
