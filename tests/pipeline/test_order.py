"""An edition's order is that of its numbers, whatever the names of its sources are."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
from lxml import etree

from kktei import tei
from kktei.cache import Cache
from kktei.errors import UsageError
from kktei.pipeline import line
from kktei.pipeline.convert import convert
from kktei.pipeline.verdicts import verdicts
from kktei.pipeline.watch import Silence
from kktei.project import Project
from tests.editions import digests
from tests.read.frus_volume import HEAD, TAIL, document

LETTER = """{n}. Letter From {sender} to {other}

Source: Example Library, {sender} Papers, Box {n}. Drafted by {drafter}.
"""
DRAFTERS = {1: "Olga Holm", 2: "Per Holm", 3: "Ada Holm", 5: "Nils Holm", 9: "Eva Holm", 10: "Ida Holm", 11: "Kai Holm"}


def edition(folder: Path, sources: dict[str, list[int]]) -> Project:
    """An edition of letters between two people; ``sources`` gives the numbers that each file holds, in its order."""
    project = Project(folder)
    project.documents.mkdir(parents=True)
    project.seeds.mkdir()
    (project.edition / "edition.toml").write_text('[edition]\nid = "t"\ntitle = "T"\n', encoding="utf-8")
    for name, numbers in sources.items():
        parts = ["Letters\n"]
        for n in numbers:
            pair = ("Ada Winter", "Jonas Berg") if n % 2 else ("Jonas Berg", "Ada Winter")
            parts.append(LETTER.format(n=n, sender=pair[0], other=pair[1], drafter=DRAFTERS[n]))
        (project.seeds / name).write_text("\n".join(parts), encoding="utf-8")
    return project


def refs(project: Project, number: int) -> list[tuple[str, str | None, str]]:
    root = tei.load(project.documents / f"d{number:03}.xml")
    found = root.iterfind(".//tei:correspContext/tei:ref", tei.NS)
    return [(r.get("type"), r.get("subtype"), r.get("target")) for r in found]


def converted(project: Project) -> Project:
    convert(project, watch=Silence(), by="E")
    return project


def texts(project: Project) -> dict[str, str]:
    return {name: data for name, data in digests(project.edition).items() if not name.startswith(".kktei/")}


def test_names_that_sort_otherwise_than_numbers(tmp_path: Path) -> None:
    project = converted(edition(tmp_path, {"a.txt": [5], "b.txt": [1]}))
    assert refs(project, 1) == [("next", None, "d005.xml"), ("next", "correspondence", "d005.xml")]
    assert refs(project, 5) == [("prev", None, "d001.xml"), ("prev", "correspondence", "d001.xml")]
    cache = Cache(project.cache / "blobs")
    assert verdicts(project, {}, cache=cache, jobs=1, watch=Silence()).invalid == frozenset()


@pytest.mark.parametrize(
    "parts", [[[1, 2], [3, 5], [9, 10, 11]], [[1, 5, 10], [2, 9], [3, 11]], [[11, 10], [9, 5], [3, 2, 1]]]
)
@pytest.mark.long
def test_names_of_sources_change_nothing(parts: list[list[int]], tmp_path: Path) -> None:
    made = []
    for turn, names in enumerate(permutations(("a.txt", "b.txt", "c.txt"))):
        project = converted(edition(tmp_path / str(turn), dict(zip(names, parts, strict=True))))
        made.append(texts(project))
    assert made.count(made[0]) == len(made)
    whole = converted(edition(tmp_path / "whole", {"all.txt": sorted(n for part in parts for n in part)}))
    assert texts(whole) == made[0]


def test_new_records_and_the_corpus_have_the_order_of_the_numbers(tmp_path: Path) -> None:
    project = converted(edition(tmp_path, {"a.txt": [10, 9], "b.txt": [11, 2], "c.txt": [1]}))
    people = tei.load(project.authorities).iterfind(".//tei:person/tei:persName", tei.NS)
    named = [tei.text_of(p) for p in people]
    assert [n for n in named if n.endswith("Holm")] == [DRAFTERS[n] for n in (1, 2, 9, 10, 11)]
    included = tei.load(project.corpus).iterfind("xi:include", tei.NS)
    assert [i.get("href") for i in included] == [f"documents/d{n:03}.xml" for n in (1, 2, 9, 10, 11)]


def test_a_source_that_comes_later_is_fitted_in(tmp_path: Path) -> None:
    project = converted(edition(tmp_path, {"z.txt": [1, 5]}))
    other = edition(tmp_path / "other", {"a.txt": [3]})
    (other.seeds / "a.txt").rename(project.seeds / "a.txt")
    converted(project)
    assert refs(project, 3)[0] == ("prev", None, "d001.xml")
    assert ("next", None, "d003.xml") in refs(project, 1)
    assert ("prev", "correspondence", "d003.xml") in refs(project, 5)


def test_chapters_of_volumes_stand_in_the_order_of_their_documents(tmp_path: Path) -> None:
    project = edition(tmp_path, {})
    for name, first in (("a.xml", 30), ("b.xml", 4)):
        chapter = f'<div type="chapter" xml:id="c{first}"><head>Chapter {first}</head>{document(first, size=80)}</div>'
        (project.seeds / name).write_text(HEAD + chapter + TAIL, encoding="utf-8")
    converted(project)
    front = etree.tostring(tei.load(project.front), encoding="unicode")
    assert 0 < front.index("Chapter 4") < front.index("Chapter 30")


def test_a_number_alone_says_which_document_is_meant(tmp_path: Path) -> None:
    (tmp_path / "edition" / "documents").mkdir(parents=True)
    (tmp_path / "edition" / "documents" / "d001.xml").write_text("<TEI/>", encoding="utf-8")
    for asked in ("1", "001", "d01"):
        with pytest.raises(UsageError) as said:
            line._asked_for(Project(tmp_path), (asked,))
        assert said.value.hint == "Did you mean d001?"
