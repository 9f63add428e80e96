"""Witnesses in, transcriptions, the table, text and apparatus out; what editors did stays."""

from __future__ import annotations

import csv
import os
import shutil
import sys
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from kktei import merge
from kktei.config import check
from kktei.errors import UsageError
from kktei.findings import Severity
from kktei.pipeline.convert import Converted, convert
from kktei.pipeline.critical import checked
from kktei.pipeline.exporting import export, witness_as
from kktei.pipeline.readings import collate_documents
from kktei.pipeline.watch import Silence
from kktei.project import Project
from kktei.validate import check_documents
from tests.conftest import ROOT

TEXTS = {
    "A": "Dear Mr. Berg:\n\nThe proofs came this morning. I have marked the places.\n\nYours,\n\nAda Winter\n",
    "B": "Dear Berg,\n\nThe proofs came [-today-] [+this morning+] and I marked places.\n\nYours,\n\nA. Winter\n",
    "F": "[lost]\n\nI have marked the place.\n\n[lost]\n",
}
TABLE = (
    "n,siglum,witness,base,layer,hand,date,omit,kind\n1,A,1,yes,,,,,\n1,B,,,,pencil,,,draft\n1,T,,,,,,,translation\n"
)


def made(folder: Path) -> Project:
    shutil.copytree(ROOT / "kktei" / "starter", folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "edition" / "documents").mkdir(exist_ok=True)
    for siglum, text in TEXTS.items():
        write(Project(folder), siglum, text)
    (folder / "edition" / "witnesses.csv").write_text(TABLE, encoding="utf-8")
    return Project(folder)


def write(project: Project, siglum: str, text: str) -> None:
    path = project.witness_seeds / "1" / f"{siglum}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def run(project: Project, **more: object) -> Converted:
    return convert(project, by="Tester", watch=Silence(), **more)  # type: ignore[arg-type]


def rows(project: Project) -> list[dict[str, str]]:
    text = (project.edition / "collation" / "d001.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def decide(project: Project, of: str, **cells: str) -> None:
    """What an editor does in a spreadsheet."""
    path = project.edition / "collation" / "d001.csv"
    table = rows(project)
    for row in table:
        if row["lemma"] == of:
            row.update(cells)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, table[0].keys())
        writer.writeheader()
        writer.writerows(table)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, Converted]:
    project = made(tmp_path_factory.mktemp("critical") / "letters")
    return project, run(project)


@pytest.fixture
def project(first: tuple[Project, Converted], tmp_path: Path) -> Project:
    return Project(Path(shutil.copytree(first[0].root, tmp_path / "letters")))


def test_an_edition_is_made_of_its_witnesses(first):
    project, done = first
    assert sorted(p.name for p in (project.edition / "witnesses" / "d001").iterdir()) == ["A.xml", "B.xml", "F.xml"]
    root = etree.parse(project.documents / "d001.xml").getroot()
    assert {w.get("n") for w in root.iter("{*}witness")} >= {"A", "B¹", "B²", "F"}
    assert next(root.iter("{*}variantEncoding")).get("method") == "parallel-segmentation"
    assert [f.code for f in done.findings if f.code.startswith("K")] == [
        "K007",
        "K018",
    ]  # T has no text, and the source one of nobody
    assert checked(project, [project.documents / "d001.xml"]) == []


def test_all_files_are_valid(first):
    """By our grammar, and so by TEI's: tests/validate proves that."""
    project, _ = first
    files = [*sorted(project.documents.glob("*.xml")), *(project.edition / "witnesses" / "d001").glob("*.xml")]
    singly = check_documents(files, root=project.root, authorities=project.authorities, corpus=project.corpus)
    wrong = [f for found in singly.values() for f in found if f.severity == "error"]
    assert [f for f in wrong if f.file.startswith("edition/documents") or f.code.startswith("V")] == []


def test_each_witness_can_be_printed_and_exported(first):
    project, _ = first
    assert witness_as(project, "1", "B¹", "text").split("\n\n")[1] == "The proofs came today and I marked places."
    assert witness_as(project, "1", "F", "text") == "I have marked the place.\n"
    assert "<del>today</del>" in witness_as(project, "1", "B¹", "tei")
    assert export(project, ["1"], "nexus").count("\n    '") == 4
    assert '"B²"' in export(project, ["1"], "json")
    assert export(project, ["1"], "csv").startswith("id,place,lemma,A,B¹,B²,F,type")
    with pytest.raises(UsageError, match="no witness X"):
        witness_as(project, "1", "X", "text")


