"""``kktei status``: where the edition stands."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict

import click

from kktei.cache import Cache
from kktei.cli.console import Console
from kktei.cli.options import console_options
from kktei.findings import codes
from kktei.pipeline.standing import Overview, Row, overview
from kktei.project import find

_STATES = ("converted", "edited", "conflicting", "by hand", "deleted", "invalid")


@click.command()
@console_options
def status(console: Console) -> None:
    """Show where the edition stands: documents by state, findings by kind, what changed since the last build.

    Documents are "converted" (as kktei made them), "edited" (changed by hand), "conflicting" (a newer conversion
    waits in edition/conflicts/), "by hand" (not from kktei) or "deleted"; those with errors are "invalid" too.

    \b
    Example:
      kktei status -v
    """
    project = find()
    seen = overview(project, cache=Cache(project.cache / "blobs"), jobs=console.jobs, watch=console)
    if console.form == "json":
        click.echo(json.dumps(_as_data(seen), ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(_lines(seen, console.verbose)))


def _lines(seen: Overview, verbose: bool) -> list[str]:
    counts = seen.counts()
    states = ", ".join(f"{counts[name]} {name}" for name in _STATES if counts[name])
    statuses = ", ".join(f"{n} {name}" for name, n in sorted(seen.statuses().items()))
    lines = [f"{len(seen.rows)} documents: {states or 'none'}", f"Status of revision: {statuses or 'none'}"]
    lines += [_row(row) for row in (*seen.rows, *seen.others) if verbose or _notable(row)]
    lines += _findings(seen)
    return lines + _changes(seen, verbose)


def _notable(row: Row) -> bool:
    return row.state != "converted" or not row.valid


def _row(row: Row) -> str:
    wrong = f"  {row.errors} errors" if row.errors else ""
    doubtful = f"  {row.warnings} warnings" if row.warnings else ""
    return f"  {row.file:<36} {row.state:<12} {row.status or '-':<12}{wrong}{doubtful}"


def _findings(seen: Overview) -> list[str]:
    counts: Counter[str] = Counter()
    for found in seen.findings:
        counts[found.code] += found.count
    if not counts:
        return ["No findings."]
    known = codes()
    titles = {code: known[code].title if code in known else "" for code in counts}
    return ["Findings by kind:", *(f"  {code}  {n:>4}  {titles[code]}" for code, n in sorted(counts.items()))]


def _changes(seen: Overview, verbose: bool) -> list[str]:
    if seen.changed is None:
        return ["Never built."]
    if not seen.changed:
        return ["Nothing has changed since the last build."]
    shown = seen.changed if verbose else seen.changed[:10]
    more = [f"  and {len(seen.changed) - len(shown)} more (-v shows all)"] if len(shown) < len(seen.changed) else []
    return ["Changed since the last build:", *(f"  {name}" for name in shown), *more]


def _as_data(seen: Overview) -> dict[str, object]:
    return {
        "documents": [{**asdict(row), "valid": row.valid} for row in seen.rows],
        "others": [asdict(row) for row in seen.others],
        "states": dict(seen.counts()),
        "findings": [asdict(found) for found in seen.findings],
        "changed": seen.changed,
    }
