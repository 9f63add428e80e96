"""What stands above a text and below it, and what only looks so."""

from __future__ import annotations

import pytest

from kktei import tei
from kktei.encode.elements import el
from kktei.encode.text import encode_body
from kktei.model import DocumentId, Position, Record
from kktei.transcript import (
    Block,
    Closing,
    Dateline,
    Heading,
    PageBreak,
    Paragraph,
    Postscript,
    Salutation,
    Signature,
    Text,
)

SAID = (Text("x"),)
DATED, SALUTE, P, PAGE = Dateline(SAID), Salutation(SAID), Paragraph(SAID), PageBreak("2")
HEAD, BELOW, CLOSE = Heading(SAID), Dateline(SAID, closing=True), Closing(SAID)
SIGNED, PS = Signature(SAID), Postscript((SAID,))


@pytest.mark.parametrize(
    ("blocks", "made"),
    [
        ([DATED, SALUTE, P, CLOSE, SIGNED], "opener(dateline salute) p closer(salute signed)"),
        ([PAGE, DATED, PAGE, SALUTE, P], "pb opener(dateline pb salute) p"),
        ([P, DATED, P], "p ab p"),
        ([P, DATED], "p ab"),
        ([P, BELOW], "p closer(dateline)"),
        ([BELOW, P], "ab p"),
        ([P, CLOSE, PAGE, SIGNED, PS, SIGNED], "p closer(salute pb signed) postscript(p) closer(signed)"),
        ([P, CLOSE, P, SIGNED], "p ab p closer(signed)"),
        ([P, PAGE], "p pb"),
        ([P, PAGE, CLOSE], "p pb closer(salute)"),
        ([P, PAGE, PAGE, CLOSE, PAGE], "p pb pb closer(salute pb)"),
        ([DATED, SALUTE], "opener(dateline salute) p"),
        ([DATED, CLOSE], "opener(dateline) p closer(salute)"),
        ([CLOSE], "p closer(salute)"),
        ([SALUTE, P, SALUTE], "opener(salute) p ab"),
        ([P, HEAD, P, HEAD, P], "p div(head p) div(head p)"),
        ([P, HEAD, HEAD, P], "p div(head p) div(head p)"),
        ([], ""),
    ],
)
def test_what_stands_above_and_below(blocks: list[Block], made: str) -> None:
    at = Position("x", 1)
    div = el("div")
    encode_body(div, Record(DocumentId.of("1"), "", "", at, at, tuple(blocks)), "d1")
    assert " ".join(_named(part) for part in div) == made


def _named(element: tei.Element) -> str:
    inner = " ".join(tei.name(part) for part in element)
    return f"{tei.name(element)}({inner})" if inner else tei.name(element)
