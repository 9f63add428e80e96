"""``kktei text``: documents in the plain-text form."""

from pathlib import Path

import click

from kktei.cli.options import follow_links_option
from kktei.cli.streams import output as stdout
from kktei.cli.writing import written as to_file
from kktei.pipeline.text import as_text
from kktei.project import find
from kktei.report import visible


@click.command()
@click.argument("document", nargs=-1)
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write to FILE.")
@click.option("--force", is_flag=True, help="Write over FILE where it is there already.")
@follow_links_option
def text(document: tuple[str, ...], output: Path | None, force: bool, follow_links: bool) -> None:
    """Write documents of the edition (default: all) in the plain-text form; say first what that form cannot hold.

    \b
    Examples:
      kktei text d091 d092
      kktei text -o letters.txt
    """
    written = as_text(find(follow_links=follow_links), document)
    for loss in written.lost:
        click.echo(f"not held: {visible(loss)}", err=True)
    if output is None:
        stdout().write_utf8(written.text)
        return
    with to_file(output, force=force) as file:
        file.write(written.text)
