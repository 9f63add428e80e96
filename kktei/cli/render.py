"""``kktei render``: TEI to a site, a book, an e-book, a Word file, InDesign or JATS."""

from pathlib import Path

import click

from kktei.cli.console import Console
from kktei.cli.ending import last_line, leave
from kktei.cli.options import console_options, trust_option
from kktei.cli.product import Product
from kktei.pipeline.foreign import render_foreign
from kktei.pipeline.line import BuildOutcome, Choices, build
from kktei.project import find


@click.command()
@click.argument("product", nargs=-1, type=Product())
@click.option("--document", "documents", multiple=True, metavar="ID", help="Only this document (d096); repeatable.")
@click.option(
    "--input",
    "folder",
    type=click.Path(path_type=Path),
    help="TEI files that are no edition of kktei's: a folder, or one file.",
)
@click.option(
    "--register",
    "registers",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="With --input: a TEI file with records of persons, places, bodies or works; repeatable.",
)
@click.option("--output", type=click.Path(path_type=Path), help="With --input: where the results go (default: output).")
@click.option("--force", is_flag=True, help="Forget what earlier runs computed.")
@trust_option
@console_options
def render(
    console: Console,
    product: tuple[str, ...],
    documents: tuple[str, ...],
    folder: Path | None,
    registers: tuple[Path, ...],
    output: Path | None,
    force: bool,
    trust: bool,
) -> None:
    """Validate edition/ and render it (html, print, epub, docx, icml, jats; default: html, print), without converting.

    \b
    Examples:
      kktei render html
      kktei render print --document d096
      kktei render html --input ../letters --output site
      kktei render html --input ../letters --register persons.xml
    """
    products = product or ("html", "print")
    choices = Choices(products, console.jobs, force, convert=False, only=documents, trust=trust)
    outcome: BuildOutcome
    if folder is not None:
        outcome = render_foreign(
            folder,
            output or Path("output"),
            choices,
            console,
            registers=registers,
            follow_links=console.follow_links,
        )
    else:
        outcome = build(find(follow_links=console.follow_links), choices, console)
    console.findings(outcome.findings)
    console.say(("Nothing has changed since the last run: " if outcome.idle else "") + last_line(outcome, "rendered"))
    leave(console, outcome)
