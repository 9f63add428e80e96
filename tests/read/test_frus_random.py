"""Whatever stands within whatever: no word and no page of a document is lost, and references lead where they led."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from kktei.encode.elements import el, put
from kktei.encode.phrases import Phrases
from kktei.encode.text import encode_body
from kktei.read import read_source
from kktei.tei import XML_ID, Element, q
from kktei.transcript import PageBreak, walk
from tests.read.random_document import RandomDocument

_WORD = re.compile(r"w\d+q")


def encoded(path: Path) -> tuple[Element, str]:
    """The division of the one document in a volume, and the words of its heading and source note."""
    source = read_source(path, path.name)
    assert "R027" not in {f.code for f in source.findings}
    (record,) = source.records
    head, division = el("head"), el("div")
    put(head, Phrases("d005", footnotes="hn").line(record.head_notes))
    division.append(head)
    encode_body(division, record, "d005")
    assert len(list(division.iter("pb", q("pb")))) == sum(
        isinstance(part, PageBreak) for part in walk((*record.body, *record.head_notes))
    )
    return division, f"{record.head} {record.note}"


@pytest.mark.parametrize("seeds", [range(n, n + 10) for n in range(0, 120, 10)], ids=str)
def test_random_documents(tmp_path: Path, seeds: range) -> None:
    for seed in seeds:
        made = RandomDocument(seed)
        path = tmp_path / "v.xml"
        path.write_text(made.volume, encoding="utf-8")
        division, beside = encoded(path)
        there = set(_WORD.findall("".join(division.itertext()) + beside))
        assert set(_WORD.findall(made.volume)) - there == set(), seed
        ids = [e.get(XML_ID) for e in division.iter() if e.get(XML_ID)]
        assert len(ids) == len(set(ids)), seed
        pages = [e for e in division.iter() if etree.QName(e).localname == "pb"]
        assert len(pages) == made.volume.count("<pb "), seed
        _follow(made, division, seed)


def _follow(made: RandomDocument, division: Element, seed: int) -> None:
    """Each reference leads to the page with that number, or to the note with that first word."""
    original = {e.get(XML_ID): e for e in etree.fromstring(made.volume.encode()).iter("{*}pb", "{*}note")}
    known = {e.get(XML_ID): e for e in division.iter()}
    references = {"".join(e.itertext())[3:]: e.get("target")[1:] for e in division.iter() if e.get("target")}
    assert set(references) == set(made.ids), seed
    for key, target in references.items():
        there = known.get(target)
        if there is None:  # a note that stands in the text, or in the source note: the document, or that note
            assert target in {"d005", "d005.sn"}, (seed, key)
        elif key.startswith("pg"):
            assert there.get("n") == original[key].get("n"), (seed, key)
        else:
            first = _WORD.search("".join(original[key].itertext()))
            assert first is None or first[0] in "".join(there.itertext()), (seed, key)
