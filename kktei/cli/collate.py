"""``kktei collate``: the witnesses of documents against each other."""

import click

from kktei import report
from kktei.cli.console import Console
from kktei.cli.options import console_options
from kktei.cli.streams import output, show
from kktei.pipeline.exporting import FORMS, export
from kktei.pipeline.readings import collate_documents
from kktei.project import find
from kktei.publish import one_build_at_a_time


@click.command()
@click.argument("number", nargs=-1)
@click.option("--dry-run", is_flag=True, help="Show what would change in edition/, as a diff; write nothing.")
@click.option("--by", metavar="NAME", help="Who collates, for revisionDesc (default: git's user.name).")
@click.option(
    "--export", "form_of", type=click.Choice(FORMS), help="Write the collation of one document to standard output."
)
@console_options
def collate(console: Console, number: tuple[str, ...], dry_run: bool, by: str | None, form_of: str | None) -> None:
    """Collate the witnesses of documents (default: of all that have any) and write text and apparatus.

    Witnesses lie in seeds/witnesses/NUMBER/SIGLUM.txt (.docx, .xml). What you decide in edition/collation/ and correct
    in edition/ is kept; a decision whose readings have changed is marked "look again". kktei convert and kktei build
    collate too.

    \b
    Examples:
      kktei collate 1
      kktei collate 1 --export csv > table.csv
    """
    project = find(follow_links=console.follow_links)
    if form_of:
        output().write_utf8(export(project, number, form_of))
        return
    with one_build_at_a_time(project, console.say):
        outcome = collate_documents(
            project, number, jobs=console.jobs, by=by, watch=console, show=show if dry_run else None
        )
    found = outcome.unsuppressed(project.settings())
    console.finish(found, f"{outcome.summary} ({report.summary(found)})")
