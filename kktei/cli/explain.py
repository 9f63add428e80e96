"""``kktei explain``: what a finding's code means and what to do about it."""

import difflib
import shutil
import textwrap

import click

from kktei.errors import UsageError
from kktei.findings import codes, retired


@click.command()
@click.argument("code", required=False)
def explain(code: str | None) -> None:
    """Say what a finding's CODE means and what to do; without CODE, list all.

    \b
    Example:
      kktei explain V012
    """
    known = codes()
    if code is None:
        for row in known.values():
            click.echo(f"{row.name}  {row.severity.value:<8} {row.title}")
        return
    if why := retired().get(code.upper()):
        click.echo(f"{code.upper()} is given no more: {why}")
        return
    if code.upper() not in known:
        near = difflib.get_close_matches(code.upper(), known, 1)
        raise UsageError(
            f"There is no code {code}", f"Did you mean {near[0]}?" if near else "`kktei explain` lists all."
        )
    row = known[code.upper()]
    click.echo(f"{row.name} ({row.severity.value}): {row.title}\n")
    width = max(20, min(88, shutil.get_terminal_size().columns))
    click.echo(textwrap.fill(row.meaning, width))
    click.echo()
    click.echo(textwrap.fill(row.remedy, width))
