"""The Word file has real headings and footnotes, and every word."""

from __future__ import annotations

import re
import zipfile

import pytest
from lxml import etree

from kktei.errors import InputError
from kktei.read import read_source
from kktei.render.docx import render_docx
from kktei.render.docx.parts import NoteCall, _divide, calls, label
from kktei.transcript import Hi, Note, PageBreak, Table, Text, walk
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
        ("\u00ad", None),
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


def test_a_houses_template_gives_the_styles(tmp_path):
    plain, _ = written(tmp_path, [letter(tmp_path, "a.xml", "<p>Words.</p>")])
    with zipfile.ZipFile(tmp_path / "house.docx", "w") as archive:
        for name, data in plain.items():
            archive.writestr(
                name, data.replace(b'w:val="7A1F1F"', b'w:val="123456"') if name == "word/styles.xml" else data
            )
    job = make_job(tmp_path / "own", [tmp_path / "a.xml"], print={"docx_template": "house.docx"})
    assert render_docx(job) == []
    with zipfile.ZipFile(job.target / "edition.docx") as archive:
        assert b"123456" in archive.read("word/styles.xml")


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ("no.docx", "is not there"),
        ("a.xml", "is not a Word file"),
        ("../x", "outside"),
        ("book.xlsx", "is not a Word file"),
        ("cut.docx", "is not a Word file"),
        ("broken.docx", "is not a Word file"),
    ],
)
def test_a_template_that_cannot_be_used_is_told(tmp_path, named, told):
    for name, part in (("book.xlsx", "xl/styles.xml"), ("broken.docx", "word/styles.xml")):
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            archive.writestr("word/document.xml", "<a/>")
            archive.writestr(part, "<a>")
    (tmp_path / "cut.docx").write_bytes((tmp_path / "broken.docx").read_bytes()[:-30])
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


def test_calls_that_are_not_those_of_the_text_keep_their_numbers():
    call = '<a class="own" epub:type="noteref" href="#d-n-1">7 &amp; <i>a</i></a>'
    page = f"""<p xmlns:epub="http://www.idpf.org/2007/ops">{call}<a epub:type="noteref" href="#d-n-2">2</a><aside>{call}
        </aside><a class="own" epub:type="noteref" href="#d-n-3">*</a><a class="own" epub:type="noteref" href="#d-r-1">b</a>
        </p>"""
    found = calls(etree.fromstring(page))
    assert found == [
        NoteCall("7 & a", "7 & a", ""),
        NoteCall("2", "", ""),
        NoteCall("*", "*", "source"),
        NoteCall("b", "b", "reading"),
    ]
    text = etree.fromstring(f'<a xmlns:w="{W[1:-1]}"><w:footnoteReference w:id="1"/></a>')
    before = etree.tostring(text)
    assert not label(text, etree.Element("notes"), found)
    assert etree.tostring(text) == before


RICH = """<head>A<note type="source">Source: B.</note></head><opener><dateline>Rome</dateline><salute>Dear B,</salute>
  <address><addrLine>12 High Street</addrLine></address></opener><p>Small <hi rend="smallcaps">caps</hi>, <hi
  rend="letterspaced">wide</hi>, <hi rend="italic smallcaps">both</hi>, <foreign xml:lang="fr">mot</foreign>,
  <foreign xml:lang="he">שלום</foreign><note>One.</note> <app><lem>x</lem><rdg wit="#B">y</rdg></app><pb n="2"/>.</p>
  <lg><l>First</l><l rend="indent2">Second</l></lg><lg><l>Third</l></lg><table><row role="label"><cell>Head</cell></row><row>
  <cell>1</cell></row></table><closer><salute>Yours,<lb/></salute><signed>A.</signed></closer><postscript><p>More.</p></postscript>
  <p xml:lang="he">עוד</p>"""


@pytest.fixture(scope="module")
def written_rich(tmp_path_factory):
    folder = tmp_path_factory.mktemp("rich")
    letters = [letter(folder, f"{name}.xml", RICH) for name in "ab"]
    tables = {"edition": {"subtitle": "1913", "description": "Two\nletters."}}
    job = make_job(folder / "out", letters, **tables)
    assert render_docx(job) == []
    return job.target / "edition.docx"


