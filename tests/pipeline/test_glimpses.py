"""What a preview's builder shows of the first build while it works."""

from multiprocessing import Pipe
from pathlib import Path

import pytest

from kktei.pipeline import glimpses as glimpses_
from kktei.pipeline.glimpses import Glimpses
from kktei.pipeline.server import FormerPages
from tests.websites import letter_job, small


def test_home_comes_first_then_what_is_looked_at_and_how_far_the_work_is(tmp_path: Path) -> None:
    job = letter_job(small(tmp_path, l1="<p>One.</p>", l2="<p>Two.</p>"), tmp_path, tmp_path)
    preview, builder = Pipe()
    with Glimpses(builder, frozenset(), tmp_path / "html") as glimpses:
        glimpses.live().begin(job)
        assert "index.html" in preview.recv()
        preview.send(frozenset({"documents/l2.html"}))
        glimpses.progress("reading", 1, 2)
        assert b"Two." in preview.recv()["documents/l2.html"]
        assert preview.recv() == "Reading: 1 of 2"
        glimpses.live().show({"documents/l1.html": b"as the site has it"})
        preview.send(frozenset({"documents/l1.html"}))
        glimpses.progress("reading", 2, 2)
        assert preview.recv() == {"documents/l1.html": b"as the site has it"}
        assert not preview.poll()  # what is known better is not made again


def test_where_there_is_a_site_that_is_shown_until_there_is_another(tmp_path: Path) -> None:
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "index.html").touch()
    preview, builder = Pipe()
    with Glimpses(builder, frozenset(), tmp_path / "html") as glimpses:
        glimpses.live().begin(letter_job(small(tmp_path, l1="<p>One.</p>"), tmp_path, tmp_path))
        glimpses.progress("reading", 1, 2)
        assert not preview.poll()


def test_what_goes_with_the_former_site_is_told_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for page in ("html/index.html", "html/documents/d001.html", "html/documents/d002.html", "new/index.html"):
        (tmp_path / page).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / page).write_text(page)
    sources = {"documents/d001.html": tmp_path / "d001.xml", "documents/d003.html": tmp_path / "d003.xml"}
    monkeypatch.setattr(glimpses_, "pages_of_documents", lambda: sources)
    preview, builder = Pipe()
    with Glimpses(builder, frozenset(), tmp_path / "html") as glimpses:
        glimpses.live().made(tmp_path / "html" / "documents")  # a product that is no site
        glimpses.live().made(tmp_path / "new")
    kept = preview.recv()
    assert isinstance(kept, FormerPages)
    assert kept.pages["documents/d001.html"] == b"html/documents/d001.html"
    assert set(kept.pages) == {"documents/d001.html", "documents/d002.html"}
    assert kept.sources == {"documents/d001.html": tmp_path / "d001.xml"}
    assert not preview.poll()
