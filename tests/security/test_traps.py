"""A folder full of Python files that bear the names of modules: none of them is ever run.

The same build is watched: what it opens, what it changes, and that it speaks to nobody (promise 6).
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tomllib
from collections.abc import Sequence
from importlib.metadata import packages_distributions
from pathlib import Path
from shutil import copy, copytree

import pytest
from openpyxl import Workbook

from tests.editions import digests

_SYSTEM = ("/usr", "/lib", "/etc", "/proc", "/sys", "/dev")
ROOT = Path(__file__).resolve().parents[2]

# What libraries try to import and do without; the first test says when one is missing here.
TRIED = {
    "backports_abc", "brotlicffi", "cffi", "defusedxml", "kktei", "linkify_it", "numpy", "org", "rpython", "sitecustomize", "uharfbuzz", "unicodedata2",
    "usercustomize", "pytz", sysconfig._get_sysconfigdata_name(),
}  # fmt: skip
NAMES = sorted(n for n in {*sys.stdlib_module_names, *packages_distributions(), *TRIED} if n == Path(n).name)

# The real command, with every stage's work shared out to workers however little it is, and a list of what is imported.
# It lies in a folder of its own, which is what Python puts on the path; kktei is found as it is installed.
DRIVER = """
import os
import sys
asked, busy, seen = set(), [], open(sys.argv[0] + ".seen", "a", buffering=1)
CHANGES = {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.chmod", "os.utime"}


def look(event, values):
    if event == "import":
        asked.add(values[0].partition(".")[0])
    elif event == "open":
        tell("changed" if (values[2] or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) else "read", values[:1])
    elif event in CHANGES:
        tell("changed", values[:2])
    elif event.startswith("socket.") and event not in {"socket.__new__", "socket.gethostname"}:
        tell("network", [event])


def tell(what, paths):
    if not busy:
        busy.append(True)
        for path in paths:
            if isinstance(path, (str, bytes)) and "__pycache__" not in os.fsdecode(path):
                print(what, os.path.realpath(os.fsdecode(path)), sep="\\t", file=seen)
        busy.clear()


sys.addaudithook(look)
import kktei.__main__
from kktei import pool
from kktei.cli.main import run
pool._WORTH_A_START = -1.0
pool.each = lambda task, items, *, batch=1, each=pool.each, **given: each(task, items, batch=1, **given)
if __name__ == "__main__":
    try:
        print("codes", *(run(arguments.split()) for arguments in sys.argv[1:]))
    finally:
        with open(sys.argv[0] + ".told", "w") as told:
            print(len(pool._workers(2)._processes or ()), *sorted(asked), file=told)
"""


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command as pip makes it."""
    module, _, name = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["scripts"]["kktei"].partition(":")
    file = tmp_path_factory.mktemp("bin") / "kktei"
    file.write_text(f"import sys\nfrom {module} import {name}\nif __name__ == '__main__':\n    sys.exit({name}())\n")
    return file


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file in which a trap says that it was run."""
    return tmp_path_factory.mktemp("told") / "fired"


@pytest.fixture
def fired(told: Path) -> Path:
    """The same, of no test before."""
    told.unlink(missing_ok=True)
    return told


@pytest.fixture(scope="module")
def trapped(starter: Path, tmp_path_factory: pytest.TempPathFactory, told: Path) -> Path:
    """An edition with a Word document and a workbook, and a trap for every module in each of its folders."""
    root = tmp_path_factory.mktemp("trapped") / "letters"
    copytree(ROOT / "kktei" / "starter", root)
    copytree(starter / ".kktei-cache" / "blobs", root / ".kktei-cache" / "blobs")
    copy(root / "templates" / "letters.docx", root / "seeds" / "second.docx")
    (root / "edition" / "facts.csv").unlink()
    book = Workbook()
    book.worksheets[0].append(["number", "place"])
    book.worksheets[0].append(["1", "Vienna"])
    book.save(root / "edition" / "facts.xlsx")
    with (root / "edition" / "edition.toml").open("a") as settings:
        settings.write('\n[convert]\nseeds = ["seeds/letters.txt", "seeds/second.docx"]\n')
        settings.write('\n[build]\nproducts = ["html", "print", "epub", "docx"]\n')
    for folder in (root, root / "edition", root / "seeds"):
        lay(folder, told)
    return root


def lay(folder: Path, fired: Path, names: Sequence[str] = NAMES) -> None:
    for name in names:
        trap = f"with open({str(fired)!r}, 'a') as told:\n    print({name!r}, file=told)\nraise SystemExit('a trap')\n"
        (folder / f"{name}.py").write_text(trap)


def call(cwd: Path, *command: str | Path, path: str | None = None) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    if path is not None:
        environment["PYTHONPATH"] = path
    return subprocess.run(
        [sys.executable, *command], cwd=cwd, env=environment, capture_output=True, text=True, timeout=240, check=False
    )


@pytest.mark.long
def test_no_trap_is_run_by_any_command(trapped: Path, tmp_path: Path, fired: Path) -> None:
    driver = tmp_path / "driver" / "run.py"
    driver.parent.mkdir()
    driver.write_text(DRIVER)
    (scratch := tmp_path / "scratch").mkdir()
    sources = digests(trapped / "seeds")
    with pytest.MonkeyPatch.context() as surroundings:
        surroundings.setenv("TMPDIR", str(scratch))
        done = call(trapped, driver, "build --jobs 2", "status")
    assert not fired.exists(), fired.read_text()
    assert digests(trapped / "seeds") == sources, "what came in is never written"
    nothing_else_is_touched(driver.with_name("run.py.seen"), trapped, driver.parent, scratch)
    codes = done.stdout.rpartition("codes")[2].split()
    assert len(codes) == 2, done.stderr
    assert set(codes) <= {"0", "1"}, done.stdout + done.stderr
    workers, *asked = driver.with_name("run.py.told").read_text().split()
    assert set(asked) <= {*NAMES, *sys.builtin_module_names}, "a trap is missing in TRIED"
    assert workers == "2"
    for product in ("html/index.html", "print/screen.pdf", "epub/edition.epub", "docx/edition.docx"):
        assert (trapped / "output" / product).is_file(), product


def nothing_else_is_touched(seen: Path, edition: Path, *ours: Path) -> None:
    """Promise 6, on what a run and its workers opened and changed; Python's own files and the system's are read."""
    rows = [line.split("\t") for line in seen.read_text().splitlines()]
    assert [place for what, place in rows if what == "network"] == []
    own = (edition, *ours, Path(os.environ["XDG_STATE_HOME"]) / "kktei", Path(os.devnull))
    read = [Path(p) for p in (sys.prefix, sys.base_prefix, ROOT / "kktei", *_SYSTEM, *map(os.path.realpath, sys.path))]
    for what, place in rows:
        allowed = own if what == "changed" else (*own, *read)
        assert any(Path(place).is_relative_to(folder) for folder in allowed), (what, place)
    assert {what for what, _ in rows} == {"read", "changed"}, "it is watched at all"


@pytest.mark.parametrize(
    ("start", "folder"),
    [
        ([], "seeds"),
        pytest.param(["-E"], ".", marks=pytest.mark.long),
        (["-I"], "edition"),
        (["-P", "-m"], "."),
    ],
    ids=str,
)
def test_however_it_is_started(trapped: Path, script: Path, fired: Path, start: list[str], folder: str) -> None:
    """What is read (see above) is the same; only the path could be another."""
    done = call(trapped / folder, *start, "kktei" if "-m" in start else script, "convert", "-q")
    assert done.returncode <= 1, done.stdout + done.stderr
    assert not fired.exists(), fired.read_text()


@pytest.mark.parametrize("entry", ["", ".", "bin", "{here}"])
def test_programs_are_not_looked_up_where_one_stands(
    tmp_path: Path, script: Path, fired: Path, monkeypatch: pytest.MonkeyPatch, entry: str
) -> None:
    """click asks bash which version it is."""
    here = tmp_path / "here"
    for file in (here / "bash", here / "bin" / "bash"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"#!/bin/sh\necho bash >> '{fired}'\necho 5.2\n")
        file.chmod(0o755)
    monkeypatch.setenv("PATH", os.pathsep.join([entry.format(here=here), os.environ["PATH"]]))
    subprocess.run(["bash", "-c", "true"], cwd=here, check=True)
    assert fired.exists(), "the trap is sharp"
    fired.unlink()
    done = call(here, script, "completion", "bash")
    assert done.returncode == 0, done.stderr
    assert not fired.exists()


WORKER = """
import sys
{seal}
if __name__ == "__main__":
    from multiprocessing import get_context
    process = get_context("spawn").Process(target=print, args=("worked",))
    process.start()
    process.join()
    import subprocess
    from kktei.isolation import python
    subprocess.run(python("this"), check=True)
    {end}
"""
SEAL = "from kktei.isolation import seal; seal()"
FEW = ["click", "json", "multiprocessing", "pickle", "random", "runpy", "subprocess", "this", "threading", "tempfile"]


@pytest.mark.parametrize(
    ("path", "options"),
    [("", []), (":", []), (":/nowhere", ["-s"]), (".:/nowhere", ["-B", "-X", "dev"]), ("../here", []), (".", ["-E"])],
)
def test_paths_that_depend_on_where_one_stands(tmp_path: Path, fired: Path, options: list[str], path: str) -> None:
    """They are the reader's own doing, and yet nothing is loaded from there, by us or by a process of ours."""
    here = tmp_path / "here"
    here.mkdir()
    lay(here, fired, FEW)
    driver = tmp_path / "worker.py"
    driver.write_text(WORKER.format(seal=SEAL, end="from kktei.__main__ import main; main()"))
    done = call(here, *options, driver, "new", "letters", path=path)
    assert done.returncode == 0, done.stderr
    assert "worked" in done.stdout, done.stderr
    assert "Beautiful is better than ugly." in done.stdout, done.stderr
    assert (here / "letters" / "edition").is_dir()
    assert not fired.exists(), fired.read_text()


def test_what_the_reader_puts_on_the_path_stays_there(tmp_path: Path) -> None:
    """An absolute path is no accident: kktei itself may have been installed so."""
    there = tmp_path / "there"
    there.mkdir()
    (there / "this.py").write_text("print('from there')")
    driver = tmp_path / "worker.py"
    driver.write_text(WORKER.format(seal=SEAL, end=""))
    assert "from there" in call(tmp_path, driver, path=str(there)).stdout


def test_without_that_the_traps_would_be_run(tmp_path: Path, fired: Path) -> None:
    """The traps are sharp: Python's own way to start a worker, and ``python -m``, run them."""
    here = tmp_path / "here"
    here.mkdir()
    lay(here, fired)
    driver = tmp_path / "worker.py"
    driver.write_text(WORKER.format(seal="", end=""))
    call(here, driver)
    assert "multiprocessing" in fired.read_text().split()
    fired.unlink()
    call(here, "-m", "kktei", "--version")
    assert fired.exists()
