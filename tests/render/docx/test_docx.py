"""The Word file has real headings and footnotes, and every word."""

from __future__ import annotations

import re
import zipfile

from lxml import etree

from kktei.render.docx import render_docx
from tests.render.print.conftest import make_job
from tests.render.print.letters import volume
from tests.render.print.pages import body_words, words

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def written(tmp_path, files):
    job = make_job(tmp_path / "out", files)
    assert render_docx(job) == []
    with zipfile.ZipFile(job.target / "edition.docx") as archive:
        return {n: archive.read(n) for n in archive.namelist()}, (job.target / "edition.docx").read_bytes()


def text(part: bytes) -> str:
    root = etree.fromstring(part)
    return "\n".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in root.iter(f"{W}p"))


def test_notes_headings_words_and_same_bytes(tmp_path):
    tokens = volume(tmp_path / "tei", 8)
    files = sorted((tmp_path / "tei").glob("*.xml"))
    parts, raw = written(tmp_path, files)
    body, notes = text(parts["word/document.xml"]), text(parts["word/footnotes.xml"])
    for names in tokens.values():
        for name in names:
            assert notes.count(f"note{name} ") == 1
            assert len(re.findall(rf"call{name}\b", body)) == 1
    document = etree.fromstring(parts["word/document.xml"])
    calls = list(document.iter(f"{W}footnoteReference"))
    assert len(calls) == sum(len(n) + 1 for n in tokens.values())
    styles = [s.get(f"{W}val") for s in document.iter(f"{W}pStyle")]
    assert styles.count("Heading1") == 8
    assert {"Dateline", "Salutation", "Signature"} <= set(styles)
    for file in files:
        assert body_words(file) - words(body) - words(notes) == set()
    assert written(tmp_path / "again", files)[1] == raw
