"""An edition's own words, rules, looks and forms, as docs/own.md shows them; and what they must not do."""

from __future__ import annotations

import re
import sys
import zipfile
from dataclasses import replace
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from kktei import plugins, saxon, trust
from kktei.errors import InputError, MachineryError
from kktei.parse import load_vocabulary
from kktei.pipeline.products import renderer
from kktei.read import read_source
from kktei.render.epub import render_epub
from kktei.render.front import front_matter
from kktei.render.html import render_site
from kktei.render.html.assets import own_theme
from kktei.render.job import RenderJob
from kktei.render.own import Sheet, misnamed, sheet_of, spliced
from kktei.render.print.documents import TypstDocument, documents
from kktei.render.words import texts, words
from kktei.trust import Trusted
from kktei.validate import check_documents
from tests.cli.test_tutorial import BLOCK
from tests.websites import letter_job, no_search, small

XSL = "http://www.w3.org/1999/XSL/Transform"
SHEET = f'<?xml version="1.0"?>\n<xsl:stylesheet version="3.0"\n  xmlns:xsl="{XSL}">\n%s\n</xsl:stylesheet>'


@pytest.fixture(scope="module")
def page() -> dict[str, str]:
    text = (Path(__file__).resolve().parents[2] / "docs" / "own.md").read_text(encoding="utf-8")
    return {block["file"]: block["text"] for block in BLOCK.finditer(text) if block["file"]}


def trusted(*codes: str) -> Trusted:
    return Trusted(tuple(trust._digest(code.encode()) for code in codes))


@pytest.fixture
def job(tmp_path: Path, page: dict[str, str]) -> RenderJob:
    """A letter with a quotation and two blanks in a row, and all that the page shows."""
    for file, text in page.items():
        path = tmp_path / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    files = small(tmp_path, a="<p>She said <q>yes</q>,  twice.</p>")
    target = tmp_path / "out"
    target.mkdir()
    codes = trusted(*(text for file, text in page.items() if "/xslt/" in file))
    made = letter_job(files, tmp_path, target)
    return replace(made, overrides=tmp_path / "edition", trusted=codes)


def test_own_words(job: RenderJob) -> None:
    assert load_vocabulary(job.root / "edition" / "vocabulary.toml").look_up("handling", "Walnut")
    assert texts("pl", job.overrides)["nav.persons"] == "Osoby"
    assert texts("pl", job.overrides)["count.documents.few"] == "{n} dokumenty"


def test_own_rules(job: RenderJob) -> None:
    (file,) = job.documents
    broken = file.read_text(encoding="utf-8").replace("twice", '<ref target="#gone">twice</ref>')
    file.write_text(broken, encoding="utf-8")
    found = check_documents([file], root=job.root, more_rules=job.root / "edition" / "rules.sch")[file]
    (ours,) = [f for f in found if f.code == "S000"]
    assert (ours.message, ours.severity, ours.file, ours.line) == (
        "OURS-1: Two blanks in a row.",
        "warning",
        "a.xml",
        4,
    )
    assert len(found) > 1, "kktei's own rules are applied as well"


def test_own_rules_open_no_file(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("hidden", encoding="utf-8")
    address = (tmp_path / "secret.txt").as_uri()
    rules = tmp_path / "rules.sch"
    for static in ("", ' static="yes"'):
        rules.write_text(
            f'<schema xmlns="http://purl.oclc.org/dsdl/schematron" xmlns:xsl="{XSL}" queryBinding="xslt3">'
            f"""<xsl:variable name="x"{static} select="unparsed-text('{address}')"/>"""
            '<pattern><rule context="*"><report id="A" test="true()"><value-of select="$x"/></report></rule></pattern></schema>',
            encoding="utf-8",
        )
        (file,) = small(tmp_path, a="<p>x</p>")
        try:
            said = [f.message for f in check_documents([file], root=tmp_path, more_rules=rules)[file]]
        except MachineryError as problem:
            said = [problem.message]
        assert "hidden" not in " ".join(said)
        assert "prohibited" in " ".join(said)


def test_own_forms(job: RenderJob, monkeypatch: pytest.MonkeyPatch) -> None:
    # Fonts and the index of words: nothing here is about them.
    monkeypatch.setattr("kktei.render.html.site.write_assets", lambda *_, **__: {})
    monkeypatch.setattr("kktei.render.html.site.write_search", no_search)
    assert [f for f in render_site(job) if f.code.startswith("B")] == []
    assert '<q class="ours">yes</q>' in (job.target / "documents" / "a.html").read_text(encoding="utf-8")
    assert own_theme(job) == job.root / "edition" / "theme.css"
    book = replace(job, target=job.target / "epub")
    book.target.mkdir()
    assert [f for f in render_epub(book) if f.code.startswith("B")] == []
    with zipfile.ZipFile(book.target / "edition.epub") as archive:
        assert '<q class="ours">yes</q>' in archive.read("EPUB/a.xhtml").decode()
    (set_,) = documents(job, words("en"), front_matter(None, ""))
    assert isinstance(set_, TypstDocument)
    assert '#"«";#"yes";#"»";' in set_.markup


def test_without_trust_they_are_not_used(job: RenderJob) -> None:
    for product in ("html", "epub", "print"):
        sheet, (found,) = sheet_of(replace(job, trusted=Trusted()), product)
        assert sheet == Sheet(product)
        assert (found.code, found.file) == ("B006", f"edition/xslt/{product}.xsl")
    assert misnamed(job) == []
    (job.root / "edition" / "xslt" / "site.xsl").write_text("x", encoding="utf-8")
    assert [(f.code, f.file) for f in misnamed(job)] == [("B007", "edition/xslt/site.xsl")]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('<xsl:include href="x.xsl"/>', ":4: xsl:include must not stand"),
        ('<xsl:import href="file:///etc/passwd"/>', ":4: xsl:import must not stand"),
        ("""<xsl:variable name="x" static="yes" select="1"/>""", ":4: static must not stand"),
        ("""\n<xsl:template name="x" use-when="true()"/>""", ":5: use-when must not stand"),
        ("""<xsl:template name="x"><a xsl:use-when="true()"/></xsl:template>""", ":4: use-when must not stand"),
        ("""<xsl:variable name="x" _static="yes" select="1"/>""", ":4: the attribute _static must not stand"),
        ("<a", ":5:"),
        ("""\n\n<xsl:template match="q"><xsl:sequence select="foo("/></xsl:template>""", ":6:"),
        ("""<xsl:template match="q"><xsl:sequence select="nowhere()"/></xsl:template>""", ":4:"),
        ("""<xsl:template match="q"><xsl:result-document href="x"/></xsl:template>""", ":4:"),
    ],
)
def test_a_broken_one_is_an_error_with_its_line(body: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "xslt").mkdir()
    text = SHEET % body
    (tmp_path / "xslt" / "html.xsl").write_text(text, encoding="utf-8")
    job = replace(letter_job([], tmp_path, tmp_path), trusted=trusted(text))
    with pytest.raises(MachineryError) as said:
        sheet_of(job, "html")
    assert said.value.message.startswith(f"xslt/html.xsl{words}")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('<xsl:message>no</xsl:message><xsl:message terminate="yes">boom <b>x</b></xsl:message>', "boom x"),
        ('<xsl:message terminate="yes" error-code="mine">boom</xsl:message>', "boom"),
        ('<xsl:message terminate="yes"/>', "xsl:message without a word"),
        ("<xsl:sequence select=\"error((), 'boom')\"/>", "FOER0000 boom"),
    ],
)
def test_where_it_ends_the_run_its_own_words_are_told(body: str, words: str) -> None:
    made = saxon.stylesheet_from(SHEET % f'<xsl:template name="a">{body}</xsl:template>', "edition/xslt/html.xsl")
    with pytest.raises(MachineryError) as said:
        made.run(template="a")
    assert re.fullmatch(
        rf"A stylesheet failed: Error .* on line 4 .* of edition/xslt/html\.xsl: {words}", said.value.message
    )


