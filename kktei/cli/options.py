"""Options that several commands share."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from kktei.cli.console import Console

Command = Callable[..., Any]

FORMS = ("text", "json", "sarif", "github")


def console_options(command: Command) -> Command:
    """Adds -q, -v, --jobs and --format; the command gets a :class:`Console` as ``console``."""

    @click.option("-q", "--quiet", is_flag=True, help="Say nothing but findings and errors.")
    @click.option("-v", "--verbose", is_flag=True, help="Say more: every step, and findings that only inform.")
    @click.option(
        "--jobs", type=click.IntRange(1), default=None, metavar="N", help="Processes to use (default: the cores)."
    )
    @click.option(
        "--format", "form", type=click.Choice(FORMS), default="text", show_default=True, help="How findings are shown."
    )
    @wraps(command)
    def wrapped(quiet: bool, verbose: bool, jobs: int | None, form: str, **rest: Any) -> Any:
        console = Console(quiet, verbose, form, jobs or os.cpu_count() or 1)
        return command(console=console, **rest)

    return wrapped
