"""The preview as an editor has it all day: half-typed files, a build that dies, a port that is taken."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from kktei.cli.main import run
from kktei.project import Project

HALF = {
    "edition/documents/d001.xml": ("<body>", "<body><p>Dear <hi"),
    "edition/edition.toml": ("title", "title = \nti"),
    "edition/vocabulary.toml": ("", "[words\n"),
    "edition/authorities.xml": ("</TEI>", "</TE"),
    "edition/edition.xml": ("</teiCorpus>", ""),
    "edition/facts.csv": ("", "\udcff\n"),
}


class Preview:
    """A running ``kktei serve``."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.said = ""
        self.port = 0
        assert process.stderr is not None
        for line in process.stderr:
            self.said += line
            if found := re.search(r"http://127\.0\.0\.1:(\d+)/", line):
                self.port = int(found[1])
                break
        while self.port and not self.state()["problems"] and self.get("/search.html")[0] != 200:  # home comes before
            time.sleep(0.05)

    def get(self, path: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", path)
        answer = connection.getresponse()
        text = answer.read().decode("utf-8")
        connection.close()
        return answer.status, text

    def state(self) -> dict[str, Any]:
        return dict(json.loads(self.get("/kktei-state")[1]))

    def until(self, problem: str) -> str:
        """The problems, when one of them has these words; none, when ``problem`` is empty."""
        end = time.monotonic() + 30
        while time.monotonic() < end:
            told = "\n".join(self.state()["problems"])
            if (problem in told) if problem else not told:
                return told
            time.sleep(0.05)
        raise AssertionError(f"{problem!r} is not in {self.state()}")


@contextmanager
def served(folder: Path, *more: str) -> Iterator[Preview]:
    command = [sys.executable, "-P", "-u", "-m", "kktei", "serve", "--port", "0", *more]
    with subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True, process_group=0) as process:
        try:
            yield Preview(process)
        finally:
            process.terminate()
            _, err = process.communicate(timeout=30)
            assert "Traceback" not in err
            assert process.returncode == 128 + signal.SIGTERM


@pytest.mark.long
def test_half_typed_files_are_told_and_forgotten(built: Project) -> None:
    (built.edition / "vocabulary.toml").write_text("")
    kept = {name: (built.root / name).read_bytes() if (built.root / name).is_file() else b"" for name in HALF}
    with served(built.root) as preview:
        assert preview.get("/documents/d001.html")[0] == 200
        for name, (old, new) in HALF.items():
            path = built.root / name
            text = kept[name].decode("utf-8")
            path.write_text(text.replace(old, new, 1), encoding="utf-8", errors="surrogateescape")
            assert "fault" not in preview.until(Path(name).name)
            assert preview.get("/kktei-preview.js")[0] == 200
            path.write_bytes(kept[name])
            preview.until("")
        built.edition.joinpath("theme.css").write_text("body { color: ")
        assert preview.get("/documents/d001.html")[0] == 200


@pytest.mark.long
def test_a_folder_of_letters_is_shown_and_a_changed_word_at_once(built: Project, tmp_path: Path) -> None:
    letters = tmp_path / "others"
    shutil.copytree(built.documents, letters)
    with served(tmp_path, "--input", str(letters), "--output", "site") as preview:
        assert "before Easter" in preview.get("/documents/d001.html")[1]
        text = (letters / "d001.xml").read_text(encoding="utf-8")
        (letters / "d001.xml").write_text(text.replace("before Easter", "at Advent"), encoding="utf-8")
        preview.until("")
        end = time.monotonic() + 30
        while "at Advent" not in preview.get("/documents/d001.html")[1] and time.monotonic() < end:
            time.sleep(0.05)
        assert "at Advent" in preview.get("/documents/d001.html")[1]
    with served(tmp_path, "--input", str(letters), "--output", "site") as preview:
        assert preview.get("/documents/d001.html")[0] == 200  # as it was kept


@pytest.mark.long
def test_what_dies_is_begun_anew_and_a_port_that_is_taken_is_told(built: Project) -> None:
    with served(built.root) as preview:
        again = [sys.executable, "-P", "-m", "kktei", "serve", "--port", str(preview.port)]
        taken = subprocess.run(again, cwd=built.root, capture_output=True, text=True, check=False)
        assert (taken.returncode, f"Port {preview.port} cannot be used" in taken.stderr) == (5, True)
        (child,) = children(preview.process.pid, "spawn_main")
        os.kill(child, signal.SIGKILL)
        document = built.documents / "d001.xml"
        text = document.read_text(encoding="utf-8")
        document.write_text(text.replace("before Easter", "after Whitsun"), encoding="utf-8")
        preview.until("The process that builds has ended (signal 9)")
        document.write_text(text.replace("before Easter", "at Advent"), encoding="utf-8")
        preview.until("")
        built.edition.rename(built.root / "away")
        preview.until("edition")
        (built.root / "away").rename(built.edition)
        preview.until("")
        assert "at Advent" in preview.get("/documents/d001.html")[1]


def children(parent: int, of: str) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            mother = int(stat.read_text().rpartition(")")[2].split()[1])
            command = stat.with_name("cmdline").read_bytes().decode("latin-1")
        except OSError:
            continue
        if mother == parent and of in command:
            found.append(int(stat.parent.name))
    return found


@pytest.mark.long
def test_a_first_build_that_fails_is_shown_too(small: Project) -> None:
    settings = small.edition / "edition.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text("[edition\n", encoding="utf-8")
    with served(small.root) as preview:
        status, page = preview.get("/")
        assert status == 404
        assert "edition.toml" in page
        settings.write_text(text, encoding="utf-8")
        preview.until("")
        assert preview.get("/")[0] == 200


def test_a_product_that_there_is_not(tmp_path: Path) -> None:
    assert run(["serve", "--product", "pdf"]) == 2


def test_only_the_letters_of_a_folder_have_their_site_elsewhere() -> None:
    assert run(["serve", "--output", "site"]) == 2
