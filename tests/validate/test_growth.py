"""Four times the text takes about four times the work: of the walk, of the rules, and of what spans files.

What is quadratic takes sixteen times as much.  Processor time is compared, which other programs on the machine
do not lengthen; what is over in a moment is not judged.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kktei.config import Settings, Suppression
from kktei.findings import finding
from kktei.validate import apply_suppressions, check_documents, check_edition

pytestmark = pytest.mark.long

TEI = "http://www.tei-c.org/ns/1.0"
_TIMES = 9  # sixteen would be the square
_MOMENT = 0.5  # seconds


def grows_with(work: Callable[[int], object], size: int) -> None:
    """Fail where four times the size take far more than four times the processor's time."""
    work(10)  # what is made once: the compiled rules, the patterns
    seconds = []
    for count in (size, 4 * size):
        gc.collect()
        begun = time.process_time()
        work(count)
        seconds.append(time.process_time() - begun)
    one, four = seconds
    assert four < _MOMENT or four < _TIMES * one, seconds


def letter(body: str, header: str = "") -> str:
    return (
        f'<TEI xmlns="{TEI}"><teiHeader><fileDesc><titleStmt><title>x</title></titleStmt><publicationStmt><p>x</p>'
        f"</publicationStmt><sourceDesc><p>x</p></sourceDesc></fileDesc>{header}</teiHeader><text><body>"
        f'<div type="document" n="1" xml:id="d1">{body}</div></body></text></TEI>'
    )


def each(make: Callable[[int], str], count: int) -> str:
    return "".join(map(make, range(count)))


SHAPES: dict[str, Callable[[int], str]] = {
    "right paragraphs": lambda n: letter("<p>words</p>" * n),
    "paragraphs with a warning": lambda n: letter("<p>“words (words</p>" * n * 3),
    "notes in one paragraph": lambda n: letter(f"<p>{'x<note><p>y “</p></note>' * n}</p>"),
    "pointers to nothing": lambda n: letter(each(lambda i: f'<p xml:id="i{i}"><ref target="#j{i}">x</ref></p>', n)),
    "one id": lambda n: letter('<p xml:id="a">x</p>' * n),
    "unknown elements": lambda n: letter(each(lambda i: f"<hj{i}>x</hj{i}>", n)),
    "one unknown element": lambda n: letter("<hj>x</hj>" * n),
    "elements out of order": lambda n: letter("<p/><list><item/></list><head>x</head><postscript/>" * n),
    "wrong values": lambda n: letter(each(lambda i: f'<p><date when="{i}-02-30">x</date></p>', n)),
    "attributes": lambda n: letter("<p" + each(lambda i: f" a{i}='1'", n * 5 // 4) + ">x</p>"),
    "faults of the print": lambda n: letter(f"<p>{'pp. 685686. pp. 9-8 a.Bc (' * n}</p>"),
    "a text without blanks": lambda n: letter(f"<p>({'漢' * n * 10})(</p>"),
    "nothing but brackets": lambda n: letter(f"<p>{'x(' * n * 4}</p>"),
    "a tag that is not closed": lambda n: letter(f"<p><hi>{'x<lb/>' * n}</p>"),
    "actions": lambda n: letter(
        "<p/>",
        '<profileDesc><correspDesc><correspAction type="sent"><date when="1963-01-01"/></correspAction>'
        + '<correspAction type="received"><date when="1950-01-01"/></correspAction>' * n
        + "</correspDesc></profileDesc>",
    ),
    "people of one name": lambda n: (
        f'<TEI xmlns="{TEI}"><standOff><listPerson>'
        + each(lambda i: f'<person xml:id="p{i}"><persName>A B</persName></person>', n)
        + "</listPerson></standOff></TEI>"
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_one_document(shape: str, tmp_path: Path) -> None:
    file = tmp_path / "d1.xml"

    def work(count: int) -> object:
        file.write_text(SHAPES[shape](count), encoding="utf-8")
        return check_documents([file], root=tmp_path)

    grows_with(work, 200)


FILES: dict[str, Callable[[int], tuple[int, Callable[[int], str]]]] = {
    "lost pointers in one": lambda n: (1, lambda _: each(lambda i: f'<p><ref target="f{i}.xml#x">x</ref></p>', n)),
    "lost ids in one": lambda n: (
        2,
        lambda file: each(lambda i: f'<p xml:id="q{file}.{i}"><ref target="d{1 - file}.xml#x{i}">x</ref></p>', n),
    ),
    "the same ids in two": lambda n: (2, lambda _: each(lambda i: f'<p xml:id="q{i}"/>', n)),
    "files with one id": lambda n: (n // 4, lambda _: '<p xml:id="same"><ref target="gone.xml">x</ref></p>'),
}


@pytest.mark.parametrize("shape", FILES)
def test_the_files_of_an_edition(shape: str, tmp_path: Path) -> None:
    def work(count: int) -> object:
        files, make = FILES[shape](count)
        made = [tmp_path / f"d{number}.xml" for number in range(files)]
        for number, file in enumerate(made):
            file.write_text(letter(make(number)).replace("d1", f"d{number}x", 1), encoding="utf-8")
        return check_edition(made, root=tmp_path)

    grows_with(work, 200)


def test_suppressions() -> None:
    def work(count: int) -> object:
        found = [finding("S050", f"{number}", file="a.xml", line=number) for number in range(count)]
        entries = (*(Suppression("S112", "r", file="*.xml") for _ in range(count)), Suppression("S050", "r"))
        left = apply_suppressions(found, Settings({}, entries))
        assert {f.code for f in left} == {"V050"}
        return left

    grows_with(work, 2_000)
