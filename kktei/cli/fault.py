"""The report of a fault of kktei itself: where it is put and how it gets to the makers.

It goes to the system's folder for temporary files, under a name that nobody has: not into the folder
where kktei was called, which is the user's, perhaps the edition itself, perhaps read-only.
"""

import os
import sys
import tempfile
import traceback
from collections.abc import Sequence

import click


def told(problem: BaseException, arguments: Sequence[str], command: click.Command) -> str:
    """Write the report of ``problem``; the words that say where it is and what to do with it."""
    from kktei.report.fault import fault_report  # noqa: PLC0415 - what it asks of Python takes time to load

    if os.environ.get("KKTEI_DEBUG"):  # for makers: everything, texts too, on their own screen
        click.echo("".join(traceback.format_exception(problem)), err=True)
    text = fault_report(problem, arguments, _command_names(command))
    try:
        handle, name = tempfile.mkstemp(prefix="kktei-fault-", suffix=".txt")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
    except OSError:  # no folder for temporary files, or no room in it
        click.echo(text, err=True)
        return f"The report above says where. {_SEND}"
    return f"A report that says where is in {name}\n       {_SEND}"


_SEND = "It holds nothing of your texts. Please send it to those from whom you have kktei, with what you did before."


def _command_names(command: click.Command) -> set[str]:
    """The names of all commands and options: what may be told of a call."""
    context = click.Context(command)
    words = {"--help", "-h", "--version"}
    if not isinstance(command, click.Group):
        return words
    for name in command.list_commands(context):
        words.add(name)
        if "kktei.cli." + name in sys.modules and (one := command.get_command(context, name)):
            words |= {option for parameter in one.params for option in parameter.opts if option.startswith("-")}
    return words
