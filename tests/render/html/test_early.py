"""Pages of a preview before there is a site: whole texts, titles of all, and nothing that cannot be read."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from kktei.render.html.early import EarlySite
from kktei.render.html.given import PageContext
from kktei.render.html.pages import SitePage, _Shown
from kktei.render.job import Live
from tests.websites import letter_job, small


@pytest.fixture
def early(tmp_path: Path) -> EarlySite:
    paths = small(tmp_path, **{f"l{n}": f"<p>Letter number {n}.</p>" for n in range(3)}, half="<p>Half")
    (tmp_path / "site").mkdir()
    return EarlySite(letter_job(paths, tmp_path, tmp_path / "site"))


def test_home_leads_to_all_documents_before_they_are_read(early: EarlySite) -> None:
    made = early.pages({"index.html", "persons/index.html"})
    home = made["index.html"].decode()
    assert re.findall(r'href="(documents/[^"]+)"', home)[:3] == [f"documents/l{n}.html" for n in range(3)]
    asked = re.findall(r'href="(assets/[^"]+\.css)"', home)
    assert asked
    assert set(asked) <= set(made)
    assert "persons/index.html" not in made  # nobody is known yet


def test_a_document_has_its_whole_text_and_its_neighbours(early: EarlySite) -> None:
    assert early.pages({"documents/l9.html"}) == {}
    page = early.pages({"documents/l1.html"})["documents/l1.html"].decode()
    assert "Letter number 1." in page
    assert 'href="l2.html"' in page or 'href="../documents/l2.html"' in page


def test_what_cannot_be_read_is_not_there(early: EarlySite) -> None:
    assert early.pages({"documents/half.html"}) == {}
    assert "documents/l0.html" in early.pages({"documents/l0.html"})


def test_pages_come_in_the_order_in_which_they_are_looked_at(tmp_path: Path) -> None:
    wanted: set[str] = set()
    live = Live(lambda: wanted, lambda _: None, lambda _: None, lambda _: None)
    job = replace(letter_job([], tmp_path, tmp_path), live=live)
    order = []
    for page in _Shown(job).in_order(SitePage(f"{n}.html", PageContext()) for n in range(5)):
        order.append(page.path)
        wanted = {"0.html", "3.html"}
    assert order == ["0.html", "3.html", "1.html", "2.html", "4.html"]
