"""``kktei serve``: build, show, rebuild what changed, reload the browser."""

from __future__ import annotations

from functools import partial

import click

from kktei.cli.console import Console
from kktei.cli.fault import told
from kktei.cli.options import console_options, trust_option
from kktei.cli.product import Product
from kktei.pipeline.line import Choices, trusts
from kktei.pipeline.preview import preview
from kktei.project import find


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
@trust_option
@console_options
@click.pass_context
def serve(context: click.Context, console: Console, port: int, products: tuple[str, ...], trust: bool) -> None:
    """Build the site and show it at http://127.0.0.1:PORT; what you change is shown at once.

    What is wrong with the texts stands below each page until it is mended. Only browsers of this machine are answered.

    \b
    Example:
      kktei serve --port 8000
    """
    project = find(follow_links=console.follow_links)
    choices = Choices(products, trust=trust)
    trusts(project.root, project.edition, choices, console)
    faulty = partial(told, arguments=["serve"], command=context.find_root().command)
    preview(project, port, choices, console, faulty)