def test_a_second_run_changes_nothing(project):
    before = {p: p.read_bytes() for p in project.edition.rglob("*") if p.is_file()}
    run(project)
    assert {p: p.read_bytes() for p in project.edition.rglob("*") if p.is_file()} == before


def test_decisions_and_corrections_by_hand_survive_a_corrected_source(project):
    decide(project, "this morning", lemma="today", who="Ed", why="the first state")
    path = project.edition / "witnesses" / "d001" / "A.xml"
    path.write_text(path.read_text(encoding="utf-8").replace("proofs", "proof sheets"), encoding="utf-8")
    document = project.documents / "d001.xml"
    text = document.read_text(encoding="utf-8").replace("<publisher>Your press", "<publisher>Our press")
    document.write_text(text, encoding="utf-8")
    write(project, "B", TEXTS["B"].replace("A. Winter", "Winter"))
    write(project, "D", "Dear Mr. Berg:\n\nThe proofs came this evening.\n\nYours,\n\nAda Winter\n")
    run(project)
    chosen = next(row for row in rows(project) if row["who"] == "Ed")
    assert (chosen["lemma"], chosen["state"], chosen["D"]) == ("today", "look again", "this evening")
    text = document.read_text(encoding="utf-8")
    assert "Our press" in text
    assert "proof sheets" in text
    assert "today" in "".join(etree.fromstring(text.encode()).find(".//{*}lem[@wit='#d001.wit.B1']").itertext())
    assert checked(project, [document]) == []


def test_an_apparatus_changed_by_hand_is_found_with_its_line(project):
    document = project.documents / "d001.xml"
    lines = document.read_text(encoding="utf-8").split("\n")
    at = next(i for i, line in enumerate(lines) if ">today<" in line)
    lines[at] = lines[at].replace(">today<", ">tonight<")
    document.write_text("\n".join(lines), encoding="utf-8")
    found = checked(project, [document])
    assert [(f.code, f.line, f.column) for f in found] == [("K036", at + 1, lines[at].index("tonight") + 1)]
    assert "“proofs came tonight and" in found[0].message
    run(project)
    assert ">tonight<" in document.read_text(encoding="utf-8")


def test_what_cannot_be_read_is_told_and_the_document_waits(project):
    before = (project.documents / "d001.xml").read_bytes()
    write(project, "B", "")
    (project.witness_seeds / "1" / "A.docx").write_bytes(b"PK\x03\x04no")
    (project.witness_seeds / "1" / "notes.pdf").write_bytes(b"%PDF")
    found = run(project).findings
    told = sorted((f.code, f.file) for f in found if f.code.startswith("K00") and f.code != "K007")
    assert told == [
        ("K005", "seeds/witnesses/1/A.docx"),
        ("K005", "seeds/witnesses/1/B.txt"),
        ("K006", "seeds/witnesses/1/A.txt"),
        ("K006", "seeds/witnesses/1/notes.pdf"),
    ]
    assert (project.documents / "d001.xml").read_bytes() == before


def test_a_transcription_that_is_broken_by_hand_makes_the_document_wait(project):
    before = (project.documents / "d001.xml").read_bytes()
    (project.edition / "witnesses" / "d001" / "A.xml").write_text("<TEI><p>", encoding="utf-8")
    write(project, "F", "I have marked no place.")
    assert [f.file for f in run(project).findings if f.code == "K005"] == ["edition/witnesses/d001/A.xml"]
    assert (project.documents / "d001.xml").read_bytes() == before


def test_translations_footnotes_and_odd_rows_are_told(project):
    write(project, "T", "Sehr geehrter Herr Berg:\n\nDie Fahnen kamen heute.")
    write(project, "F", "[lost]\n\nI have marked the place.[1]\n\n[1] A note.")
    (project.edition / "witnesses.csv").write_text(TABLE + "1,A,,,,,,,\n1,,,,,,,,\n2,Z,,,,,,,\n")
    write(project, "A", TEXTS["A"])
    (project.witness_seeds / "7").mkdir()
    (project.witness_seeds / "7" / "A.txt").write_text("Dear Sir:\n\nYes.\n")
    found = run(project).findings
    codes = sorted({f.code for f in found if f.code.startswith("K")})
    assert codes == ["K001", "K002", "K004", "K007", "K008", "K018"]
    assert [f.file for f in found if f.code == "K002"] == ["seeds/witnesses/7"]
    assert "T" not in (project.edition / "collation" / "d001.csv").read_text(encoding="utf-8").split("\n")[0]


