"""No text, name, title, id, address or setting is ever code of Typst's: it stands on the page as it is."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pikepdf
import pytest
import typst
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kktei.project import data
from kktei.render.characters import printable
from kktei.render.print import render_print
from kktei.render.print.quoting import literal, stems
from kktei.render.words import words
from kktei.saxon import Stylesheet, stylesheet, stylesheet_from
from kktei.slugs import file_names
from tests.render.print.conftest import make_job
from tests.render.print.pages import page_texts
from tests.xpath import evaluate

PROBES = [
    "#panic()", '"', "\\", "]", "[", "*/", "/*", "//", "$x$", "@x", "<x>", "`", "```", "'", "#{panic()}", '"); #panic(); ("',
    "\\u{41}", "\\\"", "#read(\"/etc/passwd\")", "%", "= x", "- x", "+ x", "~", "---", "#", "##", "_x_", "*x*", ";", "x\n\ny",
    "a\u2028b", "{", "}", "(", ")", ":", "#import \"@preview/x:1.0.0\"", "\\#", "&amp;", "#let x = 1", "show", "#[",
]  # fmt: skip
XML_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=12)


@pytest.fixture(scope="module")
def compiler(tmp_path_factory: pytest.TempPathFactory) -> typst.Compiler:
    file = tmp_path_factory.mktemp("empty") / "main.typ"
    file.write_text("", encoding="utf-8")
    return typst.Compiler(file)


@settings(deadline=None)
@given(text=st.text(st.characters(exclude_categories=["Cs"])))
@example(text='\\"')
@example(text="\n")
def test_a_literal_is_the_text(compiler: typst.Compiler, text: str) -> None:
    assert json.loads(compiler.eval(literal(text))) == text


@cache
def driver() -> Stylesheet:
    return stylesheet_from(
        f"""<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
          xmlns:k="https://kktei.org/ns/xslt"><xsl:import href="{(data("xslt") / "print.xsl").resolve().as_uri()}"/>
          <xsl:param name="text"/>
          <xsl:template name="literal"><xsl:sequence select="k:literal($text)"/></xsl:template>
          <xsl:template name="run"><xsl:sequence select="k:run($text)"/></xsl:template></xsl:stylesheet>"""
    )


@settings(deadline=None)
@given(XML_TEXT)
@example('"\\')
def test_the_stylesheets_write_the_same_literal(text: str) -> None:
    assert driver().items(params={"text": text}, template="literal") == [literal(text)]


@pytest.mark.parametrize(
    ("text", "spaced"),
    [
        ("see p. 12 and vols. IV", "see p._12 and vols._IV"),
        ("on a step. 12 men", "on a step. 12 men"),
        ("J. R. R. Tolkien. And", "J._R._R.~Tolkien. And"),
        ("Dr. No, St. Denis. A. b", "Dr.~No, St.~Denis. A. b"),
        ("at 10 a.m. on Lot 66 D 204", "at 10_a.m. on Lot~66~D~204"),
        ("one -- two – three", "one~– two~– three"),
        (" in nos. ", "' 'in nos._"),
        ("casinos. ", "casinos.' '"),
        ("No stops", "No stops"),
    ],
)
def test_spaces_are_a_compositors(text: str, spaced: str) -> None:
    """A low line stands for a thin and fast space, a tilde for a fast one."""
    (run,) = driver().items(params={"text": text}, template="run")
    plain = spaced.replace("_", "\u202f").replace("~", "\u00a0")
    before, after = (" " if plain.strip("' ") and plain[n : n + 3] == "' '" else "" for n in (0, len(plain) - 3))
    assert run == f"{before}#{literal(plain.replace(chr(39) + ' ' + chr(39), ''))};{after}"


def letter(text: str, place: str = "") -> str:
    """A letter with ``text`` in every place in which a letter has text."""
    said, given_ = escape(text), quoteattr(text)
    mark = f"{place}a{said}{place}z" if place else said
    return f"""<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang={given_}><teiHeader><fileDesc>
