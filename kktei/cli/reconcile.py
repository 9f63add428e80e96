"""``kktei reconcile``: names without an identifier, and other people's catalogues."""

from pathlib import Path

import click

from kktei import report
from kktei.cli.console import Console
from kktei.cli.options import console_options
from kktei.cli.streams import output as stdout
from kktei.cli.writing import written
from kktei.errors import UsageError
from kktei.pipeline import reconcile as run
from kktei.project import Project, find


@click.command()
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="TABLE", help="Write the table to TABLE.")
@click.option("--force", is_flag=True, help="Write over TABLE where it is there already.")
@click.option(
    "--against",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="An extract of a catalogue (.csv, .ndjson, .ttl, .nt, .rdf) out of which to propose; may be said again.",
)
@click.option(
    "--as",
    "shape",
    type=click.Choice(run.FORMS),
    default="csv",
    show_default=True,
    help="csv: a table; openrefine: queries of the Reconciliation Service API.",
)
@click.option(
    "--take",
    type=click.Path(path_type=Path),
    metavar="TABLE",
    help="Add what TABLE decides to edition/authorities.xml.",
)
@click.option(
    "--beacon",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Add the links of a BEACON file to the records that have its identifiers; may be said again.",
)
@console_options
def reconcile(
    console: Console,
    output: Path | None,
    force: bool,
    against: tuple[Path, ...],
    shape: str,
    take: Path | None,
    beacon: tuple[Path, ...],
) -> None:
    """Write a table of persons, bodies, repositories and places that no catalogue's identifier is known of.

    Nothing is asked of the network. An entry of an extract is proposed where the name agrees and something else besides
    it (dates, office, place), never on a name alone. Write "yes" into the column take, or identifiers into the columns
    of the catalogues, and read the table back with --take.

    \b
    Examples:
      kktei reconcile -o names.csv
      kktei reconcile --against gnd.ndjson -o names.csv
      kktei reconcile --take names.csv
      kktei reconcile --beacon kalliope.txt
    """  # fmt: skip
    project = find(follow_links=console.follow_links)
    if take is not None and beacon:
        raise UsageError("--take and --beacon are two pieces of work", "Say one, then the other.")
    if take is not None:
        _take(console, project, take)
    if beacon:
        count, records = run.link(project, beacon, console)
        console.say(f"Links added to edition/authorities.xml: {count}. Records that have pages elsewhere: {records}.")
        return
    known = run.nameless(project, jobs=console.jobs, watch=console)
    given = run.catalogues(against)
    if given.wrong:
        console.say(f"Not proposed: {len(given.wrong)} entries with a wrong identifier; the first: {given.wrong[0]}.")
    text, proposed = run.table(known, given.entries, shape)
    if output is None:
        stdout().write_utf8(text)
    else:
        with written(output, force=force) as file:
            file.write("\ufeff" * (shape == "csv") + text)  # the mark by which spreadsheets know UTF-8
    more = f"; something is proposed for {proposed} of them" if against else ""
    console.say(f"Names without an identifier: {len(known)}{more}.")


def _take(console: Console, project: Project, table: Path) -> None:
    count, found = run.take(project, table, console)
    console.finish(found, f"Identifiers added to edition/authorities.xml: {count} ({report.summary(found)}).")
