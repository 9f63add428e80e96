"""Records that editors rename, delete, give another id or make one of two: documents lead to the same ones as before."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from kktei import tei
from kktei.findings import Finding
from kktei.pipeline.convert import convert
from kktei.pipeline.watch import Silence
from kktei.project import Project
from tests.editions import digests
from tests.read.frus_volume import volume

SEED = """Letters

1. Letter From Ada Winter to Jonas Berg

Source: Example Library, Berg Papers, Correspondence: Lot 66 D 204. Secret. Drafted by Olga Holm (OL) and cleared by Per Dahl.
Repeated to Geneva. Printed in Bo Ek, Old Letters (Oslo, 1963), p. 5.

2. Letter From Jonas Berg to Ada Winter

Source: Example Archive, Winter Papers. Drafted by Holm (OL). Another copy is in the Example Library, Berg Papers.
"""
MORE = "\n3. Letter From Ada Winter to Karin Lund\n\nSource: Example Archive, Winter Papers. Drafted by Nils Ek.\n"
RENAMES = {
    "a person's forename": ("<forename>Ada</forename>", "<forename>Adelheid</forename>"),
    "a person's surname": ("<surname>Winter</surname>", "<surname>Winter-Strand</surname>"),
    "a person's whole name": ("<forename>Ada</forename> <surname>Winter</surname>", "Zoë"),
    "a person whom a bare surname means too": ("<forename>Olga</forename> <surname>Holm</surname>", "Olga Strand"),
    "a body": ("<orgName>OL</orgName>", "<orgName>Office of Letters</orgName>"),
    "a place": ("<placeName>Geneva</placeName>", "<placeName>Genève</placeName>"),
    "a repository": ("<orgName>Example Library</orgName>", "<orgName>Library of Examples</orgName>"),
    "a collection": ("<title>Berg Papers</title>", "<title>Papers of Jonas Berg</title>"),
    "a level": ("<title>Correspondence</title>", "<title>Letters</title>"),
    "a lot": (">66D204<", ">66D205<"),
    "a printed work": ('<title level="m">Old Letters</title>', '<title level="m">Letters of Old</title>'),
}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project(tmp_path / "p")
    project.documents.mkdir(parents=True)
    project.seeds.mkdir()
    (project.edition / "edition.toml").write_text('[edition]\nid = "t"\ntitle = "T"\n', encoding="utf-8")
    (project.seeds / "s.txt").write_text(SEED, encoding="utf-8")
    run(project)
    return project


def run(project: Project) -> list[Finding]:
    return convert(project, watch=Silence(), by="E").findings


def codes(found: list[Finding]) -> list[str]:
    return sorted(f.code for f in found if f.code[0] in "EM")


def edit(path: Path, *changes: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def contents(project: Project) -> list[str]:
    """The documents without their history."""
    return [re.sub(r"\s*<change.*?</change>", "", p.read_text("utf-8")) for p in project.document_files()]


def take_out(path: Path, key: str) -> str:
    """Delete a record; what it was."""
    text = path.read_text(encoding="utf-8")
    match = re.search(rf'\n *<(\w+) xml:id="{re.escape(key)}".*?</\1>', text, re.DOTALL)
    assert match, key
    path.write_text(text.replace(match[0], ""), encoding="utf-8")
    return match[0]


def add_source(project: Project) -> None:
    (project.seeds / "t.txt").write_text("More\n" + MORE, encoding="utf-8")


def ids(project: Project) -> list[str]:
    return [str(key) for key in tei.load(project.authorities).xpath("//@xml:id")]


@pytest.mark.parametrize("later", [False, True], ids=["nothing new", "with new records"])
@pytest.mark.parametrize("what", RENAMES)
def test_renamed_it_stays_the_same(what: str, later: bool, project: Project) -> None:
    before, known = digests(project.documents), ids(project)
    edit(project.authorities, RENAMES[what])
    edited = project.authorities.read_bytes()
    if later:
        add_source(project)
    found = run(project)
    assert codes(found) == ["E011"]
    assert set(ids(project)) - set(known) == ({"pers.lund", "pers.ek-2"} if later else set())
    after = digests(project.documents)
    after.pop("d003.xml", None)
    if later:  # there are new neighbours
        assert after.keys() == before.keys()
    elif not what.startswith("a person"):
        assert after == before
    if not later:
        assert project.authorities.read_bytes() == edited
    for _ in range(2):
        assert codes(run(project)) == [], "said once, remembered for good"
        assert set(ids(project)) - set(known) == ({"pers.lund", "pers.ek-2"} if later else set())
    pointed = set(
        re.findall(r'authorities\.xml#([^"\s]+)', "".join(p.read_text("utf-8") for p in project.document_files()))
    )
    assert {"pers.winter", "pers.berg", "pers.holm", "org.ol", "pl.geneva", "lot.66D204"} <= pointed
    assert pointed <= set(ids(project))


def test_renamed_again_and_again(project: Project) -> None:
    before = contents(project)
    for old, new in (("Ada", "Adelheid"), ("Adelheid", "Heidi"), ("Heidi", "Ada")):
        edit(project.authorities, (f"<forename>{old}</forename>", f"<forename>{new}</forename>"))
        assert codes(run(project)) == ["E011"]
    assert contents(project) == before
    assert len(ids(project)) == len(set(ids(project)))


def test_a_name_added_first_and_the_old_one_taken_out_later(project: Project) -> None:
    old = "<persName><forename>Ada</forename> <surname>Winter</surname></persName>"
    edit(project.authorities, (old, f"<persName>Adelheid von Winter</persName>{old}"))
    assert codes(run(project)) == []
    edit(project.authorities, (old, ""))
    assert codes(run(project)) == ["E011"]
    assert "pers.winter-2" not in ids(project)


def test_the_old_name_given_to_another_record_is_that_ones(project: Project) -> None:
    edit(
        project.authorities,
        ("<forename>Ada</forename>", "<forename>Adelheid</forename>"),
        (
            "</listPerson>",
            '<person xml:id="P7"><persName><forename>Ada</forename> <surname>Winter</surname></persName></person></listPerson>',
        ),
    )
    assert codes(run(project)) == []
    assert "authorities.xml#P7" in (project.documents / "d001.xml").read_text(encoding="utf-8")


def test_two_names_exchanged(project: Project) -> None:
    edit(
        project.authorities,
        (">Ada<", ">%<"),
        (">Jonas<", ">Ada<"),
        (">%<", ">Jonas<"),
        (">Winter<", ">%<"),
        (">Berg<", ">Winter<"),
        (">%<", ">Berg<"),
    )
    assert codes(run(project)) == []
    first = tei.load(project.documents / "d001.xml").find(".//tei:correspAction[@type='sent']/tei:persName", tei.NS)
    assert first.get("ref") == "../authorities.xml#pers.berg", "the record that is called Ada Winter now"


@pytest.mark.parametrize("renamed", [False, True])
def test_an_id_changed_with_all_pointers(renamed: bool, project: Project) -> None:
    """XML editors do that; where the name is another too, the documents tell which record it is."""
    edit(project.authorities, ('"pers.winter"', '"P0001"'))
    if renamed:
        edit(project.authorities, ("<forename>Ada</forename> <surname>Winter</surname>", "Zoë Strand"))
    for path in project.document_files():
        edit(path, ("#pers.winter", "#P0001"))
    for first in (True, False):
        assert set(codes(run(project))) == ({"E011", "M004"} if renamed and first else set())
    assert "pers.winter" not in ids(project)
    assert "pers.winter" not in "".join(p.read_text("utf-8") for p in project.document_files())
    edit(project.seeds / "s.txt", ("Secret. ", "Confidential. "))
    run(project)
    assert "#P0001" in (project.documents / "d001.xml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "key", ["pers.dahl", "org.ol", "pl.geneva", "rep.examplearchive", "lot.66D204", "bibl.oldletters"]
)
def test_deleted_it_is_not_made_again(key: str, project: Project) -> None:
    take_out(project.authorities, key)
    for _ in range(2):
        found = run(project)
        assert codes(found) == ["E010"]
        assert key not in ids(project)
        assert f"#{key}" not in "".join(p.read_text("utf-8") for p in project.document_files())
    add_source(project)
    assert "E010" in codes(run(project))
    assert key not in ids(project)
    assert "pers.lund" in ids(project)


def test_deleted_and_written_again(project: Project) -> None:
    deleted = take_out(project.authorities, "pers.dahl")
    assert codes(run(project)) == ["E010"]
    edit(project.authorities, ("</listPerson>", f"{deleted}</listPerson>"))
    assert codes(run(project)) == []
    assert "#pers.dahl" in (project.documents / "d001.xml").read_text(encoding="utf-8")


def test_deleted_and_wanted_again(project: Project) -> None:
    """As the finding says: without its line in the memory it is made again."""
    take_out(project.authorities, "pers.dahl")
    run(project)
    ledger = project.edition / ".kktei" / "names.jsonl"
    lines = ledger.read_text(encoding="utf-8").splitlines(keepends=True)
    assert [json.loads(line)["name"] for line in lines[1:]] == ["Per Dahl"]
    ledger.write_text(lines[0], encoding="utf-8")
    assert codes(run(project)) == []
    assert "pers.dahl" in ids(project)


@pytest.mark.parametrize("how", ["name moved", "pointers changed", "both"])
def test_two_made_one(how: str, project: Project) -> None:
    """Per Dahl was Nils Ek's other name; the record of the one goes."""
    add_source(project)
    run(project)
    assert {"pers.dahl", "pers.ek-2"} <= set(ids(project))
    take_out(project.authorities, "pers.dahl")
    name = "<persName><forename>Nils</forename> <surname>Ek</surname></persName>"
    if how != "pointers changed":
        edit(
            project.authorities, (name, f"{name}<persName><forename>Per</forename> <surname>Dahl</surname></persName>")
        )
    if how != "name moved":
        edit(project.documents / "d001.xml", ("#pers.dahl", "#pers.ek-2"))
    for _ in range(2):
        assert "E010" not in codes(run(project))
        assert "pers.dahl" not in ids(project)
        assert "#pers.ek-2" in (project.documents / "d001.xml").read_text(encoding="utf-8")
    assert not (project.edition / "conflicts").exists()