<titleStmt><title>{said}</title></titleStmt><publicationStmt><p/></publicationStmt>
<sourceDesc><msDesc><msIdentifier><repository>{said}</repository><idno>{said}</idno></msIdentifier></msDesc></sourceDesc>
</fileDesc><profileDesc><correspDesc><correspAction type="sent"><persName ref={given_}>{said}</persName>
<placeName key={given_}>{said}</placeName><date when={given_}>{said}</date></correspAction></correspDesc></profileDesc>
</teiHeader><text><body><div type="document" n={given_}><head>{said}<note n={given_}>{said}</note></head>
<opener><dateline>{said}</dateline></opener>
<p>{mark}<note>{said}</note> <ref target={given_}>{said}</ref> <ref target="https://x.org/{escape(text, {'"': "&quot;"})}">w</ref>
<persName ref={given_}>{said}</persName> <hi rend={given_}>{said}</hi> <pb n={given_}/> <choice><abbr>{said}</abbr><expan>{said}</expan></choice>
<app><lem wit={given_}>{said}</lem><rdg wit={given_}>{said} other</rdg></app> <gap quantity={given_} unit={given_}/> <g ref={given_}/>
<foreign xml:lang={given_}>{said}</foreign> <frob>{said}</frob></p>
<list type={given_}><label>{said}</label><item n={given_}>{said}</item></list>
<table><row role={given_}><cell cols={given_}>{said}</cell></row></table><lg><l>{said}</l></lg><figure><figDesc>{said}</figDesc></figure>
<closer><signed>{said}</signed></closer></div></body></text></TEI>"""


def source_of(text: str) -> str:
    sheet = stylesheet(data("xslt") / "print.xsl")
    params = {"stem": text, "stems": [text], "texts": json.dumps(words("en")), "journey": True}
    return sheet.run(sheet.parse(letter(text), "file:///a.xml"), params=params).texts["markup"]


# What is left of a document's source when its strings are taken out: calls of the template's functions.
CODE = re.compile(
    r"""(?: \#import\ :\ \* | \#(?:linebreak|parbreak)\(\); | \#?[a-z][a-z-]*\( | \#[a-z][a-z-]*(?=\[) | [a-z]+:\s
    | [\]\[(),;\s] | \#; | \d+ | true | false | none )*""",
    re.VERBOSE,
)


@settings(max_examples=15, deadline=None)
@given(XML_TEXT)
@example("".join(PROBES))
@example('#panic()"]')
def test_a_documents_source_holds_nothing_of_its_text_but_strings(text: str) -> None:
    code = re.sub(r'"(?:[^"\\]|\\.)*"', "", source_of(text), flags=re.DOTALL)
    whole = CODE.match(code)
    assert whole
    assert code[whole.end() :][:80] == ""


def test_the_check_sees_code() -> None:
    for code in ("#x", "$a$", "*b*", "[a]", "#panic", "`x`", "<x>", "@x", "//"):
        assert not CODE.fullmatch(code)


@settings(deadline=None)
@given(st.lists(st.text(st.characters(exclude_characters="/\0"), min_size=1), max_size=8))
@example(["a", "A", "a.xml", "con", "ä", "\udce4", "a#b", "é" * 200])
def test_labels_are_text_and_files_have_plain_names(names: list[str]) -> None:
    paths = [Path(str(n), f"{name}.xml") for n, name in enumerate(names) if "/" not in name]
    found = stems(paths, ["front-preface"])
    assert len(set(found.values())) == len(paths), "no two documents have one name"
    assert all("#" not in stem and printable(stem) == stem for stem in found.values())
    made = file_names(list(found.values()))
    assert all(re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", name) for name in made)
    assert len({name.casefold() for name in made}) == len(set(found.values()))


def test_ordinary_names_stay_as_they_are() -> None:
    assert stems([Path("d/d091.xml"), Path("d/L-2.b.xml")]) == {
        Path("d/d091.xml"): "d091",
        Path("d/L-2.b.xml"): "L-2.b",
    }
    assert file_names(["d091", "L-2.b"]) == ["d091", "L-2.b"]


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00ad\u2010\u200b]|-(?=\s)", "", text)


