"""Programs of others: never from the edition, never steered by the edition's settings for them."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from kktei import programs
from kktei.errors import MachineryError, NotInstalledError
from kktei.merge import author

WORDS = "<html lang='en'><body><main data-pagefind-body><h1>Winter</h1><p>larch</p></main></body></html>"


@pytest.fixture
def fired(tmp_path: Path) -> Path:
    return tmp_path / "fired"


def trap(file: Path, fired: Path) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"#!/bin/sh\necho fired >> '{fired}'\necho 3.9.9\n")
    file.chmod(0o755)
    return file


@pytest.fixture
def cloned(tmp_path: Path, fired: Path) -> Path:
    """An edition whose git settings name a program wherever they can."""
    root = tmp_path / "letters"
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    evil = trap(root / "evil", fired)
    with (root / ".git" / "config").open("a") as settings:
        settings.write(
            f"[core]\n fsmonitor = {evil}\n pager = {evil}\n editor = {evil}\n sshCommand = {evil}\n askPass = {evil}\n"
            f" hooksPath = {root}\n gitProxy = {evil}\n alternateRefsCommand = {evil}\n"
            f"[pager]\n config = {evil}\n[alias]\n config = !{evil}\n[credential]\n helper = !{evil}\n"
            f"[filter \"x\"]\n clean = {evil}\n smudge = {evil}\n[diff]\n external = {evil}\n[gpg]\n program = {evil}\n"
            f"[trace2]\n normalTarget = {fired}\n"
        )  # fmt: skip
    return root


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home whose git settings give a name by an inclusion that asks where one stands."""
    home = tmp_path / "home"
    home.mkdir()
    (home / ".gitconfig").write_text(f"[includeIf \"gitdir:{tmp_path}/\"]\n path = names\n")  # fmt: skip
    (home / "names").write_text("[user]\n name = Ada Winter\n")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.setenv("GIT_PAGER", "cat")
    return home


def test_git_runs_nothing_that_an_edition_names(cloned: Path, reader: Path, fired: Path) -> None:
    assert author(cloned, None) == "Ada Winter"
    assert not fired.exists()


def test_an_edition_may_name_its_editor(cloned: Path, reader: Path, fired: Path) -> None:
    with (cloned / ".git" / "config").open("a") as settings:
        settings.write("[user]\n name = Jonas Berg\n")
    assert author(cloned, None) == "Jonas Berg"
    assert not fired.exists()


@pytest.mark.parametrize("kind", ["pipe", "endless", "text"])
def test_git_opens_nothing_that_an_edition_includes(cloned: Path, reader: Path, kind: str) -> None:
    """A pipe would be waited for, a text of the reader's be read."""
    included = cloned / "included"
    if kind == "pipe":
        os.mkfifo(included)
    elif kind == "endless":
        included.symlink_to("/dev/zero")
    else:
        included.write_text("[user]\n name = from elsewhere\n")
    with (cloned / ".git" / "config").open("a") as settings:
        settings.write(f"[include]\n path = {included}\n")
    assert author(cloned, None) == "Ada Winter"