def test_another_file_in_its_place_is_no_deletion(project: Project, tmp_path: Path) -> None:
    """The records of another edition's file are used, what it lacks is added."""
    edit(project.authorities, ("<forename>Ada</forename>", "<forename>Adelheid</forename>"))
    run(project)
    project.authorities.write_text(
        f'<TEI xmlns="{tei.TEI}" xml:id="o.authorities"><teiHeader/><standOff><listPerson><person xml:id="pers.winter">'
        "<persName><forename>Rudolf</forename> <surname>Winter</surname></persName></person></listPerson></standOff></TEI>",
        encoding="utf-8",
    )
    assert "E010" not in codes(run(project))
    assert {"pers.winter", "pers.winter-2", "pers.dahl", "org.ol"} <= set(ids(project))


def test_people_of_a_source_s_own_list(project: Project) -> None:
    """A volume's list has an id for each; it leads to the record whatever this is called."""
    (project.seeds / "s.txt").unlink()
    (project.seeds / "v.xml").write_text(volume(2, size=80), encoding="utf-8")
    run(project)
    known = ids(project)
    edit(project.authorities, (">Karin<", ">Carina<"), (">Ada</forename> <forename>B.<", ">Adelheid<"))
    run(project)
    assert ids(project) == known
    take_out(project.authorities, "pers.holm-2")
    run(project)
    assert "pers.holm-2" not in ids(project)