def test_a_witness_of_the_header_that_is_not_there_is_told(project):
    (project.edition / "witnesses.csv").write_text(TABLE.replace("1,A,1,yes", "1,A,9,yes"), encoding="utf-8")
    told = [f for f in checked(project, [project.edition / "documents" / "d001.xml"]) if f.code == "K009"]
    assert [(f.file, f.line) for f in told] == [("edition/witnesses.csv", 2)]
    assert "Witness A is to be 9" in told[0].message


def test_two_tables_that_were_both_worked_in_stop_the_collation(project):
    decide(project, "this morning", note="mine")
    book = project.edition / "collation" / "d001.xlsx"
    workbook = openpyxl.Workbook()
    for row in csv.reader((project.edition / "collation" / "d001.csv").read_text(encoding="utf-8-sig").splitlines()):
        workbook.active.append([cell.replace("mine", "theirs") for cell in row])
    workbook.save(book)
    assert "K015" in {f.code for f in run(project).findings}
    assert {row["note"] for row in rows(project)} == {"", "mine"}
    decide(project, "this morning", note="")
    path = project.edition / "collation" / "d001.csv"
    path.write_bytes(made_last(project))
    run(project)
    assert {row["note"] for row in rows(project)} == {"", "theirs"}


def saved_as_workbook(project: Project) -> Path:
    """What an editor does who would rather have a workbook."""
    book = project.edition / "collation" / "d001.xlsx"
    workbook = openpyxl.Workbook()
    for row in csv.reader((project.edition / "collation" / "d001.csv").read_text(encoding="utf-8-sig").splitlines()):
        workbook.active.append(row)
    workbook.save(book)
    return book


def in_workbook(book: Path, of: str, **cells: str) -> None:
    workbook = openpyxl.load_workbook(book)
    head, *rest = workbook.active.iter_rows()
    names = [cell.value for cell in head]
    for row in rest:
        if row[names.index("lemma")].value == of:
            for name, value in cells.items():
                row[names.index(name)].value = value
                row[names.index(name)].font = openpyxl.styles.Font(bold=True)
    workbook.save(book)


def test_a_workbook_is_kept_current_with_its_formats(project):
    book = saved_as_workbook(project)
    in_workbook(book, "this morning", note="mine", who="AW")
    run(project)
    write(project, "B", TEXTS["B"].replace("+this morning+", "+yesterday+"))
    write(project, "C", TEXTS["A"])
    assert "K010" in {f.code for f in run(project).findings}
    workbook = openpyxl.load_workbook(book)
    table = [[cell.value or "" for cell in row] for row in workbook.active.iter_rows()]
    assert table == [["" if c is None else c for c in row] for row in map(list, [rows(project)[0].keys(), *(
        r.values() for r in rows(project))])]  # fmt: skip
    mine = next(row for row in workbook.active.iter_rows() if "mine" in [cell.value for cell in row])
    assert "look again" in [cell.value for cell in mine]
    assert [cell.font.bold for cell in mine if cell.value == "mine"] == [True]
    before = book.read_bytes()
    codes = {f.code for f in run(project).findings}
    assert "K010" in codes, "nobody has looked again yet"
    assert not codes & {"K013", "K014", "M011"}
    assert book.read_bytes() == before
    in_workbook(book, "this morning", state="decided")
    assert not {"K010", "K013"} & {f.code for f in run(project).findings}


def test_a_workbook_that_cannot_hold_a_cell_is_left_and_told(project, monkeypatch):
    book = saved_as_workbook(project)
    run(project)
    before = book.read_bytes()
    monkeypatch.setattr("kktei.collate.workbook.MOST", 3)
    assert [f.file for f in run(project).findings if f.code == "K017"] == ["edition/collation/d001.xlsx"]
    assert book.read_bytes() == before


