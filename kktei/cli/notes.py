"""``kktei notes``: source notes in, facts out."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

import click

from kktei import files
from kktei.errors import InputError
from kktei.parse import Vocabulary, load_vocabulary, parse_head, parse_note, record
from kktei.parse.explain import explained


@click.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Write the records there instead of to standard output."
)
@click.option("--force", is_flag=True, help="Write over that file where it is there already.")
@click.option(
    "--explain", is_flag=True, help="Show each note with its stretches coloured and named, and what was not understood."
)
@click.option(
    "--vocabulary",
    type=click.Path(path_type=Path),
    help="Words of your own, laid over kktei's (the form of edition/vocabulary.toml).",
)
def notes(file: Path, output: Path | None, force: bool, explain: bool, vocabulary: Path | None) -> None:
    """Turn the source notes of FILE (JSON Lines; "-": standard input) into facts, one record a line.

    A line of FILE is an object with source_note and, as far as known, volume, id, head and date.

    \b
    Example:
      kktei notes notes.jsonl -o facts.jsonl
    """
    if vocabulary is not None and not vocabulary.exists():
        raise InputError(f"{vocabulary} does not exist")
    words = load_vocabulary(vocabulary)
    made = _shown(file, words) if explain else _records(file, words)
    if output is None:
        _write(made, sys.stdout)
        return
    with files.written(output, over=force) as stream:
        _write(made, stream)


def _write(lines: Iterable[str], stream: IO[str]) -> None:
    for line in lines:
        stream.write(line + "\n")


def _records(file: Path, vocabulary: Vocabulary) -> Iterator[str]:
    for row in _rows(file):
        head = parse_head(row.get("head") or "", vocabulary=vocabulary)
        note = parse_note(row["source_note"], vocabulary=vocabulary, date=row.get("date"))
        kept = {"volume": row.get("volume"), "id": row.get("id")}
        yield json.dumps(kept | record(head, note), ensure_ascii=False)


def _shown(file: Path, vocabulary: Vocabulary) -> Iterator[str]:
    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    for row in _rows(file):
        note = parse_note(row["source_note"], vocabulary=vocabulary, date=row.get("date"))
        name = " ".join(str(row[key]) for key in ("volume", "id", "head") if row.get(key))
        yield explained(note, name, colour=colour)


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    """The records of a JSON Lines file, one at a time; raises InputError with the line that is wrong."""
    try:
        with sys.stdin if str(file) == "-" else file.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _row(line, file, number)
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{file} cannot be read: {error}") from error


def _row(line: str, file: Path, number: int) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise InputError(f"{file}:{number}: not JSON: {error}") from error
    if not isinstance(row, dict) or not isinstance(row.get("source_note"), str):
        raise InputError(f"{file}:{number}: a record needs source_note, a string")
    wrong = next((key for key in ("head", "date") if not isinstance(row.get(key), str | None)), None)
    if wrong:
        raise InputError(f"{file}:{number}: {wrong} must be a string")
    return row
