"""The tables as CSV (RFC 4180, UTF-8) with a data package (Frictionless Data, v1) that describes them."""

import csv
from contextlib import ExitStack
from pathlib import Path

from kktei.export.described import Licence
from kktei.export.edition import Edition
from kktei.export.formats import Missed, Writing, save_json
from kktei.export.tables import TABLES, DataTable, rows_to
from kktei.files import within


def write(edition: Edition, folder: Path, missed: Missed) -> Writing:
    """A file for each table, and ``datapackage.json``."""
    with ExitStack() as stack:
        writers = {}
        for table in TABLES:
            path = within(folder, f"{table.name}.csv")
            stream = stack.enter_context(path.open("w", encoding="utf-8", newline=""))
            writers[table.name] = csv.writer(stream)
            writers[table.name].writerow(table.columns)
        yield from rows_to(lambda name, rows: writers[name].writerows(rows), edition, missed)
    save_json(folder / "datapackage.json", _package(edition))


def _package(edition: Edition) -> dict[str, object]:
    package: dict[str, object] = {
        "profile": "tabular-data-package",
        "name": edition.id.lower(),
        "title": edition.title,
        "description": edition.description,
        "homepage": edition.base,
        "version": edition.version,
        "licenses": [_licence(one) for one in edition.licences],
        "contributors": [{"title": who, "role": "author"} for who in edition.editors],
        "resources": [_resource(table) for table in TABLES],
    }
    return {key: value for key, value in package.items() if value}


def _licence(licence: Licence) -> dict[str, str]:
    """A licence as a data package has it: a path or a name, and a title."""
    return (
        {"path": licence.address, "title": licence.name or licence.address}
        if licence.address
        else {"name": "other", "title": licence.name}
    )


def _resource(table: DataTable) -> dict[str, object]:
    schema: dict[str, object] = {
        "fields": [
            {"name": name, "type": "integer" if name in table.numbers else "string", "description": about}
            for name, about in table.columns.items()
        ],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = table.key
    if table.refers:
        schema["foreignKeys"] = [
            {"fields": column, "reference": {"resource": other, "fields": column}} for column, other in table.refers
        ]
    return {
        "name": table.name,
        "title": table.about,
        "path": f"{table.name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }
