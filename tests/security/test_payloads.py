"""No text of an edition becomes code in its site: payloads in every place that text comes from, every page parsed."""

from __future__ import annotations

import json
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import etree

from kktei.config import check, load
from kktei.errors import InputError
from kktei.project import data
from kktei.render.epub import render_epub
from kktei.render.job import RenderJob
from kktei.render.words import texts
from tests.websites import Site, letter_job, made

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # html5lib imports what Python has deprecated
    import html5lib

PAYLOADS = (
    "<script>pwned(1)</script>",
    '"><img src=x onerror=pwned(2)>',
    "'><svg onload=pwned(3)>",
    "javascript:pwned(4)",
    " JaVaScRiPt:pwned(5)",
    "java\tscript:pwned(6)",
    "data:text/html,<script>pwned(7)</script>",
    "vbscript:pwned(8)",
    "</script><script>pwned(9)</script>",
    "</title></style></textarea></noscript><script>pwned(10)</script>",
    "--><script>pwned(11)</script><!--",
    "]]><script>pwned(12)</script><![CDATA[",
    "&#60;script&#62;pwned(13)&lt;/script>",
    '" onmouseover="pwned(14)" x="',
    "' onfocus='pwned(15)' autofocus='",
    'x"}];pwned(16);//',
    "\\u003c/script>\\u003cscript>pwned(17)",
    '\\");pwned(18);("',
    "{{pwned(19)}} ${pwned(19)} {pwned(19)} <%= pwned(19) %>",
    "</p></div></main><base href=//pwned.example/20><form action=//pwned.example/20>",
    "<!--><iframe srcdoc='<script>pwned(21)</script>'>",
    "\u2028pwned(22)\u2029<?php pwned(22) ?>",
)
RUNS = {"iframe", "object", "embed", "base", "frame", "applet", "img", "style", "textarea", "foreignObject", "animate"}
LEADING = {"href", "src", "action", "formaction", "data", "poster", "ping", "cite", "background", "srcset"}
SAFE = {"", "http", "https", "mailto"}
RECORDS = ("data:application/", "data:text/plain", "data:text/x-bibtex")


def escaped(text: str) -> str:
    return "".join(f"&#{ord(c)};" if c in "<>&\"'\t\u2028\u2029" else c for c in text)


def letter(p: str) -> str:
    """A letter with a payload in every place that a page shows or makes an address of."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="{p}" n="{p}" xml:lang="{p}"><teiHeader><fileDesc><titleStmt>
<title>{p}</title><author ref="{p}">{p}</author><editor xml:id="e{p}">{p}</editor></titleStmt>
<publicationStmt><publisher>{p}</publisher><date>{p}</date><availability><licence target="{p}">{p}</licence></availability>
</publicationStmt><sourceDesc><listWit><witness xml:id="w{p}" n="{p}" cert="low"><msDesc><msIdentifier><country>{p}</country>
<settlement>{p}</settlement><institution key="{p}" ref="{p}">{p}</institution><repository ref="{p}">{p}</repository>
<collection type="{p}" ref="{p}">{p}</collection><idno type="{p}">{p}</idno></msIdentifier><physDesc><additions>{p}</additions>
<handDesc><handNote>{p}</handNote></handDesc></physDesc></msDesc></witness></listWit><listBibl type="{p}">
<bibl xml:id="b{p}" corresp="{p}">{p}<biblScope unit="{p}">{p}</biblScope></bibl></listBibl></sourceDesc></fileDesc>
<profileDesc><langUsage><language ident="{p}">{p}</language></langUsage><correspDesc ref="{p}"><correspAction type="sent">
<persName ref="{p}">{p}</persName><placeName ref="{p}">{p}</placeName><date when="{p}">{p}</date></correspAction>
<correspAction type="{p}" subtype="{p}"><orgName ref="{p}" role="{p}">{p}</orgName><note>{p}</note></correspAction>
<correspContext><ref type="prev" target="{p}">{p}</ref></correspContext></correspDesc>
<textClass><catRef target="{p}"/><keywords scheme="{p}"><term>{p}</term></keywords></textClass></profileDesc>
<revisionDesc><change when="{p}" who="{p}">{p}</change></revisionDesc></teiHeader><text xml:id="t{p}"><body>
<div type="{p}" xml:id="d{p}"><head>{p}</head><note type="source" xml:id="s{p}">{p}</note>
<p xml:id="p{p}" rend="{p}">{p} <ref target="{p}" type="{p}">{p}</ref> <ref target="#{p}">{p}</ref> <ptr target="{p}"/>
<graphic url="{p}"/> <media url="{p}" mimeType="{p}"/> <hi rend="{p}">{p}</hi> <persName ref="{p}" type="{p}">{p}</persName>
<placeName key="{p}">{p}</placeName> <rs ref="{p}" type="{p}">{p}</rs> <date when="{p}">{p}</date>
<foreign xml:lang="{p}">{p}</foreign> <gap reason="{p}" unit="{p}" quantity="{p}"/> <unclear reason="{p}" cert="{p}">{p}</unclear>
<choice><sic>{p}</sic><corr>{p}</corr></choice> <add place="{p}" hand="{p}">{p}</add> <pb n="{p}" facs="{p}"/>
<app><lem wit="{p}">{p}</lem><rdg wit="{p}">{p}</rdg></app> <note n="{p}" type="{p}">{p}</note> <unheard>{p}</unheard></p>
<table><head>{p}</head><row><cell cols="{p}" role="{p}">{p}</cell></row></table>
<figure><head>{p}</head><figDesc>{p}</figDesc><graphic url="{p}"/></figure></div></body></text></TEI>"""


