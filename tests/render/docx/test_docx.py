"""The Word file has real headings and footnotes, and every word."""

from __future__ import annotations

import re
import zipfile

import pytest
from lxml import etree

from kktei.errors import InputError
from kktei.render.docx import render_docx, render_icml, render_jats
from kktei.render.docx.labels import label, labels
from tests.render.print.conftest import make_job
from tests.render.print.letters import volume
from tests.render.print.pages import body_words, words
from tests.render.print.test_files import letter

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
    assert styles.count("Heading1") == 8 + len(["Sources", "Abbreviations and Markings", "Index of Persons"])
    assert {"Dateline", "Salutation", "Signature"} <= set(styles)
    for file in files:
        assert body_words(file) - words(body) - words(notes) == set()
    assert written(tmp_path / "again", files)[1] == raw


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("true", "true\u2060"),
        ("*a* [b](c) @d `e` <f> & \"g\" --output=x $h$ 日", "*a* [b](c) @d `e` <f> & \"g\" --output=x $h$ 日"),
        ("", None),
        ("x" * 300_000, "x" * 2000 + " …"),
        ("1984: a", "1984: a"),
    ],
)  # fmt: skip
def test_whatever_the_title_there_is_a_file_that_has_it(tmp_path, title, shown):
    volume(tmp_path / "tei", 1)
    job = make_job(
        tmp_path / "out", list((tmp_path / "tei").glob("*.xml")), edition={"title": title, "editors": [title]}
    )
    assert render_docx(job) == []
    with zipfile.ZipFile(job.target / "edition.docx") as archive:
        parts = {n: etree.fromstring(archive.read(n)) for n in archive.namelist() if n.endswith(".xml")}
    paragraphs = text(etree.tostring(parts["word/document.xml"])).split("\n")
    assert (paragraphs[0] if shown else None) == shown


@pytest.mark.parametrize("element", ["hi", "quote", "note", "list", "table"])
def test_strange_characters_and_depths_cost_nothing(tmp_path, element):
    tags = {"list": ("<list><item>", "</item></list>"), "table": ("<table><row><cell>", "</cell></row></table>")}
    start, end = tags.get(element, (f"<{element}>", f"</{element}>"))
    depths = f"{start * 150}innermost{end * 150}"
    body = depths if element in tags else f"<p>{depths}</p>"
    file = letter(tmp_path, "a.xml", f"<head>日 \ufeff</head><p>語 \ue000 \u200b\u2028x</p>{body}")
    job = make_job(tmp_path / "out", [file])
    assert render_docx(job) == []
    with zipfile.ZipFile(job.target / "edition.docx") as archive:
        whole = "".join(archive.read(n).decode() for n in ("word/document.xml", "word/footnotes.xml"))
    for words_of in ("日", "語", "innermost"):
        assert words_of in whole


def test_indesign_and_jats_have_every_word_and_note(tmp_path):
    tokens = volume(tmp_path / "tei", 3)
    files = sorted((tmp_path / "tei").glob("*.xml"))
    for render, name in ((render_icml, "edition.icml"), (render_jats, "edition.xml")):
        job = make_job(tmp_path / name, files)
        assert render(job) == []
        made = etree.fromstring((job.target / name).read_bytes(), etree.XMLParser(load_dtd=False, no_network=True))
        said = " ".join("".join(made.itertext()).split())
        for name_of in (note for names in tokens.values() for note in names):
            assert said.count(f"note{name_of} ") == 1
        close = said.replace(" ", "")
        assert [word for file in files for word in body_words(file) if word not in close] == []
    assert not made.findall(".//boxed-text")
    assert len(made.findall(".//fn")) == sum(len(names) + 1 for names in tokens.values())


def test_a_houses_template_gives_the_styles(tmp_path):
    plain, _ = written(tmp_path, [letter(tmp_path, "a.xml", "<p>Words.</p>")])
    (tmp_path / "house.docx").write_bytes((tmp_path / "out" / "edition.docx").read_bytes())
    with zipfile.ZipFile(tmp_path / "house.docx", "w") as archive:
        for name, data in plain.items():
            archive.writestr(name, data.replace(b"007020", b"123456") if name == "word/styles.xml" else data)
    job = make_job(tmp_path / "own", [tmp_path / "a.xml"], print={"docx_template": "house.docx"})
    assert render_docx(job) == []
    with zipfile.ZipFile(job.target / "edition.docx") as archive:
        assert b"123456" in archive.read("word/styles.xml")


@pytest.mark.parametrize(
    ("named", "told"), [("no.docx", "is not there"), ("a.xml", "is not a Word file"), ("../x", "outside")]
)
def test_a_template_that_cannot_be_used_is_told(tmp_path, named, told):
    job = make_job(tmp_path / "own", [letter(tmp_path, "a.xml", "<p>Words.</p>")], print={"docx_template": named})
    with pytest.raises(InputError, match=told):
        render_docx(job)


def test_notes_keep_the_labels_that_their_encoder_gave(tmp_path, datadir):
    """Word numbers all notes through: a call that must say "7" brings its own mark."""
    parts, raw = written(tmp_path, [datadir / "cases" / "tei" / "201-notes.xml"])
    document, notes = etree.fromstring(parts["word/document.xml"]), etree.fromstring(parts["word/footnotes.xml"])
    marked = {
        c.get(f"{W}id"): c.getnext().text for c in document.iter(f"{W}footnoteReference") if c.getnext() is not None
    }
    assert {"7", "9", "11", "12"} <= set(marked.values())
    for number, said in marked.items():
        note = next(n for n in notes.iter(f"{W}footnote") if n.get(f"{W}id") == number)
        assert "".join(t.text or "" for t in note.iter(f"{W}t")).strip().startswith(said)
        assert note.find(f".//{W}footnoteRef") is None
    assert written(tmp_path / "again", [datadir / "cases" / "tei" / "201-notes.xml"])[1] == raw


def test_calls_that_are_not_those_of_the_text_keep_their_numbers(tmp_path, datadir):
    written(tmp_path, [datadir / "cases" / "tei" / "201-notes.xml"])
    found = next(tmp_path.rglob("edition.docx"))
    before = found.read_bytes()
    assert not label(found, ["1"] * 999)
    assert found.read_bytes() == before
    call = '<a class="own" epub:type="noteref" href="#n">7 &amp; <i>a</i></a>'
    page = f'<p xmlns:epub="http://www.idpf.org/2007/ops">{call}<a epub:type="noteref">2</a><aside>{call}</aside></p>'
    assert labels(etree.fromstring(page)) == ["7 & a", ""]
