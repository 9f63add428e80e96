"""Registers of objects, and codices of several parts, as other people's TEI has them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.websites import document, letter_job, made, no_search

OBJECTS = """<standOff><listObject><object xml:id="sword"><objectIdentifier><objectName>The Minden sword</objectName>
<objectName type="alt">Schwert von Minden</objectName><institution>Museum</institution><idno type="inventory">M 12</idno>
</objectIdentifier><history><p>Found in 1850.</p></history></object></listObject></standOff>"""
PARTS = """<msDesc><msIdentifier><repository>Archive</repository><idno>Codex 7</idno></msIdentifier>
<msPart><msIdentifier><idno>7/1</idno></msIdentifier><physDesc><objectDesc><supportDesc><extent>80 leaves
<dimensions unit="mm"><height>240</height><width>170</width></dimensions></extent></supportDesc></objectDesc></physDesc></msPart>
<msPart><msIdentifier><idno>7/2</idno></msIdentifier><physDesc><objectDesc><supportDesc><extent>40 leaves</extent>
</supportDesc></objectDesc></physDesc></msPart></msDesc>"""


def test_objects_have_a_register_and_parts_of_a_codex_their_own_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kktei.render.html.site.write_search", no_search)
    text = document('<p>I saw the <objectName ref="#sword">sword</objectName>.</p>', "a")
    text = text.replace("<text>", f"{OBJECTS}<text>").replace("<p>None</p>", PARTS)
    (tmp_path / "a.xml").write_text(text, encoding="utf-8")
    site = made(letter_job([tmp_path / "a.xml"], tmp_path, tmp_path / "site"))
    assert [f for f in site.findings if f.file != "search.html"] == []
    page = site.text("objects/sword.html")
    for said in (
        "<h1>The Minden sword</h1>",
        "Schwert von Minden",
        "<dd>Museum</dd>",
        "Found in 1850.",
        "M 12",
        "a.html",
    ):
        assert said in page
    letter = site.text("documents/a.html")
    assert '<a class="name object" href="../objects/sword.html"' in letter
    assert "objects/index.html" in site.text("index.html")
    first, second = letter.split('<div class="part"')[1:]
    assert "7/1" in first
    assert "80 leaves, " in first
    assert "240 × 170 mm" in first
    assert "7/2" in second
    assert "40 leaves" in second
