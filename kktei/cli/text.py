"""``kktei text``: documents in the plain-text form."""

from __future__ import annotations

from pathlib import Path

import click

from kktei.errors import OutputError
from kktei.pipeline.text import as_text
from kktei.project import find


@click.command()
@click.argument("document", nargs=-1)
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write to FILE.")
def text(document: tuple[str, ...], output: Path | None) -> None:
    """Write documents of the edition (default: all) in the plain-text form; say first what that form cannot hold.

    \b
    Examples:
      kktei text d091 d092
      kktei text -o letters.txt
    """
    written = as_text(find(), document)
    for loss in written.lost:
        click.echo(f"not held: {loss}", err=True)
    if output is None:
        click.echo(written.text, nl=False)
        return
    try:
        output.write_text(written.text, encoding="utf-8")
    except OSError as problem:
        raise OutputError(f"{output} cannot be written: {problem.strerror}") from problem
