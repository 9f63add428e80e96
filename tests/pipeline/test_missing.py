"""Sources that cannot be read: the others are converted, and what the unreadable ones gave stays as it is."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kktei.errors import InputError
from kktei.findings import Finding
from kktei.pipeline import critical
from kktei.pipeline.convert import Converted, convert
from kktei.pipeline.watch import Silence
from kktei.project import Project
from tests.editions import called, digests
from tests.read.frus_volume import volume

LETTER = """{n}. Letter From {sender} to {other}

Source: Example Library, {sender} Papers: Lot 66 D 204. Drafted by {drafter}. See Document {see}.

Vienna, March {n}, 1921.

Dear friend:

The {word} came this morning.[1]

{sender}

[1] See Document {see}.
"""
TAKEN = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="{id}"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt>
<publicationStmt><p>p</p></publicationStmt><sourceDesc><p>s</p></sourceDesc></fileDesc></teiHeader>
<text><body><p>Words.</p></body></text></TEI>"""


def letters(*numbers: int, word: str = "proof") -> str:
    parts = ["Letters\n"]
    for n in numbers:
        pair = ("Ada Winter", "Jonas Berg") if n % 2 else ("Jonas Berg", "Ada Winter")
        drafter = ("Olga Holm", "Holm", "Per Dahl")[n % 3]
        parts.append(LETTER.format(n=n, sender=pair[0], other=pair[1], see=n % 6 + 1, word=word, drafter=drafter))
    return "\n".join(parts)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Three sources, their documents interleaved."""
    project = Project(tmp_path / "p")
    project.documents.mkdir(parents=True)
    project.seeds.mkdir()
    (project.edition / "edition.toml").write_text('[edition]\nid = "t"\ntitle = "T"\n', encoding="utf-8")
    (project.edition / "facts.csv").write_text("n,place\n1,Vienna\n2,Oslo\n", encoding="utf-8")
    for name, numbers in (("a.txt", (1, 4)), ("b.txt", (2, 5)), ("c.txt", (3, 6))):
        (project.seeds / name).write_text(letters(*numbers), encoding="utf-8")
    run(project)
    return project


def run(project: Project, **more: object) -> Converted:
    return convert(project, watch=Silence(), by="E", **more)  # type: ignore[arg-type]


def codes(found: list[Finding]) -> list[str]:
    return sorted(f.code for f in found if f.code[0] in "CEM" or f.code == "R003")


BREAKS: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_bytes(b""),
    "another encoding": lambda path: path.write_bytes(b"Letters\n\n2. Letter From M\xfcller to Berg\n"),
    "not well-formed": lambda path: path.write_bytes(b'<?xml version="1.0"?>\n<TEI><text></TEI>'),
    "damaged Word file": lambda path: path.write_bytes(b"PK\x03\x04 and nothing more"),
    "PDF": lambda path: path.write_bytes(b"%PDF-1.7"),
}


@pytest.mark.parametrize("how", BREAKS)
def test_nothing_changes_but_what_others_give(how: str, project: Project) -> None:
    before = digests(project.edition)
    BREAKS[how](project.seeds / "b.txt")
    made = run(project)
    assert digests(project.edition) == before, "the neighbours' links, the records, the corpus, the memory"
    assert codes(made.findings) == ["C010"]
    (told,) = (f for f in made.findings if f.code == "C010")
    assert told.file == "seeds/b.txt"
    assert "stay as they are" in told.message
    assert made.unread == 1
    assert made.summary == "6 left, 2 waiting"
    (project.seeds / "a.txt").write_text(letters(1, 4, word="map"), encoding="utf-8")
    assert run(project).summary == "2 replaced, 4 left, 2 waiting"
    after = digests(project.edition)
    changed = {name for name in after if after[name] != before.get(name) and not name.startswith(".kktei")}
    assert changed == {"documents/d001.xml", "documents/d004.xml"}


def test_as_if_the_source_had_never_been_broken(project: Project) -> None:
    """Other sources change while one cannot be read: the result is that of a conversion with all of them."""
    other = Project(Path(shutil.copytree(project.root, project.root.parent / "other")))
    (project.seeds / "b.txt").write_bytes(b"")
    for one in (project, other):
        (one.seeds / "a.txt").write_text(letters(1, 4, 7, word="map"), encoding="utf-8")
        (one.seeds / "c.txt").write_text(letters(6), encoding="utf-8")
        run(one)
    ours, theirs = digests(project.documents), digests(other.documents)
    assert {name for name in theirs if ours[name] == theirs[name]} >= {f"d00{n}.xml" for n in (1, 3, 4, 6, 7)}
    (project.seeds / "b.txt").write_text(letters(2, 5), encoding="utf-8")
    run(project)
    assert digests(project.edition) == digests(other.edition)


def test_a_picture_is_no_source_but_where_one_was(project: Project) -> None:
    before = digests(project.edition)
    (project.seeds / "scan.jpg").write_bytes(b"\xff\xd8\xff\xe0\0\x10JFIF\0")
    (project.seeds / "seal.svg").write_bytes(b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>')
    made = run(project)
    told = [f for f in made.findings if f.code.startswith("C")]
    assert [(f.code, f.file) for f in told] == [("C017", "seeds/scan.jpg"), ("C017", "seeds/seal.svg")]
    assert "it is a picture (JPG), which kktei does not read. It is left aside." in told[0].message
    assert made.unread == 0
    (project.seeds / "b.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert "C010" in codes(run(project).findings)
    assert digests(project.edition) == before


def test_several_and_all(project: Project) -> None:
    before = digests(project.edition)
    for name in ("a.txt", "c.txt"):
        (project.seeds / name).write_bytes(b"")
    made = run(project)
    assert codes(made.findings) == ["C010", "C010"]
    assert made.unread == 2
    assert digests(project.edition) == before
    (project.seeds / "b.txt").write_bytes(b"%PDF-1.7")
    with pytest.raises(InputError) as problem:
        run(project)
    for words in ("None of the 3 sources can be read", "seeds/a.txt is empty", "seeds/b.txt is a PDF", "seeds/c.txt"):
        assert words in problem.value.message
    assert digests(project.edition) == before


def test_the_only_source_and_the_only_one_asked_for(project: Project) -> None:
    (project.seeds / "b.txt").write_bytes(b"")
    with pytest.raises(InputError, match=r"seeds/b\.txt is empty"):
        run(project, seeds=[project.seeds / "b.txt"])
    assert codes(run(project, seeds=[project.seeds / "a.txt"]).findings) == ["C010"]
    for name in ("a.txt", "c.txt"):
        (project.seeds / name).unlink()
    with pytest.raises(InputError, match=r"seeds/b\.txt is empty"):
        run(project)


@pytest.mark.parametrize("forgetful", [False, True], ids=["remembered", "not remembered"])
def test_documents_are_not_called_gone(forgetful: bool, project: Project) -> None:
    """With the ledger of an older kktei (none), everything that nobody else gives may be the unreadable one's."""
    ledger = project.edition / ".kktei" / "sources.jsonl"
    assert '{"documents": ["documents/d002.xml", "documents/d005.xml"], "source": "seeds/b.txt"}' in ledger.read_text()
    (project.seeds / "c.txt").unlink()
    if forgetful:
        ledger.unlink()
    (project.seeds / "b.txt").write_bytes(b"")
    found = run(project).findings
    gone = [f.file for f in found if f.code == "M002"]
    assert gone == ([] if forgetful else ["edition/documents/d003.xml", "edition/documents/d006.xml"])
    found = run(project).findings
    assert [f.file for f in found if f.code == "M002"] == gone, "the second time as the first"
    (project.seeds / "b.txt").write_text(letters(2, 5), encoding="utf-8")
    assert codes(run(project).findings) == ["M002", "M002"]


