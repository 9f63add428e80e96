"""Options that several commands share."""

import os
from collections.abc import Callable
from functools import wraps

import click

from kktei.cli.console import Console

Command = Callable[..., object]

FORMS = ("text", "json", "sarif", "github")


follow_links_option = click.option(
    "--follow-links", is_flag=True, help="Let links and settings lead out of the edition (or of the folder named)."
)
trust_option = click.option(
    "--trust",
    is_flag=True,
    help="Trust the code in this edition (edition/print.typ, edition/xslt/) as it stands, from now on.",
)


def console_options(command: Command) -> Command:
    """Adds -q, -v, --jobs, --format and --follow-links; the command gets a :class:`Console` as ``console``."""

    @click.option("-q", "--quiet", is_flag=True, help="Say nothing but findings and errors.")
    @click.option("-v", "--verbose", is_flag=True, help="Say more: every step, and findings that only inform.")
    @click.option(
        "--jobs", type=click.IntRange(1), default=None, metavar="N", help="Processes to use (default: the cores)."
    )
    @click.option(
        "--format", "form", type=click.Choice(FORMS), default="text", show_default=True, help="How findings are shown."
    )
    @follow_links_option
    @wraps(command)
    def wrapped(quiet: bool, verbose: bool, jobs: int | None, form: str, follow_links: bool, **rest: object) -> object:
        console = Console(quiet, verbose, form, jobs or os.cpu_count() or 1, follow_links)
        return command(console=console, **rest)

    return wrapped