@pytest.fixture(scope="module")
def rich(written_rich):
    with zipfile.ZipFile(written_rich) as archive:
        return {n: etree.fromstring(archive.read(n)) for n in archive.namelist() if n.endswith(".xml")}


def styled(part, kind="pStyle"):
    """The words of each style."""
    found = {}
    for style in part.iter(f"{W}{kind}"):
        said = "".join(style.getparent().getparent().itertext(f"{W}t"))
        found.setdefault(style.get(f"{W}val"), []).append(said.strip())
    return found


def test_each_part_of_a_letter_has_its_style(rich):
    found = styled(rich["word/document.xml"])
    told = {"Dateline": "Rome", "Salutation": "Dear B,", "Address": "12 High Street", "VerseFirst": "First", "Verse2": "Second",
            "TableHead": "Head", "Closing": "Yours,", "Signature": "A.", "Postscript": "More.", "Subtitle": "1913"}  # fmt: skip
    assert {style: found[style][0] for style in told} == told
    assert found["VerseFirst"][:2] == ["First", "Third"]
    lines = styled(rich["word/document.xml"], "rStyle")
    assert (lines["Letter-spaced"][0], lines["SourcePage"][0]) == ("wide", "[2]")
    small = [
        "".join(e.getparent().getparent().itertext(f"{W}t")) for e in rich["word/document.xml"].iter(f"{W}smallCaps")
    ]
    assert small[:2] == ["caps", "both"]
    defined = {style.get(f"{W}styleId") for style in rich["word/styles.xml"].iter(f"{W}style")}
    used = {e.get(f"{W}val") for n in ("document", "footnotes") for k in ("pStyle", "rStyle", "tblStyle")
            for e in rich[f"word/{n}.xml"].iter(f"{W}{k}")}  # fmt: skip
    assert used <= defined
    assert len(defined) == len(list(rich["word/styles.xml"].iter(f"{W}style")))


def test_pages_have_a_size_and_blocks_no_empty_line_at_their_end(rich):
    document = rich["word/document.xml"]
    sections = list(document.iter(f"{W}sectPr"))
    assert {section.find(f"{W}pgSz").get(f"{W}w") for section in sections} == {"11906"}
    assert [etree.QName(part).localname for part in sections[0]] == ["footnotePr", "type", "pgSz", "pgMar"]
    assert not list(document.iter(f"{W}br"))
    assert rich["word/document.xml"].find(f".//{W}tblHeader") is not None


def test_verse_is_set_in_by_the_same_steps_everywhere(root):
    """Steps of 1.5em below 2em; in Word, twentieths of a point of 12 points."""
    book = (root / "kktei/render/epub/style.css").read_text("utf-8")
    site = (root / "xslt/html/assets/site.css").read_text("utf-8")
    pages = (root / "xslt/print/kktei.typ").read_text("utf-8")
    assert "2em + indent * 1.5em" in pages
    expected = [(str(n), f"{2 + 1.5 * n:g}") for n in range(1, 10)]
    assert re.findall(r"\.verse\.in(\d) \{ margin-inline-start: ([\d.]+)em", book) == expected
    assert "calc(2em + var(--in, 0) * 1.5em)" in site
    assert re.findall(r"\.in(\d) \{ --in: (\d)", site) == [(str(n), str(n)) for n in range(1, 10)]
    styles = (root / "kktei/render/docx/styles.xml").read_text("utf-8")
    steps = re.findall(r'styleId="Verse(\d)".*?w:left="(\d+)"', styles, re.DOTALL)
    assert steps == [(str(n), str(850 + 360 * n)) for n in range(1, 10)]


def test_languages_are_marked(rich):
    told = {
        e.get(f"{W}val"): "".join(e.getparent().getparent().itertext(f"{W}t"))
        for e in rich["word/document.xml"].iter(f"{W}lang")
    }
    assert (told["fr"], told["he"]) == ("mot", "עוד")
    assert len(list(rich["word/document.xml"].iter(f"{W}bidi"))) == 2
    assert len(list(rich["word/document.xml"].iter(f"{W}rtl"))) == 4


