"""The click group, and the only place that catches errors."""

from __future__ import annotations

import importlib
import os
import sys
import traceback
from pathlib import Path

import click

from kktei import __version__
from kktei.errors import KkteiError

_COMMANDS = (
    "new", "convert", "notes", "validate", "render", "build", "serve", "status", "text", "explain", "completion",
)  # fmt: skip


class Commands(click.Group):
    """Loads a command's module only when it is called, so that a build with nothing to do starts at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands, in the order of an edition's life."""
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The click command of that name."""
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        command = getattr(importlib.import_module(f"kktei.cli.{cmd_name}"), cmd_name)
        return command if isinstance(command, click.Command) else None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kktei")
def cli() -> None:
    """Turn the sources of a documentary edition into TEI, a web edition and print-ready pages.

    \b
    Example:
      kktei new letters && cd letters && kktei build
    """


def main() -> None:
    """Run the command line and leave with the exit code of the architecture."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """The exit code of a call; every error becomes words on standard error."""
    try:
        outcome = cli.main(arguments, prog_name="kktei", standalone_mode=False)
    except click.exceptions.Abort:
        return _failed("Stopped.", None, 130)
    except click.ClickException as problem:
        problem.show()
        return 2
    except KkteiError as problem:
        return _failed(problem.message, problem.hint, problem.exit_code)
    except BrokenPipeError:  # the reader of our output has gone away; nothing to tell it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return _failed("Stopped; nothing was published.", None, 130)
    except Exception:  # noqa: BLE001 - no traceback reaches a user; it is kept for the makers
        return _fault()
    return outcome if isinstance(outcome, int) else 0


def _failed(message: str, hint: str | None, code: int) -> int:
    click.echo(f"kktei: {message}", err=True)
    if hint:
        click.echo(f"       {hint}", err=True)
    return code


def _fault() -> int:
    report = traceback.format_exc()
    if os.environ.get("KKTEI_DEBUG"):
        click.echo(report, err=True)
    file = Path("kktei-fault.txt")
    try:
        file.write_text(report, encoding="utf-8")
        where = f"A report for its makers is in {file}."
    except OSError:
        where = "Set KKTEI_DEBUG=1 and run it again to see the report for its makers."
    return _failed(f"This is a fault of kktei itself, not of your texts. {where}", None, 70)
