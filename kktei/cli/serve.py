"""``kktei serve``: build, show, rebuild what changed, reload the browser."""

from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from kktei.cli.console import Console
from kktei.cli.fault import told
from kktei.cli.options import console_options, trust_option
from kktei.cli.product import Product
from kktei.errors import UsageError
from kktei.pipeline.line import Choices, trusts
from kktei.pipeline.preview import Previewed, preview
from kktei.project import Project, find


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8910, show_default=True, help="0: any free port.")
@click.option(
    "--product",
    "products",
    type=Product(),
    multiple=True,
    default=("html",),
    show_default=True,
    help="What to rebuild; repeatable.",
)
@click.option(
    "--input",
    "folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False, resolve_path=True),
    help="A folder with TEI files that are no edition of kktei's; without --output its site goes as the preview ends.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="With --input: where the site stays, as of kktei render: the next start shows it at once.",
)
@trust_option
@console_options
@click.pass_context
def serve(
    context: click.Context,
    console: Console,
    port: int,
    products: tuple[str, ...],
    folder: Path | None,
    output: Path | None,
    trust: bool,
) -> None:
    """Build the site and show it at http://127.0.0.1:PORT; what you change is shown at once.

    What is wrong with the texts stands below each page until it is mended. Only browsers of this machine are answered.

    \b
    Example:
      kktei serve --port 8000
      kktei serve --input ../letters
      kktei serve --input ../letters --output site
    """
    choices = Choices(products, console.jobs, trust=trust)
    faulty = partial(told, arguments=["serve"], command=context.find_root().command)
    if output is not None and folder is None:
        raise UsageError("--output goes with --input", "An edition has its site in output/.")
    with ExitStack() as until_the_end:
        if folder is None:
            project = find(follow_links=console.follow_links)
            trusts(project.root, project.edition, choices, console)
        elif output is None:
            place = Path(until_the_end.enter_context(TemporaryDirectory(prefix="kktei-")))
            project = Project(place, place / "output", follow_links=console.follow_links)
        else:
            from kktei.pipeline.folder import place_of  # noqa: PLC0415 - the others start quicker without it

            project = replace(place_of(output, folder), follow_links=console.follow_links)
        preview(Previewed(project, folder), port, choices, console, faulty)