def test_three_series_of_notes_each_document_anew(rich):
    notes, document = rich["word/footnotes.xml"], rich["word/document.xml"]
    assert [len(styled(notes)[style]) for style in ("SourceNote", "FootnoteText", "ApparatusNote")] == [2, 2, 2]
    marks = [e.getnext().text if e.getnext() is not None else "" for e in document.iter(f"{W}footnoteReference")]
    assert marks == ["*", "", "a"] * 2
    sections = [s for s in document.iter(f"{W}sectPr") if s.find(f"{W}footnotePr/{W}numRestart") is not None]
    assert len(sections) == len([p for p in document.iter(f"{W}pStyle") if p.get(f"{W}val") == "Heading1"])


def test_properties_are_the_editions(rich):
    told = {etree.QName(e).localname: e.text for e in rich["docProps/core.xml"]}
    assert told.pop("created") == told.pop("modified") == "2026-02-01T00:00:00Z"
    assert told == {"title": "Letters of Ada", "subject": "1913", "creator": "A. Müller", "lastModifiedBy": "A. Müller",
                    "description": "Two letters.", "language": "en"}  # fmt: skip


def test_a_house_that_has_a_style_by_our_name_has_its_own_look(tmp_path):
    plain, _ = written(tmp_path, [letter(tmp_path, "a.xml", RICH)])
    with zipfile.ZipFile(tmp_path / "house.docx", "w") as archive:
        for name, data in plain.items():
            styles = etree.fromstring(data) if name == "word/styles.xml" else None
            for style in styles.findall(f"{W}style") if styles is not None else ():
                if style.get(f"{W}styleId") in ("Postscript", "Closing"):
                    styles.remove(style)
                if style.get(f"{W}styleId") == "Dateline":
                    style.find(f"{W}pPr/{W}spacing").set(f"{W}after", "777")
            archive.writestr(name, data if styles is None else etree.tostring(styles))
    job = make_job(tmp_path / "own", [tmp_path / "a.xml"], print={"docx_template": "house.docx"})
    assert render_docx(job) == []
    with zipfile.ZipFile(job.target / "edition.docx") as archive:
        styles = {e.get(f"{W}styleId"): e for e in etree.fromstring(archive.read("word/styles.xml")).iter(f"{W}style")}
    assert styles["Dateline"].find(f"{W}pPr/{W}spacing").get(f"{W}after") == "777"
    assert styles["Closing"].find(f"{W}pPr/{W}ind") is not None  # ours, where the house has none


def test_what_was_written_is_read_again(written_rich):
    """A Word file that comes back: its parts by their styles, its source note, nothing of lists and labels."""
    source = read_source(written_rich, "edition.docx")
    first, second = source.records
    assert (first.number, first.head, first.note, second.number) == ("1", "A", "Source: B.", "2")
    assert first.body == second.body
    kinds = [type(block).__name__ for block in first.body]
    assert kinds == [
        "Dateline",
        "Salutation",
        *["Paragraph"] * 5,
        "Table",
        "Closing",
        "Signature",
        "Postscript",
        "Paragraph",
    ]
    parts = list(walk(first.body))
    assert [part.rend for part in parts if isinstance(part, Hi)][:3] == ["smallcaps", "letterspaced", "italic"]
    assert [part for part in parts if isinstance(part, PageBreak)] == [PageBreak("2")]
    assert [part.content for part in parts if isinstance(part, Note)] == [((Text("One."),),), ((Text("x] y B"),),)]
    assert [row.head for part in parts if isinstance(part, Table) for row in part.rows] == [True, False]
    (told,) = [f.message for f in source.findings if f.code != "R014"]
    assert told == "Footnotes bear marks of their own in Word (“a”); they were numbered anew."


def test_a_section_ends_in_the_paragraph_before_a_heading() -> None:
    marks = "".join(f'<w:p/><w:bookmarkStart w:name="{name}-heading"/>' for name in ("a", "b"))
    text = etree.fromstring(f'<w:document xmlns:w="{W[1:-1]}"><w:body>{marks}<w:p/><w:sectPr/></w:body></w:document>')
    _divide(text)
    assert [len(p.findall(f"{W}pPr/{W}sectPr")) for p in text.iter(f"{W}p")] == [0, 1, 0]
