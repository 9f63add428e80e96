"""Names of large registers that few documents have stand on common pages, and all links lead to them."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from kktei import addresses
from kktei.addresses import PublishedAddress
from kktei.render.html import gathered, site
from kktei.render.html.index import Index, RegisterEntry
from kktei.render.html.moved import moved
from tests.websites import Site, letter_job, made, no_search, small


def named(key: str, order: str, *, role: str = "mentioned", documents: int = 1) -> RegisterEntry:
    return RegisterEntry(key, "person", order.title(), f"persons/{key}.html", order=order,
                         uses={role: list(range(documents))})  # fmt: skip


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few names are many."""
    monkeypatch.setattr(addresses, "_MANY", 2)


def placed(*names: RegisterEntry) -> dict[str, str]:
    index = Index([], {name.key: name for name in names}, None)  # type: ignore[arg-type]  # no records are asked for
    gathered.gather(index)
    return {name.key: name.path for name in names}


def test_names_of_few_documents_stand_together_by_their_beginning(large: None) -> None:
    found = placed(named("p1", "ash ! ann"), named("p2", "ähren"), named("k-p3", "boer"), named("p4", "中"))
    assert found == {
        "p1": "persons/more/a.html#p1",
        "p2": "persons/more/a.html#p2",
        "k-p3": "persons/more/b.html#x-k-p3",
        "p4": "persons/more/other.html#p4",
    }


def test_who_writes_or_is_in_many_documents_has_a_page(large: None) -> None:
    found = placed(named("p1", "ash", role="sent"), named("p2", "birch", documents=4), named("p3", "cole", documents=3))
    assert [found["p1"], found["p2"]] == ["persons/p1.html", "persons/p2.html"]
    assert found["p3"] == "persons/more/c.html#p3"


def test_small_registers_have_a_page_for_each_name() -> None:
    assert placed(named("p1", "ash"), named("p2", "birch"))["p1"] == "persons/p1.html"


def test_a_beginning_that_very_many_have_is_told_apart(large: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathered, "_ON_A_PAGE", 2)
    found = placed(named("p1", "sand"), named("p2", "sark"), named("p3", "sea"))
    assert found == {"p1": "persons/more/sa.html#p1", "p2": "persons/more/sa.html#p2", "p3": "persons/more/se.html#p3"}


@pytest.fixture
def made_site(tmp_path: Path, large: None, monkeypatch: pytest.MonkeyPatch) -> Site:
    monkeypatch.setattr(site, "write_search", no_search)
    names = '<persName ref="#p1">Ann Ash</persName> <persName ref="#p2">Bo Birch</persName>'
    back = '<listPlace><place xml:id="o1"><placeName>Oslo</placeName><location><geo>59.9 10.7</geo></location></place></listPlace>'
    text = f'<p>{names} <placeName ref="#o1">Oslo</placeName> <placeName ref="#o2">Rome</placeName></p></body><back>{back}</back>'
    documents = small(tmp_path, a=text, b=text)
    for path in documents:
        path.write_text(path.read_text(encoding="utf-8").replace("</back></body>", "</back>"), encoding="utf-8")
    return made(letter_job(documents, tmp_path, tmp_path / "site"))


def test_all_links_lead_to_the_common_pages(made_site: Site) -> None:
    assert not [f for f in made_site.findings if f.code in ("H002", "H003") and f.file != "search.html"]
    page = made_site.text("persons/more/a.html")
    assert re.search(r'<section class="named person" id="p1"[^>]*><h2[^>]*>Ann Ash</h2>', page)
    assert 'href="../../documents/a.html"' in page
    assert 'href="../persons/more/a.html#p1"' in made_site.text("documents/a.html")
    assert 'href="../persons/more/a.html#p1"' in made_site.text("persons/index.html")
    assert not (made_site.folder / "persons" / "p1.html").exists()
    assert "Map of the places on this page" in made_site.text("places/more/o.html")
    listed = [row[0] for row in csv.reader(made_site.text("addresses.csv").splitlines())]
    assert not [address for address in listed if "#" in address]  # no page can be made at such a one


def test_a_former_page_leads_to_the_place_on_the_common_one(large: None) -> None:
    ash = named("p1", "ash")
    index = Index([], {"p1": ash, "p2": named("p2", "birch")}, None)  # type: ignore[arg-type]
    gathered.gather(index)
    pages, found = moved([PublishedAddress("persons/p1.html", "p1")], index, {"persons/more/a.html"})
    assert [(page.path, page.context.target.address) for page in pages] == [  # type: ignore[union-attr]
        ("persons/p1.html", "persons/more/a.html#p1")
    ]
    assert not found
