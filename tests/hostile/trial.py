"""One changed input in a project of its own, through the commands; what must hold afterwards."""

from __future__ import annotations

import contextlib
import io
import os
import resource
import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random

from kktei.cli.main import run
from tests.hostile import words
from tests.hostile.mutations import mutated
from tests.hostile.samples import samples

SLOW = 30.0  # seconds in which every command must have ended
MOST = 2_000_000  # kB of memory
_SOURCES = {"text", "docx", "volume", "source tei"}
_READ = {0, 1}
_ALLOWED = {0, 1, 3}  # the texts have errors, a file cannot be read: nothing else can come of what stands in a file
# Findings that say of words that they are left out, not always by quoting all of them.
_TOLD = {"R003", "R012", "R026", "R027", "R036", "R037", "R041", "R042", "R043", "R047", "R054", "R055", "C003"}
_COMMANDS = {
    "settings": (["convert"], ["validate"], ["render", "html"], ["status"]),
    "vocabulary": (["convert"], ["notes", "notes.jsonl", "--vocabulary", "edition/vocabulary.toml"]),
    "theme": (["render", "html"], ["render", "epub"]),
    "notes": (["notes", "notes.jsonl"], ["notes", "notes.jsonl", "--explain"]),
    "tei": (["validate"], ["convert"], ["render", "html"], ["text"], ["status"]),
    "authorities": (["validate"], ["convert"], ["render", "html"]),
    "corpus": (["validate"], ["convert"], ["render", "html"]),
}
_PRODUCTS = ("epub", "docx", "print")
_SELDOM = (["render", "html"], ["render", "epub"], ["render", "docx"], ["render", "print"], ["text"], ["status"])


@dataclass(frozen=True)
class Fault:
    """What went wrong with a case, and where its input lies."""

    number: int
    kind: str
    what: str
    file: str


class Range:
    """Where trials are made: a folder with a sound edition to copy."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.sound = folder / "sound"
        self.kept = folder / "faults"
        self.kept.mkdir(parents=True, exist_ok=True)
        if not self.sound.is_dir():
            for line, where in ((["new", "sound"], folder), (["build", "-q", "--jobs", "1"], self.sound)):
                code, said = called(line, where)
                assert code == 0, said
        self.samples = samples(self.sound)

    def case(self, number: int, seed: str = "") -> tuple[str, str, bytes]:
        """The kind, the file and the changed input of case ``number``: always the same."""
        chance = Random(f"{seed}{number}")
        kind = sorted(self.samples)[number % len(self.samples)]
        file, sound = self.samples[kind]
        return kind, file, mutated(chance.choice(sound), kind, chance)

    def trial(self, number: int, seed: str = "", *, rendered: bool = True) -> list[Fault]:
        """The faults of one case; its input is kept where there are any."""
        kind, file, data = self.case(number, seed)
        project = Path(tempfile.mkdtemp(prefix="trial-", dir=self.folder))
        try:
            self._laid_out(project, kind, file, data)
            commands = list(_COMMANDS.get(kind, (["convert"], ["validate"])))
            if not rendered:
                commands = commands[:2]
            elif number % 7 == 0:
                commands.append(_SELDOM[number // 7 % len(_SELDOM)])
            told = [what for command in commands for what in self._one(command, project)]
            if kind in _SOURCES:
                told += self._words(kind, data, project)
            if kind == "tei" and rendered:
                told += self._pages(number, data, project)
        finally:
            shutil.rmtree(project, ignore_errors=True)
        if told:
            (self.kept / f"{number}{Path(file).suffix}").write_bytes(data)
        return [Fault(number, kind, what, f"{number}{Path(file).suffix}") for what in told]

    def _laid_out(self, project: Path, kind: str, file: str, data: bytes) -> None:
        shutil.copytree(
            self.sound, project, dirs_exist_ok=True, copy_function=_linked, ignore=shutil.ignore_patterns("output")
        )
        if kind in _SOURCES:
            shutil.rmtree(project / "seeds")
            settings = (project / "edition" / "edition.toml").read_bytes()
            shutil.rmtree(project / "edition")  # nothing is remembered of the sound edition's documents
            (project / "edition" / "documents").mkdir(parents=True)
            (project / "seeds").mkdir()
            (project / "edition" / "edition.toml").write_bytes(settings)
        if kind == "xlsx":
            (project / "edition" / "facts.csv").unlink(missing_ok=True)
        if kind == "vocabulary":
            (project / "notes.jsonl").write_bytes(self.samples["notes"][1][0])
        (project / file).unlink(missing_ok=True)  # it may be a link to the sound one
        (project / file).write_bytes(data)

    def _one(self, command: list[str], project: Path) -> list[str]:
        began = time.monotonic()
        plain = command[0] in {"notes", "text"}
        code, said = called(command if plain else [*command, "-q", "--jobs", "1"], project)
        took = time.monotonic() - began
        memory = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        told = []
        if code not in _ALLOWED:
            told.append(f"{' '.join(command)}: exit {code}: {said[-2000:]}")
        if "Traceback" in said:
            told.append(f"{' '.join(command)}: a traceback")
        if took > SLOW:
            told.append(f"{' '.join(command)}: {took:.0f} s")
        if memory > MOST:
            told.append(f"{' '.join(command)}: {memory // 1000} MB")
        return told

    def _pages(self, number: int, data: bytes, project: Path) -> list[str]:
        """What a page of the document lacks, when it is rendered whatever its validation says of it."""
        letters = project / "letters"
        letters.mkdir()
        (letters / "odd.xml").write_bytes(data)
        products = ["html", *(_PRODUCTS[number % len(_PRODUCTS) :][:1] if number % 5 == 0 else [])]
        told = self._one(["render", *products, "--input", "letters", "--output", "site"], project)
        page = project / "site" / "html" / "documents" / "odd.html"
        lost = words.missing(words.of_text(data), words.of_page(page)) if page.is_file() else []
        return told + ([f"words lost on the page: {' '.join(lost[:12])}"] if lost else [])

    def _words(self, kind: str, data: bytes, project: Path) -> list[str]:
        """What is in no TEI and in no finding; asked by converting once more, which must change nothing."""
        before = _digest(project / "edition")
        code, said = called(["convert", "--format", "json", "-v", "--jobs", "1"], project)
        if code not in _READ:
            return []
        lost = words.missing(words.of_input(kind, data), words.of_edition(project / "edition", said))
        told = [f"words lost: {' '.join(lost[:12])}"] if lost and not any(f'"{code}"' in said for code in _TOLD) else []
        return told + (["a second conversion is another"] if _digest(project / "edition") != before else [])


def _linked(source: str, target: str) -> str:
    """A file of the cache shared, another copied: what is written anew is put in its place, never written over."""
    if "/.kktei-cache/" in source:
        os.link(source, target)
        return target
    return shutil.copy2(source, target)


def _digest(folder: Path) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file() and ".kktei" not in p.parts}


def called(arguments: list[str], folder: Path) -> tuple[int, str]:
    """The command line in this process; a fault's report is in what it says."""
    said = io.StringIO()
    before, temporary = Path.cwd(), tempfile.tempdir
    os.chdir(folder)
    tempfile.tempdir = str(folder / "no-such-folder")  # so that a fault's report is said
    try:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            code = run(arguments)
    finally:
        os.chdir(before)
        tempfile.tempdir = temporary
    return code, said.getvalue()