def test_killed_between_the_memory_and_the_file(project: Project) -> None:
    edit(project.authorities, ("<forename>Ada</forename>", "<forename>Adelheid</forename>"))
    add_source(project)
    other = Project(Path(shutil.copytree(project.root, project.root.parent / "other")))
    run(other)
    shutil.copyfile(other.edition / ".kktei" / "names.jsonl", project.edition / ".kktei" / "names.jsonl")
    run(project)
    assert digests(project.edition) == digests(other.edition)


def test_a_damaged_line_stays_and_is_said(project: Project) -> None:
    edit(project.authorities, ("<forename>Ada</forename>", "<forename>Adelheid</forename>"))
    run(project)
    ledger = project.edition / ".kktei" / "names.jsonl"
    ledger.write_text(ledger.read_text(encoding="utf-8") + '{"kind": "perso\n', encoding="utf-8")
    take_out(project.authorities, "pers.dahl")
    assert codes(run(project)) == ["E010", "M010"]
    assert '{"kind": "perso\n' in ledger.read_text(encoding="utf-8")
    assert "pers.winter-2" not in ids(project)


def forget(project: Project) -> None:
    shutil.rmtree(project.edition / ".kktei")


@pytest.mark.parametrize("what", RENAMES)
def test_renamed_and_the_memory_lost(what: str, project: Project) -> None:
    """The documents tell which record it was."""
    known = ids(project)
    edit(project.authorities, RENAMES[what])
    forget(project)
    assert [c for c in codes(run(project)) if c[0] == "E"] == ["E011"]
    assert set(ids(project)) == set(known)
    assert [c for c in codes(run(project)) if c[0] == "E"] == [], "said once, remembered for good"
    assert set(ids(project)) == set(known)


def test_nothing_renamed_and_the_memory_lost(project: Project) -> None:
    before = contents(project)
    forget(project)
    assert [c for c in codes(run(project)) if c[0] == "E"] == []
    assert contents(project) == before


@pytest.mark.parametrize("how", ["documents disagree", "another file", "most of the records"])
def test_where_it_is_in_doubt_it_is_said(how: str, project: Project) -> None:
    edit(project.authorities, ("<forename>Ada</forename> <surname>Winter</surname>", "Zoë"))
    if how == "documents disagree":
        edit(project.documents / "d002.xml", ("#pers.winter", "#pers.dahl"))
    elif how == "another file":
        edit(project.authorities, ('xml:id="t.authorities"', 'xml:id="o.authorities"'))
    else:
        text = project.authorities.read_text(encoding="utf-8")
        project.authorities.write_text(
            re.sub(r">(?=[^<>\s]+</(fore|sur|org|place|title))", ">X", text), encoding="utf-8"
        )
    forget(project)
    found = [f for f in run(project) if f.code == "E012" and "Ada Winter" in f.message]
    assert [f.severity for f in found] == ["warning"]
    assert "pers.winter" in found[0].message
    assert "pers.winter-2" in ids(project) or "pers.winter-2" in found[0].message


def test_a_name_that_is_another_records_now_stays_that_ones(project: Project) -> None:
    edit(project.authorities, ("<forename>Ada</forename> <surname>Winter</surname>", "Zoë"))
    edit(
        project.authorities,
        ("</listPerson>", '<person xml:id="P7"><persName>Ada Winter</persName></person></listPerson>'),
    )
    forget(project)
    assert [c for c in codes(run(project)) if c[0] == "E"] == []
    assert "pers.winter-2" not in ids(project)
