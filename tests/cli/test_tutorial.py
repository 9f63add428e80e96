"""The tutorial for editors does what it says: a test runs its commands and makes its changes."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

BLOCK = re.compile(r"^```(?P<kind>\w+)(?: file=(?P<file>\S+))?\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)


def run(command: str, folder: Path) -> str:
    words = shlex.split(command)
    assert words[0] == "kktei"
    done = subprocess.run(
        [sys.executable, "-m", *words], cwd=folder, capture_output=True, text=True, timeout=240, check=False
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


@pytest.mark.long
def test_from_an_empty_folder_to_a_rebuilt_edition(root: Path, tmp_path: Path) -> None:
    folder = tmp_path
    said: list[str] = []
    readme = (root / "README.md").read_text(encoding="utf-8")
    section = re.search(r"^## For editors$(.*?)^## ", readme, re.DOTALL | re.MULTILINE)
    assert section is not None
    for block in BLOCK.finditer(section[1]):
        if block["kind"] == "console":
            for command in re.findall(r"^\$ (.*)$", block["text"], re.MULTILINE):
                if command.startswith("cd "):
                    folder = folder / command[3:]
                else:
                    said.append(run(command, folder))
        elif block["kind"] == "diff":
            change(folder / block["file"], block["text"])
        elif block["file"]:
            (folder / block["file"]).write_text(block["text"], encoding="utf-8")
    text = (folder / "edition" / "documents" / "d001.xml").read_text(encoding="utf-8")
    assert "The proofs are in the Example Museum." in text
    assert ">Box 7<" in text
    assert 'status="approved"' in text
    second = (folder / "edition" / "documents" / "d002.xml").read_text(encoding="utf-8")
    assert 'notBefore="1921-03-05" notAfter="1921-03-20"' in second
    assert "1 converted, 1 edited" in said[-2]
    page = next(p for p in (folder / "output" / "html").rglob("d001*.html"))
    assert "The proofs are in the Example Museum." in page.read_text(encoding="utf-8")
    assert (folder / "output" / "print" / "screen.pdf").is_file()


def change(path: Path, diff: str) -> None:
    """Make the change of a diff whose lines need not be whole."""
    removed = "\n".join(line[1:] for line in diff.splitlines() if line.startswith("-"))
    added = "\n".join(line[1:] for line in diff.splitlines() if line.startswith("+"))
    text = path.read_text(encoding="utf-8")
    assert text.count(removed) == 1
    path.write_text(text.replace(removed, added), encoding="utf-8")
