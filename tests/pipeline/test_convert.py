"""The files of a conversion come one at a time, in the order in which they are planned."""

from __future__ import annotations

from pathlib import Path

import pytest

from kktei import encode
from kktei.model import DocumentId, Position, Record
from kktei.pipeline import convert
from kktei.pipeline.sources import gather
from kktei.project import Project, natural
from kktei.read import Source

SEED = "Letters\n\n" + "\n\n".join(
    f"{n}. Letter From Miller to Baker\n\nSource: Archive.\n\nDear Sir:" for n in (10, 9, 8)
)


def test_no_document_is_encoded_before_it_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = Project(tmp_path)
    project.documents.mkdir(parents=True)
    project.seeds.mkdir()
    (project.edition / "edition.toml").write_text('[edition]\ntitle = "T"\n', encoding="utf-8")
    path = project.seeds / "letters.txt"
    path.write_text(SEED + "\n", encoding="utf-8")
    settings = project.settings()
    gathered = gather(project, settings, 1)
    done: list[str] = []
    real = encode.encode_document

    def counted(*given: object) -> bytes:
        done.append(given[0].record.number)  # type: ignore[attr-defined]
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(encode, "encode_document", counted)
    files = convert.encoded(gathered, project, settings, 1).files
    names = []
    for count, (file, text) in enumerate(files):
        assert text.startswith(b"<?xml")
        assert len(done) <= count + 1
        names.append(file)
    assert done == ["8", "9", "10"]
    assert names == sorted(names, key=natural)
    assert names[0] == "authorities.xml"
    assert "documents/d010.xml" in names


def test_of_named_sources_only_their_documents_are_written() -> None:
    places = {n: Position(f"seeds/{n}.txt", 1) for n in "12"}
    one, other = (Source("", (Record(DocumentId.of(n), "", "", at, at),)) for n, at in places.items())
    files = ["documents/d001.xml", "documents/d002.xml"]
    assert convert._only(files, [one, other], ()) == set(files)
    assert convert._only(files, [one, other], ["seeds/2.txt"]) == {"documents/d002.xml"}