def shared_files(folder: Path) -> None:
    """Authority records, a corpus header with a vocabulary, words of the interface and a theme."""
    every = [escaped(p) for p in PAYLOADS]
    people = "".join(
        f'<person xml:id="{p}"><persName type="main" sortKey="{p}">{p}</persName><persName type="variant">{p}</persName>'
        f'<birth when="{p}"/><occupation>{p}</occupation><idno type="{p}">{p}</idno><idno type="gnd">{p}</idno></person>'
        for p in every
    )
    bodies = "".join(f'<org xml:id="o{p}"><orgName>{p}</orgName><desc>{p}</desc></org>' for p in every)
    places = "".join(
        f'<place xml:id="l{p}"><placeName>{p}</placeName><location><geo>{p}</geo></location></place>' for p in every
    )
    classes = "".join(
        f'<category xml:id="c{p}"><catDesc><term>{p}</term><gloss>{p}</gloss></catDesc></category>' for p in every
    )
    head = "<fileDesc><titleStmt><title>T</title></titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc>"
    start = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader>'
    vocabulary = f'<encodingDesc><classDecl><taxonomy xml:id="k"><desc>{every[0]}</desc>{classes}</taxonomy></classDecl></encodingDesc>'
    (folder / "authorities.xml").write_text(
        f"{start}{head}</teiHeader><standOff><listPerson>{people}</listPerson><listOrg>{bodies}</listOrg>"
        f"<listPlace>{places}</listPlace></standOff></TEI>",
        encoding="utf-8",
    )
    (folder / "edition.xml").write_text(
        f"{start}{head}{vocabulary}</teiHeader><text><body><p/></body></text></TEI>", encoding="utf-8"
    )
    words = json.loads((data("xslt") / "texts" / "en.json").read_text(encoding="utf-8"))
    changed = {key: f"{PAYLOADS[n % len(PAYLOADS)]} {value}" for n, (key, value) in enumerate(sorted(words.items()))}
    (folder / "texts").mkdir()
    (folder / "texts" / "en.json").write_text(json.dumps(changed), encoding="utf-8")
    (folder / "theme.css").write_text("/* </style><script>pwned(0)</script> */ p { color: black }", encoding="utf-8")


@pytest.fixture(scope="module")
def job(tmp_path_factory: pytest.TempPathFactory) -> RenderJob:
    """An edition that is nothing but payloads."""
    folder = tmp_path_factory.mktemp("hostile")
    shared_files(folder)
    files = []
    for n, payload in enumerate(PAYLOADS):
        name = re.sub(r"[/\t]", "_", payload)
        files.append(folder / f"{n}{name}.xml")
        files[-1].write_text(letter(escaped(payload)), encoding="utf-8")
    job = letter_job(files, folder, folder / "out" / "site")
    said = " ".join(PAYLOADS).replace("\t", " ")
    words = dict.fromkeys(("title", "publisher", "description", "licence_name"), said)
    settings = check({"edition": {**words, "language": "en", "editors": [said]}})
    settings = replace(settings, values={**settings.values, "edition.date": said})  # though settings refuse it
    named = {"overrides": folder, "authorities": folder / "authorities.xml", "corpus": folder / "edition.xml"}
    return replace(job, settings=settings, **named)


@pytest.fixture(scope="module")
def hostile(job: RenderJob) -> Site:
    """Its site, made once."""
    return made(job)


def elements(site: Site) -> Iterator[tuple[str, etree._Element]]:
    for path in site.pages:
        tree = html5lib.parse(site.text(path), treebuilder="lxml", namespaceHTMLElements=False)
        for element in tree.iter():
            if isinstance(element.tag, str):
                yield path, element


def test_no_payload_becomes_an_element_a_handler_or_an_address(hostile: Site) -> None:
    seen = 0
    for path, element in elements(hostile):
        name = etree.QName(element).localname
        where = (path, name, dict(element.attrib))
        assert name not in RUNS, where
        if name == "script":
            _is_ours(element)
        if name == "meta" and element.get("http-equiv"):
            assert element.get("http-equiv") == "Content-Security-Policy", where
        for key, value in element.attrib.items():
            plain = etree.QName(key).localname.lower()
            assert not plain.startswith("on"), where
            assert plain not in {"style", "srcdoc", "autofocus"}, where
            assert re.fullmatch(r"[a-z][a-z-]*", plain), where
            if plain in LEADING:
                assert _scheme(value) in SAFE or value.startswith(RECORDS), where
        seen += "pwned" in (element.text or "")
    assert seen > 50 * len(PAYLOADS), "the payloads are shown, as text"


