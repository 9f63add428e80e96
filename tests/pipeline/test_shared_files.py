"""authorities.xml and edition.xml as they may lie there: from elsewhere, damaged, in other encodings."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from kktei import merge, tei
from kktei.findings import Finding
from kktei.pipeline.convert import Converted, convert
from kktei.pipeline.watch import Silence
from kktei.project import Project
from tests.editions import called, digests

SEED = """Letters

1. Letter From Ada Winter to Jonas Berg

Source: Example Library, Berg Papers. Secret. Drafted by {drafter}.

2. Letter From Jonas Berg to Ada Winter

Source: Example Archive, Winter Papers.
"""
SHARED = ("authorities.xml", "edition.xml")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project(tmp_path / "p")
    project.documents.mkdir(parents=True)
    project.seeds.mkdir()
    (project.edition / "edition.toml").write_text('[edition]\nid = "t"\ntitle = "T"\n', encoding="utf-8")
    write(project, "Olga Holm")
    return project


def write(project: Project, drafter: str) -> None:
    (project.seeds / "s.txt").write_text(SEED.format(drafter=drafter), encoding="utf-8")


def run(project: Project) -> Converted:
    return convert(project, watch=Silence(), by="E")


def told(found: list[Finding]) -> list[tuple[str, str, int]]:
    return [(f.code, f.file, f.line) for f in found if f.code[0] in "CM"]


def refs(project: Project) -> list[str]:
    found = [e.get("ref") for p in project.document_files() for e in tei.load(p).iter("{*}persName") if e.get("ref")]
    return sorted({str(ref).rpartition("#")[2] for ref in found})


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "theirs.xml").write_text("x", encoding="utf-8")


def dangling(path: Path) -> None:
    path.unlink()
    path.symlink_to("nowhere.xml")


def outside(path: Path) -> None:
    other = path.parent.parent.parent / f"other-{path.name}"
    path.rename(other)
    path.symlink_to(other)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-40])


DAMAGES: dict[str, tuple[Callable[[Path], object], bool]] = {  # and whether a line can be named
    "empty": (lambda path: path.write_bytes(b""), True),
    "blank": (lambda path: path.write_bytes(b"\n\n"), True),
    "cut": (cut, True),
    "another root": (lambda path: path.write_text('<?xml version="1.0"?>\n<root/>', "utf-8"), True),
    "no namespace": (lambda path: path.write_text("\n<TEI><standOff/></TEI>", "utf-8"), True),
    "a list alone": (lambda path: path.write_text(f'<listPerson xmlns="{tei.TEI}"/>', "utf-8"), True),
    "DOCTYPE": (lambda path: path.write_text('<!DOCTYPE TEI [<!ENTITY a "b">]>\n<TEI/>', "utf-8"), False),
    "a wrong byte": (
        lambda path: path.write_bytes(path.read_bytes().replace(b"</teiHeader>", b"\xfc</teiHeader>")),
        True,
    ),
    "a folder": (folder, False),
    "a link to nothing": (dangling, False),
    "a link to elsewhere": (outside, False),
}


def state(path: Path) -> object:
    """What lies there, however odd."""
    if path.is_symlink():
        return path.readlink(), path.read_bytes() if path.exists() else None
    return digests(path) if path.is_dir() else path.read_bytes()


@pytest.mark.parametrize("name", SHARED)
@pytest.mark.parametrize("how", DAMAGES)
def test_what_cannot_be_used_is_left_and_the_rest_is_converted(how: str, name: str, project: Project) -> None:
    run(project)
    before = refs(project)
    path = project.edition / name
    damage, placed = DAMAGES[how]
    damage(path)
    left = state(path)
    write(project, "Per Dahl")
    made = run(project)
    assert made.unread == 1
    ((code, file, line),) = (row for row in told(made.findings) if row[0] != "M004")
    assert (code, file, line > 0) == ("C013", f"edition/{name}", placed)
    assert state(path) == left
    assert b"Per Dahl" in (project.documents / "d001.xml").read_bytes()
    if name == "authorities.xml":
        assert refs(project) == [one for one in before if one != "pers.holm"], "names lead to the records of before"
    assert told(run(project).findings) == [(code, file, line)]


def test_mended_it_gets_what_was_waiting(project: Project) -> None:
    run(project)
    whole = project.authorities.read_bytes()
    cut(project.authorities)
    write(project, "Per Dahl")
    run(project)
    project.authorities.write_bytes(whole)
    assert told(run(project).findings) == []
    assert refs(project) == ["pers.berg", "pers.dahl", "pers.winter"]


def test_without_memory_documents_keep_their_pointers(project: Project) -> None:
    """The authority file is damaged, and what it last held is not known either: documents that are there wait."""
    run(project)
    (project.edition / ".kktei" / "converted" / "authorities.xml.gz").write_bytes(b"junk")
    cut(project.authorities)
    before = digests(project.documents)
    write(project, "Per Dahl")
    seed = project.seeds / "s.txt"
    seed.write_text(
        seed.read_text(encoding="utf-8") + "\n3. Letter From Ada Winter to Jonas Berg\n\nSource: Here.\n", "utf-8"
    )
    run(project)
    after = digests(project.documents)
    assert after.pop("d003.xml")
    assert after == before


ENCODINGS = ("utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "iso-8859-1")


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("name", SHARED)
def test_other_encodings_are_read_and_added_to(name: str, encoding: str, project: Project) -> None:
    run(project)
    path = project.edition / name
    declared = "utf-8" if encoding == "utf-8-sig" else encoding.removesuffix("-le").removesuffix("-be")
    text = path.read_text(encoding="utf-8").replace('encoding="UTF-8"', f'encoding="{declared}"')
    text = text.replace("</teiHeader>", "<!-- Zürich --></teiHeader>").translate(dict.fromkeys(map(ord, "“”’–"), "'"))
    path.write_bytes(text.encode(encoding))
    raw = path.read_bytes()
    assert told(run(project).findings) == []
    assert path.read_bytes() == raw, "nothing to add: not a byte changes"
    write(project, "Per Dahl")
    seed = project.seeds / "s.txt"
    seed.write_text(
        seed.read_text(encoding="utf-8") + "\n3. Letter From Ada Winter to Jonas Berg\n\nSource: Here.\n", "utf-8"
    )
    run(project)
    root = tei.load(path)
    assert "Zürich" in etree.tostring(root, encoding="unicode")
    if name == "authorities.xml":
        assert "Per Dahl" in "".join(root.itertext())
    else:
        assert len(root.findall("xi:include", tei.NS)) == 3


def test_it_came_along_from_another_edition(project: Project, tmp_path: Path) -> None:
    """Records that are there are used, others are added, nothing lies in edition/conflicts."""
    run(project)
    other = Project(Path(shutil.copytree(project.root, tmp_path / "other")))
    for path in (other.documents, other.edition / ".kktei"):
        shutil.rmtree(path)
    other.documents.mkdir()
    toml = other.edition / "edition.toml"
    toml.write_text('[edition]\nid = "o"\ntitle = "Others"\n', encoding="utf-8")
    write(other, "Per Dahl")
    seed = other.seeds / "s.txt"
    seed.write_text(seed.read_text(encoding="utf-8").replace("2. Letter", "7. Letter"), "utf-8")
    theirs = other.authorities.read_text(encoding="utf-8")
    found = run(other).findings
    assert [row[:2] for row in told(found)] == [("M011", "edition/authorities.xml"), ("M011", "edition/edition.xml")]
    assert not (other.edition / "conflicts").exists()
    text = other.authorities.read_text(encoding="utf-8")
    assert all(line in text for line in theirs.splitlines())
    assert refs(other) == ["pers.berg", "pers.dahl", "pers.winter"]
    assert told(run(other).findings) == []


def test_the_corpus_of_another_edition_keeps_its_titles(project: Project) -> None:
    """Whether an editor wrote them is not known; what edition.toml says is remembered, so that they stay."""
    run(project)
    shutil.rmtree(project.edition / ".kktei")
    text = project.corpus.read_text(encoding="utf-8")
    project.corpus.write_text(text.replace('<title type="main">T</title>', '<title type="main">Mine</title>'), "utf-8")
    seed = project.seeds / "s.txt"
    for number in (3, 4):
        more = f"\n{number}. Letter From Ada Winter to Jonas Berg\n\nSource: Here.\n"
        seed.write_text(seed.read_text(encoding="utf-8") + more, "utf-8")
        run(project)
        text = project.corpus.read_text(encoding="utf-8")
        assert '<title type="main">Mine</title>' in text
        assert f'href="documents/d00{number}.xml"' in text
    assert merge.deleted(project) == frozenset()


def test_saved_while_it_was_being_converted(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    run(project)
    write(project, "Per Dahl")
    real = merge.plan

    def plan(*given: object, **more: object) -> merge.MergePlan:
        text = project.authorities.read_text(encoding="utf-8")
        project.authorities.write_text(text.replace("</standOff>", "<note>saved</note></standOff>"), "utf-8")
        return real(*given, **more)  # type: ignore[arg-type]

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(merge, "plan", plan)
        assert ("M007", "edition/authorities.xml", 0) in told(run(project).findings)
    assert "<note>saved</note>" in project.authorities.read_text(encoding="utf-8")
    run(project)
    text = project.authorities.read_text(encoding="utf-8")
    assert "<note>saved</note>" in text
    assert "Dahl" in text


def test_the_build_goes_on(built: Project) -> None:
    cut(built.authorities)
    left = built.authorities.read_bytes()
    done = called("convert", cwd=built.root)
    assert done.returncode == 3
    assert "edition/authorities.xml:" in done.stdout
    assert "error[C013]" in done.stdout
    assert "1 file not read" in done.stderr.splitlines()[-1]
    assert built.authorities.read_bytes() == left


def test_what_was_taken_away_by_hand_is_told_with_the_way_back(project: Project) -> None:
    run(project)
    kept, before = project.authorities.read_bytes(), refs(project)
    project.authorities.unlink()
    write(project, "Olga Holm by name")
    said = run(project).findings
    assert [(f.code, f.severity.value) for f in said if f.code[0] == "M"] == [("M016", "warning")]
    assert any("2 documents point to it" in f.message for f in said)
    assert set(before) & set(refs(project)) == set(before)  # records keep their ids
    kit = project.edition / ".kktei" / "converted" / "authorities.xml.gz"
    assert any(f"edition/.kktei/converted/{kit.name}" in f.hint for f in said)
    assert gzip.decompress(kit.read_bytes()) == kept
    project.authorities.write_bytes(kept)
    (project.documents / "d002.xml").rename(project.documents / "berg.xml")
    assert ("M017", "edition/documents/d002.xml", 0) in told(run(project).findings)