def test_a_csv_may_be_worked_in_beside_a_workbook_that_nobody_touched(project):
    book = saved_as_workbook(project)
    run(project)
    decide(project, "this morning", note="mine")
    assert "K015" not in {f.code for f in run(project).findings}
    said = [cell.value for row in openpyxl.load_workbook(book).active.iter_rows() for cell in row]
    assert "mine" in said


def test_columns_that_were_moved_are_put_back_and_nothing_is_decided_by_that(project):
    path = project.edition / "collation" / "d001.csv"
    before = path.read_bytes()
    lines = [row[::-1] for row in csv.reader(before.decode("utf-8-sig").splitlines())]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(lines)
    assert not [f for f in run(project).findings if f.code.startswith("K") and f.severity is Severity.ERROR]
    assert path.read_bytes() == before


def test_a_column_without_a_name_is_kept(project):
    path = project.edition / "collation" / "d001.csv"
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    path.write_text("\n".join([f"{lines[0]},", f"{lines[1]},aside", *lines[2:]]), encoding="utf-8-sig")
    run(project)
    assert next(value for row in rows(project) for name, value in row.items() if name.startswith("column ")) == "aside"


WITHIN = """Letters

1. Letter From Ada Winter to Jonas Berg

Source: Example Library, Berg Papers, Box 3.

Text of A:

Dear Berg:

The proofs came.

Text of B:

Dear Berg:

The proofs [-came-] [+arrived+].

2. Letter From Jonas Berg to Ada Winter

Source: Example Archive, Winter Papers, Box 1.

Text of Treaty:

It was signed.
"""


def test_texts_of_witnesses_within_a_document(tmp_path):
    project = Project(Path(shutil.copytree(ROOT / "kktei" / "starter", tmp_path / "e")))
    for old in project.seeds.glob("*.txt"):
        old.unlink()
    seed = project.seeds / "letters.txt"
    seed.write_text(WITHIN, encoding="utf-8")
    collate_documents(project, ["1"], watch=Silence())
    assert project.authorities.is_file(), "an edition that was never converted is converted whole"
    seed.write_text(WITHIN.replace("Text of Treaty:", "Text of C:"), encoding="utf-8")
    collate_documents(project, ["2"], watch=Silence())
    assert witness_as(project, "2", "C", "text") == "It was signed.\n"
    with pytest.raises(UsageError, match="Document 3 has no witnesses"):
        collate_documents(project, ["3"], watch=Silence())
    seed.write_text(WITHIN, encoding="utf-8")
    (project.edition / "witnesses/d002/C.xml").unlink()
    found = run(project).findings
    assert not [f for f in found if f.code in {"K018", "R055", "K006"}]
    assert witness_as(project, "1", "B²", "text") == "Dear Berg:\n\nThe proofs arrived.\n"
    other = (project.documents / "d002.xml").read_text(encoding="utf-8")
    assert "Text of Treaty:" in other, "no siglum looks so"
    write(project, "B", "Dear Berg:\n\nThe proofs came.\n")
    told = [(f.code, f.file, f.line) for f in run(project).findings if f.code == "K006"]
    assert told == [("K006", "seeds/letters.txt", 13)]
    seed.write_bytes(b"\xff\xfe\x00 not a text")
    assert not [f for f in run(project, go_on=True).findings if f.code == "M002" and "witnesses" in f.file]
    assert (project.edition / "witnesses" / "d001" / "A.xml").is_file()
    seed.write_text(
        WITHIN.replace("Text of A:", "A text.\n\nText of A:").replace("Text of Treaty:\n\nIt was signed.", "Text of C:")
    )
    places = {(f.code, f.line) for f in run(project).findings}
    assert {("K018", 3), ("K006", 15), ("K006", 25)} <= places


