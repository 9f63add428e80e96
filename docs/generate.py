"""Write the reference pages (commands, settings, findings, TEI shown, schema) from the code; a test holds them to it.

Run it after a change of commands, settings, codes or schema: ``python docs/generate.py``.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click
import odd
import shown
import teirules

from kktei.cli.main import cli
from kktei.config import documented
from kktei.findings import codes, retired

HERE = Path(__file__).parent

SUPPRESSIONS = """## [[suppress]]

A finding that you have decided to live with: `code` and `reason`, and if you like `file` (a path or pattern) and
`place` (a part of the finding's place or message). A suppression that nothing needs is itself a finding.

```toml
[[suppress]]
code = "N003"
file = "edition/documents/d120.xml"
reason = "Checked against the book on 2026-05-04."
```"""


def commands() -> str:
    """Every command with its help, as users see it."""
    parts = ["# Commands", "Written from the program by `python docs/generate.py`."]
    with click.Context(cli, info_name="kktei", **cli.context_settings) as parent:
        for name in cli.list_commands(parent):
            command = cli.get_command(parent, name)
            if command is None:
                raise SystemExit(f"no command {name}")
            with click.Context(command, info_name=name, parent=parent, terminal_width=100) as context:
                parts += [f"## kktei {name}", f"```text\n{command.get_help(context)}\n```"]
    return "\n\n".join(parts) + "\n"


def settings() -> str:
    """Every key of edition.toml."""
    parts = ["# Settings: edition/edition.toml", "Written from the program by `python docs/generate.py`."]
    table = ""
    for full, row in documented().items():
        head, key = full.split(".", 1)
        if head != table:
            table = head
            parts.append(f"## [{head}]\n\n| key | kind | default | what it is for |\n|---|---|---|---|")
        kind = ", ".join(f"`{c}`" for c in row.choices) if row.kind == "choice" else row.kind
        default = "must be given" if row.default is None else f"`{row.default!r}`".replace("|", "\\|")
        parts[-1] += f"\n| `{key}` | {kind} | {default} | {row.doc} |"
    parts.append(SUPPRESSIONS)
    return "\n\n".join(parts) + "\n"


def findings() -> str:
    """Every code."""
    parts = ["# Findings", "Written from the program by `python docs/generate.py`. `kktei explain CODE` says the same."]
    for code in codes().values():
        parts += [f"## {code.name}: {code.title}", f"*{code.severity.value}.* {code.meaning}"]
        parts += [f"**What to do:** {code.remedy}"]
    parts += ["## Codes that are given no more", "\n".join(f"- {code}: {why}" for code, why in retired().items())]
    return "\n\n".join(parts) + "\n"


def schema_odd() -> str:
    """The ODD with the elements that the grammar has."""
    return odd.with_elements(odd.ODD.read_text(encoding="utf-8"), odd.elements())


def schema_rules() -> str:
    """The rules of kktei with TEI's included."""
    return teirules.included((teirules.SCHEMA / "kktei.sch").read_text(encoding="utf-8"))


PAGES: dict[Path, Callable[[], str]] = {
    HERE / "commands.md": commands,
    HERE / "settings.md": settings,
    HERE / "findings.md": findings,
    HERE / "tei.md": shown.shown,
    teirules.SCHEMA / "tei.sch": teirules.rules,
    teirules.SCHEMA / "kktei.sch": schema_rules,
    odd.ODD: schema_odd,
    odd.ODD.with_name("README.md"): odd.page,
}


def main() -> None:
    """Write all pages."""
    for file, page in PAGES.items():
        file.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