@pytest.fixture(scope="module")
def probed(tmp_path_factory: pytest.TempPathFactory):
    """A volume with a probe in every place: each document has one in its name and everywhere in its text."""
    folder = tmp_path_factory.mktemp("probed")
    files = []
    for number, probe in enumerate(PROBES):
        name = "".join(c for c in probe if c not in "/\0")[:60]
        home = folder / f"{number:02}"
        home.mkdir()
        (home / f"{name}.xml").write_text(letter(probe, f"Q{number}"), encoding="utf-8")
        files.append(home / f"{name}.xml")
    whole = "".join(PROBES).replace("\n", " ")
    edition = {"title": whole, "subtitle": whole, "editors": [whole, '"]'], "publisher": whole, "description": whole}
    job = make_job(
        folder / "out",
        files,
        edition=edition | {"place": whole, "licence_name": whole, "base_uri": "https://x.org/#"},
        source={"title": whole, "volume": '#panic()"'},
        print={"fonts": ['"#panic()', "EB Garamond"], "attach_tei": True, "journey": True},
    )
    refused = {"edition.language": '"#panic()', "print.isbn": whole}  # by the settings; here they come all the same
    job = replace(job, settings=replace(job.settings, values={**job.settings.values, **refused}))
    return job, render_print(job), whole


def test_every_probe_is_on_the_page_as_it_is(probed) -> None:
    job, found, whole = probed
    assert {f.code for f in found} == {"P002", "P003", "P007", "P013"}, found
    text = squeezed("".join(page_texts(job.target / "screen.pdf")))
    wanting = [probe for n, probe in enumerate(PROBES) if squeezed(f"Q{n}a{probe}Q{n}z") not in text]
    assert wanting == []
    assert text.count(squeezed(whole)) >= 4, "title, editors and imprint"
    with pikepdf.open(job.target / "screen.pdf") as pdf:
        assert str(pdf.docinfo["/Title"]).startswith(whole.replace("\u2028", " "))
        assert len(pdf.attachments) == len(PROBES), "files of one name do not meet"


@settings(max_examples=2, deadline=None)
@given(texts=st.lists(XML_TEXT, min_size=12, max_size=12), title=XML_TEXT.filter(str.strip))
@example(texts=["", " ", "\u00ad", "\u200b", "\ufeff", "\u200e\u2028", "\ue000", "\u0302", "\u3164"], title="\u00ad")
def test_there_is_a_pdf_whatever_the_texts_hold(tmp_path_factory, texts: list[str], title: str) -> None:
    folder = tmp_path_factory.mktemp("any")
    files = [folder / f"{n}.xml" for n in range(len(texts))]
    for file, text in zip(files, texts, strict=True):
        file.write_text(letter(text), encoding="utf-8")
    job = make_job(folder / "out", files, edition={"title": title, "editors": [title], "subtitle": title})
    found = render_print(job)
    assert {f.code for f in found} <= {"P002", "P003", "P004", "P006", "P007", "P009", "P014"}, found
    assert (job.target / "screen.pdf").is_file()
    assert (job.target / "print.pdf").is_file()


@pytest.mark.parametrize(
    ("label", "work"),
    [
        ("Jung, Escher Briefe, Band 1, Nr. 158", "Jung, Escher Briefe, Band 1"),
        ("Gagliardi, Escher, S. 419–420", "Gagliardi, Escher"),
        ("Jung, Aufbruch, S. 839–840 (auszugsweise)", "Jung, Aufbruch"),
        ("Bulletin, January 7, 1963, pp. 5–6.", "Bulletin, January 7, 1963"),
        ("American Foreign Policy: Current Documents, 1963", "American Foreign Policy: Current Documents, 1963"),
        ("The Times, May 8", "The Times, May 8"),
        ("p. 9", "p. 9"),
    ],
)
def test_a_printed_work_is_listed_without_the_place_in_it(label: str, work: str) -> None:
    namespaces = {"k": "https://kktei.org/ns/xslt"}
    call = f"k:without-locator('{label}')"
    assert evaluate(data("xslt") / "print.xsl", call, namespaces=namespaces) == [work]


@pytest.mark.parametrize(("title", "name"), [("Two letters", "Two letters"), ("First", "First"), ("", "First")])
def test_the_head_of_the_first_of_two_parts_names_the_whole_only_where_nothing_else_does(title: str, name: str) -> None:
    sheet = stylesheet(data("xslt") / "print.xsl")
    text = f"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>{title}</title></titleStmt>
    </fileDesc></teiHeader><text><body><div><head>First</head><p>W.</p></div><div><head>Second</head><p>X.</p></div>
    </body></text></TEI>"""
    params = {"stem": "a", "stems": ["a"], "texts": json.dumps(words("en")), "journey": True}
    markup = sheet.run(sheet.parse(text, "file:///a.xml"), params=params).texts["markup"]
    assert f'title: "{name}"' in markup
    assert markup.count('"First"') == (2 if name == "First" else 1)  # the heading and its words, or a head within