def test_settings_of_git_that_never_end_name_nobody(
    cloned: Path, reader: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kktei.merge.history._PATIENCE", 0.3)
    (cloned / ".git" / "config").unlink()
    os.mkfifo(cloned / ".git" / "config")
    assert author(cloned, None) == ""


@pytest.mark.parametrize("entry", ["", ".", "bin", "{here}", "{here}/bin"])
def test_git_is_never_that_of_the_folder(
    tmp_path: Path, fired: Path, monkeypatch: pytest.MonkeyPatch, entry: str
) -> None:
    here = tmp_path / "letters"
    trap(here / "git", fired)
    trap(here / "bin" / "git", fired)
    monkeypatch.chdir(here)
    real = Path(shutil.which("git") or "").parent
    monkeypatch.setenv("PATH", os.pathsep.join([entry.format(here=here), str(real)]))
    assert programs.found("git", here) == real / "git"
    monkeypatch.setenv("PATH", entry.format(here=here))
    assert programs.found("git", here) is None
    assert author(here, None) == ""
    assert not fired.exists()


def test_pandoc_and_pagefind_are_those_that_came_with_kktei(
    tmp_path: Path, fired: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("pandoc", "pagefind", "pagefind_extended", "files/pandoc"):
        trap(tmp_path / name, fired)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}.")
    monkeypatch.setenv("PYPANDOC_PANDOC", str(tmp_path / "pandoc"))
    for program in (programs.pandoc(), programs.pagefind()):
        assert program.is_absolute()
        assert not program.is_relative_to(tmp_path)
        assert programs.run(program, ["--version"]).returncode == 0
    assert not fired.exists()


def test_an_edition_does_not_steer_pagefind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pagefind reads settings where it is run, and from the environment."""
    site, here = tmp_path / "site", tmp_path / "here"
    site.mkdir()
    here.mkdir()
    (site / "page.html").write_text(WORDS)
    for name, text in (
        ("pagefind.yml", f"output_path: {tmp_path}/stolen\nexclude_selectors: [p]\nserve: true\n"),
        ("pagefind.toml", f'output_path = "{tmp_path}/stolen"\nserve = true\n'),
        ("pagefind.json", f'{{"output_path": "{tmp_path}/stolen", "serve": true}}'),
    ):
        (here / name).write_text(text)
    monkeypatch.chdir(here)
    monkeypatch.setenv("PAGEFIND_SERVE", "true")
    done = programs.run(programs.pagefind(), ["--site", str(site), "--output-path", str(site / "made")])
    assert done.returncode == 0, done.stderr
    assert b"Indexed 2 words" in done.stdout
    assert (site / "made" / "pagefind.js").is_file()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["here", "site"]


def test_a_program_that_is_not_there_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "find_spec", lambda name: None)
    with pytest.raises(NotInstalledError, match="pandoc is not installed") as caught:
        programs.pandoc()
    assert caught.value.hint == 'Install it with: python -m pip install "kktei[docx]"'
    (tmp_path / "broken").write_text("no program")
    with pytest.raises(MachineryError, match="broken cannot be started"):
        programs.run(tmp_path / "broken", [])


# Where processes are started; each of these modules is tested here or in test_traps.
STARTS = {
    "isolation.py",
    "merge/history.py",
    "pipeline/preview.py",
    "pool.py",
    "programs.py",
    "render/print/setting.py",
}
STARTING = re.compile(
    r"\b(?:import|from) (?:multiprocessing|concurrent(?!\.futures import Future$)|webbrowser|pypandoc|pty)\b|from subprocess\b|sys\.executable|"
    r"\bsubprocess\.(?:run|Popen|call|check_\w+|get\w+)\b|\bwhich\(|"
    r"\bos\.(?:system|popen|exec\w+|spawn\w+|posix_spawn\w*|startfile|fork\w*)\b|\bcreate_subprocess\w*",
    re.M,
)


def test_processes_are_started_nowhere_else() -> None:
    package = Path(programs.__file__).parent
    found = {p for p in package.rglob("*.py") if "starter" not in p.parts and STARTING.search(p.read_text("utf-8"))}
    assert {p.relative_to(package).as_posix() for p in found if STARTING.search(_code(p))} == STARTS


def test_python_is_only_started_sealed() -> None:
    """By ``isolation.python``, or after ``seal_children``."""
    package = Path(programs.__file__).parent
    for name in STARTS - {"isolation.py", "programs.py", "merge/history.py"}:
        text = _code(package / name)
        assert "python(" in text or -1 < text.find("seal_children()") < text.find("get_context('spawn')"), name
        assert "sys.executable" not in text


def _code(path: Path) -> str:
    """A module without its comments and docstrings."""
    return ast.unparse(_Bare().visit(ast.parse(path.read_text(encoding="utf-8"))))


class _Bare(ast.NodeTransformer):
    def visit_Expr(self, node: ast.Expr) -> ast.Expr:
        silent = isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        return ast.Expr(ast.Constant(...)) if silent else node
