"""``kktei witness``: one witness of a document, rebuilt from text and apparatus."""

import click

from kktei.cli.options import follow_links_option
from kktei.cli.streams import output
from kktei.pipeline.exporting import WITNESS_FORMS, witness_as
from kktei.project import find


@click.command()
@click.argument("number")
@click.argument("siglum")
@click.option("--as", "form", type=click.Choice(WITNESS_FORMS), default="text", show_default=True, help="The form.")
@follow_links_option
def witness(number: str, siglum: str, form: str, follow_links: bool) -> None:
    """Print witness SIGLUM of document NUMBER as the text and its apparatus give it.

    \b
    Example:
      kktei witness 1 B
    """
    output().write_utf8(witness_as(find(follow_links=follow_links), number, siglum, form))
