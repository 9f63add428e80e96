"""``kktei export``: the edition for libraries, archives and databases."""

from pathlib import Path

import click

from kktei import report
from kktei.cli.console import Console
from kktei.cli.ending import leave
from kktei.cli.options import console_options
from kktei.pipeline.export import FORMATS, ExportRun
from kktei.pipeline.export import export as run_export
from kktei.project import find


@click.command()
@click.argument("formats", nargs=-1, metavar="[FORMAT]...", type=click.Choice(FORMATS))
@click.option(
    "--with",
    "others",
    multiple=True,
    metavar="DIR",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Another edition that meets this one in output/together/; may be repeated.",
)
@click.option("--force", is_flag=True, help="Forget what earlier runs computed.")
@console_options
def export(console: Console, formats: tuple[str, ...], others: tuple[Path, ...], force: bool) -> None:
    """Write edition/ in the forms of libraries, archives and databases to output/export/ (default: all of them).

    Forms of an earlier run that you do not name now stay there as they are; the last line names them.

    \b
    cmif       index of letters for correspSearch
    oai        static repository for OAI-PMH, with Dublin Core
    mods mets  catalogue records; the edition and its files
    ead3 ead2002  finding aids: which copy lies where
    datacite citations marc  metadata of the edition; reference managers; catalogues
    tei        each document with the records and declarations that it points to
    lean libraries frus  TEI without machinery; TEI in Libraries; a volume of Foreign Relations
    network    who wrote to whom, for Gephi, R and others (GraphML)
    csv ndjson sqlite load   tables, lines, a database; what PostgreSQL, OpenSearch and others need
    parquet    the tables for notebooks, where pyarrow is installed
    beacon     which persons of other catalogues have a page here
    rdf dts iiif  linked data; texts and images for other people's readers
    bag        all of it and the TEI in one zip to deposit (BagIt, RO-Crate)

    \b
    Examples:
      kktei export
      kktei export cmif ead3
      kktei export --with ../second-volume --with ../papers sqlite ead3 network
    """
    project = find(follow_links=console.follow_links)
    with_them = [find(other, follow_links=console.follow_links) for other in others]
    outcome = run_export(project, formats, others=with_them, jobs=console.jobs, force=force, watch=console)
    console.findings(outcome.findings)
    if outcome.made:
        console.say(f"The exports: {project.shown(outcome.folder)}")
    console.say(_last_line(outcome))
    leave(console, outcome)


def _last_line(outcome: ExportRun) -> str:
    what = [f"{outcome.exported} of {outcome.documents} documents exported as {', '.join(outcome.made) or 'nothing'}"]
    what += [f"{', '.join(outcome.failed)} not made"] if outcome.failed else []
    what += [f"of an earlier run: {', '.join(outcome.kept)}"] if outcome.kept else []
    return ", ".join([*what, report.summary(outcome.findings)]) + "."
