"""What the sources give: of two documents with one number the first, of two letters with one id both."""

from __future__ import annotations

from pathlib import Path

from kktei.model import DocumentId
from kktei.pipeline.convert import convert
from kktei.pipeline.sources import gather, source_notes
from kktei.pipeline.watch import Silence
from kktei.project import Project
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
    gathered = gather(project, project.settings(), 1)
    notes, files = gathered.notes, gathered.files
    convert(project, by="E", watch=Silence())
    assert notes == source_notes(project, project.settings())[0] == {DocumentId.of("7"): "Source: Example Library."}
    assert files == {"documents/d007.xml", "documents/la.xml", "documents/lb.xml"}
    assert files == {f"documents/{path.name}" for path in project.documents.iterdir()}
