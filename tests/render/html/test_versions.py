"""The edition's history, as its pages tell it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from tests.websites import document, letter_job, made, no_search

CORPUS = """<teiCorpus xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>L</title></titleStmt>
<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc><revisionDesc>
<change when="2026-03-01" n="1.1">Two letters more.</change><change when="2025-01-01" n="1.0">The first.</change>
</revisionDesc></teiHeader></teiCorpus>"""
LETTERS = {
    "a": [("2024-12-01", "Read."), ("2026-02-01", "Dated.")],
    "b": [("2024-12-01", "Read."), ("2026-05", "Corrected.")],
}


def test_changes_stand_under_the_version_that_they_were_made_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kktei.render.html.site.write_assets", lambda *_, **__: {})
    monkeypatch.setattr("kktei.render.html.site.write_search", no_search)
    paths = []
    for name, history in LETTERS.items():
        rows = "".join(f"<change when='{when}'>{words}</change>" for when, words in history)
        paths.append(tmp_path / f"{name}.xml")
        header = f"<revisionDesc>{rows}<change>Undated.</change></revisionDesc>"
        paths[-1].write_text(document("<p>Words.</p>", name, header, f"Letter {name}"), encoding="utf-8")
    job = letter_job(paths, tmp_path, tmp_path / "bare")
    assert told(made(job).text("versions.html")) == [
        "Changes | May 2026: Corrected. – Letter b | February 1, 2026: Dated. – Letter a | "
        "December 1, 2024: Read. all documents"
    ]
    paths.append(tmp_path / "c.xml")
    paths[-1].write_text(document("<p>Words.</p>", "c"), encoding="utf-8")
    job = replace(job, documents=tuple(paths))
    monkeypatch.setattr("kktei.render.html.versions._LISTED", 1)
    (tmp_path / "edition.xml").write_text(CORPUS, encoding="utf-8")
    whole = made(replace(job, target=tmp_path / "whole", corpus=tmp_path / "edition.xml"))
    assert told(whole.text("versions.html")) == [
        "Since then | May 2026: Corrected. – Letter b",
        "Version 1.1 · March 1, 2026 | Two letters more. | February 1, 2026: Dated. – Letter a",
        "Version 1.0 · January 1, 2025 | The first. | December 1, 2024: Read. 2 documentsLetter aand 1 more",
    ]


def told(page: str) -> list[str]:
    sections = html.fromstring(page).xpath("//main//section")
    parts = [section.xpath("h2 | p | ul/li") for section in sections]
    return [" | ".join(" ".join(part.text_content().split()) for part in section) for section in parts]
