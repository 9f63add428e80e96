"""One changed input in a project of its own, through the commands; what must hold afterwards."""

from __future__ import annotations

import contextlib
import io
import os
import resource
import shutil
import tempfile
import time
import traceback
from dataclasses import dataclass
from pathlib import Path
from random import Random
from unittest import mock

from kktei.cache import Cache
from kktei.cli.main import run
from kktei.config import check
from kktei.errors import KkteiError
from kktei.pipeline.taking import take
from kktei.render.html import site
from kktei.render.job import RenderJob
from tests.hostile import words
from tests.hostile.mutations import mutated
from tests.hostile.samples import samples
from tests.websites import no_search

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
_BY = ("--by", "Holm")  # else git is asked who converts, as often as that is
_OPTIONS = {"notes": (), "text": (), "convert": ("-q", "--jobs", "1", *_BY)}
_PRODUCTS = ("epub", "docx", "print")
_RENDERED = 25  # of so many cases one is rendered by the commands; no multiple of the number of kinds
_FRESH = 200  # cases after which a worker's project is copied anew, with what was computed for it
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
        self._project = folder / f"project-{os.getpid()}"
        self._laid = 0

    def kind(self, number: int) -> str:
        """The kind of input of case ``number``."""
        return sorted(self.samples)[number % len(self.samples)]

    def case(self, number: int, seed: str = "") -> tuple[str, str, bytes]:
        """The kind, the file and the changed input of case ``number``: always the same."""
        chance = Random(f"{seed}{number}")
        kind = self.kind(number)
        file, sound = self.samples[kind]
        return kind, file, mutated(chance.choice(sound), kind, chance)

    def trial(self, number: int, seed: str = "", *, rendered: bool | None = None) -> list[Fault]:
        """The faults of one case; its input is kept where there are any.

        ``rendered`` says whether products are made of it; by itself its number says so (:func:`in_sample`).
        """
        kind, file, data = self.case(number, seed)
        project = self._laid_out(kind, file, data)
        rendered = in_sample(number) if rendered is None else rendered
        told = [what for command in commands(kind, number, rendered=rendered) for what in self._one(command, project)]
        if kind in _SOURCES:
            told += self._words(kind, data, project)
        if kind == "tei":
            told += self._pages(number, data, project) if rendered else self._page(data, project)
        if told:
            (self.kept / f"{number}{Path(file).suffix}").write_bytes(data)
        return [Fault(number, kind, what, f"{number}{Path(file).suffix}") for what in told]

    def _laid_out(self, kind: str, file: str, data: bytes) -> Path:
        """The sound project as it was, but for the input; what was computed from other inputs is not thrown away."""
        project = self._restored()
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
        (project / file).write_bytes(data)
        return project

    def _restored(self) -> Path:
        """This process's project without a trace of the case before; now and then a new one."""
        project = self._project
        if self._laid % _FRESH == 0:
            shutil.rmtree(project, ignore_errors=True)
            shutil.copytree(self.sound, project, ignore=shutil.ignore_patterns("output"))
        else:
            for entry in (*project.iterdir(), *(project / ".kktei-cache").iterdir()):
                if entry.name not in {".kktei-cache", "blobs", "templates"}:
                    shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
            for name in ("edition", "seeds"):
                shutil.copytree(self.sound / name, project / name)
        self._laid += 1
        return project

    def _one(self, command: list[str], project: Path) -> list[str]:
        began = time.monotonic()
        code, said = called([*command, *_OPTIONS.get(command[0], ("-q", "--jobs", "1"))], project)
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

    def _page(self, data: bytes, project: Path) -> list[str]:
        """What a page of the document lacks, made by the site's own functions without the rest of the site."""
        file = project / "letters" / "odd.xml"
        file.parent.mkdir()
        file.write_bytes(data)
        began = time.monotonic()
        try:
            (project / "site").mkdir()
            pages = pages_made(file, project / "site", Cache(project / ".kktei-cache" / "blobs"))
        except KkteiError:
            return []
        except Exception:  # noqa: BLE001 - any other is what is looked for
            return [f"a page: {traceback.format_exc()[-2000:]}"]
        took = time.monotonic() - began
        lost = words.missing(words.of_text(data), "".join(map(words.of_page, pages))) if pages else []
        told = [f"a page: {took:.0f} s"] if took > SLOW else []
        return told + ([f"words lost on the page: {' '.join(lost[:12])}"] if lost else [])

    def _words(self, kind: str, data: bytes, project: Path) -> list[str]:
        """What is in no TEI and in no finding; asked by converting once more, which must change nothing."""
        before = _digest(project / "edition")
        code, said = called(["convert", "--format", "json", "-v", "--jobs", "1", *_BY], project)
        if code not in _READ:
            return []
        lost = words.missing(words.of_input(kind, data), words.of_edition(project / "edition", said))
        told = [f"words lost: {' '.join(lost[:12])}"] if lost and not any(f'"{code}"' in said for code in _TOLD) else []
        return told + (["a second conversion is another"] if _digest(project / "edition") != before else [])


def pages_made(file: Path, target: Path, cache: Cache) -> list[Path]:
    """The pages of a document that is no edition's; none where it is no TEI that could be rendered.

    Raises KkteiError where they cannot be.
    """
    taken = take([file], file.parent, [], target, cache, follow_links=False)
    settings = check({"edition": {"title": "letters"}})
    more = {"registers": taken.registers, "origins": taken.origins, "provide": taken.provide}
    job = RenderJob(file.parent, taken.documents, settings, target, cache, **more)
    if taken.documents:
        with mock.patch.multiple(site, write_search=no_search, write_assets=_nothing, write_downloads=_nothing):
            site.render_site(job)
    return sorted((target / "documents").glob("*.html"))


def _nothing(*_: object, **__: object) -> dict[str, str]:
    """Instead of what costs much and says nothing of a document's words."""
    return {}


def in_sample(number: int) -> bool:
    """Whether products are made of a case; of every kind, since the kinds follow each other."""
    return number % _RENDERED == 0


def commands(kind: str, number: int, *, rendered: bool) -> list[list[str]]:
    """What is asked of kktei in a case: what costs much only in the rendered ones."""
    own = list(_COMMANDS.get(kind, (["convert"], ["validate"])))
    if rendered:
        return [*own, _SELDOM[number // _RENDERED % len(_SELDOM)]]
    return [command for command in own if command[0] != "render"] or [["status"]]


def _digest(folder: Path) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file() and ".kktei" not in p.parts}


def called(arguments: list[str], folder: Path) -> tuple[int, str]:
    """The command line in this process; a fault's report is in what it says."""
    said = io.StringIO()
    before = Path.cwd()
    os.chdir(folder)
    unwritten = mock.patch.object(tempfile, "mkstemp", side_effect=OSError)  # so that a fault's report is said
    try:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said), unwritten:
            code = run(arguments)
    finally:
        os.chdir(before)
    return code, said.getvalue()
