"""``kktei notes``: source notes in, facts out."""

import io
import itertools
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

import click

from kktei.cli.console import coloured
from kktei.cli.streams import output as stdout
from kktei.cli.writing import written
from kktei.errors import InputError
from kktei.notation import Untyped
from kktei.parse import Vocabulary, load_vocabulary, parse_head, parse_note, record
from kktei.parse.explain import explained
from kktei.report import data, visible
from kktei.report.visible import ascii_json

_LONGEST = 10_000_000  # characters of one record


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
    made = _shown(file, words) if explain else _records(file, words, output is not None or stdout().unicode)
    if output is None:
        _say(made)
        return
    with written(output, force=force) as stream:
        stream.writelines(line + "\n" for line in made)


def _say(lines: Iterable[str]) -> None:
    out = stdout()
    for line in lines:
        out.write(line + "\n")
        out.insist()  # with nobody to hear it, there is nothing more to do


def _records(file: Path, vocabulary: Vocabulary, plain: bool) -> Iterator[str]:
    for row in _rows(file):
        head = parse_head(row.get("head") or "", vocabulary=vocabulary)
        note = parse_note(row["source_note"], vocabulary=vocabulary, date=row.get("date"))
        kept = {"volume": row.get("volume"), "id": row.get("id")}
        made = data(kept | record(head, note), indent=None)
        yield made if plain else ascii_json(made)


def _shown(file: Path, vocabulary: Vocabulary) -> Iterator[str]:
    colour = coloured()
    for row in _rows(file):
        note = parse_note(visible(row["source_note"]), vocabulary=vocabulary, date=row.get("date"))
        name = " ".join(str(row[key]) for key in ("volume", "id", "head") if row.get(key))
        yield explained(note, visible(name), colour=colour)


def _rows(file: Path) -> Iterator[Untyped]:
    """The records of a JSON Lines file, one at a time; raises InputError with the line that is wrong."""
    try:
        with _opened(file) as lines:
            for number in itertools.count(1):
                line = lines.readline(_LONGEST)
                if not line:
                    return
                if len(line) == _LONGEST:
                    raise InputError(f"{file}:{number}: this line is longer than any note", "One record is one line.")
                if line.strip():
                    yield _note_record(line, file, number)
    except UnicodeDecodeError as error:
        raise InputError(f"{file} is not UTF-8: byte 0x{error.object[error.start]:02x}", "Save it as UTF-8.") from error
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror}") from error


def _opened(file: Path) -> TextIO:
    """The file, or standard input, as UTF-8 whatever the console has."""
    if str(file) != "-":
        return file.open(encoding="utf-8-sig")
    if sys.stdin is None:
        raise InputError("Standard input is closed", "Name a file.")
    return io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig")


def _note_record(line: str, file: Path, number: int) -> Untyped:
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
