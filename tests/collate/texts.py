"""Texts of witnesses for tests."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape

from hypothesis import strategies as st
from lxml import etree

from kktei import collate, encode
from kktei.collate.decided import DecidedCollation
from kktei.collate.table import Rows
from kktei.encode.constituted import constituted
from kktei.encode.elements import el
from kktei.model.collation import WitnessText
from kktei.pipeline.collating import rows_of

TEI = "http://www.tei-c.org/ns/1.0"
WORDS = ["the", "The", "old", "king", "king’s", "said", "“", ",", ".", "ſaid", "Ꙗко", "ΛΟΓΟΣ", "λόγος", "and", "&", "-"]


def body(*blocks: str, kind: str = "p") -> etree._Element:
    """A transcription; what stands in a block is TEI."""
    inner = "".join(f"<{kind}>{block}</{kind}>" for block in blocks)
    return etree.fromstring(f'<body xmlns="{TEI}"><div>{inner}</div></body>')


def witness(siglum: str, text: str, layer: int = 0) -> WitnessText:
    """A witness of plain text; a blank line parts paragraphs, "[lost]" alone is a lacuna."""
    blocks = ["<gap reason='lost'/>" if part == "[lost]" else escape(part) for part in text.split("\n\n")]
    return collate.witness_text(body(*blocks), siglum, layer)


def collated(
    witnesses: list[WitnessText],
    before: collate.Before | None = None,
    base: int = 0,
    rules: collate.Rules | None = None,
) -> DecidedCollation:
    return collate.with_decisions("1", witnesses, base, rules or collate.Rules(), before or collate.Before())


def table(done: DecidedCollation) -> Rows:
    """The table as it is read again."""
    return rows_of(collate.written(done.collation, done.further, done.orphans), "t.csv")


def document(done: DecidedCollation) -> etree._Element:
    """The text and apparatus of a collation, in a document with the witnesses in its header."""
    witnesses = done.collation.witnesses
    ids = encode.witness_ids(witnesses, "d1")
    listed = [el("witness", xml_id=key, n=w.siglum) for key, w in zip(ids, witnesses, strict=True)]
    blocks = constituted(done.collation, [f"#{key}" for key in ids], "d1")
    header = el("teiHeader", el("variantEncoding", method="parallel-segmentation", location="internal"), listed)
    root = el("TEI", header, el("text", el("body", el("div", blocks))))
    return etree.fromstring(etree.tostring(root))


def rebuilt(done: DecidedCollation) -> Mapping[str, tuple[str, ...]]:
    """Each witness as text and apparatus give it."""
    root = document(done)
    found = {w.siglum: collate.rebuilt(root, w.siglum) for w in done.collation.witnesses}
    return {siglum: text.forms for siglum, text in found.items() if text is not None}


@st.composite
def texts(draw: st.DrawFn, fewest: int = 2, most: int = 4) -> list[WitnessText]:
    """Versions of one text: words changed, left out, put in; paragraphs joined and parted; lacunae."""
    first = draw(st.lists(st.sampled_from([*WORDS, "\n\n"]), min_size=1, max_size=14))
    made = []
    for siglum in "ABCDE"[: draw(st.integers(fewest, most))]:
        words = list(first)
        for _ in range(draw(st.integers(0, 4))):
            at = draw(st.integers(0, len(words)))
            new = draw(st.lists(st.sampled_from([*WORDS, "\n\n", "\n\n[lost]\n\n"]), max_size=2))
            words[at : at + draw(st.integers(0, 3))] = new
        glue = draw(st.sampled_from([" ", " ", "  "]))
        made.append(witness(siglum, glue.join(words)))
    if draw(st.integers(0, 5)) == 0:
        made.append(witness("L", "[lost]"))
    there = any(text.tokens for text in made)
    return [text for text in made if text.tokens or (text.lacunae and there)] or [witness("A", "the")]


def critical_file(*, pictures: bool = False) -> str:
    """A whole TEI file of three witnesses, A, B and a fragment F, with how they descend from each other."""
    said = ["The old king said it.\n\nYours,\n\nC.", "The young king said so it.\n\nC.", "[lost]\n\nking said it."]
    done = collated([witness(siglum, text) for siglum, text in zip("ABF", said, strict=True)]).collation
    text = b"".join(etree.tostring(block) for block in constituted(done, ["#A", "#B", "#F"], "d1")).decode()
    facs = ' facs="b1.png"' if pictures else ""
    listed = "".join(f'<witness xml:id="{s}"{facs * (s == "B")}><bibl>Copy {s}</bibl></witness>' for s in "ABF")
    related = "".join(f'<relation name="copyOf" active="#{a}" passive="#{b}"/>' for a, b in ("BA", "FA"))
    return (
        f'<TEI xmlns="{TEI}"><teiHeader><fileDesc><titleStmt><title>A text</title></titleStmt><publicationStmt>'
        f"<p/></publicationStmt><sourceDesc><listWit>{listed}</listWit><listRelation>{related}</listRelation>"
        '</sourceDesc></fileDesc><encodingDesc><variantEncoding method="parallel-segmentation" location="internal"/>'
        f"</encodingDesc></teiHeader><text><body><div>{text}</div></body></text></TEI>"
    )
