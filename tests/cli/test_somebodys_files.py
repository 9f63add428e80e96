"""Every command in and around folders full of somebody's files: none of them is changed or deleted."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kktei.cli.main import run
from kktei.project import Project
from tests.editions import digests

TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>A letter</title></titleStmt>
<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>
<text><body><p>Dear Sir</p></body></text></TEI>"""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of somebody's, with letters in one and documents in another."""
    for name, text in {
        "letters/a.xml": TEI,
        "letters/deep/b.xml": TEI,
        "documents/thesis.docx": "ten years of work",
        "documents/photographs/1963.jpg": "\0",
        "output": "a file called output",
        ".output.new.1/x": "mine",
        ".output.old.1/x": "mine",
        "todo.txt": "call the archive",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "empty").mkdir()
    (tmp_path / "link").symlink_to("documents")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (["--input", "letters", "--output", "documents"], "documents is not empty and was not made by kktei"),
        (["--input", "letters", "--output", "link"], "link is not empty and was not made by kktei"),
        (["--input", "letters", "--output", "letters"], "results would take its place"),
        (["--input", "letters", "--output", "letters/site"], "lies in letters, which is read"),
        (["--input", "letters", "--output", "letters/deep/../site"], "lies in letters, which is read"),
        (["--input", "letters/deep", "--output", "letters"], "holds letters/deep, which is read"),
        (["--input", "letters/a.xml", "--output", "letters"], "holds letters/a.xml, which is read"),
        (["--input", "letters", "--output", "."], "holds the folder that you are in"),
        (["--input", "letters", "--output", ".."], "holds the folder that you are in"),
        (["--input", "letters", "--output", "/"], "holds the folder that you are in"),
        (["--input", "letters", "--output", "todo.txt"], "todo.txt is a file"),
        (["--input", "letters", "--output", "todo.txt/site"], "todo.txt"),
        (["--input", "letters", "--output", "/proc/site"], "/proc"),
        (["--input", "letters"], "output is a file"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_render_refuses_and_touches_nothing(
    given: list[str], words: str, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = digests(desk)
    assert run(["render", "html", *given]) == 5
    assert words in capsys.readouterr().err
    assert digests(desk) == before


@pytest.mark.parametrize("command", [["build"], ["render", "html"], ["build", "--force"]], ids=" ".join)
def test_an_edition_leaves_an_output_that_is_not_its_own(
    command: list[str], built: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(built.output)
    (built.output / "html").mkdir(parents=True)
    (built.output / "html" / "index.html").write_text("somebody's page")
    seed = built.seeds / "letters.txt"
    seed.write_text(seed.read_text(encoding="utf-8").replace("proofs", "sheets"), encoding="utf-8")
    before = digests(built.root)
    monkeypatch.chdir(built.root)
    assert run(command) == 5
    assert (
        "output/ is not empty and was not made by kktei, so it is left alone (in it: html/)" in capsys.readouterr().err
    )
    assert digests(built.root) == before


@pytest.mark.parametrize(
    "command", [["convert"], ["validate"], ["status"], ["text", "-o", "letters.txt"]], ids=" ".join
)
def test_commands_without_results_leave_somebodys_files(
    command: list[str], built: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in (built.root, built.edition, built.documents, built.seeds, built.output, built.output / "html"):
        for name in ("thesis.docx", ".thesis.partial", ".output.new.1/thesis", "thesis.gz"):
            if folder == built.seeds:
                continue
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text("ten years of work")
    before = digests(built.root)
    monkeypatch.chdir(built.root)
    assert run(command) == 0
    after = digests(built.root)
    assert {name: after.get(name) for name in before if not name.startswith(".kktei-cache/")} == {
        name: digest for name, digest in before.items() if not name.startswith(".kktei-cache/")
    }


def test_new_and_notes_and_text_write_over_nothing(
    built: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(built.root)
    notes, mine = built.root / "notes.jsonl", built.root / "thesis.docx"
    notes.write_text('{"source_note": "RG 59, Central Files."}\n', encoding="utf-8")
    mine.write_text("ten years of work")
    (built.root / "dangling").symlink_to("nowhere")
    for target in ("thesis.docx", "notes.jsonl", "edition/edition.toml", "dangling"):
        before = digests(built.root)
        assert run(["text", "-o", target]) == 5
        assert run(["notes", "notes.jsonl", "-o", target]) == 5
        assert f"{target} is there already" in capsys.readouterr().err
        assert digests(built.root) == before
    assert run(["new", "."]) == 2
    assert run(["new", "thesis.docx"]) == 2
    assert run(["text", "-o", "edition"]) == 5
    assert mine.read_text() == "ten years of work"
    assert run(["text", "-o", "thesis.docx", "--force"]) == 0
    assert "second sheet" in mine.read_text(encoding="utf-8")
    assert run(["notes", "notes.jsonl", "-o", "notes.jsonl", "--force"]) == 0, "a file may be read and written over"
    assert "doc_type" in notes.read_text(encoding="utf-8")


@pytest.mark.parametrize("target", ["edition/documents/d001.xml", "edition/authorities.xml", "edition/edition.toml"])
def test_a_part_of_the_edition_is_never_written_over(
    built: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], target: str
) -> None:
    monkeypatch.chdir(built.root)
    (built.root / "link.txt").symlink_to(target)
    before = digests(built.edition)
    for name in (target, "link.txt"):
        assert run(["text", "d001", "-o", name, "--force"]) == 5
        assert run(["reconcile", "-o", name, "--force"]) == 5
        assert "part of the edition" in capsys.readouterr().err
    assert digests(built.edition) == before


def test_a_file_that_fails_half_way_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("notes.jsonl").write_text('{"source_note": "RG 59."}\nnot JSON\n')
    Path("facts.jsonl").write_text("earlier facts")
    assert run(["notes", "notes.jsonl", "-o", "facts.jsonl", "--force"]) == 3
    assert Path("facts.jsonl").read_text() == "earlier facts"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["facts.jsonl", "notes.jsonl"]
