"""``kktei validate``: grammar, rules and links of an edition, or of anybody's TEI."""

from pathlib import Path

import click

from kktei import report
from kktei.cli.console import Console
from kktei.cli.options import console_options
from kktei.pipeline.checking import check_paths

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("path", nargs=-1, type=click.Path(path_type=Path))
@click.option("--schema", type=_FILE, help="Somebody else's RELAX NG schema (.rng), or tei_all.")
@click.option("--rules", type=_FILE, help="Somebody else's Schematron rules (.sch).")
@click.option("--force", is_flag=True, help="Forget what earlier runs computed.")
@console_options
def validate(console: Console, path: tuple[Path, ...], schema: Path | None, rules: Path | None, force: bool) -> None:
    """Check TEI files: well-formedness, grammar, rules and links; say what is wrong and what to do.

    PATH is a file or a folder (default: the whole edition). Nothing is written.

    \b
    Examples:
      kktei validate
      kktei validate edition/documents/d096.xml
      kktei validate --schema tei_all letters/
      kktei validate --format sarif > findings.sarif
    """
    checked = check_paths(
        path,
        schema=schema,
        rules=rules,
        jobs=console.jobs,
        force=force,
        watch=console,
        follow_links=console.follow_links,
    )
    what = "1 document" if checked.files == 1 else f"{checked.files} documents"
    console.finish(checked.found, f"{what}, {report.summary(checked.found)}.")
