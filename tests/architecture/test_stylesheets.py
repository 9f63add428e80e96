"""The stylesheets: xslt/tei decides for all products, and lines can be read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

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
