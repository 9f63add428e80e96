"""Folders and files of any name, relative paths, any working folder: every command does what it does elsewhere."""

from __future__ import annotations

import os
import shutil
import unicodedata
from pathlib import Path

import pytest

from kktei.cli import main
from kktei.project import Project
from tests.editions import called, digests, kktei

COMPOSED, APART = (unicodedata.normalize(form, "Jäger") for form in ("NFC", "NFD"))
ODD = [
    "with blank",
    COMPOSED,
    APART,
    "a#b",
    "100%",
    "a%20b",
    'it\'s "said"',
    "a:b",
    "line\nbreak",
    "q?x=1&y",
    "<b>",
    "back\\slash",
    "*[x]{y}",
    "$HOME `id`",
    "-dash",
    "~",
    "日本\u2028",
    os.fsdecode(b"caf\xe9"),
]
ALL = "Mu\u0308ller & <Söhne> #1, 100%:\n'say' \"x\" ?y=[z]\\ {日} "
TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>A letter</title></titleStmt>
<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>
<text><body><p>Dear Sir</p></body></text></TEI>"""


def run(*arguments: str) -> int:
    """The exit code of a call in this process."""
    return main.run(list(arguments))


@pytest.fixture
def home(built: Project, tmp_path: Path) -> Project:
    """The built edition in a folder whose name has everything."""
    return Project(Path(shutil.move(built.root, tmp_path / ALL)))


@pytest.mark.long
def test_an_edition_in_a_folder_of_any_name_builds_the_same(home: Project) -> None:
    before = digests(home.output)
    for folder in (home.root, home.seeds, home.output / "html"):
        assert "Nothing has changed" in kktei("build", cwd=folder).stderr
    (home.output / "html" / "index.html").unlink()
    done = kktei("build", cwd=home.documents)
    assert done.returncode == 0, done.stderr
    assert digests(home.output) == before


@pytest.mark.parametrize("folder", [".", "seeds", "edition/documents", "output/html", "edition/.kktei"])
def test_commands_run_from_any_folder(folder: str, home: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home.root / folder)
    for command in (["convert"], ["validate"], ["status"], ["text"], ["validate", os.path.relpath(home.documents)]):
        assert run(*command) == 0, command


@pytest.mark.parametrize("name", ODD[1::3])
def test_sources_of_any_name_are_read(name: str, built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    before = digests(built.documents)
    (built.seeds / "letters.txt").rename(built.seeds / f"{name}.txt")
    monkeypatch.chdir(built.seeds)
    assert run("convert") == 0
    assert run("convert", f"./{name}.txt", "--dry-run") == 0
    assert run("status") == 0
    assert digests(built.documents) == before


@pytest.mark.parametrize("name", ODD)
def test_files_of_any_name_are_written_and_checked(
    name: str, built: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(built.root)
    assert run("text", "-o", f"./{name}") == 0
    assert "Dear Miss Winter" in Path(name).read_text(encoding="utf-8")
    assert run("text", "-o", f"./{name}") == 5
    Path("notes").write_text('{"source_note": "RG 59."}\n', encoding="utf-8")
    Path(name).unlink()
    assert run("notes", "notes", "-o", f"./{name}") == 0
    assert run("notes", f"./{name}") == 3, "facts are no notes"
    folder = built.root.parent / "letters of others" / name
    folder.mkdir(parents=True)
    (folder / f"{name}.xml").write_text(TEI.replace("<p>Dear Sir</p>", "<nonsense/>"), encoding="utf-8")
    capsys.readouterr()
    assert run("validate", os.path.relpath(folder)) == 1
    assert "error[" in capsys.readouterr().out
    assert run("new", os.path.relpath(folder / name)) == 0


def test_letters_of_any_name_are_rendered_by_relative_paths(tmp_path: Path, starter: Path) -> None:
    shutil.copytree(starter / ".kktei-cache" / "blobs", tmp_path / ALL / ".kktei-cache" / "blobs")
    letters = tmp_path / ALL / "letters"
    letters.mkdir()
    for name in ODD:
        (letters / f"{name}.xml").write_text(TEI, encoding="utf-8")
    (letters / "._a.xml").write_bytes(b"\0\5\x16\7")
    done = called("render", "html", "epub", "--input", "letters", "--output", "site of mine", cwd=letters.parent)
    assert done.returncode == 1, done.stderr
    assert done.stdout.count("error[") == 1
    assert r"caf\udce9.xml: error[B005] The name of this file, or of its folder, is not UTF-8" in done.stdout
    site = letters.parent / "site of mine"
    assert (site / "epub" / "edition.epub").is_file()
    assert len(list((site / "html" / "documents").glob("*.html"))) >= len(ODD) - 1


@pytest.mark.parametrize("nowhere", ["/proc/nobody"])
def test_without_a_home_all_is_made_anew(nowhere: str, built: Project) -> None:
    before = {p.name for p in built.root.iterdir()}
    done = kktei("render", "epub", cwd=built.root, HOME=nowhere, XDG_STATE_HOME="")
    assert done.returncode == 0, done.stderr
    assert "your home cannot hold the key" in done.stderr
    assert (built.output / "epub" / "edition.epub").is_file()
    assert {p.name for p in built.root.iterdir()} == before


def test_a_folder_whose_name_is_no_text_is_refused_in_words(
    built: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = Path(shutil.move(built.root, tmp_path / os.fsdecode(b"caf\xe9")))
    monkeypatch.chdir(root / "seeds")
    for command in (["build"], ["convert"], ["validate"], ["status"], ["text"]):
        assert run(*command) == 2
        assert r"caf\udce9 has a name that is not UTF-8" in capsys.readouterr().err
    assert run("render", "html", "--input", "../edition/documents", "--output", "../../site") == 3
    assert capsys.readouterr().out.count("error[B005]") == 2
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.xml").write_text(TEI, encoding="utf-8")
    assert run("render", "html", "--input", "a.xml", "--output", os.fsdecode(b"\xe9")) == 5


def test_a_working_folder_that_is_gone_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.xml").write_text(TEI, encoding="utf-8")
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    for command in (
        ["build"],
        ["validate"],
        ["text"],
        ["render", "--input", str(tmp_path / "a.xml")],
        ["validate", str(tmp_path)],
    ):
        assert run(*command) == 2
        assert "The folder that you are in is not there any more" in capsys.readouterr().err
