"""SQLite: the tables with their keys, and a full-text index (FTS5) of titles, notes and texts."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kktei.export.edition import Edition
from kktei.export.formats import Missed, Writing
from kktei.export.tables import TABLES, DataTable, rows_to

_INDEXED = {
    "parties": ("document", "record"), "acts": ("document",), "copies": ("document", "holder_key", "unit"),
    "levels": ("copy", "record"), "makers": ("copy", "record"), "mentions": ("document", "record"),
    "facts": ("document",), "identifiers": ("record", "value"), "relations": ("document",),
}  # fmt: skip
_SEARCH = (
    "CREATE VIRTUAL TABLE search USING fts5(title, source_note, text, content='documents', "
    "tokenize='unicode61 remove_diacritics 2')"
)


def write(edition: Edition, folder: Path, missed: Missed) -> Writing:
    """``edition.sqlite``."""
    with _database(folder / "edition.sqlite") as database:
        for table in TABLES:
            database.execute(definition(table))
        yield from rows_to(lambda name, rows: database.executemany(_insert(name), rows), edition, missed)
        for name, columns in _INDEXED.items():
            for column in columns:
                database.execute(f'CREATE INDEX "{name}_{column}" ON "{name}" ("{column}")')
        database.execute(_SEARCH)
        database.execute("INSERT INTO search(search) VALUES ('rebuild')")
        database.commit()
        database.execute("VACUUM")  # the same rows give the same bytes


@contextmanager
def _database(path: Path) -> Iterator[sqlite3.Connection]:
    database = sqlite3.connect(path)
    try:
        # Nothing is lost where a run is stopped: the whole folder is made anew.
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        yield database
    finally:
        database.close()


def definition(table: DataTable) -> str:
    """The SQL that makes a table; PostgreSQL takes it, too."""
    lines = []
    for column in table.columns:
        kind = "INTEGER" if column in table.numbers else "TEXT"
        lines.append(f'  "{column}" {kind}' + (" PRIMARY KEY" if column == table.key else ""))
    lines += [f'  FOREIGN KEY ("{column}") REFERENCES "{other}" ("{column}")' for column, other in table.refers]
    return f'CREATE TABLE "{table.name}" (\n' + ",\n".join(lines) + "\n)"


def _insert(name: str) -> str:
    table = next(table for table in TABLES if table.name == name)
    marks = ", ".join("?" for _ in table.columns)
    return f'INSERT INTO "{name}" VALUES ({marks})'  # noqa: S608 - names are ours
