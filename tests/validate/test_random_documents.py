"""Documents that hypothesis makes of TEI's names: a verdict that is libxml2's, and places that are the nodes'."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from kktei import tei
from kktei.relaxng.events import spot_at
from kktei.relaxng.positions import Positions
from kktei.validate import check_documents
from kktei.validate.check import explain, own_schema
from kktei.validate.grammars import grammar
from kktei.validate.schematron import CompiledRules
from tests.validate.mutants import ATTRIBUTES, NAMES, VALUES

TEI = "http://www.tei-c.org/ns/1.0"
QUICK = settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
WORDS = st.sampled_from(
    ("", "", " ", "\n", "words ", "“é” ", "漢字", "𝒳", "&amp;", "&#xE9;", "<![CDATA[<&]]>", "<!--c-->", "<?p i?>")
)
SPACES = st.sampled_from(("", "", "", "", ' xmlns=""', ' xmlns="urn:x"', ' xmlns:t="urn:x"', f' xmlns="{TEI}"'))
GIVEN = st.dictionaries(
    st.sampled_from((*ATTRIBUTES, "xml:id", "xml:lang", "xml:space")),
    st.sampled_from(tuple(v for v in VALUES if '"' not in v)),
    max_size=3,
)


def element(name: str, space: str, attributes: dict[str, str], content: list[str]) -> str:
    given = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f"<{name}{space}{given}>{''.join(content)}</{name}>"


LEAF = st.builds(element, st.sampled_from(NAMES), SPACES, GIVEN, st.lists(WORDS, max_size=2))
TREE = st.recursive(
    LEAF,
    lambda inner: st.builds(
        element, st.sampled_from(NAMES), SPACES, GIVEN, st.lists(st.one_of(inner, WORDS), max_size=6)
    ),
    max_leaves=25,
)
DOCUMENT = st.builds(lambda parts: f'<TEI xmlns="{TEI}">{"".join(parts)}</TEI>', st.lists(TREE, max_size=4))


def test_a_verdict_that_is_libxml2s(tmp_path: Path) -> None:
    judge = etree.RelaxNG(etree.parse(str(own_schema().path)))
    file = tmp_path / "x.xml"

    @QUICK
    @given(DOCUMENT)
    def verdict(text: str) -> None:
        file.write_text(text, encoding="utf-8")
        found = check_documents([file], root=tmp_path)[file]
        assert all(f.message and f.line and f.column for f in found)
        assert judge.validate(tei.parse(text.encode(), "x")) == (
            explain(text.encode(), "x", grammar(own_schema().path)) == []
        )

    verdict()


def test_a_node_is_where_it_is_said_to_be(tmp_path: Path) -> None:
    """Saxon's count of elements and texts is expat's, with CDATA, comments, references and odd namespaces."""
    file = tmp_path / "r.sch"
    file.write_text(
        '<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt3"><pattern>'
        '<rule context="*"><report id="e" test="true()"><value-of select="name()"/></report></rule>'
        '<rule context="@*"><report id="a" test="true()"><value-of select="name()"/></report></rule>'
        '<rule context="text()"><report id="t" test="true()"><value-of select="substring(., 1, 1)"/></report></rule>'
        "</pattern></schema>",
        encoding="utf-8",
    )
    rules = CompiledRules(file, "#DEFAULT", {})

    @QUICK
    @given(DOCUMENT)
    def places(text: str) -> None:
        raw = text.encode()
        positions = Positions(raw)
        said = rules.run(text, "file:///x.xml")
        assert len(said) == len(text_nodes(raw)) + len(list(elements(raw))) + sum(len(e.attrib) for e in elements(raw))
        for one in said:
            at = positions.at(one.node).spot
            here = raw[at.byte :].decode()
            assert at == spot_at(raw, at.byte)
            match one.id:
                case "e":
                    assert re.match(rf"<{one.text}[\s/>]", here)
                case "a":
                    assert here.startswith(f"{one.text}=")
                case _:
                    assert here.startswith((one.text, "&", "<![CDATA[")) or not one.text

    places()


def elements(raw: bytes) -> list[etree._Element]:
    return [e for e in tei.parse(raw, "x").iter() if isinstance(e.tag, str)]


def text_nodes(raw: bytes) -> list[object]:
    return list(tei.parse(raw, "x").xpath("//text()"))
