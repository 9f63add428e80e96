"""``kktei status``: where the edition stands."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import PurePosixPath

import click

from kktei import report
from kktei.cache import Cache
from kktei.cli.console import Console, show_json
from kktei.cli.options import console_options
from kktei.findings import codes
from kktei.pipeline.overview import DocumentStatus, Overview, overview
from kktei.project import find

_SHOWN = 10
_STATES = ("converted", "edited", "conflicting", "by hand", "forgotten", "unreadable")


@click.command()
@console_options
def status(console: Console) -> None:
    """Show where the edition stands: documents by state, findings by kind, what changed since the last build.

    Documents are "converted" (as kktei made them), "edited" (changed by hand), "conflicting" (a newer conversion
    waits in edition/conflicts/), "by hand" (not from kktei), "forgotten" (what kktei last made of it cannot be read,
    so that it counts as by hand) or "unreadable". "Invalid" are those that have errors now; they are left out of the
    results.

    \b
    Examples:
      kktei status -v
      kktei status --format json
    """
    project = find(follow_links=console.follow_links)
    seen = overview(project, cache=Cache(project.cache / "blobs"), jobs=console.jobs, watch=console)
    if console.form == "json":
        show_json(report.data(_as_data(seen)))
    elif console.form == "text":
        click.echo(report.visible("\n".join(_lines(seen, console.verbose))))
    else:
        console.findings(seen.findings)


def _lines(seen: Overview, verbose: bool) -> list[str]:
    every = (*seen.rows, *seen.others)
    rows = [row for row in every if verbose or row.state != "converted" or not row.valid or row.gone]
    lacking = report.lacking(files=len(seen.unread), documents=sum(not row.valid for row in seen.rows))
    last = [f"Not in order: {lacking}."] if lacking else []
    return [*_summary(seen), *_table(rows), *_findings(seen), *_changes(seen, verbose), *last]


def _summary(seen: Overview) -> list[str]:
    counts = seen.counts()
    states = ", ".join(f"{counts[name]} {name}" for name in _STATES if counts[name])
    statuses = ", ".join(f"{n} {name}" for name, n in sorted(seen.statuses().items()))
    of_note = {
        "Invalid (left out of the results)": [row for row in seen.rows if not row.valid],
        "In no source any more": [row for row in seen.rows if row.gone],
        "Deleted by hand (not written again)": seen.deleted,
    }
    unread = [f"Cannot be read: {', '.join(seen.unread)} ({seen.waiting} waiting)"] if seen.unread else []
    documents = "1 document" if len(seen.rows) == 1 else f"{len(seen.rows)} documents"
    lines = [f"{documents}: {states}", f"Status of revision: {statuses or 'none'}"]
    return [*lines, *(f"{words}: {_named(rows)}" for words, rows in of_note.items() if rows), *unread]


def _named(rows: Sequence[DocumentStatus]) -> str:
    """How many, and the first few by name."""
    names = [PurePosixPath(row.file).stem for row in rows[:_SHOWN]]
    return f"{len(rows)} ({', '.join(names)}{', ...' if len(rows) > _SHOWN else ''})"


def _table(rows: Sequence[DocumentStatus]) -> list[str]:
    """A line for each file: its state, its status of revision, what is to be looked at."""
    if not rows:
        return []
    cells = [("file", "state", "revision", "")]
    cells += [(row.file, row.state, row.status or "-", ", ".join(_remarks(row))) for row in rows]
    widths = [max(len(line[at]) for line in cells) for at in range(3)]
    return ["  " + "  ".join([*map(str.ljust, line, widths), line[3]]).rstrip() for line in cells]


def _remarks(row: DocumentStatus) -> Iterator[str]:
    for count, what in ((row.errors, "error"), (row.warnings, "warning")):
        if count:
            yield f"{count} {what}{'s' if count > 1 else ''}"
    if row.copy:
        yield f"compare {row.copy}"
    if row.state == "forgotten":
        yield "restore edition/.kktei/ from version control"
    if row.gone:
        yield "in no source"


def _findings(seen: Overview) -> list[str]:
    counts: Counter[tuple[str, str]] = Counter()
    for found in seen.findings:
        counts[found.code, found.severity.value] += found.count
    if not counts:
        return ["No findings."]
    known = codes()
    titles = {code: known[code].title if code in known else "" for code, _ in counts}
    lines = [f"  {code}  {n:>4}  {kind:<7}  {titles[code]}" for (code, kind), n in sorted(counts.items())]
    return ["Findings by kind (kktei convert and kktei validate show each):", *lines]


def _changes(seen: Overview, verbose: bool) -> list[str]:
    if seen.changed is None:
        return ["Never built."]
    failed = [f"Not made by the last build: {', '.join(seen.not_made)} (kktei build says why)"] if seen.not_made else []
    if not seen.changed:
        return [*failed, "Nothing has changed since the last build."]
    shown = seen.changed if verbose else seen.changed[:_SHOWN]
    width = max(len(change.file) for change in shown)
    lines = [f"  {change.how:<7}  {change.file:<{width}}  {change.what}" for change in shown]
    more = [f"  and {len(seen.changed) - len(shown)} more (-v shows all)"] if len(shown) < len(seen.changed) else []
    return [*failed, "Changed since the last build:", *lines, *more]


def _as_data(seen: Overview) -> dict[str, object]:
    return {
        "documents": [_row_as_data(row) for row in seen.rows],
        "others": [_row_as_data(row) for row in seen.others],
        "deleted": [row.file for row in seen.deleted],
        "states": dict(seen.counts()),
        "statuses": dict(seen.statuses()),
        "invalid": sum(not row.valid for row in seen.rows),
        "unread": list(seen.unread),
        "waiting": seen.waiting,
        "not_made": list(seen.not_made),
        "findings": [asdict(found) for found in seen.findings],
        "changed": None if seen.changed is None else [asdict(change) for change in seen.changed],
    }


def _row_as_data(row: DocumentStatus) -> dict[str, object]:
    return {**asdict(row), "valid": row.valid}
