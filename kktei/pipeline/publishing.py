"""A site before it is published: what its host needs, and the addresses that are remembered for ever."""

import codecs
import csv
import io
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kktei import files, read
from kktei.addresses import COLUMNS, LISTED, MISSING, PUBLISHED, Addresses, PublishedAddress
from kktei.errors import InputError, UsageError
from kktei.findings import Finding, finding
from kktei.former import follow
from kktei.project import Project
from kktei.publish import HostedFiles, host_findings, hosted

_LEADS = b'http-equiv="refresh"'
_ASKED = re.compile(r"\w(?:[^\0/\\:]|/(?![./]))*\.html")  # what can be looked for in the site, and nowhere else


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
    return _rows(read.read_table(path, project.shown(path)), project.shown(path)) if os.path.lexists(path) else ()


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
    now = _rows(read.read_table(listed, project.shown(listed)), project.shown(listed))
    former = published(project)
    followed = follow(former, now, _pages(site, former, now))
    lacking = [address for address in followed.leading if not (site / address).is_file()]
    if lacking:
        said = f"{lacking[0]} is to lead on, and the site was made before this was known"
        found.append(finding("W005", said, hint="Build again.", place=lacking[0], count=len(lacking)))
    found += followed.found
    known = {row.address for row in former}
    return SiteReport(hosted(site), base, found, tuple(row for row in now if row.address not in known))


def remember(project: Project, new: tuple[PublishedAddress, ...]) -> None:
    """Add addresses at the end of ``edition/addresses.csv``; what stands there stays as it is written.

    Raises InputError where that is a workbook, OutputError where it cannot be written.
    """
    path, shown = project.edition / PUBLISHED, project.shown(project.edition / PUBLISHED)
    data = files.raw(path, shown) if os.path.lexists(path) else b""
    table = read.table_of(data or ",".join(COLUMNS).encode(), shown)
    if not table.separator:
        raise InputError(f"{shown} is a workbook", "Save it as a table of text (CSV UTF-8).")
    text = files.decoded(data, shown)
    end = "\r\n" if "\r\n" in text else "\n"
    added = io.StringIO(newline="")
    writer = csv.DictWriter(
        added, _names(table), delimiter=table.separator, lineterminator=end, extrasaction="ignore", restval=""
    )
    if not text.strip():
        writer.writeheader()
    writer.writerows({"address": one.address, "shows": one.shows, "known_by": one.known_by} for one in new)
    marked = data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))  # spreadsheets need it
    with files.written(path, over=True) as stream:
        stream.write("\ufeff" * marked + text + end * bool(text.strip() and not text.endswith(("\n", "\r"))))
        stream.write(added.getvalue())


def _pages(site: Path, former: Iterable[PublishedAddress], now: Iterable[PublishedAddress]) -> set[str]:
    """The pages of the site that matter to former addresses, but those that only lead on."""
    there = {row.address for row in now}
    asked = {row.address for row in former if _ASKED.fullmatch(row.address)} - there
    return there | {name for name in asked if _stands(site / name) and _LEADS not in files.raw(site / name)}


def _stands(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name that the disk does not take
        return False


def _names(table: read.CellTable) -> list[str]:
    """The names of a table's columns."""
    return [cell.strip() for cell in table.rows[0].cells] if table.rows else []


def _rows(table: read.CellTable, shown: str) -> tuple[PublishedAddress, ...]:
    """The rows of a table of addresses."""
    names = _names(table)
    missing = [column for column in COLUMNS[:2] if column not in names]
    if missing:
        raise InputError(f"{shown} has no column {missing[0]!r}", f"Its first line is {','.join(COLUMNS)}.")
    found = []
    for row in table.rows[1:]:
        cells = dict(zip(names, (cell.strip() for cell in row.cells), strict=False))
        address, shows, known_by = (cells.get(column, "") for column in COLUMNS)
        found.append(PublishedAddress(address, shows, known_by, row.line))
    return tuple(found)
