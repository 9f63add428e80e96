"""What the sources give: of two documents with one number the first, of two letters with one id both."""

from __future__ import annotations

from pathlib import Path

import pytest

from kktei.model import DocumentId
from kktei.pipeline.convert import convert
from kktei.pipeline.sources import gather, source_notes
from kktei.pipeline.watch import Silence
from kktei.project import Project, is_aside
from kktei.tei import TEI


def test_the_first_of_two_is_what_the_sources_have(tmp_path: Path) -> None:
    for folder in ("seeds", "edition/documents"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "edition" / "edition.toml").write_text('[edition]\nid = "v"\ntitle = "V"\n', encoding="utf-8")
    for name, note in (("a", "Example Library"), ("b", "Another Library")):
        text = f"Letters\n\n7. Letter From Ada Winter to Jonas Berg\n\nSource: {note}.\n"
        (tmp_path / "seeds" / f"{name}.txt").write_text(text, encoding="utf-8")
        (tmp_path / "seeds" / f"l{name}.xml").write_text(f'<TEI xmlns="{TEI}" xml:id="la"/>', encoding="utf-8")
    project = Project(tmp_path)
    further = "\n".join(("8. Letter From Ada Winter to Jonas Berg", "", "Source: Example Library.", ""))
    (tmp_path / "seeds" / "c.txt").write_text(further, encoding="utf-8")
    gathered = gather(project, project.settings(), 1)
    assert "R001" not in {f.code for f in gathered.findings}, "the settings have a title"
    (tmp_path / "seeds" / "c.txt").unlink()
    gathered = gather(project, project.settings(), 1)
    notes, files = gathered.notes, gathered.files
    convert(project, by="E", watch=Silence())
    assert notes == source_notes(project, project.settings())[0] == {DocumentId.of("7"): "Source: Example Library."}
    assert files == {"documents/d007.xml", "documents/la.xml", "documents/lb.xml"}
    assert files == {f"documents/{path.name}" for path in project.documents.iterdir()}


def _written(project: Project, name: str, who: str, *numbers: int) -> None:
    letters = "".join(f"\n{n}. Letter From {who} to Jonas Berg\n\nSource: Example Library.\n" for n in numbers)
    (project.seeds / name).write_text(f"Letters\n{letters}", encoding="utf-8")


def test_ibid_is_the_place_of_the_document_before_in_its_source(tmp_path: Path) -> None:
    for folder in ("seeds", "edition/documents"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "edition" / "edition.toml").write_text('[edition]\nid = "v"\ntitle = "V"\n', encoding="utf-8")
    notes = ("Berg Library, Box 3.", "Ibid.", "Ibid.", "As letter 2.", "As document 8.")
    letters = "".join(
        f"\n{n}. Letter From Ada Winter to Jonas Berg\n\nSource: {note}\n" for n, note in enumerate(notes, 2)
    )
    (tmp_path / "seeds" / "a.txt").write_text(f"Letters\n{letters}", encoding="utf-8")
    (tmp_path / "seeds" / "b.txt").write_text(
        "Letters\n\n9. Letter From Ada Winter to Jonas Berg\n\nSource: Ibid.\n", encoding="utf-8"
    )
    project = Project(tmp_path)
    found = convert(project, by="E", watch=Silence()).findings
    third = (project.documents / "d004.xml").read_text(encoding="utf-8")
    assert 'target="d003.xml#d003.w1.id"' in third
    assert 'sameAs="d003.xml#d003.w1.id"' in third
    assert ">Berg Library</repository>" in third
    assert 'sameAs="d002.xml#d002.w1.id"' in (project.documents / "d005.xml").read_text(encoding="utf-8")
    told = sorted((f.file, f.code) for f in found if f.code.startswith("N"))
    assert told == [("seeds/a.txt", "N005"), ("seeds/b.txt", "N005")]


def test_a_document_stays_with_its_source_when_another_has_its_number(tmp_path: Path) -> None:
    for folder in ("seeds", "edition/documents"):
        (tmp_path / folder).mkdir(parents=True)
    settings = tmp_path / "edition" / "edition.toml"
    settings.write_text('[edition]\nid = "v"\ntitle = "Letters"\n', encoding="utf-8")
    project = Project(tmp_path)
    _written(project, "m.txt", "Ada Winter", 1, 2)
    convert(project, by="E", watch=Silence())
    mine = (project.documents / "d001.xml").read_bytes()
    _written(project, "dup.txt", "Xaver Young", 1, 3)
    for _ in range(2):
        found = convert(project, by="E", watch=Silence()).findings
        assert [(f.file, f.line) for f in found if f.code == "R003"] == [("seeds/dup.txt", 3)]
        assert (project.documents / "d001.xml").read_bytes() == mine
    assert (project.documents / "d003.xml").exists()
    _written(project, "m.txt", "Ada Winter", 2)  # it has the number no more
    convert(project, by="E", watch=Silence())
    assert b"Young" in (project.documents / "d001.xml").read_bytes()
    _written(project, "m.txt", "Ada Winter", 1, 2)
    with settings.open("a", encoding="utf-8") as file:
        file.write('[convert]\nseeds = ["m.txt", "seeds/dup.txt", "gone.txt"]\n')
    said = convert(project, by="E", watch=Silence()).findings
    assert ["from seeds/" in f.hint for f in said if f.code == "C010"] == [True]
    assert b"Winter" in (project.documents / "d001.xml").read_bytes()


@pytest.mark.parametrize(
    ("name", "is_one"),
    [("a.txt~", False), ("#a.txt#", False), ("~$a.docx", False), ("a.bak", False), ("Thumbs.db", False), (".a.txt", False),
     ("a~b.txt", True), ("#1.txt", True), ("backup.txt", True), ("-rf", True)],
)  # fmt: skip
def test_what_programs_leave_beside_a_source_is_none(name: str, is_one: bool) -> None:
    assert is_aside(name) is not is_one