def test_a_translation_stands_beside_the_paragraphs_that_it_translates(project):
    german = "Lieber Herr Berg!\n\nDie Fahnen sind heute gekommen, und ich habe die Stellen bezeichnet.\n\nIhre\n\nAda Winter\n"
    write(project, "T", german)
    run(project)
    document = project.documents / "d001.xml"
    root = etree.parse(document).getroot()
    own, other = root.findall("{*}text/{*}body/{*}div")
    assert (other.get("type"), other.get("n")) == ("translation", "T")
    assert witness_as(project, "1", "T", "text") == german
    with pytest.raises(UsageError) as unknown:
        witness_as(project, "1", "X", "text")
    assert unknown.value.hint == "It has A, B¹, B², F, T."
    ids = {e.get("{http://www.w3.org/XML/1998/namespace}id") for e in own.iter()}
    pointed = {p[1:] for block in other for p in (block.get("corresp") or "").split()}
    assert pointed <= ids
    assert "d001.p1" in pointed
    found = check_documents([document], root=project.root, authorities=project.authorities, corpus=project.corpus)
    assert [f for one in found.values() for f in one if f.severity is Severity.ERROR] == []
    assert checked(project, [document]) == []
    before = document.read_bytes()
    run(project)
    assert document.read_bytes() == before
    write(project, "U", "Cher M. Berg,\n\nLes épreuves sont arrivées.\n\nAda Winter\n")
    with (project.edition / "witnesses.csv").open("a", encoding="utf-8") as table:
        table.write("1,U,,,,,,,translation,fr\n1,V,,,,,,,translation,French!\n")
    path = project.edition / "witnesses.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("kind\n", "kind,language\n"), encoding="utf-8")
    assert "'French!' is no code of a language." in {f.message for f in run(project).findings}
    found = etree.parse(document).getroot().findall(".//{*}div[@type='translation']")
    assert [(e.get("n"), e.get("{http://www.w3.org/XML/1998/namespace}lang")) for e in found] == [
        ("T", None),
        ("U", "fr"),
    ]
    assert checked(project, [document]) == []


def test_pages_of_a_transcription_come_into_the_document_with_their_pictures(project):
    path = project.edition / "witnesses" / "d001" / "A.xml"
    surface = '<facsimile><surface xml:id="s2"><graphic url="../../facsimiles/a2.png"/></surface></facsimile><text>'
    text = path.read_text(encoding="utf-8").replace("<text>", surface, 1)
    text = text.replace("<p ", '<pb n="1" facs="a1.png https://example.org/a1.png"/><p ', 1)
    path.write_text(text.replace("places.</p>", 'places.<pb n="2" facs="#s2"/></p>'), encoding="utf-8")
    run(project)
    root = etree.parse(project.documents / "d001.xml").getroot()
    pages = [(e.get("n"), e.get("facs"), e.get("edRef")) for e in root.iter("{*}pb")]
    assert pages == [
        ("1", "../witnesses/d001/a1.png https://example.org/a1.png", "#d001.w1"),
        ("2", "../facsimiles/a2.png", "#d001.w1"),
    ]
    assert checked(project, [project.documents / "d001.xml"]) == []


def made_last(project: Project) -> bytes:
    return merge.made(project, "collation/d001.csv") or b""


def test_single_documents_can_be_collated_and_shown(project):
    write(project, "F", "[lost]\n\nI have marked a place.\n\n[lost]\n")
    shown: list[str] = []
    before = {p: p.read_bytes() for p in project.edition.rglob("*") if p.is_file()}
    collate_documents(project, ["1"], watch=Silence(), show=shown.append)
    assert {p: p.read_bytes() for p in project.edition.rglob("*") if p.is_file()} == before
    assert "marked a place" in "".join(line for line in shown if line.startswith("+"))
    collate_documents(project, ["1"], watch=Silence())
    assert witness_as(project, "1", "F", "text") == "I have marked a place.\n"
    with pytest.raises(UsageError, match="Document 2 has no witnesses"):
        collate_documents(project, ["2"], watch=Silence())


def test_findings_of_the_collation_can_be_suppressed():
    settings = check({"edition": {"id": "x", "title": "X"}, "suppress": [{"code": "K010", "reason": "seen"}]})
    assert [s.code for s in settings.suppressions] == ["K010"]


@pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="there, names are text")
def test_a_folder_whose_name_is_no_text_is_left_aside(project):
    folder = Path(os.fsdecode(bytes(project.witness_seeds) + b"/1\xe4"))
    folder.mkdir()
    (folder / "Z.txt").write_text("Words.", encoding="utf-8")
    told = [f for f in run(project).findings if f.code == "K006"]
    assert [f.message for f in told] == ["The name of this file, or of its folder, is not UTF-8; it was left aside."]