@pytest.mark.parametrize(
    "call",
    ["unparsed-text('{}')", "doc('{}')", "json-doc('{}')", "environment-variable('HOME')", "unparsed-text-lines('{}')"],
)
def test_it_opens_no_file_when_it_runs(call: str, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("<hidden/>", encoding="utf-8")
    (tmp_path / "xslt").mkdir()
    inside = call.format((tmp_path / "secret").as_uri())
    text = SHEET % f"""<xsl:template name="own"><xsl:sequence select="'[' || {inside} || ']'"/></xsl:template>"""
    (tmp_path / "xslt" / "html.xsl").write_text(text, encoding="utf-8")
    sheet, _ = sheet_of(replace(letter_job([], tmp_path, tmp_path), trusted=trusted(text)), "html")
    if "HOME" in call:
        assert sheet.compiled().items(template="own") == ["[]"]
        return
    with pytest.raises(MachineryError, match="prohibited"):
        sheet.compiled().items(template="own")


@pytest.mark.parametrize("start", ["", "\ufeff", '<?xml version="1.0"?>', "<!-- a > b -->\n", "<?a b>?>"])
@pytest.mark.parametrize(
    "root",
    [
        "<xsl:stylesheet a='>' xmlns:xsl='{}'\n version='3.0'>{}</xsl:stylesheet>",
        "<xsl:transform xmlns:xsl='{}'>{}</xsl:transform>",
    ],
)
def test_the_import_is_the_first_child(start: str, root: str) -> None:
    for inside in ("x", "<!-- c -->", "<b/>"):
        made = spliced(f"{start}{root.format(XSL, inside)}".encode(), "x.xsl", "file:///k.xsl")
        assert f'><import xmlns="{XSL}" href="file:///k.xsl"/>{inside}</' in made


def test_a_package_adds_a_reader_and_a_product(
    job: RenderJob, page: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As pip installs it; docs/own.md has its files."""
    info = job.root / "kktei_example-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: kktei-example\nVersion: 1\n", encoding="utf-8")
    groups = re.findall(r'entry-points\."(.+)"\]\n(\w+) = "(.+)"', page["pyproject.toml"])
    (info / "entry_points.txt").write_text("".join(f"[{g}]\n{n} = {v}\n" for g, n, v in groups), encoding="utf-8")
    monkeypatch.syspath_prepend(str(job.root))
    plugins.added.cache_clear()
    try:
        assert {p.name for p in entry_points(group=plugins.READERS)} == {"letters"}
        (job.root / "x.letters").write_text("Letter From A to B\nLetter From B to A\n", encoding="utf-8")
        source = read_source(job.root / "x.letters", "seeds/x.letters")
        assert [record.head for record in source.records] == ["Letter From A to B", "Letter From B to A"]
        assert [record.number for record in source.records] == ["1", "2"]
        assert renderer("words")(job) == []
        assert int((job.target / "words.txt").read_text()) > 10
        (job.root / "y.letters").write_bytes(b"\xff")
        with pytest.raises(
            InputError, match=r"seeds/y.letters cannot be read: the reader of .letters files failed: Unicode"
        ):
            read_source(job.root / "y.letters", "seeds/y.letters")
    finally:
        plugins.added.cache_clear()
        sys.modules.pop("kktei_example", None)
