"""The click group, and the only place that catches errors."""

from __future__ import annotations

import importlib
import sys

import click

from kktei import __version__
from kktei.cli import fault, signals
from kktei.cli.streams import UnheardError, patient_streams
from kktei.errors import KkteiError, of_the_machine
from kktei.report.visible import visible

_COMMANDS = (
    "new", "convert", "collate", "witness", "notes", "validate", "render", "build", "publish", "export", "reconcile",
    "serve", "status", "text", "explain", "completion",
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
    signals.leave(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """The exit code of a call; every error becomes words on standard error."""
    with patient_streams() as (out, err):
        code = _called(arguments)
        out.flush()
        for lost in filter(None, (out.lost, err.lost)):
            code = _failed(lost) if code <= 1 else code
    return code


def _called(arguments: list[str]) -> int:
    """The exit code of the command itself."""
    try:
        with signals.ended_in_order():
            outcome = cli.main(arguments, prog_name="kktei", standalone_mode=False)
    except SystemExit as end:  # how a command says its code
        return int(end.code or 0)
    except (click.exceptions.Abort, KeyboardInterrupt) as end:
        return _ended(end, arguments)
    except click.ClickException as problem:
        problem.show()
        return 2
    except KkteiError as problem:
        return _failed(problem)
    except UnheardError:  # a command that does nothing but write; why it could not is told by run
        return 0
    except Exception as problem:  # noqa: BLE001 - no traceback reaches a user; the makers get a report
        known = of_the_machine(problem)
        return _fault(problem, arguments) if known is None else _failed(known)
    return outcome if isinstance(outcome, int) else 0


def _ended(end: BaseException, arguments: list[str]) -> int:
    """Stopped by a signal; click says Abort for that, and for an end of file where there should be none."""
    cause = end.__cause__ if isinstance(end, click.exceptions.Abort) else end
    if isinstance(cause, EOFError):
        return _fault(cause, arguments)
    return _said("Stopped.", None, signals.exit_code())


def _failed(problem: KkteiError) -> int:
    return _said(problem.message, problem.hint, problem.exit_code)


def _said(message: str, hint: str | None, code: int) -> int:
    click.echo(f"kktei: {visible(message)}", err=True)
    if hint:
        click.echo(f"       {visible(hint)}", err=True)
    return code


def _fault(problem: BaseException, arguments: list[str]) -> int:
    where = fault.told(problem, arguments, cli)
    return _said(f"This is a fault of kktei itself, not of your texts. {where}", None, 70)