def test_a_source_renamed_and_broken_at_once(project: Project) -> None:
    before = digests(project.documents)
    (project.seeds / "b.txt").unlink()
    (project.seeds / "new.txt").write_bytes(b"")
    for _ in range(2):
        assert codes(run(project).findings) == ["C010"]
        assert digests(project.documents) == before
    (project.seeds / "new.txt").write_text(letters(2, 5), encoding="utf-8")
    assert codes(run(project).findings) == []
    assert digests(project.documents) == before


def test_a_new_source_that_was_never_read(project: Project) -> None:
    (project.seeds / "z.txt").write_bytes(b"")
    assert codes(run(project).findings) == ["C010"]
    (project.seeds / "z.txt").write_text(letters(8), encoding="utf-8")
    assert codes(run(project).findings) == []
    assert (project.documents / "d008.xml").is_file()


def test_another_source_does_not_take_its_documents(project: Project) -> None:
    before = (project.documents / "d002.xml").read_bytes()
    (project.seeds / "b.txt").write_bytes(b"")
    (project.seeds / "c.txt").write_text(letters(2, 3, 6, word="other"), encoding="utf-8")
    found = run(project).findings
    assert codes(found) == ["C010", "C012"]
    assert (project.documents / "d002.xml").read_bytes() == before
    (project.seeds / "b.txt").unlink()
    assert codes(run(project).findings) == ["M002"], "now it is the other's; 5 is in no source"
    assert b"The other came" in (project.documents / "d002.xml").read_bytes()


