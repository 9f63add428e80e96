"""Numbers of pages that are put into a typesetter's file at its end."""

from __future__ import annotations

from pathlib import Path

import pytest
import typst

from kktei.render.print import compositor, page_numbers
from kktei.render.print.faces import FOLDERS
from kktei.render.print.objects import ObjectWriter, TypstFile
from tests.render.print.pages import page_texts

HEAD = """#set document(title: "x")
#set text(font: "Libertinus Serif", number-type: "old-style", fill: luma(0))
#let figures(said) = text(number-width: "tabular", said)
#let noughts(place, said) = text(fill: rgb(254, calc.quo(place, 256), calc.rem(place, 256)), figures(said))
= A
#figures("0123456789") #emph(figures("0123456789"))
#pagebreak()
"""


def set_file(folder: Path, body: str) -> TypstFile:
    (folder / "main.typ").write_text(HEAD + body, encoding="utf-8")
    typesetter = typst.Compiler(
        str(folder / "main.typ"), font_paths=compositor.faces(FOLDERS), ignore_system_fonts=True
    )
    typesetter.compile(format="pdf", output=str(folder / "set.pdf"), pdf_standards=["a-3a", "ua-1"], timestamp=0)
    return TypstFile.read(folder / "set.pdf")


def test_each_number_stands_where_its_noughts_stood(tmp_path):
    body = '#noughts(65535, "00") see #noughts(1, "000") and _also #noughts(0, "0")_, 000. #pagebreak() #noughts(65535, "00")'
    source = set_file(tmp_path, body)
    page_numbers.put_in(source, source.pages[1:], ["7", "485"], ["12", "13"])
    with (tmp_path / "filled.pdf").open("wb") as file:
        writer = ObjectWriter(file, "1.7")
        numbers = dict[int, int]()
        writer.take(source, sorted(source.bodies), numbers, bytes)
        writer.close(numbers[source.root], numbers[source.info])
    texts = [" ".join(text.split()) for text in page_texts(tmp_path / "filled.pdf")]
    assert texts[1:] == ["12 see 485 and also 7, 000.", "13"]


@pytest.mark.parametrize(
    "body",
    [
        '#super(typographic: true, noughts(0, "00"))',
        '#strong(noughts(0, "00"))',
        '#noughts(7, "00")',
        '#noughts(0, "000")',
    ],
    ids=["raised", "a face whose figures are not there", "a colour of something else", "another number of figures"],
)
def test_what_cannot_take_a_number_is_told(tmp_path, body):
    source = set_file(tmp_path, body)
    with pytest.raises(page_numbers.UnevenError):
        page_numbers.put_in(source, source.pages[1:], ["12"], ["1"])
