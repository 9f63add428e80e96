"""``kktei convert``: the sources to TEI in edition/."""

from pathlib import Path

import click

from kktei import report
from kktei.cli.console import Console
from kktei.cli.options import console_options
from kktei.cli.streams import show
from kktei.pipeline.convert import convert as run_convert
from kktei.project import find
from kktei.publish import one_build_at_a_time


@click.command()
@click.argument("seed", nargs=-1, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Show what would change in edition/, as a diff; write nothing.")
@click.option("--by", metavar="NAME", help="Who converts, for revisionDesc (default: git's user.name).")
@console_options
def convert(console: Console, seed: tuple[Path, ...], dry_run: bool, by: str | None) -> None:
    """Read the sources (default: all of seeds/) and write TEI to edition/.

    What you changed by hand in edition/ is kept; where a source and your text have both changed, both
    are merged or, if that is not safe, your text stays and you are told.

    \b
    Examples:
      kktei convert
      kktei convert seeds/letters.txt --dry-run
    """
    project = find(follow_links=console.follow_links)
    shown = show if dry_run else None
    with one_build_at_a_time(project, console.say):
        outcome = run_convert(project, jobs=console.jobs, by=by, watch=console, seeds=seed, show=shown)
    found = outcome.unsuppressed(project.settings())
    lacking = report.lacking(files=outcome.unread)
    console.finish(found, f"{outcome.summary} ({report.summary(found)})" + (f"; {lacking}" if lacking else ""))
