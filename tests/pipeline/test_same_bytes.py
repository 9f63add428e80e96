"""Promise: the same sources give the same bytes, wherever, by whomever and in whatever surroundings."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kktei.project import Project
from tests.editions import digests, kktei
from tests.pipeline import elsewhere

NIGHT = "1767224700"  # 23:45 on the last day of a year in Greenwich, the next year further east
PRODUCTS = 'products = ["html", "print", "epub", "docx"]'


@pytest.fixture
def other_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where the system has such a file system: it lists the newest file first."""
    memory = Path("/dev/shm")
    usable = memory.is_dir() and os.access(memory, os.W_OK)
    with tempfile.TemporaryDirectory(dir=memory if usable else tmp_path, prefix="kktei-") as folder:
        yield Path(folder)


def copied_backwards(source: Path, target: Path) -> None:
    """The files of a folder, made in the opposite order."""
    for file in sorted((p for p in source.rglob("*") if p.is_file()), reverse=True):
        if ".kktei-cache" not in file.parts and "output" not in file.parts:
            copy = target / file.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy)


@pytest.mark.long
def test_the_same_bytes_on_another_machine(small: Project, other_disk: Path) -> None:
    """Other folder, disk, order of folders, user, home, zone, language, hash seed, rights, jobs; no cache."""
    there = other_disk / "Ältere Briefe"
    settings = small.edition / "edition.toml"
    settings.write_text(f"{settings.read_text(encoding='utf-8')}\n[build]\n{PRODUCTS}\n", encoding="utf-8")
    copied_backwards(small.root, there)
    arguments = ["build", "--by", "Editor"]
    here = kktei(
        *arguments,
        "--jobs",
        "2",
        cwd=small.root,
        SOURCE_DATE_EPOCH=NIGHT,
        PYTHONHASHSEED="1",
        TZ="UTC",
        LC_ALL="C.UTF-8",
    )
    assert here.returncode == 0, here.stdout + here.stderr
    for name in ("home", "scratch"):
        (other_disk / name).mkdir()
    surroundings = {
        "HOME": str(other_disk / "home"),
        "USER": "somebody",
        "LOGNAME": "somebody",
        "TMPDIR": str(other_disk / "scratch"),
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C",
        "LANG": "tr_TR.UTF-8",
        "PYTHONHASHSEED": "77",
        "SOURCE_DATE_EPOCH": NIGHT,
        "PATH": os.environ["PATH"],
    }
    command = [sys.executable, elsewhere.__file__, *arguments, "--jobs", "1"]
    done = subprocess.run(
        command, cwd=there, env=surroundings, capture_output=True, text=True, timeout=240, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    first, second = digests(small.output), digests(there / "output")
    assert {Path(name).suffix for name in first} >= {".html", ".js", ".pdf", ".epub", ".docx", ".woff2"}
    assert {name for name in first.keys() | second.keys() if first.get(name) != second.get(name)} == set()
    assert digests(small.edition) == digests(there / "edition")


def test_another_order_of_a_folder_is_another_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The trap of the test above works: what is not sorted comes out otherwise."""
    for n in range(40):
        (tmp_path / f"{n}.xml").touch()
    plain = [[p.name for p in tmp_path.iterdir()], [p.name for p in tmp_path.glob("*.xml")]]
    monkeypatch.setattr(os, "scandir", elsewhere._Shuffled)
    monkeypatch.setattr(os, "listdir", elsewhere._listdir)
    turned = [[p.name for p in tmp_path.iterdir()], [p.name for p in tmp_path.glob("*.xml")]]
    assert all(a != b and sorted(a) == sorted(b) for a, b in zip(plain, turned, strict=True))
