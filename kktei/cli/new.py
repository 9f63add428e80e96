"""``kktei new``: a small edition to start from."""

import shlex
import shutil
from importlib import resources
from pathlib import Path

import click

from kktei.errors import UsageError, refused


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--critical", is_flag=True, help="A critical edition: one letter in several witnesses.")
def new(folder: Path, critical: bool) -> None:
    """Make FOLDER with a small edition that builds at once.

    \b
    Examples:
      kktei new letters && cd letters && kktei build
      kktei new light --critical
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} is there already and not empty", "Name a new folder.")
    kind = "starter_critical" if critical else "starter"
    with refused(f"{folder} cannot be made"):
        folder.mkdir(parents=True, exist_ok=True)
        with resources.as_file(resources.files("kktei") / kind) as starter:
            shutil.copytree(starter, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "edition" / "documents").mkdir(exist_ok=True)
        (folder / "output").mkdir(exist_ok=True)
        (folder / ".gitignore").write_text(".kktei-cache/\n.output.*\noutput/*\n", encoding="utf-8")
    click.echo(f"{folder} is ready. Your sources go into {folder}/seeds/; the settings are in")
    click.echo(f"{folder}/edition/edition.toml. Next: cd {_for_a_shell(folder)} && kktei build")


def _for_a_shell(folder: Path) -> str:
    """A folder's name as it is to be typed."""
    return shlex.quote(f"./{folder}" if str(folder).startswith("-") else str(folder))
