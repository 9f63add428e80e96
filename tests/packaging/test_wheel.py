"""The wheel carries stylesheets, schema, vocabulary and the starter, and works from any folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.packaging.requirements import ROOT, brought, stated

pytestmark = pytest.mark.long

Command = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    build = [*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True, timeout=120)
    wheel = next(folder.glob("kktei-*.whl"))
    names = zipfile.ZipFile(wheel).namelist()
    assert "kktei/data/xslt/html.xsl" in names
    assert "kktei/data/schema/kktei.rng" in names
    assert not [n for n in names if n.startswith(("tests/", "edition/", "output/"))]
    install = [*pip, "install", "--no-deps", "--target", str(folder / "site"), str(wheel)]
    subprocess.run(install, check=True, capture_output=True, timeout=120)
    return folder / "site"


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the packages that ``pip install kktei`` brings, and no others."""
    folder = tmp_path_factory.mktemp("bare")
    for package in brought(stated()).values():
        for top in {f.parts[0] for f in package.files or () if f.parts[0] not in ("..", "__pycache__")}:
            (folder / top).symlink_to(Path(str(package.locate_file(top))))
    return folder


def command(*folders: Path) -> Command:
    """kktei in a Python that has its own library and these folders; whatever else is installed here is not there."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, folders))}

    def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-S", *arguments],
            cwd=cwd, env=environment, capture_output=True, text=True, timeout=240, check=False,
        )  # fmt: skip

    return run


def test_the_installed_wheel_makes_the_site_with_what_pip_brings(installed: Path, bare: Path, tmp_path: Path) -> None:
    """Site and e-book need nothing more; what needs an extra names it and costs nothing else."""
    run = command(installed, bare)
    where = run("-c", "import kktei; print(kktei.__file__)", cwd=tmp_path)
    assert str(installed) in where.stdout, where.stderr
    assert run("-m", "kktei", "new", "letters", cwd=tmp_path).returncode == 0
    letters = tmp_path / "letters"
    settings = letters / "edition" / "edition.toml"
    with settings.open("a", encoding="utf-8") as file:
        file.write('\n[build]\nproducts = ["html", "print", "epub", "docx"]\n')
    done = run("-m", "kktei", "build", "--jobs", "2", cwd=letters)
    assert done.returncode == 4, done.stdout + done.stderr
    assert (letters / "output" / "html" / "index.html").is_file()
    assert (letters / "output" / "epub" / "edition.epub").is_file()
    assert 'python -m pip install "kktei[print]"' in done.stdout
    assert 'python -m pip install "kktei[docx]"' in done.stdout
    assert "or take print out of build.products" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_a_word_source_names_the_extra(installed: Path, bare: Path, tmp_path: Path) -> None:
    run = command(installed, bare)
    assert run("-m", "kktei", "new", "letters", cwd=tmp_path).returncode == 0
    letters = tmp_path / "letters"
    shutil.copy(letters / "templates" / "letters.docx", letters / "seeds" / "more.docx")
    done = run("-m", "kktei", "convert", cwd=letters)
    assert done.returncode in (1, 3)
    assert (letters / "edition" / "documents" / "d002.xml").is_file(), "the other source is converted"
    told = " ".join((done.stdout + done.stderr).split())
    assert "seeds/more.docx" in told
    assert "it is a Word document; pandoc, which reads it, is not installed" in told
    assert 'python -m pip install "kktei[docx]"' in told


def test_with_the_extra_the_installed_wheel_makes_the_book(installed: Path, tmp_path: Path) -> None:
    everything = brought({**stated(), **stated("print")}).values()
    places = {Path(str(package.locate_file(""))).resolve() for package in everything}
    run = command(installed, *places)
    assert run("-m", "kktei", "new", "letters", cwd=tmp_path).returncode == 0
    assert run("-m", "kktei", "convert", cwd=tmp_path / "letters").returncode == 0
    done = run("-m", "kktei", "render", "print", cwd=tmp_path / "letters")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "letters" / "output" / "print" / "screen.pdf").is_file()
