"""``kktei publish``: what a host needs of the site, and which addresses it has."""

import sys

import click

from kktei.cli.console import Console
from kktei.cli.options import console_options
from kktei.pipeline import publishing
from kktei.project import find
from kktei.publish import mega


@click.command()
@click.option("--check", is_flag=True, help="Only look; end with 1 where anything is missing.")
@console_options
def publish(console: Console, check: bool) -> None:
    """Look at the site in output/html as a host will, and remember its addresses; nothing is sent anywhere.

    The addresses of documents and names go to edition/addresses.csv, which belongs under version control. When one of
    them has another name later, its old address leads on to the new page.

    \b
    Examples:
      kktei publish --check
      kktei publish && rsync -a --delete-after output/html/ host:/var/www/letters/
    """
    project = find(follow_links=console.follow_links)
    seen = publishing.look(project)
    console.findings(seen.found)
    files = seen.weight
    held = "1 file" if files.count == 1 else f"{files.count:,} files"
    console.say(f"{held}, {mega(files.size)}; the largest is {files.largest} ({mega(files.most)}).")
    if seen.base:
        console.say(f"The site is made for {seen.base}")
    console.say("A server of your own: show 404.html, send assets/ and search/ with max-age, all else with no-cache.")
    count = "1 address is" if len(seen.new) == 1 else f"{len(seen.new):,} addresses are"
    if seen.new and not check:
        publishing.remember(project, seen.new)
        console.say(f"{count} new in edition/addresses.csv.")
    elif seen.new:
        console.say(f"{count} not remembered yet: kktei publish.")
    sys.exit(1 if check and (seen.found or seen.new) else console.exit_code(seen.found))