def test_volumes_front_matter_and_letters_taken_as_they_are(project: Project) -> None:
    (project.seeds / "v.xml").write_text(
        volume(2, size=80).replace('"d1"', '"d31"').replace('n="1"', 'n="31"'), "utf-8"
    )
    (project.seeds / "t.xml").write_text(TAKEN.format(id="letter"), encoding="utf-8")
    run(project)
    before = digests(project.edition)
    assert "front.xml" in before
    (project.seeds / "v.xml").write_text(volume(2, size=80)[:-30], encoding="utf-8")
    (project.seeds / "t.xml").write_text(TAKEN.format(id="letter")[:-30], encoding="utf-8")
    found = run(project).findings
    assert [c for c in codes(found) if c[0] == "C"] == ["C010", "C010"]
    assert all(f.line for f in found if f.code == "C010"), "XML says where"
    assert digests(project.edition) == before


def test_deleted_by_hand_stays_deleted_and_nobodys_neighbour(project: Project) -> None:
    (project.documents / "d002.xml").unlink()
    run(project)
    before = digests(project.edition)
    assert b"d002.xml" not in (project.documents / "d001.xml").read_bytes()
    (project.seeds / "b.txt").write_bytes(b"")
    assert codes(run(project).findings) == ["C010"]
    assert digests(project.edition) == before


def test_edited_by_hand_it_stays_as_edited(project: Project) -> None:
    path = project.documents / "d005.xml"
    path.write_text(path.read_text(encoding="utf-8").replace("The proof", "The sheet"), encoding="utf-8")
    before = digests(project.edition)
    (project.seeds / "b.txt").write_bytes(b"")
    run(project)
    assert digests(project.edition) == before
    (project.seeds / "b.txt").write_text(letters(2, 5, word="proof").replace("friend", "fellow"), encoding="utf-8")
    assert codes(run(project).findings) == ["M004"]
    assert "The sheet" in path.read_text(encoding="utf-8")


TABLES: dict[str, tuple[str, bytes, int]] = {
    "damaged workbook": ("facts.xlsx", b"PK\x03\x04 and nothing more", 0),
    "another encoding": ("facts.csv", b"n,place\n1,Z\xfcrich\n", 2),
    "empty": ("facts.csv", b"", 0),
    "no column n": ("facts.tsv", b"place\twhen\n", 1),
    "vocabulary": ("vocabulary.toml", b"[[handling]]\nkey = \n", 2),
}


@pytest.mark.parametrize("how", TABLES)
def test_without_the_table_nothing_is_converted(how: str, project: Project) -> None:
    """Any document may depend on it."""
    (project.edition / "facts.csv").unlink()
    name, data, line = TABLES[how]
    (project.edition / name).write_bytes(data)
    (project.seeds / "a.txt").write_text(letters(1, 4, word="map"), encoding="utf-8")
    before = digests(project.edition)
    with pytest.raises(InputError, match=name):
        run(project)
    made = run(project, go_on=True)
    assert made.summary == "nothing converted"
    assert made.unread == 1
    (told,) = (f for f in made.findings if f.code == "C011")
    assert (told.file, told.line) == (f"edition/{name}", line)
    assert digests(project.edition) == before


def test_a_table_that_stands_twice(project: Project) -> None:
    (project.edition / "facts.tsv").write_text("n\tplace\n1\tOslo\n", encoding="utf-8")
    (told,) = (f for f in run(project, go_on=True).findings if f.code == "C011")
    assert "stands twice" in told.message
    assert told.file == "edition/facts.csv"


