"""What `kktei new` puts into an edition goes when its letters go, and says nothing of others' documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from kktei.findings import Finding
from kktei.pipeline.convert import convert
from kktei.pipeline.watch import Silence
from kktei.project import Project

ROWS = "n,when,place,who,why\n1,1921-03-04,Vienna,,\n2,1921-03-11,Oslo,,\n"  # as kktei new gave them before
OLD = '\n[source]\ntitle = "Letters of Ada Winter and Jonas Berg"\nyears = "1921"\n'
OWN = """Papers

1. Letter From Miller to Baker

Source: Archive, Miller Papers. Received on March 9.

2. Letter From Baker to Miller

Source: Archive, Baker Papers.
"""


def run(project: Project) -> list[Finding]:
    return convert(project, watch=Silence(), by="E").findings


def told(found: list[Finding]) -> list[tuple[str, int]]:
    return [(f.file, f.line) for f in found if f.code == "C014"]


def text(project: Project, number: int) -> str:
    return (project.documents / f"d00{number}.xml").read_text(encoding="utf-8")


@pytest.fixture(params=["now", "before"])
def project(request: pytest.FixtureRequest, small: Project) -> Project:
    """A new edition, of this kktei and of an earlier one, whose table and settings dated the letters."""
    if request.param == "before":
        (small.edition / "facts.csv").write_text(ROWS, encoding="utf-8")
        toml = small.edition / "edition.toml"
        toml.write_text(toml.read_text(encoding="utf-8") + OLD, encoding="utf-8")
    return small


def test_the_sample_itself_is_dated(project: Project) -> None:
    assert told(run(project)) == []
    assert 'when="1921-03-04"' in text(project, 1)
    assert "Oslo" in text(project, 2)


@pytest.mark.parametrize("what", ["deleted", "kept", "renamed", "worked in"])
def test_own_documents_get_nothing_of_it(what: str, project: Project) -> None:
    """The sample kept beside them gives way: of two documents with one number the editor's own is taken."""
    run(project)
    letters = project.seeds / "letters.txt"
    if what == "deleted":
        letters.unlink()
    elif what == "renamed":
        letters.rename(project.seeds / "a.txt")
    elif what == "worked in":
        letters.write_text(letters.read_text(encoding="utf-8").replace("This morning", "Today"), encoding="utf-8")
    (project.seeds / "zz.txt").write_text(OWN, encoding="utf-8")
    found = run(project)
    for number in (1, 2):
        assert "Miller" in text(project, number)
        for words in ("1921", "Vienna", "Oslo"):
            assert words not in text(project, number)
    places = told(found)
    assert ("edition/edition.toml", 0) in places
    rows = [place for place in places if place[0] == "edition/facts.csv"]
    has_rows = "Vienna" in (project.edition / "facts.csv").read_text(encoding="utf-8")
    assert rows == ([("edition/facts.csv", 2), ("edition/facts.csv", 3)] if has_rows else [])


def test_a_row_that_an_editor_signed_is_the_editor_s(project: Project) -> None:
    (project.seeds / "letters.txt").unlink()
    (project.seeds / "own.txt").write_text(OWN, encoding="utf-8")
    (project.edition / "facts.csv").write_text(ROWS.replace("Vienna,,", "Vienna,E. D.,"), encoding="utf-8")
    assert [place for place in told(run(project)) if place[0] == "edition/facts.csv"] == [("edition/facts.csv", 3)]
    assert 'when="1921-03-04"' in text(project, 1)
    assert "1921" not in text(project, 2)


def test_what_is_the_editor_s_own_is_not_told(project: Project) -> None:
    (project.seeds / "letters.txt").unlink()
    (project.seeds / "own.txt").write_text(OWN, encoding="utf-8")
    (project.edition / "facts.csv").unlink()
    (project.edition / "edition.toml").write_text('[edition]\nid = "p"\ntitle = "Papers"\n', encoding="utf-8")
    assert told(run(project)) == []


def test_the_settings_that_are_left_are_named(small: Project) -> None:
    (small.seeds / "letters.txt").unlink()
    Path(small.seeds / "own.txt").write_text(OWN, encoding="utf-8")
    (message,) = (f.message for f in run(small) if f.code == "C014")
    assert "edition.title, edition.editors, edition.publisher, edition.base_uri, edition.description" in message
