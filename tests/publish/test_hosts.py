"""The files for hosts that docs give: YAML, whose commands are kktei's, and whose folders are those that it makes."""

import shlex
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from kktei.cli.main import cli


def commands(node: Any) -> list[str]:
    """Every command that is to be run, in order."""
    if isinstance(node, dict):
        return [c for key, value in node.items() for c in ([value] if key == "run" else commands(value))]
    if isinstance(node, list):
        return [c for value in node for c in ([value] if isinstance(value, str) else commands(value))]
    return []


@pytest.mark.parametrize("name", ["github-pages.yml", "gitlab-ci.yml"])
def test_a_host_is_told_commands_and_folders_that_there_are(name: str, root: Path) -> None:
    text = (root / "docs" / "hosts" / name).read_text(encoding="utf-8")
    ours = [shlex.split(line) for line in commands(yaml.safe_load(text)) if line.startswith("kktei")]
    assert ours
    for _, command, *given in ours:
        known = cli.get_command(click.Context(cli), command)
        assert known is not None
        known.make_context(command, given)
    assert "output/html" in text
    assert ".kktei-cache" in text
    assert ".local/state/kktei" in text or "XDG_STATE_HOME" in text  # without the key the cache is not believed
