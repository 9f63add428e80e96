"""Former addresses lead on; what stands is never replaced, and nothing goes round in circles."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from kktei.addresses import PublishedAddress
from kktei.config import check
from kktei.render.html.moved import moved
from tests.websites import letter_job, made, no_search, small


def former(text: str) -> tuple[PublishedAddress, ...]:
    rows = (line.split(",") for line in text.split())
    return tuple(PublishedAddress(*row, line=at) for at, row in enumerate(rows, 2))


def test_former_addresses_lead_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kktei.render.html.site.write_assets", lambda *_, **__: {})
    monkeypatch.setattr("kktei.render.html.site.write_search", no_search)
    job = letter_job(small(tmp_path, a="<p>Of ships.</p>", b="<p>Of wax.</p>"), tmp_path, tmp_path / "site")
    first = made(job)
    known = {line.split(",")[0]: line.split(",")[2] for line in first.text("addresses.csv").splitlines()[1:]}
    rows = f"""documents/old.html,a documents/older.html,a documents/a.html,b documents/x.html,gone,{known["documents/b.html"]}
        documents/lost.html,lost documents/given-up.html, ../out.html,a documents/.hidden.html,a documents/B.html,a"""
    based = check({"edition": {"title": "Letters", "base_uri": "https://example.org/x/"}})
    site = made(replace(job, target=tmp_path / "two", published=former(rows), settings=based))
    led = {}
    for path in set(site.pages) - set(first.pages) - {"404.html"}:
        page = html.fromstring(site.text(path))
        led[path] = page.xpath("string(//a[@class = 'moved']/@href)")
        assert page.xpath("string(//meta[@http-equiv = 'refresh']/@content)") == f"0; url={led[path]}"
    assert led == {
        "documents/old.html": "../documents/a.html",
        "documents/older.html": "../documents/a.html",
        "documents/x.html": "../documents/b.html",
    }
    assert {(f.place, f.line) for f in site.findings if f.code == "H030"} == {
        ("documents/lost.html", 6),
        ("../out.html", 8),
        ("documents/.hidden.html", 9),
        ("documents/B.html", 10),
    }
    pages = [f"/x/documents/{a}.html /x/documents/{b}.html 301" for a, b in (("old", "a"), ("older", "a"), ("x", "b"))]
    texts = [row.replace("/documents/", "/tei/documents/").replace(".html", ".xml") for row in pages]
    assert (tmp_path / "two" / "_redirects").read_text(encoding="utf-8").splitlines() == [*pages, *texts]
    assert not (tmp_path / "site" / "_redirects").exists()
    assert "moved" not in site.text("documents/a.html")
    assert "old" not in site.text("addresses.csv")
    assert not (tmp_path / "out.html").exists()


def test_what_is_not_certain_leads_nowhere() -> None:
    """Two documents of one id (letters of other editions): neither is what was meant."""
    from types import SimpleNamespace

    date = SimpleNamespace(start="", end="")
    entry = SimpleNamespace(title="A letter", incipit="", date=date)
    documents = [SimpleNamespace(path=f"documents/{n}.html", title=n, id="same", entry=entry, source=n) for n in "ab"]
    index = SimpleNamespace(documents=documents, names={})
    pages, found = moved(former("documents/old.html,same"), index, {"documents/a.html", "documents/b.html"})  # type: ignore[arg-type]
    assert pages == []
    assert [f.code for f in found] == ["H030"]
