"""Parquet: the tables as columns, for notebooks and data frames; needs pyarrow."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

import pyarrow
from pyarrow.parquet import ParquetWriter

from kktei.export.edition import Edition
from kktei.export.formats import Missed, Writing
from kktei.export.tables import TABLES, DataTable, Row, rows_to
from kktei.files import within

_ROWS = 5_000  # that are held before they are written


def write(edition: Edition, folder: Path, missed: Missed) -> Writing:
    """A file for each table."""
    with ExitStack() as stack:
        files = {table.name: stack.enter_context(_File(table, folder)) for table in TABLES}
        yield from rows_to(lambda name, rows: files[name].take(rows), edition, missed)


class _File:
    """A table that is written in groups of rows, so that memory stays flat."""

    def __init__(self, table: DataTable, folder: Path) -> None:
        kinds = {name: pyarrow.int32() if name in table.numbers else pyarrow.string() for name in table.columns}
        about = {name: {"description": words} for name, words in table.columns.items()}
        self._schema = pyarrow.schema(
            [pyarrow.field(name, kind, metadata=about[name]) for name, kind in kinds.items()],
            metadata={"title": table.about},
        )
        self._writer = ParquetWriter(within(folder, f"{table.name}.parquet"), self._schema, compression="zstd")
        self._rows: list[Row] = []

    def __enter__(self) -> _File:
        return self

    def __exit__(self, *_problem: object) -> None:
        self._put()
        self._writer.close()

    def take(self, rows: Iterable[Row]) -> None:
        """Hold rows, and write them when they are many."""
        self._rows += rows
        if len(self._rows) >= _ROWS:
            self._put()

    def _put(self) -> None:
        columns = zip(*self._rows, strict=True) if self._rows else ((),) * len(self._schema)
        arrays = [pyarrow.array(list(c), f.type) for c, f in zip(columns, self._schema, strict=True)]
        self._writer.write_table(pyarrow.Table.from_arrays(arrays, schema=self._schema))
        self._rows = []
