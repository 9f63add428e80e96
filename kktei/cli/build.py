"""``kktei build``: the whole line."""

from collections.abc import Collection
from contextlib import nullcontext

import click

from kktei import cluster as clusters
from kktei.cli.console import Console
from kktei.cli.ending import last_line, leave
from kktei.cli.options import console_options, trust_option
from kktei.pipeline.line import Choices
from kktei.pipeline.line import build as run_line
from kktei.project import Project, find


@click.command()
@click.option("--force", is_flag=True, help="Do all the work again, whatever has been done before.")
@click.option("--by", metavar="NAME", help="Who converts, for revisionDesc (default: git's user.name).")
@click.option("--no-convert", is_flag=True, help="Leave edition/ as it is; validate and render only.")
@click.option("--cluster", metavar="ADDRESS", help="Hand the work to the Dask cluster whose scheduler is there.")
@trust_option
@console_options
def build(console: Console, force: bool, by: str | None, no_convert: bool, cluster: str | None, trust: bool) -> None:
    """Convert, validate, render and publish: from seeds/ to output/.

    Only what has changed since the last build is done again.

    \b
    Example:
      kktei build -v
    """
    project = find(follow_links=console.follow_links)
    products = project.settings().texts("build.products")
    choices = Choices(products, console.jobs, force, not no_convert, by, trust=trust)
    with clusters.on(cluster, project.cache) if cluster else nullcontext():
        outcome = run_line(project, choices, console)
    console.findings(outcome.findings)
    if outcome.idle:
        console.say(f"Nothing has changed since the last build: {last_line(outcome, 'are built')}")
    else:
        _where(console, project, outcome.made)
        console.say(last_line(outcome, "built"))
    leave(console, outcome)


def _where(console: Console, project: Project, made: Collection[str]) -> None:
    for product, file in (("site", "html/index.html"), ("book", "print/screen.pdf")):
        if file.partition("/")[0] in made and (project.output / file).is_file():
            console.say(f"The {product}: {project.shown(project.output / file)}")