@pytest.mark.parametrize(
    ("damage", "line"),
    [
        (lambda text: text[: len(text) // 2], 3),
        (lambda text: "<<<<<<< ours\n" + text, 1),
        (lambda text: text.replace('"documents"', "documents"), 2),
    ],
)
def test_a_damaged_ledger_is_said_and_made_anew(damage: Callable[[str], str], line: int, project: Project) -> None:
    ledger = project.edition / ".kktei" / "sources.jsonl"
    text = ledger.read_text(encoding="utf-8")
    ledger.write_text(damage(text), encoding="utf-8")
    told = [f for f in run(project).findings if f.code == "M010"]
    assert [(f.file, f.line) for f in told][:1] == [("edition/.kktei/sources.jsonl", line)]
    assert ledger.read_text(encoding="utf-8") == text
    assert codes(run(project).findings) == []


def test_a_newer_ledger_is_left_alone(project: Project) -> None:
    ledger = project.edition / ".kktei" / "sources.jsonl"
    ledger.write_text('{"kktei": 2}\n{"something": "else"}\n', encoding="utf-8")
    (project.seeds / "a.txt").write_text(letters(1, 4, word="map"), encoding="utf-8")
    before = digests(project.edition)
    with pytest.raises(InputError, match="written by a newer kktei"):
        run(project)
    assert digests(project.edition) == before


@pytest.mark.long
def test_the_commands_say_so(built: Project) -> None:
    """Exit code 3, the file's name and what to do; the last line counts; the rest is built."""
    settings = built.edition / "edition.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + '[build]\nproducts = ["html"]\n', encoding="utf-8")
    (built.seeds / "more.docx").write_bytes(b"PK\x03\x04 and nothing more")
    done = called("convert", cwd=built.root)
    assert done.returncode == 3
    assert "seeds/more.docx: error[C010]" in done.stdout
    assert done.stderr.splitlines()[-1].endswith("; 1 file not read")
    done = called("status", cwd=built.root)
    assert done.returncode == 0, done.stderr
    assert "Cannot be read: seeds/more.docx (0 waiting)" in done.stdout
    assert done.stdout.splitlines()[-1] == "Not in order: 1 file not read."
    (built.edition / "facts.csv").write_bytes(b"n,place\n1,Z\xfcrich\n")
    document = built.documents / "d001.xml"
    document.write_text(document.read_text(encoding="utf-8").replace("The proofs came", "The sheets came"), "utf-8")
    done = called("build", cwd=built.root)
    assert done.returncode == 3
    assert "edition/facts.csv:2:4: error[C011]" in done.stdout
    assert "The sheets came" in next((built.output / "html").rglob("d001*.html")).read_text(encoding="utf-8")
    done = called("status", cwd=built.root)
    assert done.returncode == 0
    assert done.stdout.splitlines()[-1] == "Not in order: 2 files not read."


def test_a_pipe_among_the_sources_is_named_and_not_waited_for(project: Project) -> None:
    os.mkfifo(project.seeds / "pipe.txt")
    made = convert(project, watch=Silence(), by="E")
    assert [f.file for f in made.findings if f.code == "C010"] == ["seeds/pipe.txt"]
    assert "no regular file but a pipe" in next(f.message for f in made.findings if f.code == "C010")


@pytest.mark.parametrize("what", ["a folder", "a link to a folder", "a link to nothing"])
def test_what_stands_in_the_tables_place_is_no_empty_table(what: str, project: Project) -> None:
    """Else what the editor had decided would be taken back without a word."""
    run(project)
    table, before = project.edition / "facts.csv", digests(project.documents)
    table.unlink(missing_ok=True)
    if what == "a folder":
        table.mkdir()
    else:
        table.symlink_to("documents" if what == "a link to a folder" else "nowhere")
    with pytest.raises(InputError, match=r"facts\.csv"):
        run(project)
    assert digests(project.documents) == before


def test_what_stands_in_the_place_of_the_table_of_witnesses_is_told_too(project: Project) -> None:
    (project.edition / "witnesses.csv").mkdir()
    with pytest.raises(InputError, match=r"witnesses\.csv"):
        critical.table(project)
