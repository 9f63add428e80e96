"""Authority files that several editions share: the same ids, additions without harm, changes that meet."""

from __future__ import annotations

from pathlib import Path

import pytest
from filelock import FileLock

from kktei import tei, trust
from kktei.errors import OutputError
from kktei.findings import Finding
from kktei.pipeline import house
from kktei.pipeline.convert import convert
from kktei.pipeline.state import fingerprint
from kktei.pipeline.watch import Silence
from kktei.project import Project

HOUSE = """<?xml version="1.0" encoding="UTF-8"?>
<t:TEI xmlns:t="http://www.tei-c.org/ns/1.0" xml:id="house"><t:teiHeader/>
  <t:standOff>
    <t:listPerson>
      <t:person xml:id="pers.w"><t:persName resp="#boss"><t:forename>Ada</t:forename> <t:surname>Winter</t:surname></t:persName>
        <t:birth when="1880"/><t:death when="1960"/><t:affiliation ref="#org.m">Director</t:affiliation>
        <t:idno type="gnd">118638378</t:idno></t:person>
      <t:person xml:id="pers.holm"><t:persName><t:forename>Olga</t:forename> <t:surname>Holm</t:surname></t:persName>
        <t:birth when="1700"/><t:death when="1760"/></t:person>
    </t:listPerson>
    <t:listOrg type="bodies"><t:org xml:id="org.m"><t:orgName>Example Museum</t:orgName></t:org></t:listOrg>
    <t:listOrg type="repositories"><t:org xml:id="rep.lib" type="repository"><t:orgName>Example Library</t:orgName>
      <t:idno type="isil">DE-1</t:idno></t:org></t:listOrg>
    <t:listBibl type="collections"><t:bibl xml:id="col.berg" type="collection"><t:title>Berg Papers</t:title>
      <t:relatedItem type="isPartOf" target="#rep.lib"/></t:bibl></t:listBibl>
  </t:standOff>
</t:TEI>
"""
SEED = """Letters

1. Letter From Ada Winter to {other}

Source: Example Library, Berg Papers, Box 3. Secret. Drafted by {drafter}.

Vienna, March 4, 1921.

Dear friend: Thanks.
"""


def edition(root: Path, name: str, other: str, drafter: str = "Olga Holm", *, add: bool = False) -> Project:
    project = Project(root / name, follow_links=True)
    project.documents.mkdir(parents=True)
    project.seeds.mkdir()
    words = f'[edition]\nid = "{name}"\ntitle = "T"\n[authorities]\nfile = "../house.xml"\n'
    words += f'add = {str(add).lower()}\n[source]\nyears = "1921"\n'
    (project.edition / "edition.toml").write_text(words, encoding="utf-8")
    (project.seeds / "s.txt").write_text(SEED.format(other=other, drafter=drafter), encoding="utf-8")
    return project


def run(project: Project) -> list[Finding]:
    return [f for f in convert(project, watch=Silence(), by="E").findings if f.code[0] in "CEM"]


def codes(found: list[Finding]) -> set[str]:
    return {f.code for f in found}


def ids(path: Path) -> set[str]:
    return {str(e.get(tei.XML_ID)) for e in tei.load(path).iter("{*}person", "{*}org", "{*}bibl") if e.get(tei.XML_ID)}


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    path = tmp_path / "house.xml"
    path.write_text(HOUSE, encoding="utf-8")
    return path


def test_two_editions_meet_in_the_records_that_they_share(tmp_path: Path, shared: Path) -> None:
    one, two = edition(tmp_path, "one", "Jonas Berg"), edition(tmp_path, "two", "Karl Sand")
    found = run(one)
    assert codes(found) == {"E013"}
    assert "pers.w (Ada Winter, 1880–1960) of ../house.xml" in found[0].message
    run(two)
    both = ids(one.authorities) & ids(two.authorities)
    assert both >= {"pers.w", "org.m", "rep.lib", "col.berg"}
    for project in (one, two):
        document = (project.documents / "d001.xml").read_text("utf-8")
        for key in ("pers.w", "rep.lib", "col.berg"):
            assert f'authorities.xml#{key}"' in document
        text = project.authorities.read_text("utf-8")
        assert "<t:" not in text
        assert "#boss" not in text  # of the house's own header
        assert "pers.holm-2" in text, "who died in 1760 drafted nothing in 1921, and no id is given twice"
    assert shared.read_text("utf-8") == HOUSE
    before = one.authorities.read_bytes()
    assert not run(one)
    assert one.authorities.read_bytes() == before