def _is_ours(script: etree._Element) -> None:
    if script.get("type") == "application/ld+json":
        assert json.loads(script.text)
        assert "<" not in script.text
    else:
        assert re.fullmatch(r"(\.\./)*(assets/\.\./)?(assets|search)/[a-z-]+\.[0-9a-f]{10}\.js", script.get("src")), (
            script.attrib
        )
        assert not script.text


def _scheme(address: str) -> str:
    """The scheme as a browser takes it: blanks and controls before and within do not count."""
    found = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", re.sub(r"[\x00-\x20]", "", address))
    return found[1].lower() if found else ""


def test_no_payload_breaks_out_of_data(hostile: Site) -> None:
    """What scripts load is one call with a JSON value, or one assignment of it; the site's own script holds one."""
    shapes = (r'kkteiPart\("[^"\\]*", (?P<json>.*)\);\n', r"window\.kkteiTexts = (?P<json>.*);\n")
    held = 0
    for file in (p for p in hostile.folder.rglob("*.js") if "pwned" in p.read_text(encoding="utf-8")):
        text = file.read_text(encoding="utf-8")
        if file.name.startswith("site."):
            value, end = json.JSONDecoder().raw_decode(text, begin := text.index('{"t'))
            assert all(isinstance(word, str) for word in value.values())
            assert "pwned" not in text[:begin] + text[end:]
            continue
        match = next(m for shape in shapes if (m := re.fullmatch(shape, text, re.S)))
        held += json.dumps(json.loads(match["json"])).count("pwned")
        assert "<" not in text, file.name
    assert held > 2 * len(PAYLOADS)
    for file in hostile.folder.rglob("*.json"):
        json.loads(file.read_text(encoding="utf-8"))


def test_no_payload_is_carried_out_elsewhere(hostile: Site) -> None:
    """Drawings and other XML hold no script; no style sheet but the theme, and no file's name, holds a payload."""
    for file in hostile.folder.rglob("*"):
        name = unquote(file.relative_to(hostile.folder).as_posix())
        assert re.fullmatch(r"[\w./-]+", name), name
        if file.suffix in {".svg", ".atom", ".rss"} or (file.suffix == ".xml" and not name.startswith("tei/")):
            for element in etree.parse(file).iter("{*}*"):
                assert etree.QName(element).localname not in {"script", "foreignObject"}, name
                assert not [k for k in element.attrib if etree.QName(k).localname.startswith("on")], name
        if file.suffix == ".css" and not file.name.startswith("edition."):
            assert "pwned" not in file.read_text(encoding="utf-8"), name


def test_no_payload_is_carried_out_in_the_e_book(job: RenderJob, tmp_path: Path) -> None:
    render_epub(replace(job, target=tmp_path))
    shown = 0
    with zipfile.ZipFile(tmp_path / "edition.epub") as book:
        assert all(re.fullmatch(r"[\w./-]+", name) for name in book.namelist())
        files = [n for n in book.namelist() if n.endswith((".xhtml", ".opf", ".ncx", ".svg"))]
        for file in files:
            root = etree.fromstring(book.read(file))
            shown += "".join(root.itertext()).count("pwned")
            for element in root.iter("{*}*"):
                where = (file, element.tag, dict(element.attrib))
                if element.get("src") != "cover.png":  # the one picture that is ours
                    assert etree.QName(element).localname not in RUNS | {"script", "form"}, where
                for key, value in element.attrib.items():
                    plain = etree.QName(key).localname.lower()
                    assert not plain.startswith("on"), where
                    assert plain not in LEADING or _scheme(value) in SAFE, where
    assert shown > 20 * len(PAYLOADS)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[edition]\ntitle = "a\\u0001b"\n', "edition.toml:2:1: the control character U+0001"),
        ('[edition]\ntitle = "a"\neditors = ["b", "c\\u0008"]\n', "edition.toml:3:1: the control character U+0008"),
        ('[edition]\ntitle = "a\x01b"\n', "edition.toml:2:11: "),
    ],
)
def test_settings_hold_no_control_character(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "edition.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=re.escape(said)):
        load(tmp_path / "edition.toml")


@pytest.mark.parametrize("unfit", ["\\u0001", "\\u001f", "\\ufffe", "\\ud800"])
def test_words_of_the_interface_hold_no_control_character(tmp_path: Path, unfit: str) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "en.json").write_text(f'{{"site.home": "ok",\n "site.menu": "a{unfit}"}}', encoding="utf-8")
    with pytest.raises(InputError, match=r"texts/en\.json:2:2: the value of 'site\.menu'"):
        texts("en", tmp_path)
