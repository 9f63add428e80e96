"""A site before it is published: what its host needs, and the addresses that are remembered for ever."""

from __future__ import annotations

import csv
from dataclasses import dataclass

from kktei import files, read
from kktei.addresses import COLUMNS, LISTED, MISSING, PUBLISHED, Addresses, PublishedAddress
from kktei.errors import InputError, UsageError
from kktei.findings import Finding, finding
from kktei.project import Project
from kktei.publish import HostedFiles, host_findings, hosted


@dataclass(frozen=True)
class SiteReport:
    """What is known of a site that is to be published; ``new`` addresses are not remembered yet."""

    weight: HostedFiles
    base: str
    found: list[Finding]
    new: tuple[PublishedAddress, ...]


def published(project: Project) -> tuple[PublishedAddress, ...]:
    """The addresses that were published, as ``edition/addresses.csv`` has them; InputError where it is none."""
    path = project.edition / PUBLISHED
    return _rows(read.read_table(path, project.shown(path)), project.shown(path)) if path.is_file() else ()


def look(project: Project) -> SiteReport:
    """The site in ``output/html`` as a host will have it.  Raises UsageError where there is none."""
    site = project.output / "html"
    listed = site / LISTED
    if not listed.is_file():
        raise UsageError(f"There is no site in {project.shown(site)}", "kktei build makes it.")
    base = Addresses.of(project.settings()).base
    found = host_findings(site)
    if not base:
        hint = 'Write base_uri = "https://…/" below [edition] in edition/edition.toml, and build again.'
        found.insert(0, finding("W001", "The edition does not say where its site will be", hint=hint))
    elif not (site / MISSING).is_file():
        said = "edition.base_uri was given after the site was made"
        found.insert(0, finding("W001", said, hint="Build again."))
    known = {row.address for row in published(project)}
    now = _rows(read.read_table(listed, project.shown(listed)), project.shown(listed))
    return SiteReport(hosted(site), base, found, tuple(row for row in now if row.address not in known))


def remember(project: Project, new: tuple[PublishedAddress, ...]) -> None:
    """Add addresses to ``edition/addresses.csv``; what stands there stays, in the order of addresses."""
    path = project.edition / PUBLISHED
    rows = read.read_table(path, project.shown(path)).rows if path.is_file() else []
    names = list(rows[0].cells) if rows else list(COLUMNS)
    kept = [[*row.cells] for row in rows[1:]]
    at = [names.index(column) if column in names else -1 for column in COLUMNS]
    for one in new:
        cells = [""] * len(names)
        for place, value in zip(at, (one.address, one.shows, one.known_by), strict=True):
            if place >= 0:
                cells[place] = value
        kept.append(cells)
    with files.written(path, over=True) as stream:
        csv.writer(stream, lineterminator="\n").writerows([names, *sorted(kept, key=lambda row: row[at[0]])])


def _rows(table: read.CellTable, shown: str) -> tuple[PublishedAddress, ...]:
    """The rows of a table of addresses."""
    names = [cell.strip() for cell in table.rows[0].cells] if table.rows else []
    missing = [column for column in COLUMNS[:2] if column not in names]
    if missing:
        raise InputError(f"{shown} has no column {missing[0]!r}", f"Its first line is {','.join(COLUMNS)}.")
    found = []
    for row in table.rows[1:]:
        cells = dict(zip(names, (cell.strip() for cell in row.cells), strict=False))
        address, shows, known_by = (cells.get(column, "") for column in COLUMNS)
        found.append(PublishedAddress(address, shows, known_by, row.line))
    return tuple(found)