@pytest.mark.parametrize(("drafter", "meant"), [("Director Winter", True), ("Mr. Winter", False)])
def test_a_surname_means_somebody_of_the_house_by_a_post_of_that_time(
    drafter: str, meant: bool, tmp_path: Path, shared: Path
) -> None:
    project = edition(tmp_path, "one", "Ben Lake", drafter)
    seed = project.seeds / "s.txt"
    seed.write_text(seed.read_text("utf-8").replace("From Ada Winter", "From John Smith"), "utf-8")
    assert codes(run(project)) == ({"E013"} if meant else set())
    assert ('#pers.w"' in (project.documents / "d001.xml").read_text("utf-8")) is meant


def test_what_the_house_changes_arrives_unless_somebody_changed_it_here(tmp_path: Path, shared: Path) -> None:
    project = edition(tmp_path, "one", "Jonas Berg")
    run(project)
    shared.write_text(HOUSE.replace("1960", "1961").replace("DE-1<", "DE-12<"), encoding="utf-8")
    mine = project.authorities.read_text("utf-8").replace("DE-1<", "DE-1a<")
    project.authorities.write_text(mine, encoding="utf-8")
    found = run(project)
    text = project.authorities.read_text("utf-8")
    assert 'when="1961"' in text
    assert "DE-1a<" in text
    assert [(f.code, f.place) for f in found] == [("E014", "rep.lib")]
    assert codes(run(project)) == {"E014"}, "until somebody decides"


def test_new_records_go_to_the_house_and_nothing_there_is_changed(tmp_path: Path, shared: Path) -> None:
    one = edition(tmp_path, "one", "Jonas Berg", add=True)
    run(one)
    assert "pers.berg" in ids(shared)
    text = shared.read_text("utf-8")
    assert all(line in text for line in HOUSE.splitlines())
    run(edition(tmp_path, "two", "Jonas Berg", add=True))
    assert ids(shared) == ids(one.authorities) - {"pers.holm-2"} | {"pers.holm"}
    assert shared.read_text("utf-8") == text
    assert ids(tmp_path / "two/edition/authorities.xml") >= {"pers.berg"}


def test_a_namesake_is_not_added_but_told(tmp_path: Path, shared: Path) -> None:
    one = edition(tmp_path, "one", "Jonas Berg", add=True)
    assert codes(run(one)) == {"E013", "E015"}
    assert "pers.holm-2" not in ids(shared)


def test_a_file_that_is_locked_damaged_or_not_allowed(
    tmp_path: Path, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(house, "_PATIENCE", 0.1)
    monkeypatch.setattr(trust, "_state", lambda: None)
    one = edition(tmp_path, "one", "Jonas Berg", add=True)
    stranger = Project(one.root)
    assert codes(run(stranger)) == {"C013"}
    assert "--follow-links" in run(stranger)[0].hint
    with FileLock(tmp_path / ".house.xml.lock"), pytest.raises(OutputError, match="locked"):
        run(one)
    run(one)
    assert "C013" not in codes(run(stranger)), "said once, it is remembered for just this file"
    mark, kept = fingerprint(one), one.authorities.read_bytes()
    shared.write_text(HOUSE[:-20], encoding="utf-8")
    assert fingerprint(one) != mark, "a build sees that the shared file changed"
    found = run(one)
    assert codes(found) == {"C013"}
    assert "../house.xml" in found[0].message
    assert one.authorities.read_bytes() == kept


def test_what_cannot_be_shared_is_told(tmp_path: Path, shared: Path) -> None:
    nobody = "<t:person><t:persName><t:forename>Ada</t:forename> <t:surname>Winter</t:surname></t:persName></t:person>"
    other = '<t:person xml:id="pers.w"><t:persName><t:surname>Grey</t:surname></t:persName></t:person>'
    text = HOUSE.replace("    </t:listPerson>", f"{nobody}\n{other}\n    </t:listPerson>")
    shared.write_text(text, encoding="utf-8")
    one = edition(tmp_path, "one", "Jonas Berg")
    told = [f for f in run(one) if f.code == "E017"]
    line = text[: text.index(nobody)].count("\n") + 1
    assert [(f.file, f.line, f.place) for f in told] == [
        ("../house.xml", line, "person"),
        ("../house.xml", line + 1, "pers.w"),
    ]
    assert "Ada Winter" in told[0].message
    (winter,) = tei.load(one.authorities).xpath("//*[@xml:id='pers.w']")
    assert "Ada" in tei.text_of(winter), "the first stays"
