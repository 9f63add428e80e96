"""The stylesheets: xslt/tei decides for all products, and lines can be read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

import kktei
from docs.shown import names
from kktei.project import data

XSL = "{http://www.w3.org/1999/XSL/Transform}"
_LONGEST = 110


def functions(folder: str) -> Iterator[tuple[str, int, str]]:
    """Name, number of parameters and file of each function below a folder of xslt/."""
    for file in sorted((data("xslt") / folder).rglob("*.xsl")):
        for function in etree.parse(file).iter(f"{XSL}function", f"{XSL}accumulator"):
            yield function.get("name"), len(function.findall(f"{XSL}param")), file.name


def test_no_product_answers_anew_what_tei_has_decided() -> None:
    decided = {(name, parameters): file for name, parameters, file in functions("tei")}
    assert len(decided) > 60
    for product in ("xhtml", "html", "epub", "print"):
        again = [(n, file, decided[n, p]) for n, p, file in functions(product) if (n, p) in decided]
        assert again == [], product


def test_no_two_modules_define_one_function() -> None:
    """Of two in one import the later would be taken, without a word."""
    for folder in ("tei", "xhtml", "html", "epub", "print", "reading", "record"):
        places: dict[tuple[str, int], list[str]] = {}
        for name, parameters, file in functions(folder):
            places.setdefault((name, parameters), []).append(file)
        assert {name: files for (name, _), files in places.items() if len(files) > 1} == {}, folder


def test_lines_can_be_read() -> None:
    files = sorted(Path(data("xslt")).rglob("*.xsl"))
    assert len(files) > 60
    long = [
        f"{file.name}:{number}"
        for file in files
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > _LONGEST
    ]
    assert long == []


def test_everything_declares_its_type() -> None:
    typed = [f"{XSL}{name}" for name in ("function", "param", "variable", "template", "accumulator")]
    every = [(file.name, part) for file in Path(data("xslt")).rglob("*.xsl") for part in etree.parse(file).iter(*typed)]
    assert len(every) > 2000
    assert [f"{file}:{part.sourceline}" for file, part in every if part.get("as") is None] == []


def test_nothing_is_defined_that_nothing_uses() -> None:
    """Functions, named templates and keys, by the words of all stylesheets and of Python, which calls some."""
    sheets = [path.read_text(encoding="utf-8") for path in Path(data("xslt")).rglob("*.xsl")]
    python = [path.read_text(encoding="utf-8") for path in Path(kktei.__file__).parent.rglob("*.py")]
    said = Counter(word for text in (*sheets, *python) for word in re.findall(r"[\w:-]+", text))
    named = Counter(
        part.get("name", "")
        for text in sheets
        for part in etree.fromstring(text.encode()).iter(f"{XSL}function", f"{XSL}template", f"{XSL}key")
        if part.get("name")
    )
    assert len(named) > 500
    assert [name for name, times in named.items() if said[name] <= times] == []


def elements(folder: str) -> set[str]:
    """The elements for which a folder of xslt/ has templates in the mode of the text."""
    return {
        name
        for file in sorted((data("xslt") / folder).glob("*.xsl"))
        for template in etree.parse(file).iter(f"{XSL}template")
        if template.get("match") and not template.get("mode")
        for name in names(template.get("match", ""))
    }


def test_site_and_e_book_are_one_writer() -> None:
    """The e-book has a form of its own for few elements; what is written twice is different by its nature."""
    shared, site, book = elements("xhtml"), elements("html"), elements("epub")
    assert len(shared) > 200
    assert book - shared == {"milestone", "pb", "figure", "graphic", "media"}
    assert len(book) <= 10
    assert book & site == {"milestone", "pb", "figure", "graphic", "media"}
    twice = [name for name, parameters, _ in functions("html") if (name, parameters) in _by_name("epub")]
    assert set(twice) - {name for name, _ in _by_name("xhtml")} == {
        "k:address",
        "k:entry-call",
        "k:note-call",
        "k:source-call",
        "k:target-name",
    }


def _by_name(folder: str) -> set[tuple[str, int]]:
    return {(name, parameters) for name, parameters, _ in functions(folder)}
